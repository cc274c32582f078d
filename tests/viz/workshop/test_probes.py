"""Phones that ask for internet get the answer that they expect, if a facilitator wants that, and nobody else does."""

from __future__ import annotations

import http.client
from pathlib import Path

import pytest

from tests.viz.workshop.held import held

ASKED = (
    ("connectivitycheck.gstatic.com", "/generate_204", 204, b""),
    ("captive.apple.com", "/hotspot-detect.html", 200, b"<TITLE>Success</TITLE>"),
    ("www.msftconnecttest.com", "/connecttest.txt", 200, b"Microsoft Connect Test"),
    ("detectportal.firefox.com", "/success.txt", 200, b"success"),
)


@pytest.mark.parametrize("wanted", [True, False])
def test_probes_are_answered_if_asked_for(tmp_path: Path, wanted: bool) -> None:
    with held(tmp_path, probes=wanted) as workshop:
        for host, path, status, body in ASKED:
            for name in (host, f"{host}:80"):
                got, _, content = workshop.ask(path, Host=name)
                assert got == (status if wanted else 403)
                assert body in content if wanted else b"its own pages only" in content
        assert workshop.ask("/generate_204")[0] == 404
        for host, path in (("captive.apple.com", "/host"), ("evil.example", "/generate_204")):
            assert workshop.ask(path, Host=host)[0] == 403
        assert workshop.ask("/generate_204", b"", Host="www.google.com")[0] == 403
        connection = http.client.HTTPConnection("127.0.0.1", workshop.port, timeout=30)
        connection.request("HEAD", "/ncsi.txt", headers={"Host": "www.msftncsi.com"})
        assert connection.getresponse().status == (200 if wanted else 403)
        connection.close()

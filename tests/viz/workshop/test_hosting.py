"""Where a workshop answers, for whom, and what a facilitator reads first."""

from __future__ import annotations

import json
import resource
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from committee.errors import UsageRefused
from tests.viz.workshop.held import held
from viz.server import listen
from viz.workshop import hosting, serving
from viz.workshop.addresses import Address
from viz.workshop.hosting import How
from viz.workshop.serving import more_files

WIFI = Address(host="192.168.1.7", interface="wlan0", is_what="Wi-Fi", rank=0)
CABLE = Address(host="10.1.1.5", interface="eth0", is_what="cable or Wi-Fi", rank=1)


@pytest.fixture
def two_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosting, "addresses", lambda: [WIFI, CABLE])


def test_in_the_network_phones_come_in_by_its_addresses_and_by_no_other_name(tmp_path: Path) -> None:
    with held(tmp_path, reached=[WIFI, CABLE]) as workshop:
        for host, status in ((WIFI.host, 200), (f"{CABLE.host}:8765", 200), ("10.1.1.6", 403), ("evil.example", 403)):
            assert workshop.ask("/join", Host=host)[0] == status
        sent = {"Host": "10.1.1.5:8765", "Origin": "http://10.1.1.5:8765"}
        assert workshop.ask("/join", b"code=A", **sent)[0] == 403  # the wrong code, not the wrong place
        assert b"not the code" in workshop.ask("/join", b"code=A", **sent)[2]
        assert workshop.desk.join_url == f"http://192.168.1.7:{workshop.port}/join?c={workshop.code}"


def test_a_facilitator_reads_every_address_and_what_it_is(tmp_path: Path) -> None:
    with held(tmp_path, reached=[WIFI, CABLE]) as workshop:
        made = json.loads(workshop.ask("/host/link", b"", cookie=workshop.become_host())[2])
        assert made["url"].startswith(f"http://192.168.1.7:{workshop.port}/host?t=")  # though asked at 127.0.0.1
        lines = hosting._lines(workshop.served, "secret", "another")
    text = "\n".join(lines)
    assert lines[0] == f"The workshop is open at http://127.0.0.1:{workshop.port}/  (Ctrl+C ends it)"
    assert f"http://192.168.1.7:{workshop.port}/join  (wlan0, Wi-Fi)" in text
    assert f"http://10.1.1.5:{workshop.port}/join  (eth0, cable or Wi-Fi)" in text
    assert f"http://127.0.0.1:{workshop.port}/host?t=secret  (works once)" in text
    assert f"http://192.168.1.7:{workshop.port}/host?t=another  (works once, too)" in text
    assert "ulimit -n" in hosting._few_files(256)


@pytest.mark.usefixtures("two_networks")
def test_which_address_goes_on_the_board_can_be_chosen() -> None:
    def reached(**how: object) -> Sequence[str]:
        return [one.host for one in hosting._reached(How(port=0, **how))]  # type: ignore[arg-type]

    assert reached() == []
    assert reached(lan=True) == [WIFI.host, CABLE.host]
    assert reached(lan=True, address=CABLE.host) == [CABLE.host, WIFI.host]
    with pytest.raises(UsageRefused, match=r'"10\.1\.1\.55" is not allowed.*did you mean "10\.1\.1\.5"'):
        reached(lan=True, address="10.1.1.55")


def test_without_a_network_lan_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosting, "addresses", list)
    with pytest.raises(UsageRefused, match="join a Wi-Fi first"):
        hosting._reached(How(port=0, lan=True))


def test_without_lan_nobody_outside_reaches_it() -> None:
    (listening,) = hosting._listening(How(port=0))
    with listening:
        assert listening.getsockname()[0] == "127.0.0.1"


def test_a_port_for_probes_that_is_taken_is_refused_and_the_other_one_is_free_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with listen(0, strict=True) as taken:
        monkeypatch.setattr(hosting, "PROBE_PORT", taken.getsockname()[1])
        port = _free()
        with pytest.raises(UsageRefused, match="--answer-probes: phones ask for internet at port"):
            hosting._listening(How(port=port, probes=True))
    listen(port, strict=True).close()


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such limit")
def test_more_open_files_are_asked_for_up_to_what_the_system_gives() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 512), hard))
        assert more_files(600) == (600 if hard == resource.RLIM_INFINITY else min(600, hard))
        assert more_files(100) == more_files(600)  # never fewer than there were
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert serving.FEW_FILES <= serving.WANTED_FILES

"""Whom the window answers: what is foreign, malformed or given twice gets 403."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.viz.apart import apart
from viz.guard import Guard

OURS = (b"host", b"127.0.0.1:8765")


def answered(*headers: tuple[bytes, bytes], method: str = "GET", kind: str = "http") -> Any:
    """The status that a request with ``headers`` gets; 200 where it is passed on."""
    sent: list[Any] = []

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        raise AssertionError("nobody reads the body")

    scope = {"type": kind, "method": method, "headers": list(headers)}
    apart(lambda: asyncio.run(Guard(app)(scope, receive, send)))
    return sent[0].get("status", sent[0].get("code"))


@pytest.mark.parametrize("host", [b"127.0.0.1:8765", b"localhost:1", b"LOCALHOST", b"127.0.0.1"])
def test_our_own_names_are_answered(host: bytes) -> None:
    assert answered((b"host", host)) == 200
    assert answered((b"host", host), (b"origin", b"http://" + host), method="POST") == 200


@pytest.mark.parametrize(
    "host",
    [
        b"",
        b"[",
        b"[::1",
        b"[::1]:8765",
        b"]",
        b"127.0.0.1:port",
        b"127.0.0.1:",
        b"127.0.0.1:123456",
        b"evil.example",
        b"me@127.0.0.1:8765",
        b"127.0.0.1:8765\n",
        b"127.0.0.1:8765/x",
        b"127.0.0.1.evil.example",
        b"\xff\xfe",
        b"0x7f.1",
        b"[fe80::1%25eth0]",
    ],
)
def test_a_host_that_is_foreign_or_malformed_is_refused(host: bytes) -> None:
    assert answered((b"host", host)) == 403
    assert answered((b"host", host), kind="websocket") == 1008


@pytest.mark.parametrize(
    "origin",
    [
        b"",
        b"null",
        b"http://[",
        b"http://[::1",
        b"http://evil.example",
        b"https://127.0.0.1:8765",
        b"http://127.0.0.1:8766",
        b"http://127.0.0.1:8765/x",
        b"127.0.0.1:8765",
        b"http://evil@127.0.0.1:8765",
        b"\xff",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_origin_that_is_foreign_or_malformed_is_refused(origin: bytes, method: str) -> None:
    assert answered(OURS, (b"origin", origin), method=method) == 403
    assert answered(OURS, (b"origin", origin), kind="websocket") == 1008


def test_what_is_told_twice_is_refused() -> None:
    assert answered(OURS, OURS) == 403
    origin = (b"origin", b"http://127.0.0.1:8765")
    assert answered(OURS, origin, origin, method="POST") == 403


def test_what_changes_something_tells_its_origin() -> None:
    assert answered(OURS, method="POST") == 403
    assert answered(OURS, method="GET") == 200
    assert answered(method="GET") == 403

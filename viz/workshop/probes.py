"""Answers for phones that ask whether there is internet, on a Wi-Fi that has none.

A phone asks a well-known address as soon as it is in a Wi-Fi. If nothing answers, it may leave, or send everything by
mobile data. A facilitator who brings a small router can have it give these names the address of this computer; then we
answer as the phone expects, and it stays. We do it only if asked (``--answer-probes``). It takes port 80 and a router
that gives out names; the README of this folder has a recipe.

The answers are those that the makers' own servers give. We keep nothing of who asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

PORT: Final = 80
"""Where phones ask."""


@dataclass(frozen=True)
class Answer:
    """What a phone expects to read."""

    text: str
    """The body."""
    status: int = 200
    """The status."""
    kind: str = "text/plain"
    """The type of the body."""


_APPLE: Final = Answer("<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>", kind="text/html")

PROBES: Final[Mapping[str, Answer]] = {
    "/generate_204": Answer("", status=204),
    "/gen_204": Answer("", status=204),
    "/hotspot-detect.html": _APPLE,
    "/library/test/success.html": _APPLE,
    "/connecttest.txt": Answer("Microsoft Connect Test"),
    "/ncsi.txt": Answer("Microsoft NCSI"),
    "/success.txt": Answer("success\n"),
    "/check_network_status.txt": Answer("NetworkManager is online\n"),
}
"""By path: Android, Apple, Windows, Firefox, GNOME."""

HOSTS: Final = frozenset(
    {
        *("connectivitycheck.gstatic.com", "connectivitycheck.android.com", "clients1.google.com"),
        *("clients3.google.com", "www.gstatic.com", "www.google.com", "play.googleapis.com"),
        *("captive.apple.com", "www.apple.com", "www.msftconnecttest.com", "www.msftncsi.com"),
        *("detectportal.firefox.com", "nmcheck.gnome.org"),
    }
)
"""The names under which phones ask; nobody else's requests are answered here."""


class Prober:
    """ASGI middleware that answers these questions and passes on all others."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        answer = _asked(scope)
        if answer is None:
            await self._app(scope, receive, send)
            return
        body = answer.text.encode()
        headers = [(b"content-type", answer.kind.encode()), (b"cache-control", b"no-store")]
        if answer.status != 204:
            headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _asked(scope: Scope) -> Answer | None:
    """The answer to a request; None if it is not such a question."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return None
    hosts = [value.decode("latin-1").lower().partition(":")[0] for name, value in scope["headers"] if name == b"host"]
    return PROBES.get(scope["path"]) if len(hosts) == 1 and hosts[0] in HOSTS else None

"""Who may talk to the window: its own pages, and nobody else.

The server listens on this machine only, yet any web page open in the same browser can try to reach it. The guard
refuses a request whose ``Host`` is another name (somebody can make a name point here), a websocket or a form that a
foreign page sends, and a ``Host`` or ``Origin`` that is malformed or given twice. Browsers give the origin of every
request that changes something, so such a request without an origin is not from one of our pages.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

OUR_HOST = re.compile(rb"(?:127\.0\.0\.1|localhost)(?::[0-9]{1,5})?", re.IGNORECASE)
"""How an address names the window: one of its names, and usually a port."""

ONLY_ASKING = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""

SECURITY_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
)


NOT_OURS = "This window answers its own pages only."
"""What a stranger reads."""


class Guard:
    """ASGI middleware that passes on only what comes from our own pages.

    Parameters
    ----------
    app
        What is guarded.
    ours
        How an address may name us.
    headers
        What every answer carries.
    refusal
        What a stranger reads.
    """

    def __init__(
        self,
        app: App,
        *,
        ours: re.Pattern[bytes] = OUR_HOST,
        headers: Sequence[tuple[bytes, bytes]] = SECURITY_HEADERS,
        refusal: str = NOT_OURS,
    ) -> None:
        self._app, self._ours, self._headers, self._refusal = app, ours, tuple(headers), refusal.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it with status 403."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
        elif not _is_ours(scope, self._ours):
            await _refuse(scope, send, self._refusal)
        else:
            await self._app(scope, receive, _with_headers(send, self._headers))


def _is_ours(scope: Scope, ours: re.Pattern[bytes]) -> bool:
    """Whether the host is this window, and so is the origin if there is one."""
    hosts, origins = (_values(scope, name) for name in (b"host", b"origin"))
    if len(hosts) != 1 or not ours.fullmatch(hosts[0]):
        return False
    if not origins:
        return str(scope.get("method", "GET")) in ONLY_ASKING
    return origins == [b"http://" + hosts[0]]


def _values(scope: Scope, name: bytes) -> list[bytes]:
    """Every value that the request gives for the header ``name``."""
    return [bytes(value) for key, value in scope["headers"] if key == name]


async def _refuse(scope: Scope, send: Send, refusal: bytes) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    text = (b"content-type", b"text/plain; charset=utf-8")
    await send({"type": "http.response.start", "status": 403, "headers": [text]})
    await send({"type": "http.response.body", "body": refusal})


def _with_headers(send: Send, headers: Sequence[tuple[bytes, bytes]]) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), *headers]
        await send(message)

    return sending

"""The sockets of a workshop: how long a stranger may be silent, how many may wait, and what ends in order.

uvicorn has no time limit for the head of a request, and its limit of connections refuses everybody once idle sockets
have used it up. So we keep the door ourselves. A connection has ten seconds for the head of each request. Connections
that are no phone, board or host yet are counted by address; when there are too many, the one that has waited longest
makes room. Those that have come in are not counted, so nobody outside can push out anybody inside.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
from collections import OrderedDict
from typing import Final

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from viz.workshop.messages import LARGEST

HEAD_S: Final = 10.0
"""Seconds that a connection has for the head of a request."""

KEEP_ALIVE_S: Final = 5
"""Seconds that a connection may rest between two requests."""

LARGEST_FRAME: Final = 2 * LARGEST
"""Bytes of a websocket message above which we hang up; a message over 2 KB is refused with words."""

BACKLOG: Final = 2048
"""How many connections may wait to be taken: a whole room scans the code in the same second."""

WANTED_FILES: Final = 4096
"""How many open files we ask the system for: a phone is one, and its browser may open some more for a moment."""

FEW_FILES: Final = 1024
"""Below this many open files we say so: three hundred phones might not all get in."""

WAITING_AT_MOST: Final = 800
"""How many connections of one address may be in front of the door, if the system gives enough open files."""

FEWEST_WAITING: Final = 100
"""How many there may be in any case."""

MOST_ADDRESSES: Final = 1000
"""How many addresses we remember."""

HERE: Final = frozenset({"127.0.0.1", "::1"})
"""The addresses of this computer to itself."""

Peer = tuple[str, int]


class Door:
    """Who is connected and has not come in, by address, in the order in which they came."""

    def __init__(self, at_most: int = WAITING_AT_MOST) -> None:
        self._at_most = min(at_most, WAITING_AT_MOST)
        self._waiting: dict[str, OrderedDict[Peer, asyncio.Transport]] = {}
        self._outside: set[str] = set()

    def comes(self, peer: Peer, transport: asyncio.Transport) -> None:
        """Somebody connects. Where too many wait, whoever has waited longest is sent away."""
        if peer[0] not in HERE and len(self._outside) < MOST_ADDRESSES:
            self._outside.add(peer[0])
        waiting = self._waiting.setdefault(peer[0], OrderedDict())
        waiting[peer] = transport
        while len(waiting) > self._at_most:
            _, oldest = waiting.popitem(last=False)
            oldest.abort()

    def stirs(self, peer: Peer) -> None:
        """Somebody asks for something: they have waited less long than those who are silent."""
        if peer in self._waiting.get(peer[0], {}):
            self._waiting[peer[0]].move_to_end(peer)

    def leaves(self, peer: Peer) -> None:
        """Somebody comes in, or goes."""
        waiting = self._waiting.get(peer[0])
        if waiting is not None:
            waiting.pop(peer, None)
            if not waiting:
                del self._waiting[peer[0]]

    def waiting(self) -> int:
        """How many wait."""
        return sum(len(waiting) for waiting in self._waiting.values())

    @property
    def outside(self) -> int:
        """From how many addresses beyond this computer somebody has ever connected."""
        return len(self._outside)


class Config(uvicorn.Config):
    """What uvicorn is told, and the door."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.door = door
        super().__init__(
            app,
            http=Patient,
            ws=Counted,
            loop="asyncio",
            log_level="error",
            access_log=False,
            proxy_headers=False,  # nobody stands between us and the phones
            server_header=False,
            backlog=BACKLOG,
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=1,
            ws_max_size=LARGEST_FRAME,
            ws_per_message_deflate=False,  # 29 KB a phone without it, 71 KB with it
        )


class Patient(H11Protocol):
    """A connection that has ten seconds for the head of each request."""

    config: Config
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody connects."""
        super().connection_made(transport)
        if self.client is not None:
            self.config.door.comes(self.client, transport)
        self._expect_head()

    def data_received(self, data: bytes) -> None:
        """Something arrives. A head that is whole ends the wait for it."""
        before = self.cycle
        if self._deadline is None and (before is None or before.response_complete):
            self._expect_head()
        super().data_received(data)
        if self.cycle is not before or self.transport.get_protocol() is not self:
            self._cancel()
            if self.client is not None:
                self.config.door.stirs(self.client)

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone."""
        self._cancel()
        if self.client is not None:
            self.config.door.leaves(self.client)
        super().connection_lost(exc)

    def _expect_head(self) -> None:
        self._deadline = self.loop.call_later(HEAD_S, self._too_late)

    def _cancel(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _too_late(self) -> None:
        self._deadline = None
        self.transport.abort()


class Counted(WebSocketsSansIOProtocol):
    """A websocket, which the door counts until it comes in or goes."""

    config: Config

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone."""
        if self.client is not None:
            self.config.door.leaves(self.client)
        super().connection_lost(exc)


def more_files(wanted: int = WANTED_FILES) -> int:
    """Ask the system for more open files; returns how many there can be."""
    if sys.platform == "win32":
        return wanted
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    aim = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft < aim:
        with contextlib.suppress(ValueError, OSError):  # some systems keep a lower limit than they say
            resource.setrlimit(resource.RLIMIT_NOFILE, (aim, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def serve_on(app: ASGIApp, door: Door, listening: list[socket.socket]) -> None:
    """Answer on the sockets until interrupted."""
    uvicorn.Server(Config(app, door)).run(sockets=listening)

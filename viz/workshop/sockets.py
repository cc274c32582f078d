"""Websockets: what a phone, the board and a host say and hear while their pages are open."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from starlette.websockets import WebSocket, WebSocketDisconnect

from viz.workshop.deciding import DONE, WRONG_CODE
from viz.workshop.guarding import is_host, may_see_board
from viz.workshop.lines import Line, Role
from viz.workshop.messages import Join, Pages, Vote, understood
from viz.workshop.room import Room
from viz.workshop.served import Served, served_of
from viz.workshop.speaking import NOT_UNDERSTOOD

JOIN_S: Final = 10.0
"""Seconds that a phone has to say who it is."""

MESSAGES: Final = 40
"""How many messages a page may send at once."""

MESSAGES_A_SECOND: Final = 4.0
"""How many more it may send each second."""

NOT_ALLOWED: Final = 1008
"""The code with which we hang up on a page that breaks the rules."""

_REFUSED: Final = {"v": 1, "type": "refused", "why": NOT_UNDERSTOOD}


class _Gone(Exception):
    """The page has gone, or must go."""


async def socket_of(socket: WebSocket) -> None:
    """Serve one page until it leaves. ``?as=board`` and ``?as=host`` need what the pages themselves need."""
    served = served_of(socket)
    role = _role(socket, served.desk.room)
    if role is None:
        await socket.close(NOT_ALLOWED)
        return
    await socket.accept()
    with suppress(WebSocketDisconnect, _Gone):
        client = await _joined(socket, served) if role == "phone" else ""
        if socket.client is not None:
            served.door.leaves((socket.client.host, socket.client.port))
        await _talk(socket, served, Line(socket, role, client))


def _role(socket: WebSocket, room: Room) -> Role | None:
    """What the page at the other end is; None if it may not be that."""
    asked = socket.query_params.get("as", "phone")
    if asked == "phone":
        return "phone"
    if asked == "host" and is_host(socket, room):
        return "host"
    return "board" if asked == "board" and may_see_board(socket, room) else None


async def _joined(socket: WebSocket, served: Served) -> str:
    """Wait until a phone has come in, and return who it is."""
    try:
        async with asyncio.timeout(JOIN_S):
            said = await _heard(socket)
    except TimeoutError:
        said = None
    answer: Mapping[str, Any] = await served.desk.say(said) if isinstance(said, Join) else _REFUSED
    if answer["type"] == "refused":
        if answer["why"] == WRONG_CODE:
            await served.wrong_code(socket)
        with suppress(RuntimeError):
            await socket.send_json(dict(answer))
            await socket.close(NOT_ALLOWED)
        raise _Gone
    assert isinstance(said, Join)
    return said.client


async def _talk(socket: WebSocket, served: Served, line: Line) -> None:
    """Hear what a page says, and tell it what becomes of that and what it should show."""
    telling = asyncio.create_task(line.tell_forever())
    served.desk.come(line)
    pace = _Pace()
    try:
        while True:
            said = await _heard(socket)
            if not pace.allows():
                await socket.close(NOT_ALLOWED)
                return
            await line.answer(await _answered(served, line, said))
    finally:
        served.desk.go(line)
        telling.cancel()


async def _answered(served: Served, line: Line, said: Any) -> Mapping[str, Any]:
    """What a page may say depends on what it is.

    A phone votes for itself, a host commands, and a board says which of its pages it shows.
    """
    if line.role == "phone":
        ours = isinstance(said, Join | Vote) and said.client == line.client
        return await served.desk.say(said) if ours else _REFUSED
    if line.role == "host" and said is not None and not isinstance(said, Join | Vote | Pages):
        return await served.desk.say(said)
    if line.role == "board" and isinstance(said, Pages):
        served.desk.paged(line, said)
        return DONE
    return _REFUSED


async def _heard(socket: WebSocket) -> Any:
    """The next message of a page; None if it is none of ours."""
    received = await socket.receive()
    if received["type"] == "websocket.disconnect":
        raise _Gone
    text = received.get("text")
    return understood(text) if text is not None else None


class _Pace:
    """Whether a page says too much."""

    def __init__(self) -> None:
        self._left, self._then = float(MESSAGES), asyncio.get_running_loop().time()

    def allows(self) -> bool:
        """Count one message; whether it is within what is allowed."""
        now = asyncio.get_running_loop().time()
        self._left = min(float(MESSAGES), self._left + (now - self._then) * MESSAGES_A_SECOND) - 1
        self._then = now
        return self._left >= 0

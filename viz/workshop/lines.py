"""A page at the other end of a websocket: what it should show, and a task that tells it.

A page that reads slowly holds up nobody: what it has not read yet is replaced by what is so now.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Mapping
from typing import Any, Final, Literal

from starlette.websockets import WebSocket, WebSocketDisconnect

from viz.workshop.messages import Pages

Role = Literal["phone", "board", "host"]
"""What a page is."""

MOST_ANSWERS: Final = 32
"""How many answers may wait for a page that reads slowly; until it has read one, we do not listen to it."""


class Line:
    """One page."""

    def __init__(self, socket: WebSocket, role: Role, client: str = "") -> None:
        self.role, self.client = role, client
        self.pages: Pages | None = None  # what a board has said of its pages
        self._socket = socket
        self._answers: deque[str] = deque()
        self._state: str | None = None
        self._shown: str = ""
        self._something = asyncio.Event()
        self._free = asyncio.Semaphore(MOST_ANSWERS)

    def show(self, view: Mapping[str, Any], timer: int) -> None:
        """Tell the page what to show, unless that is what it shows.

        That time passes is no news: pages count themselves. ``timer`` is a number that changes when somebody sets it.
        """
        lasting = _text({**view, "seconds_left": timer, "spent": view.get("spent") is not None})
        if lasting != self._shown:
            self._shown, self._state = lasting, _text(view)
            self._something.set()

    async def answer(self, answer: Mapping[str, Any]) -> None:
        """Tell the page what became of what it said; waits while too many answers are on their way."""
        await self._free.acquire()
        self._answers.append(_text(answer))
        self._something.set()

    async def tell_forever(self) -> None:
        """Send whatever there is to send; ends when the page is gone."""
        try:
            while True:
                await self._something.wait()
                self._something.clear()
                while self._answers:
                    await self._socket.send_text(self._answers.popleft())
                    self._free.release()
                if self._state is not None:
                    state, self._state = self._state, None
                    await self._socket.send_text(state)
        except (WebSocketDisconnect, RuntimeError):  # starlette raises the second for a socket that is closed
            return
        finally:
            for _ in range(MOST_ANSWERS):  # nobody may wait for a page that is gone
                self._free.release()


def _text(view: Mapping[str, Any]) -> str:
    return json.dumps(dict(view), separators=(",", ":"))

"""A page's websocket without a network: the application is called as a server calls it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from starlette.applications import Starlette

PORT = 8765


class Wired:
    """One websocket to ``app``."""

    def __init__(self, app: Starlette, role: str = "phone", **headers: str) -> None:
        self._app = app
        self._to: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._from: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue()
        sent = {"host": f"127.0.0.1:{PORT}", "origin": f"http://127.0.0.1:{PORT}"} | headers
        self.scope = {
            "type": "websocket",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "path": "/room/ws",
            "raw_path": b"/room/ws",
            "query_string": f"as={role}".encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
            "client": ("127.0.0.1", 50_000),
            "server": ("127.0.0.1", PORT),
            "subprotocols": [],
            "extensions": {},
        }
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> Wired:
        """Connect."""
        self._task = asyncio.create_task(self._app(self.scope, self._to.get, self._said))  # type: ignore[arg-type]
        self._to.put_nowait({"type": "websocket.connect"})
        assert (await self._from.get())["type"] == "websocket.accept"
        return self

    async def opens(self) -> bool:
        """Whether the server lets us connect."""
        task = asyncio.create_task(self._app(self.scope, self._to.get, self._said))  # type: ignore[arg-type]
        self._to.put_nowait({"type": "websocket.connect"})
        accepted = (await self._from.get())["type"] == "websocket.accept"
        self._to.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await asyncio.wait_for(task, 30)
        return accepted

    async def _said(self, message: Any) -> None:
        self._from.put_nowait(message)

    def say(self, message: str | bytes | Mapping[str, Any]) -> None:
        """Send a message."""
        text = json.dumps({"v": 1, **message}) if isinstance(message, Mapping) else message
        kind = "text" if isinstance(text, str) else "bytes"
        self._to.put_nowait({"type": "websocket.receive", kind: text})

    async def hear(self, *kinds: str) -> dict[str, Any]:
        """The next message of one of these kinds, or of any; empty if the server hangs up."""
        while True:
            message = await asyncio.wait_for(self._from.get(), 30)
            if message["type"] == "websocket.close":
                return {}
            heard: dict[str, Any] = json.loads(message["text"])
            if not kinds or heard["type"] in kinds:
                return heard

    async def close(self) -> None:
        """Go away."""
        self._to.put_nowait({"type": "websocket.disconnect", "code": 1001})
        if self._task is not None:
            await asyncio.wait_for(self._task, 30)

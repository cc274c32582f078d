"""What phones and hosts say by plain POST, for networks that let no websocket through."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from viz.workshop.deciding import DONE, WRONG_CODE
from viz.workshop.guarding import NO_STORE, is_host
from viz.workshop.messages import LARGEST, Join, Pages, Vote, understood
from viz.workshop.served import served_of
from viz.workshop.views import host_view, phone_view

BODY_S: Final = 10.0
"""Seconds that a body may take to arrive."""

NOT_UNDERSTOOD: Final = "This is not a message of a workshop."


async def body_of(request: Request) -> bytes | None:
    """The body of a request; None if it is longer than any message or takes too long."""
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_S):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST:
                    return None
    except TimeoutError:
        return None
    return bytes(body)


async def say_phone(request: Request) -> Response:
    """What a phone says; the answer holds what it should show now."""
    desk = served_of(request).desk
    body = await body_of(request)
    said = understood(body) if body is not None else None
    if not isinstance(said, Join | Vote):
        return _refused(413 if body is None else 400)
    answer = await desk.say(said)
    if answer.get("why") == WRONG_CODE:
        await served_of(request).wrong_code(request)
    state = None
    if said.client in desk.room.animals:
        state = phone_view(desk.place, desk.around, said.client)
    return _answered(answer, state)


async def say_host(request: Request) -> Response:
    """What a host says; the answer holds what the console should show now."""
    desk = served_of(request).desk
    if not is_host(request, desk.room):
        return PlainTextResponse("This is for hosts.", status_code=403)
    body = await body_of(request)
    said = understood(body) if body is not None else None
    if said is None or isinstance(said, Join | Vote | Pages):
        return _refused(413 if body is None else 400)
    answer = await desk.say(said)
    return _answered(answer, host_view(desk.place, desk.around))


def _answered(answer: Mapping[str, Any], state: Mapping[str, Any] | None) -> Response:
    status = 200 if answer is DONE or answer["type"] in ("done", "ack") else 409
    return JSONResponse({"answer": dict(answer), "state": state}, status_code=status, headers=NO_STORE)


def _refused(status: int) -> Response:
    return JSONResponse(
        {"answer": {"v": 1, "type": "refused", "why": NOT_UNDERSTOOD}, "state": None},
        status_code=status,
        headers=NO_STORE,
    )

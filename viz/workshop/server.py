"""The pages and addresses of a workshop, one Starlette application without Solara.

======================================  ==============================================================
``/``                                   leads to the page that fits: console, board or phone
``/board``                              the projector; for this computer and for hosts, since it shows the code
``/join``                               the phone page; a plain form, too, for phones without scripts
``/host``                               the console; 403 without the cookie that the host link becomes
``/host/link`` (POST)                   another host link, for one more host
``/room/ws``                            websockets of all three
``/vote`` (POST)                        what a phone says, where there is no websocket
``/say`` (POST)                         what a host says, where there is no websocket
``/workshop/...``, ``/stage/...``       our scripts and style sheets
``/recordings/{name}.json``             a recording; for the board
``/pivots/{round}.json``                what decided a row; for the board, once it is revealed
``/votes.csv``                          every vote; for hosts
``/handout.html``                       what people take home; for hosts, and in the end for everybody
``/follow_up.html``                     a sheet for two weeks later; for hosts
======================================  ==============================================================
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from importlib import import_module
from pathlib import Path

import segno
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute

from viz.guard import Guard
from viz.static import Fresh
from viz.workshop import plain_pages as pages
from viz.workshop.deciding import DONE
from viz.workshop.guarding import (
    A_DAY_S,
    HOST_COOKIE,
    NO_STORE,
    Policy,
    digest,
    is_here,
    is_host,
    is_only_looking_ahead,
    may_see_board,
    names_pattern,
    new_secret,
)
from viz.workshop.joincheck import watch
from viz.workshop.probes import Prober
from viz.workshop.room import entry
from viz.workshop.served import Served, served_of
from viz.workshop.sockets import socket_of
from viz.workshop.speaking import say_host, say_phone
from viz.workshop.views import may_all_read
from viz.workshop.votes import votes_csv

HERE = Path(__file__).parent


def application(served: Served) -> Starlette:
    """The application of one workshop.

    What answers here is ``async``, down to the shortest: Starlette runs anything else in a thread, where the room may
    change under it, and where no loop runs.
    """
    app = Starlette(
        routes=[
            Route("/", home),
            Route("/board", board),
            Route("/join", pages.join_page),
            Route("/join", pages.join_form, methods=["POST"]),
            Route("/host", host),
            Route("/host", pages.host_form, methods=["POST"]),
            Route("/host/link", another_link, methods=["POST"]),
            Route("/vote", say_phone, methods=["POST"]),
            Route("/say", say_host, methods=["POST"]),
            Route("/recordings/{name}.json", recording),
            Route("/votes.csv", votes),
            Route("/handout.html", handout),
            Route("/follow_up.html", follow_up),
            Route("/pivots/{round:path}.json", pivots),
            Route("/favicon.ico", no_icon),
            WebSocketRoute("/room/ws", socket_of),
            Mount("/workshop", Fresh(directory=HERE / "pages")),
            Mount("/stage", Fresh(directory=HERE.parent / "stage")),
        ],
        middleware=_middleware(served),
        lifespan=_working(served),
        exception_handlers={404: _nothing, 500: _broken},
    )
    app.state.served = served
    return app


NOT_OURS = "This workshop answers its own pages only, at the addresses on the board."


def _middleware(served: Served) -> list[Middleware]:
    """Phones that ask for internet ask somebody else by name, so they are answered before the guard sees them."""
    ours = names_pattern(one.host for one in served.reached)
    guard = Middleware(Guard, ours=ours, headers=pages.HEADERS, refusal=NOT_OURS)
    return [*([Middleware(Prober)] if served.probes else []), guard, Middleware(Policy)]


def _working(served: Served) -> Callable[[Starlette], contextlib.AbstractAsyncContextManager[None]]:
    """What runs as long as the application does."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        # The statistics of the debrief take a second to load; nobody should wait for that in the middle of a session.
        ready = asyncio.to_thread(import_module, "viz.export.handout")
        work = asyncio.gather(served.desk.run(), watch(served), ready)
        try:
            yield
        finally:
            work.cancel()
            served.desk.player.stop()
            with contextlib.suppress(asyncio.CancelledError):
                await work

    return lifespan


async def home(request: Request) -> Response:
    """Leads to the page that fits whoever asks."""
    room = served_of(request).desk.room
    page = "/host" if is_host(request, room) else "/board" if is_here(request) else "/join"
    return RedirectResponse(page, status_code=307, headers=NO_STORE)


async def board(request: Request) -> Response:
    """The projector's page."""
    served = served_of(request)
    if not may_see_board(request, served.desk.room):
        return pages.sentence(403, "The board is for the computer of the workshop and for hosts. Go to /join to vote.")
    return pages.board_page(served.desk)


async def host(request: Request) -> Response:
    """The console. With a host link, this browser becomes a host, and the link is used up."""
    served = served_of(request)
    room = served.desk.room
    link = digest(request.query_params["t"]) if "t" in request.query_params else ""
    if link and link in room.links and not is_only_looking_ahead(request) and request.method == "GET":
        cookie = new_secret()
        answer = await served.desk.say(entry("host", link=link, cookie=digest(cookie)))
        if answer is DONE:
            response = pages.leave_link()
            response.set_cookie(HOST_COOKIE, cookie, max_age=A_DAY_S, httponly=True, samesite="strict", path="/")
            return response
    if is_host(request, room):
        return pages.leave_link() if link else pages.host_page(served.desk)
    return pages.sentence(403, "This page is for hosts. A host link works once; a host can make another one.")


async def another_link(request: Request) -> Response:
    """A new host link, for a host who asks."""
    served = served_of(request)
    if not is_host(request, served.desk.room):
        return PlainTextResponse("This is for hosts.", status_code=403)
    secret = new_secret()
    answer = await served.desk.say(entry("link", link=digest(secret)))
    if answer is not DONE:
        return JSONResponse(dict(answer), status_code=503, headers=NO_STORE)
    url = host_url(request, served, secret)
    told = {"url": url, "qr": segno.make(url, error="m", micro=False).svg_data_uri(border=4, light="#fff")}
    return JSONResponse(told, headers=NO_STORE)


def host_url(request: Request, served: Served, secret: str) -> str:
    """A host link as another device can open it: at the address for phones, if there is one."""
    base = served.base if served.reached else f"http://{request.url.netloc}"
    return f"{base}/host?t={secret}"


async def recording(request: Request) -> Response:
    """A recording, for the board: it holds what phones must not know yet."""
    served = served_of(request)
    if not may_see_board(request, served.desk.room):
        return PlainTextResponse("This is for the board.", status_code=403)
    body = await asyncio.to_thread(served.recording, request.path_params["name"])
    if body is None:
        return PlainTextResponse("There is no such recording here.", status_code=404)
    headers = {"Content-Encoding": "gzip", "Cache-Control": "no-cache"}
    return Response(body, headers=headers, media_type="application/x-ndjson; charset=utf-8")


async def pivots(request: Request) -> Response:
    """What decided the row of a round, for the board, once everybody may know it."""
    served = served_of(request)
    round_ = request.path_params["round"]
    if not may_see_board(request, served.desk.room) or round_ not in served.desk.room.revealed:
        return PlainTextResponse("This is not revealed yet.", status_code=403)
    found = served.desk.known.pivots.get(round_)
    if found is None:
        return PlainTextResponse("Nobody has asked what decided this row.", status_code=404)
    return JSONResponse(dict(found), headers=NO_STORE)


async def no_icon(_request: Request) -> Response:
    """There is none. Browsers ask for it beside a page that names none, such as the handout."""
    return Response(status_code=204)


async def votes(request: Request) -> Response:
    """Every vote, for hosts."""
    desk = served_of(request).desk
    if not is_host(request, desk.room):
        return PlainTextResponse("This is for hosts.", status_code=403)
    headers = NO_STORE | {"Content-Disposition": 'attachment; filename="votes.csv"'}
    return Response(votes_csv(desk.session, desk.room), media_type="text/csv; charset=utf-8", headers=headers)


async def handout(request: Request) -> Response:
    """What people take home: for hosts, and for everybody once the session is over or a host shares it."""
    desk = served_of(request).desk
    if not (is_host(request, desk.room) or may_all_read(desk.room)):
        return pages.sentence(403, "The handout is for hosts until the session is over, or until they share it.")
    from viz.export.handout import handout_page

    return HTMLResponse(await asyncio.to_thread(handout_page, desk.facts), headers=NO_STORE)


async def follow_up(request: Request) -> Response:
    """What is asked two weeks later, for hosts to print."""
    desk = served_of(request).desk
    if not is_host(request, desk.room):
        return pages.sentence(403, "This is for hosts.")
    from viz.export.handout import follow_up_page

    return HTMLResponse(follow_up_page(desk.session), headers=NO_STORE)


async def _nothing(request: Request, _error: Exception) -> Response:
    return pages.sentence(404, f"There is no page at {request.url.path}.")


async def _broken(_request: Request, _error: Exception) -> Response:
    return pages.sentence(500, "Something went wrong in the server. The other pages still work.")

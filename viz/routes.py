"""What the window answers itself, before Solara sees the request.

======================================  ==============================================================
``/``, ``/replay/{digest}``, ``/run``,  the Solara app (one file alone on the shelf: ``/`` is its replay)
``/compare/{digest}/{digest}``,
``/live/{number}``, ``/settings``,
``/season/{name}/{program}``,
``/experiments/{name}``,
``/seasons/{name}``
``/season/{name}/{year}/{program}/...``  the replay of a meeting of that season, at a row and a second
``/season/{name}/doors.svg``            the picture of its doors
``/experiments/{name}/report.html``     the report of an experiment whose results lie in the folder of this window
``/runs/{number}.json?from=...``        what a run of this window has written since
``/recordings``                         takes a file dropped on the library, and says what it is
``/recordings/{digest}.json``           a recording, gzipped, always the same under its digest
``/recordings/{digest}/layout.json``    where its members are drawn, those who trust each other close together
``/recordings/{digest}/pivots.json``    what decided its row ``row``: the row is held again in a child process
``/stage/...``, ``/components/...``     the stage's module and style sheet, and our Vue components
``/_solara/cdn/...``                    Solara's front end, from the installed files only
======================================  ==============================================================

Solara would fetch a missing file of its front end from the internet. Our route to those files comes before
Solara's and answers 404 instead, so the server asks nobody for anything.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

import viz.context
from committee.archive.seasons import PICTURE
from committee.errors import InputRefused, UsageRefused
from viz.children import NO_SUCH_RUN
from viz.dropped import LARGEST_DROP, tidy, too_large
from viz.export.report import PAGE
from viz.network import layout_text
from viz.season.listed import NO_SUCH_MEETING, moment_of, recording_of
from viz.sentences import sentence_page
from viz.shelf import NO_SUCH_RECORDING, Entry, packed, streamed
from viz.static import Fresh
from viz.talk_chart import LOOKS, talk_svg
from viz.trials import known

HERE = Path(__file__).parent
FOREVER = "public, max-age=31536000, immutable"
"""For files that never change, because their address holds a version or a digest."""


def our_routes() -> list[BaseRoute]:
    """The routes that come before Solara's."""
    from solara.server import settings

    return [
        Route("/", home),
        Route("/recordings", drop, methods=["POST"]),
        Route("/recordings/{digest}.json", recording),
        Route("/recordings/{digest}/layout.json", layout),
        Route("/recordings/{digest}/talk-{theme}.svg", talk),
        Route("/recordings/{digest}/pivots.json", pivots),
        Route("/runs/{number}.json", growing),
        Route("/season/{name}/doors.svg", doors),
        Route("/experiments/{name}/report.html", report),
        Route("/season/{name}/{year}/{program}/{gate}", meeting),
        Mount("/stage", Fresh(directory=HERE / "stage")),
        Mount("/components", Fresh(directory=HERE / "components")),
        Mount("/_solara/cdn", _Pinned(directory=settings.assets.proxy_cache_dir, check_dir=False)),
        Route("/resourcez", _closed),
    ]


async def home(request: Request) -> Response:
    """The library; or, if the shelf is a single file, its replay, at the moment that the address names."""
    from solara.server.starlette import root

    only = await run_in_threadpool(viz.context.current().shelf.only)
    if only is None:
        page: Response = await root(request)
        return page
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/replay/{only.digest}{query}", status_code=307, headers={"Cache-Control": "no-store"})


def recording(request: Request) -> Response:
    """One recording, gzipped, with its digest as ETag; 404 with a sentence if the shelf does not have it."""
    digest = request.path_params["digest"]
    tag = f'"{digest}"'
    headers = {"ETag": tag, "Cache-Control": FOREVER, "Content-Encoding": "gzip"}
    entry = viz.context.current().shelf.find(digest)
    if entry is None or not entry.watchable:
        return PlainTextResponse(_why_not(entry), status_code=404)
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag, "Cache-Control": FOREVER})
    kind = "application/x-ndjson; charset=utf-8"
    try:
        if entry.is_long:
            return StreamingResponse(streamed(entry), headers=headers, media_type=kind)
        return Response(packed(entry), headers=headers, media_type=kind)
    except OSError:
        return PlainTextResponse(_why_not(None), status_code=404)


def layout(request: Request) -> Response:
    """Where the view of who trusts whom draws the members of a recording; empty if that is not known."""
    entry = viz.context.current().shelf.find(request.path_params["digest"])
    text = layout_text(entry.path) if entry is not None and entry.watchable else "{}"
    return Response(text, media_type="application/json", headers={"Cache-Control": "no-cache"})


def talk(request: Request) -> Response:
    """The chart of what the talk changed, as a picture in the colors of one theme."""
    entry = viz.context.current().shelf.find(request.path_params["digest"])
    theme = request.path_params["theme"]
    if entry is None or not entry.watchable or theme not in LOOKS:
        return PlainTextResponse(_why_not(entry), status_code=404)
    try:
        picture = talk_svg(entry.path, theme)
    except (InputRefused, OSError):
        return PlainTextResponse(_why_not(None), status_code=404)
    return Response(picture, media_type="image/svg+xml", headers={"Cache-Control": "no-cache"})


def pivots(request: Request) -> Response:
    """What decided the row with the id ``row``; where nobody can tell, a sentence that says why."""
    context = viz.context.current()
    entry = context.shelf.find(request.path_params["digest"])
    if entry is None or not entry.watchable:
        return PlainTextResponse(_why_not(entry), status_code=404)
    try:
        answer = context.questions.pivots(entry.path, entry.digest, request.query_params.get("row", ""))
    except (InputRefused, OSError) as error:
        return PlainTextResponse(_sentence_of(error), status_code=422)
    return Response(answer, media_type="application/json", headers={"Cache-Control": "no-store"})


def growing(request: Request) -> Response:
    """What a run of this window has written since byte ``from``: whole lines, the next byte, whether the run is over.

    When it is over, the recording is on the shelf, and ``digest`` names it.
    """
    context = viz.context.current()
    run = context.runs.find(request.path_params["number"])
    start = request.query_params.get("from", "0")
    if run is None or not (start.isascii() and start.isdigit() and len(start) < 16):
        return PlainTextResponse(NO_SUCH_RUN, status_code=404)
    over = run.over  # before it reads the file: the page asks for anything written later next time
    added = run.added(int(start))
    answer: dict[str, Any] = {"lines": added.decode("utf-8", "replace"), "next": int(start) + len(added), "over": over}
    if over:
        context.shelf.add(run.path)
        entry = context.shelf.entry(run.path)
        answer |= {"digest": entry.digest if entry.watchable else "", "problem": run.progress().problem}
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


def report(request: Request) -> Response:
    """The report of a shipped experiment; 404 with a sentence if it is not finished."""
    try:
        folder = viz.context.current().trials.folder_of(known(request.path_params["name"]))
        page = (folder / PAGE).read_bytes()
    except (UsageRefused, OSError):
        return sentence_page(404, "There is no report here. It is written when the experiment has ended.")
    return HTMLResponse(page, headers={"Cache-Control": "no-cache"})


def meeting(request: Request) -> Response:
    """Leads to the replay of a meeting of a season, by its year, program and gate.

    ``row`` is the row to open at, by number or by the applicant's id. ``at`` is a second of the meeting, so that a
    sentence of the story leads to the moment that it tells of.
    """
    shelf, asked = viz.context.current().shelf, request.path_params
    season = shelf.season(asked["name"])
    path = recording_of(season, asked["year"], asked["program"], asked["gate"]) if season else None
    entry = shelf.entry(path) if path else None
    if entry is None or not entry.watchable:
        return sentence_page(404, entry.problem if entry else NO_SUCH_MEETING)
    row, at = request.query_params.get("row", ""), request.query_params.get("at", "")
    moment = {"row": row} if row else {}
    if at.isascii() and at.isdigit():
        moment = moment_of(entry.path, int(at), row)
    query = f"?{urlencode(moment)}" if moment else ""
    return RedirectResponse(f"/replay/{entry.digest}{query}", status_code=307, headers={"Cache-Control": "no-store"})


def doors(request: Request) -> Response:
    """The picture of the doors of a season, as its folder has it."""
    season = viz.context.current().shelf.season(request.path_params["name"])
    try:
        picture = (season.path / PICTURE).read_bytes() if season else b""
    except OSError:
        picture = b""
    if not picture:
        return sentence_page(404, "There is no picture here. It is drawn when all years of a season are held.")
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
    return Response(picture, media_type="image/svg+xml", headers=headers)


async def drop(request: Request) -> Response:
    """Take in one file, the body of the request, and say what it is and what can be done with it."""
    name = request.query_params.get("name", "")
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > LARGEST_DROP:
            return PlainTextResponse(too_large(name), status_code=413)
    try:
        answer = await run_in_threadpool(viz.context.current().drops.answer, name, bytes(content))
    except InputRefused as refused:  # the disk is full
        why = refused.problems[0].allowed
        answer = {"name": tidy(name), "problem": f"{tidy(name)}: the copy {why}."}
    return JSONResponse(answer)


def _sentence_of(error: InputRefused | OSError) -> str:
    return error.problems[0].allowed if isinstance(error, InputRefused) else f"{error.strerror or error}."


def _why_not(entry: Entry | None) -> str:
    return entry.problem if entry else NO_SUCH_RECORDING


class _Pinned(StaticFiles):
    """Files whose address holds their exact version."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = FOREVER
        return response


def _closed(_request: Request) -> Response:
    """In place of Solara's page of session figures."""
    return PlainTextResponse("There is nothing here.", status_code=404)


def not_found(request: Request, _error: Exception) -> Response:
    """The page for an address that does not exist."""
    return sentence_page(404, f"There is no page at {request.url.path}.")


def broken(_request: Request, _error: Exception) -> Response:
    """The page for a request at which the server failed."""
    return sentence_page(500, "Something went wrong in the server. The other pages still work.")

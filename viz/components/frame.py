"""The frame of every page: the name of the app, links to the other pages, and the line at the foot."""

import solara

import viz.context
from committee.terms import DISCLAIMER
from viz.components.markup import Node, link, tag
from viz.components.modules import DropTray
from viz.dropped import LARGEST_DROP
from viz.season.reading import way_back

PLACES = (
    ("/", "Recordings", ""),
    ("/run", "Run", " a meeting"),
    ("/experiments", "Experiments", ""),
    ("/compare", "Compare", ""),
    ("/settings", "Settings", ""),
)
"""Each page of the header: its address, what it is called, and the rest of that, for which a phone has no room."""

WITHIN = {"/seasons": "/run"}
"""Pages that the header does not list, and the one of its pages that leads to each."""


@solara.component
def Frame(children: list[Node] = []) -> Node:  # noqa: B006, N802 - Solara hands a layout its page this way
    """The page ``children`` between the header and the disclaimer."""
    path = "/" + (solara.use_router().path or "").strip("/")
    ways = [_way(path, *place) for place in PLACES]
    name = link("The committee", "/", cls="house-name")
    head = tag("header", name, *_season(path), tag("nav", *ways, aria_label="Pages"), cls="house-head")
    foot = tag("footer", DISCLAIMER, cls="house-foot")
    return tag("div", head, DropTray(largest=LARGEST_DROP), tag("main", *children, id="main"), foot, cls="house")


def _way(path: str, to: str, text: str, rest: str) -> Node:
    """A link to one of our pages."""
    more = [tag("span", rest, cls="house-rest")] if rest else []
    return tag("a", text, *more, href=to, cls="house-link", **_here(path, to))


def _season(path: str) -> list[Node]:
    """The way to the season: from a replay back to its year; from any other page, if there is just one season."""
    shelf = viz.context.current().shelf
    page, _, digest = path.strip("/").partition("/")
    entry = shelf.find(digest) if page == "replay" else None
    back = way_back(entry.path) if entry is not None else ""
    if back:
        return [link("Back to the season", back, cls="house-link house-season")]
    seasons = shelf.seasons()
    if len(seasons) != 1:
        return []
    return [link("The season", f"/season/{seasons[0].name}", cls="house-link house-season", **_here(path, "/season"))]


def _here(path: str, to: str) -> dict[str, str]:
    """The mark on the link ``to`` if its page is open, or if the open page belongs to it."""
    if path == to:
        return {"aria_current": "page"}
    first = f"/{path.split('/')[1]}"
    return {"aria_current": "true"} if WITHIN.get(first, first) == to else {}

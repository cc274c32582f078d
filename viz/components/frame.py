"""The frame of every page: the name of the app, links to the other pages, and the line at the foot."""

import solara

from committee.terms import DISCLAIMER
from viz.components.markup import Node, link, tag

PLACES = (
    ("/", "Recordings"),
    ("/run", "Run a meeting"),
    ("/experiments", "Experiments"),
    ("/compare", "Compare"),
    ("/settings", "Settings"),
)


@solara.component
def Frame(children: list[Node] = []) -> Node:  # noqa: B006, N802 - Solara hands a layout its page this way
    """The page ``children`` between the header and the disclaimer."""
    path = "/" + (solara.use_router().path or "").strip("/")
    ways = [link(text, to, cls="house-link", **_here(path, to)) for to, text in PLACES]
    head = tag(
        "header", link("The committee", "/", cls="house-name"), tag("nav", *ways, aria_label="Pages"), cls="house-head"
    )
    foot = tag("footer", DISCLAIMER, cls="house-foot")
    return tag("div", head, tag("main", *children, id="main"), foot, cls="house")


def _here(path: str, to: str) -> dict[str, str]:
    """The mark on the link ``to`` if its page is open, or if the open page belongs to it."""
    if path == to:
        return {"aria_current": "page"}
    return {"aria_current": "true"} if path.startswith(f"{to}/") else {}

"""Comparing: choose two recordings, see both rooms on one clock."""

import solara

import viz.context
from viz.components.markup import Node, link, tag
from viz.components.modules import PairForm, PairView
from viz.pages.replay import Lost
from viz.shelf import Entry

FEWEST = 2
"""How many recordings a comparison needs."""


@solara.component
def Compare(first: str = "", second: str = "") -> Node:  # noqa: N802
    """The two recordings that the digests name, side by side; without two, a form to choose them."""
    shelf = viz.context.current().shelf
    entries = solara.use_memo(lambda: [shelf.find(digest) for digest in (first, second) if digest], [first, second])
    if len(entries) < FEWEST:
        return Choice(chosen=[entry.digest for entry in entries if entry is not None])
    sentences = [_why_not(letter, entry) for letter, entry in zip("AB", entries, strict=True)]
    if any(sentences):
        return Lost(" ".join(filter(None, sentences)))
    return Pair([entry for entry in entries if entry is not None])


@solara.component
def Choice(chosen: list[str]) -> Node:  # noqa: N802
    """The form to choose two recordings."""
    entries = [entry for entry in viz.context.current().shelf.entries() if entry.watchable]
    options = [{"digest": entry.digest, "label": _label(entry)} for entry in entries]
    few = tag("p", "You need two recordings, and there are fewer here. ", link("Run a meeting", "/run"), cls="lead")
    return tag(
        "div",
        tag("h1", "Compare two meetings"),
        tag("p", LEAD, cls="lead"),
        PairForm(recordings=options, chosen=chosen) if len(entries) >= FEWEST else few,
        cls="page",
    )


LEAD = (
    "See both rooms on one clock: the same row, the same second. Change one thing between two runs, and see where "
    "they first differ and who ends in a different place."
)


@solara.component
def Pair(entries: list[Entry]) -> Node:  # noqa: N802
    """Both stages. Nothing is sent to Python while they play."""
    title = solara.Title(f"{entries[0].title} and {entries[1].title} · The committee")
    urls = [f"/recordings/{entry.digest}.json" for entry in entries]
    view = PairView(urls=urls, replays=[f"/replay/{entry.digest}" for entry in entries])
    return tag("div", title, view, cls="replay")


def _label(entry: Entry) -> str:
    ending = ", incomplete" if entry.complete is False else ""
    return f"{entry.title}, seed {entry.seed} ({entry.name}{ending})"


def _why_not(letter: str, entry: Entry | None) -> str:
    """A sentence if ``entry`` cannot be watched, else nothing."""
    if entry is None:
        return f"{letter}: no recording here matches this link. It may have been moved or changed since."
    return f"{letter} cannot be watched. {entry.problem}" if entry.problem else ""

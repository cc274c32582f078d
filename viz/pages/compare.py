"""Comparing: choose two recordings, see both rooms on one clock."""

import solara

import viz.context
from viz.components.markup import Node, link, tag
from viz.components.modules import PairForm, PairView
from viz.pages.replay import Lost
from viz.shelf import Entry

FEWEST = 2
"""Recordings that it takes to compare."""


@solara.component
def Compare(first: str = "", second: str = "") -> Node:  # noqa: N802
    """The two recordings that the digests name, side by side; without two, a choice of what there is."""
    shelf = viz.context.current().shelf
    found = solara.use_memo(lambda: [shelf.find(digest) for digest in (first, second) if digest], [first, second])
    if len(found) < FEWEST:
        return Choice(chosen=[entry.digest for entry in found if entry is not None])
    sentences = [_why_not(letter, entry) for letter, entry in zip("AB", found, strict=True)]
    if any(sentences):
        return Lost(" ".join(filter(None, sentences)))
    return Pair([entry for entry in found if entry is not None])


@solara.component
def Choice(chosen: list[str]) -> Node:  # noqa: N802
    """The form in which two recordings are chosen."""
    entries = [entry for entry in viz.context.current().shelf.entries() if entry.watchable]
    options = [{"digest": entry.digest, "label": _label(entry)} for entry in entries]
    few = tag("p", "It takes two recordings, and there are not two here. ", link("Run a meeting", "/run"), cls="lead")
    return tag(
        "div",
        tag("h1", "Compare two meetings"),
        tag("p", LEAD, cls="lead"),
        PairForm(recordings=options, chosen=chosen) if len(entries) >= FEWEST else few,
        cls="page",
    )


LEAD = (
    "Both rooms on one clock: the same row, the same second. Change one thing between two runs, and see where "
    "they part and whom it moves."
)


@solara.component
def Pair(entries: list[Entry]) -> Node:  # noqa: N802
    """Both stages. Nothing is sent to Python while they play."""
    title = solara.Title(f"{entries[0].title} and {entries[1].title} · The committee")
    urls = [f"/recordings/{entry.digest}.json" for entry in entries]
    view = PairView(urls=urls, replays=[f"/replay/{entry.digest}" for entry in entries])
    return tag("div", title, view, cls="replay")


def _label(entry: Entry) -> str:
    ended = ", incomplete" if entry.complete is False else ""
    return f"{entry.title}, seed {entry.seed} ({entry.name}{ended})"


def _why_not(letter: str, entry: Entry | None) -> str:
    """A sentence where ``entry`` cannot be watched, else nothing."""
    if entry is None:
        return f"{letter}: no recording here answers to this link; it may have been moved, or have changed since."
    return f"{letter} cannot be watched. {entry.problem}" if entry.problem else ""

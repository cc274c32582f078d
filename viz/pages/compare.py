"""Comparing: choose two recordings, see both rooms on one clock."""

import solara

import viz.context
from committee.recording.spoken import capital
from viz.components.markup import Node, link, tag
from viz.components.modules import PairForm, PairView
from viz.pages.replay import Lost
from viz.pairs import Pair as Offered
from viz.pairs import pairs_of, together
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
    """The pairs that differ in one thing, those with the ``chosen`` recording if there is one; and any other two."""
    entries = together([entry for entry in viz.context.current().shelf.entries() if entry.watchable])
    if len(entries) < FEWEST:
        few = tag("p", "You need two recordings, and there are fewer here. ", link("Run a meeting", "/run"), cls="lead")
        return tag("div", tag("h1", "Compare two meetings"), tag("p", LEAD, cls="lead"), few, cls="page")
    pairs = [pair for pair in pairs_of(entries) if not chosen or {pair.first.digest, pair.second.digest} & {*chosen}]
    options = [{"digest": entry.digest, "label": _label(entry)} for entry in entries]
    return tag(
        "div",
        tag("h1", "Compare two meetings"),
        tag("p", LEAD, cls="lead"),
        *(_offered(pairs) if pairs else []),
        tag("h2", "Any other two" if pairs else "Choose two", cls="page-part"),
        PairForm(recordings=options, chosen=chosen),
        cls="page",
    )


def _offered(pairs: list[Offered]) -> list[Node]:
    """The pairs as cards, the rest of many folded."""
    cards = [_card(pair) for pair in pairs]
    rest = tag("ul", *cards[PAIRS_SHOWN:], cls="shelf", role="list")
    more = tag("details", tag("summary", f"{len(pairs) - PAIRS_SHOWN} more pairs"), rest, cls="page-more")
    return [
        tag("h2", "Pairs that differ in one thing", cls="page-part"),
        tag("ul", *cards[:PAIRS_SHOWN], cls="shelf", role="list"),
        *([more] if len(pairs) > PAIRS_SHOWN else []),
    ]


def _card(pair: Offered) -> Node:
    """A pair as a list item that leads to its comparison."""
    sides = [
        tag("span", tag("span", letter, cls="pair-letter"), capital(side), cls="pair-side")
        for letter, side in zip("AB", pair.sides, strict=True)
    ]
    way = tag("a", *sides, href=f"/compare/{pair.first.digest}/{pair.second.digest}")
    names = f"{pair.first.name} · {pair.second.name}"
    return tag(
        "li",
        tag("h3", way),
        tag("p", pair.about, cls="card-question"),
        tag("p", tag("span", names), cls="card-facts"),
        cls="card pair-card",
    )


PAIRS_SHOWN = 6
"""Pairs that are shown at once."""

LEAD = (
    "See both rooms on one clock: the same row, the same second. Change one thing between two runs, and see where "
    "they first differ and who ends in a different place."
)


@solara.component
def Pair(entries: list[Entry]) -> Node:  # noqa: N802
    """Both stages. Nothing is sent to Python while they play."""
    first, second = (entry.title for entry in entries)
    both = f"{first}: two meetings side by side" if first == second else f"{first} and {second}"
    title = solara.Title(f"{both} · The committee")
    urls = [f"/recordings/{entry.digest}.json" for entry in entries]
    view = PairView(urls=urls, replays=[f"/replay/{entry.digest}" for entry in entries])
    return tag("div", title, view, cls="replay")


def _label(entry: Entry) -> str:
    ending = ", incomplete" if entry.complete is False else ""
    return f"{entry.title}, {entry.told_apart} ({entry.name}{ending})"


def _why_not(letter: str, entry: Entry | None) -> str:
    """A sentence if ``entry`` cannot be watched, else nothing."""
    if entry is None:
        return f"{letter}: no recording here matches this link. It may have been moved or changed since."
    return f"{letter} cannot be watched. {entry.problem}" if entry.problem else ""

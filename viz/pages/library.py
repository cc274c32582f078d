"""The library: every recording on the shelf, what it is and how it ended."""

from collections import Counter
from typing import Any

import solara

import viz.context
from committee.recording.spoken import capital
from viz.components.markup import Node, link, tag
from viz.components.modules import DropFile
from viz.components.tiers import tier_bar
from viz.dropped import LARGEST_DROP
from viz.pages.again import way_to
from viz.pages.compare import FEWEST
from viz.pairs import together
from viz.season.listed import Listed
from viz.shelf import LISTED_AT_ONCE, Entry

LONG = "A long recording: it is read when you open it."
"""Replaces the tiers, which nobody has counted."""


@solara.component
def Library() -> Node:  # noqa: N802
    """A list of recordings, each a link to its replay; files that cannot be watched say why."""
    _, set_taken = solara.use_state("")

    def taken(message: dict[str, Any]) -> None:
        set_taken(str(message.get("digest")))  # a new state draws the page again, with the file on it

    shelf = viz.context.current().shelf
    entries = shelf.entries()
    hidden = len(shelf.files()) - len(entries)
    pairs = sum(entry.watchable for entry in entries) >= FEWEST
    seasons = [_season(each) for each in shelf.seasons()]
    watchable = together([entry for entry in entries if entry.watchable])
    titles = Counter(entry.title for entry in watchable)
    cards = [card(entry, comparable=pairs, alike=titles[entry.title] > 1) for entry in watchable]
    cards += [refusal(entry) for entry in entries if not entry.watchable]
    return tag(
        "div",
        tag("h1", "Recordings"),
        tag("p", _summary(entries), cls="lead"),
        *([tag("ul", *seasons, cls="shelf shelf-seasons", role="list")] if seasons else []),
        DropFile(largest=LARGEST_DROP, event_taken=taken),
        tag("ul", *cards, cls="shelf", role="list"),
        *([tag("p", f"This list shows the first {LISTED_AT_ONCE} files; there are {hidden} more.")] if hidden else []),
        cls="page",
    )


def _summary(entries: list[Entry]) -> str:
    watchable = sum(entry.watchable for entry in entries)
    if not entries:
        return "There is no recording here yet. Run a meeting, and it will appear."
    return f"{watchable} meeting{'s' if watchable != 1 else ''} to watch, each as it happened, row by row."


def _season(season: Listed) -> Node:
    """A season as a list item that leads to its page."""
    return tag(
        "li",
        tag("h2", link(f"Season: {season.title}", f"/season/{season.name}")),
        *([tag("p", season.question, cls="card-question")] if season.question else []),
        tag("p", tag("span", season.facts), cls="card-facts"),
        cls="card",
    )


def card(entry: Entry, *, comparable: bool, alike: bool) -> Node:
    """One recording as a list item, with a link to compare it if there is another.

    ``alike`` says whether there are others of its scenario, from which it must be told.
    """
    facts = f"{entry.rows} rows · seed {entry.seed} · {entry.name}"
    beside = link("Compare", f"/compare/{entry.digest}", cls="card-compare", aria_label=f"Compare {entry.name}")
    again = link(
        "Change one thing", way_to(entry.digest), cls="card-compare", aria_label=f"Change one thing in {entry.name}"
    )
    ways = [*([again] if entry.can_be_held_again else []), *([beside] if comparable else [])]
    made = f"made-{entry.digest}"
    told = capital(entry.told_apart) if entry.made.words or alike else ""
    described = {"aria_describedby": made} if told else {}
    warning = [tag("p", _incomplete(entry), cls="card-warning")] if entry.complete is False else []
    return tag(
        "li",
        tag("h2", link(entry.title, f"/replay/{entry.digest}", **described)),
        *([tag("p", told, id=made, cls="card-made")] if told else []),
        *([tag("p", entry.question, cls="card-question")] if entry.question else []),
        *warning,
        tag("p", LONG, cls="card-question") if entry.is_long else tier_bar(entry.tiers),
        tag("p", tag("span", facts), tag("span", *ways, cls="card-ways"), cls="card-facts"),
        cls="card",
    )


def refusal(entry: Entry) -> Node:
    """A file on the shelf that cannot be watched."""
    return tag("li", tag("h2", entry.name), tag("p", entry.problem, cls="card-problem"), cls="card card-refused")


def _incomplete(entry: Entry) -> str:
    if entry.is_long:
        return "Incomplete: the recording stops before its end."
    return f"Incomplete: the recording stops after {entry.rows_closed} of {entry.rows} rows."

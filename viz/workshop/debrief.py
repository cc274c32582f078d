"""The debrief: four pages of plain data for the board (reactions, description, analysis, summary).

A page holds sentences, tables and questions, and no markup. Only rows whose result is revealed are on it, so that it
tells nobody anything early. In the frame of process no page speaks of kinds of applicants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from committee.recording import RecordedRow
from committee.recording.spoken import TIERS, how_ended, lasting, units
from committee.terms import DISCLAIMER, Tier
from viz.workshop.analyzed import analysis
from viz.workshop.counts import count_of, shown
from viz.workshop.facts import HIDDEN, NO_VOTES, Facts, Page, Table
from viz.workshop.room import tally
from viz.workshop.seats import row_of
from viz.workshop.session import Item, Part


def debrief_pages(facts: Facts) -> tuple[Page, ...]:
    """The pages of the debrief that the session has, in order."""
    steps = [(step.part, step.title, step.questions) for step in facts.session.steps if step.part]
    return tuple(
        Page(
            part=part,
            title=title,
            lead=list(_LEADS[part](facts)),
            tables=[table for table in _TABLES[part](facts) if table["rows"]],
            questions=list(questions),
            disclaimer=DISCLAIMER,
        )
        for part, title, questions in steps
        if part
    )


def debrief_page(facts: Facts, part: Part) -> Page | None:
    """One page; None if the session does not have it."""
    return next((page for page in debrief_pages(facts) if page["part"] == part), None)


# ---------------------------------------------------------------- description


def _description(facts: Facts) -> Iterator[Table]:
    yield _verdicts(facts)
    rows = [_spent(facts, recording, row) for recording, row in facts.rounds]
    yield Table(
        title="What each row got",
        head=["Row", "Time", "Turns", "Staked on it", "How it ended"],
        rows=rows,
        note="Turns: how often somebody spoke between the reading of the row and the call.",
    )


def _verdicts(facts: Facts) -> Table:
    rows = []
    for recording, row in facts.rounds:
        null = facts.null(recording, row)
        votes = [facts.said(facts.counts(recording, row, ballot)) for ballot in ("before", "after")]
        committee = TIERS[Tier(facts.verdict(recording, row))]
        rows.append([facts.name(recording, row), *votes, committee, TIERS[Tier(null)] if null else ""])
    head = ["Row", "You, before the talk", "You, after it", "The committee", _NO_MEMORIES]
    notes = [*_decided(facts), *([_WHAT_THAT_IS] if any(row[-1] for row in rows) else [])]
    return Table(title=WHAT_WAS_SAID, head=head, rows=rows, note="\n".join(notes))


WHAT_WAS_SAID: Final = "What you said, and what the committee did"
"""The title of the table that says so; its note says what decided each row."""

_NO_MEMORIES: Final = "With no memories"
_WHAT_THAT_IS: Final = (
    f"{_NO_MEMORIES}: the same meeting in which no member remembers a past resident. You do not remember any, either."
)


def without_memories(table: Table) -> Table:
    """The table without its comparison, for paper."""
    kept = [line for line in table["note"].splitlines() if line != _WHAT_THAT_IS]
    width = len(table["head"]) - (table["head"][-1] == _NO_MEMORIES)
    rows = [row[:width] for row in table["rows"]]
    return Table(title=table["title"], head=table["head"][:width], rows=rows, note="\n".join(kept))


def _decided(facts: Facts) -> Iterator[str]:
    """What decided each row, in a sentence: what people should take home."""
    for recording, row in facts.rounds:
        sentences = facts.decided.get(f"{recording}:{row}", ())
        if sentences:
            yield f"{facts.name(recording, row)}. {' '.join(sentences)}"


def _spent(facts: Facts, recording: str, row: str) -> list[str]:
    found = row_of(facts.meetings[recording], row)
    staked = sum(each.capital for each in found.utterances)
    turns = max(0, len(found.utterances) - 2)
    paid = units(staked) if staked else "nothing"
    return [facts.name(recording, row), lasting(found.seconds), str(turns), paid, _ended(found)]


def _ended(found: RecordedRow) -> str:
    return how_ended(found.closed, [each.act for each in found.utterances]) if found.closed else ""


# ---------------------------------------------------------------- summary


def _summary(facts: Facts) -> Iterator[Table]:
    if facts.with_items:
        yield _items(facts)


def _items(facts: Facts) -> Table:
    """The items that were asked twice."""
    asked = [item for item in facts.session.items if item.when == "pre"]
    rows = [[item.text, *(_answers(facts, item, when) for when in ("pre", "post"))] for item in asked]
    return Table(title="The same questions, twice", head=["Question", "Before", "After"], rows=rows, note="")


def _answers(facts: Facts, item: Item, when: str) -> str:
    """The answers to an item at one time, in the order of its choices."""
    counts = tally(facts.room, (item.id, when))
    if not count_of(counts):
        return NO_VOTES
    if shown(counts, hide_small=facts.hide_small) is None:
        return HIDDEN
    return " · ".join(f"{choice}\N{NO-BREAK SPACE}{counts[choice]}" for choice in item.choices if counts.get(choice))


# ---------------------------------------------------------------- what stands above the tables


def _nothing(_facts: Facts) -> Iterator[Table]:
    yield from ()


def _lead_reactions(facts: Facts) -> Sequence[str]:
    people = len(facts.room.animals)
    came = f"{people} people came in by phone. " if people else ""
    return (f"{came}Before any number: how was that?",)


def _lead_description(facts: Facts) -> Sequence[str]:
    if not facts.rounds:
        return ("No result has been revealed yet.",)
    return ("What happened, without why.",)


def _lead_analysis(facts: Facts) -> Sequence[str]:
    return () if facts.rounds else ("No result has been revealed yet.",)


def _lead_summary(_facts: Facts) -> Sequence[str]:
    return ("What you saw is a model. It can raise questions. It proves nothing about a real program.",)


_LEADS: Final[Mapping[Part, Callable[[Facts], Sequence[str]]]] = {
    "reactions": _lead_reactions,
    "description": _lead_description,
    "analysis": _lead_analysis,
    "summary": _lead_summary,
}
_TABLES: Final[Mapping[Part, Callable[[Facts], Iterator[Table]]]] = {
    "reactions": _nothing,
    "description": _description,
    "analysis": analysis,
    "summary": _summary,
}

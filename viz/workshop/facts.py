"""What the debrief is made from, and how its tables are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypedDict

from committee.measures.intervals.estimate import Estimate
from committee.recording import Recording
from viz.workshop.asked import VERDICTS
from viz.workshop.counts import FEWEST, Counts, count_of, shown
from viz.workshop.room import Room, tally
from viz.workshop.seats import row_of
from viz.workshop.session import Part, Session

HIDDEN: Final = f"fewer than {FEWEST} votes"
"""What stands in place of a tally that is hidden."""

NO_VOTES: Final = "no votes"
"""What stands in place of a tally of nothing."""


class Table(TypedDict):
    """A table of texts."""

    title: str
    head: list[str]
    rows: list[list[str]]
    note: str


class Page(TypedDict):
    """One page of the debrief."""

    part: Part
    title: str
    lead: list[str]
    tables: list[Table]
    questions: list[str]
    disclaimer: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that the debrief is made from."""

    session: Session
    """What was asked."""
    room: Room
    """What everybody voted."""
    meetings: Mapping[str, Recording]
    """The meetings by name."""
    nulls: Mapping[str, Recording] = field(default_factory=dict)
    """The same meetings without past residents, as far as there are any."""
    decided: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What decided a row, in sentences, by round."""
    hide_small: bool = False
    """Whether tallies of fewer than five votes are hidden."""
    with_items: bool = False
    """Whether the items asked before and after may be shown: not while people still answer them."""

    @cached_property
    def rounds(self) -> tuple[tuple[str, str], ...]:
        """The rows that were voted on and revealed, as (recording, row)."""
        return tuple(each for each in self.session.rounds if ":".join(each) in self.room.revealed)

    def counts(self, recording: str, row: str, ballot: str) -> Counts:
        """The votes on a row."""
        return tally(self.room, (f"{recording}:{row}", ballot))

    def last_counts(self, recording: str, row: str) -> Counts:
        """The last votes on a row: those after the talk, if there are any."""
        return self.counts(recording, row, "after") or self.counts(recording, row, "before")

    def name(self, recording: str, row: str) -> str:
        """A row as people call it: ``Row 28, IMG B``."""
        opened = row_of(self.meetings[recording], row).opened
        where = "" if recording == self.session.rounds[0][0] else " (another meeting)"
        return f"Row {opened.row}, {opened.name}{where}"

    def verdict(self, recording: str, row: str) -> str:
        """The committee's verdict on a row."""
        return self.meetings[recording].placed[row].tier.value

    def null(self, recording: str, row: str) -> str | None:
        """The verdict of the ghost-free twin; None if there is none."""
        twin = self.nulls.get(recording)
        return None if twin is None else twin.placed[row].tier.value

    def said(self, counts: Counts) -> str:
        """Votes as one reads them: ``top 2 · middle 11 · low 4``."""
        if not count_of(counts):
            return NO_VOTES
        if shown(counts, hide_small=self.hide_small) is None:
            return HIDDEN
        return " · ".join(
            f"{label.lower()} {counts[value]}".replace(" ", "\N{NO-BREAK SPACE}")
            for value, label in VERDICTS
            if counts.get(value)
        )

    def share(self, found: Estimate) -> str:
        """A share of votes as one reads it; hidden if it is one of few."""
        return HIDDEN if self.hide_small and 0 < found.n < FEWEST else percent(found)


def percent(found: Estimate) -> str:
    """A share with its interval: ``62% (48 to 74)``."""
    if not found.estimable:
        return NO_VOTES
    return f"{100 * found.effect:.0f}% ({100 * found.low:.0f} to {100 * found.high:.0f})"

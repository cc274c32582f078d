"""What votes say when they are counted: pure functions of votes and recordings.

The unit is the vote. Shares have Wilson's interval, which also holds with few votes and never has zero width. It says
how far another room of the same people might differ, and nothing about any program.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from committee.measures.intervals.estimate import Estimate
from committee.measures.intervals.shares import level_share
from committee.recording import RecordedRow, Recording
from committee.terms import EndedBy, Kind, Tier, Verdicts
from viz.workshop.counts import Counts

ORDER: Final = tuple(tier.value for tier in Verdicts.RANK.tiers)
"""The verdicts that can be voted for, from the best to the worst."""

Choices = Mapping[str, str]
"""What each person chose, by client."""


def share(counts: Counts, chosen: Iterable[str]) -> Estimate:
    """The share of votes for any of ``chosen``."""
    wanted = frozenset(chosen)
    return level_share([float(choice in wanted) for choice, times in counts.items() for _ in range(times)])


def agreement(counts: Counts, verdict: str) -> Estimate:
    """The share of votes that are the same as ``verdict``."""
    return share(counts, (verdict,))


def ranked(counts: Counts) -> Estimate:
    """The share of votes that keep a row on the list."""
    return share(counts, (tier for tier in ORDER if Tier(tier).ranked))


@dataclass(frozen=True, kw_only=True)
class Drift:
    """How the same people voted before and after the talk. Hands cannot be told apart, so they do not count here."""

    up: int
    """People who voted better afterward."""
    down: int
    """People who voted worse."""
    same: int
    """People who stayed."""
    closer: int
    """People who came closer to the committee's verdict."""
    further: int
    """People who went further away from it."""

    @property
    def people(self) -> int:
        """People who voted both times."""
        return self.up + self.down + self.same

    @property
    def moved(self) -> Estimate:
        """The share of people who changed their vote."""
        return level_share([1.0] * (self.up + self.down) + [0.0] * self.same)


def drift(before: Choices, after: Choices, verdict: str) -> Drift:
    """How those who voted both times moved, against the committee's ``verdict``."""
    place = ORDER.index(verdict)
    pairs = [(ORDER.index(before[who]), ORDER.index(after[who])) for who in before if who in after]
    return Drift(
        up=sum(second < first for first, second in pairs),
        down=sum(second > first for first, second in pairs),
        same=sum(second == first for first, second in pairs),
        closer=sum(abs(second - place) < abs(first - place) for first, second in pairs),
        further=sum(abs(second - place) > abs(first - place) for first, second in pairs),
    )


@dataclass(frozen=True, kw_only=True)
class KindRate:
    """How often applicants of one kind stay on the list, as the audience and as the committee voted."""

    kind: Kind
    """Where they trained."""
    called: tuple[int, ...]
    """How many of the committee's rows got each verdict, in the order of :data:`ORDER`."""
    audience: Estimate
    """The share of all votes of the audience on rows of this kind that keep them on the list."""

    @property
    def ranked(self) -> int:
        """How many of the committee's rows are on the list."""
        return sum(count for tier, count in zip(ORDER, self.called, strict=True) if Tier(tier).ranked)


def by_kind(voted: Sequence[tuple[Recording, str, Counts]]) -> tuple[KindRate, ...]:
    """The rates of every kind that there is in the meetings that the audience voted on.

    Parameters
    ----------
    voted
        For each row: its meeting, its id, and the last votes of the audience on it.
    """
    meetings = {id(meeting): meeting for meeting, _, _ in voted}.values()
    rates = (_rate(kind, meetings, voted) for kind in Kind)
    return tuple(rate for rate in rates if sum(rate.called))


def _rate(kind: Kind, meetings: Iterable[Recording], voted: Sequence[tuple[Recording, str, Counts]]) -> KindRate:
    votes: Counter[str] = Counter()
    for meeting, row, counts in voted:
        if _row(meeting, row).opened.kind is kind:
            votes.update(counts)
    tiers = Counter(
        meeting.placed[row.opened.id].tier.value
        for meeting in meetings
        for row, _ in meeting.closed
        if row.opened.kind is kind
    )
    return KindRate(kind=kind, called=tuple(tiers[tier] for tier in ORDER), audience=ranked(votes))


def _row(meeting: Recording, row: str) -> RecordedRow:
    return next(each for each in meeting.rows if each.opened.id == row)


@dataclass(frozen=True, kw_only=True)
class Forgotten:
    """A row that nobody spoke for."""

    number: int
    """Its number in the meeting, from 1."""
    id: str
    """Its id."""
    name: str
    """The applicant's name."""
    kind: Kind
    """Where they trained."""
    tier: Tier
    """Where it ended."""
    seconds: float
    """How long the room spent on it."""
    unheard: int
    """Points that part of the room knew and nobody raised."""


def forgotten(meeting: Recording) -> tuple[Forgotten, ...]:
    """The rows of a meeting that ended because nobody argued for them, in the order of the meeting."""
    return tuple(
        Forgotten(
            number=row.opened.row,
            id=row.opened.id,
            name=row.opened.name,
            kind=row.opened.kind,
            tier=meeting.placed[row.opened.id].tier,
            seconds=row.seconds,
            unheard=len(closed.unheard),
        )
        for row, closed in meeting.closed
        if closed.ended_by is EndedBy.UNARGUED
    )

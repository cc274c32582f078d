"""One meeting that many studies count in: held once for each world, column and seed, recorded only where needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import nan
from typing import Any, Final, TypeVar

from committee.applicants.applicant import Applicant
from committee.chance import Chance
from committee.convene import meeting_rules
from committee.events import PointSeen, RowClosed
from committee.measures.rooms import voters
from committee.meeting.docket import Brief
from committee.meeting.nulls import additive_null
from committee.recording import Heard, RecordedRow, Recording
from committee.scenario.rows import applicants_of
from committee.scenario.scenario import Scenario
from committee.terms import Act, Label
from tests.patterns.trials import PolledMeeting, as_many, calls_of, places, positions, voters_mean
from tests.patterns.worlds import ADDITIVE, BASELINE, NULLS, PRIVATE, scenario_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a meeting: what was known beforehand, and what was recorded."""

    brief: Brief
    """What the meeting knew of it beforehand."""
    told: RecordedRow
    """What was recorded of it."""
    closed: RowClosed
    """The call."""
    middle: float
    """The least stance of the middle tier."""

    @property
    def flagged(self) -> bool:
        """Whether the row has a flag."""
        return self.brief.flagged

    @property
    def doubtful(self) -> bool:
        """Whether the row is flagged or its file is labeled borderline."""
        return self.flagged or self.told.opened.label is Label.BORDERLINE

    @property
    def sides(self) -> frozenset[int]:
        """The sides that somebody took: 1 for the row, -1 against it."""
        return frozenset(utterance.side for utterance in self.told.utterances) - {0}

    @property
    def contested(self) -> bool:
        """Whether somebody spoke for the row and somebody against it."""
        return len(self.sides) == 2

    def points_said(self, *acts: Act) -> Iterator[tuple[int, PointSeen]]:
        """(turn, point) of every utterance of these acts that names a point."""
        for utterance in self.told.utterances:
            if utterance.act in acts and utterance.point is not None:
                yield utterance.turn, self.told.points[utterance.point]


@dataclass(frozen=True, kw_only=True)
class Held:
    """A meeting that is over."""

    scenario: Scenario
    """Its scenario."""
    meeting: PolledMeeting
    """The meeting; in the baseline it asked for private averages."""
    heard: Heard | None
    """What listened; None where nobody did, which takes half the time."""

    @cached_property
    def recording(self) -> Recording:
        """All that was told."""
        assert self.heard is not None
        return self.heard.recording()

    @cached_property
    def rows(self) -> list[Row]:
        """Every row, in the order of the sheet."""
        middle = self.scenario.meeting.call.tiers["mid"]
        return [
            Row(brief=held.brief, told=told, closed=closed, middle=middle)
            for held, (told, closed) in zip(self.meeting.held, self.recording.closed, strict=True)
        ]

    @property
    def voters(self) -> tuple[str, ...]:
        """The ids of the members whose stance counts."""
        return voters(self.recording)

    def mean_of_voters(self, stances: Sequence[float]) -> float:
        """The mean of the stances that count; ``stances`` are by member."""
        return voters_mean(self.meeting, stances)


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How a row ended in one column."""

    place: float
    """The place as a share of the sheet; a row off the list gets the middle of the places that are left."""
    ranked: bool
    """Whether it is on the list."""
    after: float
    """The voters' mean stance at the end; the additive null has none."""


Sheet = Callable[[Scenario, int], Sequence[Applicant]]
"""(scenario, seed) -> the rows. A module's function, so that meetings of one sheet are held once."""


def as_drawn(scenario: Scenario, seed: int) -> Sequence[Applicant]:
    """The scenario's own pool."""
    return applicants_of(scenario, seed)


def reversed_order(scenario: Scenario, seed: int) -> Sequence[Applicant]:
    """The same rows from the bottom of the sheet up."""
    return applicants_of(scenario, seed)[::-1]


_KEPT: dict[tuple[str, str, int, Sheet], Held] = {}
_MOST: Final = 4
"""Meetings that are kept at a time."""


def held(world: str, column: str, seed: int, sheet: Sheet = as_drawn, *, told: bool = True) -> Held:
    """The meeting of a world at a seed; ``told`` says whether its recording is needed.

    Studies that ask one after another share it. Nulls look at the baseline's.
    """
    column = BASELINE if column in NULLS else column
    scenario, key = scenario_of(world, column), (world, column, seed, sheet)
    known = _KEPT.get(key)
    if known is None or known.scenario is not scenario or (told and known.heard is None):
        _KEPT.pop(key, None)
        while len(_KEPT) >= _MOST:
            del _KEPT[next(iter(_KEPT))]
        known = _KEPT[key] = _hold(scenario, seed, sheet, Heard() if told else None)
        if column == BASELINE:
            known.meeting.polled = True
        known.meeting.run()
    return known


def _hold(scenario: Scenario, seed: int, sheet: Sheet, heard: Heard | None) -> Held:
    """A meeting that has not begun."""
    listeners = [] if heard is None else [heard]
    meeting = PolledMeeting(scenario, seed, applicants=sheet(scenario, seed), listeners=listeners)
    return Held(scenario=scenario, meeting=meeting, heard=heard)


def ends(world: str, column: str, seed: int, sheet: Sheet = as_drawn) -> dict[str, End]:
    """By id, how every row of a meeting ended in this column: in the room, or under a null."""
    day = held(world, column, seed, sheet, told=False)
    rows, calls = day.meeting.held, calls_of(day.meeting)
    if column == ADDITIVE:
        sheet_rows = [row.brief.applicant for row in rows]
        null = additive_null(meeting_rules(day.scenario), sheet_rows, Chance(seed))
        return {call.id: End(place=call.place / len(rows), ranked=call.tier.ranked, after=nan) for call in null}
    if column == PRIVATE:
        calls = as_many(day.meeting.alone, sum(call.ranked for call in calls.values()))
        position, stances = positions(calls), [row.result.before for row in rows]
    else:
        position, stances = dict(day.meeting.position), [row.result.stances for row in rows]
    place = places(calls, position)
    after = {row.brief.applicant.id: day.mean_of_voters(now) for row, now in zip(rows, stances, strict=True)}
    return {id_: End(place=place[id_], ranked=calls[id_].ranked, after=after[id_]) for id_ in calls}


_COUNT_UNDER_NULLS: set[Callable[[str, str, int], Any]] = set()
Counts = TypeVar("Counts", bound=Callable[[str, str, int], Any])


def for_nulls(study: Counts) -> Counts:
    """Mark a study that reads no recording but only :func:`ends`: it counts under the nulls too."""
    _COUNT_UNDER_NULLS.add(study)
    return study


def counts_under_nulls(study: Callable[[str, str, int], Any]) -> bool:
    """Whether a study counts under the nulls."""
    return study in _COUNT_UNDER_NULLS

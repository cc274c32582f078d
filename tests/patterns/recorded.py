"""One recorded meeting that many studies count in: held once for each world, column and seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import nan
from typing import Any, Final, TypeVar

from committee.applicants.applicant import Applicant
from committee.applicants.sheet import read_rows
from committee.chance import Chance
from committee.convene import RankMeeting, meeting_rules
from committee.events import PointSeen, RowClosed
from committee.measures.rooms import mean_stance, voters
from committee.meeting.docket import Brief
from committee.meeting.nulls import additive_null
from committee.recording import Heard, RecordedRow, Recording
from committee.scenario.rows import applicants_of
from committee.scenario.scenario import Scenario
from committee.terms import Act, Label
from tests.patterns.fixtures import BORDERLINE
from tests.patterns.trials import Call, PolledMeeting, as_many, places, positions, sheet_with
from tests.patterns.worlds import ADDITIVE, BASELINE, NULLS, PRIVATE, scenario_of

FOR = frozenset({Act.VOUCH, Act.ADVOCATE, Act.REFRAME, Act.COUNTER})
"""Acts that speak for a row, in recordings that do not tell sides."""
AGAINST = frozenset({Act.CONCERN, Act.RECALL})
"""Acts that speak against one, in the same."""


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
        said = self.told.utterances
        taken = {utterance.side for utterance in said} - {0}
        if not taken:
            taken = {1 for u in said if u.act in FOR} | {-1 for u in said if u.act in AGAINST}
        return frozenset(taken)

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
    meeting: RankMeeting
    """The meeting."""
    recording: Recording
    """All that was told."""
    alone: Mapping[str, float]
    """By id, the private average; only in the baseline."""

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

    @cached_property
    def calls(self) -> dict[str, Call]:
        """By id, the call and whether it leaves the row on the list."""
        return {row.closed.id: Call(row.closed.call, row.closed.tier.ranked) for row in self.rows}


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


def with_borderline(scenario: Scenario, seed: int) -> Sequence[Applicant]:
    """The pool with the borderline row in the place that fixed rows take."""
    (row,) = read_rows([BORDERLINE], year=scenario.season.year, place="the fixture")
    return sheet_with(scenario, seed, row)


_KEPT: dict[tuple[str, str, int, Sheet], Held] = {}
_MOST: Final = 4
"""Meetings that are kept at a time."""


def held(world: str, column: str, seed: int, sheet: Sheet = as_drawn) -> Held:
    """The meeting of a world at a seed. Studies that ask one after another share it; nulls look at the baseline's."""
    column = BASELINE if column in NULLS else column
    scenario, key = scenario_of(world, column), (world, column, seed, sheet)
    known = _KEPT.get(key)
    if known is None or known.scenario is not scenario:
        while len(_KEPT) >= _MOST:
            del _KEPT[next(iter(_KEPT))]
        known = _KEPT[key] = _hold(scenario, seed, sheet, polled=column == BASELINE)
    return known


def _hold(scenario: Scenario, seed: int, sheet: Sheet, *, polled: bool) -> Held:
    heard = Heard()
    meeting = PolledMeeting(scenario, seed, applicants=sheet(scenario, seed), listeners=[heard])
    meeting.polled = polled
    meeting.run()
    return Held(scenario=scenario, meeting=meeting, recording=heard.recording(), alone=meeting.alone)


def ends(world: str, column: str, seed: int, sheet: Sheet = as_drawn) -> dict[str, End]:
    """By id, how every row of a meeting ended in this column: in the room, or under a null."""
    day = held(world, column, seed, sheet)
    if column == ADDITIVE:
        rows = [row.brief.applicant for row in day.rows]
        null = additive_null(meeting_rules(day.scenario), rows, Chance(seed))
        return {call.id: End(place=call.place / len(rows), ranked=call.tier.ranked, after=nan) for call in null}
    if column == PRIVATE:
        calls = as_many(day.alone, sum(call.ranked for call in day.calls.values()))
        position = positions(calls)
        after = {row.closed.id: mean_stance(row.told.opened.stances, day.voters) for row in day.rows}
    else:
        calls, position = day.calls, day.meeting.position
        after = {row.closed.id: mean_stance(row.told.stances_after, day.voters) for row in day.rows}
    place = places(calls, position)
    return {id_: End(place=place[id_], ranked=calls[id_].ranked, after=after[id_]) for id_ in calls}


_COUNT_UNDER_NULLS: set[Callable[[str, str, int], Any]] = set()
Counts = TypeVar("Counts", bound=Callable[[str, str, int], Any])


def for_nulls(study: Counts) -> Counts:
    """Mark a study that reads no more than :func:`ends`, and so counts under the nulls too."""
    _COUNT_UNDER_NULLS.add(study)
    return study


def counts_under_nulls(study: Callable[[str, str, int], Any]) -> bool:
    """Whether a study counts under the nulls."""
    return study in _COUNT_UNDER_NULLS

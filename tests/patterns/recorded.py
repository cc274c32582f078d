"""One recorded meeting that many studies count in: held once for each world, column and seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from committee.applicants.applicant import Applicant
from committee.applicants.sheet import read_rows
from committee.convene import RankMeeting
from committee.events import PointSeen, RowClosed
from committee.measures.rooms import voters
from committee.meeting.docket import Brief
from committee.recording import Heard, RecordedRow, Recording
from committee.scenario.rows import applicants_of
from committee.scenario.scenario import Scenario
from committee.terms import Act, Label
from tests.patterns.fixtures import BORDERLINE
from tests.patterns.trials import sheet_with
from tests.patterns.worlds import scenario_of

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
    def places(self) -> dict[str, float]:
        """By id, the place as a share of the sheet; a row off the list gets the middle of the places left."""
        position, count = self.meeting.position, len(self.meeting.held)
        off = (len(position) + 1 + count) / 2
        return {row.brief.applicant.id: position.get(row.brief.applicant.id, off) / count for row in self.meeting.held}


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
    """The meeting of a world at a seed; studies that ask one after another share it."""
    scenario, key = scenario_of(world, column), (world, column, seed, sheet)
    known = _KEPT.get(key)
    if known is None or known.scenario is not scenario:
        while len(_KEPT) >= _MOST:
            del _KEPT[next(iter(_KEPT))]
        known = _KEPT[key] = _hold(scenario, seed, sheet)
    return known


def _hold(scenario: Scenario, seed: int, sheet: Sheet) -> Held:
    heard = Heard()
    meeting = RankMeeting(scenario, seed, applicants=sheet(scenario, seed), listeners=[heard])
    meeting.run()
    return Held(scenario=scenario, meeting=meeting, recording=heard.recording())

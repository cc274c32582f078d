"""One meeting that many studies count in: held once for each world, column and seed, told only where needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import nan
from typing import Any, Final, TypeVar

from committee.applicants.applicant import Applicant
from committee.applicants.point import Point
from committee.applicants.points import flags_of
from committee.chance import Chance
from committee.convene import meeting_rules
from committee.events import PointSeen, RowClosed
from committee.measures.rooms import voters
from committee.meeting.nulls import additive_null
from committee.recording import RecordedRow, Recording
from committee.scenario.rows import applicants_of
from committee.scenario.scenario import Scenario
from committee.terms import Act, Label
from tests.patterns.meetings import Day, room_of
from tests.patterns.retold import points_of, retold
from tests.patterns.trials import as_many, places, positions
from tests.patterns.worlds import ADDITIVE, BASELINE, NULLS, PRIVATE, scenario_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a row beforehand."""

    applicant: Applicant
    """Whom it is about."""
    points: tuple[Point, ...]
    """What can be said about them."""
    flagged: bool
    """Whether it has a flag."""
    pre_score: float
    """The crude score of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a meeting: what was known beforehand, and what was recorded."""

    brief: Known
    """What was known of it beforehand."""
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
    day: Day
    """What came of it."""
    applicants: tuple[Applicant, ...]
    """Its rows, in the order of the sheet."""

    @cached_property
    def recording(self) -> Recording:
        """All that was told."""
        return retold(self.day, self.applicants)

    @cached_property
    def known(self) -> list[Known]:
        """What is known beforehand of every row, in the order of the sheet."""
        rules, scores = self.day.room.driver.sample.rules, self.day.rows.cells["pre_score"].tolist()
        known = []
        for applicant, score in zip(self.applicants, scores, strict=True):
            points = points_of(self.day, applicant)
            flagged = bool(flags_of(points, rules.points))
            known.append(Known(applicant=applicant, points=points, flagged=flagged, pre_score=score))
        return known

    @cached_property
    def rows(self) -> list[Row]:
        """Every row, in the order of the sheet."""
        middle = self.scenario.meeting.call.tiers["mid"]
        return [
            Row(brief=known, told=told, closed=closed, middle=middle)
            for known, (told, closed) in zip(self.known, self.recording.closed, strict=True)
        ]

    @property
    def voters(self) -> tuple[str, ...]:
        """The ids of the members whose stance counts."""
        return voters(self.recording)


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
    if known is None or known.scenario is not scenario or (told and known.day.log is None):
        _KEPT.pop(key, None)
        while len(_KEPT) >= _MOST:
            del _KEPT[next(iter(_KEPT))]
        known = _KEPT[key] = _hold(scenario, seed, sheet, told=told)
    return known


def _hold(scenario: Scenario, seed: int, sheet: Sheet, *, told: bool) -> Held:
    room, applicants = room_of(scenario), tuple(sheet(scenario, seed))
    rows = room.rows(applicants)
    day = room.hold_told(seed, rows) if told else room.hold(seed, rows)
    return Held(scenario=scenario, day=day, applicants=applicants)


def ends(world: str, column: str, seed: int, sheet: Sheet = as_drawn) -> dict[str, End]:
    """By id, how every row of a meeting ended in this column: in the room, or under a null."""
    over = held(world, column, seed, sheet, told=False)
    day, ids = over.day, [applicant.id for applicant in over.applicants]
    if column == ADDITIVE:
        null = additive_null(meeting_rules(over.scenario), over.applicants, Chance(seed))
        return {call.id: End(place=call.place / len(ids), ranked=call.tier.ranked, after=nan) for call in null}
    if column == PRIVATE:
        alone = dict(zip(ids, day.held.ends["alone"].tolist(), strict=True))
        calls = as_many(alone, int(day.ranked.sum()))
        place = places(calls, positions(calls))
        means = [day.mean_of_voters(stances) for stances in day.held.before]
        return {
            id_: End(place=place[id_], ranked=calls[id_].ranked, after=mean)
            for id_, mean in zip(ids, means, strict=True)
        }
    return {
        id_: End(place=float(place), ranked=bool(ranked), after=day.mean_of_voters(stances))
        for id_, place, ranked, stances in zip(ids, day.places, day.ranked, day.held.after, strict=True)
    }


_COUNT_UNDER_NULLS: set[Callable[[str, str, int], Any]] = set()
Counts = TypeVar("Counts", bound=Callable[[str, str, int], Any])


def for_nulls(study: Counts) -> Counts:
    """Mark a study that reads no recording but only :func:`ends`: it counts under the nulls too."""
    _COUNT_UNDER_NULLS.add(study)
    return study


def counts_under_nulls(study: Callable[[str, str, int], Any]) -> bool:
    """Whether a study counts under the nulls."""
    return study in _COUNT_UNDER_NULLS

"""What statements about rows and talk count in whole meetings, one function a study: plain values, by seed.

A study is a function of a module so that workers find it by name. A study marked with :func:`for_nulls` also counts
under the nulls.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from committee.applicants.point import Point
from committee.applicants.points import points_of
from committee.applicants.sheet import read_rows
from committee.convene import meeting_rules
from committee.measures.airtime import airtime_gini, chair_ratio, top_share
from committee.measures.shifts import shifts
from committee.recording import RecordedRow, Recording
from committee.scenario.rows import applicants_of
from committee.scenario.scenario import Scenario
from committee.terms import Act, Factor
from tests.patterns.counted import one_strong
from tests.patterns.fixtures import BORDERLINE, FAIL
from tests.patterns.meetings import room_of
from tests.patterns.orthogonal import orthogonal_sheet
from tests.patterns.recorded import Sheet, as_drawn, ends, for_nulls, held
from tests.patterns.retold import retold
from tests.patterns.worlds import loaded, rooms_without

FACTORS = tuple(Factor)


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolRow:
    """One row of a meeting. ``place`` is a share of the sheet, ``factors`` the signed strengths of its points."""

    kind: str
    flagged: bool
    ranked: bool
    place: float
    before: float
    after: float
    pre_score: float
    factors: tuple[float, ...]


@for_nulls
def pool_rows(world: str, column: str, seed: int) -> tuple[PoolRow, ...]:
    """The world's own pool."""
    return _rows(world, column, seed, as_drawn)


@for_nulls
def orthogonal_rows(world: str, column: str, seed: int) -> tuple[PoolRow, ...]:
    """The sheet on which the five factors are independent and spread alike."""
    return _rows(world, column, seed, orthogonal_sheet)


def _rows(world: str, column: str, seed: int, sheet: Sheet) -> tuple[PoolRow, ...]:
    over, ended = held(world, column, seed, sheet, told=False), ends(world, column, seed, sheet)
    before = over.day.held.before
    return tuple(
        PoolRow(
            kind=str(row.applicant.kind),
            flagged=row.flagged,
            ranked=ended[row.applicant.id].ranked,
            place=ended[row.applicant.id].place,
            before=over.day.mean_of_voters(stances),
            after=ended[row.applicant.id].after,
            pre_score=row.pre_score,
            factors=_factors(row.points),
        )
        for row, stances in zip(over.known, before, strict=True)
    )


def _factors(points: Iterable[Point]) -> tuple[float, ...]:
    total = dict.fromkeys(FACTORS, 0.0)
    for point in points:
        total[point.factor] += point.valence * point.strength
    return tuple(total.values())


def factors_of(scenario: Scenario, seed: int) -> list[tuple[float, ...]]:
    """The same scores of the orthogonal sheet, which nobody has met about."""
    circumstances = meeting_rules(scenario).circumstances
    return [_factors(points_of(applicant, circumstances)) for applicant in orthogonal_sheet(scenario, seed)]


# ---------------------------------------------------------------- talk


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenPoint:
    """A point that is not on the wall: how many of the room know it, and whether it was said of their own accord."""

    family: str
    holders: int
    said: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PointShift:
    """What the first mention of a point did to the others; ``public``: it stood on the wall."""

    public: bool
    valence: int
    strength: float
    size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One meeting as talk."""

    hidden: tuple[HiddenPoint, ...]
    shifts: tuple[PointShift, ...]
    gini: float
    chair: float
    top_three: float


def pool_talk(world: str, column: str, seed: int) -> Talk:
    """The talk of the world's own meeting."""
    recording = held(world, column, seed).recording
    return Talk(
        hidden=tuple(point for row in recording.rows for point in _hidden(row)),
        shifts=_shifts(recording),
        gini=airtime_gini(recording),
        chair=chair_ratio(recording),
        top_three=top_share(recording),
    )


def _hidden(row: RecordedRow) -> list[HiddenPoint]:
    """Points not on the wall, but those said as the impression that somebody has to give."""
    given = {name for u in row.utterances if u.act is Act.IMPRESSION for name in (u.point, u.also)}
    said = {u.point for u in row.utterances if u.act is not Act.ASK}
    everybody = len(row.opened.stances)
    return [
        HiddenPoint(family=str(point.family), holders=len(point.holders), said=point.id in said)
        for point in row.opened.points
        if 0 < len(point.holders) < everybody and point.id not in given
    ]


def _shifts(recording: Recording) -> tuple[PointShift, ...]:
    everybody = len(recording.members)
    public = {
        (row.opened.id, point.id): len(point.holders) == everybody
        for row in recording.rows
        for point in row.opened.points
    }
    return tuple(
        PointShift(
            public=public[shift.id, shift.point], valence=shift.valence, strength=shift.strength, size=shift.size
        )
        for shift in shifts(recording)
        if not shift.again
    )


# ---------------------------------------------------------------- an emptied purse


@dataclass(frozen=True, slots=True, kw_only=True)
class Drained:
    """The sponsor's purse as the later row comes up, and that row's place, after costly earlier rows or none.

    ``needed`` are the units of one strong advocacy.
    """

    needed: float
    purse: float
    place: float
    place_fresh: float
    purse_fresh: float


HOPELESS = 3
"""Rows that nobody could save, and that cost their sponsor what a purse holds."""


def drained_sponsor(world: str, column: str, seed: int) -> Drained:
    """Hopeless rows sponsored by the only associate, and then the borderline one they also push.

    Against the same sheet in which nobody sponsors the hopeless rows.
    """
    scenario = loaded(rooms_without("apd_2"), column)
    (purse, place), (purse_fresh, place_fresh) = (
        _after_hopeless(scenario, seed, advocate) for advocate in ("apd:strong", "")
    )
    needed = one_strong(scenario)
    return Drained(needed=needed, purse=purse, place=place, place_fresh=place_fresh, purse_fresh=purse_fresh)


def _after_hopeless(scenario: Scenario, seed: int, advocate: str) -> tuple[float, float]:
    hopeless = {**BORDERLINE, **FAIL, "yog": 2014, "visa": "h1b", "interview_score": 3.0}
    cells = [
        {**hopeless, "id": f"hopeless_{k}"} | ({"advocate": advocate} if advocate else {}) for k in range(HOPELESS)
    ]
    later = {**BORDERLINE, "advocate": "apd:strong"}
    rows = read_rows([*cells, later], year=scenario.season.year, place="the fixture")
    drawn = applicants_of(scenario, seed)
    sheet = (*drawn[:10], *rows, *drawn[10 : -len(rows)])
    room = room_of(scenario)
    day = room.hold_told(seed, room.rows(sheet))
    purse = retold(day, sheet).rows[10 + HOPELESS].opened.capital["apd_1"]
    return purse, float(day.places[10 + HOPELESS])

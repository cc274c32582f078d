"""What has to be counted in whole meetings, one function a study: (world, column, seed) -> plain values.

A study is a function of this module so that workers find it by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from committee.applicants.applicant import Applicant
from committee.applicants.points import points_of
from committee.applicants.sheet import read_rows
from committee.convene import RankMeeting, meeting_rules
from committee.events import Event, MeetingOpened, Remembered, RowClosed, RowOpened, Uttered
from committee.measures.airtime import airtime_gini, chair_ratio, top_share
from committee.measures.places import places
from committee.measures.rooms import mean_stance, voters
from committee.measures.shifts import shifts
from committee.recording import Heard, RecordedRow, Recording
from committee.scenario.rows import applicants_of
from committee.scenario.scenario import Scenario
from committee.terms import Act, Factor, WhyNot
from tests.patterns.fixtures import BORDERLINE, EVEN, FAIL, ROW
from tests.patterns.orthogonal import orthogonal_sheet
from tests.patterns.trials import sheet_with
from tests.patterns.worlds import WORLDS, World, loaded, rooms_without, scenario_of

FACTORS = tuple(Factor)


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkedRow:
    """One row of a meeting. ``place`` is in rows, ``factors`` the signed strengths of its points by factor."""

    kind: str
    flagged: bool
    ranked: bool
    place: float
    before: float
    after: float
    pre_score: float
    factors: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenPoint:
    """A point that is not on the wall: how many of the room know it, and whether it was said of their own accord."""

    family: str
    holders: int
    strength: float
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

    rows: tuple[TalkedRow, ...]
    hidden: tuple[HiddenPoint, ...]
    shifts: tuple[PointShift, ...]
    ghosts: int
    gini: float
    chair: float
    top_three: float


def pool_talk(world: str, column: str, seed: int) -> Talk:
    """The world's own pool."""
    scenario = scenario_of(world, column)
    return _talk_of(scenario, seed, applicants_of(scenario, seed))


def orthogonal_talk(world: str, column: str, seed: int) -> Talk:
    """The sheet on which the five factors are independent and spread alike."""
    scenario = scenario_of(world, column)
    return _talk_of(scenario, seed, orthogonal_sheet(scenario, seed))


def both_orders(world: str, column: str, seed: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Places as shares of n by place in the sheet: the pool as drawn, and the same rows in the reverse order."""
    scenario = scenario_of(world, column)
    drawn = applicants_of(scenario, seed)
    return _places(scenario, seed, drawn), _places(scenario, seed, drawn[::-1])


def _places(scenario: Scenario, seed: int, sheet: Sequence[Applicant]) -> tuple[float, ...]:
    meeting = RankMeeting(scenario, seed, applicants=sheet)
    meeting.run()
    off = (len(meeting.position) + 1 + len(sheet)) / 2
    return tuple(meeting.position.get(row.id, off) / len(sheet) for row in sheet)


def _talk_of(scenario: Scenario, seed: int, sheet: Sequence[Applicant]) -> Talk:
    heard = Heard()
    meeting = RankMeeting(scenario, seed, applicants=sheet, listeners=[heard])
    meeting.run()
    recording = heard.recording()
    flagged = [row.brief.flagged for row in meeting.held]
    return Talk(
        rows=_rows(recording, flagged),
        hidden=tuple(point for row in recording.rows for point in _hidden(row)),
        shifts=_shifts(recording),
        ghosts=sum(len(row.remembered) for row in recording.rows),
        gini=airtime_gini(recording),
        chair=chair_ratio(recording),
        top_three=top_share(recording),
    )


def _rows(recording: Recording, flagged: Sequence[bool]) -> tuple[TalkedRow, ...]:
    members, place = voters(recording), places(recording)
    return tuple(
        TalkedRow(
            kind=str(row.opened.kind),
            flagged=flag,
            ranked=row.opened.id in recording.ranking,
            place=place[row.opened.id],
            before=mean_stance(row.opened.stances, members),
            after=mean_stance(row.stances_after, members),
            pre_score=row.opened.pre_score,
            factors=_factors(row),
        )
        for row, flag in zip(recording.rows, flagged, strict=True)
    )


def _factors(row: RecordedRow) -> tuple[float, ...]:
    total = dict.fromkeys(FACTORS, 0.0)
    for point in row.opened.points:
        total[point.factor] += point.valence * point.strength
    return tuple(total.values())


def factors_of(scenario: Scenario, sheet: Sequence[Applicant]) -> list[tuple[float, ...]]:
    """The same scores read off a sheet that nobody has met about."""
    rules = meeting_rules(scenario)
    scores = []
    for applicant in sheet:
        points = points_of(applicant, rules.circumstances)
        scores.append(tuple(sum(p.valence * p.strength for p in points if p.factor is factor) for factor in FACTORS))
    return scores


def _hidden(row: RecordedRow) -> list[HiddenPoint]:
    """Points not on the wall, but those said as the impression that somebody has to give."""
    given = {u.point for u in row.utterances if u.act is Act.IMPRESSION}
    said = {u.point for u in row.utterances if u.act is not Act.ASK}
    everybody = len(row.opened.stances)
    return [
        HiddenPoint(
            family=str(point.family), holders=len(point.holders), strength=point.strength, said=point.id in said
        )
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


# ---------------------------------------------------------------- switches that must be exact


class _Kept:
    """A listener that keeps every event."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def told(self, event: Event, /) -> None:
        self.events.append(event)


def events_of(scenario: Scenario, seed: int, sheet: Sequence[Applicant] | None = None) -> list[Event]:
    """Everything told in one meeting."""
    kept = _Kept()
    RankMeeting(scenario, seed, applicants=sheet, listeners=[kept]).run()
    return kept.events


def moved_without_influence(world: str, column: str, seed: int) -> int:
    """How many stances are not what they were when their row opened, with influence off."""
    opened: RowOpened | None = None
    moved = 0
    for event in events_of(scenario_of(world, "influence"), seed):
        if isinstance(event, RowOpened):
            opened = event
        elif isinstance(event, Uttered):
            assert opened is not None
            moved += len(event.moved) + sum(event.stances[who] != stance for who, stance in opened.stances.items())
    return moved


def differ_without_memory(world: str, column: str, seed: int) -> int:
    """How many events of a ghost scenario with memory off differ from those of the same sheet without ghosts."""
    forgetful = loaded(_world(world), "memory")
    innocent = _without_ghosts(world)
    off, without = events_of(forgetful, seed), events_of(innocent, seed)
    same = sum(a == b for a, b in zip(off, without, strict=False) if not isinstance(a, MeetingOpened))
    return max(len(off), len(without)) - 1 - same


def _world(world: str) -> World:
    """The world by name."""
    return WORLDS[world]


def _without_ghosts(world: str) -> Scenario:
    """The same scenario with nobody to remember."""
    known = _world(world)
    return loaded(replace(known, settings={**known.settings, "memory.episodes": []}), "baseline")


def late_without_clock(world: str, column: str, seed: int) -> tuple[int, int]:
    """How many points and sponsors went unheard for lack of time: with the clock off, and with it on."""
    return tuple(  # type: ignore[return-value]
        sum(
            (event.heard is WhyNot.BELL) + sum(point.why is WhyNot.BELL for point in event.unheard)
            for event in events_of(scenario_of(world, switch), seed)
            if isinstance(event, RowClosed)
        )
        for switch in ("clock", "baseline")
    )


# ---------------------------------------------------------------- who is present


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A row with a point that only one could have told: what differs from a row without it; and with them present."""

    absent: int
    present: float


def absent_advocate(world: str, column: str, seed: int) -> Absence:
    """Borderline with a strong associate as sponsor, where no associate sits; and what they move where they do."""
    plain, sponsored = {**BORDERLINE}, {**BORDERLINE, "advocate": "apd:strong"}
    return _absence(column, seed, (plain, sponsored), ("apd_1", "apd_2"))


def absent_coordinator(world: str, column: str, seed: int) -> Absence:
    """Even with poor e-mails where nobody keeps the office; and what the coordinator's word moves where they do."""
    return _absence(column, seed, ({**EVEN}, {**EVEN, "emails": "poor"}), ("coordinator",))


def _absence(column: str, seed: int, rows: tuple[Any, Any], absent: tuple[str, ...]) -> Absence:
    without, with_all = loaded(rooms_without(*absent), column), scenario_of("baseline", column)
    plain, marked = (_ended(without, seed, row) for row in rows)
    calls = [_ended(with_all, seed, row)[0] for row in rows]
    return Absence(absent=sum(a != b for a, b in zip(plain, marked, strict=True)), present=calls[1] - calls[0])


def _ended(scenario: Scenario, seed: int, row: Any) -> tuple[Any, ...]:
    """Call, tier and every stance after talk of the fixed row."""
    fixed = read_rows([row], year=scenario.season.year, place="the fixture")[0]
    meeting = RankMeeting(scenario, seed, applicants=sheet_with(scenario, seed, fixed))
    meeting.run()
    result = next(row.result for row in meeting.held if row.brief.applicant.id == ROW)
    return (result.ending.call, result.ending.tier, *result.stances)


@dataclass(frozen=True, slots=True, kw_only=True)
class Haunting:
    """What a ghost did: events that differ with no holder there; and what naming it did to those without it."""

    absent: int
    moved: tuple[float, ...]


def haunting(world: str, column: str, seed: int) -> Haunting:
    """The bad ghost in a room without its holders, and spoken in the room with them."""
    known = _world(world)
    (episode,) = known.settings["memory.episodes"]
    others = [member for member in episode["holders"] if member != "director"]
    mine = {**episode, "holders": others, "witnessed": [who for who in episode["witnessed"] if who in others]}
    room = rooms_without(*others).settings
    empty = loaded(World(settings={**room, "memory.episodes": []}), column)
    haunted = loaded(World(settings={**room, "memory.episodes": [mine]}), column)
    pairs = zip(events_of(empty, seed)[1:], events_of(haunted, seed)[1:], strict=False)
    moved = [
        mean_moved
        for event in events_of(loaded(known, column), seed)
        if isinstance(event, Uttered) and event.act is Act.RECALL
        for mean_moved in [_mean([v for who, v in event.moved.items() if who not in episode["holders"]])]
    ]
    return Haunting(absent=sum(a != b for a, b in pairs), moved=tuple(moved))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def remembered(world: str, column: str, seed: int) -> int:
    """How many times anybody remembered anybody."""
    return sum(isinstance(event, Remembered) for event in events_of(scenario_of(world, column), seed))


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


def one_strong(scenario: Scenario) -> float:
    """Units that one strong advocacy takes when it is pressed to the end."""
    rules = scenario.meeting.capital
    return rules.stake_strong * rules.turns_strong


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
    kept = _Kept()
    meeting = RankMeeting(scenario, seed, applicants=sheet, listeners=[kept])
    meeting.run()
    opened = next(event for event in kept.events if isinstance(event, RowOpened) and event.id == ROW)
    off = (len(meeting.position) + 1 + len(sheet)) / 2
    return opened.capital["apd_1"], meeting.position.get(ROW, off) / len(sheet)

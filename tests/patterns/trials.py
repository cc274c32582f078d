"""One fixed row, tried in one room: how it ends there.

The honest way is a whole meeting for each row tried. Held *in place* is sixty times cheaper: one meeting is run, and
when the fixed row comes up, every other row that would take its place is held as well, in the same room at the same
moment; the list is then made with each in turn. What that leaves out is what a row leaves behind for those after it,
and the review. Rows share a meeting only where they would have met the same room: with the same flags or none, and
the same advocate or none. The command says how far the two ways differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import inf, nan
from statistics import NormalDist
from typing import NamedTuple

from committee.applicants.applicant import Applicant
from committee.applicants.points import flags_of, points_of
from committee.applicants.pool import PoolSpec, draw_pool
from committee.applicants.sheet import read_rows
from committee.chance import Chance
from committee.convene import RankMeeting, meeting_rules
from committee.meeting.docket import Docket
from committee.meeting.nulls import additive_null, private_average
from committee.meeting.row import RowResult
from committee.meeting.state import OpenRow
from committee.scenario.scenario import Scenario
from committee.terms import Tier, WhyNot
from tests.patterns.fixtures import ROW, Cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one row ended in one meeting."""

    place: float
    """The place, as a share of the sheet."""
    in_list: float | None
    """The position, as a share of the list; None off the list."""
    ranked: bool
    """Whether the row is on the list."""
    likely: float
    """How likely it was ranked: 1 or 0 in a meeting; under the additive null, the share of noise draws that rank it."""
    call: float
    """The call."""
    beside: Mapping[str, float]
    """By id, the places of the other fixed rows."""
    after: float = nan
    """The voters' mean stance at the end; by the private average that before talk; the additive null has none."""
    heard: bool | WhyNot | None = None
    """Whether the sponsor was heard, or why not; None where nobody talks."""
    named: frozenset[str] = frozenset()
    """The past residents named in the meeting, in this row or another."""


class PolledMeeting(RankMeeting):
    """A meeting that can ask, as each row comes up, what the members think before anybody speaks."""

    polled = False
    """Whether it asks; that costs time, and only the baseline needs it."""

    @cached_property
    def alone(self) -> dict[str, float]:
        """By id, the private average of each row held so far; empty where nobody was asked."""
        return {}

    def hold(self, docket: Docket) -> RowResult:
        if self.polled:
            self.alone[docket.brief.applicant.id] = self.asked(docket)
        return super().hold(docket)

    def asked(self, docket: Docket) -> float:
        """The private average of a row, in the room as it is now."""
        return private_average(OpenRow(docket, self.room(docket.brief)))


class MeetingWithAsides(PolledMeeting):
    """A meeting that also holds, when a fixed row comes up, the rows of ``asides`` in its place."""

    asides: Mapping[str, Sequence[tuple[str, Applicant]]] = {}

    def watch(self, asides: Mapping[str, Sequence[tuple[str, Applicant]]]) -> MeetingWithAsides:
        self.asides = asides
        self.tried: dict[str, Tried] = {}
        return self

    def hold(self, docket: Docket) -> RowResult:
        for name, applicant in self.asides.get(docket.brief.applicant.id, ()):
            aside = self.docket(docket.brief.number, applicant)
            self.tried[name] = Tried(result=self.aside(aside), alone=self.asked(aside) if self.polled else nan)
        return super().hold(docket)


class Tried(NamedTuple):
    """A row held in another's place."""

    result: RowResult
    """What came of it."""
    alone: float
    """Its private average; not a number where nobody was asked."""


class Call(NamedTuple):
    """A row's call."""

    value: float
    """The call."""
    ranked: bool
    """Whether it leaves the row on the list."""


Calls = Mapping[str, Call]
"""By id."""


def as_many(alone: Mapping[str, float], ranked: int) -> dict[str, Call]:
    """Calls by the private average: as many rows are on the list as the room ranked, ties by id."""
    order = sorted(alone, key=lambda id_: (-alone[id_], id_))
    return {id_: Call(alone[id_], number < ranked) for number, id_ in enumerate(order)}


def positions(calls: Calls) -> dict[str, int]:
    """By id of a ranked row, the position by call, 1 at the top; ties by id."""
    order = sorted((id_ for id_, call in calls.items() if call.ranked), key=lambda id_: (-calls[id_].value, id_))
    return {id_: number for number, id_ in enumerate(order, start=1)}


def places(calls: Calls, position: Mapping[str, int]) -> dict[str, float]:
    """By id, the place as a share of the sheet; a row off the list gets the middle of the places that are left."""
    off = (len(position) + 1 + len(calls)) / 2
    return {id_: position.get(id_, off) / len(calls) for id_ in calls}


Ended = dict[str, tuple[Outcome, Outcome | None]]
"""By name of a row: how it ended in the room, and by the private average of the same room if it was asked for."""


def tried(scenario: Scenario, seed: int, rows: Mapping[str, Cells], *, whole: bool, polled: bool = False) -> Ended:
    """How each of ``rows`` (by name) ends in this room at this seed.

    ``whole`` gives each a meeting of its own; ``polled`` asks for the private average too.
    """
    applicants = {name: _applicant(scenario, cells) for name, cells in rows.items()}
    ended: Ended = {}
    for names in _together(scenario, applicants, whole=whole):
        first = applicants[names[0]]
        sheet = sheet_with(scenario, seed, first)
        meeting = MeetingWithAsides(scenario, seed, applicants=sheet)
        meeting.polled = polled
        meeting.watch({first.id: [(name, applicants[name]) for name in names]}).run()
        for name in names:
            ended[name] = (
                _in_room(meeting, name, first.id, whole=whole),
                _alone(meeting, meeting.tried[name], first.id) if polled else None,
            )
    return ended


def null_tried(scenario: Scenario, seed: int, rows: Mapping[str, Cells]) -> dict[str, Outcome]:
    """The same under the additive null."""
    applicants = {name: _applicant(scenario, cells) for name, cells in rows.items()}
    rules = meeting_rules(scenario)
    calls: dict[str, dict[str, Call]] = {}
    outcomes = {}
    for name, applicant in applicants.items():
        if applicant.id not in calls:
            sheet = sheet_with(scenario, seed, applicant)
            calls[applicant.id] = {c.id: Call(c.call, c.tier.ranked) for c in additive_null(rules, sheet, Chance(seed))}
        (own,) = additive_null(rules, [applicant], Chance(seed))
        unlikely = NormalDist(own.expected, rules.null.noise).cdf(rules.call.tiers[Tier.LOW])
        now = {**calls[applicant.id], own.id: Call(own.call, own.tier.ranked)}
        outcomes[name] = replace(_placed(now, own.id), likely=1.0 - unlikely)
    return outcomes


def sheet_with(scenario: Scenario, seed: int, *fixed: Applicant) -> tuple[Applicant, ...]:
    """The scenario's rows at this seed with ``fixed`` in their places, whatever their kind."""
    drawn = _pool(scenario, seed)
    given = {row.id: row for row in fixed}
    return tuple(given.get(row.id, row) for row in drawn)


@lru_cache(maxsize=512)
def _drawn(
    year: int,
    counts: tuple[int, int, int, int],
    fixed: tuple[tuple[tuple[str, str | int | float], ...], ...],
    seed: int,
) -> tuple[Applicant, ...]:
    rows = read_rows([dict(row) for row in fixed], year=year, place="pool.rows")
    us_md, us_do, us_img, non_us_img = counts
    spec = PoolSpec(us_md=us_md, us_do=us_do, us_img=us_img, non_us_img=non_us_img)
    return draw_pool(spec, Chance(seed), year=year, fixed=rows)


def _pool(scenario: Scenario, seed: int) -> tuple[Applicant, ...]:
    """The pool with the fixed rows of the worked pair, or with a place kept for the fixture."""
    pool = scenario.pool
    assert pool is not None
    rows: Iterable[Cells] = pool.rows
    if not any(row["id"] == "img_a" for row in rows):
        rows = [{"id": ROW, "name": "Fixture Row", "kind": "non_us_img", "yog": scenario.season.year - 1}]
    counts = (pool.us_md, pool.us_do, pool.us_img, pool.non_us_img)
    return _drawn(scenario.season.year, counts, tuple(tuple(row.items()) for row in rows), seed)


def _applicant(scenario: Scenario, cells: Cells) -> Applicant:
    """The row; a change to one of the scenario's own fixed rows is laid over that row."""
    own = next((row for row in (scenario.pool.rows if scenario.pool else ()) if row["id"] == cells["id"]), {})
    row = {column: value for column, value in {**own, **cells}.items() if value != ""}
    return read_rows([row], year=scenario.season.year, place="the fixture")[0]


def _together(scenario: Scenario, applicants: Mapping[str, Applicant], *, whole: bool) -> list[list[str]]:
    rules = meeting_rules(scenario)
    groups: dict[object, list[str]] = {}
    for name, applicant in applicants.items():
        flagged = bool(flags_of(points_of(applicant, rules.circumstances), rules.points))
        who = applicant.advocate.who if applicant.advocate is not None else None
        key: object = name if whole else (applicant.id, flagged, who)
        groups.setdefault(key, []).append(name)
    return list(groups.values())


def _in_room(meeting: MeetingWithAsides, name: str, id_: str, *, whole: bool) -> Outcome:
    """How the row ended in the room."""
    result = meeting.tried[name].result
    placed = _placed({**calls_of(meeting), id_: _call(result)}, id_, meeting.position if whole else None)
    return replace(
        placed,
        after=voters_mean(meeting, result.stances),
        heard=result.ending.heard,
        named=_named(meeting, result, id_),
    )


def _named(meeting: RankMeeting, tried_row: RowResult, id_: str) -> frozenset[str]:
    results = [tried_row, *(row.result for row in meeting.held if row.brief.applicant.id != id_)]
    return frozenset(episode for result in results for _, episode, spoken in result.recalled if spoken)


def _alone(meeting: MeetingWithAsides, tried_row: Tried, id_: str) -> Outcome:
    """How the row ended by the private average, with as many of the other rows on the list as the room ranked."""
    others = {name: value for name, value in meeting.alone.items() if name != id_}
    ranked = sum(call.ranked for name, call in calls_of(meeting).items() if name != id_)
    calls = as_many(others, ranked)
    least = min((call.value for call in calls.values() if call.ranked), default=-inf)
    placed = _placed({**calls, id_: Call(tried_row.alone, tried_row.alone >= least)}, id_)
    return replace(placed, after=voters_mean(meeting, tried_row.result.before))


def calls_of(meeting: RankMeeting) -> dict[str, Call]:
    """By id, the call of every row that was held."""
    return {row.brief.applicant.id: _call(row.result) for row in meeting.held}


def _call(result: RowResult) -> Call:
    return Call(result.ending.call, result.ending.tier.ranked)


def _placed(calls: Calls, id_: str, position: Mapping[str, int] | None = None) -> Outcome:
    if position is None:
        position = positions(calls)
    place = places(calls, position)
    return Outcome(
        place=place[id_],
        in_list=position[id_] / len(position) if id_ in position else None,
        ranked=calls[id_].ranked,
        likely=float(calls[id_].ranked),
        call=calls[id_].value,
        beside={name: place[name] for name in ("img_a", "img_b", "img_c") if name in calls and name != id_},
    )


def voters_mean(meeting: RankMeeting, stances: Sequence[float]) -> float:
    """The mean of the stances that count; ``stances`` are by member."""
    counted = [stance for stance, member in zip(stances, meeting.members, strict=True) if member.votes]
    return sum(counted) / len(counted)

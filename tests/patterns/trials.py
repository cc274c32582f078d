"""One fixed row, tried in one room: how it ends there. Each row tried gets a whole meeting of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf, nan
from statistics import NormalDist
from typing import Final, NamedTuple

from committee.applicants.applicant import Applicant
from committee.applicants.pool import PoolSpec, draw_pool
from committee.applicants.sheet import read_rows
from committee.chance import Chance
from committee.convene import meeting_rules
from committee.meeting.nulls import additive_null
from committee.scenario.scenario import Scenario
from committee.terms import Tier, WhyNot
from tests.patterns.fixtures import ROW, Cells
from tests.patterns.meetings import Day, room_of
from tests.patterns.retold import heard_of


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

_FIXED: Final = ("img_a", "img_b", "img_c")


def tried(scenario: Scenario, seed: int, rows: Mapping[str, Cells], *, polled: bool = False) -> Ended:
    """How each of ``rows`` (by name) ends in this room at this seed; ``polled`` asks for the private average too."""
    room = room_of(scenario)
    sheet = sheet_with(scenario, seed)
    plain, ids = room.rows(sheet), [applicant.id for applicant in sheet]
    ended: Ended = {}
    for name, cells in rows.items():
        applicant = _applicant(scenario, cells)
        place = ids.index(applicant.id)
        day = room.hold(seed, room.with_row(plain, place, applicant))
        ended[name] = (_in_room(day, place, ids), _alone(day, place, ids) if polled else None)
    return ended


def _in_room(day: Day, place: int, ids: Sequence[str]) -> Outcome:
    """How the row ended in the room."""
    end, position = day.held.ends[place], int(day.position[place])
    named = 0
    for mask in day.held.ends["named"].tolist():
        named |= mask
    residents = enumerate(day.room.driver.residents)
    return Outcome(
        place=float(day.places[place]),
        in_list=position / len(day.held.listed) if position else None,
        ranked=bool(day.ranked[place]),
        likely=float(day.ranked[place]),
        call=float(end["call"]),
        beside={id_: float(day.places[ids.index(id_)]) for id_ in _FIXED if id_ in ids and id_ != ids[place]},
        after=day.mean_of_voters(day.held.after[place]),
        heard=heard_of(end),
        named=frozenset(resident.id for number, resident in residents if (named >> number) & 1),
    )


def _alone(day: Day, place: int, ids: Sequence[str]) -> Outcome:
    """How the row ended by the private average, with as many of the other rows on the list as the room ranked."""
    alone = day.held.ends["alone"].tolist()
    others = {id_: value for number, (id_, value) in enumerate(zip(ids, alone, strict=True)) if number != place}
    calls = as_many(others, int(day.ranked.sum()) - int(day.ranked[place]))
    least = min((call.value for call in calls.values() if call.ranked), default=-inf)
    placed = _placed({**calls, ids[place]: Call(alone[place], alone[place] >= least)}, ids[place])
    return replace(placed, after=day.mean_of_voters(day.held.before[place]))


def null_tried(scenario: Scenario, seed: int, rows: Mapping[str, Cells]) -> dict[str, Outcome]:
    """The same under the additive null."""
    rules = meeting_rules(scenario)
    low = rules.call.tiers[Tier.LOW]
    sheet = {c.id: Call(c.call, c.tier.ranked) for c in additive_null(rules, sheet_with(scenario, seed), Chance(seed))}
    outcomes = {}
    for name, cells in rows.items():
        (own,) = additive_null(rules, [_applicant(scenario, cells)], Chance(seed))
        unlikely = NormalDist(own.expected, rules.null.noise).cdf(low)
        now = {**sheet, own.id: Call(own.call, own.tier.ranked)}
        outcomes[name] = replace(_placed(now, own.id), likely=1.0 - unlikely)
    return outcomes


def sheet_with(scenario: Scenario, seed: int) -> tuple[Applicant, ...]:
    """The scenario's rows at this seed: its own fixed rows, or a place kept for the fixture."""
    pool = scenario.pool
    assert pool is not None
    rows: Iterable[Cells] = pool.rows
    if not any(row["id"] == "img_a" for row in rows):
        rows = [{"id": ROW, "name": "Fixture Row", "kind": "non_us_img", "yog": scenario.season.year - 1}]
    counts = (pool.us_md, pool.us_do, pool.us_img, pool.non_us_img)
    return _drawn(scenario.season.year, counts, tuple(tuple(row.items()) for row in rows), seed)


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


def _applicant(scenario: Scenario, cells: Cells) -> Applicant:
    """The row; a change to one of the scenario's own fixed rows is laid over that row."""
    own = next((row for row in (scenario.pool.rows if scenario.pool else ()) if row["id"] == cells["id"]), {})
    row = {column: value for column, value in {**own, **cells}.items() if value != ""}
    return _read(tuple(row.items()), scenario.season.year)


@lru_cache(maxsize=1024)
def _read(row: tuple[tuple[str, str | int | float], ...], year: int) -> Applicant:
    return read_rows([dict(row)], year=year, place="the fixture")[0]


def _placed(calls: Calls, id_: str) -> Outcome:
    position = positions(calls)
    place = places(calls, position)
    return Outcome(
        place=place[id_],
        in_list=position[id_] / len(position) if id_ in position else None,
        ranked=calls[id_].ranked,
        likely=float(calls[id_].ranked),
        call=calls[id_].value,
        beside={name: place[name] for name in _FIXED if name in calls and name != id_},
    )

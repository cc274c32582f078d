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
from functools import lru_cache
from statistics import NormalDist

from committee.applicants.applicant import Applicant
from committee.applicants.points import flags_of, points_of
from committee.applicants.pool import PoolSpec, draw_pool
from committee.applicants.sheet import read_rows
from committee.chance import Chance
from committee.convene import RankMeeting, meeting_rules
from committee.meeting.docket import Docket
from committee.meeting.nulls import additive_null
from committee.meeting.row import RowResult
from committee.scenario.scenario import Scenario
from committee.terms import Tier, WhyNot
from tests.patterns.fixtures import ROW, Cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one row ended in one meeting."""

    seed: int
    """The seed of the meeting."""
    place: float
    """The place, as a share of the sheet."""
    in_list: float | None
    """The position, as a share of the list; None off the list."""
    ranked: bool
    """Whether the row is on the list."""
    likely: float
    """How likely it was ranked: 1 or 0 in a meeting; under the null, the share of its noise draws that rank it."""
    call: float
    """The call."""
    beside: Mapping[str, float]
    """By id, the places of the other fixed rows."""
    before: float = float("nan")
    """The voters' mean stance before talk; the additive null has none."""
    after: float = float("nan")
    """The voters' mean stance after talk; the additive null has none."""
    heard: bool | WhyNot | None = None
    """Whether the sponsor was heard, or why not."""
    spent: float = 0.0
    """Units staked on the row."""


class MeetingWithAsides(RankMeeting):
    """A meeting that also holds, when a fixed row comes up, the rows of ``asides`` in its place."""

    asides: Mapping[str, Sequence[tuple[str, Applicant]]] = {}

    def watch(self, asides: Mapping[str, Sequence[tuple[str, Applicant]]]) -> MeetingWithAsides:
        self.asides = asides
        self.tried: dict[str, RowResult] = {}
        return self

    def hold(self, docket: Docket) -> RowResult:
        for name, applicant in self.asides.get(docket.brief.applicant.id, ()):
            self.tried[name] = self.aside(self.docket(docket.brief.number, applicant))
        return super().hold(docket)


Calls = Mapping[str, tuple[float, bool]]
"""By id: the call, and whether it leaves the row on the list."""


def tried(scenario: Scenario, seed: int, rows: Mapping[str, Cells], *, whole: bool) -> dict[str, Outcome]:
    """How each of ``rows`` (by name) ends in this room at this seed; ``whole`` gives each a meeting of its own."""
    applicants = {name: _applicant(scenario, cells) for name, cells in rows.items()}
    outcomes: dict[str, Outcome] = {}
    for names in _together(scenario, applicants, whole=whole):
        first = applicants[names[0]]
        sheet = sheet_with(scenario, seed, first)
        meeting = MeetingWithAsides(scenario, seed, applicants=sheet)
        meeting.watch({first.id: [(name, applicants[name]) for name in names]}).run()
        for name in names:
            outcomes[name] = _outcome(meeting, name, first.id, whole=whole)
    return outcomes


def null_tried(scenario: Scenario, seed: int, rows: Mapping[str, Cells]) -> dict[str, Outcome]:
    """The same under the additive null."""
    applicants = {name: _applicant(scenario, cells) for name, cells in rows.items()}
    rules = meeting_rules(scenario)
    calls: dict[str, dict[str, tuple[float, bool]]] = {}
    outcomes = {}
    for name, applicant in applicants.items():
        if applicant.id not in calls:
            sheet = sheet_with(scenario, seed, applicant)
            calls[applicant.id] = {c.id: (c.call, c.tier.ranked) for c in additive_null(rules, sheet, Chance(seed))}
        (own,) = additive_null(rules, [applicant], Chance(seed))
        likely = NormalDist(own.expected, rules.null.noise).cdf(rules.call.tiers[Tier.LOW])
        placed = _placed(seed, {**calls[applicant.id], own.id: (own.call, own.tier.ranked)}, own.id)
        outcomes[name] = replace(placed, likely=1.0 - likely)
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


def _outcome(meeting: MeetingWithAsides, name: str, id_: str, *, whole: bool) -> Outcome:
    result = meeting.tried[name]
    calls = {row.brief.applicant.id: (row.result.ending.call, row.result.ending.tier.ranked) for row in meeting.held}
    calls[id_] = (result.ending.call, result.ending.tier.ranked)
    at = meeting.position if whole else None
    votes = [member.votes for member in meeting.members]
    return _placed(
        meeting.rows_seed,
        calls,
        id_,
        position=at,
        before=_mean(result.before, votes),
        after=_mean(result.stances, votes),
        heard=result.ending.heard,
        spent=sum(stake.units for stake in result.stakes),
    )


def _placed(seed: int, calls: Calls, id_: str, position: Mapping[str, int] | None = None, **more: object) -> Outcome:
    ranked = sorted((name for name, (_, stays) in calls.items() if stays), key=lambda name: (-calls[name][0], name))
    if position is None:
        position = {name: number for number, name in enumerate(ranked, start=1)}
    off = (len(ranked) + 1 + len(calls)) / 2
    place = {name: position.get(name, off) / len(calls) for name in calls}
    return Outcome(
        seed=seed,
        place=place[id_],
        in_list=position[id_] / len(ranked) if id_ in position else None,
        ranked=calls[id_][1],
        likely=float(calls[id_][1]),
        call=calls[id_][0],
        beside={name: place[name] for name in ("img_a", "img_b", "img_c") if name in calls and name != id_},
        **more,  # type: ignore[arg-type]
    )


def _mean(stances: Sequence[float], votes: Sequence[bool]) -> float:
    counted = [stance for stance, vote in zip(stances, votes, strict=True) if vote]
    return sum(counted) / len(counted)

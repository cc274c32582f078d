"""What statements about capital, time and talk count in one recorded meeting: plain sums, one record a seed.

A study is a function of a module so that workers find it by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor
from statistics import median

from committee.measures.rooms import mean_stance, spread
from committee.scenario.scenario import Scenario
from committee.terms import Act, EndedBy, Flag, Purse, Role
from tests.patterns.recorded import Held, Row, ends, for_nulls, held, reversed_order

# ---------------------------------------------------------------- capital


@dataclass(frozen=True, slots=True, kw_only=True)
class Purses:
    """What happened to capital in one meeting, in units."""

    left: float
    """The median share of the opening purse after the last row, over voters but the director."""
    staked: float
    """Units staked."""
    lost: float
    """Those of them staked on a row that fell short of what was asked for."""
    on_doubtful: float
    """Those of them staked on flagged or borderline rows."""
    doubtful: float
    """The share of such rows."""
    short_by_45: int
    """Voters who lack one strong advocacy once row 45 is settled."""


def purses(world: str, column: str, seed: int) -> Purses:
    """The purses of the world's own meeting."""
    day = held(world, column, seed)
    rows = day.rows
    stakes = [(row, *stake) for row in rows for stake in _stakes(row)]
    return Purses(
        left=_left(day),
        staked=sum(units for _, units, _ in stakes),
        lost=sum(units for _, units, lost in stakes if lost),
        on_doubtful=sum(units for row, units, _ in stakes if row.doubtful),
        doubtful=sum(row.doubtful for row in rows) / len(rows),
        short_by_45=_short_by(day, 45),
    )


def _stakes(row: Row) -> list[tuple[float, bool]]:
    """(units, whether nothing of them came back) by member who staked on the row."""
    spent: dict[str, float] = {}
    kept: set[str] = set()
    for move in row.told.capital:
        if move.why is Purse.SPENT:
            spent[move.member] = spent.get(move.member, 0.0) + move.amount
        elif move.why is Purse.RETURNED:
            kept.add(move.member)
    return [(units, member not in kept) for member, units in spent.items()]


def _left(day: Held) -> float:
    """The purses after the last row, before the review: what they held when it opened, and what it moved."""
    recording = day.recording
    first, last = recording.rows[0].opened.capital, recording.rows[-1]
    now = {**last.opened.capital, **{move.member: move.balance for move in last.capital}}
    counted = [who for who in day.voters if recording.members[who].role is not Role.DIRECTOR and first[who] > 0.0]
    return median(now[who] / first[who] for who in counted) if counted else 1.0


def one_strong(scenario: Scenario) -> float:
    """Units that one strong advocacy takes when it is pressed to the end."""
    rules = scenario.meeting.capital
    return rules.stake_strong * rules.turns_strong


def _short_by(day: Held, row: int) -> int:
    """Voters whose purse holds less than one strong advocacy when row ``row`` is settled."""
    needed = one_strong(day.scenario)
    purse = day.recording.rows[row].opened.capital
    return sum(purse[who] < needed for who in day.voters)


# ---------------------------------------------------------------- time


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """How one meeting spent its time."""

    seconds: tuple[float, ...]
    """By row, the seconds of talk."""
    minutes: float
    """Minutes from the first row to the last, pauses included."""
    by_the_bell: int
    """Rows that the bell ended."""
    with_time_left: int
    """Those of them with time left for any utterance of that row."""


def hours(world: str, column: str, seed: int) -> Hours:
    """The time of the world's own meeting."""
    day = held(world, column, seed)
    rung = [row for row in day.rows if row.closed.ended_by is EndedBy.TIMED_OUT]
    return Hours(
        seconds=tuple(row.told.seconds for row in day.rows),
        minutes=day.day.minutes,
        by_the_bell=len(rung),
        with_time_left=sum(_time_left(row) for row in rung),
    )


def _time_left(row: Row) -> bool:
    """Whether the longest thing that was said of the row would still have fitted before its bell."""
    said = row.told.utterances
    longest = max(utterance.end_s - utterance.start_s for utterance in said[1:])
    return said[-1].allowed_s - said[-1].end_s >= longest


# ---------------------------------------------------------------- forms: what talk did to the members' marks


def mark(stance: float) -> float:
    """The half mark from 1 to 5 that a member with this stance would put on a form."""
    return floor(((stance + 1.0) * 2.0 + 1.0) * 2.0 + 0.5) / 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """What talk did to the voters' marks in one meeting."""

    marks: int
    """Marks in all: voters times rows."""
    down: int
    """Marks that fell."""
    up: int
    """Marks that rose."""
    contested: int
    """Contested rows."""
    spread_before: float
    """The sum, over contested rows, of the standard deviation of voters' stances before talk."""
    spread_after: float
    """The same after talk."""
    moves: tuple[tuple[float, float], ...]
    """By row, the spread before talk and the mean size of what talk then moved."""


def forms(world: str, column: str, seed: int) -> Forms:
    """The forms of the world's own meeting."""
    day = held(world, column, seed)
    voters, rows = day.voters, day.rows
    pairs = [(mark(row.told.opened.stances[who]), mark(row.told.stances_after[who])) for row in rows for who in voters]
    contested = [row.told for row in rows if row.contested]
    return Forms(
        marks=len(pairs),
        down=sum(after < before for before, after in pairs),
        up=sum(after > before for before, after in pairs),
        contested=len(contested),
        spread_before=sum(spread(told.opened.stances, voters) for told in contested),
        spread_after=sum(spread(told.stances_after, voters) for told in contested),
        moves=tuple(_move(row, voters) for row in rows),
    )


def _move(row: Row, voters: Sequence[str]) -> tuple[float, float]:
    before, after = row.told.opened.stances, row.told.stances_after
    return spread(before, voters), mean_stance({who: abs(after[who] - before[who]) for who in voters}, voters)


def recasts(world: str, column: str, seed: int) -> tuple[int, int]:
    """Rows in which somebody could recast a flag that was objected to; and those of them in which somebody did."""
    chances = [done for row in held(world, column, seed).rows for done in _recast(row)]
    return len(chances), sum(chances)


def _recast(row: Row) -> list[bool]:
    """For a row with a flag objected to and a proof against it in favorable hands: whether it was recast after."""
    objected = [(turn, Flag(point.flag)) for turn, point in row.points_said(Act.CONCERN) if point.flag]
    proofs = {proof for _, flag in objected for proof in _proofs(row, flag)}
    if not proofs:
        return []
    first = objected[0][0]
    return [any(turn > first and point.id in proofs for turn, point in row.points_said(Act.REFRAME))]


def _proofs(row: Row, flag: Flag) -> set[str]:
    """Points that answer the flag and are known to somebody who saw the row in the middle tier or above at first."""
    opened, middle = row.told.opened, row.middle
    bear = {point.id for point in row.brief.points if flag in point.proves}
    return {
        point.id
        for point in opened.points
        if point.id in bear and any(opened.stances[who] >= middle for who in point.holders)
    }


def clamped(world: str, column: str, seed: int) -> tuple[int, int]:
    """Rows whose call is exactly -1; and all."""
    rows = held(world, column, seed).rows
    return sum(row.closed.call == -1.0 for row in rows), len(rows)


# ---------------------------------------------------------------- the hour of the day


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """Rows that stood in the first fifth in one order and in the last in the other: how much later was worse."""

    flagged: float
    """The sum over flagged rows of their place when late less their place when early, in shares of the sheet."""
    flagged_rows: int
    """How many they are."""
    clean: float
    """The same sum over the others."""
    clean_rows: int
    """How many they are."""


@for_nulls
def late(world: str, column: str, seed: int) -> Late:
    """The same rows in both orders."""
    rows = held(world, column, seed, told=False).known
    drawn, turned = ends(world, column, seed), ends(world, column, seed, reversed_order)
    later = {id_: drawn[id_].place - turned[id_].place for id_ in drawn}
    fifth = len(rows) // 5
    worse = [(row.flagged, -later[row.applicant.id]) for row in rows[:fifth]]
    worse += [(row.flagged, later[row.applicant.id]) for row in rows[-fifth:]]
    flagged = [by for is_flagged, by in worse if is_flagged]
    clean = [by for is_flagged, by in worse if not is_flagged]
    return Late(flagged=sum(flagged), flagged_rows=len(flagged), clean=sum(clean), clean_rows=len(clean))

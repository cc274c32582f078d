"""Two copies of one market with the same draws: in one of them one resident had another fate.

The two share the first year. In its class the resident from abroad who stands highest on the focal program's list is
given a failed Step and a J-1 in both copies. In one of them this resident leaves at the end of the second year, the
earliest that the model knows; in the other there is nothing to tell. So the third year is the first that can differ.
*Soon* is the three years right after the event, the 3rd to the 5th of the season; *late* is the 7th to the 9th year
after it, the 9th to the 11th.

A program that takes no J-1 has no such resident to lose, and no such door to close. So a statement about a door that
closes counts programs that take both a J-1 and a failed Step when the season begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from zlib import crc32

import numpy as np
from msgspec import structs

from committee.pipeline.bars import bars_from
from committee.pipeline.drift import fears, leanings, unmoved
from committee.pipeline.residency import Fate, Resident
from committee.season.season import Season
from committee.season.state import Pending, State
from committee.season.year import YearHeld
from committee.terms import Became, Flag, Kind, Visa
from tests.patterns.seasons_worlds import season_of

Data = dict[str, Any]

YEARS: Final = 11
"""Years of a season with two copies."""

SOON: Final = (3, 5)
"""The three years right after the event."""

LATE: Final = (9, 11)
"""The 7th to the 9th year after it."""

_GROUPS: Final = ("all", "img", "j1", "step_fail", "us_img", "us")


def washout(world: str, column: str, seed: int) -> Data:
    """The focal program year by year in two copies: nothing happened, or the resident left."""
    return copies(world, column, seed, ("nothing", "bad"))


def soon(world: str, column: str, seed: int) -> Data:
    """The same, only to the third year after the event and where such a resident can come; else nothing is held."""
    return copies(world, column, seed, ("nothing", "bad"), SOON[1]) if comes(season_of(world, column, seed)) else {}


def comes(season: Season) -> bool:
    """Whether the focal program takes both a J-1 and a failed Step 1 when the season begins."""
    bars = bars_from(season.market.shares, season.market.draws)
    return not (bars.j1[0] or bars.step1_fail[0])


def both_ways(world: str, column: str, seed: int) -> Data:
    """The same in three copies: nothing happened, the resident left, or the resident stood out."""
    return copies(world, column, seed, ("nothing", "bad", "good"))


def both_soon(world: str, column: str, seed: int) -> Data:
    """The same three copies, only to the third year after the event."""
    return copies(world, column, seed, ("nothing", "bad", "good"), SOON[1])


def good_first(world: str, column: str, seed: int) -> Data:
    """Two copies: nothing is told of the residents from abroad in the first class, or all of them stood out."""
    return copies(world, column, seed, ("nothing all", "good all"))


_EVENTS: Final = {"bad": Became.LEFT, "good": Became.STOOD_OUT, "good all": Became.STOOD_OUT}


def copies(world: str, column: str, seed: int, names: Sequence[str], last: int = YEARS) -> Data:
    """The focal program year by year in each copy; empty if nobody from abroad came in the first class."""
    season = season_of(world, column, seed)
    first = next(iter(season.held(1, told=False)))
    found: Data = {}
    for name in names:
        state = fated(first.ended.after, _EVENTS.get(name), everybody=name.endswith("all"))
        if state is None:
            return {}
        years = [_told(season, year) for year in season.held(last, state, told=False)]
        found[name] = [_told(season, first), *years]
    return found


def orders(world: str, column: str, seed: int) -> Data:
    """Two copies: a bad year and then a good one, or the other way about; the second class entered in year 4.

    In a bad year the marked resident leaves a year after entering, in a good one they stand out. The year after the
    second event is the 6th.
    """
    season = season_of(world, column, seed)
    first = next(iter(season.held(1, told=False)))
    found: Data = {}
    for name, events in (
        ("bad first", (Became.LEFT, Became.STOOD_OUT)),
        ("good first", (Became.STOOD_OUT, Became.LEFT)),
    ):
        state = fated(first.ended.after, events[0])
        if state is None:
            return {}
        years = list(season.held(4, state, told=False))
        state = fated(years[-1].ended.after, events[1])
        if state is None:
            return {}
        years += season.held(8, state, told=False)
        found[name] = [_told(season, each) for each in (first, *years)]
    return found


def fated(state: State, event: Became | None, *, everybody: bool = False) -> State | None:
    """The state with the marked resident of the focal program's newest class; None if nobody came from abroad."""
    newest = max(one.entered for one in state.training)
    own = [one for one in state.training if one.program == 0 and one.entered == newest and one.kind.is_img]
    if not own:
        return None
    own.sort(key=lambda one: (one.position is None, one.position or 0, one.id))
    chosen = {one.id: one if everybody else _marked(one) for one in (own if everybody else own[:1])}
    pending = [each for each in state.pending if each.resident.id not in chosen]
    if event is not None:
        pending += [Pending(resident=one, fates=(Fate(event, 1),)) for one in chosen.values()]
    return structs.replace(
        state,
        pending=tuple(pending),
        training=tuple(chosen.get(one.id, one) for one in state.training),
    )


def _marked(one: Resident) -> Resident:
    flags = tuple(dict.fromkeys((Flag.STEP_FAIL.value, *one.flags)))
    return structs.replace(one, kind=Kind.NON_US_IMG, visa=Visa.J1, flags=flags)


def _told(season: Season, year: YearHeld) -> Data:
    """The focal program in one year, and a digest of what happened in the whole market."""
    came = [one for one in year.ended.came if one.program == 0]
    standing = year.standing[0]
    drift, memory = season.scenario.season.drift, standing.program.rank.memory
    lived = year.ended.after.lives[0]
    on = standing.program.rank.switches.memory
    mind = leanings(lived, year.time.year + 1, drift, memory) if on else unmoved(lived)
    fear = fears(lived, mind, drift, scarcity=False)
    bars = year.read.bars
    return {
        "class": [len(came), sum(one.kind.is_img for one in came), sum(one.visa is Visa.J1 for one in came)],
        "applied": _by_group(year, np.ones(len(year.invitations.kept), dtype=bool)),
        "interviews": _by_group(year, year.invitations.kept),
        "bars": [bool(bars.step1_fail[0]), bool(bars.j1[0]), float(bars.ck_img[0]), float(bars.years[0])],
        "fear": [round(fear["step1_fail"], 5), round(fear["j1"], 5)],
        "mind": [round(mind["non_us_img"], 5), round(mind["us_img"], 5)],
        "digest": _digest(year),
    }


def _by_group(year: YearHeld, counted: np.ndarray[Any, Any]) -> list[int]:
    """At the focal program, by group."""
    own = np.flatnonzero(counted & (year.read.applications.program == 0))
    who = year.read.applications.applicant[own]
    files = year.read.files
    j1 = files.numbers["visa"] == tuple(Visa).index(Visa.J1)
    failed = files.flagged[:, tuple(Flag).index(Flag.STEP_FAIL)]
    groups = (
        np.ones_like(j1),
        files.kind >= 2,
        j1,
        failed,
        (files.kind == 2) & ~j1 & ~failed,
        (files.kind < 2) & ~failed,
    )
    return [int(group[who].sum()) for group in groups]


def _digest(year: YearHeld) -> int:
    """Of every gate of every program: who was stopped, invited and ranked, and who matched."""
    ranked = year.matched.ranked
    parts = (
        year.read.screened.stopped,
        year.read.readings.decided,
        year.invitations.wave,
        year.days.score,
        ranked.of,
        ranked.start,
        year.matched.program,
        year.matched.scrambled,
    )
    digest = 0
    for part in parts:
        digest = crc32(np.ascontiguousarray(part).tobytes(), digest)
    return digest


# ---------------------------------------------------------------- what is read from the copies


def share(years: Sequence[Data], first: int, last: int, group: int = 1) -> float:
    """The share of IMGs (``group`` 1) or J-1 visas (2) in the focal program's classes of these years of the season."""
    classes = [year["class"] for year in years[first - 1 : last]]
    whole = sum(each[0] for each in classes)
    return sum(each[group] for each in classes) / whole if whole else 0.0


def met(years: Sequence[Data], first: int, last: int, group: str) -> float:
    """Interviews of a group over its applications at the focal program in these years."""
    place = _GROUPS.index(group)
    applied = sum(year["applied"][place] for year in years[first - 1 : last])
    return sum(year["interviews"][place] for year in years[first - 1 : last]) / applied if applied else 0.0

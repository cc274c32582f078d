"""Doors that close in a market, against its twin without memory; plain data by seed."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from typing import Any, Final

import pandas as pd
from msgspec import structs

from committee.archive.seasons import BARS, BECAME, RESIDENTS, YEARS
from committee.measures.groups import EVERYBODY
from committee.season.doors import doors, watched
from committee.season.market import Program
from committee.season.season import Season
from committee.season.tables import Tables
from committee.season.writing import written
from tests.patterns.seasons_worlds import FIRST, season_of

Data = dict[str, Any]

LASTS: Final = 12
"""Years of a season with doors."""

_APART: Final = 40
"""Years by which the other twin begins later: the same programs and bars, and nobody twice."""


def closed(world: str, column: str, seed: int) -> Data:
    """By group: programs of which the twin tells enough, and those with a door; of doors, by a rule, and back again.

    The null is the same count at every other program where those remember nothing, and all programs between them do: so
    what differs from the twin is what others remember, and chance. Beside it the same count between two twins in which
    nobody remembers: the same programs with other applicants.
    """
    season = season_of(world, column, seed)
    own = _tables(season)
    some = _tables(_forgetful(season))
    twin = _tables(season_of(world, "memory", seed))
    later = _tables(season_of(world, "memory", seed, season__year=FIRST + _APART))
    other = later[YEARS].assign(year=later[YEARS]["year"] - _APART)
    tables = Tables(
        years=own[YEARS],
        twin_years=twin[YEARS],
        residents=own[RESIDENTS],
        became=own[BECAME],
        bars=own[BARS],
        twin_bars=twin[BARS],
    )
    found = doors(tables)
    return {
        "closings": _closings(own[YEARS], twin[YEARS]),
        "null": _closings(_of_forgetful(some[YEARS]), _of_forgetful(twin[YEARS])),
        "strangers": _closings(other, twin[YEARS]),
        "doors": [[door.group, door.closed_from, door.closed_to, door.rule, door.back] for door in found],
    }


def _forgetful(season: Season) -> Season:
    """The same season; programs of odd numbers remember nothing."""
    made = copy(season)
    programs = [_without_memory(each) if each.number % 2 else each for each in season.market.programs]
    made.market = structs.replace(season.market, programs=tuple(programs))
    return made


def _without_memory(program: Program) -> Program:
    rank, invite = (
        replace(rules, switches=replace(rules.switches, memory=False)) for rules in (program.rank, program.invite)
    )
    return structs.replace(program, rank=rank, invite=invite)


def _of_forgetful(years: pd.DataFrame) -> pd.DataFrame:
    numbers = years["program"].str[1:].where(years["program"] != EVERYBODY, "0").astype(int)
    return years[numbers % 2 == 1]


def _closings(years: pd.DataFrame, twin: pd.DataFrame) -> dict[str, list[int]]:
    """By group, program-groups that are watched, and those that closed in some three years."""
    found = {}
    for seen in watched(years, twin):
        told = seen.told.any(axis=1)
        found[seen.group.name] = [int(told.sum()), int((seen.closed.any(axis=1) & told).sum())]
    return found


def _tables(season: Season) -> dict[str, pd.DataFrame]:
    parts = [written(year, b"").tables.rows for year in season.held(LASTS, told=False)]
    return {name: _joined([part[name] for part in parts]) for name in parts[0]}


def _joined(parts: Sequence[Any]) -> pd.DataFrame:
    return pd.concat([pd.DataFrame(dict(part)) for part in parts], ignore_index=True)

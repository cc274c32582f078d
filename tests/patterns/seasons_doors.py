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
    tables = beside_twin(season, LASTS)
    some = tables_of(forgetful(season), LASTS)
    return {
        "closings": closings(tables.years, tables.twin_years),
        "null": closings(of_forgetful(some[YEARS]), of_forgetful(tables.twin_years)),
        "strangers": closings(of_others(world, column, seed, LASTS), tables.twin_years),
        "doors": [[door.group, door.closed_from, door.closed_to, door.rule, door.back] for door in doors(tables)],
    }


def beside_twin(season: Season, years: int) -> Tables:
    """The tables of some years of a season, and of its own twin: the same season, in which nobody remembers."""
    own, twin = tables_of(season, years), tables_of(season.twin(), years)
    return Tables(
        years=own[YEARS],
        twin_years=twin[YEARS],
        residents=own[RESIDENTS],
        became=own[BECAME],
        bars=own[BARS],
        twin_bars=twin[BARS],
    )


def forgetful(season: Season) -> Season:
    """The same season; programs of odd numbers remember nothing, and all others do."""
    made = copy(season)
    programs = [_without_memory(each) if each.number % 2 else each for each in season.market.programs]
    made.market = structs.replace(season.market, programs=tuple(programs))
    return made


def _without_memory(program: Program) -> Program:
    rank, invite = (
        replace(rules, switches=replace(rules.switches, memory=False)) for rules in (program.rank, program.invite)
    )
    return structs.replace(program, rank=rank, invite=invite)


def of_forgetful(years: pd.DataFrame) -> pd.DataFrame:
    """Of a table of counts, the rows of programs with odd numbers."""
    numbers = years["program"].str[1:].where(years["program"] != EVERYBODY, "0").astype(int)
    return years[numbers % 2 == 1]


def of_others(world: str, column: str, seed: int, years: int) -> pd.DataFrame:
    """The counts of the twin with other applicants: the same programs, where nobody remembers; as if in its years."""
    season = season_of(world, column, seed, switches__memory=False, season__year=FIRST + _APART)
    later = tables_of(season, years)[YEARS]
    return later.assign(year=later["year"] - _APART)


def closings(years: pd.DataFrame, twin: pd.DataFrame) -> dict[str, list[int]]:
    """By group, program-groups that are watched, and those that closed in some three years."""
    found = {}
    for seen in watched(years, twin):
        told = seen.told.any(axis=1)
        found[seen.group.name] = [int(told.sum()), int((seen.closed.any(axis=1) & told).sum())]
    return found


def tables_of(season: Season, years: int) -> dict[str, pd.DataFrame]:
    """The tables of some years of a season, by name."""
    parts = [written(year, b"").tables.rows for year in season.held(years, told=False)]
    return {name: _joined([part[name] for part in parts]) for name in parts[0]}


def _joined(parts: Sequence[Any]) -> pd.DataFrame:
    return pd.concat([pd.DataFrame(dict(part)) for part in parts], ignore_index=True)

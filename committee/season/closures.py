"""When a rule stood that would not have stood without memory, whom it kept out, and who weighed most in it.

A door is told over windows of years, and a window may reach over two closures of one rule. Here each closure is one run
of years, and interviews are counted in these years alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from math import sqrt
from typing import Final

import pandas as pd
from msgspec import Struct

from committee.measures.groups import GROUPS, Bar, Group
from committee.pipeline.drift import BEARS_ON
from committee.season.causes import Pressed, moves, stricter_years, worst_of
from committee.season.doors import AT_LEAST, WINDOW
from committee.season.tables import Tables, interviewed

STOPS: Final[dict[Bar, str]] = {Bar(rule): max(traits, key=traits.__getitem__) for rule, traits in BEARS_ON.items()}
"""By bar, the group that it is about first of all: the one whose past bears on it the most."""


class Seen(Struct, frozen=True, kw_only=True):
    """The interviews of a group in some years, beside those of the twin."""

    group: Group
    """The group."""
    years: tuple[int, ...]
    """The years."""
    own: int
    """Interviews that the group had."""
    twin: int
    """Those that it had in the twin."""

    @property
    def small(self) -> bool:
        """Whether the two differ by no more than counts of that size vary by chance."""
        return abs(self.apart) < 1.0

    @property
    def apart(self) -> float:
        """How far the two are apart, in units of what counts of that size vary by chance; below 0 it lost."""
        return (self.own - self.twin) / max(1.0, sqrt(self.own + self.twin))


class Behind(Struct, frozen=True, kw_only=True):
    """Years of a closure in which the same past resident weighed most."""

    resident: str
    """The id; empty where the tables name nobody."""
    years: tuple[int, ...]
    """The years, in a row."""


class Closure(Struct, frozen=True, kw_only=True):
    """Years in a row in which a bar was stricter than without memory."""

    seen: Seen
    """Whom it was about, and their interviews in these years."""
    worst: Pressed
    """The bar, and how it stood in the year in which it was farthest from the twin's."""
    behind: tuple[Behind, ...]
    """Who weighed most, in order."""

    @property
    def years(self) -> tuple[int, ...]:
        """The years."""
        return self.seen.years

    @property
    def bar(self) -> Bar:
        """The bar."""
        return self.worst.bar


def seen(tables: Tables, programs: Collection[str], group: Group, years: Sequence[int]) -> Seen:
    """The interviews of ``group`` at ``programs`` in ``years``."""
    own, twin = (_met(table, programs, group, years) for table in (tables.years, tables.twin_years))
    return Seen(group=group, years=tuple(years), own=own, twin=twin)


def closures(tables: Tables, program: str, bar: Bar, group: str = "") -> list[Closure]:
    """Every closure of ``bar`` at ``program``, by year. Without a ``group``, it is the one the bar is about."""
    return [
        Closure(
            seen=seen(tables, [program], GROUPS[group or STOPS[bar]], run),
            worst=worst_of(tables, program, bar, run),
            behind=tuple(_behind(tables, program, bar, run)),
        )
        for run in stricter_years(tables, program, bar)
    ]


def _behind(tables: Tables, program: str, bar: Bar, run: Sequence[int]) -> Iterator[Behind]:
    """Who weighed most in each year of a run; where no table says it, the likeliest as the bar moved."""
    if not any(tables.cause(year, program, bar) for year in run):
        of_bar = [move for move in moves(tables, program) if (move.year, move.bar) == (run[0], bar)]
        yield Behind(resident=of_bar[0].resident if of_bar else "", years=tuple(run))
        return
    for resident, years in groupby(run, key=lambda year: tables.cause(year, program, bar)):
        yield Behind(resident=resident, years=tuple(years))


def _met(table: pd.DataFrame, programs: Collection[str], group: Group, years: Sequence[int]) -> int:
    own = table[(table["kind"] == group.kind) & (table["flag"] == group.flag)]
    own = own[own["program"].isin(list(programs)) & own["year"].isin(list(years))]
    return int(interviewed(own).sum())


def lost_most(tables: Tables, program: str, years: Sequence[int], without: Collection[str] = ()) -> Seen | None:
    """The group that lost the most interviews over :data:`WINDOW` of ``years``, as far as counts can tell.

    What counts of that size vary by chance is the measure, so that six instead of four is less than 32 instead of
    14. Only windows count in which the twin gives enough to say anything. None if no group lost any.
    """
    windows = [years[at : at + WINDOW] for at in range(len(years) - WINDOW + 1)]
    groups = [group for name, group in GROUPS.items() if name not in without]
    found = [seen(tables, [program], group, window) for group in groups for window in windows]
    return min(
        (each for each in found if each.twin >= AT_LEAST and each.own < each.twin),
        key=lambda each: each.apart,
        default=None,
    )

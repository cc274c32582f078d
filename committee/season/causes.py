"""The moment a rule moved, and the resident behind it.

Nobody decides to close a door. A bar is one year stricter than it was, because of what the program has lived through.
Where the season says which resident weighed most when it moved, that resident stands behind it. Where it does not, the
tables say nearly as much: it is the last resident whom the program still remembers, who had what the bar is about, and
with whom things went as the bar moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import pandas as pd
from msgspec import Struct, structs

from committee.measures.groups import Bar, as_number, strictness, tighter
from committee.members.memory import MemoryRules
from committee.pipeline.drift import BEARS_ON, DriftRules, fears, leanings
from committee.pipeline.lived import Lived
from committee.season.tables import Tables, base_bars

GOOD: Final = "stood_out"
"""The event that opens a bar. Every other one tightens it."""

GRAVITY: Final = ("late", "boards_failed", "remediated", "left")
"""Bad events, the gravest last: among residents of one year it breaks a tie."""


class Moved(Struct, frozen=True, kw_only=True):
    """A bar that is not what it was the year before."""

    year: int
    """The first year that was screened by it."""
    program: str
    """The program, such as ``p000``."""
    bar: Bar
    """Which."""
    before: float
    """What it was; shut is 1 and open is 0."""
    after: float
    """What it is."""
    resident: str
    """The id of the resident behind it; empty if there is none that the tables know."""

    @property
    def tightened(self) -> bool:
        """Whether it stops more than it did."""
        return strictness(self.bar, self.after) > strictness(self.bar, self.before)


class Pressed(Struct, frozen=True, kw_only=True):
    """Years in a row in which a bar was stricter than without memory, and one past resident weighed most in that."""

    bar: Bar
    """Which."""
    resident: str
    """The id of the resident."""
    years: tuple[int, ...]
    """The years."""
    worst: int
    """The first of them in which the bar was farthest from the twin's."""
    value: float
    """What it was then; shut is 1 and open is 0."""
    twin: float
    """What it was then without memory."""


class Happened(Struct, frozen=True, kw_only=True):
    """Something that became of a resident."""

    year: int
    """The year in which it happened."""
    id: str
    """The resident."""
    event: str
    """What happened: a word of ``became.csv``."""
    entered: int
    """The year in which the resident came."""
    traits: frozenset[str]
    """Flags, visa and kind."""
    holders: tuple[str, ...]
    """The ids of the members who remember it."""

    @property
    def bad(self) -> bool:
        """Whether it tightens bars."""
        return self.event != GOOD

    @property
    def weight(self) -> tuple[int, int, int, str]:
        """What makes it the likelier cause: the latest, then the gravest, then the best remembered."""
        gravity = GRAVITY.index(self.event) if self.event in GRAVITY else -1
        return self.year, gravity, len(self.holders), self.id


def weighs_most(lived: Lived, bar: Bar, year: int, rules: DriftRules, memory: MemoryRules) -> str:
    """The id of the past resident without whom a program would fear what ``bar`` stops the least.

    Parameters
    ----------
    lived
        The program as the year begins.
    bar
        The bar.
    year
        The calendar year.
    rules
        How bars drift.
    memory
        How its people remember.

    Returns
    -------
    An id of ``lived.episodes``; ties go to the earlier. Empty if no memory adds to the fear.
    """
    whole = _fear(lived, bar, year, rules, memory)
    added = {
        episode.id: whole - _fear(_without(lived, episode.id), bar, year, rules, memory) for episode in lived.episodes
    }
    most = max(added, key=lambda each: added[each], default="")
    return most if most and added[most] > 0.0 else ""


def _fear(lived: Lived, bar: Bar, year: int, rules: DriftRules, memory: MemoryRules) -> float:
    return fears(lived, leanings(lived, year, rules, memory), rules, scarcity=False)[bar]


def _without(lived: Lived, id_: str) -> Lived:
    return structs.replace(lived, episodes=tuple(each for each in lived.episodes if each.id != id_))


def moved_by(before: Mapping[str, object], after: Mapping[str, object], behind: Callable[[Bar], str]) -> str:
    """The cell ``moved_by`` of ``bars.csv``: each bar that is stricter than the year before, and who weighed most.

    Parameters
    ----------
    before, after
        The bars of the year before and of the year.
    behind
        Tells who weighed most, such as :func:`weighs_most`; it is called for bars that became stricter only.
    """
    stricter = [bar for bar in Bar if strictness(bar, after[bar]) > strictness(bar, before[bar])]
    told = {bar: behind(bar) for bar in stricter}
    return "; ".join(f"{bar}: {id_}" for bar, id_ in told.items() if id_)


def moves(tables: Tables, program: str) -> list[Moved]:
    """Every move of a bar of ``program``, by year and then in the order of :class:`Bar`."""
    lived = lived_through(tables, program)
    return [structs.replace(move, resident=_behind(tables, lived, move)) for move in _steps(tables.bars, program)]


def pressed(tables: Tables, program: str) -> list[Pressed]:
    """Every run of years in which the memory of one resident made a bar of ``program`` stricter, by bar, then year."""
    own, twin = (_by_year(table, program) for table in (tables.bars, base_bars(tables)))
    found = []
    for bar in Bar:
        strict = {year: tables.cause(year, program, bar) for year in own if _stricter(bar, own[year], twin.get(year))}
        for resident in dict.fromkeys(filter(None, strict.values())):
            runs = _in_a_row([year for year in sorted(strict) if strict[year] == resident])
            found += [_pressed(bar, resident, run, (own, twin)) for run in runs]
    return found


def stricter_years(tables: Tables, program: str, bar: Bar) -> list[list[int]]:
    """Every run of years in which a bar of ``program`` was stricter than without memory, in order."""
    own, twin = (_by_year(table, program) for table in (tables.bars, base_bars(tables)))
    return list(_in_a_row([year for year in sorted(own) if _stricter(bar, own[year], twin.get(year))]))


def worst_of(tables: Tables, program: str, bar: Bar, run: Sequence[int]) -> Pressed:
    """How a bar stood in a run of years in which it was stricter, and who weighed most as the run began."""
    rows = _by_year(tables.bars, program), _by_year(base_bars(tables), program)
    return _pressed(bar, tables.cause(run[0], program, bar), run, rows)


def _pressed(bar: Bar, resident: str, run: Sequence[int], rows: tuple[_Rows, _Rows]) -> Pressed:
    own, twin = ({year: as_number(table[year][bar]) for year in run} for table in rows)
    worst = max(run, key=lambda year: abs(own[year] - twin[year]))
    return Pressed(bar=bar, resident=resident, years=tuple(run), worst=worst, value=own[worst], twin=twin[worst])


_Rows = Mapping[int, Mapping[Any, Any]]
"""The rows of a table of bars by year."""


def _by_year(bars: pd.DataFrame, program: str) -> _Rows:
    return {int(row["year"]): row for row in bars[bars["program"] == program].to_dict("records")}


def _stricter(bar: Bar, own: Mapping[Any, Any], twin: Mapping[Any, Any] | None) -> bool:
    return twin is not None and bar in own and tighter(bar, own[bar], twin[bar])


def _in_a_row(years: Sequence[int]) -> Iterator[list[int]]:
    """Years, sorted, as runs without a gap."""
    run: list[int] = []
    for year in years:
        if run and year != run[-1] + 1:
            yield run
            run = []
        run.append(year)
    if run:
        yield run


def lived_through(tables: Tables, program: str) -> list[Happened]:
    """What became of the residents of ``program``, in the order of the table."""
    own = tables.became[tables.became["program"] == program]
    known = tables.residents[tables.residents["program"] == program].drop(columns="program")
    return [_happened(row) for row in own.merge(known, on="id", how="inner").to_dict("records")]


def _happened(row: Mapping[Any, Any]) -> Happened:
    return Happened(
        year=int(row["year"]),
        id=str(row["id"]),
        event=str(row["event"]),
        entered=int(row["entered"]),
        traits=frozenset({*_listed(row["flags"]), str(row["visa"]), str(row["kind"])}),
        holders=tuple(_listed(row["remembered_by"])),
    )


def _listed(cell: object) -> list[str]:
    """The words of a cell that joins them by semicolons; none for a blank or missing cell."""
    return [part.strip() for part in cell.split(";") if part.strip()] if isinstance(cell, str) else []


def _steps(bars: pd.DataFrame, program: str) -> Iterator[Moved]:
    """Each change of a bar from one year to the next, without the resident behind it."""
    own = bars[bars["program"] == program].sort_values("year").to_dict("records")
    for earlier, later in pairwise(own):
        for bar in (each for each in Bar if each in later):
            before, after = as_number(earlier[bar]), as_number(later[bar])
            if before != after:
                year = int(later["year"])
                yield Moved(year=year, program=program, bar=bar, before=before, after=after, resident="")


def _behind(tables: Tables, lived: Sequence[Happened], move: Moved) -> str:
    """The id of the resident who stands behind ``move``."""
    if told := tables.cause(move.year, move.program, move.bar):
        return told
    fitting = [each for each in lived if each.holders and each.year < move.year and each.bad == move.tightened]
    likely = [each for each in fitting if each.traits & BEARS_ON[move.bar].keys()]
    return max(likely, key=lambda each: each.weight).id if likely else ""

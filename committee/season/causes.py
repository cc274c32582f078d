"""The moment a rule moved, and the resident behind it.

Nobody decides to close a door. A bar is one year stricter than it was, because of what the program has lived through.
Where the season says which resident weighed most when it moved, that resident stands behind it. Where it does not, the
tables say nearly as much: it is the last resident whom the program still remembers, who had what the bar is about, and
with whom things went as the bar moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import pandas as pd
from msgspec import Struct
from msgspec.structs import replace

from committee.measures.groups import Bar, as_number, strictness
from committee.pipeline.drift import BEARS_ON
from committee.season.tables import Tables

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


class Lived(Struct, frozen=True, kw_only=True):
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


def moves(tables: Tables, program: str) -> list[Moved]:
    """Every move of a bar of ``program``, by year and then in the order of :class:`Bar`."""
    lived = lived_through(tables, program)
    return [replace(move, resident=_behind(tables, lived, move)) for move in _steps(tables.bars, program)]


def lived_through(tables: Tables, program: str) -> list[Lived]:
    """What became of the residents of ``program``, in the order of the table."""
    own = tables.became[tables.became["program"] == program]
    known = tables.residents[tables.residents["program"] == program].drop(columns="program")
    return [_lived(row) for row in own.merge(known, on="id", how="inner").to_dict("records")]


def _lived(row: Mapping[Any, Any]) -> Lived:
    return Lived(
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


def _behind(tables: Tables, lived: Sequence[Lived], move: Moved) -> str:
    """The id of the resident who stands behind ``move``."""
    if told := tables.cause(move.year, move.program, move.bar):
        return told
    fitting = [each for each in lived if each.holders and each.year < move.year and each.bad == move.tightened]
    likely = [each for each in fitting if each.traits & BEARS_ON[move.bar].keys()]
    return max(likely, key=lambda each: each.weight).id if likely else ""

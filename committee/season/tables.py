"""What a season leaves in its tables, next to what its twin without memory leaves.

The twin is held with the same seed and ``switches.memory = false``. Nothing that was lived changes anything there, so
whatever the two have different comes from memory.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from msgspec import Struct

from committee.measures.groups import BEFORE_INTERVIEW, Bar, behind_bars


class Tables(Struct, frozen=True, kw_only=True):
    """The tables of a season folder, in memory or read again."""

    years: pd.DataFrame
    """Counts at each gate by ``year``, ``program``, ``kind`` and ``flag``."""
    twin_years: pd.DataFrame
    """The same of the twin without memory."""
    residents: pd.DataFrame
    """Who came, by ``program``, ``entered`` and ``id``."""
    became: pd.DataFrame
    """What became of them, and who remembers it."""
    bars: pd.DataFrame
    """The rules by which each year's files were screened, by ``year`` and ``program``."""
    twin_bars: pd.DataFrame
    """The same of the twin. Empty if it was not kept: then a program's first year stands for it."""

    def cause(self, year: int, program: str, bar: str) -> str:
        """The resident who weighed most when ``bar`` moved, if the table of bars says it; else empty.

        The column is ``moved_by``: ``j1: y2027n0002; years: y2028m0001``.
        """
        if "moved_by" not in self.bars.columns:
            return ""
        own = self.bars[(self.bars["year"] == year) & (self.bars["program"] == program)]
        said = "; ".join(str(cell) for cell in own["moved_by"])
        return behind_bars(said).get(bar, "")


def interviewed(years: pd.DataFrame) -> pd.Series[Any]:
    """How many of those who applied were interviewed, row by row."""
    return years["applied"] - years[list(BEFORE_INTERVIEW)].sum(axis=1)


def base_bars(tables: Tables) -> pd.DataFrame:
    """By ``year`` and ``program``, the bars that would have stood if nothing had been remembered."""
    if len(tables.twin_bars):
        return tables.twin_bars
    first = tables.bars.sort_values("year").groupby("program", sort=True).first()
    bars = [bar for bar in Bar if bar in first.columns]
    return tables.bars[["year", "program"]].merge(first[bars].reset_index(), on="program", how="left")


def read_tables(folder: Path) -> Tables:
    """The tables of a finished season in ``folder``.

    Raises
    ------
    FileNotFoundError
        If one of the season's own tables is missing. The twin's bars may be.
    """
    text = {"flags": str, "remembered_by": str, "id": str, "program": str}
    years, residents, became, bars, twin_years = (
        pd.read_csv(folder / name, dtype=text, keep_default_na=False)
        for name in ("years.csv", "residents.csv", "became.csv", "bars.csv", "twin/years.csv")
    )
    twin = folder / "twin" / "bars.csv"
    twin_bars = pd.read_csv(twin, dtype=text) if twin.is_file() else bars.iloc[:0]
    return Tables(
        years=years, twin_years=twin_years, residents=residents, became=became, bars=bars, twin_bars=twin_bars
    )

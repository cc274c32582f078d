"""An invented season that can be held a year at a time, and stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from msgspec import Struct

from committee.archive.seasons import BARS, BECAME, RESIDENTS, TWIN, YEARS
from committee.archive.years import Coded, Columns, Recorded, YearTables
from tests.committee.season import invented

FIRST = invented.YEARS[0]


class Year(Struct):
    """A year of it, ready to write."""

    year: int
    tables: YearTables
    recordings: list[Recorded]
    after: bytes


class Invented:
    """The season of :mod:`tests.committee.season.invented`."""

    def __init__(self, *, stop: int | None = None, **about: Any) -> None:
        self._stop = stop
        self.about: Mapping[str, Any] = {
            "title": "An invented season",
            "question": "What stays?",
            "scenario": {"season": {"year": FIRST, "read": {"interviews_per_seat": 9.0, "room_rows": 20}}},
            "seed": 5,
            "keep": "focal",
            "focal": ["p000"],
            "programs": [{"program": f"p00{n}", "type": "small", "name": f"Room {n}", "seats": 7} for n in range(2)],
            **about,
        }

    def years(self, count: int, resume_from: bytes | None = None) -> Iterator[Year]:
        """Its years; with ``stop``, somebody presses Ctrl-C after so many."""
        done = json.loads(resume_from)["done"] if resume_from else 0
        for number in range(done + 1, count + 1):
            if self._stop is not None and number > self._stop:
                raise KeyboardInterrupt
            yield a_year(number)


def a_year(number: int) -> Year:
    """The year of this number, from 1."""
    told, year = invented.tables(), FIRST + number - 1
    rows = {
        YEARS: _counts(told.years, year),
        RESIDENTS: _of(told.residents, "entered", year),
        BECAME: _of(told.became, "year", year),
        BARS: _of(told.bars, "year", year),
        f"{TWIN}/{YEARS}": _counts(told.twin_years, year),
        f"{TWIN}/{BARS}": _of(told.twin_bars, "year", year),
    }
    nobody = {name: Coded(np.empty(0, np.intp), ()) for name in FILES}
    return Year(year, YearTables(rows=rows, files=nobody), [], json.dumps({"done": number}).encode())


FILES = ("program", "id", "gate", "rule", "said", "pulled_back_by", "label")


def _counts(table: pd.DataFrame, year: int) -> Columns:
    """The rows of a year, and one for the whole market."""
    own = table[table["year"] == year]
    market = own.iloc[:1].assign(program="all", kind="all", flag="all")
    return dict(pd.concat([own, market]).to_dict("list"))  # type: ignore[arg-type]


def _of(table: pd.DataFrame, column: str, year: int) -> Columns:
    return dict(table[table[column] == year].to_dict("list"))  # type: ignore[arg-type]

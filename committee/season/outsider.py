"""What ``committee roster`` tells: the view of an outsider who learned from another market than the one looked at.

What was learned lies beside this file, in ``outsider.json``. :func:`learned` makes it anew from a season folder; its
README says how.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pandas as pd
from msgspec import Struct, json

from committee.errors import Problem, UsageRefused
from committee.season.inferring import Fitted, infer, rosters
from committee.season.tables import read_tables
from committee.season.trusting import as_text, learned_from

YEARS: Final = 4
"""Years of rosters that a view rests on: outsiders can count three to five (D7)."""


class View(Struct, frozen=True, kw_only=True):
    """What an outsider can tell of the programs of a market."""

    years: int
    """Years of rosters that it rests on."""
    table: pd.DataFrame
    """What :func:`committee.season.inferring.infer` told."""

    def text(self) -> str:
        """The view in words."""
        return as_text(self.table, self.years)

    def plain(self) -> list[dict[str, Any]]:
        """The view as plain data: by program and filter, with probabilities to three places."""
        return [{str(key): value for key, value in row.items()} for row in self.table.round(3).to_dict("records")]


def view(residents: pd.DataFrame) -> View:
    """What the rosters of the last years in ``residents.csv`` tell of each program's filters; fewer years are enough.

    Raises
    ------
    UsageRefused
        If nobody has entered.
    """
    if residents.empty:
        raise UsageRefused(
            Problem(place="residents.csv", allowed="nobody entered in this season, so there is no roster")
        )
    fitted, entered = fitted_before(), residents["entered"]
    last, years = int(entered.max()), min(YEARS, int(entered.max() - entered.min()) + 1)
    return View(years=years, table=infer(fitted, rosters(residents, last, years)))


@cache
def fitted_before() -> Fitted:
    """What was learned from another market."""
    content = files("committee.season").joinpath("outsider.json").read_bytes()
    return json.decode(content, type=Fitted)


def learned(folder: Path) -> bytes:
    """The content of ``outsider.json``, learned from the season in ``folder``."""
    return json.format(json.encode(learned_from(read_tables(folder), YEARS)), indent=1) + b"\n"

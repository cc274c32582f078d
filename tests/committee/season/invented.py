"""An invented season in tables: one program whose door for a visa closes, and one that stays as it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from committee.measures.groups import GROUPS
from committee.season.tables import Tables

YEARS = tuple(range(2027, 2037))
OPEN = 4
"""Interviews a year that every group has where nothing is remembered."""

BARS = {
    "ck_us": 216.0,
    "ck_img": 228.0,
    "years": 5.0,
    "step1_fail": False,
    "step2_fail": True,
    "conduct": True,
    "notes": False,
    "h1b": True,
    "j1": False,
    "leak": 0.05,
}
RESIDENTS = [
    ("p000", 2027, "y2027m0001", "us_md", "none", "", "1"),
    ("p000", 2027, "y2027n0002", "non_us_img", "j1", "step_fail; old_grad", "12"),
    ("p000", 2028, "y2028n0003", "non_us_img", "j1", "", "4"),
    ("p001", 2027, "y2027n0009", "non_us_img", "j1", "step_fail", ""),
]
NAMED = {"y2027n0009": "Bo Lind"}
"""By id, the names that the table of residents says; without one a name may be in a recording."""
BECAME = [
    (2028, "p000", "y2027n0002", "left", "pd; apd_1; coordinator"),
    (2028, "p000", "y2027m0001", "stood_out", "pd"),
    (2029, "p001", "y2027n0009", "remediated", "pd"),
]
Fewer = Mapping[tuple[str, str], Mapping[int, int]]
"""By program and group, interviews in the years that are not as usual."""


def a_door() -> Fewer:
    """The first program interviews nobody on a J-1 from 2029 to 2032."""
    return {("p000", "j1"): dict.fromkeys(range(2029, 2033), 0)}


def counts(fewer: Fewer | None = None, programs: tuple[str, ...] = ("p000", "p001")) -> pd.DataFrame:
    """A table of counts: each group applies ten times a year, and ``OPEN`` are interviewed but for ``fewer``."""
    rows = []
    for program in programs:
        for year in YEARS:
            for group in GROUPS.values():
                seen = (fewer or {}).get((program, group.name), {}).get(year, OPEN)
                rows.append(a_count(year, program, group.kind, group.flag, seen))
    return pd.DataFrame(rows)


def a_count(year: int, program: str, kind: str, flag: str, seen: int) -> dict[str, Any]:
    gates = {"applied": 10, "screened_out": 8 - seen, "not_invited": 1, "declined": 1, "not_ranked": 0}
    place = {"year": year, "program": program, "kind": kind, "flag": flag}
    return {**place, **gates, "unmatched": 0, "matched_elsewhere": seen, "matched": 0, "scrambled": 0}


def bars(shut: tuple[int, ...] = (), bar: str = "j1", value: Any = True) -> pd.DataFrame:
    """The bars of both programs; those of the first are changed in the years of ``shut``."""
    return pd.DataFrame(
        {"year": year, "program": program, **BARS, **({bar: value} if program == "p000" and year in shut else {})}
        for program in ("p000", "p001")
        for year in YEARS
    )


def residents() -> pd.DataFrame:
    columns = ["program", "entered", "id", "kind", "visa", "flags", "position"]
    made = pd.DataFrame(RESIDENTS, columns=columns)
    return made.assign(name=[NAMED.get(each, "") for each in made["id"]])


def became() -> pd.DataFrame:
    return pd.DataFrame(BECAME, columns=["year", "program", "id", "event", "remembered_by"])


def tables(**given: Any) -> Tables:
    """A season in which the first program bars J-1 visas from 2029 to 2032, after a resident left in 2028."""
    made = {
        "years": counts(a_door()),
        "twin_years": counts(),
        "residents": residents(),
        "became": became(),
        "bars": bars(tuple(range(2029, 2033))),
        "twin_bars": bars(),
    }
    return Tables(**{**made, **given})

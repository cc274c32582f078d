"""The rows a scenario is about, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from committee.applicants.applicant import Applicant
from committee.applicants.pool import draw_pool
from committee.applicants.sheet import read_rows, read_sheet
from committee.chance import Chance
from committee.errors import Problem, ScenarioRefused
from committee.scenario.scenario import Scenario

NO_ROWS: Final = Problem(place="pool", allowed="a meeting needs at least one row")


def applicants_of(scenario: Scenario, seed: int, *, fictional: bool = False) -> tuple[Applicant, ...]:
    """The scenario's rows: its sheet, or the pool of this seed with the fixed rows in it.

    ``fictional`` says that columns of the sheet which identify people are invented.

    Raises
    ------
    SheetRefused
        Where the sheet or a fixed row cannot be used.
    ScenarioRefused
        Where the pool has no row, or fewer rows of a kind than are fixed.
    """
    year = scenario.season.year
    if scenario.sheet_path is not None:
        return read_sheet(scenario.sheet_path, year=year, fictional=fictional)
    pool = scenario.pool
    assert pool is not None
    fixed = read_rows(pool.rows, year=year, place=scenario.rows_place) if pool.rows else ()
    rows = draw_pool(pool, Chance(seed), year=year, fixed=fixed)
    if not rows:
        raise ScenarioRefused(NO_ROWS)
    return rows[::-1] if pool.order == "reversed" else rows


def inputs_of(scenario: Scenario) -> tuple[Mapping[str, str], ...]:
    """The files that the scenario's rows come from, by name and sha256, for the first event."""
    path = scenario.sheet_path
    return () if path is None else ({"file": path.name, "sha256": sha256(path.read_bytes()).hexdigest()},)

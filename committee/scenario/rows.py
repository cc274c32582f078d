"""The rows a scenario is about, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from committee.applicants.applicant import Applicant
from committee.applicants.pool import PoolSpec, draw_pool
from committee.applicants.sheet import read_rows, read_sheet
from committee.chance import Chance
from committee.errors import Problem, ScenarioRefused
from committee.scenario.scenario import Scenario


def applicants_of(scenario: Scenario, seed: int, *, fictional: bool = False) -> tuple[Applicant, ...]:
    """The scenario's rows: its sheet, or the pool of this seed with the fixed rows in it.

    ``fictional`` says that columns of the sheet which identify people are invented.

    Raises
    ------
    ScenarioRefused
        If nobody can meet about the rows, since there are none, or since the sheet is a pipe.
    SheetRefused
        If the sheet, or a fixed row, cannot be used.
    """
    year = scenario.season.year
    if scenario.sheet_path is not None:
        _refuse_pipe(scenario.sheet_path)
        return read_sheet(scenario.sheet_path, year=year, fictional=fictional)
    pool = scenario.pool
    assert pool is not None
    fixed = read_rows(pool.rows, year=year, place=scenario.rows_place) if pool.rows else ()
    spec = PoolSpec(us_md=pool.us_md, us_do=pool.us_do, us_img=pool.us_img, non_us_img=pool.non_us_img)
    rows = draw_pool(spec, Chance(seed), year=year, fixed=fixed)
    if not rows:
        raise ScenarioRefused(Problem(place="pool", allowed="a meeting needs at least one row"))
    return rows[::-1] if pool.order == "reversed" else rows


def inputs_of(scenario: Scenario) -> tuple[Mapping[str, str], ...]:
    """The files that the scenario's rows come from, by name and sha256, for the first event."""
    path = scenario.sheet_path
    return () if path is None else ({"file": path.name, "sha256": sha256(path.read_bytes()).hexdigest()},)


def _refuse_pipe(path: Path) -> None:
    """Refuse a sheet that can be read only once: a scenario's sheet is read again for every meeting."""
    try:
        is_pipe = path.is_fifo()
    except (OSError, ValueError):
        return
    if is_pipe:
        raise ScenarioRefused(Problem(place="sheet.file", value=path.name, allowed="name a file; this is a pipe"))

"""One change to a scenario, by its key, and the meetings of a scenario with some changes.

A key is one of

- a dotted setting: ``members.2.capital``; items of a list count from 1;
- ``rows.ID.COLUMN``: a cell of a fixed row or of a row of the sheet; ``""`` leaves the cell blank;
- ``scenario``: another scenario, by name or path. It comes first, and the other changes are laid over it.

Nothing else of the scenario changes, and every draw of a meeting has its own address. So two meetings with the same
seed differ only where the change reaches.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from committee.applicants.applicant import Applicant
from committee.applicants.cells import plain
from committee.applicants.changing import with_cells as with_changed_cells
from committee.applicants.columns import BY_NAME, column_of
from committee.applicants.sheet import read_rows
from committee.chance import Chance
from committee.convene import Convener
from committee.errors import Problem, ScenarioRefused, SheetRefused, nearest
from committee.machine import shipped
from committee.scenario.loading import load_scenario, load_season
from committee.scenario.rows import RowSource
from committee.scenario.scenario import Scenario

Value = Any
"""A value as TOML holds it: a text, a number, true, false, a list or a table of those."""

Changes = Mapping[str, Value]
"""Values by key."""

SCENARIO: Final = "scenario"
"""The key of the scenario itself."""

_ROWS: Final = "rows"
_NO_CHANGES: Changes = {}


def cell_of(key: str) -> tuple[str, str] | None:
    """(id, column) of a key that names a cell; None if it names something else. An id may have dots in it."""
    first, _, rest = key.partition(".")
    row, _, column = rest.rpartition(".")
    return (row, column) if first == _ROWS and row and column else None


def as_toml(value: Value) -> str:
    """A value as TOML writes it, on one line; :func:`committee.written.source.read_value` gives it back."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        inner = ", ".join(f"{as_toml(str(key))} = {as_toml(item)}" for key, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(as_toml, value))}]"
    return repr(value)


def convener_with(
    scenario: str, changes: Changes = _NO_CHANGES, *, beside: Path | None = None, of_years: bool = False
) -> Convener:
    """The meetings of a scenario with some changes.

    Parameters
    ----------
    scenario
        A name or a path.
    changes
        Values by key; see the module.
    beside
        The folder from which a path among the ``changes`` starts; by default the current one.
    of_years
        Whether the scenario is to be held as a season, so that it has the settings of one.

    Raises
    ------
    ScenarioRefused, SheetRefused
        If anything is wrong. The place of a problem with a change is ``--set KEY``, as for a setting of ``run``.
    """
    if SCENARIO in changes:
        scenario = _another(changes[SCENARIO], beside)
    settings = {key: as_toml(value) for key, value in changes.items() if key != SCENARIO and not _is_cell(key)}
    loaded: Scenario = load_season(scenario, settings) if of_years else load_scenario(scenario, settings)
    wanted = {key: value for key, value in changes.items() if _is_cell(key)}
    if loaded.sheet is not None:
        return _of_sheet(loaded, wanted)
    return Convener(with_cells(loaded, wanted) if wanted else loaded)


def _is_cell(key: str) -> bool:
    return key.partition(".")[0] == _ROWS


def _another(name: Value, beside: Path | None) -> str:
    """The scenario that takes the place of the experiment's own."""
    if not isinstance(name, str):
        allowed = "name a shipped scenario or a file"
        raise ScenarioRefused(Problem(place=f"--set {SCENARIO}", value=as_toml(name), allowed=allowed))
    try:
        found = shipped.find(name, beside=beside)
    except ScenarioRefused as refused:
        raise ScenarioRefused(*(replace(problem, place=f"--set {SCENARIO}") for problem in refused.problems)) from None
    return str(found) if shipped.is_path(name) else name


def with_cells(scenario: Scenario, changes: Changes) -> Scenario:
    """The scenario with some cells of its fixed rows changed. A blank cell is taken out of its row.

    Raises :class:`ScenarioRefused` if a row is not fixed, or a column or a value cannot be used.
    """
    pool = scenario.pool
    assert pool is not None
    rows, ids = [dict(row) for row in pool.rows], row_ids(scenario)
    asked = _by_row(changes, ids, scenario)
    for name, columns in asked.items():
        place = ids.index(name)
        rows[place] = _laid_over(rows[place], columns)
        _check(rows[place], name, columns, scenario.season.year)
    return scenario.model_copy(update={"pool": replace(pool, rows=tuple(rows))})


def _of_sheet(scenario: Scenario, changes: Changes) -> Convener:
    """The meetings about a sheet with some cells changed."""
    source = RowSource(scenario)
    applicants = with_sheet_cells(source.drawn(Chance(0)), changes, scenario)
    return Convener(scenario, applicants=applicants, inputs=source.inputs)


def with_sheet_cells(applicants: Sequence[Applicant], changes: Changes, scenario: Scenario) -> tuple[Applicant, ...]:
    """The rows of a sheet with some cells changed; the others, and columns that do not count, stay as they are.

    Raises :class:`ScenarioRefused` if there is no such row, or a column or a value cannot be used.
    """
    made = tuple(applicants)
    for name, columns in _by_row(changes, [applicant.id for applicant in made], scenario).items():
        texts = {column: plain(value) for column, value in columns.items()}
        try:
            made = with_changed_cells(made, {name: texts}, year=scenario.season.year)
        except SheetRefused as refused:
            raise ScenarioRefused(*(_at_key(problem, name, columns) for problem in refused.problems)) from None
    return made


def _by_row(changes: Changes, ids: Sequence[str], scenario: Scenario) -> dict[str, dict[str, Value]]:
    """By id, the columns to change and their values."""
    asked: dict[str, dict[str, Value]] = {}
    problems: list[Problem] = []
    for key, value in changes.items():
        problem = _wrong_key(key, ids, scenario)
        if problem is not None:
            problems.append(problem)
            continue
        row, column = cell_of(key) or ("", "")
        asked.setdefault(row, {})[column] = value
    if problems:
        raise ScenarioRefused(*problems)
    return asked


def _wrong_key(key: str, ids: Sequence[str], scenario: Scenario) -> Problem | None:
    """What is wrong with a key that should name a cell; None if nothing is."""
    place, cell = f"--set {key}", cell_of(key)
    if cell is None:
        return Problem(place=place, allowed="write rows.ID.COLUMN, such as rows.img_a.step1")
    row, column = cell
    if row not in ids:
        return no_such_row(place, row, ids, scenario)
    if column == "id":
        return Problem(place=place, allowed="an id is how a row is named, so it stays; change another column")
    if column not in BY_NAME:
        meant = column_of(column)
        return Problem(
            place=place,
            value=column,
            allowed="there is no such column",
            nearest=meant.name if meant else nearest(column, BY_NAME),
        )
    return None


def no_such_row(place: str, row: str, ids: Sequence[str], scenario: Scenario) -> Problem:
    """Why a row cannot be named: it is drawn for every seed, or there is none with this id."""
    listed = f"the rows that you can name here are {', '.join(ids[:_MOST])}{' and more' if len(ids) > _MOST else ''}"
    known = listed if ids else "this scenario has no fixed rows; add one under [[pool.rows]]"
    if row in drawn_ids(scenario):
        known = f"this row is drawn per seed, so it is another applicant in every meeting; {known}"
    return Problem(place=place, value=row, allowed=known, nearest=nearest(row, ids))


_MOST: Final = 12
"""The most ids that a message lists."""


def drawn_ids(scenario: Scenario) -> frozenset[str]:
    """The ids of rows that are drawn anew for every seed."""
    if scenario.pool is None:
        return frozenset()
    fixed = row_ids(scenario)
    return frozenset(applicant.id for applicant in RowSource(scenario).drawn(Chance(1))).difference(fixed)


def row_ids(scenario: Scenario) -> tuple[str, ...]:
    """The ids of the rows that are the same for every seed: the fixed ones, or those of the sheet.

    Raises :class:`SheetRefused` if they cannot be read.
    """
    if scenario.pool is None:
        return tuple(applicant.id for applicant in RowSource(scenario).drawn(Chance(0)))
    rows = scenario.pool.rows
    read = read_rows(rows, year=scenario.season.year, place=scenario.rows_place) if rows else ()
    return tuple(applicant.id for applicant in read)


def _laid_over(row: Mapping[str, Value], columns: Mapping[str, Value]) -> dict[str, Value]:
    """The row with these columns changed. It may spell a column in another way; a blank takes the column out."""
    spelled = {column.name: key for key in row if (column := column_of(key)) is not None}
    made = dict(row)
    for name, value in columns.items():
        key = spelled.get(name, name)
        if value == "":
            made.pop(key, None)
        else:
            made[key] = value
    return made


def _check(row: Mapping[str, Value], name: str, columns: Mapping[str, Value], year: int) -> None:
    """Refuse a changed row that cannot be read; a problem is put at the key of the column that has it."""
    try:
        read_rows([row], year=year, place=_ROWS)
    except SheetRefused as refused:
        raise ScenarioRefused(*(_at_key(problem, name, columns) for problem in refused.problems)) from None


def _at_key(problem: Problem, name: str, columns: Mapping[str, Value]) -> Problem:
    found = re.search(r"column (\w+)$", problem.place)
    column = found[1] if found else ""
    if column in columns:
        return replace(problem, place=f"--set {_ROWS}.{name}.{column}")
    changed = ", ".join(f"{_ROWS}.{name}.{each}" for each in columns)
    return replace(problem, place=f"--set {changed}, column {column}")

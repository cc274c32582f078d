"""A sheet of applicants, in and out: CSV or XLSX to :class:`Applicant` values, and back to CSV.

:func:`open_sheet` reads a file and :func:`read_rows` the rows of a scenario, by the same cell forms. Both find
everything that is wrong at once and refuse with one :class:`SheetRefused`. Headings that we do not know are
kept as extras: shown, never counted. ``read_sheet(write_sheet(...))`` gives back what ``read_sheet`` gave.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from committee.applicants.applicant import Applicant, Step1
from committee.applicants.cells import note_form, plain, squash
from committee.applicants.columns import BY_NAME, SHEET_COLUMNS, Column, column_of
from committee.applicants.formulas import guarded
from committee.applicants.privacy import identifying
from committee.applicants.tables import RawRow, RawTable, read_table, write_table
from committee.errors import Problem, SheetRefused, nearest, quoted

_REMOVE: Final = "remove the column, even if all rows are invented"
_REMOVE_OR_SAY: Final = "remove the column, or pass --fictional if all rows are invented"

MOST_NAMED: Final = 10
"""Headings that do not count which a sentence names; the rest are counted."""

_EXTRA_CELL = note_form()
_cells_of = attrgetter(*BY_NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet that was read, and what a person should hear about the reading.

    ``file`` and ``sha256`` name the bytes that were read. ``worksheet`` is the worksheet of an XLSX file, None for a
    CSV. ``hidden_rows`` and ``hidden_columns`` count those that hold something; they were read like the others.
    ``uncounted`` are the headings that we do not know, whose cells are shown and mean nothing.
    """

    file: str
    sha256: str
    applicants: tuple[Applicant, ...]
    worksheet: str | None = None
    hidden_rows: int = 0
    hidden_columns: int = 0
    uncounted: tuple[str, ...] = ()

    @property
    def how_read(self) -> str:
        """What a person should hear, such as ``worksheet "Ranking" was read``; blank where there is nothing to say."""
        return "; ".join(part for part in (self._worksheet_read(), self._left_uncounted()) if part)

    def _left_uncounted(self) -> str:
        """``1 column is shown and does not count: "Hobby"``."""
        count = len(self.uncounted)
        if not count:
            return ""
        named = ", ".join(quoted(heading) for heading in self.uncounted[:MOST_NAMED])
        more = f" and {count - MOST_NAMED} more" if count > MOST_NAMED else ""
        says = "1 column is shown and does not count" if count == 1 else f"{count} columns are shown and do not count"
        return f"{says}: {named}{more}"

    def _worksheet_read(self) -> str:
        """``worksheet "Ranking" was read, with 3 hidden rows``; blank for a CSV."""
        if self.worksheet is None:
            return ""
        counts = {"row": self.hidden_rows, "column": self.hidden_columns}
        hidden = [f"{count} hidden {what}{'s' * (count > 1)}" for what, count in counts.items() if count]
        return f"worksheet {quoted(self.worksheet)} was read{', with ' if hidden else ''}{' and '.join(hidden)}"


def read_sheet(path: Path, *, year: int, fictional: bool = False) -> tuple[Applicant, ...]:
    """The applicants of the sheet at ``path``, in its order; see :func:`open_sheet`."""
    return open_sheet(path, year=year, fictional=fictional).applicants


def open_sheet(path: Path, *, year: int, fictional: bool | None = False) -> Sheet:
    """The sheet at ``path``, read once, so that a pipe can be one.

    Parameters
    ----------
    path
        A CSV file (UTF-8, or UTF-16 with a byte-order mark; comma, semicolon or tab) or an XLSX file, of which the
        first visible worksheet counts.
    year
        The season's year, after which nobody can have graduated.
    fictional
        Whether the user says that every row is invented, so that identifying columns may stand. None where nobody can
        say so; then the refusal does not propose it.

    Raises
    ------
    SheetRefused
        With one problem for every wrong heading, cell or row.
    """
    table = read_table(path)
    headings = _headings(table, fictional=fictional)
    rows = [_sheet_row(table, headings, row) for row in table.rows]
    problems = [] if rows else [Problem(place=table.place, allowed="there is no row below the headings")]
    applicants = _applicants(rows, year=year, problems=headings.problems + problems)
    worksheet = table.worksheet
    return Sheet(
        file=table.file,
        sha256=table.sha256,
        applicants=applicants,
        worksheet=worksheet.name if worksheet else None,
        hidden_rows=worksheet.hidden_rows if worksheet else 0,
        hidden_columns=worksheet.hidden_columns if worksheet else 0,
        uncounted=tuple(heading for heading, _ in applicants[0].extras),
    )


def read_rows(rows: Sequence[Mapping[str, object]], *, year: int, place: str) -> tuple[Applicant, ...]:
    """The applicants that the tables ``rows`` of a scenario hold, one heading a key.

    ``place`` says where they stand (``two_imgs.toml, pool.rows``). Values may be texts, numbers or dates. Unlike in a
    sheet, a key that is no column is a problem: it is more likely a slip than something to show.

    Raises
    ------
    SheetRefused
        With one problem for every wrong key or value.
    """
    read = [_scenario_row(row, f"{place}, row {number}", number) for number, row in enumerate(rows, start=1)]
    return _applicants(read, year=year, problems=[])


def cells(applicant: Applicant) -> dict[str, str]:
    """The row as canonical text by column, extras last; blank where a column holds what a blank means."""
    values = zip(SHEET_COLUMNS, _cells_of(applicant), strict=True)
    return {column.name: column.text(value) for column, value in values} | dict(applicant.extras)


def write_sheet(applicants: Iterable[Applicant], path: Path) -> None:
    """Write ``applicants`` as CSV: every column, then every extra heading that one of them has.

    A text that a spreadsheet would run as a formula is protected by an apostrophe, which :func:`read_sheet` takes off.
    """
    rows = [cells(applicant) for applicant in applicants]
    headings = list(dict.fromkeys([*BY_NAME, *(heading for row in rows for heading in row)]))
    lines = [headings, *([row.get(heading, "") for heading in headings] for row in rows)]
    write_table(([guarded(text) for text in line] for line in lines), path)


@dataclass(kw_only=True)
class _Headings:
    """What stands above each cell: a column, an extra heading, or nothing."""

    columns: tuple[Column | None, ...]
    texts: tuple[str, ...]
    problems: list[Problem]


@dataclass(kw_only=True)
class _Reading:
    """One row while it is read: its place, the text of each column, extras, and what is wrong so far."""

    place: str
    number: int
    texts: dict[str, str] = field(default_factory=dict)
    extras: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def at(self, column: str) -> str:
        """The place of one cell."""
        return f"{self.place}, column {column}"

    def text(self, column: str) -> str:
        """The text of one cell; blank where the row lacks it."""
        return self.texts.get(column, "")

    def note(self, place: str, value: str | None, allowed: str, close: str | None = None) -> None:
        """Keep one problem."""
        self.problems.append(Problem(place=place, value=value, allowed=allowed, nearest=close))


def _headings(table: RawTable, *, fictional: bool | None) -> _Headings:
    texts = table.headings.cells
    found = _Headings(columns=tuple(column_of(text) for text in texts), texts=texts, problems=[])
    place = f"{table.place}, row {table.headings.number}"
    found.problems += _twice(found, place) + _missing(found, place)
    for text, column in zip(texts, found.columns, strict=True):
        what = None if fictional or column is not None else identifying(text)
        if what is not None:
            allowed = f"{what} identifies a real person; {_REMOVE if fictional is None else _REMOVE_OR_SAY}"
            found.problems.append(Problem(place=f"{place}, column {quoted(text)}", allowed=allowed))
        if column is None and _EXTRA_CELL.read(text) is None:
            found.problems.append(Problem(place=place, value=text, allowed=_EXTRA_CELL.allowed))
    return found


def _twice(headings: _Headings, place: str) -> list[Problem]:
    """A problem for each heading whose column, or whose own text, already stands further left."""
    seen: dict[str, str] = {}
    problems = []
    for text, column in zip(headings.texts, headings.columns, strict=True):
        name = column.name if column else f"={text}"
        if name in seen and text:
            means = f"it means {column.name}, as {quoted(seen[name])} does" if column else "it stands twice"
            problems.append(Problem(place=place, value=text, allowed=f"{means}; keep one of the two"))
        seen.setdefault(name, text)
    return problems


def _missing(headings: _Headings, place: str) -> list[Problem]:
    present = {column.name for column in headings.columns if column}
    unknown = {squash(text): text for text, column in zip(headings.texts, headings.columns, strict=True) if not column}
    required = [column.name for column in SHEET_COLUMNS if column.required]
    problems = []
    for name in required:
        if name not in present:
            close = nearest(name, [key for key in unknown if key])
            hint = f" (is {quoted(unknown[close])} meant as {name}?)" if close else ""
            allowed = f"the column {name} is missing; a sheet needs {', '.join(required)}{hint}"
            problems.append(Problem(place=place, allowed=allowed))
    return problems


def _sheet_row(table: RawTable, headings: _Headings, row: RawRow) -> _Reading:
    reading = _Reading(place=f"{table.place}, row {row.number}", number=row.number)
    width = len(headings.texts)
    if len(row.cells) > width:
        over = next((cell for cell in row.cells[width:] if cell), None)
        reading.note(reading.place, over, f"the row has {len(row.cells)} cells, but there are {width} headings")
    for text, column, heading in zip(row.cells, headings.columns, headings.texts, strict=False):
        if column is not None:
            reading.texts.setdefault(column.name, text)
        elif heading:
            reading.extras.setdefault(heading, text)
        elif text:
            reading.note(reading.place, text, "the cell has no heading above it")
    for heading, column in zip(headings.texts[len(row.cells) :], headings.columns[len(row.cells) :], strict=True):
        if heading and column is None:
            reading.extras.setdefault(heading, "")
    return reading


def _scenario_row(row: Mapping[str, object], place: str, number: int) -> _Reading:
    reading = _Reading(place=place, number=number)
    for key, value in row.items():
        column = column_of(key)
        if column is None:
            reading.note(place, key, "there is no such column", nearest(key, BY_NAME))
        elif column.name in reading.texts:
            reading.note(place, key, f"the row already gives {column.name}")
        else:
            reading.texts[column.name] = plain(value)
    return reading


def _applicants(readings: Sequence[_Reading], *, year: int, problems: list[Problem]) -> tuple[Applicant, ...]:
    """The applicants of ``readings``, or one refusal with every problem in the order of the rows."""
    # Where a required column is missing altogether, saying so once is enough.
    given = {name for reading in readings for name in reading.texts}
    _name_the_nameless(readings)
    found = [_applicant(reading, year, given if problems else BY_NAME.keys()) for reading in readings]
    _refuse_twins(readings)
    problems = problems + [problem for reading in readings for problem in reading.problems]
    if problems:
        raise SheetRefused(*problems)
    return tuple(applicant for applicant in found if applicant is not None)


def _name_the_nameless(readings: Sequence[_Reading]) -> None:
    """Give each row without an id one made from its number, steering clear of the ids that are there."""
    taken = {reading.text("id") for reading in readings}
    for reading in readings:
        if not reading.text("id"):
            made = f"row_{reading.number}"
            while made in taken:
                made += "_"
            reading.texts["id"] = made
            taken.add(made)


def _refuse_twins(readings: Sequence[_Reading]) -> None:
    first: dict[str, _Reading] = {}
    for reading in readings:
        name = reading.text("id")
        if name in first:
            other = first[name].place.rpartition(", ")[2]
            reading.note(reading.at("id"), name, f"every id stands once, and {other} has it too")
        first.setdefault(name, reading)


def _applicant(reading: _Reading, year: int, columns: Iterable[str]) -> Applicant | None:
    """The applicant that ``reading`` holds, or None after noting why not. Only ``columns`` are asked for."""
    asked = set(columns)
    values: dict[str, Any] = {}
    for column in SHEET_COLUMNS:
        if column.name in asked:
            values[column.name] = _value(reading, column, year)
    for heading, text in reading.extras.items():
        if text and _EXTRA_CELL.read(text) is None:
            reading.note(reading.at(quoted(heading)), text, _EXTRA_CELL.allowed)
    if not reading.problems:
        _settle_fails(reading, values)
    if reading.problems or len(values) < len(SHEET_COLUMNS):
        return None
    return Applicant(**values, extras=tuple(reading.extras.items()))


def _value(reading: _Reading, column: Column, year: int) -> Any:
    """The value of one cell; None, and a problem noted, where it is wrong."""
    text = reading.text(column.name)
    if not text and not column.required:
        return column.blank
    allowed = column.form.allowed.format(year=year)
    if not text:
        reading.note(reading.at(column.name), None, f"this is blank, and every row needs it; {allowed}")
        return None
    value = column.form.read(text)
    if value is None or (column.name == "yog" and value > year):
        reading.note(reading.at(column.name), text, allowed, column.form.closest(text))
    return value


def _settle_fails(reading: _Reading, values: dict[str, Any]) -> None:
    """A failed Step 1 has at least one failure; where the count is blank, one."""
    if values.get("step1") is not Step1.FAIL or "step1_fails" not in values:
        return
    if not reading.text("step1_fails"):
        values["step1_fails"] = 1
    elif values["step1_fails"] == 0:
        allowed = "step1 is fail in this row, so use a number of failures from 1 to 3, or leave it blank"
        reading.note(reading.at("step1_fails"), reading.text("step1_fails"), allowed)

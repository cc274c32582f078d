"""Reads a file of cells, CSV or XLSX, into headings and rows of text, and refuses what is neither.

Nothing here knows what a column means. Rows carry the number that a spreadsheet shows beside them, so that
a person finds the cell that a message names.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from committee.applicants.cells import plain
from committee.applicants.columns import column_of
from committee.applicants.formulas import bare
from committee.applicants.workbook import workbook_rows
from committee.errors import Problem, SheetRefused

LARGEST_FILE: Final = 64 * 1024 * 1024
"""Bytes of a sheet."""

MOST_ROWS: Final = 100_000
"""Rows of a sheet, headings included."""

MOST_COLUMNS: Final = 500
"""Columns of a sheet."""

_LARGEST_CELL: Final = 1_000_000
_ZIP: Final = b"PK"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of cells as text; ``number`` is the one that a spreadsheet shows."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The headings and the rows below them that hold anything. ``ragged``: a row may be longer than the headings."""

    file: str
    headings: Row
    rows: tuple[Row, ...]


def read_table(path: Path) -> Table:
    """The cells of the CSV file, or of the first worksheet of the XLSX file, at ``path``.

    Raises
    ------
    SheetRefused
        If there is no such file, it is neither CSV nor XLSX, it is too large, or it holds no row at all.
    """
    content = _content(path)
    raw = workbook_rows(content, path.name) if content.startswith(_ZIP) else _csv_rows(content, path.name)
    rows = [row for row in _numbered(raw, path.name) if not row.is_blank]
    if not rows:
        raise _refused(path.name, "the sheet is empty; it needs a row of headings and a row for each applicant")
    return Table(file=path.name, headings=rows[0], rows=tuple(rows[1:]))


def write_table(rows: Iterable[Iterable[str]], path: Path) -> None:
    """Write ``rows`` of text as CSV (UTF-8, comma, CR LF), as they are."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(rows)


def _refused(place: str, sentence: str) -> SheetRefused:
    return SheetRefused(Problem(place=place, allowed=sentence))


def _content(path: Path) -> bytes:
    try:
        if not path.exists():
            raise _refused(str(path), "there is no such file")
        if not path.is_file():
            raise _refused(str(path), "this is not a file; give a CSV or XLSX file")
        if path.stat().st_size > LARGEST_FILE:
            raise _refused(path.name, f"the file is larger than {LARGEST_FILE // 1024 // 1024} MB, the most we read")
        return path.read_bytes()
    except OSError as error:
        raise _refused(str(path), f"the file cannot be read ({error.strerror or 'unknown reason'})") from None
    except ValueError:
        raise _refused(repr(str(path)), "this is not the name of a file") from None


def _numbered(raw: Iterable[Iterable[object]], file: str) -> Iterator[Row]:
    for number, cells in enumerate(raw, start=1):
        if number > MOST_ROWS:
            raise _refused(file, f"the sheet has more than {MOST_ROWS} rows, the most we read")
        row = Row(number=number, cells=tuple(bare(plain(cell)) for cell in cells))
        if len(row.cells) > MOST_COLUMNS:
            raise _refused(f"{file}, row {number}", f"the row has more than {MOST_COLUMNS} columns, the most we read")
        yield row


def _csv_rows(content: bytes, file: str) -> Iterator[list[str]]:
    text = _decoded(content, file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    before = csv.field_size_limit(_LARGEST_CELL)
    try:
        for number in range(1, MOST_ROWS + 2):
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise _refused(f"{file}, row {number}", f"the row is not well-formed CSV ({error})") from None
            yield cells
    finally:
        csv.field_size_limit(before)


def _decoded(content: bytes, file: str) -> str:
    if content.startswith(_OLD_EXCEL):
        raise _refused(file, "this is an old or password-protected Excel file; save it as XLSX or as CSV UTF-8")
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{content[error.start]:02X} in line {line}" if error.start < len(content) else "its end"
        raise _refused(file, f"{found} is not {encoding[:6].upper().rstrip('-')} text; save as CSV UTF-8") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _refused(file, f"line {line} holds a NUL character, so this is not text; give CSV UTF-8 or XLSX")
    return text


def _delimiter(text: str) -> str:
    """The separator under which the first row that holds anything shows most of our headings, then most cells."""
    first = next((line for line in io.StringIO(text, newline=None) if line.strip(' \t\n;,"')), "")[: _LARGEST_CELL // 8]

    def merit(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([first], delimiter=delimiter), [])
        except csv.Error:
            return (0, 0)
        return sum(column_of(bare(cell.strip())) is not None for cell in cells), len(cells)

    return max(",;\t", key=merit)

"""Reads a file of cells, CSV or XLSX, into headings and rows of text, and refuses what is neither.

Nothing here knows what a column means. Rows carry the number that a spreadsheet shows beside them, so that
a person finds the cell that a message names.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

from committee.applicants.cells import plain
from committee.applicants.columns import column_of
from committee.applicants.content import content_of
from committee.applicants.formulas import bare
from committee.applicants.workbook import Worksheet, read_worksheet
from committee.errors import Problem, SheetRefused, quoted
from committee.machine.beside import Beside

MOST_ROWS: Final = 100_000
"""Rows of a sheet, headings included."""

MOST_COLUMNS: Final = 500
"""Columns of a sheet."""

_LARGEST_CELL: Final = 1_000_000
_SEPARATORS: Final = ",;\t"
_SEPARATOR_LINE: Final = re.compile(r'"?sep=([^\r\n])"?(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_EMPTY: Final = f" {_SEPARATORS}\r\n"
_ZIP: Final = b"PK"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """One row of cells as text; ``number`` is the one that a spreadsheet shows."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """The headings and the rows below them that hold anything. ``ragged``: a row may be longer than the headings.

    ``sha256`` is the digest of the bytes that were read. ``worksheet`` is the one that was read, or None for a CSV.
    """

    file: str
    sha256: str
    headings: RawRow
    rows: tuple[RawRow, ...]
    worksheet: Worksheet | None

    @property
    def place(self) -> str:
        """Where a message says that the rows stand: the file, and in a workbook the worksheet."""
        return _place(self.file, self.worksheet)


def _place(file: str, worksheet: Worksheet | None) -> str:
    return file if worksheet is None else f"{file}, sheet {quoted(worksheet.name)}"


def read_table(path: Path) -> RawTable:
    """The cells of the CSV file, or of the first visible worksheet of the XLSX file, at ``path``.

    Raises
    ------
    SheetRefused
        If there is no such file, it is neither CSV nor XLSX, it is too large, or it holds no row at all.
    """
    content = content_of(path)
    worksheet = read_worksheet(content, path.name) if content.startswith(_ZIP) else None
    raw = _csv_rows(content, path.name) if worksheet is None else worksheet.rows
    place = _place(path.name, worksheet)
    rows = [row for row in _numbered(raw, place) if not row.is_blank]
    if not rows:
        raise _refused(place, "the sheet is empty; it needs a row of headings and a row for each applicant")
    if worksheet is None:
        _refuse_cut_off(content, rows, place)
    digest = sha256(content).hexdigest()
    return RawTable(file=path.name, sha256=digest, headings=rows[0], rows=tuple(rows[1:]), worksheet=worksheet)


def _refuse_cut_off(content: bytes, rows: Sequence[RawRow], place: str) -> None:
    """Refuse a CSV that ends within a row: what was cut off would read as blank, and a blank means something."""
    last, whole = rows[-1], len(rows[0].cells)
    if len(last.cells) < whole and not content.rstrip(b"\0").endswith((b"\n", b"\r")):
        allowed = f"the file ends in this row, after {len(last.cells)} of {whole} cells and without a line end"
        raise _refused(f"{place}, row {last.number}", allowed)


def write_table(rows: Iterable[Iterable[str]], path: Path) -> None:
    """Write ``rows`` of text as CSV (UTF-8, comma, CR LF), as they are. The file appears whole or not at all."""
    beside = Beside(path, force=True)
    try:
        text = io.TextIOWrapper(beside.stream, encoding="utf-8", newline="")
        csv.writer(text, lineterminator="\r\n").writerows(rows)
        text.flush()
        text.detach()
        beside.keep()
    finally:
        beside.discard()


def _refused(place: str, sentence: str) -> SheetRefused:
    return SheetRefused(Problem(place=place, allowed=sentence))


def _numbered(raw: Iterable[Iterable[object]], file: str) -> Iterator[RawRow]:
    for number, cells in enumerate(raw, start=1):
        if number > MOST_ROWS:
            raise _refused(file, f"the sheet has more than {MOST_ROWS} rows, the most we read")
        row = RawRow(number=number, cells=tuple(bare(plain(cell)) for cell in cells))
        if len(row.cells) > MOST_COLUMNS:
            raise _refused(f"{file}, row {number}", f"the row has more than {MOST_COLUMNS} columns, the most we read")
        yield row


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The records of a CSV. A quote after a space opens a quoted cell too, else its separators would shift the row."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)


def _csv_rows(content: bytes, file: str) -> Iterator[list[str]]:
    text = _decoded(content, file)
    delimiter, text = _separated(text, file)
    with _long_cells():
        reader = _records(text, delimiter)
        for number in range(1, MOST_ROWS + 2):
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise _refused(f"{file}, row {number}", f"the row is not well-formed CSV ({error})") from None
            yield cells


@contextmanager
def _long_cells() -> Iterator[None]:
    before = csv.field_size_limit(_LARGEST_CELL)
    try:
        yield
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


def _separated(text: str, file: str) -> tuple[str, str]:
    """The separator of the cells, and ``text`` without the line ``sep=;`` in which some spreadsheets name it."""
    named = _SEPARATOR_LINE.match(text)
    if named is None:
        return _delimiter(text), text
    if named[1] not in _SEPARATORS:
        raise SheetRefused(
            Problem(place=f"{file}, line 1", value=named[0].strip(), allowed="use a comma, a semicolon or a tab")
        )
    return named[1], text[named.end() :]


def _delimiter(text: str) -> str:
    """The separator under which the first record that holds anything shows most of our headings, then most cells.

    A record is not a line: a quoted heading may hold line breaks.
    """

    def merit(delimiter: str) -> tuple[int, int]:
        with _long_cells():
            try:
                cells = _first_record(text, delimiter)
            except csv.Error:
                return (0, 0)
        return sum(column_of(bare(plain(cell))) is not None for cell in cells), len(cells)

    return max(_SEPARATORS, key=merit)


def _first_record(text: str, delimiter: str) -> list[str]:
    return next((cells for cells in islice(_records(text, delimiter), MOST_ROWS) if "".join(cells).strip(_EMPTY)), [])

"""Reads the first visible worksheet of an XLSX file, after making sure that nothing in it would be lost.

The values come from a library. What the library cannot say (which cell is a formula that failed, which cell has
something in it that came out blank) comes from our own look at the same XML. The two must agree cell by cell.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from committee.applicants.cells import plain
from committee.applicants.grid import WIDEST, Fault, Grid, address, blank_strings, look_at
from committee.applicants.package import Book, Package, SheetPart, read_book, refused
from committee.errors import Problem, SheetRefused, quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheet:
    """One worksheet: every row from A1 on, and how many rows and columns that hold anything are hidden."""

    name: str
    rows: Sequence[Sequence[object]]
    hidden_rows: int
    hidden_columns: int


def read_worksheet(content: bytes, file: str) -> Worksheet:
    """The first visible worksheet of the workbook ``content``; dates, numbers and truth values as Python's.

    Raises
    ------
    SheetRefused
        If ``content`` is no XLSX workbook, is damaged or protected, claims to be huge, has no visible worksheet, or
        if a cell would come out blank that is not: an error, a formula without a value, merged cells.
    """
    try:
        package = Package(content, file)
        book = read_book(package)
        sheet = book.first_visible
        if sheet is None:
            raise refused(file, "the workbook has no visible worksheet; show the one that holds the applicants")
        strings = blank_strings(package.part(book.strings))
        grid = look_at(package.part(sheet.part), is_blank_string=strings, is_uncomputed=book.is_uncomputed)
        _refuse_faults(grid, f"{file}, sheet {quoted(sheet.name)}")
        rows = _values(package, book, sheet, file)
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError),
        *(ValueError, IndexError, OverflowError),
    ) as error:
        raise refused(file, f"the file is not a readable XLSX workbook ({_short(error)})") from None
    _refuse_lost(grid, rows, f"{file}, sheet {quoted(sheet.name)}")
    return Worksheet(
        name=sheet.name, rows=rows, hidden_rows=len(grid.hidden_rows), hidden_columns=_hidden_columns(grid)
    )


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def _problem(place: str, fault: Fault) -> Problem:
    cells = f"cells {fault.cells}" if ":" in fault.cells else f"cell {fault.cells}"
    return Problem(place=f"{place}, {cells}", value=fault.value, allowed=fault.allowed)


def _refuse_faults(grid: Grid, place: str) -> None:
    if grid.faults:
        raise SheetRefused(*(_problem(place, fault) for fault in grid.faults))


def _refuse_lost(grid: Grid, rows: Sequence[Sequence[object]], place: str) -> None:
    """Refuse cells that hold something in the file and came out blank, or the other way round."""
    allowed = "this cell is written in a way that cannot be read; save the file again in a spreadsheet program"
    came_out = {
        row * WIDEST + column for row, cells in enumerate(rows) for column, cell in enumerate(cells) if plain(cell)
    }
    lost = sorted(came_out.symmetric_difference(grid.filled))
    if lost:
        raise SheetRefused(*(_problem(place, Fault(cells=address(cell), allowed=allowed)) for cell in lost))


def _hidden_columns(grid: Grid) -> int:
    used = grid.used
    if used is None:
        return 0
    return sum(
        any(area.left <= column <= area.right for area in grid.hidden_columns) for column in range(used.right + 1)
    )


def _values(package: Package, book: Book, sheet: SheetPart, file: str) -> Sequence[Sequence[object]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        workbook = CalamineWorkbook.from_filelike(package.only(sheet.part, strings=book.strings))
        if workbook.sheet_names[sheet.index] != sheet.name:
            raise ValueError("its list of sheets cannot be read")
        return workbook.get_sheet_by_index(sheet.index).to_python(skip_empty_area=False)
    except PasswordError:
        raise refused(file, "the workbook is protected by a password") from None
    except CalamineError as error:
        raise ValueError(str(error)) from None
    except BaseException as error:
        # The reader is compiled, and a fault inside it comes up as a PanicException, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise refused(file, "the file is a damaged XLSX workbook") from None

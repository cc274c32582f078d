"""What stands in the cells of one worksheet's XML, beyond the values that the reader of values gives.

That reader takes a failed formula, a formula that was never computed and the covered part of merged cells for blank
cells, and in a sheet of applicants a blank means something ("no visa", "clean conduct"). :func:`look_at` finds them,
and notes which cells hold anything, so that what was read can be held against it.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from committee.applicants.package import Attributes, is_true, read_xml

MOST_CELLS: Final = 5_000_000
"""Rows times columns that a worksheet may span."""

WIDEST: Final = 1 << 14
"""Columns of the largest grid that a spreadsheet program has; ``row * WIDEST + column`` is a cell, both from 0."""

_ESCAPED_SPACE: Final = re.compile(r"_x(?:0009|000[aAdD]|0020|00[aA]0)_")
"""How a writer may spell a space that XML would lose."""

_ADDRESS: Final = re.compile(r"\$?([A-Za-z]{1,9})\$?([0-9]{1,12})", re.ASCII)

FAILED: Final = "this cell holds an error and no value; write the value itself, or clear the cell"
UNCOMPUTED: Final = (
    "the formula here has no value, and a blank cell would mean something; open the file in a spreadsheet"
    " program and save it there, or write the value itself, or clear the cell"
)
MERGED: Final = "merged cells hold one value for several cells; unmerge them and give each cell its own value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A cell, or a range of cells, that cannot be read: ``D3``, what stands there, and what to do about it."""

    cells: str
    value: str | None = None
    allowed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A rectangle of cells; rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """How many cells it has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def meets(self, other: Area) -> bool:
        """Whether the two share a cell."""
        across = self.left <= other.right and other.left <= self.right
        return across and self.top <= other.bottom and other.top <= self.bottom

    def cells(self) -> Iterator[int]:
        """Every cell, row by row."""
        for row in range(self.top, self.bottom + 1):
            yield from range(row * WIDEST + self.left, row * WIDEST + self.right + 1)


@dataclass(kw_only=True)
class Grid:
    """What was found. ``filled``: the cells that hold anything, in order; hidden rows and columns count from 0."""

    filled: array[int] = field(default_factory=lambda: array("q"))
    faults: list[Fault] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    formulas_over: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[Area] = field(default_factory=list)

    @property
    def used(self) -> Area | None:
        """The smallest rectangle from column A on that holds every filled cell, or None if none is filled."""
        if not self.filled:
            return None
        right = max(cell % WIDEST for cell in self.filled)
        return Area(top=self.filled[0] // WIDEST, left=0, bottom=self.filled[-1] // WIDEST, right=right)


def look_at(content: bytes, *, is_blank_string: Sequence[bool], is_uncomputed: bool) -> Grid:
    """Look at the XML of one worksheet.

    Parameters
    ----------
    content
        The part of the worksheet.
    is_blank_string
        Of each shared string, whether it is blank.
    is_uncomputed
        Whether the workbook wants its formulas computed on opening; some writers then leave 0 in the place of a value.

    Raises
    ------
    ValueError
        If it is no XML, spans more than :data:`MOST_CELLS`, or its cells are out of order.
    """
    looking = _Looking(is_blank_string, is_uncomputed=is_uncomputed)
    read_xml(content, start=looking.start, end=looking.end, text=looking.text)
    grid = looking.grid
    used = grid.used
    if used is not None:
        grid.faults += [Fault(cells=named(area), allowed=MERGED) for area in grid.merged if area.meets(used)]
    grid.faults += _left_out(grid)
    return grid


def blank_strings(content: bytes) -> list[bool]:
    """Of each shared string in the part ``content``, whether it is blank; empty where there is no such part."""
    found: list[bool] = []
    pieces = _Pieces()

    def start(name: str, _: Attributes) -> None:
        pieces.start(name)
        if name == "si":
            pieces.clear()

    def end(name: str) -> None:
        pieces.end(name)
        if name == "si":
            found.append(not pieces.taken())

    if content:
        read_xml(content, start=start, end=end, text=pieces.text)
    return found


def address(cell: int) -> str:
    """``D3`` for a cell."""
    row, column = divmod(cell, WIDEST)
    letters = ""
    column += 1
    while column:
        column, last = divmod(column - 1, 26)
        letters = chr(65 + last) + letters
    return f"{letters}{row + 1}"


def named(area: Area) -> str:
    """``D2:D4`` for a rectangle."""
    return f"{address(area.top * WIDEST + area.left)}:{address(area.bottom * WIDEST + area.right)}"


def _left_out(grid: Grid) -> list[Fault]:
    """The cells that belong to a formula over several cells and have no value."""
    areas = [area for area in grid.formulas_over if area.size > 1]
    if sum(area.size for area in areas) > MOST_CELLS:
        raise ValueError("its formulas cover more cells than we read")
    known: Collection[int] = set(grid.filled) if areas else ()
    faulty = {fault.cells for fault in grid.faults}
    empty = dict.fromkeys(cell for area in areas for cell in area.cells() if cell not in known)
    return [Fault(cells=address(cell), allowed=UNCOMPUTED) for cell in empty if address(cell) not in faulty]


def _is_zero(size: str | None) -> bool:
    """Whether a height or width is 0, which hides a row or column as well."""
    return size is not None and re.fullmatch(r"0*\.?0*", size.strip()) is not None and "0" in size


def _cell(text: str) -> tuple[int, int]:
    match = _ADDRESS.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text[:20]} is not the address of a cell")
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _area(text: str) -> Area:
    first, _, last = text.partition(":")
    top, left = _cell(first)
    bottom, right = _cell(last or first)
    return Area(top=min(top, bottom), left=min(left, right), bottom=max(top, bottom), right=max(left, right))


class _Pieces:
    """Gathers the text inside ``v`` and ``t``; how a word is pronounced (``rPh``) is no part of the text."""

    def __init__(self) -> None:
        self._gathered: list[str] = []
        self._is_open = False
        self._is_spoken = False

    def start(self, name: str) -> None:
        if name == "rPh":
            self._is_spoken = True
        self._is_open = name in ("v", "t") and not self._is_spoken

    def end(self, name: str) -> None:
        if name == "rPh":
            self._is_spoken = False
        self._is_open = False

    def text(self, data: str) -> None:
        if self._is_open:
            self._gathered.append(data)

    def clear(self) -> None:
        self._gathered.clear()

    def taken(self) -> str:
        """What was gathered, stripped; blank where it is nothing but space."""
        return _ESCAPED_SPACE.sub(" ", "".join(self._gathered)).strip()


class _Looking:
    """One pass over the elements of a worksheet."""

    def __init__(self, is_blank_string: Sequence[bool], *, is_uncomputed: bool) -> None:
        self.grid = Grid()
        self._is_blank_string = is_blank_string
        self._is_uncomputed = is_uncomputed
        self._pieces = _Pieces()
        self.text = self._pieces.text
        self._row = self._column = self._last = -1
        self._widest = 0
        self._kind = ""
        self._has_formula = self._is_row_hidden = self._is_inside = False
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "row": self._start_row,
            "c": self._start_cell,
            "f": self._start_formula,
            "mergeCell": lambda attributes: self.grid.merged.append(_area(attributes.get("ref", ""))),
            "col": self._start_columns,
        }

    def start(self, name: str, attributes: Attributes) -> None:
        """Take in the start of an element."""
        self._pieces.start(name)
        if name == "sheetData":
            self._is_inside = True
        elif name in self._starts and (self._is_inside or name in ("mergeCell", "col")):
            self._starts[name](attributes)

    def end(self, name: str) -> None:
        """Take in the end of an element."""
        self._pieces.end(name)
        if name == "sheetData":
            self._is_inside = False
        elif name == "c" and self._is_inside:
            self._end_cell()

    def _start_row(self, attributes: Attributes) -> None:
        self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        self._column = -1
        self._is_row_hidden = is_true(attributes.get("hidden")) or _is_zero(attributes.get("ht"))

    def _start_cell(self, attributes: Attributes) -> None:
        row, self._column = _cell(attributes["r"]) if "r" in attributes else (self._row, self._column + 1)
        self._widest = max(self._widest, self._column + 1)
        rows = max(row, self._row) + 1
        if rows * self._widest > MOST_CELLS or self._widest > WIDEST:
            raise ValueError(f"the worksheet spans {rows} rows by {self._widest} columns, more than we read")
        cell = row * WIDEST + self._column
        if row != self._row or cell <= self._last:
            raise ValueError(f"cell {address(cell)} is out of order or appears twice")
        self._last = cell
        self._kind = attributes.get("t", "n")
        self._has_formula = False
        self._pieces.clear()

    def _start_formula(self, attributes: Attributes) -> None:
        self._has_formula = True
        if attributes.get("t") in ("array", "dataTable") and "ref" in attributes:
            self.grid.formulas_over.append(_area(attributes["ref"]))

    def _start_columns(self, attributes: Attributes) -> None:
        if is_true(attributes.get("hidden")) or _is_zero(attributes.get("width")):
            left, right = (int(attributes.get(end, "1")) - 1 for end in ("min", "max"))
            self.grid.hidden_columns.append(Area(top=0, left=left, bottom=0, right=right))

    def _end_cell(self) -> None:
        text = self._pieces.taken()
        if self._kind == "s" and text:
            text = "" if self._is_blank_string[int(text)] else text
        if self._kind == "e":
            self.grid.faults.append(Fault(cells=address(self._last), value=text or None, allowed=FAILED))
        elif self._has_formula and (not text or (self._is_uncomputed and text == "0")):
            self.grid.faults.append(Fault(cells=address(self._last), allowed=UNCOMPUTED))
        elif text:
            self.grid.filled.append(self._last)
            if self._is_row_hidden:
                self.grid.hidden_rows.add(self._row)

"""Reads the first worksheet of an XLSX file, after making sure that it is safe to open.

An XLSX file is a zip of XML. A few kilobytes can claim a cell in the last row and column of the grid, or
unpack to gigabytes; the reader would reserve memory for all of it. So sizes and cell addresses are
looked at first.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Final

from committee.errors import Problem, SheetRefused

_MOST_UNPACKED: Final = 256 * 1024 * 1024
_MOST_CELLS: Final = 5_000_000
_CHUNK: Final = 1 << 20
_ADDRESS: Final = re.compile(rb"""\br\s*=\s*["']\$?([A-Za-z]{1,9})\$?([0-9]{1,12})["']""")
_FAULTY: Final = re.compile(
    rb"""<c\b([^<>]{0,200}\bt\s*=\s*["']e["'][^<>]{0,200})>(?:\s*<f\b[^<>]*>[^<>]{0,8192}</f>)?\s*<v>([^<>]{0,20})"""
)
"""A cell whose formula failed: what stands in its tag, and the word for the failure."""

_OVERLAP: Final = 16_384
"""Bytes of one chunk that are looked at again with the next, so that no cell falls between two."""

_SHEET: Final = re.compile(rb"""<(?:\w+:)?sheet\b[^<>]*?\b\w+:id\s*=\s*["']([^"']*)["']""")
_RELATION: Final = re.compile(rb"""<(?:\w+:)?Relationship\b([^<>]*)>""")
_ATTRIBUTE: Final = re.compile(rb"""\b(Id|Target)\s*=\s*["']([^"']*)["']""")
_WORKSHEET: Final = re.compile(r"/?xl/worksheets/[^/]+\.xml", re.IGNORECASE)


def workbook_rows(content: bytes, file: str) -> Sequence[Sequence[object]]:
    """Every row of the first worksheet from A1 on; dates, numbers and truth values as Python's.

    Raises
    ------
    SheetRefused
        If ``content`` is no XLSX workbook, is damaged or protected, or claims to be huge.
    """
    try:
        _look_inside(content, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise _refused(file, f"the file is not a readable XLSX workbook ({_short(error)})") from None
    return _opened(content, file)


def _refused(file: str, sentence: str) -> SheetRefused:
    return SheetRefused(Problem(place=file, allowed=sentence))


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def _look_inside(content: bytes, file: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if not any(entry.filename.lstrip("/").lower() == "xl/workbook.xml" for entry in entries):
            raise _refused(file, "this is a zip file but not an XLSX workbook; give CSV or XLSX")
        if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
            raise _refused(file, f"the workbook unpacks to more than {_MOST_UNPACKED // 1024 // 1024} MB")
        faulty: dict[str, dict[bytes, bytes]] = {}
        for entry in entries:
            if _WORKSHEET.fullmatch(entry.filename):
                faulty[entry.filename.lstrip("/")] = _look_at_cells(archive, entry, file)
        _refuse_faulty(faulty.get(_first_worksheet(archive), {}), file)


def _first_worksheet(archive: zipfile.ZipFile) -> str:
    """Where the worksheet that is read lies in the archive; blank where the workbook does not say."""
    parts = {name.lstrip("/").lower(): name for name in archive.namelist()}
    book, relations = (parts.get(name) for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))
    if book is None or relations is None:
        return ""
    found = (dict(_ATTRIBUTE.findall(tag)) for tag in _RELATION.findall(archive.read(relations)))
    targets = {one.get(b"Id", b""): one.get(b"Target", b"").decode("utf-8", "replace") for one in found}
    paths = (targets.get(sheet, "").lstrip("/") for sheet in _SHEET.findall(archive.read(book)))
    whole = (path if path.startswith("xl/") else f"xl/{path}" for path in paths)
    return next((path for path in whole if _WORKSHEET.fullmatch(path)), "")


def _refuse_faulty(cells: Mapping[bytes, bytes], file: str) -> None:
    """Refuse cells whose formula failed: the reader would take them for blank, and a blank means something."""
    allowed = "a formula failed here; give the value itself, or leave the cell blank"
    problems = [
        Problem(place=f"{file}, cell {address.decode()}", value=word.decode("ascii", "replace"), allowed=allowed)
        for address, word in cells.items()
    ]
    if problems:
        raise SheetRefused(*problems)


def _look_at_cells(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str) -> dict[bytes, bytes]:
    """Refuse a worksheet that spans too much; else its cells whose formula failed, by address."""
    rows = columns = unpacked = 0
    faulty: dict[bytes, bytes] = {}
    with archive.open(entry) as worksheet:
        tail = b""
        while chunk := worksheet.read(_CHUNK):
            unpacked += len(chunk)
            for match in _ADDRESS.finditer(tail[-64:] + chunk):
                columns = max(columns, _column_number(match[1]))
                rows = max(rows, int(match[2]))
            for cell in _FAULTY.finditer(tail + chunk):
                if address := _ADDRESS.search(cell[1]):
                    faulty[address[1] + address[2]] = cell[2]
            tail = chunk[-_OVERLAP:]
            if rows * columns > _MOST_CELLS or unpacked > _MOST_UNPACKED:
                raise _refused(file, f"the worksheet spans {rows} rows by {columns} columns, more than we read")
    return faulty


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _opened(content: bytes, file: str) -> Sequence[Sequence[object]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        first = next((each.name for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet), None)
        if first is None:
            raise _refused(file, "the workbook has no worksheet")
        return workbook.get_sheet_by_name(first).to_python(skip_empty_area=False)
    except PasswordError:
        raise _refused(file, "the workbook is protected by a password") from None
    except (CalamineError, OSError, ValueError) as error:
        raise _refused(file, f"the file is not a readable XLSX workbook ({_short(error)})") from None
    except BaseException as error:
        # The reader is compiled, and a fault inside it comes up as a PanicException, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise _refused(file, "the file is a damaged XLSX workbook") from None

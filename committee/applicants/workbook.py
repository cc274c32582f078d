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
from collections.abc import Sequence
from typing import Final

from committee.errors import Problem, SheetRefused

_MOST_UNPACKED: Final = 256 * 1024 * 1024
_MOST_CELLS: Final = 5_000_000
_CHUNK: Final = 1 << 20
_ADDRESS: Final = re.compile(rb"""\br\s*=\s*["']\$?([A-Za-z]{1,9})\$?([0-9]{1,12})["']""")
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
        for entry in entries:
            if _WORKSHEET.fullmatch(entry.filename):
                _look_at_addresses(archive, entry, file)


def _look_at_addresses(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str) -> None:
    rows = columns = unpacked = 0
    with archive.open(entry) as worksheet:
        tail = b""
        while chunk := worksheet.read(_CHUNK):
            unpacked += len(chunk)
            for match in _ADDRESS.finditer(tail + chunk):
                columns = max(columns, _column_number(match[1]))
                rows = max(rows, int(match[2]))
            tail = chunk[-64:]
            if rows * columns > _MOST_CELLS or unpacked > _MOST_UNPACKED:
                raise _refused(file, f"the worksheet spans {rows} rows by {columns} columns, more than we read")


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

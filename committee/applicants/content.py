"""The bytes of a sheet's file, read once: a file, or a pipe that somebody writes into.

A shell gives ``<(...)`` as a pipe under ``/dev/fd``. A pipe is read to its end, but never waited for without end: if
nothing comes for :data:`PATIENCE` seconds, it is refused.
"""

from __future__ import annotations

import os
import select
import stat
from pathlib import Path
from typing import Final

from committee.errors import Problem, SheetRefused

LARGEST_FILE: Final = 64 * 1024 * 1024
"""Bytes of a sheet."""

PATIENCE: Final = 10.0
"""Seconds without a byte after which a pipe is given up."""

_CHUNK: Final = 1 << 20


def content_of(path: Path) -> bytes:
    """Everything in the file or pipe at ``path``.

    Raises
    ------
    SheetRefused
        If there is nothing to read at ``path``, it is too large, or a pipe falls silent.
    """
    try:
        return _read(path)
    except OSError as error:
        raise _refused(path, f"the file cannot be read ({error.strerror or 'unknown reason'})") from None
    except ValueError:
        raise SheetRefused(Problem(place=repr(str(path)), allowed="this is not the name of a file")) from None


def _refused(path: Path, sentence: str) -> SheetRefused:
    return SheetRefused(Problem(place=str(path), allowed=sentence))


def _read(path: Path) -> bytes:
    if not path.exists():
        raise _refused(path, "there is no such file")
    # Opened without blocking, a pipe that nobody writes into does not hold us up.
    opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        kind = stat.S_IFMT(os.fstat(opened).st_mode)
        if kind not in (stat.S_IFREG, stat.S_IFIFO):
            raise _refused(path, "this is not a file; give a CSV or XLSX file")
        gathered = bytearray()
        while piece := _piece(path, opened, is_pipe=kind == stat.S_IFIFO):
            gathered += piece
            if len(gathered) > LARGEST_FILE:
                raise _refused(path, f"the file is larger than {LARGEST_FILE // 1024 // 1024} MB, the most we read")
    finally:
        os.close(opened)
    return bytes(gathered)


def _piece(path: Path, opened: int, *, is_pipe: bool) -> bytes:
    """The next bytes; nothing at the end."""
    if is_pipe:
        waiting = select.poll()
        waiting.register(opened, select.POLLIN | select.POLLHUP)
        if not waiting.poll(PATIENCE * 1000):
            allowed = f"nothing came out of this pipe for {PATIENCE:g} seconds; write the sheet to a file first"
            raise _refused(path, allowed)
    return os.read(opened, _CHUNK)

"""The file of a workshop: every vote and every move, on the disk before anybody is told that it counts.

One entry is one line of JSON with ``event`` and sorted keys, and no clock. What is written at once is flushed to the
disk once: the votes of a moment share one flush. A last line that was cut off was never acknowledged, so a reader
drops it. What the entries mean is in :mod:`viz.workshop.room`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from committee.errors import Problem, UsageRefused
from committee.machine.beside import unwritten
from committee.machine.locks import hold
from committee.machine.reading import opened

ENDING: Final = ".workshop.jsonl"
"""How the name of such a file ends."""

OURS_ONLY: Final = 0o600
"""The permissions of the file: its owner reads and writes it, and nobody else."""

LARGEST: Final = 1 << 28
"""The most bytes of a file that we read: a thousand times those of a session with three hundred phones."""

Entry = Mapping[str, Any]
"""One line."""


class Journal:
    """The file at ``path``, open to be added to by this process only.

    Raises
    ------
    UsageRefused
        The file cannot be opened or written, or another workshop has it open.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), OURS_ONLY)
        except OSError as error:
            raise _refused(path, unwritten(error)) from error
        if not hold(self._handle):
            os.close(self._handle)
            raise _refused(path, "another workshop is using it now; end that one, or name another folder with --out")
        self._end = _end_of_last_line(self._handle)
        _settle(path)

    def append(self, entries: Iterable[Entry]) -> None:
        """Add ``entries``, and return when they are on the disk. If that fails, none of them is in the file."""
        data = b"".join(line_of(entry) for entry in entries)
        try:
            os.lseek(self._handle, self._end, os.SEEK_SET)
            written = 0
            while written < len(data):
                written += os.write(self._handle, data[written:])
            os.fsync(self._handle)
        except OSError as error:
            _cut(self._handle, self._end)
            raise _refused(self.path, unwritten(error)) from error
        self._end += len(data)

    def close(self) -> None:
        """Let another process write the file."""
        os.close(self._handle)

    def __enter__(self) -> Self:
        """The journal itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def line_of(entry: Entry) -> bytes:
    """``entry`` as one line."""
    return json.dumps(entry, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def read_entries(path: Path) -> list[Entry]:
    """The whole lines of the file at ``path``.

    Raises
    ------
    UsageRefused
        The file cannot be read, or a whole line of it is no entry.
    """
    with opened(path, UsageRefused) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise _refused(path, f"it is longer than {LARGEST >> 20} MB, so no workshop wrote it")
    lines = data.split(b"\n")[:-1]
    return [_entry(path, number, line) for number, line in enumerate(lines, start=1)]


def _entry(path: Path, number: int, line: bytes) -> Entry:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        entry = None
    if not isinstance(entry, dict) or not isinstance(entry.get("event"), str):
        raise _refused(path, f"line {number} is damaged; it is not an entry of a workshop")
    return entry


def _end_of_last_line(handle: int) -> int:
    """Where the next line begins. What follows the last whole line is cut off."""
    size = os.fstat(handle).st_size
    end, step = size, 1 << 16
    while end > 0:
        start = max(0, end - step)
        os.lseek(handle, start, os.SEEK_SET)
        found = os.read(handle, end - start).rfind(b"\n")
        if found >= 0:
            _cut(handle, start + found + 1)
            return start + found + 1
        end = start
    _cut(handle, 0)
    return 0


def _cut(handle: int, end: int) -> None:
    os.ftruncate(handle, end)


def _settle(path: Path) -> None:
    """Have the system write the folder's own entry, so that the file is still there after the power fails."""
    if os.name != "posix":
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _refused(path: Path, why: str) -> UsageRefused:
    return UsageRefused(Problem(place=str(path), allowed=why))

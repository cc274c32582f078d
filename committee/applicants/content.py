"""The bytes of a sheet's file, read once, so that a pipe from the shell can be a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from committee.errors import Problem, SheetRefused
from committee.machine.reading import opened

LARGEST_FILE: Final = 64 * 1024 * 1024
"""Bytes of a sheet."""


def content_of(path: Path) -> bytes:
    """Everything in the file at ``path``, or in a pipe that a shell gives as ``<(...)``.

    Raises
    ------
    SheetRefused
        If there is nothing to read at ``path``, it is too large, or a pipe falls silent.
    """
    try:
        with opened(path, SheetRefused) as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        why = f"the file cannot be read ({error.strerror or 'unknown reason'})"
        raise SheetRefused(Problem(place=str(path), allowed=why)) from None
    if len(content) > LARGEST_FILE:
        allowed = f"the file is larger than {LARGEST_FILE // 1024 // 1024} MB, the most we read"
        raise SheetRefused(Problem(place=str(path), allowed=allowed))
    return content

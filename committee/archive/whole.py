"""A file that is whole or not there. We write every table, page and picture this way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from committee.machine.beside import Beside, unwritten


@contextmanager
def whole_file(path: Path, *, force: bool) -> Iterator[BinaryIO]:
    """A binary file to write to. It replaces ``path`` if the block ends well; else it disappears.

    ``force`` lets it replace a file that exists. That file stays as it is until the new one is whole. Until the block
    ends, nobody else can write to ``path`` this way.

    Raises
    ------
    UsageRefused
        If the file cannot be written, or somebody else is writing it.
    """
    beside = Beside(path, force=force)
    try:
        yield beside.stream
    except OSError as error:
        beside.discard()
        raise beside.refused(unwritten(error)) from error
    except BaseException:
        beside.discard()
        raise
    beside.keep()


def write_whole(path: Path, content: bytes, *, force: bool) -> Path:
    """Write all of ``content`` to ``path`` or nothing, and return that path. Raises what :func:`whole_file` raises."""
    with whole_file(path, force=force) as file:
        file.write(content)
    return path

"""A file that is whole or not there: every table, page and picture is written this way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from committee.machine.beside import Beside, unwritten


@contextmanager
def whole_file(path: Path, *, force: bool) -> Iterator[BinaryIO]:
    """A binary file to write to, which takes the place of ``path`` when the block ends well, else is gone.

    ``force`` says that a file which exists may be replaced; it stays as it is until the new one is whole. While the
    block lasts nobody else writes to ``path`` this way.

    Raises
    ------
    UsageRefused
        The file cannot be written, or somebody else is writing it.
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
    """Write ``content`` to ``path``, all of it or nothing; returns that path. Raises as :func:`whole_file` does."""
    with whole_file(path, force=force) as file:
        file.write(content)
    return path

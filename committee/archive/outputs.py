"""Where we may write: never over a file without ``force``, and never over a file that we read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import combinations
from pathlib import Path

from committee.errors import Problem, UsageRefused
from committee.machine.beside import EXISTS
from committee.machine.reading import same_file


def may_write(path: Path, *, force: bool, endings: tuple[str, ...] = (), inputs: Iterable[Path] = ()) -> Path:
    """``path`` itself, if we may write there. This touches no file.

    Parameters
    ----------
    force
        Whether we may overwrite a file that exists.
    endings
        The endings that the name may have. None means any.
    inputs
        The files that we read to make this one. The output may not be one of them, by any name or link.

    Raises
    ------
    UsageRefused
        If we may not write there; the sentence says why.
    """
    if endings and not path.name.endswith(endings):
        raise UsageRefused(Problem(place="output", value=path.name, allowed=f"its name ends in {' or '.join(endings)}"))
    if why := _why_not(path, force=force, inputs=inputs):
        raise UsageRefused(Problem(place=str(path), allowed=why))
    return path


def refuse_shared(outputs: Sequence[Path]) -> None:
    """Refuse two outputs that are the same file."""
    for first, other in combinations(outputs, 2):
        if same_file(first, other):
            allowed = f"each output needs a file of its own, and {other} is the same file"
            raise UsageRefused(Problem(place=str(first), allowed=allowed))


def _why_not(path: Path, *, force: bool, inputs: Iterable[Path]) -> str | None:
    try:
        with suppress(FileNotFoundError, NotADirectoryError):
            path.lstat()  # raises for a name that no file can have
        if path.is_dir():
            return "this is a folder; name a file in it"
        if not path.parent.is_dir():
            return f"there is no folder {path.parent}"
        if read := next((given for given in inputs if same_file(path, given)), None):
            return f"this is {read.name}, which is an input; write to another file"
        return EXISTS if path.exists() and not force else None
    except OSError as error:
        return f"cannot be written ({error.strerror or 'unknown reason'})"
    except ValueError:
        return "this is not the name of a file"

"""Where one may write: never over a file unless told to, and never over a file that is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import combinations
from pathlib import Path

from committee.errors import Problem, UsageRefused
from committee.machine.beside import EXISTS
from committee.machine.reading import same_file


def may_write(path: Path, *, force: bool, endings: tuple[str, ...] = (), inputs: Iterable[Path] = ()) -> Path:
    """``path`` itself, if one may write there. Nothing is touched.

    Parameters
    ----------
    force
        Whether a file that exists may be written over.
    endings
        The endings that the name may have; none means any.
    inputs
        The files that are read to make this one. None of them may be it, by whatever name or link.

    Raises
    ------
    UsageRefused
        One may not write there; the sentence says why.
    """
    if endings and not path.name.endswith(endings):
        raise UsageRefused(Problem(place="output", value=path.name, allowed=f"its name ends in {' or '.join(endings)}"))
    if why := _why_not(path, force=force, inputs=inputs):
        raise UsageRefused(Problem(place=str(path), allowed=why))
    return path


def refuse_shared(outputs: Sequence[Path]) -> None:
    """Refuse two outputs that are one file."""
    for one, other in combinations(outputs, 2):
        if same_file(one, other):
            allowed = f"each thing to write needs a file of its own, and {other} is the same"
            raise UsageRefused(Problem(place=str(one), allowed=allowed))


def _why_not(path: Path, *, force: bool, inputs: Iterable[Path]) -> str | None:
    try:
        with suppress(FileNotFoundError, NotADirectoryError):
            path.lstat()  # tells of a name that no file can have
        if path.is_dir():
            return "this is a folder; name a file in it"
        if not path.parent.is_dir():
            return f"there is no folder {path.parent}"
        if read := next((given for given in inputs if same_file(path, given)), None):
            return f"this is the file {read.name} that is read; write to another one"
        return EXISTS if path.exists() and not force else None
    except OSError as error:
        return f"cannot be written ({error.strerror or 'unknown reason'})"
    except ValueError:
        return "this is not the name of a file"

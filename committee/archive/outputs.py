"""Where we may write: never over a file without ``force``, and never over a file that we read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import combinations
from pathlib import Path
from typing import Final

from committee.errors import Problem, UsageRefused
from committee.machine.beside import EXISTS
from committee.machine.reading import same_file

KINDS: Final = (".jsonl", ".jsonl.gz", ".csv", ".xlsx", ".parquet", ".html", ".svg", ".toml")
"""How the names of the kinds of files end that we read or write."""


def may_write(
    path: Path, *, force: bool, endings: tuple[str, ...] = (), kind: str = "", inputs: Iterable[Path] = ()
) -> Path:
    """``path`` itself, if we may write there. This touches no file.

    Parameters
    ----------
    force
        Whether we may overwrite a file that exists.
    endings
        The endings that the name must have. None means any.
    kind
        The ending, of :data:`KINDS`, of what is written. A name may have another ending, but not that of another kind:
        a table never takes the place of a recording.
    inputs
        The files that we read to make this one. The output may not be one of them, by any name or link.

    Raises
    ------
    UsageRefused
        If we may not write there; the sentence says why.
    """
    if endings and not path.name.endswith(endings):
        raise UsageRefused(Problem(place="output", value=path.name, allowed=f"its name ends in {' or '.join(endings)}"))
    other = next((ending for ending in KINDS if kind and ending != kind and path.name.lower().endswith(ending)), None)
    if other:
        allowed = f"this name ends in {other}, but this is a {kind} file; choose another name"
        raise UsageRefused(Problem(place=str(path), allowed=allowed))
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

"""Where a command may write: never over a file, unless told to."""

from __future__ import annotations

from pathlib import Path

from committee.errors import Problem, UsageRefused


def may_write(path: Path, *, force: bool, endings: tuple[str, ...] = ()) -> Path:
    """``path`` itself, if a command may write there; raises :class:`UsageRefused` where it may not.

    ``endings`` are the endings the name may have; none means any.
    """
    if endings and not path.name.endswith(endings):
        raise UsageRefused(Problem(place="output", value=path.name, allowed=f"its name ends in {' or '.join(endings)}"))
    if path.is_dir():
        raise UsageRefused(Problem(place=str(path), allowed="this is a folder; name a file in it"))
    if not path.parent.is_dir():
        raise UsageRefused(Problem(place=str(path), allowed=f"there is no folder {path.parent}"))
    if path.exists() and not force:
        raise UsageRefused(Problem(place=str(path), allowed="it exists already; --force writes over it"))
    return path

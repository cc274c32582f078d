"""A folder that one process writes at a time: which folders are ours, who holds one, and what of it may be removed.

It is the same for the results of an experiment (:mod:`committee.archive.folder`) and for the years of a season
(:mod:`committee.archive.years`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any, Final

from msgspec import Struct

from committee.archive.whole import write_whole
from committee.errors import Problem, UsageRefused
from committee.machine.beside import BUSY, unwritten
from committee.machine.locks import hold, stands_at
from committee.machine.reading import opened, why_not

MANIFEST: Final = "manifest.json"
"""The file that says what a folder is about."""

LOCK: Final = ".lock"
"""The file that the process holds that writes the folder."""

LARGEST_MANIFEST: Final = 1 << 26
"""The most bytes that we read as a manifest."""


class Shape(Struct, frozen=True, kw_only=True):
    """What the folders of one kind hold."""

    named: tuple[str, ...]
    """All that we write into such a folder, as names and patterns. Nothing else is ever removed from it."""
    first: frozenset[str]
    """What a run leaves that is killed before it has written a manifest."""
    read: Callable[[Path], Mapping[str, Any]]
    """Reads the manifest of a folder, and refuses one that is of another kind."""


def manifest_in(folder: Path, holds: str) -> Any:
    """What the manifest of a folder says; None if it cannot be read as JSON. ``holds`` names what we look for.

    Raises
    ------
    UsageRefused
        If there is no folder, or no manifest in it.
    """
    path = folder / MANIFEST
    if not folder.is_dir():
        raise not_ours(folder, why_not(folder, folder=True) or f"this is a file, and {holds} are in a folder")
    if not path.is_file():
        raise not_ours(folder, f"this folder holds no {holds}; it has no {MANIFEST}")
    with opened(path) as stream:
        content = stream.read(LARGEST_MANIFEST)
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def not_ours(path: Path, why: str) -> UsageRefused:
    """A refusal of a file or folder that cannot be what we look for."""
    return UsageRefused(Problem(place=str(path), allowed=why))


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write the manifest of a folder, with sorted keys."""
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False)
    write_whole(folder / MANIFEST, f"{text}\n".encode(), force=True)


def as_read(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """A manifest as it will read back."""
    plain: dict[str, Any] = json.loads(json.dumps(manifest, allow_nan=False))
    return plain


def refuse_placeless(path: Path, shape: Shape) -> None:
    """Refuse a place in which :func:`only_writer` could make or take no folder. This touches nothing."""
    if not path.parent.is_dir():
        raise not_ours(path, f"there is no folder {path.parent}")
    if path.exists():
        _refuse_foreign(path, shape)


@contextmanager
def only_writer(path: Path, shape: Shape, *, force: bool = False) -> Iterator[None]:
    """Until the block ends, only this process writes the folder. It is made if it is not there.

    ``force`` first removes what its manifest names. A folder that we made and that is still empty in the end goes.

    Raises
    ------
    UsageRefused
        If the folder is none of ours, somebody else is writing it, or it cannot be written.
    """
    made = _made(path, shape)
    try:
        with _alone(path):
            if force and (path / MANIFEST).is_file():
                remove(path, [*shape.read(path)["files"], MANIFEST], shape)
            yield
    finally:
        if made:
            with suppress(OSError):
                path.rmdir()


def _made(path: Path, shape: Shape) -> bool:
    """Whether we made the folder. One that is there has to be ours or empty."""
    try:
        path.mkdir()
    except FileExistsError:
        _refuse_foreign(path, shape)
        return False
    except FileNotFoundError:
        raise not_ours(path, f"there is no folder {path.parent}") from None
    except ValueError:
        raise not_ours(path, "this is not the name of a folder") from None
    except OSError as error:
        raise not_ours(path, unwritten(error)) from error
    return True


def _refuse_foreign(path: Path, shape: Shape) -> None:
    if not path.is_dir():
        raise not_ours(path, why_not(path, folder=True) or "this is a file; name a folder")
    if (path / MANIFEST).exists():
        shape.read(path)
        return
    ours = {LOCK, f".{MANIFEST}.part", *shape.first}
    other = next((name for name in sorted(child.name for child in path.iterdir()) if name not in ours), None)
    if other is not None:
        raise not_ours(path, f"this folder is not ours: it holds {other} and no {MANIFEST}; name a new folder")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the lock of the folder, and remove its file in the end."""
    place = path / LOCK
    with said(path):
        handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not (hold(handle) and stands_at(handle, place)):
            raise not_ours(path, BUSY)
        try:
            yield
        finally:
            with suppress(OSError):
                place.unlink()
    finally:
        os.close(handle)


@contextmanager
def said(path: Path) -> Iterator[None]:
    """Refuse what the system refuses, in a sentence."""
    try:
        yield
    except OSError as error:
        raise not_ours(path, unwritten(error)) from error


def remove(folder: Path, names: Sequence[str], shape: Shape) -> None:
    """Remove the files of these names or patterns, the manifest last, and the folders in it that are empty then.

    A name counts only if we write such a file, so that no manifest can have us remove another.
    """
    with said(folder):
        for pattern in sorted(set(names) & set(shape.named), key=lambda name: name == MANIFEST):
            for path in sorted(folder.glob(pattern)):
                if not path.is_dir():
                    path.unlink()
            _tidy(folder, PurePosixPath(pattern).parent)


def _tidy(folder: Path, inner: PurePosixPath) -> None:
    """Remove what a killed process left hidden in inner folders, and those of them that are empty then."""
    while inner.parts:
        for place in folder.glob(str(inner)):
            if place.is_dir():
                for hidden in place.glob(".*.part"):
                    hidden.unlink()
                with suppress(OSError):
                    place.rmdir()
        inner = inner.parent

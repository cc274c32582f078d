"""A result folder, written: who may write it, what lies in it already, and what of it stays.

One process at a time writes a folder; a lock says which. What is finished stays. A folder that is not finished is taken
up where it was left, if it is about the same experiment; more seeds make it unfinished again. Anything else that has
changed is refused, and named.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from committee.archive.changes import extends, first_change
from committee.archive.results import (
    CHUNKS,
    DESIGN,
    EFFECTS,
    INDICES,
    MANIFEST,
    RESULTS,
    chunks_of,
    is_finished,
    read_design,
    read_manifest,
)
from committee.archive.whole import write_whole
from committee.errors import Problem, UsageRefused
from committee.machine.beside import BUSY, unwritten
from committee.machine.locks import hold, stands_at
from committee.machine.reading import why_not

LOCK: Final = ".lock"
"""The file that the process holds that writes the folder."""

REPORTS: Final = ("report.html", "report.md")
"""The pages about the results."""

PAIRS: Final = "pairs"
"""The folder of recordings of meetings that are worth watching."""

NAMED: Final = (DESIGN, MANIFEST, RESULTS, EFFECTS, INDICES, *REPORTS, f"{PAIRS}.json", f"{PAIRS}/*", f"{CHUNKS}/*")
"""All that we write into a folder, as its manifest names it. Nothing else is ever removed from it."""


MADE: Final = (EFFECTS, INDICES, *REPORTS, f"{PAIRS}.json", f"{PAIRS}/*")
"""What is made of finished runs; it goes when there are to be others."""


class Finished(UsageRefused):
    """Nothing is left to hold: the folder has everything that was asked for."""


class Wanted(Struct, frozen=True, kw_only=True):
    """What a folder is to be about."""

    manifest: Mapping[str, Any]
    """The manifest but for ``design_sha256``, ``values_digest`` and ``files``."""
    design: Callable[[], str]
    """Makes the text of ``design.csv``; called for a new folder only."""


def refuse(path: Path, wanted: Wanted, *, force: bool = False) -> None:
    """Refuse what :func:`claimed` would, without touching anything.

    Raises
    ------
    UsageRefused
        If the folder cannot be, is none of ours, is about something else, or is finished.
    """
    if not path.parent.is_dir():
        raise UsageRefused(Problem(place=str(path), allowed=f"there is no folder {path.parent}"))
    if path.exists():
        _refuse_foreign(path)
    if (path / MANIFEST).is_file() and not force:
        _refuse_other(path, read_manifest(path), _plain(wanted))


def _plain(wanted: Wanted) -> dict[str, Any]:
    """The manifest as it will read back."""
    plain: dict[str, Any] = json.loads(json.dumps(wanted.manifest, allow_nan=False))
    return plain


def _refuse_other(path: Path, before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    """Refuse a folder that is about something else, or in which nothing is left to do."""
    if sha256(read_design(path).encode()).hexdigest() != before["design_sha256"]:
        allowed = "somebody has changed this file, so its points are not those that were held; bring it back"
        raise UsageRefused(Problem(place=str(path / DESIGN), allowed=allowed))
    if change := first_change(before, now):
        allowed = f"this folder is about something else: {change}; choose another --out, or pass --force"
        raise UsageRefused(Problem(place=str(path), allowed=allowed))
    if is_finished(path) and not extends(before, now) and not before["runs"]["failed"]:
        allowed = "it is finished; give more seeds to extend it, or pass --force to hold it anew"
        raise Finished(Problem(place=str(path), allowed=allowed))


class ResultFolder:
    """A folder that this process alone writes. :func:`claimed` gives it."""

    path: Path
    """Where it is."""
    manifest: dict[str, Any]
    """The manifest as it stands there."""
    design: str
    """The text of ``design.csv``, as it was written first."""
    more_seeds: bool
    """Whether there are more seeds now than before."""

    def __init__(self, path: Path, wanted: Wanted) -> None:
        self.path, self.more_seeds = path, False
        if (path / MANIFEST).is_file():
            self._take_up(_plain(wanted))
        else:
            self._begin(wanted)
        self._chunks = max((int(chunk.stem) for chunk in chunks_of(path)), default=0)

    def _begin(self, wanted: Wanted) -> None:
        self.design = wanted.design()
        content = self.design.encode()
        write_whole(self.path / DESIGN, content, force=True)
        self.manifest = {
            **_plain(wanted),
            "design_sha256": sha256(content).hexdigest(),
            "files": list(NAMED),
            "values_digest": "",
        }
        self.write_manifest()

    def _take_up(self, wanted: Mapping[str, Any]) -> None:
        before = read_manifest(self.path)
        _refuse_other(self.path, before, wanted)
        self.more_seeds = extends(before, wanted)
        kept = {name: before[name] for name in ("design_sha256", "files", "values_digest", "stopping")}
        self.design, self.manifest = read_design(self.path), {**wanted, **kept}
        if self.more_seeds:
            self.manifest["values_digest"] = ""
        else:
            self.manifest["runs"] = before["runs"]

    def write_manifest(self, **changes: object) -> None:
        """Write the manifest with some values changed."""
        self.manifest |= changes
        text = json.dumps(self.manifest, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False)
        write_whole(self.path / MANIFEST, f"{text}\n".encode(), force=True)

    def unfinish(self, runs: int) -> None:
        """Make it a folder in which ``runs`` runs are to be held."""
        with _said(self.path):
            (self.path / CHUNKS).mkdir(exist_ok=True)
            _remove(self.path, MADE)
        self.write_manifest(runs={"of": runs, "ok": 0, "failed": 0}, values_digest="")

    def keep(self, runs: bytes) -> None:
        """Keep finished runs: a whole file of Arrow's, put in its place in one step."""
        self._chunks += 1
        write_whole(self.path / CHUNKS / f"{self._chunks:08}.arrow", runs, force=True)

    def finish(self) -> None:
        """Remove the chunks: everything has been made of them."""
        with _said(self.path):
            _remove(self.path, [f"{CHUNKS}/*"])


@contextmanager
def claimed(path: Path, wanted: Wanted, *, force: bool = False) -> Iterator[ResultFolder]:
    """The folder at ``path``, which only this process writes until the block ends. It is made if it is not there.

    ``force`` first removes what its manifest names.

    Raises
    ------
    UsageRefused
        If the folder is none of ours, somebody else is writing it, it is about something else, or it cannot be written.
    """
    made = _made(path)
    try:
        with _alone(path):
            if force and (path / MANIFEST).is_file():
                with _said(path):
                    _remove(path, [*read_manifest(path)["files"], MANIFEST])
            yield ResultFolder(path, wanted)
    finally:
        if made:
            with suppress(OSError):
                path.rmdir()


def _made(path: Path) -> bool:
    """Whether we made the folder. One that is there has to be ours or empty."""
    try:
        path.mkdir()
    except FileExistsError:
        _refuse_foreign(path)
        return False
    except FileNotFoundError:
        allowed = f"there is no folder {path.parent}"
        raise UsageRefused(Problem(place=str(path), allowed=allowed)) from None
    except ValueError:
        raise UsageRefused(Problem(place=str(path), allowed="this is not the name of a folder")) from None
    except OSError as error:
        raise UsageRefused(Problem(place=str(path), allowed=unwritten(error))) from error
    return True


def _refuse_foreign(path: Path) -> None:
    if not path.is_dir():
        why = why_not(path, folder=True) or "this is a file; name a folder"
        raise UsageRefused(Problem(place=str(path), allowed=why))
    if (path / MANIFEST).exists():
        read_manifest(path)
        return
    ours = {LOCK, DESIGN, f".{DESIGN}.part", f".{MANIFEST}.part"}  # what a run leaves that is killed as it begins
    other = next((name for name in sorted(child.name for child in path.iterdir()) if name not in ours), None)
    if other is not None:
        allowed = f"this folder is not ours: it holds {other} and no {MANIFEST}; name a new folder"
        raise UsageRefused(Problem(place=str(path), allowed=allowed))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the lock of the folder, and remove its file in the end."""
    place = path / LOCK
    with _said(path):
        handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not (hold(handle) and stands_at(handle, place)):
            raise UsageRefused(Problem(place=str(path), allowed=BUSY))
        try:
            yield
        finally:
            with suppress(OSError):
                place.unlink()
    finally:
        os.close(handle)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Refuse what the system refuses, in a sentence."""
    try:
        yield
    except OSError as error:
        raise UsageRefused(Problem(place=str(path), allowed=unwritten(error))) from error


def _remove(folder: Path, names: Sequence[str]) -> None:
    """Remove the files of these names or patterns, the manifest last, and the folders in it that are empty then.

    A name counts only if we write such a file, so that no manifest can have us remove another.
    """
    for pattern in sorted(set(names) & set(NAMED), key=lambda name: name == MANIFEST):
        for path in sorted(folder.glob(pattern)):
            if not path.is_dir():
                path.unlink()
        inner = folder / pattern.removesuffix("/*")
        if pattern.endswith("/*") and inner.is_dir():
            for hidden in inner.glob(".*.part"):
                hidden.unlink()
            with suppress(OSError):
                inner.rmdir()

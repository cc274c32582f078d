"""A result folder, written: who may write it, what lies in it already, and what of it stays.

One process at a time writes a folder; a lock says which. What is finished stays. A folder that is not finished is taken
up where it was left, if it is about the same experiment; more seeds make it unfinished again. Anything else that has
changed is refused, and named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from committee.archive.changes import extends, first_change
from committee.archive.claiming import (
    MANIFEST,
    Shape,
    as_read,
    only_writer,
    refuse_placeless,
    remove,
    said,
    write_manifest,
)
from committee.archive.results import (
    CHUNKS,
    DESIGN,
    EFFECTS,
    INDICES,
    RESULTS,
    chunks_of,
    is_finished,
    read_design,
    read_manifest,
)
from committee.archive.whole import write_whole
from committee.errors import Problem, UsageRefused

REPORTS: Final = ("report.html", "report.md")
"""The pages about the results."""

PAIRS: Final = "pairs"
"""The folder of recordings of meetings that are worth watching."""

NAMED: Final = (DESIGN, MANIFEST, RESULTS, EFFECTS, INDICES, *REPORTS, f"{PAIRS}.json", f"{PAIRS}/*", f"{CHUNKS}/*")
"""All that we write into a folder, as its manifest names it. Nothing else is ever removed from it."""

SHAPE: Final = Shape(named=NAMED, first=frozenset((DESIGN, f".{DESIGN}.part")), read=read_manifest)
"""What such a folder holds."""

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
    refuse_placeless(path, SHAPE)
    if (path / MANIFEST).is_file() and not force:
        _refuse_other(path, read_manifest(path), as_read(wanted.manifest))


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
            self._take_up(as_read(wanted.manifest))
        else:
            self._begin(wanted)
        self._chunks = max((int(chunk.stem) for chunk in chunks_of(path)), default=0)

    def _begin(self, wanted: Wanted) -> None:
        self.design = wanted.design()
        content = self.design.encode()
        write_whole(self.path / DESIGN, content, force=True)
        self.manifest = {
            **as_read(wanted.manifest),
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
        write_manifest(self.path, self.manifest)

    def unfinish(self, runs: int) -> None:
        """Make it a folder in which ``runs`` runs are to be held."""
        with said(self.path):
            (self.path / CHUNKS).mkdir(exist_ok=True)
        remove(self.path, MADE, SHAPE)
        self.write_manifest(runs={"of": runs, "ok": 0, "failed": 0}, values_digest="")

    def keep(self, runs: bytes) -> None:
        """Keep finished runs: a whole file of Arrow's, put in its place in one step."""
        self._chunks += 1
        write_whole(self.path / CHUNKS / f"{self._chunks:08}.arrow", runs, force=True)

    def finish(self) -> None:
        """Remove the chunks: everything has been made of them."""
        remove(self.path, [f"{CHUNKS}/*"], SHAPE)


@contextmanager
def claimed(path: Path, wanted: Wanted, *, force: bool = False) -> Iterator[ResultFolder]:
    """The folder at ``path``, which only this process writes until the block ends. It is made if it is not there.

    ``force`` first removes what its manifest names.

    Raises
    ------
    UsageRefused
        If the folder is none of ours, somebody else is writing it, it is about something else, or it cannot be written.
    """
    with only_writer(path, SHAPE, force=force):
        yield ResultFolder(path, wanted)

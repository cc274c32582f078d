"""The shelf: which recordings there are to watch, and what each one is.

A shelf is made of files and folders. It is looked at anew each time somebody asks, so a recording that
appears, grows or goes is seen without a restart; what was read once is kept until the file changes.

A recording is known by its *digest*, the first :data:`DIGEST_LENGTH` hex digits of the SHA-256 of its
bytes. A link therefore names what was watched, not where it lay, and means the same after a restart.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock

from committee.errors import InputRefused
from committee.recording import Recording, open_recording, unpacked
from committee.terms import Tier

DIGEST_LENGTH = 20
"""Hex digits of a digest in a link: 80 bits, so two recordings never meet by chance."""

SUFFIXES = (".jsonl", ".jsonl.gz")
"""How the name of a recording in a folder ends. A file named outright may be called anything."""

LISTED_AT_ONCE = 200
"""Recordings a folder shows; the rest are counted, so that a huge folder still opens at once."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One file on the shelf.

    Where ``problem`` is not empty it is a sentence saying why the file cannot be watched, and only
    ``path`` and ``digest`` mean anything; ``digest`` is empty where even the bytes could not be read.
    """

    path: Path
    digest: str = ""
    title: str = ""
    question: str = ""
    seed: int = 0
    rows: int = 0
    rows_closed: int = 0
    complete: bool = False
    tiers: Mapping[Tier, int] = field(default_factory=dict)
    problem: str = ""

    @property
    def name(self) -> str:
        """The file's name, without its folder."""
        return self.path.name

    @property
    def watchable(self) -> bool:
        """Whether the stage can show it."""
        return not self.problem

    @property
    def facts(self) -> str:
        """Rows, seed and whether it is whole, in a few words."""
        whole = "complete" if self.complete else f"incomplete, stops after {self.rows_closed} rows"
        return f"{self.rows} rows · seed {self.seed} · {whole}"


class Shelf:
    """The recordings under some files and folders."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = [Path(path) for path in paths]
        self._known: dict[Path, tuple[tuple[int, int], Entry]] = {}
        self._lock = Lock()

    @property
    def paths(self) -> tuple[Path, ...]:
        """What the shelf was made of, and what was added since."""
        return tuple(self._paths)

    def add(self, path: Path) -> None:
        """Put one more file or folder on the shelf; again is no change."""
        with self._lock:
            if path not in self._paths:
                self._paths.append(path)

    def files(self) -> list[Path]:
        """Every file on the shelf: those named outright first, then each folder's in order of name."""
        found: dict[Path, None] = {}
        for path in self._paths:
            for file in _in_folder(path) if path.is_dir() else [path]:
                found.setdefault(file)
        return list(found)

    def entries(self) -> list[Entry]:
        """What each of the first :data:`LISTED_AT_ONCE` files is."""
        return [self.entry(path) for path in self.files()[:LISTED_AT_ONCE]]

    def entry(self, path: Path) -> Entry:
        """What the file at ``path`` is, read again only if its size or time has changed."""
        try:
            status = path.stat()
        except OSError:
            return Entry(path=path, problem=f"{path.name} is not there, or may not be read.")
        stamp = (status.st_mtime_ns, status.st_size)
        with self._lock:
            known = self._known.get(path)
        if known is None or known[0] != stamp:
            known = (stamp, _look(path))
            with self._lock:
                self._known[path] = known
        return known[1]

    def only(self) -> Entry | None:
        """The one recording, where the shelf was made of one file that can be watched; else None."""
        if len(self._paths) != 1 or self._paths[0].is_dir():
            return None
        entry = self.entry(self._paths[0])
        return entry if entry.watchable else None

    def find(self, digest: str) -> Entry | None:
        """The entry that ``digest`` names, or None where no file on the shelf has these bytes any more."""
        return next((entry for entry in map(self.entry, self.files()) if digest and entry.digest == digest), None)


def _in_folder(folder: Path) -> list[Path]:
    """The recordings directly inside ``folder``, by name."""
    return sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIXES) and path.is_file())


def digest_of(content: bytes) -> str:
    """The digest that names ``content`` in a link."""
    return hashlib.sha256(content).hexdigest()[:DIGEST_LENGTH]


def _look(path: Path) -> Entry:
    """Read the file at ``path``: an entry with its problem, or one that can be watched."""
    try:
        digest = digest_of(path.read_bytes())
    except OSError as error:
        return Entry(path=path, problem=f"{path.name} cannot be read: {error.strerror or 'unknown reason'}.")
    try:
        recording = open_recording(path)
    except InputRefused as refused:
        return Entry(path=path, digest=digest, problem=str(refused))
    return _described(path, digest, recording)


def _described(path: Path, digest: str, recording: Recording) -> Entry:
    """The entry of a recording that reads."""
    scenario = recording.header.scenario
    closed = [row.closed for row in recording.rows if row.closed is not None]
    return Entry(
        path=path,
        digest=digest,
        title=str(scenario.get("title") or path.name),
        question=str(scenario.get("question") or ""),
        seed=recording.header.seed,
        rows=recording.header.rows,
        rows_closed=len(closed),
        complete=recording.complete,
        tiers=Counter(Tier(row.tier) for row in closed),
    )


@lru_cache(maxsize=8)
def _packed(path: Path, digest: str) -> bytes:
    """The bytes of the recording at ``path`` as one gzip member, the only one a browser reads; the same each time."""
    content = path.read_bytes()
    if digest_of(content) != digest:
        raise FileNotFoundError(path)
    return gzip.compress(unpacked(content), compresslevel=6, mtime=0)


def packed(entry: Entry) -> bytes:
    """The recording of ``entry`` gzipped, for a browser. Raises OSError if the file has changed or gone."""
    return _packed(entry.path, entry.digest)

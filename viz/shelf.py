"""The shelf: which recordings there are to watch, and what each one is.

A shelf consists of files and folders. It looks at them again each time somebody asks, so it sees a recording that
appears, grows or goes without a restart; it keeps what it has read until the file changes.

A recording's name in links is its *digest*, the first :data:`DIGEST_LENGTH` hex digits of the SHA-256 of its bytes.
So a link names what somebody watched, not where it was, and means the same after a restart.

The shelf looks at a long recording without reading it: the first line says what it is, the last line whether it is
whole. The server reads it when somebody opens it, and passes it on to the browser piece by piece. The digest of a very
large file comes from its size and its two ends: in a whole recording, the last line vouches for every byte before it.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Final

from committee.archive.seasons import SeasonFolder, is_season, place_in_season
from committee.errors import InputRefused, Problem, RecordingRefused
from committee.events import MeetingOpened
from committee.machine.reading import opened
from committee.recording import Recording, open_recording, read_header, unpacked
from committee.recording.reader import LARGEST, unpacking
from committee.recording.spoken import printable
from committee.terms import Tier
from viz.made import Made, made_from
from viz.season.listed import Listed, listed

DIGEST_LENGTH = 20
"""Hex digits of a digest in a link: 80 bits, so two recordings never share one by chance."""

NO_SUCH_RECORDING = "No recording here matches this link. It may have been moved or changed since."
"""What a page or an answer says about a digest that names nothing on the shelf."""

SUFFIXES = (".jsonl", ".jsonl.gz")
"""How the name of a recording in a folder ends, in capitals or not. A file that you name may be called anything."""

LISTED_AT_ONCE = 200
"""How many recordings the shelf lists; it only counts the rest, so that a huge folder still opens at once."""

READ_WHOLE: Final = 8 << 20
"""Bytes, unpacked, up to which the shelf reads a recording whole to say how it ended: about five thousand rows."""

HASHED: Final = 64 << 20
"""Bytes up to which the digest of a file comes from all of them."""

PIECE: Final = 1 << 20
"""Bytes to read at a time."""

LAST_BYTES: Final = 4096
"""How many bytes at the end of a recording hold its last line, if that is a footer."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One file on the shelf. If it has a ``problem``, only ``path`` and ``digest`` mean anything."""

    path: Path
    """Where the file is."""

    digest: str = ""
    """What names it in a link; empty if not even its bytes can be read."""

    title: str = ""
    """Its scenario's title, else the file's name."""

    question: str = ""
    """Its scenario's question, if there is one."""

    seed: int = 0
    """The seed of the meeting."""

    rows: int = 0
    """How many rows the meeting has."""

    rows_closed: int = 0
    """How many of them the recording closes; 0 if it ``is_long``."""

    complete: bool | None = False
    """Whether the recording is whole; None if it ``is_long`` and packed, so that nobody has seen its end."""

    tiers: Mapping[Tier, int] = field(default_factory=dict)
    """How many rows the calls put into each tier; empty if it ``is_long``."""

    is_long: bool = False
    """Whether it is so long that the shelf has not read its rows."""

    made: Made = field(default_factory=Made)
    """What it was made from, and how that differs from its scenario."""

    problem: str = ""
    """A sentence that says why nobody can watch it; empty if they can."""

    @property
    def name(self) -> str:
        """The file's name without its folder, safe to show; in a season, which year, program and meeting it is."""
        return printable(place_in_season(self.path) or self.path.name)

    @property
    def watchable(self) -> bool:
        """Whether the stage can show it."""
        return not self.problem

    @property
    def facts(self) -> str:
        """Rows, seed and whether it is whole, in a few words."""
        return f"{self.rows} rows · seed {self.seed} · {self._whole()}"

    @property
    def can_be_held_again(self) -> bool:
        """Whether the meeting can be made again from it: it is whole, and no meeting of a season."""
        return bool(self.complete) and not self.made.of_season

    @property
    def told_apart(self) -> str:
        """What tells it from other recordings of the scenario: the seed, and what differs from the scenario."""
        return f"seed {self.seed}{f', {self.made.words}' if self.made.words else ''}"

    def _whole(self) -> str:
        if self.is_long:
            ending = {True: "complete, ", False: "incomplete, ", None: ""}[self.complete]
            return f"{ending}long (it is read when you open it)"
        return "complete" if self.complete else f"incomplete, stops after {self.rows_closed} rows"


class Shelf:
    """The recordings under some files and folders."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = [Path(path) for path in paths]
        self._known: dict[Path, tuple[tuple[int, int, int], Entry]] = {}
        self._lock = Lock()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files and folders of the shelf, and what was added since."""
        return tuple(self._paths)

    def add(self, path: Path) -> None:
        """Put one more file or folder on the shelf; a second time changes nothing."""
        with self._lock:
            if path not in self._paths:
                self._paths.append(path)

    def files(self) -> list[Path]:
        """Every file on the shelf, path by path; the files of a folder in order of their names."""
        listed: dict[Path, None] = {}
        for path in self._paths:
            for file in _in_folder(path) if path.is_dir() else [path]:
                listed.setdefault(file)
        return list(listed)

    def entries(self) -> list[Entry]:
        """What each of the first :data:`LISTED_AT_ONCE` files is."""
        return [self.entry(path) for path in self.files()[:LISTED_AT_ONCE]]

    def entry(self, path: Path) -> Entry:
        """What the file at ``path`` is, read again only if its size or time has changed."""
        try:
            status = path.stat()
        except (OSError, ValueError):
            return Entry(path=path, problem=f"{printable(path.name)} is not there or cannot be read.")
        stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
        with self._lock:
            known = self._known.get(path)
        if known is None or known[0] != stamp:
            known = (stamp, _look(path))
            with self._lock:
                self._known[path] = known
        return known[1]

    def only(self) -> Entry | None:
        """The recording, if the shelf consists of a single file that can be watched; else None."""
        if len(self._paths) != 1 or self._paths[0].is_dir():
            return None
        entry = self.entry(self._paths[0])
        return entry if entry.watchable else None

    def seasons(self) -> list[Listed]:
        """The seasons on the shelf: folders of it that hold one, and those directly inside its other folders."""
        found: dict[Path, Listed] = {}
        for path in self._paths:
            own = listed(path)
            inside = [] if own else [each for folder in _folders_in(path) if (each := listed(folder))]
            found |= {each.path: each for each in ([own] if own else inside)}
        return list(found.values())

    def season(self, name: str = "") -> Listed | None:
        """The season that ``name`` names in links, or the first one; None if there is none."""
        return next((each for each in self.seasons() if name in ("", each.name)), None)

    def find(self, digest: str) -> Entry | None:
        """The entry that ``digest`` names, or None if no file on the shelf has these bytes any more.

        Files that have been looked at come first: a season may have thousands.
        """
        with self._lock:
            known = [path for path, (_, entry) in self._known.items() if entry.digest == digest]
        paths = chain(known, self.files(), self._in_seasons())
        return next((entry for entry in map(self.entry, paths) if digest and entry.digest == digest), None)

    def _in_seasons(self) -> Iterator[Path]:
        """The recordings of seasons that lie in a folder of the shelf, and are not listed one by one."""
        for season in self.seasons():
            if season.path not in self._paths:
                yield from _in_folder(season.path)


def _in_folder(folder: Path) -> list[Path]:
    """The recordings directly inside ``folder``, by name; those of all years, if it holds a season.

    There are none if it is gone or cannot be read.
    """
    if is_season(folder):
        return [kept.path for kept in SeasonFolder(folder).recordings()]
    try:
        return sorted(path for path in folder.iterdir() if path.name.casefold().endswith(SUFFIXES) and path.is_file())
    except OSError:
        return []


def _folders_in(folder: Path) -> list[Path]:
    """The folders directly inside ``folder``, by name; none if it is no folder or cannot be read."""
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink())
    except OSError:
        return []


def digest_of(content: bytes) -> str:
    """The digest that names ``content`` in a link."""
    return hashlib.sha256(content).hexdigest()[:DIGEST_LENGTH]


def _look(path: Path) -> Entry:
    """Look at the file at ``path``: an entry with its problem, or one that can be watched."""
    digest = ""
    try:
        with opened(path, RecordingRefused, printable(path.name)) as file:
            size = _refused_if_huge(file, path)
            digest = _digest(file, size)
            if not _is_long(file):
                return _described(path, digest, open_recording(path))
            file.seek(0)
            return _by_its_ends(path, digest, file)
    except InputRefused as refused:
        return Entry(path=path, digest=digest, problem=str(refused))
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or "it is damaged or cut off"
        return Entry(path=path, digest=digest, problem=f"{printable(path.name)} cannot be read: {reason}.")


def _refused_if_huge(file: BinaryIO, path: Path) -> int:
    """The file's size in bytes; refuses more than a recording can hold."""
    size = os.fstat(file.fileno()).st_size
    if size > LARGEST:
        allowed = f"this is larger than {LARGEST >> 30} GB, which is more than a recording can hold"
        raise RecordingRefused(Problem(place=printable(path.name), allowed=allowed))
    return size


def _digest(file: BinaryIO, size: int) -> str:
    """The digest that names the bytes of ``file``: from all of them, or from its ends if it is very large."""
    made = hashlib.sha256()
    if size <= HASHED:
        while piece := file.read(PIECE):
            made.update(piece)
    else:
        made.update(b"%d\n" % size + file.read(PIECE))
        file.seek(-PIECE, os.SEEK_END)
        made.update(file.read(PIECE))
    file.seek(0)
    return made.hexdigest()[:DIGEST_LENGTH]


def _is_long(file: BinaryIO) -> bool:
    """Whether the recording in ``file``, unpacked, is too long to read whenever somebody lists it."""
    plain = unpacking(file)
    length = 0
    while length <= READ_WHOLE and (piece := plain.read(PIECE)):
        length += len(piece)
    file.seek(0)
    return length > READ_WHOLE


def _by_its_ends(path: Path, digest: str, file: BinaryIO) -> Entry:
    """The entry of a long recording: what its first line says, and whether its last one closes it."""
    header = read_header(file, path.name)
    file.seek(0)
    complete = None
    if unpacking(file) is file:  # plain, so that its end can be read
        file.seek(-LAST_BYTES, os.SEEK_END)
        last = file.read().rpartition(b"\n")[0].rpartition(b"\n")[2]
        complete = last.startswith(b'{"event":"footer"')
    return replace(_headed(path, digest, header, made_from(header), complete=complete), is_long=True)


def _described(path: Path, digest: str, recording: Recording) -> Entry:
    """The entry of a readable recording."""
    closed = [row.closed for row in recording.rows if row.closed is not None]
    made = made_from(recording.header, recording)
    headed = _headed(path, digest, recording.header, made, complete=recording.complete)
    return replace(headed, rows_closed=len(closed), tiers=Counter(Tier(row.tier) for row in closed))


def _headed(path: Path, digest: str, header: MeetingOpened, made: Made, *, complete: bool | None) -> Entry:
    """An entry with what the recording's first line says, and what that was ``made`` from."""
    return Entry(
        path=path,
        digest=digest,
        title=str(header.scenario.get("title") or printable(path.name)),
        question=str(header.scenario.get("question") or ""),
        seed=header.seed,
        rows=header.rows,
        complete=complete,
        made=made,
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


def streamed(entry: Entry) -> Iterator[bytes]:
    """The same piece by piece, for a long recording. Raises OSError as :func:`packed` does, before the first piece."""
    file = entry.path.open("rb")
    if _digest(file, os.fstat(file.fileno()).st_size) != entry.digest:
        file.close()
        raise FileNotFoundError(entry.path)
    return _pieces(file)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    packer = zlib.compressobj(6, wbits=zlib.MAX_WBITS | 16)
    with file:
        plain = unpacking(file)
        while piece := plain.read(PIECE):
            yield packer.compress(piece)
    yield packer.flush()

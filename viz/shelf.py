"""The shelf: which recordings there are to watch, and what each one is.

A shelf is made of files and folders. It is looked at anew each time somebody asks, so a recording that
appears, grows or goes is seen without a restart; what was read once is kept until the file changes.

A recording is known by its *digest*, the first :data:`DIGEST_LENGTH` hex digits of the SHA-256 of its
bytes. A link therefore names what was watched, not where it lay, and means the same after a restart.

A long recording is looked at and not read: its first line says what it is, its last line whether it is whole. It is
read when somebody opens it, and passed on to the browser piece by piece. The digest of a very large file is made from
its size and its two ends: in a whole recording the last line vouches for every byte before it.
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
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Final, cast

from committee.errors import InputRefused, Problem, RecordingRefused
from committee.events import MeetingOpened
from committee.machine.reading import opened
from committee.recording import Recording, open_recording, read_header, unpacked
from committee.recording.opening import LARGEST
from committee.recording.spoken import printable
from committee.terms import Tier

DIGEST_LENGTH = 20
"""Hex digits of a digest in a link: 80 bits, so two recordings never meet by chance."""

SUFFIXES = (".jsonl", ".jsonl.gz")
"""How the name of a recording in a folder ends. A file named outright may be called anything."""

LISTED_AT_ONCE = 200
"""Recordings a folder shows; the rest are counted, so that a huge folder still opens at once."""

READ_WHOLE: Final = 8 << 20
"""Bytes of a recording, unpacked, up to which it is read whole to say how it came out: some five thousand rows."""

HASHED: Final = 64 << 20
"""Bytes of a file up to which its digest is made from all of them."""

PIECE: Final = 1 << 20
"""Bytes that are read at a time."""

LAST_BYTES: Final = 4096
"""Bytes at the end of a recording that hold its last line, if that is a footer."""

GZIP: Final = b"\x1f\x8b"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One file on the shelf.

    Where ``problem`` is not empty it is a sentence saying why the file cannot be watched, and only
    ``path`` and ``digest`` mean anything; ``digest`` is empty where even the bytes could not be read.

    Where it ``is_long`` its rows have not been read: ``rows_closed`` and ``tiers`` are not known, and ``complete``
    is None where the file is packed, so that its end cannot be looked at.
    """

    path: Path
    digest: str = ""
    title: str = ""
    question: str = ""
    seed: int = 0
    rows: int = 0
    rows_closed: int = 0
    complete: bool | None = False
    tiers: Mapping[Tier, int] = field(default_factory=dict)
    is_long: bool = False
    problem: str = ""

    @property
    def name(self) -> str:
        """The file's name, without its folder, as it can be shown."""
        return printable(self.path.name)

    @property
    def watchable(self) -> bool:
        """Whether the stage can show it."""
        return not self.problem

    @property
    def facts(self) -> str:
        """Rows, seed and whether it is whole, in a few words."""
        return f"{self.rows} rows · seed {self.seed} · {self._whole()}"

    def _whole(self) -> str:
        if self.is_long:
            said = {True: "complete, ", False: "incomplete, ", None: ""}[self.complete]
            return f"{said}long, read when it is opened"
        return "complete" if self.complete else f"incomplete, stops after {self.rows_closed} rows"


class Shelf:
    """The recordings under some files and folders."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = [Path(path) for path in paths]
        self._known: dict[Path, tuple[tuple[int, int, int], Entry]] = {}
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
        except (OSError, ValueError):
            return Entry(path=path, problem=f"{printable(path.name)} is not there, or may not be read.")
        stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
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
    """The recordings directly inside ``folder``, by name; none where it has gone or may not be read."""
    try:
        return sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIXES) and path.is_file())
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
        reason = getattr(error, "strerror", None) or "it is damaged, or cut"
        return Entry(path=path, digest=digest, problem=f"{printable(path.name)} cannot be read: {reason}.")


def _refused_if_huge(file: BinaryIO, path: Path) -> int:
    """The file's size in bytes, if a recording can have so many."""
    size = os.fstat(file.fileno()).st_size
    if size > LARGEST:
        allowed = f"is larger than {LARGEST >> 30} GB, which is more than a recording can hold"
        raise RecordingRefused(Problem(place=printable(path.name), allowed=allowed))
    return size


def _digest(file: BinaryIO, size: int) -> str:
    """The digest that names the bytes of ``file``: of all of them, or of its ends where it is very large."""
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
    """Whether the recording in ``file`` is too long, unpacked, to be read whenever somebody lists it."""
    plain = _plain(file)
    length = 0
    while length <= READ_WHOLE and (piece := plain.read(PIECE)):
        length += len(piece)
    file.seek(0)
    return length > READ_WHOLE


def _plain(file: BinaryIO) -> BinaryIO:
    """What ``file`` holds, unpacked as it is read."""
    packed = file.read(len(GZIP)) == GZIP
    file.seek(0)
    return cast("BinaryIO", gzip.GzipFile(fileobj=file, mode="rb")) if packed else file


def _by_its_ends(path: Path, digest: str, file: BinaryIO) -> Entry:
    """The entry of a long recording: what its first line says, and whether its last one closes it."""
    header = read_header(file, path.name)
    file.seek(0)
    complete = None
    if file.read(len(GZIP)) != GZIP:
        file.seek(-LAST_BYTES, os.SEEK_END)
        last = file.read().rpartition(b"\n")[0].rpartition(b"\n")[2]
        complete = last.startswith(b'{"event":"footer"')
    return _headed(path, digest, header, complete=complete, is_long=True)


def _described(path: Path, digest: str, recording: Recording) -> Entry:
    """The entry of a recording that reads."""
    closed = [row.closed for row in recording.rows if row.closed is not None]
    headed = _headed(path, digest, recording.header, complete=recording.complete, is_long=False)
    return replace(headed, rows_closed=len(closed), tiers=Counter(Tier(row.tier) for row in closed))


def _headed(path: Path, digest: str, header: MeetingOpened, *, complete: bool | None, is_long: bool) -> Entry:
    """What a recording's first line says of it."""
    return Entry(
        path=path,
        digest=digest,
        title=str(header.scenario.get("title") or printable(path.name)),
        question=str(header.scenario.get("question") or ""),
        seed=header.seed,
        rows=header.rows,
        complete=complete,
        is_long=is_long,
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
        plain = _plain(file)
        while piece := plain.read(PIECE):
            yield packer.compress(piece)
    yield packer.flush()

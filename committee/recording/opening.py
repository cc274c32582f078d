"""Opening a recording that may be anything: whole, cut off, foreign, damaged or hostile.

What happened to the file decides what the reader does:

* a cut last line is dropped, and without a footer the recording is incomplete: it reads all the same;
* a first line that is not a whole header, a line that is not what the schema says, an event that does not
  fit those before it, or bytes that the footer does not vouch for: refused, naming the line.

JSON is read to the letter, as browsers read it: no ``NaN``, no number too large for a real, no half of a character,
UTF-8 without a byte order mark. What the stage in the browser reads, it reads alike.

A damaged recording is refused and not shown in part, because nobody could tell which part to believe.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, cast

from msgspec import DecodeError
from msgspec.json import decode

from committee.errors import Problem, RecordingRefused, nearest
from committee.events import MeetingOpened
from committee.machine.reading import opened
from committee.recording.format import FOOTER, FORMAT, VERSION, Line, event_of
from committee.recording.older import FIRST, Renewal
from committee.recording.order import Order
from committee.recording.recording import Gatherer, Recording
from committee.recording.schema import check_line
from committee.recording.spoken import printable

LONGEST_LINE = 1 << 24
"""Bytes of a line; a row with a novel in each cell takes less."""

LARGEST = 1 << 30
"""Bytes of a recording, unpacked: ten times a meeting of ten thousand rows."""

INEXACT = 1 << 53
"""From here on a real does not hold every whole number."""

_GZIP = b"\x1f\x8b"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def open_recording(path: Path | str) -> Recording:
    """Read the recording at ``path`` (``.jsonl``, or the same gzipped, told by its first bytes).

    Raises
    ------
    RecordingRefused
        The file is not a recording that this version reads; the message says which line and why.
    """
    path = Path(path)
    try:
        with opened(path, RecordingRefused) as file:
            return _Reader(path.name).read(_unpacked(file))
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise RecordingRefused(Problem(place=path.name, allowed="is a damaged or cut gzip file")) from error
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise RecordingRefused(Problem(place=path.name, allowed=f"cannot be read ({reason})")) from error


def read_recording(file: BinaryIO, name: str = "recording") -> Recording:
    """Read a recording from an open binary file that can seek; ``name`` is what messages call it."""
    return _Reader(name).read(_unpacked(file))


def unpacked(content: bytes) -> bytes:
    """The bytes of a recording as they are, whether or not they were gzipped, in however many parts."""
    return gzip.decompress(content) if content.startswith(_GZIP) else content


def looks_like_recording(path: Path) -> bool:
    """Whether the first bytes of the file at ``path`` are those of a recording, plain or gzipped."""
    with opened(path) as file:
        start = file.read(len(_GZIP))
    return start == _GZIP or start.startswith(b"{")


def read_header(file: BinaryIO, name: str = "recording") -> MeetingOpened:
    """Read the first line of a recording from an open binary file that can seek, and nothing more of it."""
    return _Reader(name).read_header(_unpacked(file))


def _unpacked(file: BinaryIO) -> BinaryIO:
    start = file.read(len(_GZIP))
    file.seek(0)
    # The mode is said, or gzip takes over that of the file: one that a pipe was drained into may be written to.
    return cast("BinaryIO", gzip.GzipFile(fileobj=file, mode="rb")) if start == _GZIP else file


class _Reader:
    """Reads one file, line by line; knows where it is, so that a refusal can say so."""

    def __init__(self, name: str) -> None:
        self._name = printable(name)
        self._number = 0
        self._sha = sha256()
        self._renewal: Renewal | None = None

    def read(self, file: BinaryIO) -> Recording:
        lines = self._lines(file)
        header = self._header(next(lines, b""))
        gatherer, order = Gatherer(header), Order(header)
        complete = False
        for raw in lines:
            if complete:
                self._refuse(Problem(place="", allowed="nothing follows the footer"))
            line = self._parsed(raw)
            if line is not None and (complete := line["event"] == FOOTER):
                self._vouched(line, order)
                continue
            self._sha.update(raw)
            if line is None:
                continue
            event = event_of(line)
            if problem := order.objection(event):
                self._refuse(problem)
            gatherer.take(event)
        return gatherer.recording(complete=complete, digest=self._sha.hexdigest())

    def read_header(self, file: BinaryIO) -> MeetingOpened:
        return self._header(next(self._lines(file), b""))

    def _lines(self, file: BinaryIO) -> Iterator[bytes]:
        """Whole lines only: what follows the last newline was cut off and is not there."""
        size = 0
        while raw := file.readline(LONGEST_LINE + 1):
            self._number += 1
            size += len(raw)
            if len(raw) > LONGEST_LINE or size > LARGEST:
                self._refuse(Problem(place="", allowed="is more than a recording can hold"))
            if not raw.endswith(b"\n"):
                return
            yield raw

    def _header(self, raw: bytes) -> MeetingOpened:
        self._number = 1
        line = self._json(raw) if raw else None
        if not isinstance(line, dict) or (line.get("format"), line.get("event")) != (FORMAT, "header"):
            marked = raw.startswith(_BYTE_ORDER_MARK)
            why = "it begins with a byte order mark" if marked else "its first line is not a whole header"
            told = f"is not a recording of a meeting: {why}"
            raise RecordingRefused(Problem(place=self._name, allowed=told))
        self._read_as(line.get("version"))
        line = cast("Line", self._fitting(line, raw))
        if isinstance(line["seed"], float) and line["seed"] >= INEXACT:
            exact = "a seed of this size in digits, for as a real it is rounded"
            self._refuse(Problem(place=".seed", value=str(line["seed"]), allowed=exact))
        header = event_of(line)
        assert isinstance(header, MeetingOpened)
        self._distinct(header)
        self._sha.update(raw)
        return header

    def _read_as(self, version: object) -> None:
        """Read the lines as those of a file of ``version``; what is no version at all is left to the schema."""
        if isinstance(version, bool) or not isinstance(version, int | float):
            return
        if version > VERSION:
            told = f"this program reads versions up to {VERSION}; a newer one wrote the file"
            self._refuse(Problem(place=".version", value=str(version), allowed=told))
        if version in range(FIRST, VERSION):
            self._renewal = Renewal()

    def _distinct(self, header: MeetingOpened) -> None:
        ids = [member.id for member in header.members]
        seats = [member.seat for member in header.members]
        if len(set(ids)) < len(ids) or len(set(seats)) < len(seats):
            self._refuse(Problem(place=".members", allowed="two members share an id or a seat"))
        for truster, told in header.trust.items():
            for one in (truster, *told):
                if one not in ids:
                    allowed = "the id of a member in the header"
                    self._refuse(Problem(place=".trust", value=one, allowed=allowed, nearest=nearest(one, ids)))

    def _parsed(self, raw: bytes) -> Line | None:
        """The line; None where what it says is told with the next one."""
        line = self._json(raw)
        if line is None:
            self._refuse(Problem(place="", allowed="is damaged: it is not one JSON object in UTF-8"))
        return self._fitting(line, raw)

    def _fitting(self, line: Any, raw: bytes) -> Line | None:
        """``line`` as this version tells it, which the schema has passed."""
        if raw.endswith(b"\r\n"):
            told = "ends in CRLF, so the file was changed; the lines of a recording end in LF"
            self._refuse(Problem(place="", allowed=told))
        now = self._renewal.renewed(line) if self._renewal and isinstance(line, dict) else line
        problem = now if isinstance(now, Problem) or now is None else check_line(now)
        if problem:
            self._refuse(problem)
        return cast("Line | None", now)

    def _json(self, raw: bytes) -> Any:
        """The line as plain data; None where it is not JSON to the letter, not UTF-8, or nests too deep."""
        try:
            return decode(raw)
        except (DecodeError, UnicodeDecodeError, RecursionError):
            return None

    def _vouched(self, footer: Line, order: Order) -> None:
        if problem := order.unfinished():
            self._refuse(problem)
        lines = self._number - 1
        if footer["events"] != lines:
            self._refuse(
                Problem(place=".events", value=str(footer["events"]), allowed=f"{lines} lines stand before it")
            )
        if footer["sha256"] != self._sha.hexdigest():
            self._refuse(Problem(place=".sha256", allowed="the lines before it are not those that were recorded"))

    def _refuse(self, problem: Problem) -> NoReturn:
        place = f"{self._name}, line {self._number}"
        if problem.place:
            place += f", {problem.place.lstrip('.')}"
        raise RecordingRefused(
            Problem(place=place, value=problem.value, allowed=problem.allowed, nearest=problem.nearest)
        )

"""Reading a file that should be a recording, but may be cut off, foreign, damaged or hostile.

* If the last line is cut off, it is dropped. Without a footer the recording reads, but is incomplete.
* The file is refused, naming the line, if its first line is not a whole header, a line does not fit the schema,
  an event does not fit those before it, or the footer's checksum does not match.

JSON is read strictly, as browsers read it: no ``NaN``, no number too large for a real, no unpaired surrogate,
UTF-8 without a byte order mark. The stage in the browser reads the same files in the same way.

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
from committee.recording.grammar import Grammar
from committee.recording.older import FIRST, Renewal
from committee.recording.recording import Gatherer, Recording
from committee.recording.schema import check_line
from committee.recording.spoken import printable

LONGEST_LINE = 1 << 24
"""The most bytes in a line; a row with a novel in each cell takes less."""

LARGEST = 1 << 30
"""The most bytes in a recording, unpacked: ten times a meeting of ten thousand rows."""

INEXACT = 1 << 53
"""From this number on, a real cannot hold every whole number."""

_GZIP = b"\x1f\x8b"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def open_recording(path: Path | str) -> Recording:
    """Read the recording at ``path`` (``.jsonl``, or the same gzipped; the first bytes decide).

    Raises
    ------
    RecordingRefused
        The file is not a recording that this version reads; the message says which line and why.
    """
    path = Path(path)
    try:
        with opened(path, RecordingRefused) as file:
            return _Reader(path.name).read(unpacking(file))
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise RecordingRefused(Problem(place=path.name, allowed="this is a damaged or cut gzip file")) from error
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise RecordingRefused(Problem(place=path.name, allowed=f"cannot be read ({reason})")) from error


def read_recording(file: BinaryIO, name: str = "recording") -> Recording:
    """Read a recording from an open binary file that can seek; messages call it ``name``."""
    return _Reader(name).read(unpacking(file))


def unpacked(content: bytes) -> bytes:
    """The bytes of a recording, unpacked if ``content`` is gzipped, in any number of parts."""
    return gzip.decompress(content) if content.startswith(_GZIP) else content


def looks_like_recording(path: Path) -> bool:
    """Whether the first bytes of the file at ``path`` are those of a recording, plain or gzipped."""
    with opened(path) as file:
        start = file.read(len(_GZIP))
    return start == _GZIP or start.startswith(b"{")


def read_header(file: BinaryIO, name: str = "recording") -> MeetingOpened:
    """Read the first line of a recording from an open binary file that can seek, and nothing more."""
    return _Reader(name).read_header(unpacking(file))


def unpacking(file: BinaryIO) -> BinaryIO:
    """What the open ``file``, which can seek, holds from its start: unpacked as it is read if it is gzipped."""
    start = file.read(len(_GZIP))
    file.seek(0)
    # The mode is said, or gzip takes over that of the file: one that a pipe was drained into may be written to.
    return cast("BinaryIO", gzip.GzipFile(fileobj=file, mode="rb")) if start == _GZIP else file


class _Reader:
    """Reads one file line by line, and knows the number of the line, so that a refusal can name it."""

    def __init__(self, name: str) -> None:
        self._name = printable(name)
        self._number = 0
        self._sha = sha256()
        self._renewal: Renewal | None = None

    def read(self, file: BinaryIO) -> Recording:
        lines = self._lines(file)
        header = self._header(next(lines, b""))
        gatherer, grammar = Gatherer(header), Grammar(header)
        complete = False
        for raw in lines:
            if complete:
                self._refuse(Problem(place="", allowed="nothing follows the footer"))
            line = self._parsed(raw)
            if line is not None and (complete := line["event"] == FOOTER):
                self._check_footer(line, grammar)
                continue
            self._sha.update(raw)
            if line is None:
                continue
            event = event_of(line)
            if problem := grammar.objection(event):
                self._refuse(problem)
            gatherer.take(event)
        return gatherer.recording(complete=complete, digest=self._sha.hexdigest())

    def read_header(self, file: BinaryIO) -> MeetingOpened:
        return self._header(next(self._lines(file), b""))

    def _lines(self, file: BinaryIO) -> Iterator[bytes]:
        """The whole lines; what follows the last newline was cut off and is dropped."""
        size = 0
        while raw := file.readline(LONGEST_LINE + 1):
            self._number += 1
            size += len(raw)
            if len(raw) > LONGEST_LINE or size > LARGEST:
                self._refuse(Problem(place="", allowed="this is more than a recording can hold"))
            if not raw.endswith(b"\n"):
                return
            yield raw

    def _header(self, raw: bytes) -> MeetingOpened:
        self._number = 1
        line = self._json(raw) if raw else None
        if not isinstance(line, dict) or (line.get("format"), line.get("event")) != (FORMAT, "header"):
            marked = raw.startswith(_BYTE_ORDER_MARK)
            why = "it begins with a byte order mark" if marked else "its first line is not a whole header"
            raise RecordingRefused(Problem(place=self._name, allowed=f"this is not a recording of a meeting: {why}"))
        self._read_as(line.get("version"))
        line = cast("Line", self._fitting(line, raw))
        if isinstance(line["seed"], float) and line["seed"] >= INEXACT:
            allowed = "write a seed this large in digits; a number with a decimal point or an exponent is rounded"
            self._refuse(Problem(place=".seed", value=str(line["seed"]), allowed=allowed))
        header = event_of(line)
        assert isinstance(header, MeetingOpened)
        self._distinct(header)
        self._sha.update(raw)
        return header

    def _read_as(self, version: object) -> None:
        """Read the lines as those of a file of ``version``; the schema checks whether it is a version at all."""
        if isinstance(version, bool) or not isinstance(version, int | float):
            return
        if version > VERSION:
            allowed = f"this program reads versions up to {VERSION}; a newer one wrote the file"
            self._refuse(Problem(place=".version", value=str(version), allowed=allowed))
        if version in range(FIRST, VERSION):
            self._renewal = Renewal(int(version))

    def _distinct(self, header: MeetingOpened) -> None:
        ids = [member.id for member in header.members]
        seats = [member.seat for member in header.members]
        if len(set(ids)) < len(ids) or len(set(seats)) < len(seats):
            self._refuse(Problem(place=".members", allowed="two members share an id or a seat"))
        for listener, speakers in header.trust.items():
            for id_ in (listener, *speakers):
                if id_ not in ids:
                    allowed = "it must be the id of a member in the header"
                    self._refuse(Problem(place=".trust", value=id_, allowed=allowed, nearest=nearest(id_, ids)))

    def _parsed(self, raw: bytes) -> Line | None:
        """The line, or None if it becomes part of the next one."""
        line = self._json(raw)
        if line is None:
            self._refuse(Problem(place="", allowed="this line is damaged: it is not one JSON object in UTF-8"))
        return self._fitting(line, raw)

    def _fitting(self, line: Any, raw: bytes) -> Line | None:
        """``line`` as this version writes it, checked against the schema."""
        if raw.endswith(b"\r\n"):
            allowed = "ends in CRLF, so the file was changed; the lines of a recording end in LF"
            self._refuse(Problem(place="", allowed=allowed))
        renewed = self._renewal.renewed(line) if self._renewal and isinstance(line, dict) else line
        problem = renewed if isinstance(renewed, Problem) or renewed is None else check_line(renewed)
        if problem:
            self._refuse(problem)
        return cast("Line | None", renewed)

    def _json(self, raw: bytes) -> Any:
        """The line as plain data; None if it is not strict JSON in UTF-8, or nests too deeply."""
        try:
            return decode(raw)
        except (DecodeError, UnicodeDecodeError, RecursionError):
            return None

    def _check_footer(self, footer: Line, grammar: Grammar) -> None:
        if problem := grammar.unfinished():
            self._refuse(problem)
        lines = self._number - 1
        if footer["events"] != lines:
            self._refuse(Problem(place=".events", value=str(footer["events"]), allowed=f"{lines} lines come before it"))
        if footer["sha256"] != self._sha.hexdigest():
            self._refuse(Problem(place=".sha256", allowed="the lines before it are not those that were recorded"))

    def _refuse(self, problem: Problem) -> NoReturn:
        place = f"{self._name}, line {self._number}"
        if problem.place:
            place += f", {problem.place.lstrip('.')}"
        raise RecordingRefused(
            Problem(place=place, value=problem.value, allowed=problem.allowed, nearest=problem.nearest)
        )

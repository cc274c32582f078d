"""Where the bytes of a recording go: a path, a path to a gzip file, or a file that the caller opened."""

from __future__ import annotations

import gzip
import os
import stat
from pathlib import Path
from typing import BinaryIO, Protocol

from committee.errors import Problem, UsageRefused
from committee.machine.beside import BUSY, EXISTS, Beside, unwritten
from committee.machine.locks import hold
from committee.machine.zipped import zipper


class Sink(Protocol):
    """Takes chunks of bytes, until the recording is either finished or abandoned."""

    def write(self, chunk: bytes, /) -> None:
        """Write ``chunk`` in one go."""

    def finish(self) -> None:
        """The recording is whole."""

    def abandon(self) -> None:
        """The recording ends here, incomplete."""


def sink_for(target: Path | BinaryIO, *, force: bool) -> Sink:
    """Where the bytes for ``target`` go: a path, a path to a gzip file, or an open file.

    Raises
    ------
    UsageRefused
        The path is a folder, or a file exists there and ``force`` is not given.
    """
    if not isinstance(target, Path):
        return _Stream(target)
    try:
        if target.is_dir():
            raise UsageRefused(Problem(place=str(target), allowed="this is a folder; name a file in it"))
        if target.exists() and not force:
            raise UsageRefused(Problem(place=str(target), allowed=EXISTS))
    except (OSError, ValueError):
        raise UsageRefused(Problem(place=str(target), allowed="this is not the name of a file")) from None
    return _Zipped(target, force=force) if target.suffix == ".gz" else _File(target, force=force)


class _Stream:
    """A file that the caller opened and will close."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, chunk: bytes, /) -> None:
        self._stream.write(chunk)
        self._stream.flush()

    def finish(self) -> None:
        pass

    def abandon(self) -> None:
        pass


class _File:
    """A path, opened at the first write and written in place, unbuffered: each chunk is one system call."""

    def __init__(self, path: Path, *, force: bool) -> None:
        self._path = path
        self._force = force
        self._handle: int | None = None

    def write(self, chunk: bytes, /) -> None:
        try:
            if self._handle is None:
                self._handle = self._opened()
            rest = memoryview(chunk)
            while rest:
                rest = rest[os.write(self._handle, rest) :]
        except OSError as error:
            raise self._refused(EXISTS if isinstance(error, FileExistsError) else unwritten(error)) from error

    def finish(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def abandon(self) -> None:
        self.finish()

    def _opened(self) -> int:
        """Open the file, empty it and become its only writer; if it has another writer, leave it unchanged."""
        # O_NONBLOCK: never wait for the reader of a pipe.
        flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        handle = os.open(self._path, flags if self._force else flags | os.O_EXCL, 0o666)
        kind = os.fstat(handle).st_mode
        why = "this is a pipe; name a file" if stat.S_ISFIFO(kind) else None
        if stat.S_ISREG(kind):
            why = None if hold(handle) else BUSY
        if why:
            os.close(handle)
            raise self._refused(why)
        if stat.S_ISREG(kind):
            os.ftruncate(handle, 0)
        return handle

    def _refused(self, why: str) -> UsageRefused:
        return UsageRefused(Problem(place=str(self._path), allowed=why))


class _Zipped:
    """A path where the whole recording appears at the close, gzipped, without a time or a name inside."""

    def __init__(self, path: Path, *, force: bool) -> None:
        self._path = path
        self._force = force
        self._beside: Beside | None = None
        self._zip: gzip.GzipFile | None = None

    def write(self, chunk: bytes, /) -> None:
        if self._zip is None:
            self._beside = Beside(self._path, force=self._force)
            self._zip = zipper(self._beside.stream)
        try:
            self._zip.write(chunk)
        except OSError as error:
            raise self._refused(error) from error

    def finish(self) -> None:
        if self._zip is None or self._beside is None:
            return
        try:
            self._zip.close()
        except OSError as error:
            raise self._refused(error) from error
        self._beside.keep()

    def abandon(self) -> None:
        if self._beside is not None:
            self._beside.discard()

    def _refused(self, error: OSError) -> UsageRefused:
        assert self._beside is not None
        self._beside.discard()
        return self._beside.refused(unwritten(error))

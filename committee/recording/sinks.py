"""Where a recording's bytes go: a path, a path to a gzip file, or a file that somebody else opened."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path
from typing import BinaryIO, Protocol

from committee.errors import Problem, UsageRefused


class Sink(Protocol):
    """Takes chunks of bytes; then the recording is either finished or abandoned."""

    def write(self, chunk: bytes, /) -> None:
        """Take ``chunk`` in one write."""

    def finish(self) -> None:
        """All has been written."""

    def abandon(self) -> None:
        """No more will be written."""


def sink_for(target: Path | BinaryIO, *, force: bool) -> Sink:
    """Where the bytes for ``target`` go: a path, a path to a gzip file, or an open file.

    Raises
    ------
    UsageRefused
        The path is a folder, or a file exists there and ``force`` is not given.
    """
    if not isinstance(target, Path):
        return _Stream(target)
    if target.is_dir():
        raise UsageRefused(Problem(place=str(target), allowed="is a folder; name a file"))
    if target.exists() and not force:
        raise UsageRefused(Problem(place=str(target), allowed="exists already; --force writes over it"))
    return _Zipped(target, force=force) if target.suffix == ".gz" else _File(target, force=force)


class _Stream:
    """A file that somebody else opened and will close."""

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
    """A path, opened at the first write. Unbuffered: a chunk is one call to the system."""

    def __init__(self, path: Path, *, force: bool) -> None:
        self._path = path
        self._flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if force else os.O_EXCL) | getattr(os, "O_BINARY", 0)
        self._handle: int | None = None

    def write(self, chunk: bytes, /) -> None:
        try:
            if self._handle is None:
                self._handle = os.open(self._path, self._flags, 0o644)
            rest = memoryview(chunk)
            while rest:
                rest = rest[os.write(self._handle, rest) :]
        except OSError as error:
            raise UsageRefused(_unwritable(self._path, error)) from error

    def finish(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def abandon(self) -> None:
        self.finish()


class _Zipped:
    """A path that is written at the close, gzipped, without a time or a name inside."""

    def __init__(self, path: Path, *, force: bool) -> None:
        self._file = _File(path, force=force)
        self._held = io.BytesIO()
        self._zip = gzip.GzipFile(filename="", mode="wb", fileobj=self._held, mtime=0)

    def write(self, chunk: bytes, /) -> None:
        self._zip.write(chunk)

    def finish(self) -> None:
        self._zip.close()
        self._file.write(self._held.getvalue())
        self._file.finish()

    def abandon(self) -> None:
        self._held.close()


def _unwritable(path: Path, error: OSError) -> Problem:
    if isinstance(error, FileExistsError):
        return Problem(place=str(path), allowed="exists already; --force writes over it")
    return Problem(place=str(path), allowed=f"cannot be written ({error.strerror or 'unknown reason'})")

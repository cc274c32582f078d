"""A file that appears whole or not at all: we write it beside its place, and move it there when it is whole.

Until then, the file in that place stays as it is, whatever happens: a full disk, a refusal, a killed process. A killed
process leaves the hidden file that it was writing. The next process that writes to the same place removes it.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Final

from committee.errors import Problem, UsageRefused
from committee.machine.locks import hold, stands_at

LONGEST_NAME: Final = 255
"""The most bytes of a name in most file systems."""

EXISTS: Final = "it exists already; pass --force to overwrite it"
BUSY: Final = "another run is writing it now"
_ATTEMPTS: Final = 20


class Beside:
    """A file on its way to ``path``: write to ``stream``, then :meth:`keep` or :meth:`discard` it.

    If ``path`` is a link, we write the file that it leads to. The first process that writes to a place is the only one.

    Raises
    ------
    UsageRefused
        If we may not write there, or somebody else is writing there.
    """

    stream: BinaryIO
    """The hidden file, open for writing."""

    def __init__(self, path: Path, *, force: bool) -> None:
        self._given, self._force = path, force
        try:
            self._target = Path(os.path.realpath(path))
            mode = self._mode_there()
            self._path = _hidden(self._target)
            handle = self._claimed()
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(handle, mode)
        except OSError as error:
            raise self.refused(unwritten(error)) from error
        except ValueError:
            raise self.refused("this is not the name of a file") from None
        self.stream = os.fdopen(handle, "wb")

    def keep(self) -> None:
        """Put all of the file on the disk and then in its place. If that fails, nothing is left of it."""
        try:
            self.stream.flush()
            os.fsync(self.stream.fileno())
            if not stands_at(self.stream.fileno(), self._path):
                raise self.refused(BUSY)
            if os.name == "nt":  # an open file cannot be moved there
                self.stream.close()
            self._place()
        except OSError as error:
            raise self.refused(unwritten(error)) from error
        finally:
            self.discard()
        _settle(self._target.parent)

    def discard(self) -> None:
        """Remove the file. What is in its place stays."""
        if not self.stream.closed and stands_at(self.stream.fileno(), self._path):
            if os.name == "nt":
                self._close()
            with suppress(OSError):
                self._path.unlink()
        self._close()

    def refused(self, why: str) -> UsageRefused:
        """A refusal that names the place as the caller gave it."""
        return UsageRefused(Problem(place=str(self._given), allowed=why))

    def _mode_there(self) -> int | None:
        """The permissions of the file that we replace; None if there is none."""
        try:
            there = self._target.stat()
        except FileNotFoundError:
            return None
        if not self._force:
            raise self.refused(EXISTS)
        if not stat.S_ISREG(there.st_mode):
            raise self.refused("this is not an ordinary file")
        if not os.access(self._target, os.W_OK):
            raise self.refused("this user may not overwrite it")
        return stat.S_IMODE(there.st_mode)

    def _claimed(self) -> int:
        """A new hidden file that only we write to. We remove an old one if nobody writes to it anymore."""
        fresh = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        for _ in range(_ATTEMPTS):
            try:
                handle = os.open(self._path, fresh, 0o666)
            except FileExistsError:
                if _in_use(self._path):
                    break
                self._path.unlink(missing_ok=True)
                continue
            if hold(handle) and stands_at(handle, self._path):
                return handle
            os.close(handle)
        raise self.refused(BUSY)

    def _place(self) -> None:
        if self._force:
            self._path.replace(self._target)
            return
        try:
            os.link(self._path, self._target)  # unlike a move, this fails if a file has appeared there since
        except FileExistsError:
            raise self.refused(EXISTS) from None
        except OSError:  # a file system without hard links
            if self._target.exists():
                raise self.refused(EXISTS) from None
            self._path.replace(self._target)
        else:
            self._path.unlink()

    def _close(self) -> None:
        with suppress(OSError):  # if the disk is full, we have said so, or nobody wants the file
            self.stream.close()


def unwritten(error: OSError) -> str:
    """Why a file could not be written, in words that follow its name."""
    return f"cannot be written ({error.strerror or 'unknown reason'})"


def _hidden(target: Path) -> Path:
    """Where we write the file for ``target``: in the same folder, so that one step moves it."""
    name = f".{target.name}.part"
    if len(os.fsencode(name)) > LONGEST_NAME:
        name = f".{blake2b(os.fsencode(target.name), digest_size=16).hexdigest()}.part"
    return target.with_name(name)


def _in_use(path: Path) -> bool:
    """Whether somebody is writing the hidden file at ``path``. What is no ordinary file is not ours, so: no."""
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return False
        handle = os.open(path, flags)
    except FileNotFoundError:
        return False
    try:
        return not hold(handle)
    finally:
        os.close(handle)


def _settle(folder: Path) -> None:
    """Have the system write the folder's own entry to the disk, if we can ask for that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

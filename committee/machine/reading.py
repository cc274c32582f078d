"""Reading files of any kind: we look at a file before we read it, and never wait for it.

A name on the command line, in a scenario or in a watched folder can lead anywhere: to a folder, a pipe, a device, a
link that goes in a circle, or nowhere. :func:`why_not` says in words what is wrong with it. :func:`opened` opens only
what it can read to the end.
"""

from __future__ import annotations

import atexit
import errno
import os
import select
import shutil
import stat
import tempfile
from pathlib import Path
from typing import IO, BinaryIO, Final, cast

from committee.errors import InputRefused, Problem, UsageRefused

PATIENCE_S: Final = 10.0
"""Seconds without a byte after which we give up on a pipe."""

LARGEST_PIPE: Final = 1 << 30
"""The most bytes that may come through a pipe: the size of the largest file that anything here reads."""

KEPT_IN_MEMORY: Final = 1 << 24
"""The most bytes of a pipe that stay in memory. The rest goes to a temporary file."""

_CHUNK: Final = 1 << 20

_SHELL_PIPES: Final = ("/dev/fd/", "/proc/self/fd/", "/dev/stdin")
"""The names that a shell gives to a pipe with a writer, as for ``<(zcat x.gz)``."""

_WHY: Final = {
    errno.ENOENT: "there is no such file",
    errno.ENOTDIR: "there is no such file",
    errno.ELOOP: "this is a link that leads in a circle",
    errno.ENAMETOOLONG: "the name is too long for a file",
    errno.EACCES: "this user may not read it",
    errno.EPERM: "this user may not read it",
}


def why_not(path: Path, *, folder: bool = False) -> str | None:
    """Why we cannot read ``path``, in words that follow its name; None if we can.

    With ``folder`` a folder is as good as a file.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return "this is a link to a file that is not there" if path.is_symlink() else _WHY[errno.ENOENT]
    except OSError as error:
        return unread(error)
    except ValueError:
        return "this is not the name of a file"
    return _why_not_this(path, mode, folder=folder)


def _why_not_this(path: Path, mode: int, *, folder: bool) -> str | None:
    """Why we cannot read ``path``, which is of the kind ``mode``; None if we can."""
    if stat.S_ISDIR(mode):
        return None if folder else "this is a folder; name a file in it"
    if stat.S_ISFIFO(mode):
        why = "this is a named pipe, and perhaps nobody ever writes into it; give a file, or use <(...)"
        return None if is_shell_pipe(path) else why
    return None if stat.S_ISREG(mode) else "this is not an ordinary file"


def unread(error: OSError) -> str:
    """Why a file could not be read, in words that follow its name."""
    return _WHY.get(error.errno or 0, f"cannot be read ({error.strerror or 'unknown reason'})")


def is_shell_pipe(path: Path) -> bool:
    """Whether a shell has opened the pipe at ``path`` for us, so that it has a writer."""
    return str(path.absolute()).startswith(_SHELL_PIPES)


def opened(path: Path, refusal: type[InputRefused] = UsageRefused, place: str = "") -> BinaryIO:
    """The file at ``path``, open for reading from its start. We first read a pipe from the shell to its end.

    ``place`` is what a refusal calls the file; by default its path.

    Raises
    ------
    InputRefused
        As a ``refusal``, if there is no ordinary file or we may not read it.
    """
    place = _shown(place or str(path))
    if why := why_not(path):
        raise refusal(Problem(place=place, allowed=why))
    try:
        # With this flag we do not wait if a pipe takes the file's place right now.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise refusal(Problem(place=place, allowed=unread(error))) from error
    mode = os.fstat(handle).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(handle, "rb")
    with os.fdopen(handle, "rb", buffering=0) as pipe:
        if not stat.S_ISFIFO(mode):
            raise refusal(Problem(place=place, allowed="this is not an ordinary file"))
        try:
            return _drained(pipe)
        except _GivenUp as given_up:
            raise refusal(Problem(place=place, allowed=str(given_up))) from None


def on_disk(path: Path) -> Path:
    """``path`` itself; or, for a pipe from the shell, a copy of all that comes through it, which goes when we end.

    Use it to read a file more than once: a pipe gives its bytes only once.

    Raises
    ------
    UsageRefused
        If the pipe falls silent or holds too much.
    """
    if not is_shell_pipe(path) or why_not(path) or path.is_file():
        return path
    folder = tempfile.mkdtemp(prefix="committee-pipe-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    copy = Path(folder) / path.name
    with opened(path) as pipe, copy.open("xb") as file:
        shutil.copyfileobj(pipe, file, _CHUNK)
    return copy


def same_file(first: Path, second: Path) -> bool:
    """Whether both names mean the same file, by any links or spelling, even if it does not exist yet."""
    try:
        return first.samefile(second)
    except (OSError, ValueError):
        pass
    try:
        return os.path.realpath(first) == os.path.realpath(second)
    except (OSError, ValueError):
        return False


class _GivenUp(Exception):
    """We gave up on a pipe; the message says why."""


def _drained(pipe: IO[bytes]) -> BinaryIO:
    """All that comes through ``pipe``, as a file that can seek."""
    kept = tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115 - whoever reads it closes it
    while select.select([pipe], [], [], PATIENCE_S)[0]:
        chunk = pipe.read(_CHUNK)
        if not chunk:
            kept.seek(0)
            return cast("BinaryIO", kept)
        kept.write(chunk)
        if kept.tell() > LARGEST_PIPE:
            kept.close()
            raise _GivenUp("more comes through this pipe than we read")
    kept.close()
    raise _GivenUp(f"nothing came through this pipe for {PATIENCE_S:.0f} seconds")


def _shown(text: str) -> str:
    """A file's name as a message may repeat it: short and on one line."""
    short = text if len(text) <= 200 else f"{text[:80]}…{text[-80:]}"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in short)

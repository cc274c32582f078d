"""One writer for each file: a lock that the system removes when the process that holds it ends, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FAR_AWAY = 1 << 62
"""The byte that we lock on Windows, where nobody else can read what a lock covers."""


def hold(handle: int) -> bool:
    """Make this process the only writer of the open file ``handle`` until it is closed; return whether it is.

    If the file system knows no locks, the answer is always yes.
    """
    try:
        if sys.platform == "win32":
            os.lseek(handle, FAR_AWAY, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def stands_at(handle: int, path: Path) -> bool:
    """Whether ``path`` is still the open file ``handle``: nobody has moved or removed it."""
    try:
        there = path.lstat()
    except OSError:
        return False
    ours = os.fstat(handle)
    return (there.st_ino, there.st_dev) == (ours.st_ino, ours.st_dev)

"""One writer a file: a lock that the system takes off when the process that holds it ends, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FAR_AWAY = 1 << 62
"""The byte that is locked on Windows, where a lock keeps others from reading what it covers."""


def hold(handle: int) -> bool:
    """Whether this process is now the one writer of the open file ``handle``; until it is closed.

    Where the file system knows no locks, everybody is told yes.
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
    """Whether ``path`` still means the open file ``handle``: nobody has moved or removed it."""
    try:
        there = path.lstat()
    except OSError:
        return False
    ours = os.fstat(handle)
    return (there.st_ino, there.st_dev) == (ours.st_ino, ours.st_dev)

"""Child processes that run our own code and no other code that lies in the folder.

When Python runs a module, it looks in the current folder first. So a ``random.py`` beside a recording would run as soon
as anything imports ``random``. We start every Python with ``-P``, and with ``PYTHONSAFEPATH`` for what it starts in
turn. It gets only the part of the environment that it needs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[2]
"""The folder that holds our package."""

_NEEDED: Final = frozenset(
    {
        *("PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP"),
        *("XDG_CACHE_HOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "VIRTUAL_ENV"),
        *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA", "LOCALAPPDATA"),
    }
)
"""What a process needs to find its programs, libraries, home, language and temporary folder."""


def child_environment() -> dict[str, str]:
    """The environment of a child process: what it needs of ours, and no modules from the current folder."""
    needed = {
        name: value for name, value in os.environ.items() if name.upper() in _NEEDED or name.upper().startswith("LC_")
    }
    needed |= {"PYTHONSAFEPATH": "1", "PYTHONIOENCODING": "utf-8"}
    return needed if _is_installed() else needed | {"PYTHONPATH": str(_ROOT)}


def our_command() -> tuple[str, ...]:
    """The words that start ``committee`` as a child process."""
    return (sys.executable, "-P", "-m", "committee")


@contextmanager
def workers_environment() -> Iterator[None]:
    """Within this block, worker processes of joblib start with the environment of a child.

    Workers inherit our environment, and joblib lets nobody choose another. So we change ours until they have started.
    """
    before = dict(os.environ)
    _become(child_environment())
    try:
        yield
    finally:
        _become(before)


def _become(environment: dict[str, str]) -> None:
    for name in os.environ.keys() - environment.keys():
        del os.environ[name]
    os.environ.update(environment)


def _is_installed() -> bool:
    """Whether a Python that looks only in its installed places finds this very package."""
    added = [os.path.realpath(entry) for entry in os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    beside = [] if sys.flags.safe_path else sys.path[:1]
    places = [entry for entry in sys.path if entry not in beside and os.path.realpath(entry) not in added]
    installed = PathFinder.find_spec("committee", places)
    origin = None if installed is None else installed.origin
    return origin is not None and Path(origin).resolve().parents[1] == _ROOT

"""Compiling: how functions become machine code, and where it is kept.

The first meeting of all compiles for about a minute. What comes of it is kept in a folder of the user, named after a
digest of our sources, of where they lie, of the compiler's version and of the processor. So a changed formula is never
answered by old code, nor one processor by the code of another. Where the sources lie counts because the compiler looks
its code up by the path of the source: a second copy of the package must not count as warm because the first one is. If
the folder cannot be written, every process compiles anew.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from shutil import rmtree
from types import FunctionType
from typing import Any, Final, TypeVar

import llvmlite
import numba
import numpy as np
from llvmlite.binding import get_host_cpu_features, get_host_cpu_name

import committee

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS: Final[dict[str, Any]] = {"error_model": "numpy", "nogil": True}
"""Never fastmath: the last bit of every number counts."""


def compiled(function: F) -> F:
    """The function, compiled when it is first called and linked into what calls it."""
    made: F = numba.njit(**_OPTIONS)(function)
    return made


def kept(function: F) -> F:
    """The same for a function that Python calls, whose machine code is kept for the next process."""
    folder = cache_folder()
    if folder is None:
        return compiled(function)
    before, numba.config.CACHE_DIR = numba.config.CACHE_DIR, str(folder)
    try:
        made: F = numba.njit(cache=True, **_OPTIONS)(function)
    finally:
        numba.config.CACHE_DIR = before
    return made


def as_it_stands(function: Callable[..., Any], **calls: Any) -> Any:
    """A formula of the model, compiled as it stands; ``calls`` are the compiled functions that it calls, by name."""
    assert isinstance(function, FunctionType)
    names = {**function.__globals__, **calls}
    return compiled(FunctionType(function.__code__, names, function.__name__, function.__defaults__))


def is_warm(function: Any) -> bool:
    """Whether the machine code of a :func:`kept` function is there, so that calling it compiles nothing."""
    if function.signatures:
        return True
    folder = cache_folder()
    return folder is not None and any(folder.rglob(f"*.{function.__name__}-*.nbc"))


@cache
def cache_folder() -> Path | None:
    """The folder where the machine code of these sources is kept; None if none can be written."""
    try:
        folder = _user_folder() / "committee" / f"engine-{_digest()}"
        folder.mkdir(parents=True, exist_ok=True)
        folder.touch()  # the folders of last use are kept
        if not any(folder.rglob("*.nbc")):
            (folder / ".writable").write_bytes(_PROBE)
        (folder / ".writable").write_bytes(b"")
    except (OSError, RuntimeError):  # the second where nobody knows a home folder
        return None
    _forget_old(folder)
    return folder


def _user_folder() -> Path:
    """Where this system has programs keep what they can make again; ``XDG_CACHE_HOME`` names another place."""
    if given := os.environ.get("XDG_CACHE_HOME"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path.home() / ".cache"


def _digest() -> str:
    """A digest of every source that is compiled or read by what is, of its place, its compiler and the processor."""
    versions = sys.version_info[:3], numba.__version__, llvmlite.__version__, np.__version__
    machine = platform.machine(), get_host_cpu_name(), get_host_cpu_features().flatten()
    root = Path(committee.__file__).resolve().parent
    digest = blake2b(repr((versions, machine, str(root))).encode(errors="surrogateescape"), digest_size=10)
    for source in sorted(source for part in _COMPILED for source in root.glob(part)):
        digest.update(f"{source.relative_to(root)} ".encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()


_COMPILED: Final = ("*.py", "engine/*.py", "meeting/*.py", "members/*.py", "applicants/*.py", "program/*.py")
"""Where the sources lie that compiled code comes from."""

_PROBE: Final = bytes(4_000_000)
"""More than we keep. If the disk has no room for it, we keep nothing."""

_KEPT: Final = 4


def _forget_old(folder: Path) -> None:
    """Remove the folders of earlier sources, but for those that were used last."""
    folders = sorted(folder.parent.glob("engine-*"), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in folders[_KEPT:]:
        rmtree(old, ignore_errors=True)

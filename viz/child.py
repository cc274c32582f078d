"""A child process that runs our own command and may tell how far it is in lines of JSON.

It gets only the environment that it needs and runs no file that lies in the folder
(:mod:`committee.machine.processes`). What it says goes into files, so that no pipe can fill up.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Final

from committee.machine.processes import child_environment

LAST_BYTES: Final = 4096
"""How many bytes at the end of what a child says are sure to hold its last whole line."""

LONGEST_COMPLAINT: Final = 4000
"""Bytes of what a child says on leaving that a page repeats."""


SPARED: Final = 1
"""Cores that the window leaves to itself and to the browser."""


def jobs_for_child() -> str:
    """How many processes a long command of ours may use, as its option takes it: all cores but those spared."""
    return str(max(1, (os.cpu_count() or 1) - SPARED))


class OwnFolder:
    """Where children write: a folder that somebody names, or a fresh temporary one, made when first needed."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = Lock()

    @property
    def path(self) -> Path:
        """Where it is."""
        with self._lock:
            if self._path is None:
                self._path = Path(tempfile.mkdtemp(prefix="committee-"))
            return self._path


class Child:
    """One child process."""

    def __init__(self, command: Sequence[str]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="committee-child-", ignore_cleanup_errors=True)
        self._words, self._errors = (Path(self._folder.name) / name for name in ("words", "errors"))
        with self._words.open("wb") as words, self._errors.open("wb") as errors:
            self._process = subprocess.Popen(  # noqa: S603 - our own command, and arguments checked by who calls us
                [*command], env=child_environment(), stdin=subprocess.DEVNULL, stdout=words, stderr=errors
            )

    @property
    def over(self) -> bool:
        """Whether it has ended, well or not."""
        return self._process.poll() is not None

    @property
    def problem(self) -> str:
        """What it said when it ended, unless it ended well; empty while it is at work."""
        status = self._process.poll()
        if not status:
            return ""
        said = self._errors.read_bytes()[:LONGEST_COMPLAINT].decode("utf-8", "replace").strip()
        return said or f"The run stopped early (status {status})."

    def told(self) -> Mapping[str, Any]:
        """What it has printed last, as JSON; nothing if it has printed no whole line, or no JSON."""
        with self._words.open("rb") as words:
            words.seek(max(0, self._words.stat().st_size - LAST_BYTES))
            end = words.read()
        lines = end[: end.rfind(b"\n") + 1].splitlines()
        try:
            last = json.loads(lines[-1]) if lines else {}
        except ValueError:
            return {}
        return last if isinstance(last, dict) else {}

    def stop(self) -> None:
        """End it if it is still at work, and wait until it has ended."""
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait()

"""Serves a window in a process of its own, and keeps a note of whom that process tries to reach.

Every name looked up and every address connected to that is not this machine is added to a file as it happens. What the
form starts is ``invented_run.py``, so that these tests need no model. A window that many tests share starts nothing, as
what one test starts would be on the shelf of the next.

The processes are split off from one that has imported ``loaded.py``, so that what they share is imported once.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

HOME = {"127.0.0.1", "::1", "localhost", "", "None"}
WATCHED = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.connect"}


class Notes:
    """Whom a process tried to reach; kept in a file as soon as one is named."""

    def __init__(self) -> None:
        self.before: list[str] = []
        self.file: Path | None = None

    def watch(self) -> None:
        """Note every attempt to reach anybody else, whichever module makes it."""
        sys.addaudithook(self._heard)

    def keep_in(self, file: Path) -> None:
        self.file = file
        for note in self.before:
            self._add(note)

    def _heard(self, event: str, args: tuple[object, ...]) -> None:
        if event not in WATCHED:
            return
        to = args[1] if event == "socket.connect" else args[0]
        if isinstance(to, str | bytes) and event == "socket.connect":
            return  # a path: a socket of this machine
        host = str(to[0]) if isinstance(to, tuple) else str(to)
        if host not in HOME:
            self._add(f"{event} {host}")

    def _add(self, note: str) -> None:
        if self.file is None:
            self.before.append(note)
            return
        with self.file.open("a", encoding="utf-8") as stream:
            stream.write(note + "\n")


TOLD = ("trial", "season")
NOTHING = "raise SystemExit('Many tests share this window: ask for the window called desk to start something.')"


def main(
    told: Connection, notes: Path, port: int, paths: Sequence[Path], shared: bool, environment: Mapping[str, str]
) -> None:
    """Serve ``paths`` on ``port``, or on any for 0, and tell which it is; a ``shared`` window starts nothing."""
    from tests.viz.loaded import NOTES

    NOTES.keep_in(notes)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None  # asked for again, in this environment
    from viz.again import Agains
    from viz.children import Runs
    from viz.context import Context
    from viz.season.holding import Holdings
    from viz.server import listen, run
    from viz.shelf import Shelf
    from viz.trials import Trials

    listening = listen(port, strict=port != 0)
    told.send(listening.getsockname()[1])
    seen = ["--seen-in", os.environ["SEEN_IN"]] if "SEEN_IN" in os.environ else []
    child = [sys.executable, str(Path(__file__).with_name("invented_run.py")), *seen]
    if shared:
        child = [sys.executable, "-c", NOTHING]
    trial, years = ([sys.executable, str(Path(__file__).with_name(f"invented_{what}.py"))] for what in TOLD)
    where = Path(os.environ["TRIALS"]) if "TRIALS" in os.environ else None
    trials, holdings = Trials(where, command=trial), Holdings(where, command=years)
    runs = Runs(command=trial if "TRIALS" in os.environ else child)
    again = Agains(runs, command=child)
    shelf = Shelf(list(paths))
    run(Context(shelf=shelf, runs=runs, trials=trials, holdings=holdings, again=again), listening)

"""Meetings that the window runs, each in a child process whose file it follows.

The window never imports the model. It starts the same command that a person would type and reads what
the child has written so far; the child writes each row as it closes, so the meeting appears row by row. The
child runs our code and no file that lies in the folder (:mod:`committee.machine.processes`).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from filecmp import cmp
from pathlib import Path
from threading import Lock
from typing import Final

from committee.errors import Problem, UsageRefused, nearest
from committee.machine.processes import our_command
from committee.machine.shipped import names
from viz.child import Child, OwnFolder
from viz.follow import Follower, Progress, whole_lines

RUNS_AT_ONCE = 3
"""How many meetings may run at the same time, each in a process of its own."""

LARGEST_SEED = 2**53 - 1
"""The largest seed that the form takes: the largest whole number that a browser counts exactly."""

ADDRESS: Final = re.compile(r"committee:[\w.+-]+/(?P<scenario>[A-Za-z0-9_-]+)\?seed=(?P<seed>\d{1,20})[!-~]{,8000}")
"""An address of a meeting, as far as it matters to a command line and to the name of a file."""

SETTING: Final = re.compile(r"[a-z_][a-z0-9_]*(?:\.[A-Za-z0-9_-]+)+")
"""A dotted key of a setting."""

LONGEST_STEM: Final = 60
"""Characters of the name of a recording that the window makes, without its ending."""

UNCHANGED: Final[Mapping[str, str]] = {}
"""No setting differs from the scenario."""

NO_SUCH_RUN = "No run here matches this link, because this window did not start it. Its recording may be in the list."
"""What the page says about a run that the window does not know."""


class Run:
    """One child process and the file it writes."""

    def __init__(self, command: Sequence[str], path: Path, scenario: str) -> None:
        self.path, self.scenario = path, scenario
        self._follower = Follower(path)
        self._lock = Lock()
        self._child = Child(command)

    def progress(self) -> Progress:
        """How far the run has come by now."""
        over, problem = self._child.over, self._child.problem
        with self._lock:
            self._follower.read()
            closed = tuple(self._follower.closed)
        return Progress(rows=self._follower.rows, closed=closed, over=over, problem=problem)

    @property
    def over(self) -> bool:
        """Whether the child has ended, well or not."""
        return self._child.over

    def added(self, start: int) -> bytes:
        """The whole lines that the file holds from byte ``start`` on, by now."""
        return whole_lines(self.path, start)

    def stop(self) -> None:
        """End the child if it is still at work. What it has written stays, and says that it is incomplete."""
        self._child.stop()


class Runs:
    """The runs that this window has started.

    Recordings go into ``folder``, or without one into a fresh temporary folder, made when first needed.
    """

    def __init__(self, folder: Path | None = None, command: Sequence[str] | None = None) -> None:
        self._folder = OwnFolder(folder)
        self._command = our_command() if command is None else tuple(command)
        self._runs: list[Run] = []
        self._lock = Lock()

    def start(
        self,
        scenario: str,
        seed: str,
        settings: Mapping[str, str] = UNCHANGED,
        *,
        sheet: Path | None = None,
        fictional: bool = False,
    ) -> Run:
        """Begin a meeting.

        Parameters
        ----------
        scenario, seed
            The name of a shipped scenario, and the seed in digits.
        settings
            What differs from the scenario: TOML values by dotted key.
        sheet, fictional
            The sheet whose rows replace the scenario's, and whether the people in it are invented.

        Raises
        ------
        UsageRefused
            For an unknown scenario, a wrong seed, a key that is none, or too many meetings at once.
        """
        seed = _checked(scenario, seed)
        sets = [f"--set={key}={value}" for key, value in checked_settings(settings).items()]
        rows = [] if sheet is None else [f"--sheet={sheet.resolve()}", *(["--fictional"] if fictional else [])]
        stem = stem_of(f"{scenario}-{seed}", settings)
        return self._begin(scenario, stem, "run", scenario, "--seed", seed, *sets, *rows)

    def open(self, address: str) -> Run:
        """Make the meeting at ``address`` again. Raises UsageRefused if it is no address, or too many run at once."""
        form = ADDRESS.fullmatch(address)
        if form is None:
            raise UsageRefused(Problem(place="address", value=address, allowed="the address of a meeting"))
        return self._begin(form["scenario"], f"{form['scenario']}-{form['seed']}", "open", address, "--no-watch")

    def _begin(self, scenario: str, stem: str, *arguments: str) -> Run:
        """Start the command with these arguments; what it records is called ``stem``."""
        with self._lock:
            if sum(not run.progress().over for run in self._runs) >= RUNS_AT_ONCE:
                raise UsageRefused(Problem(place="run", allowed=f"only {RUNS_AT_ONCE} meetings can run at once"))
            path = self._free_path(stem)
            run = Run([*self._command, *arguments, "--out", str(path)], path, scenario)
            self._runs.append(run)
        return run

    def keep(self, made: Path, stem: str) -> Path:
        """Move a recording that a child has made into the folder, under ``stem`` or the next name that is free.

        If the very same meeting is there already under such a name, it is not kept twice.
        """
        with self._lock:
            path = self._free_path(stem)
            alike = (each for each in path.parent.glob(f"{stem}*.jsonl") if cmp(each, made, shallow=False))
            known = next(alike, None)
            if known is None:
                shutil.move(made, path)
        return known or path

    def find(self, number: str) -> Run | None:
        """The run that the window started as its ``number``-th, or None."""
        with self._lock:
            numbered = {str(place): run for place, run in enumerate(self._runs, start=1)}
        return numbered.get(number)

    def latest(self, scenario: str) -> Run | None:
        """The last run of a scenario that the window started, or None: who comes back to its page finds it there."""
        with self._lock:
            return next((run for run in reversed(self._runs) if run.scenario == scenario), None)

    def number(self, run: Run) -> int:
        """Which run of this window ``run`` is, from 1."""
        with self._lock:
            return self._runs.index(run) + 1

    def stop(self) -> None:
        """End every run that is still at work."""
        for run in self._runs:
            run.stop()

    def _free_path(self, stem: str) -> Path:
        """A path in the folder that is still free: a run never overwrites a recording."""
        folder = self._folder.path
        taken = {path.name for path in folder.iterdir()} | {run.path.name for run in self._runs}
        number = 1
        while (name := f"{stem}.jsonl" if number == 1 else f"{stem}-{number}.jsonl") in taken:
            number += 1
        return folder / name


def checked_settings(settings: Mapping[str, str]) -> Mapping[str, str]:
    """``settings``, if every key is a dotted one. Raises UsageRefused for one that is not."""
    for key in settings:
        if not SETTING.fullmatch(key):
            allowed = "write section.key = value, such as meeting.row_seconds = 60"
            raise UsageRefused(Problem(place="setting", value=key, allowed=allowed))
    return settings


def stem_of(beginning: str, changed: Mapping[str, str]) -> str:
    """The name of a recording that tells what is changed in it: ``two_imgs-1-memory-false``."""
    parts = [f"{key.rpartition('.')[2]}-{value}" for key, value in changed.items()]
    told = re.sub(r"[^A-Za-z0-9_]+", "-", "-".join(parts)).strip("-")
    return f"{beginning}-{told}"[:LONGEST_STEM].rstrip("-")


def _checked(scenario: str, seed: str) -> str:
    """``seed`` as digits. Refuses what the child would refuse, before it starts one."""
    known = names()
    if scenario not in known:
        near = nearest(scenario, known)
        raise UsageRefused(Problem(place="scenario", value=scenario, allowed="a shipped name", nearest=near))
    digits = seed.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 20 and int(digits) <= LARGEST_SEED):
        raise UsageRefused(Problem(place="seed", value=seed, allowed=f"a whole number from 0 to {LARGEST_SEED}"))
    return str(int(digits))

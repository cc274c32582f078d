"""Run a scenario from the window: as a child process, whose file is followed as it grows.

The window never imports the model. It starts the same command that a person would type and reads what
the child has written so far; rows are flushed as they close, so the meeting appears row by row.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import IO, Any

from committee.errors import Problem, UsageRefused, nearest
from committee.terms import EndedBy, Tier

RUNS_AT_ONCE = 3
"""Meetings that may run at the same time; each is a process of its own."""

LARGEST_SEED = 2**53 - 1
"""Seeds offered here run from 0 to this, the largest whole number that a browser can count to."""

NO_SUCH_RUN = "No run here answers to this link: this window did not start it. Its recording may be in the list."
"""The sentence for a run that the window does not know."""


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """A scenario that comes with the package: what to type, what it is called, what it asks."""

    name: str
    title: str
    question: str


@dataclass(frozen=True, kw_only=True)
class RowDone:
    """A row that has closed, in a few words."""

    row: int
    name: str
    tier: Tier
    ended_by: EndedBy


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a run has come. ``rows`` is 0 until the recording has its first line.

    ``problem`` is what the child said on leaving, if it left with anything but success.
    """

    rows: int
    closed: tuple[RowDone, ...]
    over: bool
    problem: str

    @property
    def share(self) -> float:
        """The part of the rows that has closed, from 0 to 1."""
        return len(self.closed) / self.rows if self.rows else 0.0


def scenario_folder() -> Path:
    """Where the shipped scenarios are: inside an installed package, or beside it in a checkout."""
    package = Path(str(files("committee")))
    packed = package / "_scenarios"
    return packed if packed.is_dir() else package.parent / "scenarios"


def shipped(folder: Path | None = None) -> list[Shipped]:
    """Every shipped scenario, the plain one first and the others by name. Unreadable files are left out."""
    found = []
    for path in sorted((folder or scenario_folder()).glob("*.toml")):
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            continue
        title, question = (str(data.get(key, "")) for key in ("title", "question"))
        found.append(Shipped(name=path.stem, title=title or path.stem, question=question))
    return sorted(found, key=lambda scenario: (scenario.name != "baseline", scenario.name))


class Follower:
    """Reads a recording that is still being written; knows whole lines only.

    Each :meth:`read` takes what has been added since the last one. Nothing is checked here beyond what
    progress needs: the finished file goes through the shelf like any other.
    """

    def __init__(self, path: Path) -> None:
        self.rows = 0
        self.closed: list[RowDone] = []
        self._path = path
        self._offset = 0
        self._names: dict[int, str] = {}

    def read(self) -> None:
        """Take note of every whole line added since."""
        try:
            with self._path.open("rb") as stream:
                stream.seek(self._offset)
                added = stream.read()
        except FileNotFoundError:
            return
        whole = added[: added.rfind(b"\n") + 1]
        self._offset += len(whole)
        for line in whole.splitlines():
            self._note(json.loads(line))

    def _note(self, event: Mapping[str, Any]) -> None:
        match event.get("event"):
            case "header":
                self.rows = int(event["rows"])
            case "row_opened":
                self._names[event["row"]] = str(event["name"])
            case "row_closed":
                tier, ended_by = Tier(event["tier"]), EndedBy(event["ended_by"])
                name = self._names.pop(event["row"], str(event["id"]))
                self.closed.append(RowDone(row=event["row"], name=name, tier=tier, ended_by=ended_by))


class Run:
    """One child process and the file it writes."""

    def __init__(self, command: Sequence[str], path: Path) -> None:
        self.path = path
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the child
        self._follower = Follower(path)
        self._lock = Lock()
        self._child = subprocess.Popen(  # noqa: S603 - our own command, and arguments checked by Runs
            [*command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self._errors
        )

    def progress(self) -> Progress:
        """How far it has come by now."""
        status = self._child.poll()
        with self._lock:
            self._follower.read()
            problem = self._said() if status else ""
            closed = tuple(self._follower.closed)
        return Progress(rows=self._follower.rows, closed=closed, over=status is not None, problem=problem)

    @property
    def over(self) -> bool:
        """Whether the child has ended, well or not."""
        return self._child.poll() is not None

    def added(self, start: int) -> bytes:
        """The whole lines that the file holds from byte ``start`` on, by now."""
        try:
            with self.path.open("rb") as stream:
                stream.seek(max(start, 0))
                added = stream.read()
        except FileNotFoundError:
            return b""
        return added[: added.rfind(b"\n") + 1]

    def stop(self) -> None:
        """End the child if it is still at work. What it has written stays, and says that it is incomplete."""
        if self._child.poll() is None:
            self._child.terminate()
            self._child.wait()

    def _said(self) -> str:
        self._errors.seek(0)
        said = self._errors.read(4000).decode("utf-8", "replace").strip()
        return said or f"The run stopped early (status {self._child.returncode})."


class Runs:
    """The runs that this window has started.

    Recordings go into ``folder``; with none given, into a fresh temporary one made when first needed.
    """

    def __init__(
        self, folder: Path | None = None, command: Sequence[str] = (sys.executable, "-m", "committee")
    ) -> None:
        self._folder = folder
        self._command = tuple(command)
        self._runs: list[Run] = []
        self._lock = Lock()

    def start(self, scenario: str, seed: str) -> Run:
        """Begin a meeting. Raises UsageRefused for an unknown scenario, a wrong seed, or too many at once."""
        seed = _checked(scenario, seed)
        with self._lock:
            if sum(not run.progress().over for run in self._runs) >= RUNS_AT_ONCE:
                raise UsageRefused(Problem(place="run", allowed=f"only {RUNS_AT_ONCE} meetings can run at once"))
            path = self._free_path(f"{scenario}-{seed}")
            arguments = ["run", scenario, "--seed", seed, "--out", str(path)]
            run = Run([*self._command, *arguments], path)
            self._runs.append(run)
        return run

    def find(self, number: str) -> Run | None:
        """The run that the window started as its ``number``-th, or None."""
        with self._lock:
            numbered = {str(place): run for place, run in enumerate(self._runs, start=1)}
        return numbered.get(number)

    def number(self, run: Run) -> int:
        """Which run of this window ``run`` is, from 1."""
        with self._lock:
            return self._runs.index(run) + 1

    def stop(self) -> None:
        """End every run that is still at work."""
        for run in self._runs:
            run.stop()

    def _free_path(self, stem: str) -> Path:
        """A name in the folder that nothing has yet: no recording is ever written over."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="committee-"))
        taken = {path.name for path in self._folder.iterdir()} | {run.path.name for run in self._runs}
        number = 1
        while (name := f"{stem}.jsonl" if number == 1 else f"{stem}-{number}.jsonl") in taken:
            number += 1
        return self._folder / name


def _checked(scenario: str, seed: str) -> str:
    """``seed`` as digits. Refuses what the child would refuse, before there is a child."""
    names = [known.name for known in shipped()]
    if scenario not in names:
        near = nearest(scenario, names)
        raise UsageRefused(Problem(place="scenario", value=scenario, allowed="a shipped name", nearest=near))
    digits = seed.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 20 and int(digits) <= LARGEST_SEED):
        raise UsageRefused(Problem(place="seed", value=seed, allowed=f"a whole number from 0 to {LARGEST_SEED}"))
    return str(int(digits))

"""Experiments that the window holds, each in a child process that writes a result folder.

The window never imports the model. It starts the command that a person would type, reads the lines in which the child
says how far it is, and reads the folder. A folder that is not finished is taken up by the same command.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from committee.archive.results import is_finished, is_results
from committee.errors import CommitteeError, Problem, UsageRefused, nearest
from committee.machine.processes import our_command
from committee.machine.shipped import What, names
from viz.child import Child, OwnFolder, jobs_for_child
from viz.export.report import PAGE
from viz.filling import Change, changes_by_now


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What an experiment will cost."""

    runs: int
    """Meetings."""
    seconds: float
    """About how long they take."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How an experiment stands."""

    folder: Path
    """Where its results are, or will be."""
    begun: bool = False
    """Whether there is something in the folder."""
    finished: bool = False
    """Whether all of it is there, with its report."""
    busy: bool = False
    """Whether a child is at work on it."""
    done: int = 0
    """Runs that are finished, as far as a child of this window has said."""
    of: int = 0
    """All runs; 0 until a child has said."""
    seconds_left: float | None = None
    """About how long the rest takes; None until a child has said."""
    problem: str = ""
    """What a child said when it ended, unless it ended well or somebody stopped it."""
    cost: Cost | None = None
    """What it will cost, once somebody has asked and a child has answered."""
    asking: bool = False
    """Whether a child is finding that out."""
    changes: tuple[Change, ...] = ()
    """What the changes do by now."""


class Trials:
    """The experiments of this window; result folders lie in ``folder``, or else in a fresh temporary one."""

    def __init__(self, folder: Path | None = None, command: Sequence[str] | None = None) -> None:
        self._folder = OwnFolder(folder)
        self._command = our_command() if command is None else tuple(command)
        self._held: dict[str, Child] = {}
        self._asked: dict[str, Child] = {}
        self._stopped: set[str] = set()
        self._lock = Lock()

    def folder_of(self, name: str) -> Path:
        """The result folder of an experiment."""
        return self._folder.path / name

    def ask(self, name: str) -> None:
        """Begin to find out what an experiment will cost. Raises UsageRefused for a name that is not shipped."""
        known(name)
        if name not in self._asked:
            self._asked[name] = Child([*self._command, "experiment", name, "--plan", "--json"])

    def start(self, name: str) -> None:
        """Begin to hold an experiment, or go on with it. Raises UsageRefused for a name that is not shipped."""
        known(name)
        folder = self.folder_of(name)
        with self._lock:
            if name in self._held and not self._held[name].over:
                return
            self._stopped.discard(name)
            where = ["--out", str(folder), "--jobs", jobs_for_child(), "--json"]
            self._held[name] = Child([*self._command, "experiment", name, *where])

    def stop_one(self, name: str) -> None:
        """End the child that holds an experiment. What is finished stays, and :meth:`start` goes on from there."""
        if name in self._held:
            self._stopped.add(name)
            self._held[name].stop()

    def stop(self) -> None:
        """End every child that is still at work."""
        for child in (*self._held.values(), *self._asked.values()):
            child.stop()

    def standing(self, name: str) -> Standing:
        """How an experiment stands now. It reads the folder, which takes a moment."""
        folder = self.folder_of(name)
        held, asked = self._held.get(name), self._asked.get(name)
        busy = held is not None and not held.over
        told = held.told() if held is not None else {}
        begun = is_results(folder)
        return Standing(
            folder=folder,
            begun=begun,
            finished=begun and not busy and (folder / PAGE).is_file() and is_finished(folder),
            busy=busy,
            done=int(told.get("progress", told.get("ok", 0))),
            of=int(told.get("of", 0)),
            seconds_left=told.get("seconds_left"),
            problem=held.problem if held is not None and name not in self._stopped else "",
            cost=_cost(asked),
            asking=asked is not None and not asked.over,
            changes=_changes(folder) if begun else (),
        )


def known(name: str) -> str:
    """``name``, if it is that of a shipped experiment. Raises UsageRefused if it is not."""
    shipped = names(What.EXPERIMENT)
    if name not in shipped:
        near = nearest(name, shipped)
        raise UsageRefused(Problem(place="experiment", value=name, allowed="a shipped name", nearest=near))
    return name


def _cost(asked: Child | None) -> Cost | None:
    told = asked.told() if asked is not None else {}
    return Cost(runs=int(told["runs"]), seconds=float(told["seconds"])) if "runs" in told else None


def _changes(folder: Path) -> tuple[Change, ...]:
    """What the changes do by now; nothing while the folder cannot be read, as just when a file takes its place."""
    try:
        return changes_by_now(folder)
    except (CommitteeError, OSError):
        return ()

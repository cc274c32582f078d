"""Seasons that the window holds, each in a child process that writes a folder, year by year.

The window never imports the model. It starts the command that a person would type, and looks into the folder, where a
finished year stays whatever happens. A season that is not finished is taken up by the same command.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Final

from committee.archive.seasons import MOST_YEARS, SeasonFolder
from committee.errors import CommitteeError, Problem, UsageRefused, nearest
from committee.machine.processes import our_command
from committee.machine.shipped import seasons
from viz.child import Child, OwnFolder, jobs_for_child
from viz.children import LARGEST_SEED
from viz.season.listed import name_of

A_DECADE: Final = 10
"""Years of which the window finds out the cost, and with which a form begins."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A season that somebody wants."""

    scenario: str
    """The name of a shipped scenario of some years."""
    years: int
    """How many years it is to have in the end."""
    seed: int
    """Its seed."""

    @property
    def folder(self) -> str:
        """The name of its folder."""
        return f"{self.scenario}-{self.seed}"


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What years of a scenario will cost."""

    programs: int
    """Programs in the market."""
    applicants: int
    """Applicants in a year."""
    seconds: float
    """About how long :data:`A_DECADE` years take in one process."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a season stands."""

    folder: Path
    """Where its years are, or will be."""
    name: str = ""
    """What names it in links; empty until there is something in the folder."""
    years: tuple[int, ...] = ()
    """The finished years."""
    finished: bool = False
    """Whether all years are there, with the story."""
    busy: bool = False
    """Whether a child is at work on it."""
    seconds_left: float | None = None
    """About how long the rest takes; None until a child has finished a year."""
    problem: str = ""
    """What a child said when it ended, unless it ended well or somebody stopped it."""


@dataclass(frozen=True)
class _Held:
    """A child, and where it began."""

    child: Child
    asked: Asked
    began: float
    years: int


class Holdings:
    """The seasons of this window. Their folders lie in ``folder``, or else in a fresh temporary one."""

    def __init__(self, folder: Path | None = None, command: Sequence[str] | None = None) -> None:
        self._folder = OwnFolder(folder)
        self._command = our_command() if command is None else tuple(command)
        self._held: dict[str, _Held] = {}
        self._priced: dict[str, Child] = {}
        self._stopped: set[str] = set()
        self._lock = Lock()

    @property
    def folder(self) -> Path:
        """Where the folders of seasons lie."""
        return self._folder.path

    def ask(self, scenario: str) -> None:
        """Begin to find out what a scenario will cost. Raises UsageRefused for one that is none of some years."""
        known(scenario)
        if scenario not in self._priced:
            what = ["season", scenario, "--years", str(A_DECADE), "--plan", "--json"]
            self._priced[scenario] = Child([*self._command, *what])

    def cost(self, scenario: str) -> Cost | None:
        """What a scenario will cost, once somebody has asked and a child has answered."""
        asked = self._priced.get(scenario)
        told = asked.told() if asked is not None else {}
        if "seconds" not in told:
            return None
        return Cost(programs=told["programs"], applicants=told["applicants"], seconds=float(told["seconds"]))

    def pricing(self, scenario: str) -> bool:
        """Whether a child is finding out what a scenario will cost."""
        return scenario in self._priced and not self._priced[scenario].over

    def start(self, asked: Asked) -> None:
        """Begin to hold a season, or go on with it; nothing if it has those years. Raises UsageRefused if it cannot."""
        checked(asked.scenario, str(asked.years), str(asked.seed))
        before = self.standing(asked)
        if before.busy or (before.finished and len(before.years) >= asked.years):
            return
        with self._lock:
            self._stopped.discard(asked.folder)
            where = ["--out", str(before.folder), "--jobs", jobs_for_child(), "--json"]
            what = ["season", asked.scenario, "--years", str(asked.years), "--seed", str(asked.seed)]
            child = Child([*self._command, *what, *where])
            self._held[asked.folder] = _Held(child, asked, monotonic(), len(before.years))

    def latest(self, scenario: str) -> Asked | None:
        """The last season of a scenario that the window began, or None: who comes back to its page finds it there."""
        with self._lock:
            return next((each.asked for each in reversed(self._held.values()) if each.asked.scenario == scenario), None)

    def stop_one(self, asked: Asked) -> None:
        """End the child that holds a season. What is finished stays, and :meth:`start` goes on from there."""
        if asked.folder in self._held:
            self._stopped.add(asked.folder)
            self._held[asked.folder].child.stop()

    def stop(self) -> None:
        """End every child that is still at work."""
        for child in (*(each.child for each in self._held.values()), *self._priced.values()):
            child.stop()

    def standing(self, asked: Asked) -> Standing:
        """How a season stands now. It reads the folder, which takes a moment."""
        path = self.folder / asked.folder
        held = self._held.get(asked.folder)
        busy = held is not None and not held.child.over
        stopped = held is None or asked.folder in self._stopped
        season = _season(path)
        years = season.years if season else ()
        return Standing(
            folder=path,
            name=name_of(season) if season else "",
            years=years,
            finished=season is not None and season.complete and not busy,
            busy=busy,
            seconds_left=_left(held, len(years)) if held is not None and busy else None,
            problem="" if held is None or stopped else held.child.problem,
        )


def known(scenario: str) -> str:
    """``scenario``, if it is a shipped one of some years. Raises UsageRefused if it is not."""
    shipped = seasons()
    if scenario not in shipped:
        near = nearest(scenario, shipped)
        raise UsageRefused(Problem(place="season", value=scenario, allowed="a shipped name", nearest=near))
    return scenario


def checked(scenario: str, years: str, seed: str) -> Asked:
    """What somebody asks for, in digits. Raises UsageRefused for what the child would refuse."""
    whole = (("years", years.strip(), 1, MOST_YEARS), ("seed", seed.strip(), 0, LARGEST_SEED))
    for place, digits, least, most in whole:
        if not (digits.isascii() and digits.isdigit() and len(digits) < 20 and least <= int(digits) <= most):
            raise UsageRefused(Problem(place=place, value=digits, allowed=f"a whole number from {least} to {most}"))
    return Asked(scenario=known(scenario), years=int(years), seed=int(seed))


def _season(path: Path) -> SeasonFolder | None:
    """What is in the folder by now; None if there is nothing that can be read."""
    try:
        return SeasonFolder(path)
    except (CommitteeError, OSError):
        return None


def _left(held: _Held, years: int) -> float | None:
    """About how long the rest takes, at the pace since the child began."""
    done = years - held.years
    return (monotonic() - held.began) / done * (held.asked.years - years) if done > 0 else None

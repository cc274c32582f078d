"""An experiment: a question, what is varied, in which meetings, and what is counted.

An experiment is data: a TOML file, read whole and checked whole before any meeting is held. Every value of every lever
is laid over the scenario once, so a wrong one is refused in the scenario's own words, with its place in the file.

A *lever* is what somebody could decide. What nobody knows is *uncertain*. The design says which combinations of levers
are held, the sample at which points of what is uncertain, and every point is held with the same seeds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from committee.experiments.design.levers import Value

DESIGNS: Final = ("full", "star", "rows")
"""Every combination of the levers; the base and each other value alone; the combinations that the file lists."""

SAMPLES: Final = ("latin", "sobol", "morris")
"""A Latin hypercube; a Sobol sequence for first and total indices; Morris's elementary effects."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """Between which bounds something uncertain lies; both are included."""

    low: float
    """The lower bound."""
    high: float
    """The upper bound."""
    scale: str = "linear"
    """``linear`` or ``log``: on which scale every value is equally likely."""
    integer: bool = False
    """Whether it is a whole number."""


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """What :func:`committee.experiments.design.loading.load_experiment` gives. Nothing in it needs a second look."""

    name: str
    """The file's name without its ending."""
    title: str
    """A short name for people."""
    question: str
    """What it asks."""
    scenario: str
    """The scenario's name, or its path from the current folder."""
    seeds: range | tuple[int, ...]
    """One meeting of every point, or one season, has each of these seeds."""
    years: int = 0
    """How many years each season has; 0 if what is held are single meetings."""
    outcomes: tuple[str, ...]
    """What is counted; the first is the primary outcome."""
    design: str = ""
    """One of :data:`DESIGNS`; empty if there is no lever."""
    levers: Mapping[str, tuple[Value, ...]]
    """By key, the values to try; the first is the base."""
    rows: tuple[Mapping[str, Value], ...] = ()
    """The combinations of the design ``rows``, each with every key; the first is the base."""
    sample: str = ""
    """One of :data:`SAMPLES`; empty if nothing is uncertain."""
    points: int = 0
    """The size of the sample: its points (latin), base points (sobol, a power of 2) or trajectories (morris)."""
    uncertain: Mapping[str, Span]
    """By key, between which bounds it lies."""
    nulls: tuple[str, ...] = ()
    """Null models that every point is held under, too: ``section.key=VALUE``, ``additive`` or ``private_average``."""
    files: tuple[Path, ...] = ()
    """Every file that was read, the experiment's own first."""

    @property
    def unit(self) -> str:
        """What its runs are: ``meetings`` or ``seasons``."""
        return "seasons" if self.years else "meetings"

    @property
    def folder(self) -> Path:
        """The folder from which the paths in the file start."""
        return self.files[0].parent if self.files else Path()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all that varies: levers first, then what is uncertain."""
        levers = self.rows[0] if self.rows else self.levers
        return (*levers, *self.uncertain)

"""An experiment: a question, what is varied, in which meetings, and what is counted.

An experiment is data: a TOML file, read whole and checked whole before any meeting is held. Every value of every lever
is laid over the scenario once, so a wrong one is refused in the scenario's own words, with its place in the file.

A *lever* is what somebody could decide. What nobody knows is *uncertain*. The design says which combinations of levers
are held, the sample at which points of what is uncertain, and every point is held with the same seeds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Annotated, Any, Final

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import BaseModel, ConfigDict, ValidationError

from committee.errors import ScenarioRefused
from committee.experiments import checks, written
from committee.experiments.levers import Value
from committee.machine import shipped
from committee.scenario.layers import Layered
from committee.scenario.refusals import problems_of
from committee.scenario.source import Table, read_table
from committee.units import PLAIN, OneOf

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
    """What :func:`load_experiment` gives. Nothing in it needs a second look."""

    name: str
    """The file's name without its ending."""
    title: str
    """A short name for people."""
    question: str
    """What it asks."""
    scenario: str
    """The scenario's name, or its path from the current folder."""
    seeds: range | tuple[int, ...]
    """One meeting of every point has each of these seeds."""
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
    def folder(self) -> Path:
        """The folder from which the paths in the file start."""
        return self.files[0].parent if self.files else Path()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all that varies: levers first, then what is uncertain."""
        levers = self.rows[0] if self.rows else self.levers
        return (*levers, *self.uncertain)


class Written(BaseModel):
    """An experiment as its file says it; each key with its type. What the values mean is checked afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    title: Annotated[str, MinLen(1), MaxLen(200), PLAIN]
    question: Annotated[str, MinLen(1), MaxLen(500), PLAIN]
    scenario: Annotated[str, MinLen(1)]
    seeds: Annotated[str, MinLen(1)] | Annotated[tuple[int, ...], MinLen(1)]
    outcomes: Annotated[tuple[str, ...], MinLen(1)]
    design: Annotated[str, OneOf(*DESIGNS)] | None = None
    levers: dict[str, Any] = {}
    rows: tuple[dict[str, Any], ...] = ()
    sample: Annotated[str, OneOf(*SAMPLES)] | None = None
    points: Annotated[int, Ge(2), Le(100_000)] | None = None
    uncertain: dict[str, Any] = {}
    null: tuple[str, ...] = ()


def load_experiment(name_or_path: str | PathLike[str]) -> Experiment:
    """The experiment ``name_or_path``, checked.

    Parameters
    ----------
    name_or_path
        A path, if it is a path object, has a slash or ends in ``.toml``. Else the name of a shipped experiment. It is
        never looked up in the current folder. A path inside the file starts beside the file.

    Raises
    ------
    ScenarioRefused
        If anything is wrong, with every problem: in the file, or in the scenario with a lever at one of its values.
    """
    path = shipped.find(shipped.spelled(name_or_path), what=shipped.What.EXPERIMENT)
    experiment = _assembled(_validated(read_table(path), path), path)
    problems = checks.problems_with(experiment)
    if problems:
        raise ScenarioRefused(*problems)
    return experiment


def _validated(table: Table, path: Path) -> Written:
    """The table with each key of the right type."""
    try:
        return Written.model_validate_json(json.dumps(table), strict=True)
    except ValidationError as error:
        problems = problems_of(error, Layered(table=table, origins={(): path.name}), Written)
    raise ScenarioRefused(*problems)


def _assembled(given: Written, path: Path) -> Experiment:
    """The record of what is written. Raises :class:`ScenarioRefused` where the file says no experiment."""
    notes = written.Notes(path.name)
    seeds = written.seeds(given.seeds, notes)
    levers, rows = written.levers(given.levers, notes), written.rows(given.rows, notes)
    spans = written.spans(given.uncertain, notes)
    scenario = written.scenario(given.scenario, path.parent, notes)
    written.refuse_mixtures(given, notes)
    if notes.problems:
        raise ScenarioRefused(*notes.problems)
    return Experiment(
        name=path.stem,
        title=given.title,
        question=given.question,
        scenario=scenario,
        seeds=seeds,
        outcomes=given.outcomes,
        design=given.design or "",
        levers=levers,
        rows=rows,
        sample=given.sample or "",
        points=given.points or 0,
        uncertain={key: Span(**span) for key, span in spans.items()},
        nulls=given.null,
        files=(path, *written.files(scenario, levers, rows, path.parent)),
    )

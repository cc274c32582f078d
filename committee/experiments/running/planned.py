"""What an experiment will cost, before anybody holds it: its size, and about how long it takes, from a few runs."""

from __future__ import annotations

from collections.abc import Sequence
from time import process_time
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from committee.engine.choice import Engine, Told, choose
from committee.experiments.design.designs import Point, count_of, points_of, scenario_at, size_of
from committee.experiments.design.experiment import Experiment
from committee.experiments.running.blocks import TOGETHER, Left
from committee.experiments.running.manifest import token_of, wanted_by
from committee.experiments.running.runs import Task, held, task_of

FEW: Final = (1, 4, TOGETHER)
"""Runs that are held at a point to see how long they take; more only where they take little."""

SLOW_S: Final = 0.1
"""Seconds of a run above which a few are enough."""


class Plan(Struct, frozen=True, kw_only=True):
    """What an experiment will cost."""

    points: int
    """Design points."""
    combinations: int
    """Combinations of levers."""
    seeds: int
    """Seeds, each held at every point."""
    nulls: int
    """Nulls that every point is held under, too."""
    runs: int
    """All runs."""
    seconds: float
    """About how much time of a processor they take in all, without compiling."""
    compiles: bool
    """Whether every process compiles first, which takes about a minute: what was compiled cannot be kept."""


def planned(experiment: Experiment, engine: str = "auto", told: Told | None = None) -> Plan:
    """What an experiment will cost. A few runs of some points are held and thrown away.

    ``told`` hears of it if compiling comes first. Raises :class:`UsageRefused` if compiled code was asked for and
    cannot hold this.
    """
    points, nulls = points_of(experiment), ["", *experiment.nulls]
    choice = choose(engine, scenario_at(experiment, points[0]), told=told)
    task = task_of(experiment, points, engine, token_of(wanted_by(experiment)))
    probed = {points[0].number: points[0], points[len(points) // 2].number: points[len(points) // 2]}
    _warm(task, points[0], experiment.seeds)
    times = [_seconds(task, point, null, experiment.seeds) for point in probed.values() for null in nulls]
    runs = size_of(experiment, agreed=True)
    return Plan(
        points=count_of(experiment),
        combinations=points[-1].combination,
        seeds=len(experiment.seeds),
        nulls=len(experiment.nulls),
        runs=runs,
        seconds=runs * sum(times) / len(times),
        compiles=choice.engine is Engine.COMPILED and _keeps_nothing(),
    )


def _warm(task: Task, point: Point, seeds: Sequence[int]) -> None:
    """Hold one run as another task would, so that what a process does once is not taken for the pace of all runs."""
    held(replace(task, token=f"{task.token} to warm"), 0, Left([point], [""], seeds[:1]).few(1))


def _keeps_nothing() -> bool:
    from committee.engine.jit import cache_folder

    return cache_folder() is None


def _seconds(task: Task, point: Point, null: str, seeds: Sequence[int]) -> float:
    """About how much time of a processor a run of a point takes, the making of its room included."""
    seconds = making = 0.0
    for runs in FEW:
        block = Left([point], [null], seeds[:runs]).few(runs)
        began = process_time()
        held(task, 0, block)
        took = process_time() - began
        seconds, making = took / len(block[0].seeds), making or took
        if runs > FEW[0] and seconds > SLOW_S:
            break
    return seconds + max(making - seconds, 0.0) / max(len(seeds), 1)

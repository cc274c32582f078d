"""What an experiment will cost, before anybody holds it: its size, and about how long it takes, from a few runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from committee.engine.choice import Told, choose
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
    """About how long they take in all, one after another."""


def planned(experiment: Experiment, engine: str = "auto", told: Told | None = None) -> Plan:
    """What an experiment will cost. A few runs of some points are held and thrown away.

    ``told`` hears of it if compiling comes first. Raises :class:`UsageRefused` if compiled code was asked for and
    cannot hold this.
    """
    points, nulls = points_of(experiment), ["", *experiment.nulls]
    choose(engine, scenario_at(experiment, points[0]), told=told)
    task = task_of(experiment, points, engine, token_of(wanted_by(experiment)))
    probed = {points[0].number: points[0], points[len(points) // 2].number: points[len(points) // 2]}
    times = [_seconds(task, point, null, experiment.seeds) for point in probed.values() for null in nulls]
    runs = size_of(experiment, agreed=True)
    return Plan(
        points=count_of(experiment),
        combinations=points[-1].combination,
        seeds=len(experiment.seeds),
        nulls=len(experiment.nulls),
        runs=runs,
        seconds=runs * sum(times) / len(times),
    )


def _seconds(task: Task, point: Point, null: str, seeds: Sequence[int]) -> float:
    """About how long a run of a point takes, the making of its room included."""
    seconds = making = 0.0
    for runs in FEW:
        block = Left([point], [null], seeds[:runs]).few(runs)
        answer = held(task, 0, block)
        seconds, making = answer.seconds / len(block[0].seeds), making or answer.seconds
        if runs > FEW[0] and seconds > SLOW_S:
            break
    return seconds + max(making - seconds, 0.0) / max(len(seeds), 1)

"""What is made of an experiment's runs: effects, indices, and pairs of meetings that are worth watching."""

from __future__ import annotations

from pathlib import Path

from committee.archive.results import read_design, read_results, write_effects, write_indices
from committee.experiments.design.designs import points_from
from committee.experiments.design.experiment import Experiment
from committee.experiments.findings.effects import effects_of
from committee.experiments.findings.indices import indices_of
from committee.experiments.findings.pairs import write_pairs


def conclude(folder: Path, experiment: Experiment) -> list[dict[str, object]]:
    """Write ``effects.csv``, ``indices.csv`` and the pairs into a folder that holds all runs; returns the effects."""
    effects = conclude_by_now(folder, experiment)
    write_pairs(folder, read_results(folder), experiment, points_from(read_design(folder)))
    return effects


def conclude_by_now(folder: Path, experiment: Experiment) -> list[dict[str, object]]:
    """Write ``effects.csv`` and ``indices.csv`` of the runs that a folder holds by now; returns the effects."""
    results, points = read_results(folder), points_from(read_design(folder))
    effects = effects_of(results, experiment, points)
    write_effects(folder, effects)
    write_indices(folder, indices_of(results, experiment, points))
    return effects

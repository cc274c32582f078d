"""How much each uncertain key matters: the rows of ``indices.csv``, for each combination of levers.

Only seeds that are held at every point count. A block of points in which a run failed is left out. While runs are
missing, indices are provisional, and their note says how many runs they rest on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import inf, isfinite
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from committee.experiments.findings.analyzers import ANALYZERS, Analyzer, Indices, Sampled, Weights, block_size
from committee.experiments.findings.by_seed import BySeed, Cell, Counted, Placed
from committee.experiments.findings.effects import rounded
from committee.measures.intervals import Estimate, from_resamples, not_estimable, weights

if TYPE_CHECKING:
    from committee.experiments.design.experiment import Experiment

RESAMPLES: Final = 1000
"""Resamples of seeds behind an interval."""

UNCLEAR: Final = "not distinguishable from 0"
FLAT: Final = "the outcome hardly varies over these points"
ONE_SEED: Final = "one seed does not say how sure this is"
TOO_FEW: Final = "too few points are held yet, or too many failed"
NO_INDEX: Final = "no index: the outcome exists only for all seeds together"

_AT_ONCE: Final = 8_000_000
"""Outcomes under weights that are made at once: they take 64 megabytes."""

_OF_BLOCKS: Final = 1
"""The stream that draws blocks of points; seeds are drawn from stream 0."""

_COLUMNS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "sobol": {"first": ("first_low", "first_high"), "total": ("low", "high")},
    "morris": {"mu_star": ("low", "high"), "sigma": ()},
    "latin": {"rank_coefficient": ("low", "high")},
}
"""By sample: its indices, and the columns of their limits."""

_SPANS: Final[Mapping[str, tuple[float, float]]] = {
    "first": (-inf, 1.0),
    "total": (-inf, 1.0),
    "rank_coefficient": (-1.0, 1.0),
}
"""What an index can be at most: shares of a variance, and a coefficient between ranks. With few points or seeds a
resample overshoots. Below, shares stay open, so that one sees an index that cannot be told from 0."""

_DECIDES: Final = {"sobol": "total", "morris": "square", "latin": "rank_coefficient"}
"""The index that says whether a key does anything."""


class Placing(Placed, Protocol):
    """A design point with its values."""

    @property
    def levers(self) -> Mapping[str, Any]:
        """The value of every key."""


def indices_of(results: Any, experiment: Experiment, points: Sequence[Placing]) -> list[dict[str, object]]:
    """The rows of ``indices.csv``; none if nothing is sampled. None where a column has nothing to say.

    Parameters
    ----------
    results
        The table of results, or what there is of it by now: an Arrow table or a pandas frame.
    experiment
        The experiment.
    points
        The points of its design, in their order.
    """
    from committee.experiments.design.outcomes import outcome_named

    if not experiment.sample:
        return []
    outcomes = [outcome_named(name) for name in experiment.outcomes]
    runs, keys = BySeed(results, points), tuple(experiment.uncertain)
    plan = Plan(experiment.sample, keys, len(experiment.seeds))
    return [row for outcome in outcomes for row in indexed(runs, outcome, points, plan)]


class Plan:
    """What a sampled experiment sets out to do."""

    def __init__(self, sample: str, keys: tuple[str, ...], seeds: int) -> None:
        self.sample = sample
        """The sampler."""
        self.keys = keys
        """What is uncertain."""
        self.seeds = seeds
        """How many seeds each point is to have."""

    @property
    def analyzer(self) -> Analyzer:
        """The analyzer that belongs to the sampler."""
        return ANALYZERS[self.sample]


def indexed(runs: BySeed, outcome: Counted, points: Sequence[Placing], plan: Plan) -> Iterator[dict[str, object]]:
    """The rows of one outcome, combination by combination."""
    for combination, first in runs.first.items():
        own = [point for point in points if point.combination == combination]
        at = np.array([[float(point.levers[key]) for key in plan.keys] for point in own])
        row = {"design_point": first, "outcome": outcome.name}
        of = len(own) * plan.seeds
        if outcome.parts:
            yield from (row | _columns(plan, {}, key) | _last(None, of, [NO_INDEX]) for key in plan.keys)
            continue
        cell = runs.cell(outcome, combination)
        sample = whole_blocks(cell, at, block_size(plan.sample, len(plan.keys)))
        used, waits = sample.outcomes.size, int(cell.held.sum()) < of
        said = [] if used == of else [f"{'provisional, ' if waits else ''}from {used:,} of {of:,} runs"]
        yield from (row | found | _last(used, of, [*notes, *said]) for found, notes in _indices(sample, plan))


def whole_blocks(cell: Cell, at: NDArray[np.float64], size: int) -> Sampled:
    """The blocks of ``size`` points in which nothing is missing, with the seeds that were held at every point.

    ``at`` has the values of the keys, in the shape (points, keys).
    """
    seeds = cell.held.all(axis=0)
    blocks = cell.values[:, seeds].reshape(len(at) // size, size, int(seeds.sum()))
    whole = np.isfinite(blocks).all(axis=(1, 2))
    return Sampled(blocks[whole], at.reshape(-1, size, at.shape[1])[whole])


def _indices(sample: Sampled, plan: Plan) -> Iterator[tuple[dict[str, object], list[str]]]:
    """By key, its indices with their limits, and what must be said of them."""
    if len(sample.outcomes) < 2 or not sample.outcomes.size:
        yield from ((_columns(plan, {}, key), [TOO_FEW]) for key in plan.keys)
        return
    estimates = estimates_of(sample, plan.analyzer)
    for place, key in enumerate(plan.keys):
        own = {name: by_key[place] for name, by_key in estimates.items()}
        yield _columns(plan, own, key), _notes(own[_DECIDES[plan.sample]])


def estimates_of(sample: Sampled, analyzer: Analyzer) -> dict[str, list[Estimate]]:
    """By index, an estimate for each key."""
    blocks, points, seeds = sample.outcomes.shape

    def under(of_seeds: NDArray[np.float64], of_blocks: NDArray[np.float64]) -> Indices:
        return analyzer(sample, Weights(of_seeds, of_blocks))

    values = under(np.ones((1, seeds)), np.ones((1, blocks)))
    if seeds == 1:
        return {name: [not_estimable(1, value) for value in found[0]] for name, found in values.items()}
    without = under(1.0 - np.eye(seeds), np.ones((seeds, blocks)))
    of_seeds, of_blocks = weights(seeds, RESAMPLES), weights(blocks, RESAMPLES, stream=_OF_BLOCKS)
    step = max(1, _AT_ONCE // (blocks * points))
    drawn = [under(of_seeds[at : at + step], of_blocks[at : at + step]) for at in range(0, RESAMPLES, step)]
    return {
        name: [
            within(
                from_resamples(
                    float(value), without[name][:, key], np.concatenate([part[name][:, key] for part in drawn]), seeds
                ),
                _SPANS.get(name),
            )
            for key, value in enumerate(found[0])
        ]
        for name, found in values.items()
    }


def within(found: Estimate, span: tuple[float, float] | None) -> Estimate:
    """The estimate with limits that the quantity can have, or its own value where that lies beyond.

    The true value lies in the span, so nothing is lost.
    """
    if span is None or not found.estimable:
        return found
    least, most = span
    low, high = max(found.low, min(least, found.effect)), min(found.high, max(most, found.effect))
    return replace(found, low=low, high=high)


def _notes(decides: Estimate) -> list[str]:
    """What a reader must know of an index."""
    if not isfinite(decides.effect):
        return [FLAT]
    if not decides.estimable:
        return [ONE_SEED] if decides.n == 1 else [UNCLEAR]
    return [UNCLEAR] if decides.low <= 0.0 <= decides.high else []


def _columns(plan: Plan, estimates: Mapping[str, Estimate], key: str) -> dict[str, object]:
    row: dict[str, object] = {"lever": key}
    for name, limits in _COLUMNS[plan.sample].items():
        found = estimates.get(name)
        row[name] = None if found is None else rounded(found.effect)
        for column, limit in zip(limits, (None, None) if found is None else (found.low, found.high), strict=False):
            row[column] = rounded(limit)
    return row


def _last(runs: int | None, of: int, notes: list[str]) -> dict[str, object]:
    """How many runs the row rests on, of how many, and what must be said of it."""
    return {"runs": runs, "of": of, "note": "; ".join(notes)}

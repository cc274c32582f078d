"""Statistics of all seeds together: shares of variance, a Gini, an agreement. Intervals: bootstrap over seeds.

Each meeting contributes parts that add up over seeds: counts, sums, sums of products. A statistic is a function of the
added parts. So a resample is a row of weights (how often each seed was drawn), and two thousand resamples are one
product of matrices.

The resamples are drawn from a keyed stream that depends on nothing but the number of seeds. So the same results give
the same interval on every machine, and both sides of a difference draw the same seeds.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import sqrt
from typing import Final

import numpy as np
from numpy.random import Philox
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

from committee.measures.intervals.estimate import (
    MISS,
    Estimate,
    Floats,
    not_estimable,
    same_in_every_seed,
    whole_seeds,
    with_limits,
)
from committee.measures.intervals.means import t_quantile
from committee.measures.intervals.ratios import SIGNS
from committee.measures.intervals.shares import normal_quantile

BOOTSTRAP: Final = "bootstrap over seeds"

RESAMPLES: Final = 2000
"""Resamples of an interval."""

_KEY: Final = 0x636F6D6D69747465
"""The key of the stream of resamples."""

Pool = Callable[[Floats], Floats]
"""A statistic of added parts: arrays of shape (..., parts) give arrays of shape (...)."""


def pooled(statistic: Pool, parts: ArrayLike) -> Estimate:
    """A statistic of all seeds.

    Parameters
    ----------
    statistic
        A function of added parts; see :data:`Pool`.
    parts
        One row of parts a seed; a seed with a part that is not a number is left out.
    """
    return _combined(statistic, parts)


def pooled_change(statistic: Pool, changed: ArrayLike, base: ArrayLike) -> Estimate:
    """The statistic of ``changed`` less that of ``base``; both draw the same seeds."""
    return _combined(statistic, changed, base)


def difference_of_pooled_changes(
    statistic: Pool, changed: ArrayLike, base: ArrayLike, null: ArrayLike, null_base: ArrayLike
) -> Estimate:
    """What the change does to the statistic beyond what it does in a null model; all four draw the same seeds."""
    return _combined(statistic, changed, base, null, null_base)


@lru_cache(maxsize=16)
def weights(seeds: int, resamples: int = RESAMPLES, stream: int = 0) -> Floats:
    """How often each seed is drawn: one row a resample, one column a seed. Each ``stream`` has draws of its own."""
    generator = Philox(key=np.array([_KEY + stream, seeds], dtype=np.uint64))
    words = np.asarray(generator.random_raw(resamples * seeds), dtype=np.uint64) >> np.uint64(32)
    drawn = ((words * np.uint64(seeds)) >> np.uint64(32)).astype(np.int64).reshape(resamples, seeds)
    drawn += np.arange(resamples)[:, None] * seeds
    return np.bincount(drawn.ravel(), minlength=resamples * seeds).reshape(resamples, seeds).astype(np.float64)


def _combined(statistic: Pool, *sets: ArrayLike) -> Estimate:
    """The statistics of sets of seeds, each counted up or down by its sign, with one bootstrap for all."""
    taken = whole_seeds(*sets)
    count = len(taken[0])
    if count == 0:
        return not_estimable(0)
    value, without, drawn = 0.0, np.zeros(count), np.zeros(RESAMPLES)
    for sign, parts in zip(SIGNS[len(taken)], taken, strict=True):
        found = _evaluated(statistic, parts.tobytes(), count)
        value, without, drawn = value + sign * found[0], without + sign * found[1], drawn + sign * found[2]
    return from_resamples(value, without, drawn, count)


@lru_cache(maxsize=64)
def _evaluated(statistic: Pool, parts: bytes, seeds: int) -> tuple[float, Floats, Floats]:
    """The statistic of all seeds, without each of them, and of each resample. The base of many comparisons is kept."""
    by_seed = np.frombuffer(parts).reshape(seeds, -1)
    sums = np.vstack([np.ones((1, seeds)), 1.0 - np.eye(seeds), weights(seeds)]) @ by_seed
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.asarray(statistic(sums), dtype=np.float64)
    return float(values[0]), values[1 : seeds + 1], values[seeds + 1 :]


def from_resamples(value: float, without: Floats, drawn: Floats, seeds: int) -> Estimate:
    """The estimate and the bootstrap interval of any statistic. Interval: BCa, its tails widened for few seeds.

    Sources: Efron B. Better bootstrap confidence intervals. J Am Stat Assoc 1987;82:171-185. For the wider tails (the
    bootstrap's spread is too small by the root of (n - 1) / n, and a normal tail is too short): Hesterberg TC. What
    teachers should know about the bootstrap. Am Stat 2015;69:371-386.

    Parameters
    ----------
    value
        The statistic of all seeds.
    without
        The statistic without each seed in turn.
    drawn
        The statistic of each resample. Where a tenth or more of them is not a number, nothing is estimable.
    seeds
        How many seeds there are.
    """
    usable = np.sort(drawn[np.isfinite(drawn)])
    if seeds < 2 or not np.isfinite(value) or not np.isfinite(without).all() or len(usable) < 0.9 * len(drawn):
        return not_estimable(seeds, value)
    if usable[0] == usable[-1]:
        return same_in_every_seed(value, seeds)
    low, high = _corrected(value, without, usable, seeds)

    def limits(miss: float) -> tuple[float, float]:
        further = t_quantile(miss, seeds - 1) / t_quantile(MISS, seeds - 1)
        return value - further * (value - low), value + further * (high - value)

    return with_limits(value, seeds, BOOTSTRAP, limits, tail=_tail(value, low, high))


def _corrected(value: float, without: Floats, drawn: Floats, seeds: int) -> tuple[float, float]:
    """The limits of the 95 % interval. They always hold the estimate between them."""
    below = float((drawn < value).mean() + (drawn == value).mean() / 2)
    edge = 1.0 / (2 * len(drawn))
    bias = float(ndtri(min(max(below, edge), 1.0 - edge)))
    apart = without.mean() - without
    spread = float((apart**2).sum()) ** 1.5
    skew = float((apart**3).sum()) / (6.0 * spread) if spread > 0.0 else 0.0
    reach = t_quantile(MISS, seeds - 1) * sqrt(seeds / (seeds - 1))
    low, high = (_quantile(drawn, _moved(side * reach, bias, skew)) for side in (-1.0, 1.0))
    return min(low, value), max(high, value)


def _moved(distance: float, bias: float, skew: float) -> float:
    """The share of resamples below a limit, corrected for bias and for skewness."""
    lean = bias + distance
    return float(ndtr(bias + lean / max(1e-6, 1.0 - skew * lean)))


def _quantile(ordered: NDArray[np.float64], share: float) -> float:
    place = min(max(share * (len(ordered) + 1) - 1, 0.0), len(ordered) - 1.0)
    return float(np.interp(place, np.arange(len(ordered)), ordered))


def _tail(value: float, low: float, high: float) -> float:
    """The chance to miss at which the interval would just touch 0, if it widened as a normal one does."""
    arm = value - low if value > 0.0 else high - value
    if value == 0.0:
        return 1.0
    return float(2.0 * ndtr(-abs(value) / arm * normal_quantile(MISS))) if arm > 0.0 else 0.0

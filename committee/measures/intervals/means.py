"""Means over seeds: Student's t, alone and paired, and the normal interval of large numbers of seeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import inf, isnan, sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr, stdtrit

from committee.measures.intervals.estimate import (
    Estimate,
    Floats,
    not_estimable,
    same_in_every_seed,
    whole_seeds,
    with_limits,
)

T: Final = "t"
PAIRED_T: Final = "paired t"

Z: Final = 1.96
"""Standard errors on either side of a normal 95 % interval."""


@lru_cache(maxsize=4096)
def t_quantile(miss: float, freedom: int) -> float:
    """Standard errors on either side of an interval that misses with chance ``miss``."""
    return float(-stdtrit(freedom, miss / 2))


def t_tail(distance: float, freedom: int) -> float:
    """The chance to miss of an interval that reaches ``distance`` standard errors to either side."""
    return float(2.0 * stdtr(freedom, -abs(distance)))


def level_mean(values: ArrayLike) -> Estimate:
    """The mean over seeds. Interval: Student's t.

    Parameters
    ----------
    values
        One number a seed; not a number where a seed is missing.
    """
    (taken,) = whole_seeds(values)
    return _mean(taken, T)


def paired_mean(changed: ArrayLike, base: ArrayLike) -> Estimate:
    """The mean of ``changed`` less ``base`` with the same seeds. Interval: paired t."""
    after, before = whole_seeds(changed, base)
    return _mean(after - before, PAIRED_T)


def difference_of_mean_changes(changed: ArrayLike, base: ArrayLike, null: ArrayLike, null_base: ArrayLike) -> Estimate:
    """What the change does beyond what it does in a null model, paired by seed. Interval: paired t."""
    after, before, null_after, null_before = whole_seeds(changed, base, null, null_base)
    return _mean((after - before) - (null_after - null_before), PAIRED_T)


def _mean(values: Floats, method: str) -> Estimate:
    """The mean; without spread, seeds say nothing about how far the next one may be off."""
    count = len(values)
    if count < 2:
        return not_estimable(count, *values.tolist())
    if (values == values[0]).all():
        return same_in_every_seed(float(values[0]), count)
    return around(float(values.mean()), float(values.std(ddof=1)) / sqrt(count), count, method)


def around(value: float, error: float, n: int, method: str) -> Estimate:
    """An estimate with a standard error from ``n`` seeds. Interval: t with ``n`` - 1 degrees of freedom."""

    def limits(miss: float) -> tuple[float, float]:
        wide = t_quantile(miss, n - 1) * error
        return value - wide, value + wide

    tail = t_tail(value / error, n - 1) if error > 0.0 else float(value == 0.0)
    return with_limits(value, n, method, limits, tail=tail)


def normal_interval(value: float, parts: Sequence[float]) -> tuple[float, float]:
    """The normal 95 % interval of an estimate, from what each seed contributes to it; without end for one seed.

    Parameters
    ----------
    value
        The estimate.
    parts
        What each seed contributes; their mean is ``value``.
    """
    count = len(parts)
    if count < 2 or isnan(value):
        return -inf, inf
    variance = sum((part - value) ** 2 for part in parts) / (count - 1)
    wide = Z * sqrt(variance / count)
    return value - wide, value + wide


def pseudovalues(
    by_seed: Sequence[Any], statistic: Callable[[Sequence[Any]], float]
) -> tuple[float, tuple[float, ...]]:
    """Any statistic of all seeds, and what each seed contributes: how far it moves when the seed is left out.

    Source: Tukey JW. Bias and confidence in not-quite large samples. Ann Math Stat 1958;29:614. The contributions are
    shifted to have the statistic as their mean, so they take no bias away.
    """
    count, whole = len(by_seed), statistic(by_seed)
    if count < 2 or isnan(whole):
        return whole, (whole,) * count
    without = [statistic([*by_seed[:left], *by_seed[left + 1 :]]) for left in range(count)]
    middle = sum(without) / count
    return whole, tuple(whole + (count - 1) * (middle - value) for value in without)


def jackknife_error(without: Floats) -> float:
    """The standard error of a statistic from its values with each seed left out in turn."""
    count = len(without)
    return float(np.sqrt((count - 1) / count * ((without - without.mean()) ** 2).sum()))

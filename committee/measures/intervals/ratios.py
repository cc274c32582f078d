"""Ratios of rates that are pooled over seeds, and by what factor a change multiplies them.

A rate in one meeting rests on a handful of rows and may be 0 of 0, so we never average ratios. We add up what is
counted over all seeds, take the ratio of the two rates, and leave one seed out at a time to see how sure it is.
Everything happens on the logarithm, so the interval of a ratio never reaches 0, and changes are factors: 1 is none.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from committee.measures.intervals.estimate import (
    Estimate,
    Floats,
    not_estimable,
    same_in_every_seed,
    whole_seeds,
    with_limits,
)
from committee.measures.intervals.means import around, jackknife_error

LOG_JACKKNIFE: Final = "jackknife of the log ratio"

SIGNS: Final = {1: (1.0,), 2: (1.0, -1.0), 4: (1.0, -1.0, -1.0, 1.0)}
"""How a level, a change and a difference of changes are added up from one, two and four sets of seeds."""


def rate_ratio(parts: ArrayLike) -> Estimate:
    """The ratio of two rates, each pooled over seeds. Interval: jackknife over seeds on the log scale, with t.

    Parameters
    ----------
    parts
        One row a seed with four counts: events, of how many; events, of how many in the group that it is held against.
        Not estimable if one of the four is 0 in all seeds, or in all seeds but one.
    """
    return _factor(parts)


def ratio_change(changed: ArrayLike, base: ArrayLike) -> Estimate:
    """The factor between the rate ratios of ``changed`` and ``base``, paired by seed; ``parts`` as in `rate_ratio`."""
    return _factor(changed, base)


def ratio_of_ratio_changes(changed: ArrayLike, base: ArrayLike, null: ArrayLike, null_base: ArrayLike) -> Estimate:
    """The factor of the change over its factor in a null model: a difference of differences of log ratios."""
    return _factor(changed, base, null, null_base)


def _factor(*sets: ArrayLike) -> Estimate:
    """The factor that sets of seeds make together, each counted up or down by its sign."""
    taken = whole_seeds(*sets)
    count = len(taken[0])
    signed = list(zip(SIGNS[len(taken)], taken, strict=True))
    whole = float(sum(sign * _log_ratio(parts.sum(axis=0)) for sign, parts in signed)) if count else np.nan
    without = sum((sign * _log_ratio(parts.sum(axis=0) - parts) for sign, parts in signed), np.zeros(count))
    if count < 2 or not np.isfinite(whole) or not np.isfinite(without).all():
        return not_estimable(count, float(np.exp(whole)) if np.isfinite(whole) else np.nan, unchanged=1.0)
    if (without == whole).all():
        return same_in_every_seed(float(np.exp(whole)), count, unchanged=1.0)
    logs = around(whole, jackknife_error(without), count, LOG_JACKKNIFE)

    def limits(miss: float) -> tuple[float, float]:
        low, high = logs.limits(miss)
        return float(np.exp(low)), float(np.exp(high))

    return with_limits(float(np.exp(whole)), count, LOG_JACKKNIFE, limits, tail=logs.tail, unchanged=1.0)


def _log_ratio(counts: Floats) -> Floats:
    """The log of the ratio of two rates, along the last axis; not a number where a count is 0."""
    filled = np.where(counts > 0.0, counts, np.nan)
    logs = np.log(filled)
    return np.asarray(logs[..., 0] - logs[..., 1] - logs[..., 2] + logs[..., 3])

"""What is known of a number after some seeds: its estimate, its interval, and how the interval was made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from math import inf, log, nan
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
"""Numbers by seed, or rows of numbers by seed; not a number where a seed is missing."""

Limits = Callable[[float], tuple[float, float]]
"""The lower and the upper limit, given the chance that the interval misses."""

MISS: Final = 0.05
"""The chance that a pointwise interval misses: all intervals are 95 % intervals unless they say otherwise."""

NOT_ESTIMABLE: Final = "not estimable"
"""The method where there is too little to estimate from."""

NO_SEED_DIFFERS: Final = "no seed differs"
"""The method of what is exactly the same in every seed, so that seeds say nothing about its spread."""


def fixed(value: float) -> Limits:
    """The limits of an interval without width."""
    return partial(_fixed, value)


def _fixed(value: float, _miss: float) -> tuple[float, float]:
    return value, value


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An estimate over seeds with its 95 % interval. The unit is the seed, never the row."""

    effect: float
    """The estimate; not a number where it is not estimable."""
    low: float
    """The lower limit of the 95 % interval."""
    high: float
    """The upper limit."""
    n: int
    """Seeds, or pairs of meetings with the same seed, that it rests on."""
    method: str
    """How the interval was made."""
    by_t: bool = True
    """Whether its width goes by Student's t, which is wider with few seeds, or by the normal distribution."""
    unchanged: float = 0.0
    """The effect that means no change: 0, or 1 where effects are factors (ratios)."""
    tail: float = 1.0
    """The chance to miss at which the interval just touches ``unchanged``. Holm's order needs it; we never show it."""
    limits: Limits = field(default_factory=lambda: fixed(nan), repr=False, compare=False)
    """The interval at another chance to miss."""

    @property
    def estimable(self) -> bool:
        """Whether there is an estimate with an interval."""
        return self.method != NOT_ESTIMABLE

    @property
    def half_width(self) -> float:
        """Half of the interval's width; of its logarithm where effects are factors."""
        if self.unchanged == 1.0:
            return (log(self.high) - log(self.low)) / 2 if self.low > 0.0 else inf
        return (self.high - self.low) / 2

    @property
    def size(self) -> float:
        """How far the effect is from no change; in logarithms where effects are factors."""
        if self.unchanged == 1.0:
            return abs(log(self.effect)) if self.effect > 0.0 else nan
        return abs(self.effect - self.unchanged)


def with_limits(effect: float, n: int, method: str, limits: Limits, **other: Any) -> Estimate:
    """The estimate with its 95 % interval."""
    low, high = limits(MISS)
    return Estimate(effect=effect, low=low, high=high, n=n, method=method, limits=limits, **other)


def not_estimable(n: int, effect: float = nan, unchanged: float = 0.0) -> Estimate:
    """Nothing can be said about how sure it is; perhaps there is not even an estimate."""
    return Estimate(effect=effect, low=nan, high=nan, n=n, method=NOT_ESTIMABLE, unchanged=unchanged)


def same_in_every_seed(value: float, n: int, unchanged: float = 0.0) -> Estimate:
    """What is the same in every seed. Its interval is a point, because seeds say nothing about its spread."""
    tail = float(value == unchanged)
    return with_limits(value, n, NO_SEED_DIFFERS, fixed(value), tail=tail, unchanged=unchanged)


def whole_seeds(*arrays: ArrayLike) -> tuple[Floats, ...]:
    """The arrays without the seeds that are missing in any of them.

    Parameters
    ----------
    arrays
        Numbers by seed, or rows of numbers by seed, in the same order of seeds.
    """
    taken = [np.asarray(array, dtype=np.float64) for array in arrays]
    whole = np.logical_and.reduce([np.isfinite(array).all(axis=tuple(range(1, array.ndim))) for array in taken])
    return tuple(array[whole] for array in taken)

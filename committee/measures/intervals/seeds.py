"""How many seeds a wanted width needs."""

from __future__ import annotations

from bisect import bisect_left
from math import isfinite, sqrt
from typing import Final

from committee.measures.intervals.estimate import MISS, Estimate
from committee.measures.intervals.means import t_quantile

LEAST: Final = 10
"""The fewest seeds that we ever name: with fewer, the spread between seeds is not known well enough."""

_MOST: Final = 1_000_000_000
"""More seeds than anybody will hold."""

_ROUNDED: Final = 1e-9
"""By what share a width may be too wide, which is rounding."""


def seeds_for(estimate: Estimate, half_width: float) -> int | None:
    """About how many seeds would make the interval ``half_width`` wide on either side, or None if nobody knows.

    Widths shrink with the square root of the number of seeds, and where they go by Student's t, with its quantile for
    that number of seeds. Where effects are factors, ``half_width`` is in logarithms. Never fewer than :data:`LEAST`.
    """
    now = estimate.half_width
    if not (isfinite(now) and now > 0.0 and half_width > 0.0):
        return None
    error = now * sqrt(estimate.n) / _quantile(estimate, estimate.n)

    def narrowed(seeds: int) -> float:
        return -_quantile(estimate, seeds) * error / sqrt(seeds)

    needed = LEAST + bisect_left(range(LEAST, _MOST), -half_width * (1.0 + _ROUNDED), key=narrowed)
    return needed if needed < _MOST else None


def _quantile(estimate: Estimate, seeds: int) -> float:
    """Standard errors on either side of the interval with so many seeds; of a normal one only how they compare."""
    return t_quantile(MISS, seeds - 1) if estimate.by_t else 1.0

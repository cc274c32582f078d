"""What decides: shares of the five factors in the place, averaged over all orders in which they could enter (LMG).

The method is that of Lindeman, Merenda and Gold (1980). All that it needs of a meeting are sums of products, and those
of several meetings add up.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations
from math import factorial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from committee.measures.places import place
from committee.measures.tally import Tally
from committee.terms import Factor

Floats = NDArray[np.float64]

_NAMES: Final = ("rows", *Factor, "place")
MOMENTS: Final = tuple(f"{a}*{b}" for n, a in enumerate(_NAMES) for b in _NAMES[n:])
"""The sums of products, by name: of every two of 1 (rows), the five factors and the place, as a share of the sheet."""

_UPPER: Final = np.triu_indices(len(_NAMES))


def moments(scores: Floats, values: Floats) -> Floats:
    """Sums of products of (1, scores, values); ``scores`` has the shape (rows, factors). They add up over meetings."""
    table = np.column_stack([np.ones(len(values)), scores, values])
    return np.asarray(table.T @ table)


def moments_of(tally: Tally) -> list[float]:
    """The :data:`MOMENTS` of one meeting."""
    rows, ranked = len(tally.rows["id"]), tally.ranked
    places = np.array([place(position, ranked, rows) / rows for position in tally.rows["position"]])
    sums: list[float] = moments(np.array(tally.rows["factors"]), places)[_UPPER].tolist()
    return sums


def share(sums: Floats, factor: Factor) -> Floats:
    """The share of one factor from sums of :data:`MOMENTS` along the last axis; nan where all places are alike."""
    size = len(_NAMES)
    square = np.zeros((*sums.shape[:-1], size, size))
    square[..., _UPPER[0], _UPPER[1]] = sums
    square[..., _UPPER[1], _UPPER[0]] = sums
    return lmg(square)[..., list(Factor).index(factor)]


def lmg(sums: Floats) -> Floats:
    """Shares of R2 by factor, which add up to 1: the mean gain over all orders of entry.

    ``sums`` are :func:`moments` along the last two axes; the shares are along the last axis. They are nan where nothing
    is explained, because all values are alike or no factor varies.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        rows = sums[..., :1, :1]
        means = sums[..., 0, 1:] / rows[..., 0]
        spread = sums[..., 1:, 1:] / rows - means[..., :, np.newaxis] * means[..., np.newaxis, :]
        count = spread.shape[-1] - 1
        fit = {chosen: _r2(spread, chosen) for chosen in _subsets(count)}
        whole = fit[tuple(range(count))]
        gains = np.stack([_gain(factor, count, fit) for factor in range(count)], axis=-1)
        explained = np.where(whole > 0.0, whole, np.nan)
        return np.asarray(gains / explained[..., np.newaxis])


@cache
def _subsets(count: int) -> list[tuple[int, ...]]:
    return [chosen for size in range(count + 1) for chosen in combinations(range(count), size)]


def _gain(factor: int, count: int, fit: dict[tuple[int, ...], Any]) -> Any:
    """The mean gain in R2 when ``factor`` enters, over all orders of entry."""
    gained: Any = 0.0
    for before in _subsets(count):
        if factor not in before:
            orders = factorial(len(before)) * factorial(count - len(before) - 1)
            gained = gained + orders * (fit[tuple(sorted((*before, factor)))] - fit[before])
    return gained / factorial(count)


def _r2(spread: Floats, chosen: tuple[int, ...]) -> Any:
    """The share of the variance of the value that the ``chosen`` factors explain; 0 where there is no variance."""
    whole = spread[..., -1, -1]
    if not chosen:
        return np.zeros(whole.shape)
    picked = list(chosen)
    own, with_value = spread[..., picked, :][..., :, picked], spread[..., picked, -1]
    # A constant factor makes the matrix singular: its slope is 0, as that of a factor that repeats others is shared.
    inverse = np.linalg.pinv(np.nan_to_num(own), rcond=1e-12, hermitian=True)
    explained = np.einsum("...i,...ij,...j->...", with_value, inverse, with_value)
    return np.where(whole > 1e-12, explained / np.where(whole > 1e-12, whole, 1.0), 0.0)

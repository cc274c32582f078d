"""What decides: shares of the five factors in the place, averaged over all orders in which they could enter (LMG)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

from tests.patterns.sizes import at_most, jackknifed
from tests.patterns.statement import Group, Look, Measured, emergent, ruled
from tests.patterns.studies import FACTORS, PoolRow, orthogonal_rows, pool_rows

GROUP = Group("Factors: LMG shares of R2 of place, rows of all seeds pooled")
Floats = NDArray[np.float64]


def moments(scores: Floats, values: Floats) -> Floats:
    """Sums of products of (1, scores, values): all that a regression needs. Those of several seeds add up."""
    table = np.column_stack([np.ones(len(values)), scores, values])
    return np.asarray(table.T @ table)


def lmg(sums: Floats) -> list[float]:
    """Shares of R2 by factor, adding up to 1: the mean gain over all orders of entry; ``sums`` are moments."""
    covariance = sums[1:, 1:] / sums[0, 0] - np.outer(sums[0, 1:], sums[0, 1:]) / sums[0, 0] ** 2
    count = len(covariance) - 1
    fit = {chosen: _r2(covariance, chosen) for chosen in _subsets(count)}
    gains = [_gain(factor, count, fit) for factor in range(count)]
    whole = fit[tuple(range(count))]
    return [gain / whole for gain in gains]


def _subsets(count: int) -> list[tuple[int, ...]]:
    return [chosen for size in range(count + 1) for chosen in combinations(range(count), size)]


def _gain(factor: int, count: int, fit: dict[tuple[int, ...], float]) -> float:
    total = 0.0
    for before in _subsets(count):
        if factor not in before:
            orders = factorial(len(before)) * factorial(count - len(before) - 1)
            total += orders * (fit[tuple(sorted((*before, factor)))] - fit[before])
    return total / factorial(count)


def _r2(covariance: Floats, chosen: tuple[int, ...]) -> float:
    if not chosen:
        return 0.0
    picked = list(chosen)
    with_value = covariance[picked, -1]
    slopes = np.linalg.lstsq(covariance[np.ix_(picked, picked)], with_value, rcond=None)[0]
    return float(with_value @ slopes / covariance[-1, -1])


def _moments_of(day: Sequence[PoolRow]) -> Floats:
    return moments(np.array([row.factors for row in day]), np.array([row.place for row in day]))


def _largest(days: Sequence[Sequence[PoolRow]], counted: Sequence[int]) -> Measured:
    """The largest share of the factors ``counted``; the shares of all in words."""
    by_seed = [_moments_of(day) for day in days]
    total = np.sum(by_seed, axis=0)
    parts = lmg(total)
    which = max(counted, key=parts.__getitem__)
    size = jackknifed(by_seed, lambda seeds: lmg(np.sum(seeds, axis=0))[which])
    detail = ", ".join(f"{factor} {part:.2f}" for factor, part in zip(FACTORS, parts, strict=True))
    return Measured(size=size, detail=detail)


@GROUP.says(
    "no factor decides alone",
    "with independent, equally spread factors, an advocate in half of the rows and posture off: the largest share",
    at_most(0.40),
    ruled("The weights of the factors are parameters; no weight exceeds a quarter."),
    studies=(("no posture", orthogonal_rows),),
    apart=True,
)
def _(look: Look) -> Measured:
    return _largest(look.study(orthogonal_rows, "no posture"), range(len(FACTORS)))


@GROUP.says(
    "flags do not decide",
    "on the drawn pool severity explains at most a third",
    at_most(0.35),
    emergent("How far flags decide follows from how rare they are, how dear, and what answers them."),
    studies=(("baseline", pool_rows),),
)
def _(look: Look) -> Measured:
    return _largest(look.study(pool_rows), [list(map(str, FACTORS)).index("severity")])

"""What decides: shares of the five factors in the place, averaged over all orders in which they could enter (LMG)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from committee.measures.factors import Floats, lmg, moments
from tests.patterns.sizes import at_most, jackknifed
from tests.patterns.statement import Group, Look, Measured, emergent, ruled
from tests.patterns.studies import FACTORS, PoolRow, orthogonal_rows, pool_rows

GROUP = Group("Factors: LMG shares of R2 of place, rows of all seeds pooled")


def _moments_of(day: Sequence[PoolRow]) -> Floats:
    return moments(np.array([row.factors for row in day]), np.array([row.place for row in day]))


def _largest(days: Sequence[Sequence[PoolRow]], counted: Sequence[int]) -> Measured:
    """The largest share of the factors ``counted``; the shares of all in words."""
    by_seed = [_moments_of(day) for day in days]
    total = np.sum(by_seed, axis=0)
    parts = lmg(total).tolist()
    which = max(counted, key=parts.__getitem__)
    size = jackknifed(by_seed, lambda seeds: float(lmg(np.sum(seeds, axis=0))[which]))
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

"""Shares of seeds in which something is true, and how much a share changes. No interval ever has zero width.

Rare changes are why shares have methods of their own. If a change turns the verdict in 3 % of the meetings, twenty
seeds often show no turn at all; the paired t interval is then a point, and misses. No share of its
own says that a change *cannot* act; that takes a look at all outcomes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import sqrt
from typing import Final

from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from committee.measures.intervals.estimate import Estimate, not_estimable, whole_seeds, with_limits
from committee.measures.intervals.means import around

WILSON: Final = "Wilson"
TANGO: Final = "Tango"
PADDED_T: Final = "paired t, two seeds added"

RARE: Final = 10
"""Pairs that differ, below which an interval that just leaves out *no change* is weak."""


@lru_cache(maxsize=4096)
def normal_quantile(miss: float) -> float:
    """Standard errors on either side of a normal interval that misses with chance ``miss``."""
    return float(-ndtri(miss / 2))


def level_share(values: ArrayLike) -> Estimate:
    """The share of seeds in which something is true. Interval: Wilson's score interval.

    Source: Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc
    1927;22:209-212.

    Parameters
    ----------
    values
        1 or 0 a seed; not a number where a seed is missing.
    """
    (taken,) = whole_seeds(values)
    count = len(taken)
    if count == 0:
        return not_estimable(0)
    share = float(taken.mean())

    def limits(miss: float) -> tuple[float, float]:
        square = normal_quantile(miss) ** 2
        middle = (share + square / (2 * count)) / (1 + square / count)
        wide = sqrt(square * share * (1 - share) / count + square**2 / (4 * count**2)) / (1 + square / count)
        return (middle - wide if share > 0.0 else 0.0), (middle + wide if share < 1.0 else 1.0)

    return with_limits(share, count, WILSON, limits, by_t=False)


def paired_share(changed: ArrayLike, base: ArrayLike) -> Estimate:
    """The share in ``changed`` less the share in ``base``, with the same seeds. Interval: Tango's score interval.

    Source: Tango T. Equivalence test and confidence interval for the difference in proportions for the paired-sample
    design. Stat Med 1998;17:891-908.

    With fewer than :data:`RARE` pairs that differ, ``method`` says how many they are. The interval holds the truth as
    often as it says then, too, but it may just leave out 0 where an exact test would not: 4 of 200 pairs, all in one
    direction, have an exact P of .125.

    Parameters
    ----------
    changed, base
        1 or 0 a seed, in the same order of seeds; not a number where a seed is missing.
    """
    after, before = whole_seeds(changed, base)
    count = len(after)
    if count == 0:
        return not_estimable(0)
    rose, fell = int((after > before).sum()), int((after < before).sum())
    tail = float(2.0 * ndtr(-abs(rose - fell) / sqrt(rose + fell))) if rose + fell else 1.0

    def limits(miss: float) -> tuple[float, float]:
        return tango(rose, fell, count, miss)

    method = with_counts(TANGO, rose + fell, f"{count:,} pairs")
    return with_limits((rose - fell) / count, count, method, limits, tail=tail, by_t=False)


def with_counts(method: str, differing: int, of: str) -> str:
    """The name of a method; where few pairs or seeds differ, with how many do: ``Tango (4 of 200 pairs differ)``."""
    differ = "differs" if differing == 1 else "differ"
    return f"{method} ({differing} of {of} {differ})" if differing < RARE else method


@lru_cache(maxsize=65536)
def tango(rose: int, fell: int, count: int, miss: float) -> tuple[float, float]:
    """Tango's limits for ``count`` pairs of which ``rose`` went from 0 to 1 and ``fell`` from 1 to 0."""
    quantile, middle = normal_quantile(miss), (rose - fell) / count

    def above(difference: float) -> float:
        return _score(rose, fell, count, difference) + quantile

    def below(difference: float) -> float:
        return _score(rose, fell, count, difference) - quantile

    return _limit(below, middle, -1.0), _limit(above, middle, 1.0)


def _limit(score: Callable[[float], float], middle: float, end: float) -> float:
    """Where the score reaches the quantile between the estimate and the end of what is possible."""
    inner = end * (1.0 - 1e-12)
    if abs(middle) == 1.0 and middle == end:
        return end
    if score(inner) * score(middle) > 0.0:
        return end
    return float(brentq(score, middle, inner, xtol=1e-12))


def _score(rose: int, fell: int, count: int, difference: float) -> float:
    """Tango's score: the observed less the assumed difference, in standard errors under the assumed one."""
    linear = -rose - fell + (2 * count - rose + fell) * difference
    constant = -fell * difference * (1 - difference)
    less = (sqrt(max(0.0, linear**2 - 8 * count * constant)) - linear) / (4 * count)
    variance = count * (2 * less + difference * (1 - difference))
    distance = rose - fell - count * difference
    return distance / sqrt(variance) if variance > 0.0 else (0.0 if distance == 0.0 else distance * 1e12)


def difference_of_share_changes(changed: ArrayLike, base: ArrayLike, null: ArrayLike, null_base: ArrayLike) -> Estimate:
    """What a change does to a share beyond what it does in a null model, paired by seed.

    Interval: paired t of the differences by seed with two seeds added, half of one at +1, half of one at -1 and one
    at 0, which is what Agresti and Min add to the four cells of a paired table. The estimate itself adds nothing.
    Source: Agresti A, Min Y. Simple improved confidence intervals for comparing matched proportions. Stat Med
    2005;24:729-740.
    """
    after, before, null_after, null_before = whole_seeds(changed, base, null, null_base)
    differences = (after - before) - (null_after - null_before)
    count = len(differences)
    if count < 2:
        return not_estimable(count, *differences.tolist())
    value, padded = float(differences.mean()), count + 2
    middle = float(differences.sum()) / padded
    variance = (float((differences**2).sum()) + 1.0) / padded - middle**2
    shifted = around(middle, sqrt(variance / padded), count, PADDED_T)
    method = with_counts(PADDED_T, int((differences != 0.0).sum()), f"{count:,} seeds")
    return with_limits(value, count, method, shifted.limits, tail=shifted.tail)

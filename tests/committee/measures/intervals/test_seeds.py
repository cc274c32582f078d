"""How many seeds a width needs: by Student's t where the interval goes by it, and never fewer than ten."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import t

from committee.measures.intervals import level_mean, level_share, paired_mean, paired_share, seeds_for
from committee.measures.intervals.estimate import Estimate


def half_width(seeds: int, spread: float) -> float:
    """Of Student's interval of a mean."""
    return float(t.ppf(0.975, seeds - 1)) * spread / seeds**0.5


@pytest.mark.parametrize("wanted", [0.01, 0.5, 1.0, 2.0])
def test_as_many_seeds_are_just_enough(wanted: float) -> None:
    found = level_mean(np.arange(12.0))
    needed, spread = seeds_for(found, wanted), float(np.arange(12.0).std(ddof=1))
    assert needed is not None
    assert half_width(needed, spread) <= wanted < half_width(needed - 1, spread)


def test_few_seeds_need_more_than_the_square_root_says() -> None:
    found = level_mean(np.arange(1000.0))
    assert 1000 * (found.half_width / 190.0) ** 2 < 9
    assert seeds_for(found, 190.0) == 12


def test_the_seeds_that_there_are_give_the_width_that_there_is() -> None:
    changed, base = (np.arange(60) % 3 == 0).astype(float), (np.arange(60) % 4 == 0).astype(float)
    for found in (level_mean(np.arange(20.0)), level_share(base), paired_share(changed, base)):
        assert seeds_for(found, found.half_width) == found.n


def test_shares_go_by_the_normal_distribution() -> None:
    base = (np.arange(60) % 4 == 0).astype(float)
    found = level_share(base)
    assert seeds_for(found, found.half_width / 3) == 540
    assert seeds_for(found, found.half_width * 3) == 10


@pytest.mark.parametrize(
    ("estimate", "wanted"),
    [
        (level_mean([1.0, 2.0]), 0.0),
        (level_mean([1.0, 2.0]), float("nan")),
        (level_mean([1.0]), 1.0),
        (paired_mean([1.0, 2.0], [1.0, 2.0]), 1.0),
        (level_mean([0.0, 1e9]), 1e-3),
    ],
)
def test_nobody_knows_where_there_is_no_width(estimate: Estimate, wanted: float) -> None:
    assert seeds_for(estimate, wanted) is None


def test_never_fewer_than_ten() -> None:
    assert seeds_for(level_mean([1.0, 1.001, 1.002, 1.001]), 5.0) == 10

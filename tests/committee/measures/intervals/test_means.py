"""Student's t, paired and alone, and the normal interval of the statements."""

from __future__ import annotations

from math import inf, isnan, nan

import numpy as np
import pytest

from committee.measures.intervals import (
    NO_SEED_DIFFERS,
    difference_of_mean_changes,
    level_mean,
    normal_interval,
    paired_mean,
    pseudovalues,
)


def test_the_interval_of_a_mean_is_students() -> None:
    # The quantile of t with 4 degrees of freedom is 2.776, and the standard error the root of a half.
    found = level_mean([1.0, 2.0, 3.0, 4.0, 5.0])
    assert (found.effect, found.n, found.method) == (3.0, 5, "t")
    assert (found.low, found.high) == pytest.approx((3 - 2.7764 * 0.5**0.5, 3 + 2.7764 * 0.5**0.5), abs=1e-4)


def test_pairs_take_away_what_seeds_have_in_common() -> None:
    base = np.array([0.0, 100.0, 200.0, 300.0])
    found = paired_mean(base + [1.0, 1.1, 0.9, 1.0], base)
    assert found.effect == pytest.approx(1.0)
    assert found.half_width < 0.2
    assert found.method == "paired t"


def test_a_missing_seed_leaves_with_its_pair() -> None:
    found = paired_mean([1.0, nan, 3.0, 4.0], [0.0, 0.0, nan, 1.0])
    assert found.n == 2
    assert found.effect == 2.0


def test_a_change_in_a_null_is_taken_off_seed_by_seed() -> None:
    base, drift = np.array([3.0, 9.0, 1.0]), np.array([5.0, 7.0, 6.0])
    found = difference_of_mean_changes(base + drift + [2.0, 2.2, 1.8], base, drift, np.zeros(3))
    assert found.effect == pytest.approx(2.0)
    assert found.high < 2.6


def test_one_seed_tells_nothing_of_the_next() -> None:
    found = level_mean([7.0])
    assert not found.estimable
    assert found.effect == 7.0
    assert isnan(found.low)
    assert isnan(level_mean([]).effect)


def test_a_change_without_spread_says_so() -> None:
    found = paired_mean([1.0, 2.0, 3.0], [1.0, 2.0, 3.0])
    assert (found.effect, found.low, found.high, found.method) == (0.0, 0.0, 0.0, NO_SEED_DIFFERS)
    assert level_mean([2.0, 2.0]).method == NO_SEED_DIFFERS
    assert (found.tail, paired_mean([3.0, 3.0], [1.0, 1.0]).tail) == (1.0, 0.0)


def test_the_normal_interval_is_narrower_than_students() -> None:
    values = [1.0, 2.0, 3.0, 4.0, 5.0]
    assert normal_interval(3.0, values) == pytest.approx((3 - 1.96 * 0.5**0.5, 3 + 1.96 * 0.5**0.5))
    assert normal_interval(3.0, [3.0]) == (-inf, inf)


def test_pseudovalues_have_the_statistic_as_their_mean() -> None:
    value, parts = pseudovalues([1.0, 2.0, 9.0], lambda seeds: max(seeds) - min(seeds))
    assert value == 8.0
    assert sum(parts) / 3 == pytest.approx(8.0)
    assert pseudovalues([4.0], sum) == (4.0, (4.0,))

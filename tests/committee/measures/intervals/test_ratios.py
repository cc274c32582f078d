"""Ratios of pooled rates on the log scale."""

from __future__ import annotations

from math import exp, isnan, log, sqrt

import numpy as np
import pytest

from committee.measures.intervals import rate_ratio, ratio_change, ratio_of_ratio_changes

SEEDS = np.array([[3.0, 6.0, 30.0, 40.0], [5.0, 5.0, 32.0, 40.0], [1.0, 4.0, 35.0, 40.0], [4.0, 7.0, 31.0, 40.0]])


def test_rates_are_pooled_and_not_averaged() -> None:
    assert rate_ratio(SEEDS).effect == pytest.approx((13 / 22) / (128 / 160))


def test_the_interval_is_the_jackknife_of_logs_with_t() -> None:
    def logged(parts: np.ndarray) -> float:
        events, of, against, of_against = parts.sum(axis=0)
        return log(events / of / (against / of_against))

    without = [logged(np.delete(SEEDS, seed, axis=0)) for seed in range(4)]
    error = sqrt(3 / 4 * sum((one - sum(without) / 4) ** 2 for one in without))
    found = rate_ratio(SEEDS)
    assert found.low == pytest.approx(exp(logged(SEEDS) - 3.18245 * error), rel=1e-4)
    assert found.high == pytest.approx(exp(logged(SEEDS) + 3.18245 * error), rel=1e-4)
    assert found.half_width == pytest.approx(3.18245 * error, rel=1e-4)


def test_a_change_is_a_factor_and_none_is_1() -> None:
    doubled = SEEDS * [1.0, 2.0, 1.0, 1.0]
    found = ratio_change(doubled, SEEDS)
    assert (found.effect, found.unchanged) == (pytest.approx(0.5), 1.0)
    assert ratio_of_ratio_changes(doubled, SEEDS, doubled, SEEDS).effect == pytest.approx(1.0)
    assert ratio_of_ratio_changes(doubled, SEEDS, SEEDS, SEEDS).effect == pytest.approx(0.5)
    assert found.size == pytest.approx(log(2))


@pytest.mark.parametrize("cell", range(4))
def test_an_empty_cell_is_not_estimable(cell: int) -> None:
    empty = SEEDS.copy()
    empty[:, cell] = 0.0
    found = rate_ratio(empty)
    assert not found.estimable
    assert isnan(found.effect)
    assert isnan(found.low)
    assert not ratio_change(SEEDS, empty).estimable


def test_events_of_one_seed_alone_have_no_interval() -> None:
    lone = SEEDS.copy()
    lone[1:, 0] = 0.0
    found = rate_ratio(lone)
    assert not found.estimable
    assert found.effect == pytest.approx((3 / 22) / (128 / 160))

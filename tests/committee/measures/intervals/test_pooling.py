"""The bootstrap over seeds: keyed draws, and intervals that hold what they should."""

from __future__ import annotations

from hashlib import sha256

import numpy as np
import pytest

from committee.measures.intervals import (
    NO_SEED_DIFFERS,
    difference_of_pooled_changes,
    level_mean,
    pooled,
    pooled_change,
    weights,
)
from tests.committee.measures.intervals.drawn import numbers


def _mean(sums: np.ndarray) -> np.ndarray:
    return sums[..., 1] / sums[..., 0]


def _parts(values: np.ndarray) -> np.ndarray:
    return np.column_stack([np.ones(len(values)), values])


def test_resamples_are_the_same_on_every_machine() -> None:
    drawn = weights(7, 5).astype(int)
    assert (drawn.sum(axis=1) == 7).all()
    assert sha256(weights(20).astype("<i8").tobytes()).hexdigest()[:16] == "68a77c6d03882017"


def test_each_seed_is_drawn_as_often_as_the_others() -> None:
    assert weights(20).mean(axis=0) == pytest.approx(np.ones(20), abs=0.1)


def test_the_interval_of_a_mean_is_close_to_students() -> None:
    values = numbers("mean", 40)
    found, students = pooled(_mean, _parts(values)), level_mean(values)
    assert found.effect == pytest.approx(students.effect)
    assert (found.low, found.high) == pytest.approx((students.low, students.high), abs=0.25 * students.half_width)


def test_both_sides_of_a_change_draw_the_same_seeds() -> None:
    values = numbers("change", 40) * 10
    shifted = values + 1.0 + numbers("noise", 40) * 0.01
    found = pooled_change(_mean, _parts(shifted), _parts(values))
    assert found.effect == pytest.approx(1.0, abs=0.01)
    assert found.half_width < 0.01
    beyond = difference_of_pooled_changes(_mean, _parts(shifted), _parts(values), _parts(values), _parts(values))
    assert (beyond.low, beyond.high) == pytest.approx((found.low, found.high))


def test_what_is_the_same_in_every_seed_says_so() -> None:
    parts = _parts(numbers("same", 20))
    assert pooled_change(_mean, parts, parts).method == NO_SEED_DIFFERS


def test_an_undefined_statistic_is_not_estimable() -> None:
    parts = np.column_stack([np.zeros(20), np.ones(20)])
    assert not pooled(_mean, parts).estimable
    assert not pooled(_mean, _parts(np.empty(0))).estimable
    lone = pooled(_mean, _parts(np.array([3.0])))
    assert (lone.effect, lone.estimable) == (3.0, False)


def test_wider_limits_lie_around_narrower_ones() -> None:
    found = pooled(_mean, _parts(numbers("wide", 30)))
    low, high = found.limits(0.001)
    assert low < found.low < found.effect < found.high < high

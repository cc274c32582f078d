"""Wilson's and Tango's intervals, against published tables, and that none is ever a point."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.measures.intervals import difference_of_share_changes, level_share, paired_mean, paired_share
from committee.measures.intervals.shares import tango


def _pairs(rose: int, fell: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    changed, base = np.zeros(count), np.zeros(count)
    changed[:rose] = 1.0
    base[rose : rose + fell] = 1.0
    return changed, base


def test_wilsons_interval_is_that_of_newcombe_1998() -> None:
    # 81 of 263 (Stat Med 1998;17:857-872, table I).
    found = level_share([1.0] * 81 + [0.0] * 182)
    assert (found.low, found.high) == pytest.approx((0.2553, 0.3662), abs=5e-5)


def test_a_share_of_none_still_has_an_interval() -> None:
    none, every = level_share(np.zeros(20)), level_share(np.ones(20))
    assert (none.low, every.high) == (0.0, 1.0)
    assert none.high == pytest.approx(0.1611, abs=5e-5)
    assert every.low == pytest.approx(1 - none.high)


@pytest.mark.parametrize(
    ("rose", "fell", "count", "low", "high"),
    [
        (1, 7, 21, -0.517, -0.026),  # airway hyper-responsiveness before and after a transplant
        (0, 1, 44, -0.118, 0.059),  # two ways of disinfecting contact lenses
    ],
)
def test_tangos_interval_of_published_tables(rose: int, fell: int, count: int, low: float, high: float) -> None:
    found = paired_share(*_pairs(rose, fell, count))
    assert (found.low, found.high) == pytest.approx((low, high), abs=6e-4)
    assert found.effect == pytest.approx((rose - fell) / count)


@pytest.mark.parametrize(("rose", "fell", "count"), [(3, 1, 20), (2, 7, 50), (10, 4, 200)])
def test_tangos_limits_are_where_the_score_is_1_96(rose: int, fell: int, count: int) -> None:
    for limit in tango(rose, fell, count, 0.05):
        grid = np.linspace(max(0.0, -limit) + 1e-9, (1 - limit) / 2 - 1e-9, 200_001)
        shares = np.stack([grid + limit, grid, 1 - 2 * grid - limit])
        likely = np.array([rose, fell, count - rose - fell]) @ np.log(shares)
        less = float(grid[likely.argmax()])
        score = (rose - fell - count * limit) / np.sqrt(count * (2 * less + limit - limit**2))
        assert abs(score) == pytest.approx(1.96, abs=2e-3)


@given(st.data())
def test_no_interval_of_a_change_is_a_point(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 300))
    rose = data.draw(st.integers(0, count))
    fell = data.draw(st.integers(0, count - rose))
    found = paired_share(*_pairs(rose, fell, count))
    other = paired_share(*_pairs(fell, rose, count))
    assert -1.0 <= found.low <= found.effect <= found.high <= 1.0
    assert found.high - found.low > 0.5 / count
    assert (-other.high, -other.low) == pytest.approx((found.low, found.high), abs=1e-8)
    assert found.limits(0.01)[0] <= found.low
    assert found.limits(0.01)[1] >= found.high


def test_a_rare_change_is_not_taken_for_none() -> None:
    changed, base = np.ones(20), np.ones(20)
    assert paired_mean(changed, base).high == 0.0
    assert paired_share(changed, base).high > 0.1


@pytest.mark.parametrize(
    ("rose", "fell", "method"),
    [
        (4, 0, "Tango (4 of 200 pairs differ)"),
        (0, 1, "Tango (1 of 200 pairs differs)"),
        (5, 4, "Tango (9 of 200 pairs differ)"),
        (5, 5, "Tango"),
    ],
)
def test_where_few_pairs_differ_the_method_says_how_many(rose: int, fell: int, method: str) -> None:
    assert paired_share(*_pairs(rose, fell, 200)).method == method


def test_the_interval_of_four_pairs_of_200_just_leaves_out_no_change() -> None:
    """An exact test would not (P = .125). So the method has to say that there are only four."""
    found = paired_share(*_pairs(4, 0, 200))
    assert 0.0 < found.low < 0.002


def test_a_difference_of_changes_says_how_few_seeds_differ() -> None:
    changed, base = _pairs(3, 0, 50)
    assert difference_of_share_changes(changed, base, base, base).method == (
        "paired t, two seeds added (3 of 50 seeds differ)"
    )
    many, none = _pairs(20, 0, 50)
    assert difference_of_share_changes(many, none, none, none).method == "paired t, two seeds added"


def test_a_difference_of_changes_of_shares_is_never_a_point() -> None:
    flat = np.ones(20)
    found = difference_of_share_changes(flat, flat, flat, flat)
    assert found.effect == 0.0
    assert found.high == pytest.approx(-found.low)
    assert found.high > 0.05


def test_a_difference_of_changes_of_shares_is_paired_by_seed() -> None:
    changed, base = _pairs(30, 10, 100)
    found = difference_of_share_changes(changed, base, base, base)
    assert found.effect == pytest.approx(0.2)
    assert found.low > 0.05
    same = difference_of_share_changes(changed, base, changed, base)
    assert same.effect == 0.0
    assert same.half_width < 0.05

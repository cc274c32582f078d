"""Sizes and bands: what seeds contribute, intervals, pairing."""

from __future__ import annotations

from math import inf, isnan

import pytest

from tests.patterns.sizes import (
    Band,
    Size,
    above,
    at_least,
    at_most,
    averaged,
    between,
    jackknifed,
    pooled,
    shared,
)


def test_an_interval_widens_with_spread_and_narrows_with_seeds() -> None:
    wide, narrow = averaged([0.0, 2.0]), averaged([0.9, 1.1] * 50)
    assert wide.interval[0] < 0.0 < wide.interval[1]
    assert narrow.above
    assert narrow.value == pytest.approx(1.0)
    assert narrow.times(-1.0).below
    assert averaged([1.0]).interval == (-inf, inf)


def test_a_difference_is_paired_by_seed() -> None:
    whole, off = averaged([0.0, 10.0, 20.0]), averaged([-1.0, 9.1, 18.9])
    assert not whole.above
    assert (whole - off).above
    assert (whole - off).value == pytest.approx(1.0)


def test_a_pooled_share_weighs_seeds_by_what_they_count() -> None:
    size = pooled([1.0, 8.0], [10.0, 10.0])
    assert size.value == pytest.approx(0.45)
    assert pooled([1.0, 0.0], [1.0, 9.0]).value == pytest.approx(0.1)
    assert sum(size.by_seed) / 2 == pytest.approx(size.value)


def test_a_ratio_to_nothing_is_no_number() -> None:
    assert isnan(averaged([1.0, 1.0]).over(averaged([0.0, 0.0])).value)
    assert isnan(averaged([1.0, 1.0]).over(averaged([-1.0, -1.0])).value)


def test_the_jackknife_of_a_mean_is_the_mean() -> None:
    values = [1.0, 2.0, 4.0, 9.0]
    one, two = jackknifed(values, lambda seeds: sum(seeds) / len(seeds)), averaged(values)
    assert one.value == two.value
    assert one.interval == pytest.approx(two.interval)


@pytest.mark.parametrize(
    ("band", "words", "holds", "fails"),
    [
        (above(0.05), "at least .05, interval above 0", 0.05, 0.04),
        (above(0.0), "above 0", 0.01, 0.0),
        (above(0.01, 0.05), ".01 to .05, interval above 0", 0.05, 0.06),
        (between(38.0, 52.0), "38 to 52", 38.0, 52.5),
        (at_least(0.9), "at least .9", 0.9, 0.89),
        (at_most(-0.5), "at most -.5", -0.5, -0.4),
    ],
)
def test_a_band_says_what_it_takes(band: Band, words: str, holds: float, fails: float) -> None:
    assert str(band) == words
    assert band.holds(Size(holds, (holds,) * 9))
    assert not band.holds(Size(fails, (fails,) * 9))


def test_a_claimed_sign_must_be_certain() -> None:
    uncertain = averaged([-1.0, 2.0])
    assert uncertain.value > 0.05
    assert not above(0.05).holds(uncertain)
    assert at_least(0.05).holds(uncertain)


def test_what_is_no_number_holds_nowhere() -> None:
    assert not at_most(1.0).holds(averaged([]))
    assert shared([True, False]).value == 0.5

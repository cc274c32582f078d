"""Shares of R2: exact where factors are independent, and sums of products add up."""

from __future__ import annotations

import numpy as np
import pytest

from committee.measures.factors import MOMENTS, lmg, moments, moments_of, share
from committee.measures.tally import factor_scores, tally
from committee.terms import Factor
from tests.builders import a_point, a_recording


def test_independent_factors_share_by_their_variance() -> None:
    scores = np.array([[a, b] for a in (-1.0, 1.0) for b in (-1.0, 1.0)])
    values = scores @ np.array([2.0, 1.0])
    assert lmg(moments(scores, values)) == pytest.approx([0.8, 0.2])


def test_two_factors_that_say_the_same_share_alike() -> None:
    one = np.linspace(-1.0, 1.0, 9)
    assert lmg(moments(np.column_stack([one, one]), 3.0 * one)) == pytest.approx([0.5, 0.5])


def test_a_factor_that_never_varies_has_no_share() -> None:
    one = np.linspace(-1.0, 1.0, 9)
    assert lmg(moments(np.column_stack([one, np.ones(9)]), one)) == pytest.approx([1.0, 0.0])


def test_where_nothing_varies_there_is_no_share() -> None:
    assert np.isnan(lmg(moments(np.ones((5, 2)), np.ones(5)))).all()


def test_the_shares_of_many_sums_are_those_of_each() -> None:
    chance = np.random.default_rng(3)
    many = np.stack([moments(chance.normal(size=(30, 3)), chance.normal(size=30)) for _ in range(4)])
    assert np.allclose(lmg(many), [lmg(each) for each in many])
    assert lmg(many).sum(axis=-1) == pytest.approx([1.0] * 4)


def test_the_sums_of_two_meetings_are_those_of_all_their_rows() -> None:
    chance = np.random.default_rng(5)
    scores, values = chance.normal(size=(20, 5)), chance.normal(size=20)
    both = moments(scores[:8], values[:8]) + moments(scores[8:], values[8:])
    assert np.allclose(both, moments(scores, values))


def test_the_shares_of_a_recorded_meeting_add_up() -> None:
    counted = tally(a_recording(3))
    sums = np.array(moments_of(counted))
    assert len(sums) == len(MOMENTS) == 28
    shares = [float(share(sums, factor)) for factor in Factor]
    assert np.isnan(shares).all() or sum(shares) == pytest.approx(1.0)


def test_a_factor_counts_its_points_with_their_sign() -> None:
    points = [
        a_point(1, factor=Factor.EXAMS, valence=1, strength=0.5),
        a_point(2, factor=Factor.EXAMS, valence=-1, strength=0.2001),
        a_point(3, factor=Factor.LETTERS, valence=-1, strength=1.0),
    ]
    assert dict(zip(Factor, factor_scores(points), strict=True)) == {
        Factor.EXAMS: 0.2999,
        Factor.LETTERS: -1.0,
        Factor.INTERVIEW: 0.0,
        Factor.SEVERITY: 0.0,
        Factor.ADVOCACY: 0.0,
    }


def test_noise_takes_no_share_from_independent_causes() -> None:
    chance = np.random.Generator(np.random.PCG64(1))
    scores = chance.normal(size=(4000, 3))
    values = 2.0 * scores[:, 0] + 1.0 * scores[:, 1] + chance.normal(size=4000)
    shares = lmg(moments(scores, values))
    assert sum(shares) == pytest.approx(1.0)
    assert shares[0] == pytest.approx(0.8, abs=0.03)
    assert shares[2] == pytest.approx(0.0, abs=0.01)

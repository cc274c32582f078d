"""Intervals of many outcomes at once."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest

from committee.measures.intervals import Estimate, holm, level_mean, paired_mean
from tests.committee.measures.intervals.drawn import numbers


def _family(*means: float) -> list[Estimate]:
    return [paired_mean(mean + numbers(f"family {place}", 30), np.zeros(30)) for place, mean in enumerate(means)]


def test_one_outcome_needs_no_wider_interval() -> None:
    (one,) = _family(0.3)
    assert holm([one]) == [(one.low, one.high)]


def test_the_clearest_outcome_gets_the_widest_interval() -> None:
    family = _family(0.0, 5.0, 2.0)
    wider = holm(family)
    assert wider[1] == family[1].limits(0.05 / 3)
    assert wider[2] == family[2].limits(0.05 / 2)
    assert wider[0] == family[0].limits(0.05)


def test_after_one_that_holds_no_change_none_gets_narrower() -> None:
    family = _family(0.0, 0.02, 5.0)
    wider = holm(family)
    assert wider[2] == family[2].limits(0.05 / 3)
    assert wider[:2] == [one.limits(0.05 / 2) for one in family[:2]]


def test_what_is_not_estimable_does_not_count() -> None:
    family = [*_family(5.0), level_mean([1.0])]
    wider = holm(family)
    assert wider[0] == (family[0].low, family[0].high)
    assert isnan(wider[1][0])


def test_a_family_of_nothing_seldom_claims_anything() -> None:
    drawn = numbers("nothing", 400, 10, 20)
    flat = np.zeros(20)
    claims = 0
    for family in drawn:
        wider = holm([paired_mean(outcome, flat) for outcome in family])
        claims += any(low > 0.0 or high < 0.0 for low, high in wider)
    assert claims / 400 == pytest.approx(0.05, abs=0.03)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.errors import BrokenPromise
from committee.members.capital import Purse, interest

UNITS = st.floats(0.0, 100.0)


@given(UNITS, st.lists(st.tuples(st.booleans(), UNITS), max_size=20), st.floats(1.0, 3.0))
def test_a_purse_is_never_negative_and_never_above_its_ceiling(
    opening: float, moves: list[tuple[bool, float]], ceiling: float
) -> None:
    purse = Purse(opening)
    for pays, units in moves:
        if pays and purse.can(units):
            purse.spend(units)
        elif not pays:
            before = purse.balance
            given_ = purse.give(units, ceiling)
            assert 0.0 <= given_ <= units
            assert purse.balance == before + given_
        assert 0.0 <= purse.balance <= opening * ceiling * (1 + 1e-12)


@given(UNITS, UNITS)
def test_nobody_pays_more_than_they_have(opening: float, units: float) -> None:
    purse = Purse(opening)
    if units > opening or units == 0.0:
        assert not purse.can(units)
        with pytest.raises(BrokenPromise):
            purse.spend(units)
        assert purse.balance == opening


def test_a_stake_that_comes_back_leaves_the_purse_as_it_was() -> None:
    purse = Purse(4.0)
    purse.spend(1.0)
    assert purse.give(1.0, 1.5) == 1.0
    assert purse.balance == 4.0


def test_a_refill_is_the_opening_purse() -> None:
    purse = Purse(4.0)
    purse.spend(3.0)
    purse.refill()
    assert purse.balance == 4.0


@given(st.floats(0.0, 10.0), st.floats(-2.0, 2.0), st.floats(0.0, 10.0))
def test_interest_is_earned_by_what_changed_and_never_lost(stake: float, changed: float, rate: float) -> None:
    earned = interest(stake, changed, rate)
    assert earned >= 0.0
    if changed <= 0.0:
        assert earned == 0.0
    else:
        assert earned == pytest.approx(rate * stake * changed)

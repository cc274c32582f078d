from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.errors import BrokenPromise
from committee.members.capital import Purse

UNITS = st.floats(0.0, 100.0)


@given(UNITS, st.lists(UNITS, max_size=20), st.floats(0.0, 1.0))
def test_a_purse_is_never_negative_and_never_above_its_opening_where_only_stakes_come_back(
    opening: float, stakes: list[float], returned: float
) -> None:
    purse = Purse(opening)
    for units in stakes:
        if purse.can(units):
            before = purse.balance
            purse.spend(units)
            purse.give(returned * units)
            assert purse.balance <= before * (1 + 1e-12)
        assert 0.0 <= purse.balance <= opening * (1 + 1e-12)


@given(UNITS, UNITS)
def test_nobody_pays_more_than_they_have(opening: float, units: float) -> None:
    purse = Purse(opening)
    if units > opening or units == 0.0:
        assert not purse.can(units)
        with pytest.raises(BrokenPromise):
            purse.spend(units)
        assert purse.balance == opening


def test_what_is_given_back_is_in_the_purse_again() -> None:
    purse = Purse(4.0)
    purse.spend(1.0)
    purse.give(0.5)
    assert purse.balance == 3.5
    purse.give(0.5)
    assert purse.balance == 4.0


def test_a_refill_is_the_opening_purse() -> None:
    purse = Purse(4.0)
    purse.spend(3.0)
    purse.refill()
    assert purse.balance == 4.0


def test_an_emptied_purse_stays_empty_after_a_rest() -> None:
    purse = Purse(4.0, carried=3.0)
    purse.empty()
    purse.refill()
    assert (purse.full, purse.opening, purse.balance) == (0.0, 0.0, 0.0)
    assert not purse.can(0.5)

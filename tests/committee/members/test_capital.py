from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.errors import BrokenPromise
from committee.events import CapitalMoved, RowClosed
from committee.members.capital import Purse
from committee.terms import Purse as Why
from committee.terms import Tier
from tests.lawful import assert_lawful
from tests.scripted import SIX, a_meeting, an_applicant, events_of, only

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


# ---------------------------------------------------------------- in a meeting


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_stake_that_won_comes_back_by_the_stated_share_and_one_that_lost_is_gone(share: float) -> None:
    won, lost = 0, 0
    for seed in range(1, 5):
        events = events_of({"meeting.capital.returned": str(share)}, seed=seed, rows=SIX)
        assert_lawful(events)
        tiers = {row.row: list(Tier).index(row.tier) for row in only(events, RowClosed)}
        spent: dict[tuple[int, str], float] = {}
        for move in only(events, CapitalMoved):
            staked = (move.row, move.member)
            if move.why is Why.SPENT:
                spent[staked] = spent.get(staked, 0.0) + move.amount
            elif move.why is Why.RETURNED:
                won += 1
                assert move.ask is not None
                assert tiers[move.row] <= list(Tier).index(move.ask)
                assert move.amount == pytest.approx(share * spent[staked])
            else:
                lost += 1
                assert move.ask is not None
                assert move.why is Why.BURNED
                assert tiers[move.row] > list(Tier).index(move.ask)
                assert move.amount == pytest.approx(spent[staked])
    assert won
    assert lost


def test_with_less_coming_back_purses_end_emptier() -> None:
    left = []
    liked = an_applicant(step1="fail", letters="us:glowing; us:glowing", interview_score=4.6, advocate="apd:strong")
    for share in ("0.0", "0.5", "1.0"):
        meeting = a_meeting({"meeting.capital.returned": share, "meeting.review.moves": "0"}, rows=[liked])
        meeting.run()
        (stake,) = meeting.held[0].result.stakes
        purse = meeting.members[stake.member].purse
        left.append(purse.balance - purse.opening)
        assert left[-1] == pytest.approx((float(share) - 1.0) * stake.units)
    assert left == sorted(left)

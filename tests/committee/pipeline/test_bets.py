from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.chance import Chance
from committee.events import SeatedMember
from committee.members.trust import trust_graph
from committee.pipeline.bets import carried_of, place, settle
from committee.pipeline.lived import Bet, Lived
from committee.pipeline.remembering import after_the_meeting
from tests.committee.pipeline.lives import BETS, YEAR, an_episode, program
from tests.effort import some
from tests.scripted import the_rules

TRUST = the_rules().trust


def betting(*bets: tuple[str, float], by: str = "apd_1") -> Lived:
    return place(program(), [Bet(member=by, resident=name, staked=staked, year=YEAR) for name, staked in bets])


def test_a_bet_that_pays_adds_to_purse_and_trust_and_one_that_fails_takes_as_much() -> None:
    won, lost = (
        settle(betting(("x", 2.0)), {"x": 0.8}, YEAR, BETS),
        settle(betting(("x", 2.0)), {"x": -0.8}, YEAR, BETS),
    )
    assert won.gains["apd_1"] == pytest.approx(1.6 * BETS.purse_per_unit) == -lost.gains["apd_1"]
    assert won.standing["apd_1"] == pytest.approx(1.6 * BETS.trust_per_unit) == -lost.standing["apd_1"]
    assert won.bets == lost.bets == ()


def test_a_bet_waits_for_news_and_not_for_ever() -> None:
    open_still = settle(betting(("x", 1.0)), {"y": 1.0}, YEAR + BETS.waits - 1, BETS)
    assert (len(open_still.bets), open_still.gains) == (1, {})
    assert settle(open_still, {}, YEAR + BETS.waits, BETS).bets == ()


def test_what_bets_earned_fades() -> None:
    won = settle(betting(("x", 2.0)), {"x": 0.8}, YEAR, BETS)
    later = settle(won, {}, YEAR + 1, BETS)
    assert later.gains["apd_1"] == pytest.approx(won.gains["apd_1"] * (1 - BETS.fades))


@settings(max_examples=some(20))
@given(st.lists(st.tuples(st.floats(0.01, 10.0), st.floats(-1.0, 1.0)), max_size=30))
def test_no_purse_and_no_trust_moves_beyond_its_bounds(bets: list[tuple[float, float]]) -> None:
    lived = betting(*((f"r{number}", staked) for number, (staked, _) in enumerate(bets)))
    lived = settle(lived, {f"r{number}": outcome for number, (_, outcome) in enumerate(bets)}, YEAR, BETS)
    assert abs(lived.gains.get("apd_1", 0.0)) <= BETS.purse_most
    assert abs(lived.standing.get("apd_1", 0.0)) <= BETS.trust_most
    for carried in carried_of(lived, Chance(1), TRUST).values():
        assert carried.purse is None or carried.purse >= 0.0
        assert all(TRUST.least <= trust <= 1.0 for trust in carried.trust.values())


def test_who_has_lived_nothing_brings_nothing() -> None:
    assert carried_of(program(0, an_episode()), Chance(1), TRUST) == {}


def test_what_one_brings_is_what_is_drawn_for_life_moved_by_bets() -> None:
    lived = settle(betting(("x", 2.0)), {"x": -0.8}, YEAR, BETS)
    brought = carried_of(lived, Chance(1), TRUST)
    seated = [
        SeatedMember(id=each.spec.id, role=each.role, seat=each.spec.seat, name=each.spec.name) for each in lived.seats
    ]
    drawn = trust_graph(seated, Chance(1), TRUST)["director"]["apd_1"]["weight"]
    assert brought["director"].trust == {"apd_1": pytest.approx(drawn - 1.6 * BETS.trust_per_unit)}
    assert brought["apd_1"].trust == {}
    capital = next(each.spec.capital for each in lived.seats if each.spec.id == "apd_1")
    assert brought["apd_1"].purse == pytest.approx(capital * (1 - 1.6 * BETS.purse_per_unit))


def test_what_a_meeting_did_to_a_memory_is_brought_to_the_next() -> None:
    lived = after_the_meeting(program(0, an_episode()), {"chief_2": {"old": 0.8}})
    assert carried_of(lived, Chance(1), TRUST)["chief_2"].vividness == {"old": 0.8}


def test_without_standing_nothing_is_staked() -> None:
    still = replace(BETS, purse_per_unit=0.0, trust_per_unit=0.0)
    lived = settle(betting(("x", 2.0)), {"x": 0.8}, YEAR, still)
    assert carried_of(lived, Chance(1), TRUST) == {}

from __future__ import annotations

from dataclasses import replace as replace_rules

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from committee.meeting.call import (
    Supply,
    answered,
    call,
    edge_share,
    proven,
    room_edge,
    room_mean,
    tier_of,
    tired_share,
    trusted_share,
)
from committee.terms import Tier
from tests.scripted import the_rules
from tests.strategies import chances, rooms

RULES = the_rules().call
SHARE = st.floats(0.05, 1.0)
CAPITAL = st.floats(0.0, 10.0)
SUPPLY = Supply(clean_per_seat=RULES.plenty_par, done=0, ranked=0, rows=60, needed=54.0)


def called(stances: list[float], weights: list[float], share: float, capital: float, concern: float) -> float:
    edge, mean = room_edge(stances, weights, share), room_mean(stances, weights)
    return call(edge, mean, trusted_share(capital, RULES.c0), concern)


@given(rooms(), SHARE, CAPITAL, chances(), st.integers(0, 11), st.floats(0.0, 2.0))
def test_raising_one_stance_never_lowers_the_call(
    room: tuple[list[float], list[float]], share: float, capital: float, concern: float, who: int, more: float
) -> None:
    stances, weights = room
    who %= len(stances)
    raised = [*stances]
    raised[who] = min(1.0, stances[who] + more)
    before = called(stances, weights, share, capital, concern)
    assert called(raised, weights, share, capital, concern) >= before - 1e-12


@given(rooms(), SHARE, CAPITAL, chances())
def test_the_call_stays_within_reach_of_the_room(
    room: tuple[list[float], list[float]], share: float, capital: float, concern: float
) -> None:
    stances, weights = room
    voters = [stance for stance, weight in zip(stances, weights, strict=True) if weight > 0.0]
    value = called(stances, weights, share, capital, concern)
    assert min(voters) - concern - 1e-9 <= value <= max(voters) + 1e-9


@given(rooms(), SHARE, chances(), CAPITAL, st.floats(0.01, 5.0))
def test_capital_never_lowers_the_call(
    room: tuple[list[float], list[float]], share: float, concern: float, capital: float, more: float
) -> None:
    stances, weights = room
    before = called(stances, weights, share, capital, concern)
    assert called(stances, weights, share, capital + more, concern) >= before - 1e-12


@given(rooms(), SHARE, SHARE)
def test_the_edge_lies_below_the_mean_and_lower_with_more_caution(
    room: tuple[list[float], list[float]], one: float, two: float
) -> None:
    stances, weights = room
    narrow, wide = sorted((one, two))
    assert room_edge(stances, weights, narrow) <= room_edge(stances, weights, wide) + 1e-9
    assert room_edge(stances, weights, wide) <= room_mean(stances, weights) + 1e-9
    assert room_edge(stances, weights, 1.0) == pytest.approx(room_mean(stances, weights))


def test_who_does_not_vote_does_not_count() -> None:
    assert room_mean([0.2, -1.0], [1.0, 0.0]) == 0.2
    assert room_edge([0.2, -1.0], [1.0, 0.0], 0.3) == pytest.approx(0.2)


def test_a_row_nobody_pays_for_is_judged_by_its_doubters() -> None:
    assert trusted_share(0.0, RULES.c0) == 0.0
    assert call(-0.4, 0.1, 0.0, 0.2) == pytest.approx(-0.6)


def test_half_of_the_caution_goes_for_c0_units() -> None:
    assert trusted_share(RULES.c0, RULES.c0) == 0.5


@given(st.floats(-1.0, 1.0))
def test_a_tier_begins_at_its_least_call(value: float) -> None:
    tier = tier_of(value, RULES.tiers)
    order = [Tier.TOP, Tier.MID, Tier.LOW]
    if tier.ranked:
        assert value >= RULES.tiers[tier]
        assert all(value < RULES.tiers[better] for better in order[: order.index(tier)])
    else:
        assert value < RULES.tiers[Tier.LOW]


def test_the_bound_itself_belongs_to_the_better_tier() -> None:
    for tier in (Tier.TOP, Tier.MID, Tier.LOW):
        assert tier_of(RULES.tiers[tier], RULES.tiers) is tier


@given(st.floats(0.0, 20.0), st.floats(0.1, 10.0))
def test_many_clean_alternatives_make_the_room_more_cautious(clean: float, more: float) -> None:
    here = edge_share(replace(SUPPLY, clean_per_seat=clean), RULES)
    assert edge_share(replace(SUPPLY, clean_per_seat=clean + more), RULES) <= here


@given(st.integers(1, 60), st.integers(0, 60))
def test_a_list_that_runs_short_makes_it_less_cautious(done: int, ranked: int) -> None:
    ranked = min(ranked, done)
    here = edge_share(replace(SUPPLY, done=done, ranked=ranked), RULES)
    enough = edge_share(replace(SUPPLY, done=done, ranked=done), RULES)
    assert here >= enough
    assert RULES.edge_least <= here <= RULES.edge_most


def test_a_room_with_the_usual_supply_has_the_scenarios_caution() -> None:
    assert edge_share(SUPPLY, RULES) == RULES.edge_share


# ---------------------------------------------------------------- not clamped, tired, answered


@given(rooms(), SHARE, CAPITAL, st.floats(0.0, 0.999))
def test_a_call_reaches_below_every_stance_and_never_to_minus_two(
    room: tuple[list[float], list[float]], share: float, capital: float, concern: float
) -> None:
    stances, weights = room
    assert -2.0 < called(stances, weights, share, capital, concern) <= 1.0 + 1e-12


def test_what_is_left_open_costs_a_row_at_the_bottom_as_much_as_any_other() -> None:
    for mean in (0.5, -0.5, -1.0):
        assert called([mean], [1.0], 0.3, 0.0, 0.4) == pytest.approx(mean - 0.4)


@given(chances(), st.floats(0.0, 0.98))
def test_a_tired_director_listens_to_a_smaller_share_of_the_room(share: float, fatigue: float) -> None:
    assert tired_share(share, 0.0, RULES) == share
    assert 0.0 <= tired_share(share, fatigue + 0.01, RULES) <= tired_share(share, fatigue, RULES) <= share
    assert tired_share(1.0, fatigue, RULES) == pytest.approx(1.0 - RULES.tired * fatigue)


def test_by_setting_fatigue_narrows_nothing() -> None:
    assert tired_share(0.3, 0.9, replace_rules(RULES, tired=0.0)) == 0.3


@given(chances(), chances(), chances())
def test_every_answer_takes_away_a_share_of_what_is_left_and_more_proof_more(
    done: float, proof: float, more: float
) -> None:
    after = answered(done, proven(proof, RULES))
    assert done <= after <= 1.0
    assert answered(done, proven(min(1.0, proof + more), RULES)) >= after


def test_no_proof_takes_nothing_and_full_proof_all() -> None:
    assert proven(0.0, RULES) == 0.0
    assert proven(0.5, RULES) == pytest.approx(0.5 * RULES.answer_proof)
    assert answered(0.4, proven(1.0, RULES)) == 1.0


def test_a_tier_is_below_another_if_it_comes_after_it() -> None:
    order = (Tier.TOP, Tier.MID, Tier.LOW, Tier.DNR)
    assert [[one.below(other) for other in order] for one in order] == [
        [place > than for than in range(4)] for place in range(4)
    ]

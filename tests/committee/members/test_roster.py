from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mesa import Model

from committee.chance import Chance
from committee.convene import roster_of
from committee.errors import BrokenPromise
from committee.members.roster import dispersed, scatter, seat_members
from committee.terms import Factor, Flag
from tests.scripted import a_scenario, the_rules

BELIEFS = the_rules().beliefs
ROSTER = roster_of(a_scenario())
DRAWS = st.lists(st.floats(-3.2, 3.2), min_size=len(Factor) + len(Flag), max_size=len(Factor) + len(Flag))


@given(DRAWS, st.floats(0.1, 3.0))
def test_a_dispersed_mind_is_whole(draws: list[float], caution: float) -> None:
    mind = dispersed(draws, BELIEFS, caution)
    assert sum(mind.weights.values()) == pytest.approx(1.0)
    assert all(weight > 0.0 for weight in mind.weights.values())
    assert all(alarm >= 0.0 for alarm in mind.alarm.values())
    assert set(mind.fixability) == set(Flag)


def test_without_draws_everybody_brings_what_the_scenario_gives() -> None:
    mind = dispersed([0.0] * (len(Factor) + len(Flag)), BELIEFS, 1.0)
    total = sum(BELIEFS.weights.values())
    assert mind.weights == {factor: pytest.approx(BELIEFS.weights[factor] / total) for factor in Factor}
    assert mind.alarm == dict(BELIEFS.alarm)


@given(st.floats(-3.2, 3.2), st.floats(0.0, 1.0))
def test_a_scatter_is_positive_rises_with_the_draw_and_undoes_itself(draw: float, spread: float) -> None:
    assert scatter(draw, spread) > 0.0
    assert scatter(draw, spread) <= scatter(draw + 0.1, spread)
    assert scatter(draw, spread) * scatter(-draw, spread) == pytest.approx(1.0)


def test_a_cautious_member_is_more_alarmed_by_everything() -> None:
    draws = Chance(1).normals(1, "x", len(Factor) + len(Flag))  # type: ignore[arg-type]
    calm, anxious = dispersed(draws, BELIEFS, 0.5), dispersed(draws, BELIEFS, 1.5)
    assert all(anxious.alarm[flag] == pytest.approx(3 * calm.alarm[flag]) for flag in Flag)


def test_members_sit_in_the_order_of_their_seats() -> None:
    members = seat_members(Model(), ROSTER[::-1], Chance(1), BELIEFS)
    assert [member.spec.seat for member in members] == sorted(spec.seat for spec in ROSTER)


def test_a_newcomer_or_another_seat_changes_nobodys_mind() -> None:
    before = {m.spec.id: m.mind for m in seat_members(Model(), ROSTER, Chance(1), BELIEFS)}
    guest = replace(ROSTER[3], id="guest", seat=30)
    moved = [replace(ROSTER[0], seat=31), *ROSTER[1:], guest]
    after = {m.spec.id: m.mind for m in seat_members(Model(), moved, Chance(1), BELIEFS)}
    assert {name: after[name] for name in before} == before


def test_an_unknown_type_is_named_with_the_known_ones() -> None:
    with pytest.raises(BrokenPromise, match=r"'dean'.*director"):
        seat_members(Model(), [replace(ROSTER[0], type="dean")], Chance(1), BELIEFS)

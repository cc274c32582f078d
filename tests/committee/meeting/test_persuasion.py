from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.meeting.persuasion import attention, drawn, force_of, gain
from tests.scripted import the_rules
from tests.strategies import chances

RULES = the_rules().persuasion


@given(chances(), chances(), st.floats(0.0, 5.0), chances())
def test_a_heard_point_gains_and_is_never_more_than_wholly_taken_in(
    heard: float, trust: float, force: float, awake: float
) -> None:
    more = gain(heard, trust, force, awake)
    assert more >= 0.0
    assert heard + more <= 1.0 + 1e-12


@given(chances(), chances(), st.floats(0.1, 1.0))
def test_what_is_known_already_gains_less(heard: float, trust: float, force: float) -> None:
    assert gain(heard, trust, force, 1.0) <= gain(heard / 2, trust, force, 1.0)


@given(chances())
def test_nothing_is_gained_from_whom_one_does_not_trust(heard: float) -> None:
    assert gain(heard, 0.0, 1.0, 1.0) == 0.0


@given(st.floats(0.0, 4.0))
def test_a_point_against_lands_harder_and_a_stake_adds_force(stake: float) -> None:
    assert force_of(-1, stake, False, RULES) > force_of(1, stake, False, RULES)
    assert force_of(1, stake + 1.0, False, RULES) > force_of(1, stake, False, RULES)


@given(st.floats(0.0, 0.98))
def test_the_tired_take_in_less_and_never_nothing(fatigue: float) -> None:
    assert 0.0 < attention(fatigue + 0.01, RULES) < attention(fatigue, RULES) <= 1.0


@given(st.floats(-2.0, 2.0).filter(lambda gap: abs(gap) > 1e-9), st.floats(0.01, 1.0), st.floats(0.1, 2.0))
def test_a_pull_goes_toward_the_speaker_and_never_past_them(gap: float, pull: float, width: float) -> None:
    moved = drawn(gap, pull, width)
    assert moved * gap > 0.0
    assert abs(moved) <= abs(gap)


@given(st.floats(0.0, 2.0), st.floats(0.01, 1.0))
def test_the_share_of_the_gap_falls_smoothly_with_distance_and_never_to_nothing(gap: float, pull: float) -> None:
    near, far = gap + 0.01, gap + 0.11
    assert 0.0 < drawn(far, pull, RULES.pull_width) / far < drawn(near, pull, RULES.pull_width) / near <= pull


def test_the_higher_one_stands_the_less_one_is_moved() -> None:
    moved = [RULES.susceptibility[role] for role in ("director", "associate", "faculty", "chief")]
    assert moved == sorted(moved)
    assert moved[0] < moved[-1]


@given(st.floats(0.0, 4.0), st.sampled_from([1, -1]))
def test_a_cheap_word_has_a_share_of_the_force(stake: float, valence: int) -> None:
    dear = force_of(valence, stake, False, RULES)
    assert force_of(valence, stake, True, RULES) == pytest.approx(RULES.cheap * dear)
    assert RULES.cheap < 1.0

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from committee.members.memory import (
    Episode,
    Ghost,
    Likeness,
    RowTraits,
    background_likeness,
    bounded,
    faded,
    ghosts_by_flag,
    haunted_flags,
    likeness,
    shared_traits,
    strength,
)
from committee.terms import Flag, Kind
from tests.scripted import the_rules

RULES = the_rules().memory
WASHOUT = Episode(
    id="washout",
    year=2024,
    traits=("step_fail", "non_us_img"),
    outcome=-1.0,
    vividness=0.9,
    holders=(),
    witnessed=(),
    label="the resident who failed the boards",
)
ALIKE = RowTraits(kind=Kind.NON_US_IMG, traits=("step_fail",))


def match(row: RowTraits, episode: Episode = WASHOUT) -> float:
    resemblance = likeness(episode, row, RULES)
    return 0.0 if resemblance is None else resemblance.match


def ghost(weight: float, *traits: str) -> Ghost:
    return Ghost(episode="washout", traits=traits or ("step_fail",), weight=weight, drift=0.0)


@given(st.floats(0.0, 50.0), st.floats(0.1, 20.0))
def test_a_memory_fades_with_age_and_never_wholly(age: float, tau: float) -> None:
    assert 0.0 < faded(age + 1.0, tau) < faded(age, tau) <= 1.0


def test_half_of_a_memory_is_left_after_tau_years_and_a_future_one_is_new() -> None:
    assert faded(4.0, 4.0) == 0.5
    assert faded(-3.0, 4.0) == 1.0


def test_bad_weighs_more_than_good() -> None:
    bad = strength(WASHOUT, 0.9, 2.0, RULES)
    good = strength(replace(WASHOUT, outcome=1.0), 0.9, 2.0, RULES)
    assert bad < 0.0 < good
    assert -bad > good


def test_the_more_alike_the_row_the_louder_the_ghost() -> None:
    same = match(ALIKE)
    other_img = match(structs.replace(ALIKE, kind=Kind.US_IMG))
    american = match(structs.replace(ALIKE, kind=Kind.US_MD))
    assert same > other_img > american >= 0.0


def test_a_row_that_shares_nothing_raises_no_ghost() -> None:
    assert likeness(WASHOUT, RowTraits(kind=Kind.US_MD, traits=("gap",)), RULES) is None


def test_half_of_the_traits_is_half_of_the_ghost() -> None:
    two = replace(WASHOUT, traits=("step_fail", "visa", "non_us_img"))
    assert match(ALIKE, two) == pytest.approx(match(ALIKE) / 2)


def test_a_row_of_the_same_background_only_drifts() -> None:
    resemblance = likeness(WASHOUT, RowTraits(kind=Kind.NON_US_IMG, traits=()), RULES)
    assert resemblance == Likeness(episode=WASHOUT, traits=("non_us_img",), match=0.0, drift=RULES.background)


def test_an_episode_without_a_kind_is_like_nobody() -> None:
    assert background_likeness(replace(WASHOUT, traits=("step_fail",)), Kind.NON_US_IMG, RULES) == RULES.us


def test_only_flags_and_visas_are_shared_traits() -> None:
    assert shared_traits(WASHOUT, ("step_fail", "non_us_img", "gap")) == ("step_fail",)


def test_a_visa_kind_haunts_the_visa() -> None:
    assert haunted_flags(("h1b", "visa", "step_fail", "us_md")) == (Flag.VISA, Flag.STEP_FAIL)


@given(st.floats(-50.0, 50.0))
def test_a_ghost_is_kept_in_bounds_and_never_turns_a_worry_into_a_merit(weight: float) -> None:
    assert -1.0 < -RULES.ghost_least <= bounded(weight, RULES) <= RULES.ghost_most


def test_ghosts_of_one_flag_add_up_with_the_sign_turned() -> None:
    one, two = (ghosts_by_flag([ghost(-0.2)] * count, RULES) for count in (1, 2))
    assert one == {Flag.STEP_FAIL: 0.2}
    assert two == {Flag.STEP_FAIL: pytest.approx(0.4)}


def test_a_good_ghost_makes_its_flags_cheaper() -> None:
    assert ghosts_by_flag([ghost(0.2, "old_grad", "non_us_img")], RULES) == {Flag.OLD_GRAD: -0.2}

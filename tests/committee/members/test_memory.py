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
    added,
    added_to,
    background_likeness,
    ease,
    faded,
    ghosts_of,
    haunted_flags,
    heard_of,
    likeness,
    loudest,
    mean_outcome,
    shared_traits,
)
from committee.terms import Flag, Kind
from tests.scripted import the_rules

RULES = the_rules().memory
YEAR = 2026
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


def resembling(episode: Episode = WASHOUT, row: RowTraits = ALIKE) -> Likeness:
    resemblance = likeness(episode, row, YEAR, RULES)
    assert resemblance is not None
    return resemblance


def in_mind(*minded: tuple[float, float]) -> list[Ghost]:
    """The ghosts of a mind with residents of these (outcome, ease), all of the same flag."""
    residents = [
        (replace(resembling(), episode=replace(WASHOUT, id=str(number), outcome=outcome)), easily)
        for number, (outcome, easily) in enumerate(minded)
    ]
    return ghosts_of(residents, RULES.nobody)


def ghost(weight: float, *flags: Flag, name: str = "washout") -> Ghost:
    return Ghost(name, (), flags or (Flag.STEP_FAIL,), weight, 1.0, weight)


OUTCOMES = st.floats(-1.0, 1.0)
EASES = st.floats(0.0, 2.0)
MINDS = st.lists(st.tuples(OUTCOMES, EASES), min_size=1, max_size=6)

# ---------------------------------------------------------------- how easily it comes to mind


@given(st.floats(0.0, 50.0), st.floats(0.1, 20.0))
def test_a_memory_fades_with_age_and_never_wholly(age: float, tau: float) -> None:
    assert 0.0 < faded(age + 1.0, tau) < faded(age, tau) <= 1.0


def test_half_of_a_memory_is_left_after_tau_years_and_a_future_one_is_new() -> None:
    assert faded(4.0, 4.0) == 0.5
    assert faded(-3.0, 4.0) == 1.0


@given(st.floats(-1.0, -0.01), st.floats(0.0, 50.0))
def test_a_bad_outcome_comes_more_easily_than_a_good_one(outcome: float, age: float) -> None:
    assert ease(outcome, age, RULES) == pytest.approx(RULES.bad * ease(-outcome, age, RULES))
    assert ease(outcome, age, RULES) > ease(-outcome, age, RULES) > 0.0


def test_the_more_alike_the_row_the_more_easily() -> None:
    same = resembling().ease
    other_img = resembling(row=structs.replace(ALIKE, kind=Kind.US_IMG)).ease
    american = resembling(row=structs.replace(ALIKE, kind=Kind.US_MD)).ease
    assert same > other_img > american > 0.0


def test_half_of_the_traits_is_half_of_the_ease() -> None:
    two = replace(WASHOUT, traits=("step_fail", "visa", "non_us_img"))
    assert resembling(two).ease == pytest.approx(resembling().ease / 2)


def test_the_older_the_memory_the_less_easily() -> None:
    assert resembling(replace(WASHOUT, year=2020)).ease < resembling().ease


# ---------------------------------------------------------------- what is alike


@pytest.mark.parametrize("row", [RowTraits(kind=Kind.US_MD, traits=("gap",)), structs.replace(ALIKE, traits=())])
def test_a_row_that_shares_no_flag_and_no_visa_raises_no_ghost(row: RowTraits) -> None:
    assert likeness(WASHOUT, row, YEAR, RULES) is None


def test_the_traits_that_match_are_told_and_the_flags_that_they_bear_on() -> None:
    late = replace(WASHOUT, traits=("h1b", "gap", "non_us_img"))
    row = RowTraits(kind=Kind.NON_US_IMG, traits=("step_fail", "visa", "h1b"))
    assert resembling(late, row).traits == ("h1b", "non_us_img")
    assert resembling(late, row).flags == (Flag.VISA,)


def test_an_episode_without_a_kind_is_like_nobody() -> None:
    assert background_likeness(replace(WASHOUT, traits=("step_fail",)), Kind.NON_US_IMG, RULES) == RULES.us


def test_only_flags_and_visas_are_shared_traits() -> None:
    assert shared_traits(WASHOUT, ("step_fail", "non_us_img", "gap")) == ("step_fail",)


def test_a_visa_kind_haunts_the_visa() -> None:
    assert haunted_flags(("h1b", "visa", "step_fail", "us_md")) == (Flag.VISA, Flag.STEP_FAIL)


# ---------------------------------------------------------------- the mean of what comes to mind


@given(MINDS, st.floats(0.01, 10.0))
def test_the_mean_lies_between_its_parts_and_nobody(minded: list[tuple[float, float]], nobody: float) -> None:
    eases = outcomes = 0.0
    for outcome, easily in minded:
        eases += easily
        outcomes += outcome * easily
    parts = [0.0, *(outcome for outcome, _ in minded)]
    assert min(parts) - 1e-12 <= mean_outcome(outcomes, eases, nobody) <= max(parts) + 1e-12


@given(MINDS, st.randoms(use_true_random=False))
def test_the_order_in_which_they_come_does_not_matter(minded: list[tuple[float, float]], chance: object) -> None:
    shuffled = list(minded)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (added_to(Flag.STEP_FAIL, in_mind(*order), RULES) for order in (minded, shuffled))
    assert one == pytest.approx(other, abs=1e-12)


@given(MINDS)
def test_the_weights_of_one_flag_make_up_what_acts_on_it(minded: list[tuple[float, float]]) -> None:
    ghosts = in_mind(*minded)
    mean = 0.0
    for one in ghosts:
        assert -1.0 <= one.weight <= 1.0
        mean += one.weight
    assert added_to(Flag.STEP_FAIL, ghosts, RULES) == pytest.approx(added(RULES.sway * mean), abs=1e-9)


@given(MINDS, st.floats(-1.0, -0.05), st.floats(0.05, 2.0))
def test_one_more_who_went_worse_than_the_mean_makes_the_flag_dearer(
    minded: list[tuple[float, float]], outcome: float, easily: float
) -> None:
    worse = min([outcome, *(before for before, _ in minded)])
    before, after = (added_to(Flag.STEP_FAIL, in_mind(*mind), RULES) for mind in (minded, [*minded, (worse, easily)]))
    assert after >= before - 1e-12


def test_the_unremarkable_take_the_edge_off_a_bad_one() -> None:
    alone, among = in_mind((-1.0, 1.0)), in_mind((-1.0, 1.0), (0.0, 1.0), (0.1, 0.5))
    assert 0.0 < added_to(Flag.STEP_FAIL, among, RULES) < added_to(Flag.STEP_FAIL, alone, RULES)


def test_a_bad_one_costs_more_than_the_same_good_one_earns() -> None:
    fresh = [(outcome, ease(outcome, 1.0, RULES)) for outcome in (-0.8, 0.8)]
    cost, gain = (added_to(Flag.STEP_FAIL, in_mind(one), RULES) for one in fresh)
    assert cost > 1.5 * -gain > 0.0


def test_nobody_in_mind_adds_nothing() -> None:
    assert added_to(Flag.STEP_FAIL, [], RULES) == 0.0
    assert added_to(Flag.GAP, in_mind((-1.0, 1.0)), RULES) == 0.0


@given(st.floats(-10.0, 10.0))
def test_what_is_added_never_turns_a_worry_into_a_merit(pull: float) -> None:
    assert added(pull) > -1.0
    assert (added(pull) > 0.0) is (pull < 0.0)


def test_a_pull_doubles_a_flag_or_takes_most_of_it() -> None:
    assert (added(-1.0), added(0.0)) == (1.0, 0.0)
    assert added(1.0) == pytest.approx(-0.7071, abs=1e-4)
    assert added(0.01) == pytest.approx(-0.01, rel=1e-3), "a little good does as much as a little bad"


def test_a_ghost_of_two_flags_weighs_by_the_flag_where_it_counts_most() -> None:
    both = replace(resembling(), flags=(Flag.STEP_FAIL, Flag.GAP))
    other = resembling(replace(WASHOUT, id="other"))
    first, second = ghosts_of([(both, 1.0), (other, 1.0)], 1.0)
    assert first.weight == -1.0 / 2.0
    assert second.weight == -1.0 / 3.0


# ---------------------------------------------------------------- what is said


def test_of_a_ghost_that_one_hears_of_a_part_arrives() -> None:
    (told,) = in_mind((-1.0, 1.0))
    heard = heard_of(told, 0.25)
    assert (heard.ease, heard.outcome, heard.flags) == (0.25, -1.0, told.flags)
    assert abs(heard.weight) < abs(told.weight)


def test_the_loudest_of_a_side_is_the_weightiest_that_nobody_has_named() -> None:
    mind = [ghost(-0.1, name="faint"), ghost(-0.4, name="loud"), ghost(0.3, name="good"), ghost(0.2, name="kind")]
    assert loudest(mind, (), good=False) == mind[1]
    assert loudest(mind, {"loud"}, good=False) == mind[0]
    assert loudest(mind, (), good=True) == mind[2]
    assert loudest(mind, {"good", "kind"}, good=True) is None


def test_an_answer_to_a_bad_ghost_bears_on_the_same_flag() -> None:
    mind = [ghost(0.3, Flag.GAP, name="gap"), ghost(0.1, Flag.STEP_FAIL, Flag.VISA, name="step")]
    assert loudest(mind, (), good=True, flags=(Flag.STEP_FAIL,)) == mind[1]
    assert loudest(mind, (), good=True, flags=(Flag.LOW_STEP2,)) is None

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.errors import BrokenPromise
from committee.members.member import Member, member_type
from committee.members.memory import Episode, Likeness, RowTraits, likeness
from committee.terms import Kind
from tests.scripted import a_meeting, the_rules

RULES = the_rules().memory
SEEN = Episode(
    id="seen",
    year=2024,
    traits=("step_fail", "non_us_img"),
    outcome=-1.0,
    vividness=0.5,
    holders=("director", "apd_1"),
    witnessed=("director",),
    label="the resident who failed",
)
ROW = RowTraits(kind=Kind.NON_US_IMG, traits=("step_fail",))


def by_id(name: str) -> Member:
    meeting = a_meeting()
    return next(member for member in meeting.members if member.spec.id == name)


def weight(member: Member, year: int = 2026) -> float:
    (ghost,) = member.haunted_by([alike(year)], RULES)
    return ghost.weight


def alike(year: int = 2026) -> Likeness:
    resemblance = likeness(SEEN, ROW, year, RULES)
    assert resemblance is not None
    return resemblance


def test_only_holders_remember_and_no_holders_means_everybody() -> None:
    for name, held in (("director", True), ("apd_1", True), ("chief_1", False)):
        member = by_id(name)
        member.remember([SEEN])
        assert bool(member.vividness) is held
        member.remember([replace(SEEN, holders=())])
        assert member.vividness


def test_who_does_not_hold_it_is_not_haunted() -> None:
    member = by_id("chief_1")
    member.remember([SEEN])
    assert member.haunted_by([alike()], RULES) == []
    assert member.background(Kind.NON_US_IMG, 2026, RULES) == 0.0


def test_what_one_saw_oneself_comes_more_easily_than_hearsay() -> None:
    eases = []
    for name in ("director", "apd_1"):
        member = by_id(name)
        member.remember([SEEN])
        (ghost,) = member.haunted_by([alike()], RULES)
        eases.append(ghost.ease)
    assert eases[0] * RULES.hearsay == pytest.approx(eases[1])
    assert eases[0] == alike().ease * SEEN.vividness
    assert weight(by_id_remembering("director")) < weight(by_id_remembering("apd_1")) < 0.0


def by_id_remembering(name: str) -> Member:
    member = by_id(name)
    member.remember([SEEN])
    return member


def test_the_residents_of_a_kind_move_a_stance_by_habit() -> None:
    good = replace(SEEN, id="good", traits=("gap", "non_us_img"), outcome=1.0)
    bad, both = by_id_remembering("director"), by_id("director")
    both.remember([SEEN, good])
    assert -RULES.background < bad.background(Kind.NON_US_IMG, 2026, RULES) < 0.0
    assert bad.background(Kind.NON_US_IMG, 2026, RULES) < both.background(Kind.NON_US_IMG, 2026, RULES)
    assert bad.background(Kind.US_IMG, 2026, RULES) == 0.0


def test_what_the_day_brings_to_mind_does_not_change_the_habit() -> None:
    recalled, fresh = by_id_remembering("director"), by_id_remembering("director")
    recalled.refresh("seen", 1.0)
    habits = [member.background(Kind.NON_US_IMG, 2026, RULES) for member in (recalled, fresh)]
    assert habits[0] == habits[1] < 0.0
    recalled.remember([])
    assert recalled.background(Kind.NON_US_IMG, 2026, RULES) == 0.0


def test_a_ghost_fades_with_the_years_and_a_recall_brings_it_back() -> None:
    member = by_id("director")
    member.remember([SEEN])
    fresh = weight(member, 2024)
    old = weight(member, 2030)
    assert fresh < old < 0.0
    member.refresh("seen", 0.5)
    assert weight(member, 2030) < old


@given(st.lists(st.floats(0.0, 1.0), max_size=50))
def test_vividness_never_leaves_its_bounds(recalls: list[float]) -> None:
    member = by_id("director")
    member.remember([SEEN])
    for more in recalls:
        before = member.vividness["seen"]
        member.refresh("seen", more)
        assert before <= member.vividness["seen"] <= 1.0


def test_what_is_not_remembered_cannot_be_refreshed() -> None:
    member = by_id("chief_1")
    member.remember([SEEN])
    member.refresh("seen", 0.5)
    assert member.vividness == {}


@given(st.floats(0.0, 1e4), st.floats(0.0, 10.0))
def test_fatigue_rises_with_time_and_stays_below_one(minutes: float, per_hour: float) -> None:
    member = by_id("director")
    member.tire(minutes, per_hour)
    earlier = member.fatigue
    member.tire(minutes + 60.0, per_hour)
    assert 0.0 <= earlier <= member.fatigue < 1.0


def test_stamina_slows_fatigue() -> None:
    fresh, worn = by_id("chief_1"), by_id("faculty_2")
    assert fresh.spec.stamina > worn.spec.stamina
    for member in (fresh, worn):
        member.tire(90.0, 0.4)
    assert fresh.fatigue < worn.fatigue


def test_rest_is_as_at_the_opening() -> None:
    member = by_id("director")
    member.remember([SEEN])
    member.purse.spend(2.0)
    member.tire(60.0, 1.0)
    member.refresh("seen", 0.5)
    member.rest()
    assert (member.purse.balance, member.fatigue, member.vividness["seen"]) == (member.purse.opening, 0.0, 0.5)


def test_a_type_that_does_not_exist_names_those_that_do() -> None:
    with pytest.raises(BrokenPromise, match="associate"):
        member_type("dean")

"""Both engines hold the same meetings, to the last bit: every scenario, every switch, every rule of the meeting."""

from __future__ import annotations

import pytest

from committee.applicants.point import bears_on
from committee.chance import Gate
from committee.engine.driver import Driver
from committee.engine.effect import bears_on as bears_on_in_code
from committee.machine import shipped
from tests.adopted import EACH, ruled
from tests.engines import assert_both_hold_it_alike, assert_same, held_by_both, the_convener, the_driver
from tests.scripted import SWITCHES

SEEDS = range(1, 21)
SCENARIOS = shipped.meetings()
OFF = {"as shipped": (), **{f"without {switch}": ((f"switches.{switch}", "false"),) for switch in SWITCHES}}
FAR = {"year": 2031, "program": 123, "gate": Gate.INTERVIEW}
"""An occasion of a season."""


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_identity_of_every_shipped_scenario(scenario: str) -> None:
    assert_both_hold_it_alike(the_convener(scenario))


@pytest.mark.parametrize("off", OFF)
def test_identity_without_each_switch(off: str) -> None:
    assert_both_hold_it_alike(the_convener("baseline", OFF[off]), 2)


@pytest.mark.parametrize("rule", EACH)
def test_identity_under_each_rule_of_the_meeting(rule: str) -> None:
    assert_both_hold_it_alike(the_convener("", tuple(ruled(**EACH[rule]).items())), 3)


@pytest.mark.parametrize("rule", ["second committee", "ballots before and after"])
def test_identity_of_invite_meetings(rule: str) -> None:
    rules = {"meeting.verdicts": '"invite"', **ruled(**EACH[rule])}
    assert_both_hold_it_alike(the_convener("", tuple(rules.items())), 2)


@pytest.mark.parametrize("seed", [0, 1, 2**32, 2**63, 2**64 - 1])
def test_identity_at_any_seed_and_on_any_occasion(seed: int) -> None:
    assert_both_hold_it_alike(the_convener(), seed)
    assert_both_hold_it_alike(the_convener(), seed, **FAR)


def test_a_driver_holds_any_meeting_of_its_room_in_any_order() -> None:
    convener = the_convener("tired_room")
    driver = the_driver(convener)
    for seed in (1, 2, 1):
        assert_both_hold_it_alike(convener, seed, driver=driver)


def test_drivers_with_one_table_of_cells_hold_their_meetings_in_turns() -> None:
    """They share the large arrays of a meeting, however many sit in their rooms and whom these remember."""
    one, other = the_convener("baseline"), the_convener("baseline", (("memory.episodes", "[]"),))
    driver = the_driver(one)
    second = Driver(other.meeting(9), driver.cells)
    assert second.scratch is driver.scratch
    for convener, turn in ((one, driver), (other, second), (one, driver)):
        assert_both_hold_it_alike(convener, driver=turn)


def test_a_second_committee_has_arrays_of_its_own() -> None:
    """It meets before the list of the first is made, so the day of the first must not be lost."""
    driver = the_driver(the_convener("baseline", (("meeting.rules.second_committee", "true"),)))
    assert driver._second is not None
    assert driver._second.scratch is not driver.scratch


def test_what_answers_a_worry_is_the_same_in_code() -> None:
    """Of every pair of points in the last rows of some meetings."""
    answers = 0
    for seed in range(1, 9):
        both = held_by_both(the_convener(), seed)
        points, row = both.meeting.held[-1].brief.points, both.driver.scratch.row[0]
        for said, point in enumerate(points):
            for worry, other in enumerate(points):
                answer = bears_on(point, other)
                assert bears_on_in_code(row, said, worry) == answer
                answers += answer
    assert answers


def test_a_difference_is_seen() -> None:
    """Two seeds are two meetings; the test that compares them says so."""
    one, two = (held_by_both(the_convener(), seed) for seed in (1, 2))
    assert_same(one)
    with pytest.raises(AssertionError):
        assert_same(type(one)(**{**{name: getattr(one, name) for name in one.__struct_fields__}, "held": two.held}))


@pytest.mark.soak
@pytest.mark.parametrize("off", OFF)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_identity_of_every_scenario_without_each_switch(scenario: str, off: str) -> None:
    """Endings, stances, purses, memories and the list of twenty seeds each; every utterance of the last."""
    convener = the_convener(scenario, OFF[off])
    driver = the_driver(convener)
    for seed in SEEDS:
        assert_both_hold_it_alike(convener, seed, driver=driver, listened=seed == SEEDS[-1])


@pytest.mark.soak
@pytest.mark.parametrize("rule", EACH)
def test_identity_of_whole_meetings_under_each_rule(rule: str) -> None:
    convener = the_convener("baseline", tuple(ruled(**EACH[rule]).items()))
    driver = the_driver(convener)
    for seed in SEEDS:
        assert_both_hold_it_alike(convener, seed, driver=driver, listened=seed == SEEDS[-1])

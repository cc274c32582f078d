"""The experiments that come with the package: each is sound, and a small version of it shows what it is about.

Three of them are held here each time, the others in the soak.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from committee.experiments.design.designs import MEASURED_NULLS, Point, points_of, scenario_at, size_of
from committee.experiments.design.levers import convener_with
from committee.experiments.design.loading import load_experiment
from committee.experiments.design.outcomes import Context, counted, outcome_named
from committee.experiments.running.rooms import Room
from committee.machine import shipped
from committee.measures.tally import Tally
from committee.meeting.meeting import Meeting
from committee.terms import Role

NAMES = shipped.names(shipped.What.EXPERIMENT)
SEEDS = (1, 2, 3)
QUICK = ("advocate", "fishing", "ghost")
HELD = [pytest.param(name, marks=() if name in QUICK else pytest.mark.soak) for name in NAMES]

experiment = cache(load_experiment)


@cache
def points(name: str) -> tuple[Point, ...]:
    return points_of(experiment(name))


@cache
def tallies(name: str, number: int, null: str) -> list[Tally]:
    room = Room(scenario_at(experiment(name), points(name)[number - 1], null), "auto")
    return list(room.tallies(null, SEEDS))


@cache
def results(name: str, number: int, null: str = "") -> Mapping[str, NDArray[np.float64]]:
    """By outcome, its values at one point, by seed."""
    mine = experiment(name)
    outcomes = [outcome_named(text) for text in mine.outcomes]
    contexts = [Context(base=base, talked=null not in MEASURED_NULLS) for base in tallies(name, 1, null)]
    told = zip(tallies(name, number, null), contexts, strict=True)
    counts = np.array([counted(outcomes, tally, context) for tally, context in told])
    return dict(zip(mine.outcomes, counts.T, strict=False))


def effect(name: str, outcome: str, number: int, null: str = "") -> float:
    """The mean paired difference from the base."""
    return float(np.mean(results(name, number, null)[outcome] - results(name, 1, null)[outcome]))


def test_these_are_shipped() -> None:
    asked = "advocate applicant blinding clock fishing ghost letters order purse rules stacking tally"
    assert asked.split() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_asks_one_question_of_a_fair_size(name: str) -> None:
    mine = experiment(name)
    assert mine.question.endswith("?")
    assert mine.question.count("?") == 1
    assert mine.title
    assert len(mine.seeds) == 200
    assert size_of(mine) < 12_000
    assert mine.outcomes[0] == next(each for each in mine.outcomes if outcome_named(each).kind != "pooled")


@pytest.mark.parametrize("name", NAMES)
def test_its_nulls_take_something_out(name: str) -> None:
    """A rule that a committee could adopt is a lever: it adds something to the room."""
    assert not [null for null in experiment(name).nulls if null.startswith("meeting.rules.")]


@pytest.mark.parametrize("name", HELD)
def test_its_levers_do_something_and_its_outcomes_are_counted(name: str) -> None:
    mine = experiment(name)
    base, last = results(name, 1), results(name, len(points(name)))
    assert not np.isnan(base[mine.outcomes[0]]).any()
    assert any((base[outcome] != last[outcome]).any() for outcome in mine.outcomes if "share." not in outcome)


@pytest.mark.parametrize("name", HELD)
def test_its_nulls_can_be_held(name: str) -> None:
    mine = experiment(name)
    for null in mine.nulls:
        assert not np.isnan(results(name, 1, null)[mine.outcomes[0]]).any()


def test_an_advocate_moves_a_row_up_and_less_without_standing() -> None:
    assert effect("advocate", "place.borderline", 3) < effect("advocate", "place.borderline", 2) < 0.0
    assert effect("advocate", "call.borderline", 3) > effect("advocate", "call.borderline", 3, "switches.capital=false")


def test_a_bad_memory_costs_and_nobody_remembers_under_the_null() -> None:
    assert effect("ghost", "call.needs_h1b", 3) < effect("ghost", "call.needs_h1b", 2) < 0.0
    assert effect("ghost", "call.needs_h1b", 3, "switches.memory=false") == 0.0
    rooms = [scenario_at(experiment("ghost"), point).scenario.memory.episodes for point in points("ghost")]
    assert {(episodes[36].id, len(episodes)) for episodes in rooms} == {("late_2025", 37)}
    assert [episodes[36].outcome for episodes in rooms] == [0.0, -0.4, -0.8, 0.0]


def test_a_neutral_memory_is_nearly_the_same_as_none() -> None:
    bad, absent = effect("ghost", "call.needs_h1b", 3), effect("ghost", "call.needs_h1b", 4)
    assert abs(absent) < abs(bad) / 5
    assert effect("ghost", "ghosts_spoken", 4) <= 0.0


@pytest.mark.soak
def test_a_tally_takes_something_off_a_bad_memory() -> None:
    bad, bad_and_told = effect("tally", "call.needs_h1b", 3), effect("tally", "call.needs_h1b", 4)
    assert bad < bad_and_told < 0.0


@pytest.mark.soak
def test_less_time_leaves_more_unsaid() -> None:
    assert effect("clock", "unheard", 2) < 0.0 < effect("clock", "unheard", 3) < effect("clock", "unheard", 4)
    assert effect("clock", "minutes", 4) < 0.0


@pytest.mark.soak
def test_the_order_decides_nothing_where_no_row_leaves_a_trace() -> None:
    assert all(effect("order", "kendall", number) < 0.0 for number in (2, 3, 4))
    for number in (1, 2, 3, 4):
        assert (results("order", number, "switches.carry_over=false")["kendall"] == 1.0).all()


@pytest.mark.soak
def test_the_kind_shows_less_where_more_is_off_the_wall() -> None:
    assert effect("blinding", "leakage", 4) < effect("blinding", "leakage", 2) < 0.0


@pytest.mark.soak
def test_an_empty_purse_costs_the_row_and_the_members_are_the_associates() -> None:
    assert effect("purse", "call.borderline", 4) < effect("purse", "call.borderline", 3) < 0.0
    scenario = scenario_at(experiment("purse"), points("purse")[3]).scenario
    assert [member.id for member in scenario.members if member.type == "associate"] == ["apd_1", "apd_2"]
    assert [member.capital for member in scenario.members[1:3]] == [0, 0]


@pytest.mark.soak
def test_a_coded_letter_is_worse_than_none() -> None:
    coded, none = effect("letters", "call.generic", 3), effect("letters", "call.generic", 2)
    assert coded < none < 0.0 < effect("letters", "call.generic", 5)


@pytest.mark.soak
def test_flags_add_up_to_a_call_under_the_additive_null_and_to_more_in_the_room() -> None:
    visa, old, failed, together = (effect("stacking", "call.only_visa", number, "additive") for number in (2, 3, 5, 8))
    assert together == pytest.approx(visa + old + failed, abs=0.05)
    visa, old, failed, together = (effect("stacking", "call.only_visa", number) for number in (2, 3, 5, 8))
    assert together < visa + old + failed - 0.05


def test_a_change_of_an_applicant_is_one_change() -> None:
    base, *others = points("applicant")
    for point in others:
        assert sum(value != base.levers[key] for key, value in point.levers.items()) == 1


def test_every_rule_is_tried_alone() -> None:
    base, *others = points("rules")
    changed = [key for point in others for key, value in point.levers.items() if value != base.levers[key]]
    rules = {key.removeprefix("meeting.rules.") for key in changed}
    assert rules == {
        *("ballots", "blind", "rubric", "assigned_advocate", "devils_advocate", "equal_airtime", "order", "breaks"),
        *("capital_cap", "no_capital", "base_rates", "second_committee"),
    }
    assert len(changed) == len(rules) + 1, "ballots have two values"


def observed(point: int, null: Mapping[str, object], seed: int) -> Meeting:
    mine = experiment("fishing")
    levers = points("fishing")[point].levers
    return convener_with(mine.scenario, {**levers, **null}).meeting(seed).run()


@pytest.mark.parametrize("seed", [1, 2])
def test_who_only_sits_in_changes_nobody_elses_draws(seed: int) -> None:
    """They have no vote and no word. Under the null all stances of the others are the same to the last bit."""
    null = {"meeting.floor.shared": 0.0}
    plain, watched = observed(0, null, seed), observed(1, null, seed)
    assert watched.members[10].role is Role.COORDINATOR
    assert plain.listed == watched.listed
    for alone, beside in zip(plain.held, watched.held, strict=True):
        assert alone.result.stances == beside.result.stances[:10]
        assert alone.result.ending.call == beside.result.ending.call
        assert alone.result.seconds == beside.result.seconds


def test_fishing_catches_nothing_under_its_null() -> None:
    mine = experiment("fishing")
    for outcome in mine.outcomes:
        assert effect("fishing", outcome, 2, mine.nulls[0]) == 0.0
    assert -0.05 < effect("fishing", "kendall", 2) < 0.0

"""Bounds mean what ``check`` says: at each of them and in any mixture a small meeting is held, in finite numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from functools import cache
from math import isfinite
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from msgspec import to_builtins

from committee.applicants.applicant import Applicant
from committee.applicants.sheet import read_rows
from committee.chance import Chance
from committee.convene import convene, meeting_rules
from committee.measures.outcomes import outcomes
from committee.meeting.nulls import additive_null
from committee.recording import Heard
from committee.scenario.declared import settings
from committee.scenario.loading import as_data, load_scenario
from committee.scenario.scenario import Scenario
from tests.declared import Choice, Leaf, leaves, with_choice
from tests.scripted import Told

SEATS = (0, 1, 3, 4, 7, 9)
"""The director, an associate, two of the faculty, a chief and the coordinator."""

ROWS: list[dict[str, str | int | float]] = [
    {"id": "bare", "name": "Bare Row", "kind": "us_md", "yog": 1985},
    {
        "id": "worst",
        "name": "Every Flag",
        "kind": "non_us_img",
        "step1": "fail",
        "step1_fails": 3,
        "step2_ck": 190,
        "step2_fails": 3,
        "yog": 1985,
        "gap_years": 30,
        "gap_reason": "exam_prep",
        "prior_training": "us_dismissed",
        "letters": "us:coded; us:lukewarm; us:coded",
        "professionalism": "dismissal",
        "narrative": "hidden",
        "visa": "h1b",
        "interview_score": 1.0,
        "impression": "odd; dull; anxious",
        "emails": "poor",
        "class_quartile": 4,
        "advocate": "apd:strong",
    },
    {
        "id": "best",
        "name": "Every Merit",
        "kind": "us_do",
        "step1": 300,
        "step2_ck": 300,
        "yog": 1990,
        "us_clinical": "hands_on",
        "us_clinical_months": 60,
        "rotated_here": 12,
        "letters": "us:fight:known; us:glowing:known; abroad:fight",
        "narrative": "concrete_with_change",
        "interview_score": 5.0,
        "impression": "warm; clear",
        "value": "reliable; low_drama; hard_working; immediately_useful",
        "class_quartile": 1,
        "advocate": "faculty:mild",
    },
    {
        "id": "mixed",
        "name": "Mixed Case",
        "kind": "us_img",
        "step1": "fail",
        "step2_ck": 250,
        "yog": 1989,
        "gap_years": 2,
        "gap_reason": "family",
        "letters": "us:glowing; abroad:generic",
        "visa": "j1",
        "professionalism": "note",
        "interview_score": 4.2,
        "impression": "reflective",
        "advocate": "outside:strong",
    },
]


@cache
def plain() -> dict[str, Any]:
    """The baseline with six members, as plain data."""
    data = as_data(load_scenario("baseline"))
    data["members"] = [member for member in data["members"] if member["seat"] in SEATS]
    return data


@cache
def the_leaves() -> tuple[Leaf, ...]:
    """Every value of it that has bounds or is one word of a list, but a pool's numbers: the rows are given."""
    return tuple(leaf for leaf in leaves(plain()) if leaf.ends and leaf.where[0] != "pool")


@cache
def the_rows(year: int) -> tuple[Applicant, ...]:
    return read_rows(ROWS, year=year, place="test")


def with_values(choice: Choice) -> Scenario:
    """The scenario with these values, made to go together: seats are taken once, scales and tiers stand upright."""
    data = with_choice(plain(), choice)
    for member, seat in zip(data["members"], SEATS, strict=True):
        member["seat"] = seat
    return Scenario.model_validate_json(json.dumps(data), strict=True)


def hold(scenario: Scenario, seed: int = 1) -> None:
    """Hold the meeting; whatever is told must be finite."""
    listener = Told()
    convene(scenario, seed, listeners=[listener], applicants=the_rows(scenario.season.year)).run()
    assert len([event for event in listener.events if event.event == "row_closed"]) == len(ROWS)
    for event in listener.events[1:]:
        for number in _numbers(to_builtins(event)):
            assert isfinite(number), event


def count(scenario: Scenario) -> None:
    """Count what came out, and hold the additive null beside it."""
    rows, heard = the_rows(scenario.season.year), Heard()
    convene(scenario, 1, listeners=[heard], applicants=rows).run()
    assert len(outcomes(heard.recording())) == len(rows)
    assert all(isfinite(null.call) for null in additive_null(meeting_rules(scenario), rows, Chance(1)))


def _numbers(value: Any) -> Iterable[float]:
    if isinstance(value, float):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _numbers(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _numbers(inner)


BOUNDED = sorted({leaf.setting for leaf in the_leaves()})


def test_every_setting_with_bounds_is_tried() -> None:
    """Those of the pool are tried where pools are."""
    declared = {setting.key for setting in settings() if setting.bounds is not None}
    tried = {".".join(map(str, leaf.where)) for leaf in the_leaves()} | set(BOUNDED)
    usual = {key for key in declared if key.startswith("program.usual.")}
    assert {key for key in declared - usual if not key.startswith("pool.")} <= tried
    assert "program.usual" in tried


@pytest.mark.parametrize("setting", BOUNDED)
def test_a_meeting_is_held_at_both_bounds_of_a_setting(setting: str) -> None:
    own = [leaf for leaf in the_leaves() if leaf.setting == setting]
    for end in range(max(len(leaf.ends) for leaf in own)):
        hold(with_values({leaf.where: leaf.ends[min(end, len(leaf.ends) - 1)] for leaf in own}))


ENDS: Mapping[str, Callable[[Leaf], Any]] = {"least": lambda leaf: leaf.ends[0], "most": lambda leaf: leaf.ends[-1]}


@pytest.mark.parametrize("end", ENDS)
def test_a_meeting_is_held_with_every_setting_at_one_end(end: str) -> None:
    scenario = with_values({leaf.where: ENDS[end](leaf) for leaf in the_leaves()})
    hold(scenario)
    count(scenario)


@pytest.mark.parametrize("size", [2, 32])
@pytest.mark.parametrize("other", ["faculty", "coordinator"])
def test_the_smallest_and_the_largest_room_meet(size: int, other: str) -> None:
    data = deepcopy(plain())
    director, *_ = data["members"]
    others = [{**director, "id": f"m{seat}", "seat": seat, "type": other} for seat in range(1, size)]
    data["members"] = [director, *others]
    hold(Scenario.model_validate_json(json.dumps(data), strict=True))


def any_of(leaf: Leaf) -> st.SearchStrategy[Any]:
    """A bound, or for a number anything between."""
    ends = st.sampled_from(leaf.ends)
    if isinstance(leaf.ends[0], float):
        return ends | st.floats(*leaf.ends)
    if isinstance(leaf.ends[0], bool | str):
        return ends
    return ends | st.integers(*leaf.ends)


@st.composite
def mixtures(draw: st.DrawFn) -> Choice:
    """Some settings at a bound or between, at once, from a few to nearly all."""
    share = draw(st.sampled_from((4, 30, 200, len(the_leaves()))))
    chosen = draw(
        st.lists(st.sampled_from(the_leaves()), min_size=1, max_size=share, unique_by=lambda leaf: leaf.where)
    )
    return {leaf.where: draw(any_of(leaf)) for leaf in chosen}


@given(mixtures(), st.integers(0, 99))
@examples(max_examples=25)
def test_a_meeting_is_held_with_any_mixture(choice: Choice, seed: int) -> None:
    hold(with_values(choice), seed)


@pytest.mark.soak
@given(mixtures(), st.integers(0, 2**64 - 1))
@examples(max_examples=1500)
def test_meetings_are_held_with_very_many_mixtures(choice: Choice, seed: int) -> None:
    hold(with_values(choice), seed)


@pytest.mark.soak
def test_a_meeting_is_held_at_each_end_of_each_single_value() -> None:
    """Also one word of a table, one member, one episode by itself."""
    for leaf in the_leaves():
        for end in leaf.ends:
            hold(with_values({leaf.where: end}))


@pytest.mark.soak
@given(st.data())
@examples(max_examples=600)
def test_meetings_are_held_in_corners(data: st.DataObject) -> None:
    """Every setting at one of its ends, by a coin each."""
    coins = data.draw(st.binary(min_size=len(the_leaves()), max_size=len(the_leaves())))
    drawn = zip(the_leaves(), coins, strict=True)
    scenario = with_values({leaf.where: leaf.ends[coin % len(leaf.ends)] for leaf, coin in drawn})
    hold(scenario)
    count(scenario)

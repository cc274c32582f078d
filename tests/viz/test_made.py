"""What differs between a recording and its scenario, in words."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.machine.shipped import meetings
from committee.recording import Recording
from tests.builders import a_header, a_recording
from tests.effort import some
from viz.made import Made, between, made_from, resolved

SWITCHES = ("influence", "social_influence", "memory", "capital", "fatigue", "posture", "clock", "carry_over")


def made(name: str = "two_imgs", seed: int = 1, *, changes: Mapping[str, Any] | None = None, **settings: Any) -> Made:
    """What a recording of the scenario with these settings (dots as ``__``) was made from."""
    scenario: Any = deepcopy(dict(resolved(name)))
    for key, value in settings.items():
        *tables, last = key.split("__")
        inside = scenario
        for part in tables:
            inside = inside[int(part)] if isinstance(inside, list) else inside[part]
        inside[int(last) if isinstance(inside, list) else last] = value
    header = a_header(seed=seed, scenario=scenario, changes=changes or {})
    return made_from(header, replace(a_recording(), header=header) if changes else None)


@pytest.mark.parametrize("name", meetings())
def test_a_recording_of_a_scenario_as_it_is_differs_in_nothing(name: str) -> None:
    found = made(name)
    assert (found.scenario, found.words) == (name, "")


def test_what_differs_is_said_in_words() -> None:
    scenario = resolved("two_imgs")
    rest = [dict(member) for member in scenario["members"] if member["id"] != "faculty_2"]
    rest[1]["capital"] = 1
    said = made(switches__memory=False, meeting__rules__blind=["kind"], members=rest)
    assert [each.here for each in said.differs.values()] == [
        "blind kind",
        "Dr Oduya-Marsh: capital 1",
        "without Dr Hale",
        "memory off",
    ]
    assert {each.usual for each in said.differs.values()} >= {"with Dr Hale", "no blind", "memory on"}
    assert said.words.endswith("and 1 more")


def test_a_changed_cell_is_said_with_the_name_of_the_applicant() -> None:
    recording: Recording = a_recording()
    id_ = recording.rows[0].opened.id
    found = made(changes={"cells": {id_: {"advocate": ""}}})
    assert found.words == f"{recording.rows[0].opened.name}: advocate is left blank"


@settings(max_examples=some(60))
@given(off=st.sets(st.sampled_from(SWITCHES)))
def test_every_switch_that_is_off_differs_and_no_other(off: set[str]) -> None:
    found = made(**{f"switches__{name}": False for name in off})
    assert set(found.differs) == {("switches", name) for name in off}


def test_what_two_scenarios_differ_in_reads_the_same_from_both_sides() -> None:
    for first, second in (("sponsor_none", "sponsor_mild"), ("baseline", "tired_room")):
        there, back = between(first, second), between(second, first)
        assert [(each.here, each.usual) for each in there.values()] == [
            (each.usual, each.here) for each in back.values()
        ]

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import pytest

from committee.meeting.rules import MeetingRules, Switches
from tests.scripted import SWITCHES, the_rules


def test_the_switches_are_those_of_the_contract() -> None:
    assert {field.name for field in fields(Switches)} == set(SWITCHES)


@pytest.mark.parametrize("name", SWITCHES)
def test_every_switch_is_on_until_it_is_set_off(name: str) -> None:
    assert getattr(the_rules().switches, name) is True
    assert getattr(the_rules({f"switches.{name}": "false"}).switches, name) is False


def test_rules_have_no_defaults_and_cannot_change_under_a_meeting() -> None:
    with pytest.raises(TypeError):
        MeetingRules()  # type: ignore[call-arg]
    with pytest.raises(FrozenInstanceError):
        the_rules().year = 2000  # type: ignore[misc]

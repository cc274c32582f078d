from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from committee.terms import Kind, VisaPolicy
from tests.scripted import the_rules


def test_a_program_has_a_posture_and_a_norm_for_every_kind() -> None:
    program = the_rules().program
    assert set(program.posture) == set(Kind)
    assert set(program.usual) == set(Kind)


def test_the_further_a_kind_trained_from_here_the_closer_it_is_looked_at() -> None:
    posture = the_rules().program.posture
    kinds = (Kind.US_MD, Kind.US_DO, Kind.US_IMG, Kind.NON_US_IMG)
    looked = [posture[kind].amplify for kind in kinds]
    assert looked == sorted(looked)
    below_par = [posture[kind].shift for kind in kinds]
    assert below_par == sorted(below_par, reverse=True)


def test_the_visa_policy_is_the_scenarios() -> None:
    assert the_rules({"program.h1b": '"barred"'}).program.h1b is VisaPolicy.BARRED


def test_a_program_cannot_change_under_a_meeting() -> None:
    with pytest.raises(FrozenInstanceError):
        the_rules().program.seats = 1  # type: ignore[misc]

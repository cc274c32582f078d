from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from committee.terms import Kind, VisaPolicy
from tests.scripted import the_rules


def test_a_programme_has_a_posture_and_a_norm_for_every_kind() -> None:
    programme = the_rules().programme
    assert set(programme.posture) == set(Kind)
    assert set(programme.usual) == set(Kind)


def test_the_further_a_kind_trained_from_here_the_closer_it_is_looked_at() -> None:
    posture = the_rules().programme.posture
    kinds = (Kind.US_MD, Kind.US_DO, Kind.US_IMG, Kind.NON_US_IMG)
    looked = [posture[kind].amplify for kind in kinds]
    assert looked == sorted(looked)
    below_par = [posture[kind].shift for kind in kinds]
    assert below_par == sorted(below_par, reverse=True)


def test_the_visa_policy_is_the_scenarios() -> None:
    assert the_rules({"programme.h1b": '"barred"'}).programme.h1b is VisaPolicy.BARRED


def test_a_programme_cannot_change_under_a_meeting() -> None:
    with pytest.raises(FrozenInstanceError):
        the_rules().programme.seats = 1  # type: ignore[misc]

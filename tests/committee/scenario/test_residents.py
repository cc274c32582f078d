"""The residents whom the shipped scenarios remember: who they are, and what they do to a row."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from committee.applicants.applicant import Applicant
from committee.convene import RankMeeting
from committee.members.memory import Episode
from committee.scenario.loading import load_scenario
from committee.terms import Kind, Role
from tests.patterns import fixtures
from tests.scripted import an_applicant

BASELINE = load_scenario("baseline")
RESIDENTS = BASELINE.memory.episodes
SEATED = {member.id: member for member in BASELINE.members}
WASHOUT = next(one for one in load_scenario("ghost_washout").memory.episodes if one.id == "washout_2025")

BORDERLINE = an_applicant(**{**fixtures.BORDERLINE, "id": "borderline", "name": "Ada Plain"})
CLEAN = an_applicant(id="clean", kind="us_md", step2_ck=241, letters="us:glowing; us:generic", interview_score=4.1)


@cache
def stances(row: Applicant, *past: Episode, memory: bool = True) -> float:
    """The mean stance of the voters on a row before talk, if these are the residents that the room has had."""
    changes = {
        "memory": replace(BASELINE.memory, episodes=past),
        "switches": replace(BASELINE.switches, memory=memory),
    }
    scenario = BASELINE.model_copy(update=changes)
    total, votes = 0.0, 0
    for seed in range(1, 7):
        meeting = RankMeeting(scenario, seed, applicants=[row]).run()
        for member, stance in zip(meeting.members, meeting.held[0].result.before, strict=True):
            if member.votes:
                total, votes = total + stance, votes + 1
    return total / votes


# ---------------------------------------------------------------- who they are


def test_each_of_the_last_five_years_has_its_whole_class() -> None:
    years = Counter(one.year for one in RESIDENTS)
    assert {year: years[year] for year in range(2021, 2026)} == dict.fromkeys(range(2021, 2026), 7)


def test_residents_of_every_kind_went_well_and_badly_and_most_were_unremarkable() -> None:
    assert {trait for one in RESIDENTS for trait in one.traits if trait in set(Kind)} == set(Kind)
    assert sum(abs(one.outcome) <= 0.3 for one in RESIDENTS) > len(RESIDENTS) / 2
    assert any(one.outcome >= 0.5 for one in RESIDENTS)
    assert any(one.outcome <= -0.5 for one in RESIDENTS)
    assert all(one.vividness <= 0.35 for one in RESIDENTS if abs(one.outcome) <= 0.15)


def test_every_resident_is_told_in_words_of_their_own() -> None:
    labels = [one.label for one in RESIDENTS]
    assert len(set(labels)) == len(labels)
    openings = Counter(tuple(label.split()[:6]) for label in labels)
    assert max(openings.values()) <= 2


@pytest.mark.parametrize("name", ["baseline", "ghost_washout", "ghost_visa", "good_imgs_before"])
def test_holders_sit_there_and_chiefs_remember_three_years(name: str) -> None:
    scenario = load_scenario(name)
    for one in scenario.memory.episodes:
        holders = one.holders or tuple(SEATED)
        assert set(holders) <= SEATED.keys()
        assert set(one.witnessed) <= set(holders)
        if one.holders and any(SEATED[holder].type == Role.CHIEF for holder in holders):
            assert one.year >= scenario.season.year - 3


def test_the_ghost_scenarios_are_the_baseline_and_what_they_add() -> None:
    for name, more in (("ghost_washout", 1), ("ghost_visa", 1), ("good_imgs_before", 3)):
        episodes = load_scenario(name).memory.episodes
        assert episodes[: len(RESIDENTS)] == RESIDENTS
        assert len(episodes) == len(RESIDENTS) + more
    assert load_scenario("no_imgs_before").memory.episodes == ()


# ---------------------------------------------------------------- what they do before anybody speaks


def test_all_together_they_do_little_to_a_borderline_row_from_abroad() -> None:
    assert abs(stances(BORDERLINE, *RESIDENTS) - stances(BORDERLINE, memory=False)) < 0.03


def test_one_more_who_washed_out_bites_the_next_row_like_it() -> None:
    lost = stances(BORDERLINE, *RESIDENTS) - stances(BORDERLINE, *RESIDENTS, WASHOUT)
    assert lost > 0.06
    assert abs(stances(CLEAN, *RESIDENTS) - stances(CLEAN, *RESIDENTS, WASHOUT)) < lost / 3


def test_the_order_in_which_they_are_listed_does_not_matter() -> None:
    assert stances(BORDERLINE, *RESIDENTS) == pytest.approx(stances(BORDERLINE, *reversed(RESIDENTS)), abs=1e-9)

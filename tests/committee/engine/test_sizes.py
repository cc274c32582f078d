"""The smallest and the largest that compiled code has room for, and what is beyond it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from committee.applicants.applicant import Applicant, Emails, Letter, LetterTone, Narrative, Origin
from committee.convene import Convener
from committee.engine.choice import Engine, choose
from committee.engine.records import MEMBERS, POINTS, RESIDENTS, UTTERANCE
from committee.errors import BrokenPromise, UsageRefused
from committee.meeting.draws import TURNS
from committee.members.carried import Carried
from tests.adopted import EACH, ruled
from tests.engines import Both, alike, assert_both_hold_it_alike, held_by_both, the_convener, the_driver
from tests.scripted import a_scenario, an_applicant, an_episode, the_rows

OPEN: Mapping[str, str] = {"switches.clock": "false", "meeting.floor.threshold": "-9.0"}
"""Everybody says everything they have, however long it takes."""


def held(settings: Mapping[str, str], *rows: Applicant) -> Both:
    return assert_both_hold_it_alike(Convener(a_scenario(dict(settings)), applicants=rows or the_rows()))


def said_most(both: Both) -> int:
    return int(both.held.ends["utterances"].max())


def with_letters(count: int) -> Applicant:
    """An applicant with this many letters by a known writer, which is two points each."""
    letter = Letter(origin=Origin.US, tone=LetterTone.GLOWING, known=True)
    return replace(an_applicant(), letters=(letter,) * count)


def points_of(row: Applicant) -> int:
    return len(Convener(a_scenario(), applicants=[row]).meeting(1).briefs[0].points)


# ---------------------------------------------------------------- residents


def test_nobody_remembers_anybody() -> None:
    both = held({"memory.episodes": "[]"})
    assert both.held.ghosts.shape[1] == both.held.vivid.shape[1] == 0


@pytest.mark.parametrize("residents", [1, RESIDENTS])
def test_everybody_remembers_as_many_as_there_is_room_for(residents: int) -> None:
    past = [an_episode(f"e{n}", holders="[]", traits='["step_fail", "visa"]') for n in range(residents)]
    settings = {
        "memory.episodes": f"[{', '.join(past)}]",
        "meeting.floor.ghost": "9.0",
        "memory.noticed": "0.0",
        **OPEN,
    }
    both = held(settings, an_applicant(kind="non_us_img", step1="fail", visa="j1"), an_applicant(id="b", step1="fail"))
    assert both.held.named_aloud >= min(residents, 20)
    assert choose("compiled", Convener(a_scenario(settings))).engine is Engine.COMPILED


def test_more_residents_than_there_is_room_for_are_left_to_the_readable_model() -> None:
    past = ", ".join(an_episode(f"e{n}") for n in range(RESIDENTS + 1))
    convener = Convener(a_scenario({"memory.episodes": f"[{past}]"}))
    choice = choose("auto", convener)
    assert str(choice) == f"objects, because the room remembers more than {RESIDENTS} residents"
    with pytest.raises(UsageRefused, match=f"more than {RESIDENTS} residents"):
        choose("compiled", convener)


def test_members_may_bring_residents_of_the_same_name_with_another_outcome() -> None:
    (own,) = a_scenario({"memory.episodes": f"[{an_episode('x', holders='[]')}]"}).memory.episodes
    other = replace(own, outcome=0.9, traits=("step_fail",), holders=())
    carried = {"apd_1": Carried(episodes=(other,)), "chief_1": Carried(episodes=())}
    convener = Convener(a_scenario(), applicants=[an_applicant(step1="fail", kind="non_us_img")] * 1)
    both = assert_both_hold_it_alike(convener, carried=carried)
    assert [resident.outcome for resident in both.driver.residents if resident.id == "x"] == [0.9]


# ---------------------------------------------------------------- members


def test_a_room_of_one() -> None:
    for rule in EACH.values():
        convener = Convener(a_scenario(ruled(**rule)))
        convener.roster = convener.roster[:1]
        assert_both_hold_it_alike(convener)


@pytest.mark.parametrize("kind", ["faculty", "associate", "chief", "coordinator"])
@pytest.mark.parametrize("rule", ["ballots before and after", "second committee", "both advocates"])
def test_a_room_of_two_and_a_full_room(kind: str, rule: str) -> None:
    for others in (1, MEMBERS - 1):
        both = held({"members": alike(others + 1, kind), **ruled(**EACH[rule])}, *the_rows()[:3])
        assert len(both.ids) == others + 1


# ---------------------------------------------------------------- points


def test_a_row_about_which_there_is_nothing_to_say() -> None:
    silent = {f"program.points.us_clinical.{word}": "0.0" for word in ("none", "observership", "hands_on")}
    silent |= {f"program.points.us_clinical_per_month.{word}": "0.0" for word in ("none", "observership", "hands_on")}
    silent |= {"program.points.us_letters.0": "0.0"}
    both = held(silent, an_applicant(letters="", interview_score=""), an_applicant(id="b", step1="fail"))
    assert [len(row.brief.points) for row in both.meeting.held] == [0, 3]


def test_as_many_points_as_there_is_room_for() -> None:
    full = replace(with_letters(30), emails=Emails.POOR, narrative=Narrative.CONCRETE)
    assert points_of(full) == POINTS
    both = held(OPEN, full, replace(full, id="b"))
    assert said_most(both) > 50


def test_more_points_than_there_is_room_for_are_left_to_the_readable_model() -> None:
    convener = Convener(a_scenario(), applicants=[an_applicant(id="a"), with_letters(40)])
    choice = choose("auto", convener)
    assert str(choice) == "objects, because a row says more than compiled code has room for"
    with pytest.raises(UsageRefused, match="a row says more"):
        choose("compiled", convener)
    driver = the_driver(convener)
    assert not driver.fits(convener.meeting(1).applicants)
    with pytest.raises(BrokenPromise, match=f"more than {POINTS} points"):
        driver.hold(convener.meeting(1).chance, driver.rows(convener.meeting(1).applicants))


# ---------------------------------------------------------------- turns


@pytest.mark.parametrize("rule", [None, "assigned advocate", "devil's advocate", "both advocates", "base rates"])
def test_a_row_that_goes_on_to_the_last_turn(rule: str | None) -> None:
    settings = {**OPEN, "members": alike(21, "associate"), **(ruled(**EACH[rule]) if rule else {})}
    both = held(settings, *(replace(with_letters(20), id=str(n), interview_score=4.2) for n in range(3)))
    assert said_most(both) >= TURNS - 1


def test_a_row_of_ten_minutes_with_a_bell() -> None:
    settings = {"meeting.row_seconds": "600.0", "meeting.row_seconds_max": "600.0", "meeting.floor.threshold": "-9.0"}
    assert said_most(held({**settings, "members": alike(21, "faculty")}, with_letters(20))) >= TURNS - 1


def test_a_log_that_is_too_short_keeps_what_fits() -> None:
    both = held_by_both(the_convener())
    short = np.zeros(5, UTTERANCE)
    again = both.driver.hold(both.meeting.chance, both.rows, short)
    assert short.tobytes() == np.array(both.said[:5]).tobytes()
    assert again.ends.tobytes() == both.held.ends.tobytes()


def test_a_sheet_of_one_row_and_a_long_sheet() -> None:
    held({}, an_applicant())
    held({}, *(replace(row, id=f"{row.id} {n}") for n in range(30) for row in the_rows()))

"""What a scenario asks is answered, or the story says that it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from committee.season.doors import doors
from committee.season.known import Told
from committee.season.moments import Place
from committee.season.story import story
from committee.season.tables import Tables
from tests.committee.season.filmed import recordings
from tests.committee.season.invented import a_door, bars, counts, tables
from tests.committee.season.test_story import PROGRAMS, sentences

LEAVES: Mapping[str, Any] = {"year": 2030, "program": 0, "leaves": "director"}
POLICIES = [{"year": 2029, "visa": "h1b", "share_barred": 1.0}, {"year": 2032, "visa": "h1b", "share_barred": 0.0}]


@pytest.fixture
def recorded(tmp_path: Path) -> dict[Place, Path]:
    """Only the first program has recordings."""
    return recordings(tmp_path)


def told(made: Tables, **given: Any) -> list[str]:
    plain = {"tables": made, "doors": doors(made), "programs": PROGRAMS, "recordings": {}, "title": "A question"}
    return sentences(story(Told(**{**plain, **given})))


def left(made: Tables, **change: Any) -> str:
    (said,) = [each for each in told(made, changes=[{**LEAVES, **change}]) if each.startswith("After the meetings")]
    return said


def test_a_rule_that_outlives_whoever_left_is_told_with_whom_it_kept_out() -> None:
    assert left(shut_to_the_end()) == (
        "After the meetings of 2030, the director left, and the rule against J-1 visas still stood in 2036: from 2031 "
        "to 2036 the program interviewed none of the applicants who needed a J-1 visa, and without memory it would "
        "have interviewed 24."
    )


def shut_to_the_end() -> Tables:
    years = tuple(range(2029, 2037))
    shut = bars(years).assign(moved_by="")
    shut.loc[shut["program"].eq("p000") & shut["year"].isin(years), "moved_by"] = "j1: y2027n0002"
    return tables(bars=shut, years=counts({("p000", "j1"): dict.fromkeys(years, 0)}))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"year": 2032}, "and in 2033 the rule against J-1 visas was as it would have been without memory; whether"),
        ({"year": 2028}, "so this run cannot say whether that opened a door."),
        ({"year": 2036}, "and the story ends there, so it cannot say whether that opened a door."),
        ({"leaves": "apd_1"}, "the member apd_1 left, and"),
    ],
)
def test_what_a_run_cannot_say_it_says(change: dict[str, Any], said: str) -> None:
    made = tables(bars=with_cause(bars(tuple(range(2029, 2033)))))
    assert said in left(made, **change)


def with_cause(made: pd.DataFrame) -> pd.DataFrame:
    here = made["program"].eq("p000") & made["j1"]
    return made.assign(moved_by=["j1: y2027n0002" if each else "" for each in here])


def test_a_change_elsewhere_is_none_of_this_story() -> None:
    assert not any("After the meetings" in each for each in told(tables(), changes=[{**LEAVES, "program": 1}]))


def test_a_program_that_has_nothing_to_show_of_a_policy_says_so_and_tells_of_the_others(
    recorded: dict[Place, Path],
) -> None:
    nobody = {("p000", "h1b"): dict.fromkeys(range(2027, 2037), 0)}
    fewer = {("p001", "h1b"): {2029: 0, 2030: 1, 2031: 0}}
    made = tables(years=counts(nobody | a_door() | fewer), twin_years=counts(nobody))
    said = told(made, policies=POLICIES, recordings=recorded)
    assert said[-2:] == [
        "The committee of this story interviewed none of the applicants who needed an H-1B visa in any year, with "
        "memory or without, because the rule against H-1B visas stood there all the time, so it cannot show what that "
        "policy leaves behind.",
        "At the one other program, interviews with applicants who needed an H-1B visa came to 4 a year from 2027 to "
        "2028 (4 a year without memory), 0.3 a year from 2029 to 2031 (4 a year without memory) and 4 a year from 2032 "
        "to 2036 (4 a year without memory).",
    ]


def test_the_story_is_about_a_program_that_has_something_to_lose_of_what_is_asked() -> None:
    nobody = {("p000", "h1b"): dict.fromkeys(range(2027, 2037), 0)}
    made = tables(years=counts(nobody), twin_years=counts(nobody), bars=bars())
    said = told(made, policies=POLICIES)
    assert "Northern University" in said[0]
    assert (
        "At this program, interviews with applicants who needed an H-1B visa came to 4 a year from 2027 to 2028 (4 a "
        "year without memory), 4 a year from 2029 to 2031 (4 a year without memory) and 4 a year from 2032 to 2036 (4 "
        "a year without memory)."
    ) in said


def test_a_story_has_no_more_than_ten_sentences_and_keeps_the_answer() -> None:
    said = told(shut_to_the_end(), policies=POLICIES, changes=[LEAVES])
    assert len(said) <= 10
    assert any(each.startswith("After the meetings of 2030") for each in said)
    assert not any(each.startswith("In these years,") for each in said) or len(said) < 10

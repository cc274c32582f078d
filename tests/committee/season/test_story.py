"""The story: plain sentences, each with a place to watch it, and honest where nothing happened."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from committee.commands.season import notes_of
from committee.recording import open_recording, row_starts
from committee.season.doors import doors
from committee.season.moments import Place, Rooms
from committee.season.story import Told, story
from committee.season.tables import Tables
from committee.terms import DISCLAIMER
from tests.committee.season.filmed import GHOST, LABEL, recordings
from tests.committee.season.invented import bars, became, counts, tables

PROGRAMS = [
    {"program": "p000", "type": "community", "name": "Harbor Hospital", "seats": 7},
    {"program": "p001", "type": "university", "name": "Northern University", "seats": 12},
]


def told(made: Tables, paths: Mapping[Place, Path], **given: Any) -> str:
    plain = {"tables": made, "doors": doors(made), "programs": PROGRAMS, "recordings": paths, "title": "One bad year"}
    return story(Told(**{**plain, **given}))


def sentences(text: str) -> list[str]:
    return re.findall(r"^\d+\. (.*)$", text, re.MULTILINE)


@pytest.fixture
def paths(tmp_path: Path) -> dict[Place, Path]:
    return recordings(tmp_path)


def test_the_whole_story(paths: dict[Place, Path]) -> None:
    assert sentences(told(tables(), paths)) == [
        "From 2027 to 2036, the committee of Harbor Hospital, which fills seven posts a year, met to choose its "
        "residents, and it remembered them. ([2027/p000/rank, row 1, 00:00](2027/p000/rank.jsonl.gz))",
        "In 2027, the room put Ana \\[Ruiz\\], a graduate from abroad with a failed Step exam, many years since "
        "graduation and a J-1 visa, in place 12 on its list, and the Match brought Ana \\[Ruiz\\] to the program, with "
        "one other. ([2027/p000/rank, row 2, 00:04](2027/p000/rank.jsonl.gz))",
        "In 2028, Ana \\[Ruiz\\] left before the end of the training, and three members of the committee remember it. "
        "([2029/p000/rank, row 2, 00:05](2029/p000/rank.jsonl.gz))",
        f"In 2029, when the room came to the row of Bo Lind, Dr. Aldane said: “recall \\| 1 \\| {LABEL}” "
        "([2029/p000/rank, row 2, 00:05](2029/p000/rank.jsonl.gz))",
        "From 2029 on, the program stopped every file that needed a J-1 visa. "
        "([2029/p000/invite, row 1, 00:00](2029/p000/invite.jsonl.gz))",
        "Nobody had voted on that in 2028, and no notice went out; it followed from what those in charge had in mind, "
        "and Ana \\[Ruiz\\] weighed most. ([2028/p000/rank, row 1, 00:00](2028/p000/rank.jsonl.gz))",
        "From 2029 to 2032, the program interviewed none of the applicants who needed a J-1 visa; with memory switched "
        "off and all else the same, it interviewed 16. ([2029/p000/invite, row 1, 00:00](2029/p000/invite.jsonl.gz))",
        "So the minute in which the door closed is not in any meeting: it closed when the rule against J-1 visas "
        "changed for 2029, before anybody sat down. ([2029/p000/invite, row 1, 00:00](2029/p000/invite.jsonl.gz))",
        "By 2034, the door was open again: over three years, applicants who needed a J-1 visa had at least half of the "
        "interviews that they would have had.",
        "The one other program closed no door in these years.",
    ]


def test_it_carries_the_title_and_the_one_line(paths: dict[Place, Path]) -> None:
    text = told(tables(), paths, title="One *bad* year")
    assert text.startswith("# One \\*bad\\* year\n\n1. ")
    assert text.endswith(f"\n\n*{DISCLAIMER}*\n")


def test_a_note_stands_below_the_sentences_and_is_none_of_them(paths: dict[Place, Path]) -> None:
    text = told(tables(), paths, notes=("It happened to nobody.",))
    assert f"\n\nNote: It happened to nobody.\n\n*{DISCLAIMER}*" in text
    assert sentences(text) == sentences(told(tables(), paths))
    assert notes_of(text) == ["Note: It happened to nobody."]


def test_every_link_is_to_a_recording_and_to_a_second_in_that_row(paths: dict[Place, Path], tmp_path: Path) -> None:
    links = re.findall(r"\[(\d+)/(p\d+)/(\w+), row (\d+), (\d+):(\d\d)\]\(([^)]+)\)", told(tables(), paths))
    assert len(links) == 8
    for year, program, gate, row, minutes, seconds, path in links:
        assert path == f"{year}/{program}/{gate}.jsonl.gz"
        starts = row_starts(open_recording(tmp_path / path))
        assert int(starts[int(row) - 1]) <= 60 * int(minutes) + int(seconds) < starts[int(row)]


def test_a_resident_whom_nobody_named_is_told_as_such(tmp_path: Path) -> None:
    said = sentences(told(tables(), recordings(tmp_path, spoken=False)))[3]
    assert said.startswith("Nobody spoke of Ana \\[Ruiz\\] aloud, but in 2029 the row of Bo Lind brought")


def test_a_resident_who_came_to_nobodys_mind(tmp_path: Path) -> None:
    said = sentences(told(tables(), recordings(tmp_path, spoken=False, silent=False)))
    assert said[3] == "No row of the years that were recorded brought Ana \\[Ruiz\\] to mind."
    assert said[2].endswith("remember it.")


def test_a_resident_of_the_scramble_has_no_place_and_goes_by_what_the_room_calls_them(paths: dict[Place, Path]) -> None:
    made = tables()
    residents = made.residents.assign(position="")
    del paths[2027, "p000", "rank"]
    said = sentences(told(tables(residents=residents), paths))[1]
    assert said.startswith(f"In 2027, {LABEL}, a graduate from abroad")
    assert said.endswith("joined the program after the Match, with one other.")


def test_a_door_that_no_rule_shut_offers_the_command_for_a_row(paths: dict[Place, Path]) -> None:
    said = sentences(told(tables(bars=bars()), paths))
    (minute,) = [each for each in said if "No rule" in each]
    assert minute == (
        "No rule shut this door; it closed row by row, as in 2029 with Bo Lind, and `committee pivots "
        "2029/p000/rank.jsonl.gz --row r2` finds the sentence that mattered most. "
        "([2029/p000/rank, row 2, 00:04](2029/p000/rank.jsonl.gz))"
    )


def test_a_door_that_no_rule_shut_and_no_row_shows(paths: dict[Place, Path]) -> None:
    del paths[2029, "p000", "rank"]
    said = sentences(told(tables(bars=bars()), paths))
    assert "No rule shut this door, and no row of the three years shows who did." in said


def test_where_nothing_closed_the_story_says_so(paths: dict[Place, Path]) -> None:
    said = sentences(told(tables(years=counts(), bars=bars()), paths))
    assert len(said) == 6
    assert said[4].startswith("By 2036, no door had closed here")


def test_where_nobody_is_remembered_the_story_says_so(paths: dict[Place, Path]) -> None:
    made = tables(years=counts(), bars=bars(), became=became().iloc[:0])
    said = sentences(told(made, paths))
    assert said[1] == "Nothing became of its residents in these years that anybody in the room still remembers."
    assert len(said) == 4


def test_two_years_are_too_few_to_tell(paths: dict[Place, Path]) -> None:
    short = counts()
    short = short[short["year"] < 2029]
    said = sentences(told(tables(years=short, twin_years=short), paths))
    assert said[-1].startswith("Whether a door has closed shows only after three years.")


def test_a_season_without_years_or_recordings_has_a_story() -> None:
    nothing = counts().iloc[:0]
    assert sentences(told(tables(years=nothing, twin_years=nothing), {})) == [
        "No year of this season has been held, so there is nothing to tell."
    ]
    said = sentences(told(tables(), {}))
    assert said[1].startswith("In 2027, the room put a resident of 2027, a graduate from abroad")
    assert not any("(" in each for each in said)


def test_the_good_resident_of_a_quiet_season_is_told(paths: dict[Place, Path]) -> None:
    good = became()[became()["event"] == "stood_out"]
    said = sentences(told(tables(years=counts(), bars=bars(), became=good), paths))
    assert (
        "turned out to be one of the best residents of the program, and one member of the committee remembers"
        in said[2]
    )


def test_where_nothing_closed_it_is_told_of_whom_the_scenario_marks(paths: dict[Place, Path]) -> None:
    made = tables(years=counts(), bars=bars())
    for row in became()[became()["program"] == "p000"].to_dict("records"):
        said = sentences(told(made, paths, forced=[row["id"]]))
        assert said[2].startswith(f"In {row['year']}, ")


def test_a_score_that_moved_is_told_without_numbers(paths: dict[Place, Path]) -> None:
    seen = {("p000", "non_us_img"): dict.fromkeys(range(2029, 2033), 0)}
    made = tables(years=counts(seen), bars=bars(tuple(range(2029, 2033)), "ck_img", 233.25))
    assert "From 2029 on, the program made the Step 2 CK score that it asks of graduates from abroad stricter." in (
        told(made, paths)
    )


def test_recordings_are_not_all_kept_in_memory(paths: dict[Place, Path]) -> None:
    rooms = Rooms(paths)
    first = rooms.meeting(2027, "p000", "rank")
    for year, program, gate in [*paths, *paths]:
        assert rooms.meeting(year, program, gate) is not None
    assert rooms.meeting(2027, "p000", "rank") == first
    assert rooms.meeting(1999, "p000", "rank") is None
    assert rooms.name(2027, "p000", GHOST) == "Ana [Ruiz]"
    assert rooms.name(2027, "p000", "nobody") == ""

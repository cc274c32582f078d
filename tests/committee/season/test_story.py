"""The story: plain sentences, each with a place to watch it, and honest where nothing happened."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
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
        "Each year from 2027 to 2036, the committee of Harbor Hospital, which fills seven posts a year, met to choose "
        "its residents, and it remembered how earlier ones had turned out. "
        "([2027/p000/rank, row 1, 00:00](2027/p000/rank.jsonl.gz))",
        "In 2027, the Match brought the program Ana \\[Ruiz\\], a graduate from abroad who had failed a Step exam, had "
        "graduated years before and needed a J-1 visa, from place 12 on the room's list. "
        "([2027/p000/rank, row 2, 00:04](2027/p000/rank.jsonl.gz))",
        "In 2028, Ana \\[Ruiz\\] left before the end of the training, and three members of the committee remembered "
        "it. ([2029/p000/rank, row 2, 00:05](2029/p000/rank.jsonl.gz))",
        f"In 2029, when the room came to the row of Bo Lind, Dr. Aldane spoke of it: “recall \\| 1 \\| {LABEL}” "
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
        "In these years, no door closed at the one other program.",
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
    assert said.startswith(
        "Nobody spoke of it aloud, but in 2029 the row of Bo Lind brought Ana \\[Ruiz\\] to somebody's"
    )


def test_a_resident_who_came_to_nobodys_mind(tmp_path: Path) -> None:
    said = sentences(told(tables(), recordings(tmp_path, spoken=False, silent=False)))
    assert said[3] == "No row that was recorded afterward brought it up, aloud or in silence."
    assert said[2].endswith("remembered it.")


def test_a_resident_of_the_scramble_has_no_place_and_goes_by_what_the_room_calls_them(paths: dict[Place, Path]) -> None:
    made = tables()
    residents = made.residents.assign(position="")
    del paths[2027, "p000", "rank"]
    said = sentences(told(tables(residents=residents), paths))[1]
    assert said.startswith(
        f"In 2027, the Match left posts open, and the program gave one of them to {LABEL}, a graduate"
    )
    assert said.endswith("had graduated years before and needed a J-1 visa.")


def test_the_table_of_residents_names_them_and_the_invite_meeting_has_the_row_of_some(paths: dict[Place, Path]) -> None:
    made = tables()
    residents = made.residents.assign(position="", name="Cato Orlok")
    paths[2027, "p000", "invite"] = paths.pop((2027, "p000", "rank"))
    said = sentences(told(tables(residents=residents), paths))[1]
    assert "gave one of them to Cato Orlok, a graduate from abroad" in said
    assert "([2027/p000/invite, row 2, 00:04](" in said


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
    assert said[4] == "No group had fewer interviews over three years than it would have had without memory."
    assert said[5].startswith("So no door had closed here by 2036: a door counts as closed when a group's interviews")
    assert len(said) == 7


def test_where_nothing_closed_the_story_tells_what_memory_did(paths: dict[Place, Path]) -> None:
    strict = bars((2029, 2030), "ck_img", 233.0)
    strict.loc[strict["year"].eq(2030) & strict["program"].eq("p000"), "ck_img"] = 236.0
    behind = strict["program"].eq("p000") & strict["year"].isin((2029, 2030))
    strict = strict.assign(moved_by=["ck_img: y2027n0002" if each else "" for each in behind])
    seen = {("p000", "non_us_img"): {2029: 2, 2030: 1}}
    said = sentences(told(tables(years=counts(seen), bars=strict), paths))
    assert said[4] == (
        "From 2029 to 2030, the program was stricter than it would have been without memory: in 2030, the Step 2 CK "
        "score that it asks of graduates from abroad was 236, not 228; Ana \\[Ruiz\\] weighed most in that. "
        "([2029/p000/invite, row 1, 00:00](2029/p000/invite.jsonl.gz))"
    )
    assert said[5] == (
        "Of all groups, graduates from abroad who are not US citizens lost most: from 2028 to 2030, the program "
        "interviewed seven of them, and without memory it would have interviewed 12. "
        "([2028/p000/rank, row 1, 00:00](2028/p000/rank.jsonl.gz))"
    )


def test_what_became_of_somebody_later_is_told_after_what_was_said_before(paths: dict[Place, Path]) -> None:
    more = {"year": 2029, "program": "p000", "id": GHOST, "event": "boards_failed", "remembered_by": "pd"}
    lived = pd.concat([became().replace("left", "remediated"), pd.DataFrame([more])])
    said = sentences(told(tables(years=counts(), bars=bars(), became=lived), paths))
    assert [each[:8] for each in said[2:5]] == ["In 2028,", "In 2029,", "In 2029,"]
    assert "spoke of it" in said[3]
    assert said[4] == "In 2029, Ana \\[Ruiz\\] failed the board exam, and one member of the committee remembered it."


def test_where_nobody_is_remembered_the_story_says_so(paths: dict[Place, Path]) -> None:
    made = tables(years=counts(), bars=bars(), became=became().iloc[:0])
    said = sentences(told(made, paths))
    assert said[1] == "Nobody in the room remembers anything that became of its residents in these years."
    assert len(said) == 5


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
    assert said[1].startswith("In 2027, the Match brought the program a resident of 2027, a graduate from abroad")
    assert not any("(" in each for each in said)


def test_the_good_resident_of_a_quiet_season_is_told(paths: dict[Place, Path]) -> None:
    good = became()[became()["event"] == "stood_out"]
    said = sentences(told(tables(years=counts(), bars=bars(), became=good), paths))
    assert (
        "turned out to be one of the best residents of the program, and one member of the committee remembered"
        in said[2]
    )


def test_a_quiet_season_is_about_whom_the_scenario_forces(paths: dict[Place, Path]) -> None:
    made = tables(years=counts(), bars=bars())
    assert "Ana" in sentences(told(made, paths))[1]
    assert "a graduate of a US medical school" in sentences(told(made, paths, forced={"y2027m0001"}))[1]


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

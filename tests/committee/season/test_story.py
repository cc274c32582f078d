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
from committee.season.known import Told
from committee.season.moments import Place, Rooms
from committee.season.story import story
from committee.season.tables import Tables
from committee.season.wording import EVENTS
from committee.terms import DISCLAIMER
from tests.committee.season.filmed import GHOST, LABEL, recordings
from tests.committee.season.invented import bars, became, counts, tables

PROGRAMS = [
    {"program": "p000", "type": "community", "name": "Harbor Hospital", "seats": 7},
    {"program": "p001", "type": "university", "name": "Northern University", "seats": 12},
]


OTHER = "y2027n0009"
"""A resident of the other program, who is called Bo Lind in the table."""


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
        "Each year from 2027 to 2036, the committee of Harbor Hospital, which fills seven positions a year, met to "
        "choose its residents, and it remembered how earlier ones had turned out. "
        "([2027/p000/rank, row 1, 00:00](2027/p000/rank.jsonl.gz))",
        "In 2027, the Match brought the program Ana \\[Ruiz\\], a graduate from abroad who had failed a Step exam, had "
        "graduated years before and needed a J-1 visa, from place 12 on the room's list. "
        "([2027/p000/rank, row 2, 00:04](2027/p000/rank.jsonl.gz))",
        "In 2028, the rank meeting still had one row of applicants who needed a J-1 visa, that of Cy Ames. "
        "([2028/p000/rank, row 2, 00:04](2028/p000/rank.jsonl.gz))",
        "In 2028, Ana \\[Ruiz\\] left before the end of the training, and three members of the committee remembered "
        "it.",
        "From 2029 to 2032, the program stopped every file that needed a J-1 visa, but for the few that slip through; "
        "of all that those in charge had in mind, Ana \\[Ruiz\\] weighed most.",
        "Nobody had voted on it and no notice went out, so the minute in which the door closed is not in any meeting: "
        "the rule changed after the meetings of 2028 and before those of 2029.",
        "From 2029 to 2032, the program interviewed none of the applicants who needed a J-1 visa; with memory switched "
        "off and all else the same, it interviewed 16.",
        "In 2029, with the rule in place, at the row of Bo Lind, who needed a J-1 visa too and ended off the list, "
        f"Dr. Aldane spoke of Ana \\[Ruiz\\]: “recall \\| 1 \\| {LABEL}” "
        "([2029/p000/rank, row 2, 00:05](2029/p000/rank.jsonl.gz))",
        "From 2033 to 2036 the rule was gone, and the program interviewed 16 of the applicants who needed a J-1 visa; "
        "without memory it would have interviewed 16.",
        "By 2034, the door was open again: over three years, applicants who needed a J-1 visa had at least half of the "
        "interviews that they would have had.",
    ]


def behind(years: Mapping[int, str], bar: str = "j1") -> pd.DataFrame:
    """Bars of the first program that a resident has shut in these years."""
    made = bars(tuple(years), bar)
    at = zip(made["program"], made["year"], strict=True)
    return made.assign(moved_by=[f"{bar}: {years[y]}" if p == "p000" and y in years else "" for p, y in at])


def test_each_closure_of_the_rule_is_told_with_its_own_years_and_its_own_resident(paths: dict[Place, Path]) -> None:
    shut = behind({2029: GHOST, 2030: GHOST, 2032: OTHER})
    counted = counts({("p000", "j1"): {2029: 0, 2030: 0, 2032: 1}})
    said = sentences(told(tables(bars=shut, years=counted), paths))
    assert any(
        each.startswith(
            "From 2029 to 2030, the program interviewed none of the applicants who needed a J-1 visa; with memory "
            "switched off and all else the same, it interviewed eight."
        )
        for each in said
    )
    assert (
        "In 2031 the rule was gone, and the program interviewed four of the applicants who needed a J-1 visa; without "
        "memory it would have interviewed four."
    ) in said
    assert (
        f"The rule stood again in 2032, when Bo Lind of another program (p001), who in 2029 {EVENTS['remediated']}, "
        "weighed most: the program interviewed one of the applicants who needed a J-1 visa, and without memory it "
        "would have interviewed four; from 2033 to 2036, with the rule gone, it interviewed 16, and without memory 16."
    ) in said
    assert said[-1].endswith("and the rule against J-1 visas stood for no more than two years in a row.")


def test_more_closures_than_two_are_told_in_one_sentence(paths: dict[Place, Path]) -> None:
    shut = behind({2029: GHOST, 2031: OTHER, 2033: OTHER})
    counted = counts({("p000", "j1"): {2029: 0, 2031: 0, 2033: 1}})
    (again,) = [each for each in sentences(told(tables(bars=shut, years=counted), paths)) if "at other times" in each]
    assert "in 2031 (none, not four) and in 2033 (one, not four)" in again


def test_a_closure_before_the_one_that_is_told_is_told_as_such(paths: dict[Place, Path]) -> None:
    said = sentences(told(tables(bars=behind({2027: OTHER, 2029: GHOST}), years=counts()), paths))
    earlier = next(at for at, each in enumerate(said) if each.startswith("In 2027, the program stopped every file"))
    assert "and Bo Lind of another program (p001) weighed most then: the program interviewed four" in said[earlier]
    assert earlier < next(at for at, each in enumerate(said) if each.startswith("In 2029, the program stopped"))


def test_who_kept_the_rule_is_told(paths: dict[Place, Path]) -> None:
    shut = behind(dict.fromkeys(range(2029, 2033), GHOST) | dict.fromkeys(range(2033, 2037), OTHER))
    counted = counts({("p000", "j1"): dict.fromkeys(range(2029, 2037), 0)})
    said = sentences(told(tables(bars=shut, years=counted), paths))
    assert any(each.endswith("Ana \\[Ruiz\\] weighed most until 2032.") for each in said)
    assert (
        "The rule against J-1 visas came to hang on others: from 2033 to 2036 Bo Lind of another program (p001), who "
        f"in 2029 {EVENTS['remediated']}, weighed most."
    ) in said
    assert any(
        each.startswith("From 2029 to 2036, the last year of the story, the program interviewed") for each in said
    )


def test_another_resident_who_moved_another_rule_is_told(paths: dict[Place, Path]) -> None:
    shut = behind(dict.fromkeys(range(2029, 2033), GHOST))
    first = shut["program"].eq("p000") & shut["year"].isin((2030, 2031))
    shut.loc[first, "years"], shut.loc[first, "moved_by"] = 3.0, f"j1: {GHOST}; years: y2027m0001"
    left = became().replace("stood_out", "left")
    said = sentences(told(tables(bars=shut, years=counts(), became=left), {}))
    assert any(
        each.endswith(
            ", who in 2028 left before the end of the training, weighed most in another rule from 2030 to 2031: in "
            "2030 it took files up to three years after graduation, not five."
        )
        for each in said
    )


def test_cause_comes_before_effect_and_a_memory_spoken_after_the_rule_is_told_after_it(tmp_path: Path) -> None:
    for kept in (recordings(tmp_path / "a"), recordings(tmp_path / "b", spoken=False)):
        said = sentences(told(tables(), kept))
        rule = next(at for at, each in enumerate(said) if "stopped every file" in each)
        left = next(at for at, each in enumerate(said) if "left before the end" in each)
        memory = next(at for at, each in enumerate(said) if "with the rule in place" in each)
        assert left < rule < memory


def test_no_link_of_the_minute_or_the_rule_leads_to_a_row_without_it(paths: dict[Place, Path]) -> None:
    for each in sentences(told(tables(), paths)):
        if "minute" in each or "stopped every file" in each:
            assert "](" not in each


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
    assert len(links) == 4
    for year, program, gate, row, minutes, seconds, path in links:
        assert path == f"{year}/{program}/{gate}.jsonl.gz"
        starts = row_starts(open_recording(tmp_path / path))
        assert int(starts[int(row) - 1]) <= 60 * int(minutes) + int(seconds) < starts[int(row)]


def test_a_resident_whom_nobody_named_is_told_as_such_with_how_many_thought_of_them(tmp_path: Path) -> None:
    said = sentences(told(tables(), recordings(tmp_path, spoken=False)))
    assert (
        "In 2029, with the rule in place, the row of Bo Lind, who needed a J-1 visa too and ended off the list, "
        "reminded one member of Ana \\[Ruiz\\], and nobody said so. "
        "([2029/p000/rank, row 2, 00:04](2029/p000/rank.jsonl.gz))"
    ) in said


def test_a_resident_who_came_to_nobodys_mind(tmp_path: Path) -> None:
    said = sentences(told(tables(), recordings(tmp_path, spoken=False, silent=False)))
    assert "No row that was recorded afterward reminded anybody of Ana \\[Ruiz\\], aloud or in silence." in said


def test_a_resident_of_the_scramble_has_no_place_and_goes_by_what_the_room_calls_them(paths: dict[Place, Path]) -> None:
    made = tables()
    residents = made.residents.assign(position="")
    del paths[2027, "p000", "rank"]
    said = sentences(told(tables(residents=residents), paths))[1]
    assert said.startswith(
        f"In 2027, the Match left positions open, and the program gave one of them to {LABEL}, a graduate"
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
    assert said[4] == (
        "After that, from 2029 to 2036, the program interviewed 32 of the applicants who had failed a Step exam, "
        "Applicant 1 in 2029 the first of them; without memory it would have interviewed 32, and counts of this size "
        "differ by as much by chance; of the applicants who had graduated years before it interviewed 32, and without "
        "memory 32. ([2029/p000/rank, row 1, 00:00](2029/p000/rank.jsonl.gz))"
    )
    assert said[5].startswith("By the measure of these stories no door had closed by 2036: that takes three years")
    assert len(said) == 7


def test_where_nothing_closed_the_story_tells_what_memory_did(paths: dict[Place, Path]) -> None:
    strict = bars((2029, 2030), "ck_img", 233.0)
    strict.loc[strict["year"].eq(2030) & strict["program"].eq("p000"), "ck_img"] = 236.0
    behind = strict["program"].eq("p000") & strict["year"].isin((2029, 2030))
    strict = strict.assign(moved_by=["ck_img: y2027n0002" if each else "" for each in behind])
    seen = {("p000", "non_us_img"): {2029: 2, 2030: 1}}
    said = sentences(told(tables(years=counts(seen), bars=strict), paths))
    assert (
        "From 2029 to 2030, the program was stricter than it would have been without memory: in 2030 the Step 2 CK "
        "score that it asked of graduates from abroad was 236, not 228; of all that those in charge had in mind, "
        "Ana \\[Ruiz\\] weighed most."
    ) in said
    assert any(each.startswith("From 2029 to 2030, the program interviewed eight of the applicants") for each in said)


def test_who_lost_most_is_told_only_where_it_is_more_than_chance(paths: dict[Place, Path]) -> None:
    made = tables(became=became().iloc[:0], bars=bars())
    few = sentences(told(tables(years=counts({("p000", "gap"): {2029: 2}}), became=became().iloc[:0]), paths))
    assert any("gap after graduation" in each and "differ by as much by chance" in each for each in few)
    gone = {("p000", "gap"): dict.fromkeys((2029, 2030, 2031), 0) | {2031: 3}}
    lost = sentences(told(tables(years=counts(gone), became=made.became, bars=bars()), paths))
    assert any(
        each.startswith("Of applicants with a gap after graduation, who lost more than any other group")
        for each in lost
    )
    assert not any("by chance" in each for each in lost)


def test_what_became_of_somebody_later_is_told_after_what_was_said_before(paths: dict[Place, Path]) -> None:
    more = {"year": 2029, "program": "p000", "id": GHOST, "event": "boards_failed", "remembered_by": "pd"}
    lived = pd.concat([became().replace("left", "remediated"), pd.DataFrame([more])])
    said = sentences(told(tables(years=counts(), bars=bars(), became=lived), paths))
    assert [each[:8] for each in said[2:5]] == ["In 2028,", "In 2029,", "In 2029,"]
    assert "spoke of Ana" in said[3]
    assert said[4] == "In 2029, Ana \\[Ruiz\\] failed the board exam, and one member of the committee remembered it."


def test_where_nobody_is_remembered_the_story_says_so(paths: dict[Place, Path]) -> None:
    made = tables(years=counts(), bars=bars(), became=became().iloc[:0])
    said = sentences(told(made, paths))
    assert said[1] == "Nobody in the room remembers anything that became of its residents in these years."
    assert len(said) == 5


def test_where_another_program_stands_behind_the_door_nobody_else_is_told_of(paths: dict[Place, Path]) -> None:
    said = sentences(told(tables(bars=behind(dict.fromkeys(range(2029, 2033), OTHER))), paths))
    assert not any("Ana" in each for each in said)
    assert any(each.endswith("in mind, Bo Lind of another program (p001) weighed most.") for each in said)
    assert not any("Nobody in the room remembers" in each for each in said)


def test_two_years_are_too_few_to_tell(paths: dict[Place, Path]) -> None:
    short = counts()
    short = short[short["year"] < 2029]
    said = sentences(told(tables(years=short, twin_years=short), paths))
    assert "Whether a door has closed shows only after three years." in said


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


def test_what_a_good_resident_opened_is_told_for_the_years_after(paths: dict[Place, Path]) -> None:
    good = became()[became()["id"] == GHOST].replace("left", "stood_out")
    more = counts({("p000", "j1"): dict.fromkeys(range(2029, 2037), 6) | {2027: 0}})
    said = sentences(told(tables(years=more, bars=bars(), became=good), paths))
    (gained,) = [each for each in said if each.startswith("After that")]
    assert gained.startswith(
        "After that, from 2029 to 2036, the program interviewed 48 of the applicants who needed a J-1 visa, Bo Lind in "
        "2029 the first of them; without memory it would have interviewed 32; of the applicants who had"
    )
    assert gained.endswith("([2029/p000/rank, row 2, 00:04](2029/p000/rank.jsonl.gz))")


def test_a_score_that_moved_is_told_beside_what_it_would_have_been(paths: dict[Place, Path]) -> None:
    seen = {("p000", "non_us_img"): dict.fromkeys(range(2029, 2033), 0)}
    made = tables(years=counts(seen), bars=bars(tuple(range(2029, 2033)), "ck_img", 233.25))
    text = told(made, paths)
    assert "in 2029 the Step 2 CK score that it asked of graduates from abroad was 233, not 228" in text


def test_recordings_are_not_all_kept_in_memory(paths: dict[Place, Path]) -> None:
    rooms = Rooms(paths)
    first = rooms.meeting(2027, "p000", "rank")
    for year, program, gate in [*paths, *paths]:
        assert rooms.meeting(year, program, gate) is not None
    assert rooms.meeting(2027, "p000", "rank") == first
    assert rooms.meeting(1999, "p000", "rank") is None
    assert rooms.name(2027, "p000", GHOST) == "Ana [Ruiz]"
    assert rooms.name(2027, "p000", "nobody") == ""

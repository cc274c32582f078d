"""What the rules of a meeting did, in words; with all rules off, nothing."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from msgspec.structs import replace

from committee.errors import RecordingRefused
from committee.events import Event, Listed, Tally
from committee.recording.frame import frame
from committee.recording.practices import (
    ballots,
    both_calls,
    duties,
    duty_done,
    off_the_wall,
    rest_before,
    rules_on,
    tally_read,
    waited,
)
from committee.recording.reader import read_recording
from committee.recording.recording import Placed, Recording
from committee.recording.spoken import BLINDED, RULES
from committee.scenario.loading import as_data, load_scenario
from committee.terms import Act, Tier
from tests.builders import a_header, a_meetings_events, a_recording, a_row_opened, an_utterance, heard, recorded
from tests.ruled import RULES as ALL_ON
from tests.ruled import SECOND, a_header_under, a_meeting_under_rules


@pytest.fixture(scope="module")
def ruled() -> Recording:
    return heard(a_meeting_under_rules())


def test_every_rule_that_is_on_has_its_sentence() -> None:
    header = a_header_under(ALL_ON, a_header())
    assert rules_on(header) == (
        "Voters write down a verdict before and after the talk; the second counts in the call",
        "Off the wall and out of the reading: the kind, the school and the visa. What is left may give it away",
        RULES["rubric"],
        RULES["assigned_advocate"],
        RULES["devils_advocate"],
        RULES["equal_airtime"],
        "The rows come in the order of the sheet, backward",
        "The room takes a break after rows 1 and 2, 10 minutes each time",
        "Nobody may stake more than 1 unit on one row",
        RULES["no_capital"],
        RULES["base_rates"],
        RULES["second_committee"],
    )


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ({"ballots": "before"}, RULES["ballots_before"]),
        ({"order": "shuffled"}, RULES["order_shuffled"]),
        ({"order": "by_score"}, RULES["order_by_score"]),
        ({"capital_cap": 0.0}, "Nobody may stake more than 0 units on one row"),
        ({"breaks": (20, 20), "break_minutes": 1}, "The room takes a break after row 20, 1 minute each time"),
    ],
)
def test_a_rule_alone_is_told_alone(rules: dict[str, Any], sentence: str) -> None:
    assert rules_on(a_header_under(rules, a_header())) == (sentence,)


def test_the_rules_of_the_baseline_are_off_and_each_of_them_has_words_when_on() -> None:
    scenario = as_data(load_scenario("baseline"))
    assert rules_on(a_header(scenario=scenario)) == ()
    rules = scenario["meeting"]["rules"]
    switches = {name for name, value in rules.items() if isinstance(value, bool)}
    assert switches <= set(RULES)
    for name in switches:
        assert rules_on(a_header_under({**rules, name: True}, a_header())) == (RULES[name],)
    for word, words in BLINDED.items():
        on = load_scenario("baseline", {"meeting.rules.blind": [word]})
        assert words in rules_on(a_header(scenario=as_data(on)))[0]


@pytest.mark.parametrize(
    "meeting",
    [
        7,
        [],
        {"rules": "none"},
        {"rules": {"ballots": ["before"], "blind": "kind", "breaks": 3, "capital_cap": "1", "order": None}},
        {"rules": {"blind": [["kind"], "hat"], "rubric": "yes", "break_minutes": "long"}},
    ],
)
def test_a_header_that_says_something_else_tells_no_rule(meeting: object) -> None:
    assert rules_on(a_header(scenario={"meeting": meeting})) == ()


def test_without_rules_nothing_is_told_of_any_row() -> None:
    plain = a_recording()
    for row in plain.rows:
        assert off_the_wall(row.opened) == rest_before(plain, row) == both_calls(plain, row) == ""
        assert (tuple(duties(row.opened)), ballots(plain, row)) == ((), ())
        assert {duty_done(row.opened, each) for each in row.utterances} == {0}
    assert plain.placed == {closed.id: Placed(closed.tier, closed.call) for _, closed in plain.closed}


def test_what_is_hidden_is_named_with_what_the_room_takes_them_for(ruled: Recording) -> None:
    expected = "Off the wall by the rules: the kind, the school and the visa; the room takes them for a US MD"
    assert off_the_wall(ruled.rows[0].opened) == expected
    assert (
        off_the_wall(a_row_opened(hidden=("yog", "gap_years"))) == "Off the wall by the rules: the year of graduation"
    )


def test_an_assigned_turn_is_told_from_one_that_somebody_wanted(ruled: Recording) -> None:
    row = ruled.rows[0]
    assert list(duties(row.opened)) == [("apd_1", 1), ("faculty_1", -1)]
    done = {each.member: duty_done(row.opened, each) for each in row.utterances}
    assert done == {"coordinator": 0, "faculty_1": -1, "chief_1": 0, "apd_1": 1, "pd": 0}
    wanted = [replace(each, bids={each.member: 0.1}) for each in row.utterances]
    assert {duty_done(row.opened, each) for each in wanted} == {0}
    other_side = [replace(each, side=-each.side) for each in row.utterances]
    assert {duty_done(row.opened, each) for each in other_side} == {0}
    answered = [replace(each, act=Act.ANSWER) for each in row.utterances]
    assert {duty_done(row.opened, each) for each in answered} == {0}


def test_ballots_count_the_voters_by_tier_before_talk_and_after_it(ruled: Recording) -> None:
    """The director's stance goes from -0.20 to -0.15 and the others stay: -0.10, 0.00 and +0.10."""
    assert ballots(ruled, ruled.rows[0]) == (
        "Wrote down before the talk: middle 2, low 1, do not rank 1",
        "Wrote down after the talk: middle 2, low 2",
    )
    events = [a_header_under({**ALL_ON, "ballots": "before"}, a_header()), *a_meetings_events()[1:]]
    recording = heard(events)
    assert len(ballots(recording, recording.rows[0])) == 1


def test_a_break_comes_after_the_row_that_the_rules_name(ruled: Recording) -> None:
    rests = [rest_before(ruled, row) for row in ruled.rows]
    assert rests == ["", "The room takes a break of 10 minutes", "The room takes a break of 10 minutes"]


def test_the_tally_is_read_out_with_its_numbers(ruled: Recording) -> None:
    said = [tally_read(ruled.header, each) for each in ruled.rows[0].utterances]
    assert list(filter(None, said)) == ["The program's tally: 14 such residents, 3 of them in trouble"]
    named = an_utterance(1, "pd", Act.RECALL, ghost="washout")
    for residents, trouble, words in (
        (1, 1, "1 such resident, in trouble"),
        (1, 0, "1 such resident, none of them in trouble"),
        (5, 0, "5 such residents, none of them in trouble"),
    ):
        counted = replace(named, tally=Tally(residents=residents, trouble=trouble))
        assert tally_read(ruled.header, counted) == f"The program's tally: {words}"


def test_a_recording_without_its_numbers_tells_that_the_tally_is_read_where_the_rule_is_on() -> None:
    header = a_header_under({"base_rates": True}, a_header())
    named, other = an_utterance(1, "pd", Act.RECALL, ghost="washout"), an_utterance(1, "pd", Act.CONCERN)
    assert tally_read(header, named) == "The program's tally is read out"
    assert tally_read(header, other) == tally_read(a_header(), named) == ""
    assert not tally_read(replace(header, scenario={**header.scenario, "switches": {"influence": False}}), named)


def test_who_had_to_wait_is_told_once_a_row(ruled: Recording) -> None:
    assert waited(ruled, ruled.rows[0]) == "Dr. Aldane waited for Dr. Dunmore"
    plain = a_recording()
    assert {waited(plain, row) for row in plain.rows} == {""}


def test_where_the_list_differs_from_the_call_the_mean_of_both_committees_is_named(ruled: Recording) -> None:
    moved = "The room called it middle; the mean of both committees made it do not rank"
    assert both_calls(ruled, ruled.rows[0]).endswith(f": do not rank. {moved}")
    here = {row.opened.id: row.closed.tier for row in ruled.rows if row.closed}
    for row in ruled.rows:
        told = "the mean of both committees" in both_calls(ruled, row)
        assert told == (here[row.opened.id] is not ruled.placed[row.opened.id].tier)


def test_with_a_second_committee_everything_goes_by_the_mean_of_the_calls(ruled: Recording) -> None:
    assert ruled.placed == {
        "r1": Placed(Tier.DNR, -0.6),
        "r2": Placed(Tier.TOP, 0.25),
        "r3": Placed(Tier.MID, 0.1),
    }
    assert both_calls(ruled, ruled.rows[0]).startswith(
        "The call here was +0.40, and the second committee's -1.60; the list goes by their mean, -0.60: do not rank"
    )
    end = frame(ruled, 1e9)
    assert [each["id"] for each in end["list"]] == ["r3", "r2"]
    assert end["list"][0] == {"id": "r3", "tier": "mid", "call": 0.1}
    assert end["dnr"] == ["r1"]
    before = frame(ruled, 60.0)
    assert ([each["id"] for each in before["list"]], before["dnr"]) == (["r1", "r2"], [])


def test_a_recording_with_a_second_committee_reads_back() -> None:
    recording = read_recording(BytesIO(recorded(a_meeting_under_rules())), "ruled")
    assert recording.complete
    assert recording.ranking == ("r3", "r2")
    assert recording.placed["r3"] == Placed(Tier.MID, 0.1)


def _with_list(**changes: Any) -> list[Event]:
    return [replace(event, **changes) if isinstance(event, Listed) else event for event in a_meeting_under_rules()]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ids": ("r1", "r2")}, "ids"),
        ({"second": {"r1": 0.1}}, "second"),
        ({"second": {**SECOND, "r9": 0.1}}, "second.*r9"),
        ({"tiers": {}}, "tiers"),
    ],
)
def test_a_list_that_two_committees_cannot_have_made_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(RecordingRefused, match=said):
        read_recording(BytesIO(recorded(_with_list(**changes))), "ruled")


def test_without_a_second_committee_the_review_moves_only_rows_that_were_ranked() -> None:
    events = a_meetings_events()
    moved = [replace(event, id="r3") if event.event == "reviewed" else event for event in events]
    with pytest.raises(RecordingRefused, match="ranked row"):
        read_recording(BytesIO(recorded(moved)), "plain")

"""The room at any second."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from committee.events import Listed, Uttered, real
from committee.recording import Recording, frame, row_starts
from committee.terms import Act, Family, Tier
from tests.builders import (
    a_header,
    a_meetings_events,
    a_point,
    a_recording,
    a_row_opened,
    a_rows_events,
    an_utterance,
    heard,
)

KEYS = [
    "t",
    "row",
    "id",
    "local_s",
    "allowed_s",
    "turn",
    "speaker",
    "act",
    "text",
    "point",
    "also",
    "to",
    "ghost",
    "tier",
    "lit_column",
    "also_column",
    "said",
    "stances",
    "before",
    "sides",
    "conceded",
    "no_list",
    "sits_up",
    "capital",
    "staked",
    "ghosts",
    "list",
    "dnr",
    "finished",
]
ROW_S = 22.5
FOUR = a_recording(4)
TIMES = st.floats(-5, 4 * ROW_S + 5) | st.sampled_from([4.5 * turn for turn in range(21)])


@given(TIMES)
def test_every_frame_has_the_same_keys_and_only_what_the_recording_holds(t: float) -> None:
    state = frame(FOUR, t)
    assert sorted(state) == sorted(KEYS)
    assert 0 <= state["t"] <= 4 * ROW_S
    assert state["speaker"] is None or state["speaker"] in FOUR.members
    assert (state["speaker"] is None) == (state["act"] is None) == (state["text"] is None)
    assert set(state["said"]) <= set(FOUR.rows[state["row"] - 1].points)
    assert state["finished"] == (t >= 4 * ROW_S)


@given(TIMES, TIMES)
def test_time_runs_one_way(second: float, other: float) -> None:
    early, late = (frame(FOUR, t) for t in sorted((second, other)))
    assert early["row"] <= late["row"]
    if early["row"] == late["row"]:
        assert (early["turn"] or 0) <= (late["turn"] or 0)
        assert late["said"][: len(early["said"])] == early["said"]
        assert late["ghosts"][: len(early["ghosts"])] == early["ghosts"]
    assert {entry["id"] for entry in early["list"]} <= {entry["id"] for entry in late["list"]}
    assert late["dnr"][: len(early["dnr"])] == early["dnr"]


@given(TIMES)
def test_asking_changes_nothing(t: float) -> None:
    once = frame(FOUR, t)
    once["stances"]["pd"] = 99
    once["capital"].clear()
    assert frame(FOUR, t) != once
    assert frame(FOUR, t) == frame(a_recording(4), t)


def test_an_utterance_is_current_from_its_start_until_just_before_its_end() -> None:
    assert frame(FOUR, 0.0)["turn"] is None
    assert frame(FOUR, 0.4)["speaker"] is None
    speaking = frame(FOUR, 5.0)
    assert (speaking["turn"], speaking["speaker"], speaking["point"]) == (2, "faculty_1", "point_1")
    assert speaking["lit_column"] == "step1"
    pause = frame(FOUR, 9.0)
    assert (pause["turn"], pause["speaker"], pause["lit_column"]) == (2, None, None)
    assert pause["said"] == ["point_1"]


def test_stances_wait_for_the_end_of_the_utterance_and_capital_does_not() -> None:
    assert frame(FOUR, 14.0)["stances"] == FOUR.rows[0].utterances[2].stances
    assert frame(FOUR, 14.0)["capital"]["apd_1"] == 3.0
    assert frame(FOUR, 14.0)["staked"] == {"apd_1": 1.0}
    assert frame(FOUR, 13.9)["staked"] == {}
    assert frame(FOUR, 18.0)["stances"] == FOUR.rows[0].utterances[3].stances
    assert frame(FOUR, 14.0)["allowed_s"] == 50.0


def test_ghosts_come_with_the_utterance_they_stand_before() -> None:
    assert frame(FOUR, 0.4)["ghosts"] == []
    assert [memory["how"] for memory in frame(FOUR, 0.5)["ghosts"]] == ["silent"]
    assert [memory["ghost"] for memory in frame(FOUR, 10.0)["ghosts"]] == ["washout", "late_visa"]
    assert frame(FOUR, 10.0)["ghost"] == "late_visa"


def test_a_boundary_belongs_to_the_row_that_opens() -> None:
    state = frame(FOUR, ROW_S)
    assert (state["row"], state["local_s"], state["turn"], state["staked"]) == (2, 0.0, None, {})
    assert state["list"] == [{"id": "r1", "tier": "mid", "call": 0.4}]
    assert state["stances"] == state["before"]


def test_the_end_is_the_last_row_closed_and_the_list_as_reviewed() -> None:
    state = frame(FOUR, 1e9)
    assert (state["t"], state["row"], state["turn"], state["speaker"]) == (90.0, 4, 5, None)
    assert [entry["id"] for entry in state["list"]] == ["r2", "r1", "r4"]
    assert state["dnr"] == ["r3"]
    assert state["capital"]["apd_1"] == 3.0  # 4 units after the row, and one paid in the review
    assert [entry["id"] for entry in frame(FOUR, 89.9)["list"]] == ["r1", "r2"]


def test_a_silent_row_takes_no_time() -> None:
    silent = [event for event in a_rows_events(1) if not isinstance(event, Uttered)]
    recording = heard([a_header(2), *silent, *a_rows_events(2), Listed(ids=("r1", "r2"))])
    assert row_starts(recording) == [0.0, 0.0, ROW_S]
    assert frame(recording, 0.0)["row"] == 2
    alone = heard([a_header(1), *silent, Listed(ids=("r1",))])
    assert frame(alone, 0.0)["finished"]
    assert [memory["how"] for memory in frame(alone, 0.0)["ghosts"]] == ["silent", "spoken"]


def test_a_recording_that_stops_in_a_row_plays_to_where_it_stops() -> None:
    cut = heard(a_meetings_events(4)[:-6])
    state = frame(cut, 1e9)
    assert (state["row"], state["finished"]) == (4, False)
    assert "r4" not in [entry["id"] for entry in state["list"]]


def test_a_header_alone_has_an_empty_room() -> None:
    state = frame(heard([a_header(3)]), 5.0)
    assert sorted(state) == sorted(KEYS)
    assert (state["row"], state["t"], state["finished"]) == (0, 0.0, False)


@pytest.mark.parametrize("end_s", [0.1, 1 / 3, 29.99996])
def test_starts_are_running_sums_of_four_decimals(end_s: float) -> None:
    events = [
        replace(event, start_s=0.0, end_s=real(end_s)) if isinstance(event, Uttered) else event
        for event in a_meetings_events(9)
    ]
    recording: Recording = heard(events)
    running = 0.0
    for start in row_starts(recording):
        assert start == running
        running = real(running + real(end_s))


def test_a_frame_says_who_stands_where_and_what_lights_up() -> None:
    conduct = a_point(4, column="professionalism", family=Family.PROFESSIONALISM, valence=-1)
    opened = a_row_opened(1, no_list=("apd_1",))
    talk = [
        an_utterance(1, "coordinator", Act.ANNOUNCE),
        an_utterance(2, "chief_1", Act.IMPRESSION, point="point_2", also="point_4"),
        an_utterance(3, "apd_1", Act.CONCERN, point="point_1", side=-1),
        an_utterance(4, "apd_1", Act.CONCEDE, point="point_3", side=1),
        an_utterance(5, "faculty_1", Act.PROPOSE, side=1, tier=Tier.MID),
    ]
    recording = heard([a_header(1), replace(opened, points=(*opened.points, conduct)), *talk])
    impression = frame(recording, 5.0)
    assert (impression["lit_column"], impression["also_column"]) == ("letters", "professionalism")
    assert impression["said"] == ["point_2", "point_4"]
    assert impression["no_list"] == ["apd_1"]
    assert [frame(recording, t)["sits_up"] for t in (0.0, 4.9, 9.0, 22.4)] == [False, False, True, True]
    assert [frame(recording, t)["sides"] for t in (4.9, 9.6)] == [{}, {"apd_1": -1}]
    assert (frame(recording, 14.1)["sides"], frame(recording, 14.1)["conceded"]) == ({"apd_1": 1}, ["apd_1"])
    proposal = frame(recording, 18.6)
    assert (proposal["tier"], proposal["sides"]) == (Tier.MID, {"apd_1": 1, "faculty_1": 1})

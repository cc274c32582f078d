"""Whose an event is."""

from __future__ import annotations

from typing import get_args

from committee.events import Event, MeetingOpened
from committee.recording import Heard, Part, Recorder, frame, in_parts, open_recording, part_of
from committee.recording.transcript import minutes
from tests.builders import PlainWords, a_meetings_events, heard
from tests.lawful import taken_apart

EVENTS = a_meetings_events(3)


def test_every_event_belongs_to_a_row_or_to_a_part_outside_all_rows() -> None:
    assert {type(event) for event in EVENTS} == set(get_args(Event))
    parts = list(dict.fromkeys(map(part_of, EVENTS)))
    assert parts == [Part.OPENING, 1, 2, 3, Part.REVIEW, Part.END]


def test_events_are_cut_where_one_row_or_part_ends() -> None:
    cut = list(in_parts(EVENTS))
    assert [part for part, _ in cut] == [Part.OPENING, 1, 2, 3, Part.REVIEW, Part.END]
    assert [event for _, piece in cut for event in piece] == EVENTS
    assert [piece[0].event for _, piece in cut] == ["header", *["row_opened"] * 3, "reviewed", "listed"]


def test_all_who_hear_a_meeting_file_its_events_alike(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """The file, the memory, the laws, the frame and the minutes: a row holds the same events with each."""
    path = tmp_path / "kept.jsonl"
    listeners = [Recorder(path, words=PlainWords()), Heard(PlainWords())]
    for event in EVENTS:
        for listener in listeners:
            listener.told(event)
    listeners[0].close()  # type: ignore[union-attr]
    by_law = [[event.event for event in row] for row in taken_apart(EVENTS)[1]]
    for recording in (open_recording(path), listeners[1].recording()):  # type: ignore[union-attr]
        assert [[event.event for event in (row.opened, *row.events)] for row in recording.rows] == by_law
        assert [move.event for move in recording.reviewed] == ["reviewed"]
        assert frame(recording, 1e9)["staked"] == {"apd_1": 1.0}
        assert minutes(recording).review == ("Dr. Brisco stakes 1 unit and moves Applicant 2 from position 2 to 1.",)


def test_a_stake_of_the_review_is_nobodys_stake_in_the_last_row() -> None:
    whole, before = heard(EVENTS), heard([event for event in EVENTS if part_of(event) is not Part.REVIEW][:-1])
    assert whole.rows == before.rows
    at_the_end, without = frame(whole, 1e9), frame(before, 1e9)
    assert at_the_end["staked"] == without["staked"]
    assert at_the_end["capital"] == without["capital"] | {"apd_1": 3.0}


def test_the_opening_is_no_row() -> None:
    assert isinstance(EVENTS[0], MeetingOpened)
    assert part_of(EVENTS[0]) is Part.OPENING

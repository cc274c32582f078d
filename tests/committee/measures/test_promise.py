from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.events import Listed
from committee.measures.promise import found_in, promise_found
from committee.recording import Heard
from tests.builders import a_meetings_events, a_recording, heard
from tests.scripted import a_meeting

PROMISE = {"a": 1.0, "b": 0.0, "c": -1.0, "d": 2.0}
SCORES = {"a": 50.0, "b": 60.0, "c": 70.0, "d": 10.0}


def test_a_room_is_held_against_the_score_and_against_who_knows() -> None:
    found = found_in(PROMISE, ["a", "d", "b"], SCORES, 2)
    assert found is not None
    assert (found.rows, found.by_room, found.by_score, found.at_best) == (2, 1.5, -0.5, 1.5)
    assert found.gained == 2.0


def test_rows_of_unknown_promise_are_passed_over_and_a_short_list_counts_whole() -> None:
    found = found_in({"a": 1.0, "c": -1.0}, ["b", "a", "d"], SCORES, 7)
    assert found is not None
    assert (found.rows, found.by_room, found.by_score, found.at_best) == (1, 1.0, -1.0, 1.0)


@pytest.mark.parametrize(("promise", "listed"), [({}, ["a"]), (PROMISE, [])])
def test_nothing_is_found_where_nothing_is_known(promise: dict[str, float], listed: list[str]) -> None:
    assert found_in(promise, listed, SCORES, 2) is None


@given(st.permutations(sorted(PROMISE)), st.integers(1, 4))
def test_nobody_beats_who_knows(listed: list[str], seats: int) -> None:
    found = found_in(PROMISE, listed, SCORES, seats)
    assert found is not None
    assert max(found.by_room, found.by_score) <= found.at_best


def test_a_recording_without_promise_or_without_a_list_has_none() -> None:
    assert promise_found(a_recording(3)) is None
    assert promise_found(heard(a_meetings_events(3)[:-1])) is None


def test_a_drawn_meeting_tells_promise_with_the_list_and_a_room_finds_some_of_it() -> None:
    listener = Heard()
    meeting = a_meeting(listeners=[listener])
    meeting.run()
    recording = listener.recording()
    assert isinstance(recording.listed, Listed)
    assert set(recording.listed.promise) == {row.id for row in meeting.applicants}
    found = promise_found(recording)
    assert found is not None
    assert found.rows == meeting.rules.program.seats
    first = recording.listed.ids[: found.rows]
    assert found.by_room == pytest.approx(sum(recording.listed.promise[row] for row in first) / found.rows)

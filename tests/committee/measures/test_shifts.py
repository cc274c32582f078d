"""What talk did."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from committee.events import Uttered
from committee.measures.shifts import mean_size, row_shifts, shifts
from tests.builders import a_meetings_events, a_recording, heard


def test_each_utterance_about_a_point_is_one_shift_of_the_others() -> None:
    of_row = shifts(a_recording(1))
    assert [(shift.turn, shift.point, shift.valence, shift.again) for shift in of_row] == [
        (2, "point_1", -1, False),
        (3, "point_1", -1, True),
        (4, "point_3", 1, False),
    ]
    assert of_row[0].mean == pytest.approx(0.02 / 3)
    assert of_row[0].size == of_row[0].mean


def test_what_a_speaker_does_to_themselves_does_not_count() -> None:
    events = [
        replace(event, member="pd", moved={"pd": 0.5, "coordinator": 0.5}) if isinstance(event, Uttered) else event
        for event in a_meetings_events(1)
    ]
    assert {shift.size for shift in shifts(heard(events))} == {0.0}


def test_sizes_are_of_first_mentions_by_valence() -> None:
    of_rows = shifts(a_recording(2))
    assert mean_size(of_rows, -1) == pytest.approx(0.02 / 3)
    assert mean_size(of_rows, 1) == pytest.approx(0.04 / 3)
    assert mean_size([], 1) is None


def test_a_rows_shift_is_of_the_voting_members() -> None:
    (row,) = row_shifts(a_recording(1))
    assert (row.id, row.flagged) == ("r1", True)
    assert (row.before, row.after) == pytest.approx((-0.05, -0.0375))

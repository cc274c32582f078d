"""A meeting as kept."""

from __future__ import annotations

from tests.builders import a_header, a_meetings_events, a_recording, a_row_opened, a_rows_events, heard


def test_a_row_sorts_what_was_told_by_kind_and_keeps_the_order() -> None:
    row = a_recording(1).rows[0]
    assert [event.event for event in row.events] == [
        *("remembered", "uttered", "uttered", "remembered", "uttered", "capital", "uttered", "uttered"),
        *("row_closed", "capital"),
    ]
    assert (len(row.utterances), len(row.remembered), len(row.capital)) == (5, 2, 2)
    assert row.seconds == 22.5
    assert row.stances_after == row.utterances[-1].stances
    assert list(row.points) == ["point_1", "point_2", "point_3"]


def test_a_row_nobody_spoke_about_took_no_time_and_moved_nobody() -> None:
    row = heard([a_header(1), a_row_opened(1)]).rows[0]
    assert (row.seconds, row.stances_after) == (0.0, row.opened.stances)


def test_the_ranking_is_the_list_or_before_there_is_one_the_calls() -> None:
    assert a_recording(4).ranking == ("r2", "r1", "r4")
    assert heard(a_meetings_events(4)[:-2]).ranking == ("r1", "r2", "r4")


def test_members_and_past_residents_are_found_by_id() -> None:
    recording = a_recording(1)
    assert recording.members["pd"].name == "Dr. Aldane"
    assert recording.ghosts["washout"] == "the resident who failed the boards in 2021"
    assert heard([a_header(1, scenario={"title": "No memory"})]).ghosts == {}


def test_a_stake_of_the_review_belongs_to_no_row() -> None:
    recording = heard(a_meetings_events(2))
    assert [(move.by, move.amount, move.balance) for move in recording.reviewed] == [("apd_1", 1.0, 3.0)]
    assert [len(row.capital) for row in recording.rows] == [2, 2]


def test_closed_rows_leave_out_the_one_that_was_cut() -> None:
    cut = heard([a_header(2), *a_rows_events(1), *a_rows_events(2)[:3]])
    assert [closed.id for _, closed in cut.closed] == ["r1"]
    assert len(cut.rows) == 2

"""A session for a recording of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from committee.errors import RecordingRefused, UsageRefused
from tests.viz.made_up import recording
from viz.workshop.ordered import problems_with
from viz.workshop.plain_session import session_of


def test_the_rows_that_talk_moved_most_are_voted_on_in_the_order_of_the_meeting(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(recording(rows=12), encoding="utf-8")
    session = session_of(path)
    rows = [row for _, row in session.rounds]
    assert rows == sorted(rows)
    assert len(rows) == 3
    assert moved(path)[rows[0]] >= sorted(moved(path).values())[-3]
    assert problems_with(session, "mine") == []
    assert session.title == "Made up"
    assert session.recordings[0].file == str(path)


def moved(path: Path) -> dict[str, float]:
    """By row, how far talk moved the mean stance of those who vote."""
    before, after = {}, {}
    for event in map(json.loads, path.read_text().splitlines()):
        if event["event"] == "row_opened":
            opened = event
        if event["event"] in ("row_opened", "uttered"):
            own = [value for member, value in event["stances"].items() if member != "coord"]
            (before if event["event"] == "row_opened" else after)[opened["id"]] = sum(own) / len(own)
    return {row: abs(after[row] - before[row]) for row in before}


def test_a_file_that_is_no_recording_and_one_without_a_call_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text("Dear diary", encoding="utf-8")
    with pytest.raises(RecordingRefused):
        session_of(path)
    path.write_text(recording(rows=3).split("\n", 1)[0] + "\n", encoding="utf-8")
    with pytest.raises(UsageRefused, match="at least one row that was called"):
        session_of(path)

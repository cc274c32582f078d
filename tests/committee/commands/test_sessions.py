"""Whether what a session names is in its meetings, without holding any."""

from __future__ import annotations

import pytest

from committee.commands.sessions import problems_with_meetings
from viz.workshop.session import load_session, shipped_sessions


@pytest.mark.parametrize("name", shipped_sessions())
def test_the_rows_and_seats_of_shipped_sessions_are_there(name: str) -> None:
    assert problems_with_meetings(load_session(name), name) == []


def test_a_recording_that_is_missing_is_said_by_its_place() -> None:
    session = load_session("twenty")
    gone = session.recordings[0].model_copy(update={"scenario": "", "file": "nowhere.jsonl"})
    (problem,) = problems_with_meetings(session.model_copy(update={"recordings": (gone,)}), "mine.toml")
    assert problem.place.startswith("mine.toml, recordings.1, ")
    assert "there is no such file" in problem.allowed

"""A session for a recording of your own: the three rows that talk moved most, and a last word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from committee.errors import Problem, UsageRefused
from committee.measures.shifts import row_shifts
from committee.recording import RecordedRow, Recording, open_recording
from committee.terms import Tier
from viz.workshop.asked import VERDICTS
from viz.workshop.session import Meeting, Session, Step, StepKind

ROWS: Final = 3
"""How many rows people vote on."""

NAME: Final = "main"
"""What the steps call the recording."""

_SECONDS: Final[dict[StepKind, int]] = {"predict": 60, "talk": 90, "vote": 45, "reveal": 120}
_TITLES: Final[dict[StepKind, str]] = {
    "predict": "what would you do?",
    "talk": "the room talks",
    "vote": "and now?",
    "reveal": "what happened",
}


def session_of(path: Path) -> Session:
    """A session about the recording at ``path``.

    Raises
    ------
    RecordingRefused
        The file is no recording.
    UsageRefused
        Nobody could vote on its rows: it is cut off before the end of a row, or its verdicts are not those of a rank
        meeting.
    """
    recording = open_recording(path)
    rows = _moved_most(recording)
    if not rows:
        allowed = "a workshop needs the recording of a rank meeting with at least one row that was called"
        raise UsageRefused(Problem(place=str(path), allowed=allowed))
    steps = [Step(kind="join", title="Join", seconds=120)]
    steps += [step for row in rows for step in _round(row)]
    steps.append(Step(kind="debrief", part="description", title="What happened?", seconds=120))
    steps.append(Step(kind="debrief", part="analysis", title="Why?", seconds=180))
    steps.append(Step(kind="talkover", title="What do you take away?", seconds=120))
    return Session(
        title=str(recording.header.scenario.get("title") or path.stem)[:200],
        minutes=-(-sum(step.seconds for step in steps) // 60),
        frame="process",
        aims=("See what talk does to a row",),
        recordings=(Meeting(name=NAME, file=str(path)),),
        steps=tuple(steps),
    )


def _moved_most(recording: Recording) -> list[RecordedRow]:
    """The rows whose mean stance talk moved most, in the order of the meeting."""
    own = {value for value, _ in VERDICTS}
    size = {shift.id: abs(shift.after - shift.before) for shift in row_shifts(recording)}
    rows = [row for row, _ in recording.closed if Tier(recording.placed[row.opened.id].tier).value in own]
    most = sorted(rows, key=lambda row: (-size.get(row.opened.id, 0.0), row.opened.row))[:ROWS]
    return sorted(most, key=lambda row: row.opened.row)


def _round(row: RecordedRow) -> Iterator[Step]:
    for kind, seconds in _SECONDS.items():
        title = f"Row {row.opened.row}, {row.opened.name}: {_TITLES[kind]}"[:200]
        yield Step(kind=kind, title=title, seconds=seconds, recording=NAME, row=row.opened.id)

"""What the recordings of a session say of the rows that people vote on, read once when the workshop starts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from committee.errors import Problem, UsageRefused, nearest
from committee.recording import RecordedRow, Recording, open_recording
from committee.recording.spoken import capital
from committee.terms import Act
from viz.workshop.asked import Chair, Told
from viz.workshop.decided import decisive, unsaid, without
from viz.workshop.points import point_name
from viz.workshop.seats import known_to, options_of, seats_of
from viz.workshop.session import Session


@dataclass(frozen=True, kw_only=True)
class Known:
    """Everything that the pages may show of the meetings, some of it not before a reveal."""

    recordings: Mapping[str, Path]
    """The recordings by name."""
    told: Mapping[str, Told] = field(default_factory=dict)
    """What they say of each round."""
    pivots: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What decided the row of each round, as ``committee pivots --json`` prints it."""
    meetings: Mapping[str, Recording] = field(default_factory=dict)
    """The meetings by name, as far as a step is about a row of them."""
    ghostless: Mapping[str, Recording] = field(default_factory=dict)
    """The same meetings without past residents."""


def read_known(
    session: Session,
    recordings: Mapping[str, Path],
    *,
    twins: Mapping[str, Path],
    pivots: Mapping[tuple[str, str], Path],
) -> Known:
    """Read what the pages need of the files of a session.

    Parameters
    ----------
    session
        The session.
    recordings
        Its recordings by name.
    twins
        The same meetings without past residents, as far as they were held.
    pivots
        What decided a row, by the name of the recording and the id of the row.

    Raises
    ------
    UsageRefused
        A file cannot be read, or a step names a row that its recording does not have.
    """
    asked = session.rows
    rows = {name: _rows(recordings, name) for name in dict.fromkeys(name for name, _ in asked)}
    ghostless = {name: open_recording(twins[name]) for name in rows if name in twins}
    answers = {f"{name}:{row}": json.loads(path.read_bytes()) for (name, row), path in pivots.items()}
    told = {}
    for name, row in asked:
        found, why = _row(rows[name], name, row), answers.get(f"{name}:{row}", {})
        plain, null = _told(found, rows[name]), _tier(ghostless.get(name), row)
        told[f"{name}:{row}"] = replace(
            plain,
            null=null,
            pivots=decisive(why, rows[name]),
            without=without(why, plain.verdict, null),
            unsaid=unsaid(found),
            chairs=_chairs(session, rows[name], name, row),
        )
    return Known(recordings=dict(recordings), told=told, pivots=answers, meetings=rows, ghostless=ghostless)


def _rows(recordings: Mapping[str, Path], name: str) -> Recording:
    if name not in recordings:
        near = nearest(name, recordings)
        raise UsageRefused(Problem(place="recording", value=name, allowed="no recording has this name", nearest=near))
    return open_recording(recordings[name])


def _chairs(session: Session, meeting: Recording, name: str, row: str) -> Mapping[str, Chair]:
    """The seats that groups take in a row."""
    steps = (step for step in session.steps if (step.recording, step.row) == (name, row))
    members = tuple(dict.fromkeys(member for step in steps for member in step.seats))
    return {
        seat.member: Chair(
            name=seat.name,
            label=seat.label,
            knows=known_to(meeting, row, seat.member),
            options=options_of(meeting, row, seat.member),
        )
        for seat in seats_of(meeting, row, members)
    }


def _tier(meeting: Recording | None, row: str) -> str:
    """Where the row ended in a meeting; empty if there is none."""
    return meeting.placed[row].tier.value if meeting is not None and row in meeting.placed else ""


def _row(read: Recording, name: str, row: str) -> RecordedRow:
    found = {one.opened.id: one for one in read.rows}
    if row not in found or found[row].closed is None:
        near = nearest(row, found)
        allowed = f"the recording {name} has no such row, or it ends before the call"
        raise UsageRefused(Problem(place="row", value=row, allowed=allowed, nearest=near))
    return found[row]


def _told(row: RecordedRow, read: Recording) -> Told:
    said = row.utterances
    call = next((one.start_s for one in said if one.act in (Act.CALL, Act.VETO)), row.seconds)
    announced = next((one.end_s for one in said if one.act is Act.ANNOUNCE), 0.0)
    return Told(
        number=row.opened.row,
        name=row.opened.name,
        verdict=read.placed[row.opened.id].tier.value,
        points=_heard(row),
        read_s=announced,
        call_s=max(call, announced),
        end_s=row.seconds,
    )


def _heard(row: RecordedRow) -> tuple[tuple[str, str], ...]:
    """The points that somebody raised, in the order in which they came up; those that read alike, once."""
    words: dict[str, str] = {}
    for said in row.utterances:
        for point in (said.point, said.also):
            if point is not None and point in row.points:
                words.setdefault(point_name(row.points[point]), point)
    return tuple((point, capital(text)) for text, point in words.items())

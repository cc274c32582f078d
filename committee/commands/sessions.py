"""Whether the rows and the seats that a session of a workshop names are in its meetings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from committee.errors import InputRefused, Problem, nearest

if TYPE_CHECKING:
    from viz.workshop.session import Meeting, Session

MOST_NAMED = 8
"""The most ids that a message lists."""


@dataclass(frozen=True, kw_only=True)
class _There:
    """Who is in a meeting."""

    rows: tuple[str, ...]
    """The ids of its rows."""
    members: tuple[str, ...]
    """The ids of its members."""


def problems_with_meetings(session: Session, file: str) -> list[Problem]:
    """Every recording that cannot be held or read, and every row and seat that is not in it.

    The rows of each seed are drawn; no meeting is held.
    """
    there: dict[str, _There] = {}
    problems: list[Problem] = []
    for number, meeting in enumerate(session.recordings, start=1):
        try:
            there[meeting.name] = _read(meeting) if meeting.file else _drawn(meeting)
        except InputRefused as refused:
            problems += [_inside(problem, f"{file}, recordings.{number}") for problem in refused.problems]
    return [*problems, *_missing(session, there, file)]


def _inside(problem: Problem, place: str) -> Problem:
    return Problem(
        place=f"{place}, {problem.place}", value=problem.value, allowed=problem.allowed, nearest=problem.nearest
    )


def _drawn(meeting: Meeting) -> _There:
    from committee.chance import Chance
    from committee.scenario.loading import load_scenario, settings_of
    from committee.scenario.rows import RowSource

    scenario = load_scenario(meeting.scenario, settings_of(meeting.set))
    rows = RowSource(scenario).drawn(Chance(meeting.seed))
    return _There(rows=tuple(row.id for row in rows), members=tuple(member.id for member in scenario.members))


def _read(meeting: Meeting) -> _There:
    from committee.recording import open_recording

    recording = open_recording(Path(meeting.file))
    return _There(rows=tuple(row.opened.id for row in recording.rows), members=tuple(recording.members))


def _missing(session: Session, there: dict[str, _There], file: str) -> Iterator[Problem]:
    for number, step in enumerate(session.steps, start=1):
        if step.recording not in there:
            continue
        known, place = there[step.recording], f"{file}, steps.{number}"
        if step.row:
            yield from _not_there((step.row,), known.rows, f"{place}.row", f"rows of {step.recording}")
        yield from _not_there(step.seats, known.members, f"{place}.seats", f"members of {step.recording}")


def _not_there(given: tuple[str, ...], known: tuple[str, ...], place: str, what: str) -> Iterator[Problem]:
    for each in given:
        if each not in known:
            listed = f"{', '.join(known[:MOST_NAMED])}{' and more' if len(known) > MOST_NAMED else ''}"
            yield Problem(place=place, value=each, allowed=f"the {what} are {listed}", nearest=nearest(each, known))

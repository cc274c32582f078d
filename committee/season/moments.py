"""Where in the recordings of a season something can be watched: the year, the meeting, the row and the second."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from committee.measures.groups import Group
from committee.recording import RecordedRow, Recording, open_recording, row_starts
from committee.recording.spoken import clock
from committee.terms import Recall

Place = tuple[int, str, str]
"""A meeting: its year, its program and its gate (``invite`` or ``rank``)."""

KEPT: Final = 4
"""Recordings in memory at a time, so that twenty years take no more of it than five."""


class Moment(Struct, frozen=True, kw_only=True):
    """A second of a recorded meeting."""

    year: int
    """The year of the meeting."""
    program: str
    """The program that met."""
    gate: str
    """What the meeting was for."""
    row: int
    """The number of the row, from 1."""
    second: float
    """Seconds from the opening of the meeting."""

    @property
    def path(self) -> str:
        """The recording, from the folder of the season."""
        return f"{self.year}/{self.program}/{self.gate}.jsonl.gz"

    @property
    def link(self) -> str:
        """A link in Markdown: the meeting, the row and the clock of the meeting."""
        said = f"{self.year}/{self.program}/{self.gate}, row {self.row}, {clock(self.second)}"
        return f"[{said}]({self.path})"


class Named(Struct, frozen=True, kw_only=True):
    """A past resident who came to somebody's mind in a meeting."""

    moment: Moment
    """When."""
    speaker: str
    """The name of the member who remembered."""
    row_name: str
    """The name of the applicant whose row it was."""
    words: str
    """What the member said; empty if they only thought of it."""


class Rooms:
    """The recordings of a season, opened when asked for."""

    def __init__(self, paths: Mapping[Place, Path]) -> None:
        self._paths = paths
        self._opened: dict[Place, Recording] = {}

    @property
    def programs(self) -> tuple[str, ...]:
        """The programs that have recordings, sorted."""
        return tuple(sorted({program for _, program, _ in self._paths}))

    def meeting(self, year: int, program: str, gate: str) -> Recording | None:
        """The recording of a meeting, or None if it was not kept."""
        place = (year, program, gate)
        if place not in self._paths:
            return None
        recording = self._opened.pop(place, None) or open_recording(self._paths[place])
        self._opened[place] = recording
        if len(self._opened) > KEPT:
            del self._opened[next(iter(self._opened))]
        return recording

    def opening(self, year: int, program: str, *gates: str) -> Moment | None:
        """The first row of the first of the meetings that was kept, at its first second."""
        for gate in gates:
            recording = self.meeting(year, program, gate)
            if recording is not None and recording.rows:
                return Moment(year=year, program=program, gate=gate, row=recording.rows[0].opened.row, second=0.0)
        return None

    def row(self, year: int, program: str, id_: str) -> tuple[Moment, RecordedRow] | None:
        """The row of an applicant in the rank meeting of a year, else in the invite meeting, and when it opens."""
        for gate in ("rank", "invite"):
            recording = self.meeting(year, program, gate)
            for start, row in zip(row_starts(recording), recording.rows, strict=False) if recording else ():
                if row.opened.id == id_:
                    return Moment(year=year, program=program, gate=gate, row=row.opened.row, second=start), row
        return None

    def turned_away(self, year: int, program: str, gate: str, group: Group) -> tuple[Moment, RecordedRow] | None:
        """The first row of ``group`` that a meeting left off its list."""
        recording = self.meeting(year, program, gate)
        if recording is None:
            return None
        for start, row in zip(row_starts(recording), recording.rows, strict=False):
            if row.closed is not None and not recording.placed[row.opened.id].tier.ranked and _belongs(row, group):
                return Moment(year=year, program=program, gate=gate, row=row.opened.row, second=start), row
        return None

    def name(self, year: int, program: str, id_: str) -> str:
        """The invented name of an applicant of that year; empty if no row says it."""
        found = self.row(year, program, id_)
        return found[1].opened.name if found else ""

    def label(self, program: str, id_: str) -> str:
        """What members call a past resident, such as *the resident who left in 2028*; empty if none remembered."""
        for year, own, gate in sorted(self._paths):
            recording = self.meeting(year, own, gate) if own == program else None
            if recording is not None and id_ in recording.ghosts:
                return recording.ghosts[id_]
        return ""

    def spoken(self, program: str, ghost: str, after: int) -> Named | None:
        """The first time after the year ``after`` that a member spoke of a past resident."""
        return next((named for named in self._remembered(program, ghost, after) if named.words), None)

    def remembered(self, program: str, ghost: str, after: int) -> Named | None:
        """The first time after the year ``after`` that a past resident came to anybody's mind, spoken of or not."""
        return next(self._remembered(program, ghost, after), None)

    def _remembered(self, program: str, ghost: str, after: int) -> Iterator[Named]:
        """Each time that a past resident came to mind, by year, then as the year's meetings went."""
        for year, own, gate in sorted(self._paths):
            recording = self.meeting(year, own, gate) if own == program and year > after else None
            if recording is not None:
                yield from _in_meeting(recording, (year, own, gate), ghost)


def _belongs(row: RecordedRow, group: Group) -> bool:
    """Whether a row is one of ``group``: by its kind, by a flag, or by the visa that the wall shows."""
    flags = {point.flag for point in row.opened.points if point.flag and point.valence < 0}
    return group.name in (row.opened.kind, row.opened.cells.get("visa"), *flags)


def _in_meeting(recording: Recording, place: Place, ghost: str) -> Iterator[Named]:
    year, program, gate = place
    for start, row in zip(row_starts(recording), recording.rows, strict=False):
        for member, second, words in _in_row(row, ghost):
            yield Named(
                moment=Moment(year=year, program=program, gate=gate, row=row.opened.row, second=start + second),
                speaker=recording.members[member].name,
                row_name=row.opened.name,
                words=words,
            )


def _in_row(row: RecordedRow, ghost: str) -> Iterator[tuple[str, float, str]]:
    """Who remembered, at which second of the row, and what they said: the silent first, then those who spoke."""
    for event in row.remembered:
        if event.ghost == ghost and event.how is Recall.SILENT:
            yield event.member, 0.0, ""
    for utterance in row.utterances:
        if utterance.ghost == ghost:
            yield utterance.member, utterance.start_s, utterance.text

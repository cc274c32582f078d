"""Where in the recordings of a season something can be watched: the year, the meeting, the row and the second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from committee.measures.groups import Group
from committee.recording import RecordedRow, Recording, open_recording, row_starts
from committee.recording.spoken import clock
from committee.terms import Tier

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
    alike: tuple[str, ...] = ()
    """What the past resident and the applicant have in common."""
    minds: int = 1
    """How many members the row reminded of the past resident."""
    tier: Tier | None = None
    """Where the call put the row; None if it has none."""

    @property
    def year(self) -> int:
        """The year of the meeting."""
        return self.moment.year


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
        for moment, row in self.rows_of(year, program, gate, group):
            if row.closed is not None and not recording.placed[row.opened.id].tier.ranked:
                return moment, row
        return None

    def rows_of(self, year: int, program: str, gate: str, group: Group) -> list[tuple[Moment, RecordedRow]]:
        """The rows of ``group`` in a meeting, and when each opens; none if the meeting was not kept."""
        recording = self.meeting(year, program, gate)
        return [
            (Moment(year=year, program=program, gate=gate, row=row.opened.row, second=start), row)
            for start, row in (zip(row_starts(recording), recording.rows, strict=False) if recording else ())
            if _belongs(row, group)
        ]

    def first_of(self, years: Iterable[int], program: str, group: Group) -> tuple[Moment, RecordedRow] | None:
        """The first row of ``group`` in the rank meetings of these years: the first who was interviewed."""
        return next((found for year in years for found in self.rows_of(year, program, "rank", group)), None)

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

    def recalls(self, program: str, ghost: str, after: int, before: int) -> Iterator[Named]:
        """Each row between the two years that reminded somebody of a past resident, as the meetings went."""
        for year, own, gate in sorted(self._paths):
            recording = self.meeting(year, own, gate) if own == program and after < year <= before else None
            if recording is not None:
                yield from _in_meeting(recording, (year, own, gate), ghost)


def _belongs(row: RecordedRow, group: Group) -> bool:
    """Whether a row is one of ``group``: by its kind, by a flag, or by the visa that the wall shows."""
    flags = {point.flag for point in row.opened.points if point.flag and point.valence < 0}
    return group.name in (row.opened.kind, row.opened.cells.get("visa"), *flags)


def _in_meeting(recording: Recording, place: Place, ghost: str) -> Iterator[Named]:
    """The rows of a meeting that reminded somebody of a past resident: from the first word on it, if there is one."""
    year, program, gate = place
    for start, row in zip(row_starts(recording), recording.rows, strict=False):
        events = [event for event in row.remembered if event.ghost == ghost]
        said = next((utterance for utterance in row.utterances if utterance.ghost == ghost), None)
        if not events and said is None:
            continue
        member = said.member if said else events[0].member
        yield Named(
            moment=Moment(
                year=year, program=program, gate=gate, row=row.opened.row, second=start + (said.start_s if said else 0)
            ),
            speaker=recording.members[member].name,
            row_name=row.opened.name,
            words=said.text if said else "",
            alike=tuple(dict.fromkeys(trait for event in events for trait in event.traits)),
            minds=len({event.member for event in events}),
            tier=recording.placed[row.opened.id].tier if row.closed is not None else None,
        )

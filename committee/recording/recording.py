"""A meeting as kept: the header, the rows as they were told, the review, the list.

Everything here is frozen. A :class:`Recording` comes from :func:`committee.recording.open_recording` (a file)
or from :class:`committee.recording.Heard` (a meeting in this process); measures, minutes and frames do not
mind which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from committee.events import (
    CapitalMoved,
    Listed,
    MeetingOpened,
    PointSeen,
    Remembered,
    Reviewed,
    RowClosed,
    RowOpened,
    SeatedMember,
)
from committee.recording.format import Kept, Utterance
from committee.recording.rows import Part, part_of

RowEvent = Utterance | Remembered | CapitalMoved | RowClosed
"""What can be told of a row after its opening."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the sheet under the cursor.

    ``told`` holds everything after ``opened`` in the order told; the other fields are the same events by
    kind. ``closed`` is None only for the last row of a recording that was cut off in the middle of it.
    ``capital`` includes what was settled after the call.
    """

    opened: RowOpened
    told: tuple[RowEvent, ...]
    remembered: tuple[Remembered, ...]
    utterances: tuple[Utterance, ...]
    capital: tuple[CapitalMoved, ...]
    closed: RowClosed | None

    @property
    def seconds(self) -> float:
        """When the last utterance ended, in seconds from the opening; 0 if nobody spoke."""
        return self.utterances[-1].end_s if self.utterances else 0.0

    @cached_property
    def points(self) -> Mapping[str, PointSeen]:
        """The row's points by id."""
        return {point.id: point for point in self.opened.points}

    @property
    def stances_after(self) -> Mapping[str, float]:
        """Every member's stance when the talk was over."""
        return self.utterances[-1].stances if self.utterances else self.opened.stances


@dataclass(frozen=True, kw_only=True)
class Recording:
    """What is kept of one meeting.

    ``reviewed`` are the moves once the last row was settled, each with what was paid for it. ``listed`` is None
    while the meeting has not ended. ``complete``: nothing is missing and the footer vouches for every byte.
    ``digest`` is the SHA-256 of all bytes before the footer (of all whole lines where there is none), in
    hex; empty for a meeting that was heard and never written.
    """

    header: MeetingOpened
    rows: tuple[Row, ...]
    reviewed: tuple[Reviewed, ...]
    listed: Listed | None
    complete: bool
    digest: str

    @cached_property
    def members(self) -> Mapping[str, SeatedMember]:
        """Who sat there, by id, in the order of the header."""
        return {member.id: member for member in self.header.members}

    @cached_property
    def ghosts(self) -> Mapping[str, str]:
        """The label of each past resident of the scenario by episode id: a noun phrase, or the id itself."""
        memory = self.header.scenario.get("memory", {})
        episodes = memory.get("episodes", ()) if isinstance(memory, Mapping) else ()
        return {episode["id"]: episode.get("label") or episode["id"] for episode in episodes}

    @property
    def closed(self) -> Iterator[tuple[Row, RowClosed]]:
        """Each row that was decided, with its call."""
        return ((row, row.closed) for row in self.rows if row.closed is not None)

    @cached_property
    def ranking(self) -> tuple[str, ...]:
        """Ids of the ranked rows, best first: as listed, or by call (ties by id) before the list is made."""
        if self.listed is not None:
            return self.listed.ids
        ranked = [(row, closed) for row, closed in self.closed if closed.tier.ranked]
        return tuple(row.opened.id for row, _ in sorted(ranked, key=lambda one: (-one[1].call, one[0].opened.id)))


class Gatherer:
    """Puts events together into a :class:`Recording`, one at a time, in the order told. It checks nothing."""

    def __init__(self, header: MeetingOpened) -> None:
        self._header = header
        self._part: int | Part = Part.OPENING
        self._rows: list[Row] = []
        self._opened: RowOpened | None = None
        self._told: list[RowEvent] = []
        self._reviewed: list[Reviewed] = []
        self._listed: Listed | None = None

    def take(self, event: Kept) -> None:
        """Add ``event``."""
        part = part_of(event)
        if part != self._part:
            self._settle()
            self._part = part
        if isinstance(event, RowOpened):
            self._opened = event
        elif isinstance(event, Reviewed):
            self._reviewed.append(event)
        elif isinstance(event, Listed):
            self._listed = event
        elif not isinstance(event, MeetingOpened):
            self._told.append(event)

    def recording(self, *, complete: bool, digest: str) -> Recording:
        """The meeting as far as it has been told."""
        self._settle()
        return Recording(
            header=self._header,
            rows=tuple(self._rows),
            reviewed=tuple(self._reviewed),
            listed=self._listed,
            complete=complete,
            digest=digest,
        )

    def _settle(self) -> None:
        if self._opened is not None:
            self._rows.append(_row(self._opened, tuple(self._told)))
        self._opened, self._told = None, []


def _row(opened: RowOpened, told: tuple[RowEvent, ...]) -> Row:
    return Row(
        opened=opened,
        told=told,
        remembered=tuple(event for event in told if isinstance(event, Remembered)),
        utterances=tuple(event for event in told if isinstance(event, Utterance)),
        capital=tuple(event for event in told if isinstance(event, CapitalMoved)),
        closed=next((event for event in told if isinstance(event, RowClosed)), None),
    )

"""A recorded meeting: the header, the rows, the review, the list.

Everything here is frozen. A :class:`Recording` comes from :func:`committee.recording.open_recording` (a file)
or from :class:`committee.recording.Heard` (a meeting in this process); measures, minutes and frames work with
either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

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
    real,
)
from committee.recording.format import Kept, Utterance
from committee.recording.rows import Part, part_of
from committee.terms import Tier

RowEvent = Utterance | Remembered | CapitalMoved | RowClosed
"""Any event of a row after its opening."""


@dataclass(frozen=True, kw_only=True)
class RecordedRow:
    """One row of a recorded meeting."""

    opened: RowOpened
    """The opening of the row."""
    events: tuple[RowEvent, ...]
    """Everything after ``opened``, in order. The fields below hold the same events by kind."""
    remembered: tuple[Remembered, ...]
    """The past residents that came to mind."""
    utterances: tuple[Utterance, ...]
    """What was said."""
    capital: tuple[CapitalMoved, ...]
    """The capital that moved, including what was settled after the call."""
    closed: RowClosed | None
    """The call. None only for the last row of a recording that was cut off in the middle of it."""

    @property
    def seconds(self) -> float:
        """When the last utterance ended, in seconds from the opening of the row; 0 if nobody spoke."""
        return self.utterances[-1].end_s if self.utterances else 0.0

    @cached_property
    def points(self) -> Mapping[str, PointSeen]:
        """The row's points by id."""
        return {point.id: point for point in self.opened.points}

    @property
    def stances_after(self) -> Mapping[str, float]:
        """Each member's stance after the talk, in [-1, 1], by member id."""
        return self.utterances[-1].stances if self.utterances else self.opened.stances


class Placed(NamedTuple):
    """Where a row stands when the meeting is over."""

    tier: Tier
    """The tier that it went into."""
    call: float
    """The call by which it is listed."""


@dataclass(frozen=True, kw_only=True)
class Recording:
    """One recorded meeting, whole or not."""

    header: MeetingOpened
    """The opening of the meeting."""
    rows: tuple[RecordedRow, ...]
    """The rows, in the order of the sheet."""
    reviewed: tuple[Reviewed, ...]
    """The moves after the last row was settled, each with the price paid for it."""
    listed: Listed | None
    """The final list. None if the meeting did not reach its end."""
    complete: bool
    """Whether nothing is missing; for a file, its footer also matches every byte."""
    digest: str
    """The SHA-256, in hex, of all bytes before the footer, or of all whole lines if there is no footer.

    Empty for a meeting that was heard and never written.
    """

    @cached_property
    def members(self) -> Mapping[str, SeatedMember]:
        """The members by id, in the order of the header."""
        return {member.id: member for member in self.header.members}

    @cached_property
    def ghosts(self) -> Mapping[str, str]:
        """The label of each past resident in the scenario, by episode id: a noun phrase, or else the id."""
        memory = self.header.scenario.get("memory", {})
        episodes = memory.get("episodes", ()) if isinstance(memory, Mapping) else ()
        return {episode["id"]: episode.get("label") or episode["id"] for episode in episodes}

    @property
    def closed(self) -> Iterator[tuple[RecordedRow, RowClosed]]:
        """Each row that was called, with its call."""
        return ((row, row.closed) for row in self.rows if row.closed is not None)

    @cached_property
    def placed(self) -> Mapping[str, Placed]:
        """Each row that was called, by id, with its tier and call as the list has them.

        They are those of this committee, unless a second one met about the same rows: then the list goes by the mean of
        the two calls, and a row may be ranked here and off the list.
        """
        second, tiers = (self.listed.second, self.listed.tiers) if self.listed else ({}, {})
        return {
            closed.id: Placed(tiers[closed.id], real((closed.call + second[closed.id]) / 2.0))
            if closed.id in second
            else Placed(closed.tier, closed.call)
            for _, closed in self.closed
        }

    @cached_property
    def ranking(self) -> tuple[str, ...]:
        """Ids of the ranked rows, best first: from the final list, or by call (ties by id) if there is none yet."""
        if self.listed is not None:
            return self.listed.ids
        return by_call(closed for _, closed in self.closed)


def by_call(calls: Iterable[RowClosed]) -> tuple[str, ...]:
    """Ids of the rows that ``calls`` rank, best first; ties go by id."""
    ranked = sorted((closed for closed in calls if closed.tier.ranked), key=lambda closed: (-closed.call, closed.id))
    return tuple(closed.id for closed in ranked)


class Gatherer:
    """Puts events together into a :class:`Recording`, one at a time, in order. It checks nothing."""

    def __init__(self, header: MeetingOpened) -> None:
        self._header = header
        self._part: int | Part = Part.OPENING
        self._rows: list[RecordedRow] = []
        self._opened: RowOpened | None = None
        self._row_events: list[RowEvent] = []
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
            self._row_events.append(event)

    def recording(self, *, complete: bool, digest: str) -> Recording:
        """The meeting so far."""
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
            self._rows.append(_row(self._opened, tuple(self._row_events)))
        self._opened, self._row_events = None, []


def _row(opened: RowOpened, events: tuple[RowEvent, ...]) -> RecordedRow:
    return RecordedRow(
        opened=opened,
        events=events,
        remembered=tuple(event for event in events if isinstance(event, Remembered)),
        utterances=tuple(event for event in events if isinstance(event, Utterance)),
        capital=tuple(event for event in events if isinstance(event, CapitalMoved)),
        closed=next((event for event in events if isinstance(event, RowClosed)), None),
    )

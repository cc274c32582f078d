"""One row of a meeting, held as often as one likes while everything around it stays.

The meeting is made again and brought to the row. From there the row is held aside, each time with something else
changed inside it or in its cells: the same room, the same draws, the same purses. The room is the one that the row met:
a changed cell does not change how many clean files the sheet holds, or what members keep for applicants to come. The
other rows keep the calls that they had, so a place is the row's own among those. A review at the end of the meeting may
have moved rows since; places here are from before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Final

from msgspec import Struct

from committee.applicants.changing import with_cells
from committee.events import real
from committee.experiments.whatifs.checks import row_id
from committee.experiments.whatifs.remade import Remade, recorded
from committee.measures.places import place
from committee.meeting.call import tier_of
from committee.meeting.docket import Docket
from committee.meeting.intervention import NOTHING, Intervention
from committee.meeting.meeting import Meeting
from committee.meeting.row import RowResult
from committee.recording import RecordedRow, Recording, read_recording
from committee.terms import Tier

AT_LAST: Final = 1e6
"""A second that no row reaches: an act that is put there is said before the call, when nobody else speaks any more."""


class Stood(Struct, frozen=True, kw_only=True, gc=False):
    """Where a row stood at the end of one of its versions."""

    tier: Tier
    """The tier; with a second committee, that of the mean of both calls."""
    call: float
    """The call, to 4 decimals; with a second committee, the mean of both."""
    position: int | None
    """The position on the list, from 1, if the other rows have the calls that they had; None off the list."""
    place: float
    """The position, or the middle of the places behind the list."""
    vetoed: bool
    """Whether the director vetoed it."""


class Cells(Struct, frozen=True, kw_only=True):
    """The row with some cells, ready to be held."""

    docket: Docket
    """The row, made ready."""
    second: float | None
    """The call of a second committee, which nothing but cells can change; None where only one meets."""


class Standing:
    """A meeting that has come to a row.

    Parameters
    ----------
    remade
        The meeting.
    id_
        The id of the row, or its name.

    Raises
    ------
    UsageRefused
        If no row has this id.
    """

    recording: Recording
    """The meeting as it was recorded."""
    row: RecordedRow
    """The row as it was recorded."""
    meeting: Meeting
    """The meeting that has come to the row. Nothing here changes it."""
    own: Intervention
    """What was changed inside the row already: nothing but in the recording of a what-if."""
    as_recorded: Cells
    """The row with the cells that it had."""
    base: Stood
    """Where the row stood with nothing changed, before the review."""

    def __init__(self, remade: Remade, id_: str) -> None:
        self.recording = read_recording(BytesIO(recorded(remade)))
        by_id = {row.opened.id: row for row in self.recording.rows}
        id_ = row_id({each: row.opened.name for each, row in by_id.items()}, id_)
        self.row = by_id[id_]
        self.own = remade.changes.rows.get(id_, NOTHING)
        self._number = self.row.opened.row
        placed = self.recording.placed
        self._others = [(-at.call, other) for other, at in placed.items() if other != id_ and at.tier.ranked]
        self.meeting = remade.meeting()
        docket = brought_to(self.meeting, self._number)
        self._second: Meeting | None = None
        second = self.recording.listed.second.get(id_) if self.recording.listed else None
        self.as_recorded = Cells(docket=docket, second=second)
        self.base = self.stood(self.held())

    def cells(self, changed: Mapping[str, str]) -> Cells:
        """The row with these cells changed, as text by column.

        Raises :class:`~committee.errors.SheetRefused` if a cell cannot hold the text.
        """
        applicant = self.as_recorded.docket.brief.applicant
        (other,) = with_cells([applicant], {applicant.id: changed}, year=self.meeting.rules.year)
        second = None
        if self.as_recorded.second is not None:
            meeting = self._second_meeting()
            second = real(meeting.aside(meeting.docket(self._number, other)).ending.call)
        return Cells(docket=self.meeting.docket(self._number, other), second=second)

    def held(self, changed: Intervention = NOTHING, cells: Cells | None = None, *, tell: bool = False) -> RowResult:
        """The row with ``changed`` on top of what was changed in it already, and with other cells if any are given.

        Raises :class:`~committee.errors.UsageRefused` if a member may not do what is put in their mouth.
        """
        docket = (cells or self.as_recorded).docket
        return self.meeting.aside(docket, changed=joined(self.own, changed), tell=tell)

    def stood(self, result: RowResult, cells: Cells | None = None) -> Stood:
        """Where a version of the row stands, the calls of all others being as they were."""
        tier, call = self._verdict(result, (cells or self.as_recorded).second)
        own = (-call, self.row.opened.id)
        position = 1 + sum(1 for other in self._others if other < own) if tier.ranked else None
        ranked = len(self._others) + int(tier.ranked)
        where = place(position, ranked, len(self.recording.placed))
        return Stood(tier=tier, call=call, position=position, place=where, vetoed=result.ending.vetoed)

    def tier(self, result: RowResult, cells: Cells | None = None) -> Tier:
        """The tier of a version of the row: that of :meth:`stood`, in less time."""
        return self._verdict(result, (cells or self.as_recorded).second)[0]

    def _verdict(self, result: RowResult, second: float | None) -> tuple[Tier, float]:
        call, said = real(result.ending.call), self.meeting.rules.verdicts.said
        if second is None:
            return said(result.ending.tier), call
        mean = real((call + second) / 2.0)
        return said(tier_of(mean, self.meeting.rules.call.tiers)), mean

    def _second_meeting(self) -> Meeting:
        if self._second is None:
            self._second = self.meeting.second()
            brought_to(self._second, self._number)
        return self._second


def brought_to(meeting: Meeting, number: int) -> Docket:
    """Hold the rows before the one at ``number`` and come to it; returns that row, made ready."""
    while len(meeting.held) < number - 1:
        meeting.step()
    return meeting.come_to_next()


def joined(first: Intervention, second: Intervention) -> Intervention:
    """Both at once."""
    if first is NOTHING or second is NOTHING:
        return second if first is NOTHING else first
    return Intervention(
        silenced=first.silenced + second.silenced,
        forgotten=first.forgotten + second.forgotten,
        quiet=first.quiet + second.quiet,
        frugal=first.frugal + second.frugal,
        more_s=first.more_s + second.more_s,
        put=first.put + second.put,
    )

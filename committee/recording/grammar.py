"""Which events may follow which in a recording. The schema checks each line alone; this checks them together.

:class:`Grammar` takes the events of a file in order and objects if one does not fit those before it: a row that
comes twice, a member who is not in the header, talk after the call, a list that lacks a ranked row. A recording that
passes can be counted and drawn without further checks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import singledispatchmethod

from committee.errors import Problem, nearest
from committee.events import CapitalMoved, Listed, MeetingOpened, Remembered, Reviewed, RowClosed, RowOpened
from committee.recording.format import Kept, Utterance
from committee.recording.practices import two_meet


class Grammar:
    """The rules that later events must follow, given the events of one file so far."""

    def __init__(self, header: MeetingOpened) -> None:
        self._members = {member.id for member in header.members}
        self._rows = header.rows
        self._two_meet = two_meet(header)
        self._row: RowOpened | None = None
        self._points: set[str] = set()
        self._closed = True
        self._turn, self._second = -1, 0.0
        self._ids: set[str] = set()
        self._ranked: set[str] = set()
        self._reviewing = False
        self._listed = False

    def objection(self, event: Kept) -> Problem | None:
        """Why ``event`` cannot come next. None if it can; the next event then has to follow it."""
        if self._listed:
            return Problem(place=".event", value=event.event, allowed="only the footer follows the list")
        return self._fits(event)

    def unfinished(self) -> Problem | None:
        """Why the footer cannot come next, or None."""
        if not self._listed:
            return Problem(place=".event", value="footer", allowed="the list comes before the footer")
        return None

    @singledispatchmethod
    def _fits(self, event: Kept) -> Problem | None:
        return Problem(
            place=".event", value=event.event, allowed="a recording has one header, and it is the first line"
        )

    @_fits.register
    def _opened(self, event: RowOpened) -> Problem | None:
        due = self._row.row + 1 if self._row else 1
        if not self._closed or self._reviewing:
            return Problem(place=".event", value=event.event, allowed="a row opens after the one before it has closed")
        if event.row != due or due > self._rows:
            return Problem(place=".row", value=str(event.row), allowed=f"row {due} of {self._rows} is due")
        if event.id in self._ids:
            return Problem(place=".id", value=event.id, allowed="each row has an id of its own")
        ids = [point.id for point in event.points]
        self._row, self._points, self._closed = event, set(ids), False
        self._turn, self._second = -1, 0.0
        self._ids.add(event.id)
        if len(self._points) < len(ids):
            return Problem(place=".points", value=_twice(ids), allowed="each point has an id of its own")
        holders = (holder for point in event.points for holder in point.holders)
        return (
            self._seated(".points", holders)
            or self._seated(".stances", event.stances)
            or self._seated(".no_list", event.no_list)
            or self._seated(".assigned", event.assigned.values())
        )

    @_fits.register
    def _uttered(self, event: Utterance) -> Problem | None:
        if problem := self._current(event.event, event.row):
            return problem
        if event.turn <= self._turn:
            return Problem(
                place=".turn", value=str(event.turn), allowed=f"it must be more than {self._turn}, the turn before"
            )
        if not self._second <= event.start_s <= event.end_s:
            span = f"{event.start_s} to {event.end_s}"
            allowed = f"it starts at {self._second} or later, and does not end before it starts"
            return Problem(place=".start_s", value=span, allowed=allowed)
        self._turn, self._second = event.turn, event.end_s
        named = [event.member] if event.to is None else [event.member, event.to]
        return (
            self._pointed(".point", event.point)
            or self._pointed(".also", event.also)
            or self._seated(".member", named)
            or self._seated(".stances", event.stances)
            or self._seated(".bids", event.bids)
            or self._seated(".moved", event.moved)
        )

    @_fits.register
    def _remembered(self, event: Remembered) -> Problem | None:
        return self._current(event.event, event.row) or self._seated(".member", [event.member])

    @_fits.register
    def _moved(self, event: CapitalMoved) -> Problem | None:
        if self._row is None or self._reviewing:
            return Problem(
                place=".event", value=event.event, allowed="capital moves during a row, or right after its call"
            )
        if event.row != self._row.row:
            allowed = f"the row that is open, or closed last, is {self._row.row}"
            return Problem(place=".row", value=str(event.row), allowed=allowed)
        return self._seated(".member", [event.member])

    @_fits.register
    def _called(self, event: RowClosed) -> Problem | None:
        if problem := self._current(event.event, event.row):
            return problem
        assert self._row is not None
        if event.id != self._row.id:
            return Problem(place=".id", value=event.id, allowed=f"the row that is open is {self._row.id}")
        self._closed = True
        if event.tier.ranked:
            self._ranked.add(event.id)
        unheard = [self._pointed(".unheard", missed.point) for missed in event.unheard]
        sponsor = [] if event.sponsor is None else [event.sponsor]
        pointed = [*unheard, self._pointed(".about", event.about)]
        return next((problem for problem in pointed if problem), None) or self._seated(".sponsor", sponsor)

    @_fits.register
    def _reviewed(self, event: Reviewed) -> Problem | None:
        self._reviewing = True
        if problem := self._all_closed(event.event):
            return problem
        movable = self._ids if self._two_meet else self._ranked
        if event.id not in movable:
            return Problem(place=".id", value=event.id, allowed="it must be the id of a ranked row")
        if max(event.from_position, event.to_position) > len(movable):
            return Problem(
                place=".to", value=str(event.to_position), allowed=f"it must be a place from 1 to {len(movable)}"
            )
        return self._seated(".by", [event.by])

    @_fits.register
    def _list(self, event: Listed) -> Problem | None:
        self._listed = True
        if problem := self._all_closed(event.event):
            return problem
        if len(set(event.ids)) < len(event.ids):
            return Problem(place=".ids", value=_twice(event.ids), allowed="each ranked row is listed once")
        if problem := self._of_two(event):
            return problem
        ranked = {row for row, tier in event.tiers.items() if tier.ranked} if event.tiers else self._ranked
        if wrong := sorted(ranked.symmetric_difference(event.ids)):
            return Problem(
                place=".ids", value=wrong[0], allowed="it must hold the ids of all ranked rows, and no others"
            )
        if strangers := sorted(set(event.promise) - self._ids):
            return Problem(place=".promise", value=strangers[0], allowed="it may hold the ids of opened rows only")
        return None

    def _of_two(self, event: Listed) -> Problem | None:
        """Why what a second committee made of the rows does not fit: with one, every row has its call and a tier."""
        for place, rows in ((".second", event.second), (".tiers", event.tiers)):
            if (event.second or event.tiers) and (wrong := sorted(self._ids.symmetric_difference(rows))):
                return Problem(place=place, value=wrong[0], allowed="it must hold the ids of all rows, and no others")
        return None

    def _current(self, event: str, row: int) -> Problem | None:
        if self._closed or self._row is None:
            return Problem(place=".event", value=event, allowed="no row is open here")
        if row != self._row.row:
            return Problem(place=".row", value=str(row), allowed=f"the row that is open is {self._row.row}")
        return None

    def _all_closed(self, event: str) -> Problem | None:
        done = self._row.row if self._row else 0
        if not self._closed or done < self._rows:
            return Problem(
                place=".event", value=event, allowed=f"it comes after the last of {self._rows} rows has closed"
            )
        return None

    def _seated(self, place: str, ids: Iterable[str]) -> Problem | None:
        for id_ in ids:
            if id_ not in self._members:
                close = nearest(id_, self._members)
                return Problem(
                    place=place, value=id_, allowed="it must be the id of a member in the header", nearest=close
                )
        return None

    def _pointed(self, place: str, point: str | None) -> Problem | None:
        if point is None or point in self._points:
            return None
        return Problem(
            place=place,
            value=point,
            allowed="it must be the id of a point of the row",
            nearest=nearest(point, self._points),
        )


def _twice(ids: Iterable[str]) -> str:
    return Counter(ids).most_common(1)[0][0]

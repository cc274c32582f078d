"""How far a what-if has come: which of its meetings is held, and how many rows of that have closed."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from committee.events import Event, MeetingOpened, RowClosed


class SoFar(Struct, frozen=True, kw_only=True):
    """How far a what-if has come."""

    meeting: int
    """The meeting that is held now, from 1: the last is the one with the change."""
    meetings: int
    """How many are held: two, and before them that of a recording, to compare it with the file."""
    rows: int
    """Rows of this meeting that have closed."""
    of: int
    """All its rows."""


class RowsTold:
    """Listens to one meeting and tells of each row that closes.

    Parameters
    ----------
    tell
        What hears it.
    meeting, meetings
        Which of how many this is, from 1.
    """

    def __init__(self, tell: Callable[[SoFar], object], meeting: int, meetings: int) -> None:
        self._tell = tell
        self._meeting, self._meetings = meeting, meetings
        self._rows = self._of = 0

    def told(self, event: Event, /) -> None:
        """Take note of the rows that there are, and of each that closes."""
        if isinstance(event, MeetingOpened):
            self._of = event.rows
        elif isinstance(event, RowClosed):
            self._rows += 1
            self._tell(SoFar(meeting=self._meeting, meetings=self._meetings, rows=self._rows, of=self._of))


def nobody(_so_far: SoFar) -> None:
    """Hear how far it is, and do nothing."""

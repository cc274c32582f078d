"""Which row an event belongs to, or which part of the meeting outside all rows.

This is decided here only. Everything that records a meeting, words it, draws it or checks it calls
:func:`part_of`; the stage in the browser has the same function (``partOf`` in ``viz/stage/recording.js``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby
from typing import Final, TypeVar

from committee.events import (
    CapitalMoved,
    Event,
    EventBase,
    Listed,
    MeetingOpened,
    Remembered,
    Reviewed,
    RowClosed,
    RowOpened,
    Uttered,
)

OfRow = RowOpened | Uttered | Remembered | CapitalMoved | RowClosed
"""An event that belongs to a row and carries its number."""


class Part(StrEnum):
    """A part of the meeting outside all rows."""

    OPENING = "opening"
    REVIEW = "review"
    END = "end"


_OUTSIDE: Final[dict[type[EventBase], Part]] = {
    MeetingOpened: Part.OPENING,
    Reviewed: Part.REVIEW,
    Listed: Part.END,
}

_Some = TypeVar("_Some", bound=Event)


def part_of(event: Event) -> int | Part:
    """The number of the row that ``event`` belongs to, or the part outside all rows."""
    return event.row if isinstance(event, OfRow) else _OUTSIDE[type(event)]


def in_parts(events: Iterable[_Some]) -> Iterator[tuple[int | Part, list[_Some]]]:
    """Cut ``events`` where one row or part ends and the next begins; each piece comes with its row or part."""
    for part, piece in groupby(events, key=part_of):
        yield part, list(piece)

"""Whose an event is: the row it belongs to, or the part of the meeting that is outside all rows.

Decided here, once. Who keeps a meeting, puts words to it, gathers it, draws it or checks it asks
:func:`part_of`; the stage in the browser holds the same function (``partOf`` in ``viz/stage/recording.js``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby
from typing import Final, TypeVar

from committee.events import (
    CapitalMoved,
    Event,
    Listed,
    MeetingOpened,
    Remembered,
    Reviewed,
    RowClosed,
    RowOpened,
    Told,
    Uttered,
)

OfRow = RowOpened | Uttered | Remembered | CapitalMoved | RowClosed
"""What is told of one row: it carries the row's number."""


class Part(StrEnum):
    """A part of the meeting outside all rows."""

    OPENING = "opening"
    REVIEW = "review"
    END = "end"


_OUTSIDE: Final[dict[type[Told], Part]] = {
    MeetingOpened: Part.OPENING,
    Reviewed: Part.REVIEW,
    Listed: Part.END,
}

_Some = TypeVar("_Some", bound=Event)


def part_of(event: Event) -> int | Part:
    """The number of the row that ``event`` belongs to, or the part outside all rows."""
    return event.row if isinstance(event, OfRow) else _OUTSIDE[type(event)]


def in_parts(events: Iterable[_Some]) -> Iterator[tuple[int | Part, list[_Some]]]:
    """``events`` cut where one row or part ends and the next begins; each with whose it is."""
    for part, told in groupby(events, key=part_of):
        yield part, list(told)

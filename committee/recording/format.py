"""What a line of a recording is: events to lines and lines back to events.

A recording is UTF-8 text, one JSON object a line, keys sorted, nothing between the tokens. A line holds
what the event holds and, where somebody spoke, the ``text``. There is no clock, host or path in it, so
the same run writes the same bytes. The lines are defined in ``recording.schema.json``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, Final

from msgspec import convert
from msgspec.json import Encoder
from msgspec.structs import asdict

from committee import __version__
from committee.errors import BrokenPromise
from committee.events import (
    CapitalMoved,
    Listed,
    MeetingOpened,
    Remembered,
    Reviewed,
    RowClosed,
    RowOpened,
    Told,
    Uttered,
)
from committee.terms import DISCLAIMER

FORMAT: Final = "committee-recording"
VERSION: Final = 2
"""The version that is written, and the newest that is read.

In version 1 a stake of the review was an event of its own (:mod:`committee.recording.older`).
"""

FOOTER: Final = "footer"


class Utterance(Uttered, tag="uttered", frozen=True, kw_only=True, gc=False):
    """An utterance as kept: what was told, and the words chosen for it."""

    text: str


Kept = MeetingOpened | RowOpened | Utterance | RowClosed | CapitalMoved | Remembered | Reviewed | Listed
"""An event as a recording holds it."""

Line = dict[str, Any]
"""A line as read: the object that it holds."""

_WRITER: Final = Encoder(order="sorted")

_REALS: Final[Mapping[type[Told], tuple[str, ...]]] = {
    RowOpened: ("pre_score", "allowed_s", "stances", "capital", "fatigue"),
    Utterance: ("start_s", "end_s", "capital", "bids", "stances", "moved", "allowed_s"),
    RowClosed: ("call", "room"),
    CapitalMoved: ("amount", "balance"),
    Remembered: ("weight",),
    Reviewed: ("amount", "balance"),
    Listed: ("promise",),
}
"""Where events hold reals, or mappings to reals, each rounded to 4 decimals."""


def encoded(events: Sequence[Kept]) -> bytes:
    """``events`` as the bytes that stand in the file: a line each, newlines included.

    Raises
    ------
    BrokenPromise
        A number is not finite (null would be written for it), or a value is not plain data.
    """
    return b"".join([_header_line(event) if isinstance(event, MeetingOpened) else _line(event) for event in events])


def _line(event: Kept) -> bytes:
    for name in _REALS.get(type(event), ()):
        value = getattr(event, name)
        if not isfinite(value if isinstance(value, float) else sum(value.values())):
            raise BrokenPromise(f"the event {event.event} holds a number that is not finite")
    return _WRITER.encode(event) + b"\n"


def footer(events: int, digest: str) -> bytes:
    """The last line: how many ``events`` stand before it, and the SHA-256 of their bytes in hex."""
    return _written({"event": FOOTER, "events": events, "sha256": digest})


def _header_line(event: MeetingOpened) -> bytes:
    """The first line, which also says what file this is. Its scenario may hold any plain data."""
    line = asdict(event) | {"event": event.event, "members": [asdict(member) for member in event.members]}
    return _written(line | {"format": FORMAT, "version": VERSION, "committee": __version__, "disclaimer": DISCLAIMER})


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise BrokenPromise(f"an event holds a {type(value).__name__}, which a recording cannot keep")


_write = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain
).encode


def _written(line: Line) -> bytes:
    """A line that stands in a recording once: it may hold any plain data, and any text a file name may be."""
    try:
        # Only file names can hold half a surrogate pair; a question mark stands in for it.
        return (_write(line) + "\n").encode("utf-8", "replace")
    except ValueError as error:
        raise BrokenPromise(f"the event {line['event']} holds a number that is not finite") from error


def event_of(line: Line) -> Kept:
    """The event that a line holds. The line must have passed :func:`committee.recording.schema.check_line`."""
    # Not strict: in JSON a whole number may be written as 1.0, and the check has seen to everything else.
    event: Kept = convert(line, Kept, strict=False)
    return event

"""The lines of a recording: from events to lines and back.

A recording is UTF-8 text: one JSON object per line, keys sorted, no space between the tokens. A line holds
the fields of its event and, if somebody spoke, the ``text``. It holds no clock time, host or path, so
the same run writes the same bytes. ``recording.schema.json`` defines the lines.
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
    EventBase,
    Listed,
    MeetingOpened,
    Remembered,
    Reviewed,
    RowClosed,
    RowOpened,
    Uttered,
)
from committee.terms import DISCLAIMER

FORMAT: Final = "committee-recording"
VERSION: Final = 4
"""The version that we write, and the newest that we read.

In version 1 a stake of the review was an event of its own (:mod:`committee.recording.older`). Version 3 adds the side
and the tier of an utterance, who keeps a row on a no list, the reason of a call and what it was made of. Version 4 adds
the tiers of an invite meeting, and which meeting of a season it is.
"""

FOOTER: Final = "footer"


class Utterance(Uttered, tag="uttered", frozen=True, kw_only=True, gc=False):
    """An utterance in a recording: the event, and the words chosen for it."""

    text: str
    """What the member says."""


Kept = MeetingOpened | RowOpened | Utterance | RowClosed | CapitalMoved | Remembered | Reviewed | Listed
"""An event in a recording."""

Line = dict[str, Any]
"""A line that was read: its JSON object."""

_WRITER: Final = Encoder(order="sorted")

_REALS: Final[Mapping[type[EventBase], tuple[str, ...]]] = {
    RowOpened: ("pre_score", "allowed_s", "stances", "capital", "fatigue"),
    Utterance: ("start_s", "end_s", "capital", "bids", "stances", "moved", "allowed_s"),
    RowClosed: ("call", "room", "weighed", "unpaid"),
    CapitalMoved: ("amount", "balance"),
    Remembered: ("weight",),
    Reviewed: ("amount", "balance"),
    Listed: ("promise", "second"),
}
"""The fields of each event that hold reals, or mappings to reals, each rounded to 4 decimals; one may be None."""


def encoded(events: Sequence[Kept]) -> bytes:
    """The bytes of ``events`` in the file: a line each, newlines included.

    Raises
    ------
    BrokenPromise
        A number is not finite (null would be written for it), or a value is not plain data.
    """
    return b"".join([_header_line(event) if isinstance(event, MeetingOpened) else _line(event) for event in events])


def _line(event: Kept) -> bytes:
    for name in _REALS.get(type(event), ()):
        value = getattr(event, name) or 0.0  # neither None nor an empty mapping holds a number
        if not isfinite(value if isinstance(value, float) else sum(value.values())):
            raise BrokenPromise(f"the event {event.event} holds a number that is not finite")
    return _WRITER.encode(event) + b"\n"


def footer(events: int, digest: str) -> bytes:
    """The last line: how many ``events`` come before it, and the SHA-256 of their bytes in hex."""
    return _written({"event": FOOTER, "events": events, "sha256": digest})


_LEFT_OUT: Final = ("changes", "season", "year", "program", "gate")
"""The fields that a header leaves out if they are empty."""


def _header_line(event: MeetingOpened) -> bytes:
    """The first line, which also names the format. Its scenario may hold any plain data."""
    line = asdict(event) | {"event": event.event, "members": [asdict(member) for member in event.members]}
    for name in _LEFT_OUT:
        if not line[name]:
            del line[name]
    return _written(line | {"format": FORMAT, "version": VERSION, "committee": __version__, "disclaimer": DISCLAIMER})


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise BrokenPromise(f"an event holds a {type(value).__name__}, which a recording cannot keep")


_write = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain
).encode


def _written(line: Line) -> bytes:
    """The bytes of a header or a footer, which may hold any plain data and any text that a file name may be."""
    try:
        # Only file names can hold an unpaired surrogate; it becomes a question mark.
        return (_write(line) + "\n").encode("utf-8", "replace")
    except ValueError as error:
        raise BrokenPromise(f"the event {line['event']} holds a number that is not finite") from error


def event_of(line: Line) -> Kept:
    """The event that a line holds. The line must have passed :func:`committee.recording.schema.check_line`."""
    # Not strict: JSON may write a whole number as 1.0, and the check has already covered everything else.
    event: Kept = convert(line, Kept, strict=False)
    return event

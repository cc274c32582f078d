"""What a line of a recording is: events to lines and lines back to events.

A recording is UTF-8 text, one JSON object a line, keys sorted, nothing between the tokens. A line holds
what the event holds and, where somebody spoke, the ``text``. There is no clock, host or path in it, so
the same run writes the same bytes. The lines are defined in ``recording.schema.json``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any, Final

from msgspec.json import Encoder
from msgspec.structs import asdict

from committee import __version__
from committee.errors import BrokenPromise
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
    Told,
    Unheard,
    Uttered,
)
from committee.terms import (
    DISCLAIMER,
    Act,
    EndedBy,
    Factor,
    Family,
    Kind,
    Label,
    Purse,
    Recall,
    Role,
    Tier,
    Tone,
    WhyNot,
)

FORMAT: Final = "committee-recording"
VERSION: Final = 1
"""The version that is written, and the newest that is read."""

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
    return _READERS[line["event"]](line)


def _header(line: Line) -> MeetingOpened:
    return MeetingOpened(
        seed=int(line["seed"]),
        scenario=line["scenario"],
        inputs=tuple(line["inputs"]),
        members=tuple(
            SeatedMember(id=one["id"], role=Role(one["role"]), seat=int(one["seat"]), name=one["name"])
            for one in line["members"]
        ),
        rows=int(line["rows"]),
        trust=line.get("trust", {}),
    )


def _point(one: Line) -> PointSeen:
    return PointSeen(
        id=one["id"],
        column=one["column"],
        family=Family(one["family"]),
        factor=Factor(one["factor"]),
        valence=int(one["valence"]),
        strength=float(one["strength"]),
        holders=tuple(one["holders"]),
        detail=one["detail"],
        flag=one["flag"],
    )


def _row_opened(line: Line) -> RowOpened:
    return RowOpened(
        row=int(line["row"]),
        id=line["id"],
        name=line["name"],
        kind=Kind(line["kind"]),
        cells=line["cells"],
        points=tuple(_point(one) for one in line["points"]),
        label=Label(line["label"]),
        pre_score=float(line["pre_score"]),
        allowed_s=float(line["allowed_s"]),
        stances=_numbers(line["stances"]),
        capital=_numbers(line["capital"]),
        fatigue=_numbers(line["fatigue"]),
    )


def _uttered(line: Line) -> Utterance:
    return Utterance(
        row=int(line["row"]),
        turn=int(line["turn"]),
        start_s=float(line["start_s"]),
        end_s=float(line["end_s"]),
        member=line["member"],
        act=Act(line["act"]),
        tone=Tone(line["tone"]),
        point=line["point"],
        to=line["to"],
        ghost=line["ghost"],
        capital=float(line["capital"]),
        bids=_numbers(line["bids"]),
        stances=_numbers(line["stances"]),
        moved=_numbers(line["moved"]),
        allowed_s=float(line["allowed_s"]),
        text=line["text"],
    )


def _row_closed(line: Line) -> RowClosed:
    heard = line["heard"]
    return RowClosed(
        row=int(line["row"]),
        id=line["id"],
        tier=Tier(line["tier"]),
        ended_by=EndedBy(line["ended_by"]),
        call=float(line["call"]),
        room=float(line["room"]),
        unheard=tuple(Unheard(point=one["point"], why=WhyNot(one["why"])) for one in line["unheard"]),
        sponsor=line["sponsor"],
        heard=WhyNot(heard) if isinstance(heard, str) else heard,
    )


def _capital(line: Line) -> CapitalMoved:
    return CapitalMoved(
        row=int(line["row"]),
        member=line["member"],
        why=Purse(line["why"]),
        amount=float(line["amount"]),
        balance=float(line["balance"]),
        ask=Tier(line["ask"]) if line["ask"] is not None else None,
    )


def _remembered(line: Line) -> Remembered:
    return Remembered(
        row=int(line["row"]),
        member=line["member"],
        ghost=line["ghost"],
        traits=tuple(line["traits"]),
        weight=float(line["weight"]),
        how=Recall(line["how"]),
    )


def _reviewed(line: Line) -> Reviewed:
    return Reviewed(id=line["id"], from_position=int(line["from"]), to_position=int(line["to"]), by=line["by"])


def _listed(line: Line) -> Listed:
    return Listed(ids=tuple(line["ids"]), promise=_numbers(line.get("promise", {})))


def _numbers(values: Line) -> dict[str, float]:
    return {key: float(value) for key, value in values.items()}


_READERS: dict[str, Callable[[Line], Kept]] = {
    "header": _header,
    "row_opened": _row_opened,
    "uttered": _uttered,
    "row_closed": _row_closed,
    "capital": _capital,
    "remembered": _remembered,
    "reviewed": _reviewed,
    "listed": _listed,
}

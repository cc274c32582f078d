"""What a line of a recording is: events to lines and lines back to events.

A recording is UTF-8 text, one JSON object a line, keys sorted, nothing between the tokens. A line holds
what the event holds and, where somebody spoke, the ``text``. There is no clock, host or path in it, so
the same run writes the same bytes. The lines are defined in ``recording.schema.json``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from math import isfinite
from typing import Any, Final

import orjson

from committee import __version__
from committee.errors import BrokenPromise
from committee.events import (
    CapitalMoved,
    Event,
    Listed,
    MeetingOpened,
    PointSeen,
    Remembered,
    Reviewed,
    RowClosed,
    RowOpened,
    SeatedMember,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance(Uttered):
    """An utterance as kept: what was told, and the words chosen for it."""

    text: str


Kept = MeetingOpened | RowOpened | Utterance | RowClosed | CapitalMoved | Remembered | Reviewed | Listed
"""An event as a recording holds it."""

Line = dict[str, Any]


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise BrokenPromise(f"an event holds a {type(value).__name__}, which a recording cannot keep")


_encode = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain
).encode


_REALS: Final[Mapping[str, tuple[str, ...]]] = {
    "row_opened": ("pre_score", "allowed_s", "stances", "capital", "fatigue"),
    "uttered": ("start_s", "end_s", "capital", "bids", "stances", "moved", "allowed_s"),
    "row_closed": ("call", "room"),
    "capital": ("amount", "balance"),
    "remembered": ("weight",),
    "listed": ("promise",),
}
"""Where lines hold reals, or mappings to reals, each rounded to 4 decimals."""


def encoded(line: Line) -> bytes:
    """``line`` as the bytes that stand in the file, newline included.

    Nearly all lines are such, and orjson writes them ten times as fast; it would write null for what is not finite.

    Raises
    ------
    BrokenPromise
        A number is not finite, or a value is not plain data.
    """
    reals = _REALS.get(line["event"])
    if reals is None:
        return _encoded_once(line)
    for name in reals:
        value = line[name]
        if not isfinite(sum(value.values()) if isinstance(value, Mapping) else value):
            raise BrokenPromise(f"the event {line['event']} holds a number that is not finite")
    return orjson.dumps(line, _plain, orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def _encoded_once(line: Line) -> bytes:
    """A line that stands in a recording once: it may hold any plain data, and any text a file name may be."""
    try:
        # Only file names can hold half a surrogate pair; a question mark stands in for it.
        return (_encode(line) + "\n").encode("utf-8", "replace")
    except ValueError as error:
        raise BrokenPromise(f"the event {line.get('event')} holds a number that is not finite") from error


def line_of(event: Event | Kept, text: str = "") -> Line:
    """``event`` as the object that its line holds; ``text`` are the words of one that was told without."""
    line: Line = {"event": event.event}
    for name in _NAMES[type(event)]:
        line[_KEYS.get(name, name)] = getattr(event, name)
    if isinstance(event, MeetingOpened):
        line |= {"format": FORMAT, "version": VERSION, "committee": __version__, "disclaimer": DISCLAIMER}
        line["members"] = [_fields(member) for member in event.members]
    elif isinstance(event, RowOpened):
        line["points"] = [_fields(point) for point in event.points]
    elif isinstance(event, Uttered):
        line.setdefault("text", text)
    elif isinstance(event, RowClosed):
        line["unheard"] = [_fields(unheard) for unheard in event.unheard]
    return line


_KEYS = {"from_position": "from", "to_position": "to"}


_KEPT_TYPES = (
    *(MeetingOpened, RowOpened, Uttered, Utterance, RowClosed, CapitalMoved, Remembered, Reviewed, Listed),
    *(SeatedMember, PointSeen, Unheard),
)
_NAMES: dict[object, tuple[str, ...]] = {kind: tuple(field.name for field in fields(kind)) for kind in _KEPT_TYPES}


def _fields(value: SeatedMember | PointSeen | Unheard) -> Line:
    return {name: getattr(value, name) for name in _NAMES[type(value)]}


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

"""A file of acts that are put in members' mouths: JSON lines, each with row, at_s, member, act, point and units.

:func:`read_acts` checks what a line can be checked for by itself. Whether a member may do it is known only in the
room; :meth:`Acts.located` then tells which line of the file it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from os import PathLike
from pathlib import Path
from typing import Any, Final

from msgspec import DecodeError, Struct
from msgspec.json import decode

from committee.errors import Problem, UsageRefused, nearest
from committee.machine.reading import opened
from committee.meeting.intervention import Intervention, PutAct
from committee.meeting.putting import CAN_BE_PUT, place_of
from committee.terms import Act

LARGEST: Final = 1 << 20
"""The most bytes of a file of acts."""

_FIELDS: Final = ("row", "at_s", "member", "act", "point", "units")


class Line(Struct, frozen=True, kw_only=True):
    """One line of the file."""

    place: str
    """The file and the line, for messages."""
    row: str
    """The id of the row."""
    put: PutAct
    """The act."""


class Acts(Struct, frozen=True, kw_only=True):
    """The acts of a file."""

    lines: tuple[Line, ...]
    """Its lines, in order."""

    @property
    def rows(self) -> dict[str, Intervention]:
        """By id of a row, its acts, in the order in which they are to be said."""
        ids = dict.fromkeys(line.row for line in self.lines)
        return {id_: Intervention(put=tuple(sorted(self._of(id_), key=lambda put: put.at_s))) for id_ in ids}

    def _of(self, row: str) -> list[PutAct]:
        return [line.put for line in self.lines if line.row == row]

    def located(self, refused: UsageRefused) -> UsageRefused:
        """The same refusal, with the file and the line of the act in place of the row and the second."""
        return UsageRefused(*map(self._located, refused.problems))

    def _located(self, problem: Problem) -> Problem:
        for line in self.lines:
            said = place_of(line.row, line.put)
            field = problem.place.removeprefix(f"{said}, ")
            if field != problem.place and problem.value in (None, _shown(line.put, field)):
                return Problem(
                    place=f"{line.place}, {field}",
                    value=problem.value,
                    allowed=problem.allowed,
                    nearest=problem.nearest,
                )
        return problem


def _shown(put: PutAct, field: str) -> str:
    value = getattr(put, field)
    return f"{value:g}" if isinstance(value, float) else str(value or "")


def read_acts(path: str | PathLike[str]) -> Acts:
    """The acts in the file at ``path``.

    Raises
    ------
    UsageRefused
        If a line is none; the message names it.
    """
    file = Path(path)
    with opened(file) as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise UsageRefused(Problem(place=file.name, allowed="a file of acts has at most a megabyte"))
    lines = [
        _line(text, f"{file.name}, line {number}")
        for number, text in enumerate(content.splitlines(), start=1)
        if text.strip()
    ]
    if not lines:
        raise UsageRefused(Problem(place=file.name, allowed="it holds no act"))
    return Acts(lines=tuple(lines))


def _line(text: bytes, place: str) -> Line:
    try:
        table = decode(text)
    except DecodeError as error:
        raise UsageRefused(Problem(place=place, allowed=f"this is not JSON ({error})")) from None
    if not isinstance(table, dict):
        example = json.dumps({"row": "img_a", "at_s": 12, "member": "apd_1", "act": "vouch", "point": "letters.1"})
        raise UsageRefused(Problem(place=place, allowed=f"write one act, such as {example}"))
    return line_of(table, place)


def line_of(table: Mapping[str, Any], place: str) -> Line:
    """The act that ``table`` holds; raises :class:`UsageRefused`, with ``place`` in the message, if it is none."""
    for key in table:
        if key not in _FIELDS:
            allowed = f"the fields are {', '.join(_FIELDS)}"
            raise UsageRefused(Problem(place=place, value=str(key), allowed=allowed, nearest=nearest(key, _FIELDS)))
    words = sorted(act.value for act in CAN_BE_PUT)
    act = _text(table, "act", place)
    if act not in words:
        allowed = f"use {', '.join(words)}"
        raise UsageRefused(Problem(place=f"{place}, act", value=act, allowed=allowed, nearest=nearest(act, words)))
    point = _text(table, "point", place) if table.get("point") not in (None, "") else None
    put = PutAct(
        at_s=_number(table, "at_s", place),
        member=_text(table, "member", place),
        act=Act(act),
        point=point,
        units=_number(table, "units", place) if table.get("units") is not None else 0.0,
    )
    return Line(place=place, row=_text(table, "row", place), put=put)


def _text(table: Mapping[str, Any], key: str, place: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise UsageRefused(Problem(place=f"{place}, {key}", value=_given(value), allowed="give a text"))
    return value


def _number(table: Mapping[str, Any], key: str, place: str) -> float:
    value = table.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or value < 0:
        raise UsageRefused(Problem(place=f"{place}, {key}", value=_given(value), allowed="give a number of at least 0"))
    return float(value)


def _given(value: object) -> str | None:
    return None if value is None else json.dumps(value)

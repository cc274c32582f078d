"""Reads the text of an address, part by part; what is none is refused with the part that is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any, Final
from urllib.parse import unquote

from msgspec.structs import replace

from committee.chance import seed_of
from committee.errors import Problem, UsageRefused, nearest
from committee.experiments.whatifs.address import Address, refused
from committee.meeting.intervention import NOTHING, Intervention, PutAct
from committee.recording.addressing import DIGITS, SCHEME
from committee.terms import Act

LONGEST: Final = 1 << 16
"""The most characters of an address."""

_FORM: Final = re.compile(
    rf"{SCHEME}(?:(?P<version>[^+/?#]+)\+)?(?P<rules>[0-9a-f]{{{DIGITS}}})/(?P<scenario>[^/?#]+)(?:\?(?P<query>[^#]*))?"
    r"(?:#(?P<row>[^@#]*)(?:@(?P<second>[^@#]*))?)?"
)


def parsed(text: str) -> Address:
    """The address that :attr:`~committee.experiments.whatifs.address.Address.text` wrote.

    Raises
    ------
    UsageRefused
        If it is none; the sentence says which part is wrong.
    """
    found = _FORM.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        allowed = f"write {SCHEME}VERSION+RULES/SCENARIO?seed=N&...#ROW@SECOND"
        raise refused(text, allowed)
    if found["row"] == "" or found["second"] == "":
        raise refused(text[text.index("#") :], "write #ROW or #ROW@SECOND, or leave out all from # on")
    address = Address(
        version=_plain(found["version"] or ""),
        rules=found["rules"],
        scenario=_plain(found["scenario"]),
        row=_plain(found["row"] or ""),
        second=_number(found["second"]) if found["second"] else 0.0,
    )
    parts = (found["query"] or "").split("&")
    _check_once(parts)
    for part in parts:
        address = _with(address, part)
    return address


def _check_once(parts: Sequence[str]) -> None:
    """Refuse an address without a seed, and one that says twice what there is one of."""
    if not any(part.startswith("seed=") for part in parts):
        raise UsageRefused(Problem(place="address", allowed="the seed is missing; write ?seed=N after the scenario"))
    said: set[tuple[str, str]] = set()
    for part in parts:
        name, _, value = part.partition("=")
        about = (name, value.partition(_ONE_OF[name])[0] if _ONE_OF.get(name) else "")
        if name in _ONE_OF and about in said:
            raise refused(part, f"the address says {name} twice; leave one of them out")
        said.add(about)


_ONE_OF: Final = {"seed": "", "scenario": "", "set": "=", "cell": "=", "more": ":"}
"""Parts of which there is one, and the sign that ends what it is one for."""


def _with(address: Address, part: str) -> Address:
    """The address with one more part of its query."""
    name, equals, value = part.partition("=")
    if not equals or name not in _READERS:
        known = tuple(_READERS)
        raise refused(part, f"the parts of an address are {', '.join(known)}", nearest(name, known))
    return _READERS[name](address, value)


def _seed(address: Address, value: str) -> Address:
    if not (value.isascii() and value.isdigit() and len(value) <= 20):
        raise refused(value, "a seed is a whole number from 0 to 2**64 - 1")
    return replace(address, seed=seed_of(int(value)))


def _file(address: Address, value: str) -> Address:
    if not re.fullmatch(r"[0-9a-f]{64}", value):
        raise refused(value, "the digest of a scenario has 64 hexadecimal digits")
    return replace(address, sha256=value)


def _set(address: Address, value: str) -> Address:
    key, text = _pair(value, "=", "set=KEY=VALUE")
    return replace(address, settings={**address.settings, key: text})


def _cell(address: Address, value: str) -> Address:
    where, equals, text = value.partition("=")
    if not equals:
        raise refused(value, "write cell=ID:COLUMN=TEXT")
    id_, column = _pair(where, ":", "cell=ID:COLUMN=TEXT")
    cells = address.change.cells
    return _changed(address, cells={**cells, id_: {**cells.get(id_, {}), column: _plain(text)}})


def _without(address: Address, value: str) -> Address:
    return _changed(address, without=(*address.change.without, _plain(value)))


def _forget(address: Address, value: str) -> Address:
    return _changed(address, forgotten=(*address.change.forgotten, _plain(value)))


def _silence(inside: Intervention, value: str) -> Intervention:
    if not (value.isascii() and value.isdigit() and len(value) < 5):
        raise refused(value, "a turn is a whole number")
    return replace(inside, silenced=(*inside.silenced, int(value)))


def _more(inside: Intervention, value: str) -> Intervention:
    return replace(inside, more_s=_number(value))


def _words_of(field: str) -> Callable[[Intervention, str], Intervention]:
    def read(inside: Intervention, value: str) -> Intervention:
        return replace(inside, **{field: (*getattr(inside, field), _plain(value))})

    return read


def _act(inside: Intervention, value: str) -> Intervention:
    parts = value.split(":")
    if len(parts) not in (5, 6) or parts[5:] not in ([], ["1"]) or _plain(parts[2]) not in tuple(Act):
        raise refused(value, "write act=ID:SECOND:MEMBER:ACT:POINT:UNITS")
    put = PutAct(
        at_s=_number(parts[0]),
        member=_plain(parts[1]),
        act=Act(_plain(parts[2])),
        point=_plain(parts[3]) or None,
        units=_number(parts[4]),
        past_bell=bool(parts[5:]),
    )
    return replace(inside, put=(*inside.put, put))


def _in_row(read: Callable[[Intervention, str], Intervention]) -> Callable[[Address, str], Address]:
    """Reads a part that begins with the id of the row in which it changes something."""

    def with_it(address: Address, value: str) -> Address:
        id_, colon, rest = value.partition(":")
        if not colon:
            raise refused(value, "it begins with the id of a row and a colon")
        row, rows = _plain(id_), address.change.rows
        return _changed(address, rows={**rows, row: read(rows.get(row, NOTHING), rest)})

    return with_it


_READERS: Final[Mapping[str, Callable[[Address, str], Address]]] = {
    "seed": _seed,
    "scenario": _file,
    "set": _set,
    "cell": _cell,
    "without": _without,
    "forget": _forget,
    "silence": _in_row(_silence),
    "ghost": _in_row(_words_of("forgotten")),
    "quiet": _in_row(_words_of("quiet")),
    "frugal": _in_row(_words_of("frugal")),
    "more": _in_row(_more),
    "act": _in_row(_act),
}


def _changed(address: Address, **fields: Any) -> Address:
    return replace(address, change=replace(address.change, **fields))


def _pair(value: str, sign: str, form: str) -> tuple[str, str]:
    first, found, second = value.partition(sign)
    if not found or not first:
        raise refused(value, f"write {form}")
    return _plain(first), _plain(second)


def _plain(text: str) -> str:
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise refused(text, "this is not percent-encoded text") from None


def _number(text: str) -> float:
    try:
        number = float(_plain(text))
    except ValueError:
        number = -1.0
    if not (isfinite(number) and number >= 0.0):
        raise refused(text, "use a number of at least 0")
    return number

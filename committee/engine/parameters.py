"""The records of the rules: the frozen records of the model as structured records of numbers.

The same fields, by the same names, in the same order. So a formula of the model can be compiled as it stands and read
its parameters from such a record. Words become their place in their closed list, tables become arrays in the order of
that list, and what is no number is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, Final, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

from committee.meeting.call import Supply
from committee.meeting.rules import MeetingRules
from committee.units import words_of

RULES: Final = (
    "composite",
    "beliefs",
    "reading",
    "trust",
    "room",
    "clock",
    "speech",
    "floor",
    "persuasion",
    "call",
    "capital",
    "review",
    "practices",
    "memory",
    "switches",
)
"""The parts of :class:`~committee.meeting.rules.MeetingRules` that compiled code reads, as records in a record."""

_PLAIN: Final[Mapping[type, type]] = {float: np.float64, int: np.int64, bool: np.int8}


def place(word: StrEnum | str, words: type[StrEnum] | tuple[str, ...]) -> int:
    """The place of a word in its closed list, from 0."""
    return _places(words)[word]


@cache
def _places(words: type[StrEnum] | tuple[str, ...]) -> dict[str, int]:
    return {word: number for number, word in enumerate(words)}


@cache
def record_of(kind: type) -> np.dtype[Any]:
    """The record with the numbers, words and tables of a frozen record ``kind``."""
    hints = _hints(kind)
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else list(hints)
    made = [(name, *_shape_of(hints[name])) for name in names]
    return np.dtype([field for field in made if len(field) > 1], align=True)


@cache
def _hints(kind: type) -> dict[str, Any]:
    """The types of the fields of a record. They are written as text, which takes long to read."""
    return get_type_hints(kind, include_extras=True)


def _shape_of(hint: Any) -> tuple[Any, ...]:
    """(type,) of a number or a word, (type, shape) of a table; () of anything else."""
    bare = get_args(hint)[0] if hasattr(hint, "__metadata__") else hint
    if get_origin(bare) is not None and issubclass(get_origin(bare), Mapping):
        return np.float64, (len(words_of(get_args(bare)[0])),)
    if bare in _PLAIN:
        return (_PLAIN[bare],)
    return (np.int64,) if words_of(hint) else ()


def fill(record: Any, given: Any) -> None:
    """Write the values of a frozen record into a numpy record made for its type."""
    for name in record.dtype.names:
        record[name] = _number(type(given), name, getattr(given, name))


def filled(given: Any, record: np.dtype[Any]) -> NDArray[Any]:
    """The values of a frozen record as this numpy record, in an array of one; made once while it is asked for."""
    return _filled(_Itself(given), record)


class _Itself:
    """A record by which one it is: records hold tables, so they cannot be looked up by what they say."""

    __slots__ = ("of",)

    def __init__(self, of: Any) -> None:
        self.of = of

    def __hash__(self) -> int:
        return id(self.of)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.of is self.of


@lru_cache(maxsize=512)
def _filled(given: _Itself, record: np.dtype[Any]) -> NDArray[Any]:
    made = np.zeros(1, record)
    fill(made[0], given.of)
    return made


def _number(kind: type, name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return [value[word] for word in _words(kind, name)]
    if isinstance(value, str):
        return place(value, _words(kind, name))
    return value


@cache
def _words(kind: type, name: str) -> tuple[str, ...]:
    """The closed list of a field: of its words, or of the words by which its table is kept."""
    hint = _hints(kind)[name]
    bare = get_args(hint)[0] if hasattr(hint, "__metadata__") else hint
    table = get_origin(bare) is not None and issubclass(get_origin(bare), Mapping)
    return words_of(get_args(bare)[0]) if table else words_of(hint)


@cache
def rules_record() -> np.dtype[Any]:
    """The record of all rules of a meeting that compiled code reads."""
    hints = _hints(MeetingRules)
    assert all(is_dataclass(hints[name]) for name in RULES)
    return np.dtype([(name, record_of(hints[name])) for name in RULES], align=True)


SUPPLY: Final = record_of(Supply)
"""What the list looks like so far."""

"""What a setting is measured in, and between which bounds: the marks that the fields of a rule carry.

A rule of the model is a frozen record. Each of its fields says in one place what may stand in it::

    ceiling: Annotated[float, Ge(1), Le(10), Unit("factor")]

The bounds and units below are marks on plain types, so that reading a field costs nothing. The scenario layer has
pydantic read them (:mod:`committee.scenario.scenario`), the manual makes its tables from them, and refusals their
sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Final, TypeVar, get_args

from annotated_types import Ge, Le, MaxLen, MinLen

from committee.errors import Problem, UsageRefused

SMALLEST: Final = 0.01
"""The least of a size that something is divided by. Smaller ones would mean nothing and overflow."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts, as the manual prints it: ``Unit("bid")``."""

    name: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a text may be made of: a regular expression that all of it must match, and the same in words."""

    regex: str
    words: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        """Have pydantic hold a text to it."""
        return {**handler(source), "pattern": self.regex}


class OneOf:
    """A text that is one word of a closed list, where the list is not a whole enumeration."""

    __slots__ = ("words",)

    def __init__(self, *words: str) -> None:
        self.words = tuple(map(str, words))

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        """Have pydantic take these words and no others, as plain text."""
        return {"type": "literal", "expected": list(self.words)}


class AtOdds(ValueError):
    """A value that is fine by itself and does not go with another.

    ``where`` is its place inside the record that refuses it, ``value`` how it reads.
    """

    def __init__(self, allowed: str, *, where: tuple[str | int, ...], value: str) -> None:
        super().__init__(allowed)
        self.where, self.value = where, value


class Whole:
    """A table that has every word of its closed list of keys."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        """Have pydantic refuse a table that lacks one."""
        words = words_of(get_args(source)[0])

        def whole(table: Mapping[str, Any]) -> Mapping[str, Any]:
            missing = [word for word in words if word not in table]
            if missing:
                raise ValueError(f"it lacks {', '.join(missing)}")
            return table

        return {
            "type": "function-after",
            "function": {"type": "no-info", "function": whole},
            "schema": handler(source),
        }


def words_of(kind: Any) -> tuple[str, ...]:
    """The words that a type allows: those of an enumeration or of a :class:`OneOf`; none where it is no closed list."""
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return tuple(word.value for word in kind)
    return next((mark.words for mark in getattr(kind, "__metadata__", ()) if isinstance(mark, OneOf)), ())


_Word = TypeVar("_Word", bound=str)
_Size = TypeVar("_Size")
Table = Annotated[Mapping[_Word, _Size], Whole()]
"""A table with an entry for each word of a closed list: ``Table[Flag, Multiplier]``."""

PLAIN: Final = Pattern(r"^[^\p{Cc}\u2028-\u202e\u2066-\u2069]+$", "on one line, without control characters")
NAME: Final = Pattern(r"^[A-Za-z0-9_.-]+$", "made of unaccented letters, digits, dots, hyphens and underscores")
PATTERNS: Final[Mapping[str, str]] = {pattern.regex: pattern.words for pattern in (PLAIN, NAME)}
"""What each pattern asks for, in words."""

Text = Annotated[str, MinLen(1), MaxLen(300), PLAIN]
Identifier = Annotated[str, MinLen(1), MaxLen(80), NAME]

Share = Annotated[float, Ge(0), Le(1), Unit("share")]
PartShare = Annotated[float, Ge(0), Le(0.99), Unit("share")]
PositiveShare = Annotated[float, Ge(SMALLEST), Le(1), Unit("share")]
Multiplier = Annotated[float, Ge(0), Le(10), Unit("factor")]
PositiveMultiplier = Annotated[float, Ge(SMALLEST), Le(10), Unit("factor")]
Strength = Annotated[float, Ge(0), Le(10), Unit("su")]
Signed = Annotated[float, Ge(-10), Le(10), Unit("su")]
Slope = Annotated[float, Ge(0), Le(5), Unit("su each")]
Score = Annotated[float, Ge(150), Le(300), Unit("score")]
Percent = Annotated[float, Ge(0), Le(100), Unit("of 100")]
Rating = Annotated[float, Ge(1), Le(5), Unit("mean of 5")]
Years = Annotated[float, Ge(0), Le(60), Unit("years")]
Months = Annotated[float, Ge(0), Le(60), Unit("months")]
Seconds = Annotated[float, Ge(15), Le(600), Unit("s")]
Pause = Annotated[float, Ge(0), Le(60), Unit("s")]
Words = Annotated[float, Ge(1), Le(60), Unit("words")]
Capital = Annotated[float, Ge(0), Le(100), Unit("capital")]
Stake = Annotated[float, Ge(SMALLEST), Le(10), Unit("capital")]
Bid = Annotated[float, Ge(-10), Le(10), Unit("bid")]
Stance = Annotated[float, Ge(-2), Le(2), Unit("stance")]
Count = Annotated[int, Ge(0), Le(100), Unit("count")]
Rows = Annotated[int, Ge(0), Le(5000), Unit("rows")]

LARGEST_SEED: Final = (1 << 63) - 1
"""The largest seed that a command or a file can name. Tables hold seeds as signed numbers of 64 bits."""


def seed_span(text: str, place: str) -> range:
    """The seeds that ``A:B`` means, both included; ``place`` says where the text stands.

    Raises :class:`UsageRefused` if it is anything else.
    """
    first, colon, last = text.partition(":")
    digits = all(part.isascii() and part.isdigit() and len(part) < 20 for part in (first, last))
    if not (colon and digits and int(first) <= int(last) <= LARGEST_SEED):
        allowed = "write two whole numbers, the smaller first, such as 1:20"
        raise UsageRefused(Problem(place=place, value=text, allowed=allowed))
    return range(int(first), int(last) + 1)

"""What cells say, worked out once for all rules that agree about it.

The programs of a market read cells by rules that differ in a few numbers only, and most cells have nothing to do with
those. So while cells are read, it is noted which rules were asked. Whoever asks for the same cells under rules of the
same values gets the same answer: the reading has no other source.
"""

from __future__ import annotations

from typing import Any, Final, Generic, TypeVar

from committee.applicants.point import Circumstances

T = TypeVar("T")

_MOST: Final = 1 << 14
"""Readings that are kept. After more of them, everything is forgotten, so that memory stays flat over the years."""


class Derived(Generic[T]):
    """Readings of cells under circumstances of all sorts, for the owner of several tables of cells."""

    def __init__(self) -> None:
        self._values: dict[str, list[object]] = {}
        self._known: dict[object, dict[tuple[str, ...], dict[tuple[int, ...], T]]] = {}
        self._kept = 0

    def number(self, name: str, value: object) -> int:
        """The number of a value among all that a rule has had."""
        values = self._values.setdefault(name, [])
        for number, known in enumerate(values):
            if known is value or known == value:
                return number
        values.append(value)
        return len(values) - 1

    def recall(self, cells: object, under: Under[T]) -> T | None:
        """What was read from these cells under rules that agree with these on all that was asked; None if nothing."""
        for asked, found in self._known.get(cells, {}).items():
            reading = found.get(under.numbers(asked))
            if reading is not None:
                return reading
        return None

    def keep(self, cells: object, asked: tuple[str, ...], under: Under[T], reading: T) -> None:
        """Keep what was read; ``asked`` are the rules that it depends on."""
        if self._kept >= _MOST:
            self._known, self._kept = {}, 0
        self._known.setdefault(cells, {}).setdefault(asked, {})[under.numbers(asked)] = reading
        self._kept += 1


class Under(Generic[T]):
    """The circumstances of one table of cells, with the number of each of their values among all that are known."""

    def __init__(self, derived: Derived[T], at: Circumstances) -> None:
        self._derived, self._at = derived, at
        self._numbers: dict[str, int] = {}

    def numbers(self, asked: tuple[str, ...]) -> tuple[int, ...]:
        """The numbers of these rules' values."""
        return tuple([self._number(name) for name in asked])

    def recall(self, cells: object) -> T | None:
        """As :meth:`Derived.recall`."""
        return self._derived.recall(cells, self)

    def keep(self, cells: object, noted: Noted, reading: T) -> None:
        """As :meth:`Derived.keep`."""
        self._derived.keep(cells, tuple(sorted(noted.asked)), self, reading)

    def _number(self, name: str) -> int:
        if name not in self._numbers:
            of, _, field = name.rpartition(".")
            value = getattr(self._at.rules if of else self._at, field)
            self._numbers[name] = self._derived.number(name, value)
        return self._numbers[name]


class Noted:
    """Circumstances that note which of them are asked: ``year``, ``j1``, ``rules.step_fail``."""

    asked: set[str]
    """What was asked."""

    def __init__(self, of: Any, asked: set[str] | None = None, path: str = "") -> None:
        self._of, self._path = of, path
        self.asked = set() if asked is None else asked

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._of, name)
        if name == "rules":
            return Noted(value, self.asked, "rules.")
        self.asked.add(self._path + name)
        return value

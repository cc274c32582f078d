"""The words that replace the braces of a phrase.

A talking point carries a plain fact (``238``, ``3 years``, ``affiliate_apd, strong``). Said aloud it needs
other words: *three years*, *the APD at the affiliate*. :class:`Words` holds a language's tables for that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

COUNTED = re.compile(r"(\d+) (\S.*)")
"""A detail such as ``3 years``: a count and what is counted."""

TAKES_AN = re.compile(
    r"(?:[aeio]|u(?!s|ni|rol)|h-|hour|honest|honou?r|8|11\b|18\b|(?:mspe|ms|md|lor)\b)(?!ne\b|nce\b)", re.I
)
"""The beginnings that take *an* in English, by sound: *an H-1B*, *an 8*, but *a US letter*, *a one-off*."""


MOST_KEPT: Final = 4096
"""How many details keep their words ready. When there are more, all are worked out again, so memory stays flat."""


class Detail(NamedTuple):
    """A detail taken apart."""

    parts: tuple[str, ...]
    """Its raw parts, the plain fact first."""
    fillings: dict[str, str]
    """What it can put into braces, by field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How a language says details."""

    families: Mapping[str, Mapping[str, str]]
    """The words for each raw detail, by family."""
    tiers: Mapping[str, str]
    """The words for each tier."""
    letters: Mapping[str, str]
    """The names of letters, so that no two of different kinds in one row have the same name."""
    numbers: tuple[str, ...]
    """The words for 0, 1, 2 ... before something that is counted."""
    proper: frozenset[str]
    """Words that keep their capital after a comma."""
    denied: frozenset[str]
    """Words that no utterance may hold, in small letters."""
    alone: frozenset[str] = frozenset()
    """First words, with the mark after them, of bodies that nothing can stand before: *And*, *Yes,*."""
    _details: dict[tuple[str | None, str], Detail] = field(default_factory=dict, repr=False, compare=False)

    def detail(self, family: str | None, raw: str) -> Detail:
        """``raw`` as it is said of ``family``."""
        detail = self._details.get((family, raw))
        if detail is None:
            if len(self._details) >= MOST_KEPT:
                self._details.clear()
            detail = self._details[family, raw] = self._taken_apart(family, raw)
        return detail

    def _taken_apart(self, family: str | None, raw: str) -> Detail:
        raw_parts = parts(raw)
        said = [self.say(family, part) for part in raw_parts]
        fillings: dict[str, str] = {}
        if said:
            for name, words in (
                ("detail", said[0]),
                ("a_detail", with_article(said[0])),
                ("extra", ", ".join(said[1:])),
            ):
                both_spellings(fillings, name, words)
        return Detail(raw_parts, fillings)

    def say(self, family: str | None, raw: str) -> str:
        """``raw``, a part of a detail, as it is said of ``family``; unknown parts are said as they are."""
        table = self.families.get(family, {}) if family else {}
        return table.get(raw) or self._counted(raw)

    def _counted(self, raw: str) -> str:
        counted = COUNTED.fullmatch(raw)
        if not counted:
            return raw.replace("_", " ")
        count, noun = int(counted[1]), counted[2]
        if count == 1 and noun.endswith("s"):
            noun = noun[:-1]
        return f"{self.numbers[count] if count < len(self.numbers) else count} {noun}"


def parts(detail: str) -> tuple[str, ...]:
    """The parts of a detail, the plain fact first: ``3 years, exam_prep`` in either order gives years first.

    A part that begins with a digit is the plain fact; if there is none, the first part is.
    """
    pieces = [" ".join(part.split()) for part in detail.split(",")]
    return tuple(sorted(filter(None, pieces), key=lambda part: not part[0].isdigit()))


def with_article(words: str) -> str:
    """``words`` with *a* or *an* before them, by their sound (``an H-1B``, ``a 238``, ``an 8``)."""
    return f"{'an' if TAKES_AN.match(words) else 'a'} {words}"


def both_spellings(fillings: dict[str, str], name: str, words: str) -> None:
    """Put ``words`` among ``fillings`` under ``name`` and, to begin a sentence, with a capital; nothing if empty."""
    if words:
        fillings[name] = words
        fillings[capital(name)] = capital(words)


def capital(words: str) -> str:
    """``words`` as they begin a sentence."""
    return words[:1].upper() + words[1:]

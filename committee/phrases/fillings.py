"""The words that stand in for the braces of a phrase.

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
"""The openings before which English says *an*, by sound: *an H-1B*, *an 8*, but *a US letter*, *a one-off*."""


MOST_KEPT: Final = 4096
"""Details whose words are kept ready; beyond that they are worked out again, so that memory stays flat."""


class Detail(NamedTuple):
    """A detail taken apart: its raw ``parts``, the plain fact first, and what it gives to braces."""

    parts: tuple[str, ...]
    fillings: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How a language says details.

    ``families`` maps a family to {raw detail: words}, ``tiers`` a tier to words, ``numbers`` holds the words
    for 0, 1, 2 ... as they stand before something counted.
    """

    families: Mapping[str, Mapping[str, str]]
    tiers: Mapping[str, str]
    numbers: tuple[str, ...]
    _details: dict[tuple[str | None, str], Detail] = field(default_factory=dict, repr=False, compare=False)

    def detail(self, family: str | None, raw: str) -> Detail:
        """``raw`` as it is said of ``family``."""
        found = self._details.get((family, raw))
        if found is None:
            if len(self._details) >= MOST_KEPT:
                self._details.clear()
            found = self._details[family, raw] = self._taken_apart(family, raw)
        return found

    def _taken_apart(self, family: str | None, raw: str) -> Detail:
        found = parts(raw)
        said = [self.say(family, part) for part in found]
        known = {"detail": said[0], "a_detail": with_article(said[0]), "extra": ", ".join(said[1:])} if said else {}
        return Detail(found, both_spellings(known))

    def say(self, family: str | None, raw: str) -> str:
        """``raw``, a part of a detail, as it is said of ``family``; unknown parts are said as they stand."""
        table = self.families.get(family, {}) if family else {}
        return table.get(raw) or self._counted(raw)

    def _counted(self, raw: str) -> str:
        found = COUNTED.fullmatch(raw)
        if not found:
            return raw.replace("_", " ")
        count, noun = int(found[1]), found[2]
        if count == 1 and noun.endswith("s"):
            noun = noun[:-1]
        return f"{self.numbers[count] if count < len(self.numbers) else count} {noun}"


def parts(detail: str) -> tuple[str, ...]:
    """The parts of a detail, the plain fact first: ``3 years, exam_prep`` in either order gives years first.

    Where a part begins with a digit it is the plain fact; otherwise the first part is.
    """
    found = [" ".join(part.split()) for part in detail.split(",")]
    found = [part for part in found if part]
    found.sort(key=lambda part: not part[0].isdigit())
    return tuple(found)


def with_article(words: str) -> str:
    """``words`` after the *a* or *an* that its sound asks for (``an H-1B``, ``a 238``, ``an 8``)."""
    return f"{'an' if TAKES_AN.match(words) else 'a'} {words}"


def both_spellings(known: Mapping[str, str]) -> dict[str, str]:
    """``known`` without what is empty, each under its name and, for the opening of a sentence, under its capital."""
    fillings: dict[str, str] = {}
    for name, words in known.items():
        if words:
            fillings[name] = words
            fillings[capital(name)] = capital(words)
    return fillings


def capital(words: str) -> str:
    """``words`` as they open a sentence."""
    return words[:1].upper() + words[1:]

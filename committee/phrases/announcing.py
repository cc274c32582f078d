"""Reading a row out: few enough words that nobody has to wait for the end of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

ANNOUNCED_WORDS: Final = 12
"""The sheet is on the wall, so the reader says at most this many words."""


def announced(facts: Sequence[str]) -> dict[str, str]:
    """The fillings ``row``, ``name`` and ``facts`` of an announcement; those that are missing are left out.

    ``facts`` holds the row's number, the name and then the rest, the most telling first (a single fact is the
    name). Name and facts together keep to :data:`ANNOUNCED_WORDS`: what is too much is left off the end.
    """
    told = [clean for fact in facts if (clean := " ".join(fact.split()).rstrip(".,;:!? "))]
    row, named = (told[0], told[1:]) if len(told) > 1 else ("", told)
    name = " ".join(named[0].split()[:ANNOUNCED_WORDS]) if named else ""
    room = ANNOUNCED_WORDS - len(name.split())
    kept = _within(named[1:], room)
    return {"row": row, "name": name, "facts": ", ".join(kept)}


def short_enough(text: str) -> bool:
    """Whether an announcement keeps to its words."""
    return len(text.split()) <= ANNOUNCED_WORDS


def _within(facts: Sequence[str], room: int) -> list[str]:
    kept: list[str] = []
    for fact in facts:
        room -= len(fact.split())
        if room < 0:
            break
        kept.append(fact)
    return kept

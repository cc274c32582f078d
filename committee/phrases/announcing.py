"""Reading a row aloud, in so few words that nobody has to wait for the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

ANNOUNCED_WORDS: Final = 18
"""The read-out has at most this many words, because the sheet is on the wall."""


def announced(facts: Sequence[str]) -> dict[str, str]:
    """The fillings ``row``, ``name`` and ``facts`` of an announcement; missing ones are left out.

    ``facts`` holds the row's number, the name and then the rest, the most telling first (a single fact is the
    name). Name and facts together have at most :data:`ANNOUNCED_WORDS` words; the last facts are dropped.
    """
    clean = [words for fact in facts if (words := " ".join(fact.split()).rstrip(".,;:!? "))]
    row, named = (clean[0], clean[1:]) if len(clean) > 1 else ("", clean)
    name = " ".join(named[0].split()[:ANNOUNCED_WORDS]) if named else ""
    room = ANNOUNCED_WORDS - len(name.split())
    kept = _within(named[1:], room)
    return {"row": row, "name": name, "facts": ", ".join(kept)}


def _within(facts: Sequence[str], room: int) -> list[str]:
    kept: list[str] = []
    for fact in facts:
        room -= len(fact.split())
        if room < 0:
            break
        kept.append(fact)
    return kept

"""Quoting a sheet's note: cut to a few words, and left out if it says what no utterance may."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Final

QUOTED_WORDS: Final = 10
"""A quotation has at most this many words."""

_SENTENCE: Final = re.compile(r"[.!?](?:\s|$)")
_CLAUSE: Final = re.compile(r"[;:,]")
_WORD: Final = re.compile(r"[\w-]+(?:'\w+)?")


def quotable(note: str, denied: AbstractSet[str]) -> str:
    """The first words of ``note`` in quotation marks; nothing if it is empty or holds a ``denied`` word anywhere."""
    text = " ".join("".join(c if c.isprintable() else " " for c in note.replace('"', "'")).split())
    if not text or denied_in(text, denied):
        return ""
    short = _cut(_SENTENCE.split(text, maxsplit=1)[0])
    return f'"{short}"' if short else ""


def denied_in(text: str, denied: AbstractSet[str]) -> set[str]:
    """The ``denied`` words of ``text``; a genitive counts as its word."""
    return {*denied} & {word.removesuffix("'s") for word in _WORD.findall(text.casefold().replace("\u2019", "'"))}


def _cut(sentence: str) -> str:
    """``sentence`` if it is short enough, else as many whole clauses as fit, else its first words."""
    words = sentence.split()
    if len(words) <= QUOTED_WORDS:
        return sentence.strip(" ,;:-")
    kept = ""
    for clause_end in (match.start() for match in _CLAUSE.finditer(sentence)):
        if len(sentence[:clause_end].split()) <= QUOTED_WORDS:
            kept = sentence[:clause_end]
    return (kept or " ".join(words[:QUOTED_WORDS])).strip(" ,;:-")

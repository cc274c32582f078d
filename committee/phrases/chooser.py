"""Which phrase is said: the most specific that fits, and of those the one unused for the longest.

The choice depends on the sayings so far and on nothing else: no draw, no clock, no hash. The same sayings in
the same order give the same texts. A :class:`Chooser` remembers one meeting; make a new one for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from committee.phrases.announcing import short_enough
from committee.phrases.book import Book, Levels, load
from committee.phrases.phrase import Phrase
from committee.phrases.saying import Saying, fillings_of, scene_of
from committee.terms import Act

RESTED_ROWS: Final = 25
"""A phrase about the very thing is preferred while it has not been heard for this many rows."""

REPEAT_ROWS: Final = 10
"""No wording is heard twice within this many rows as long as anything else fits."""

LONG_AGO: Final = -(10**9)


class Chooser:
    """Puts sayings into words, in one language, for one meeting."""

    def __init__(self, language: str = "english") -> None:
        """Raises InputRefused for a language there is no file for."""
        self._book: Book = load(language)
        self._row_of = [LONG_AGO] * len(self._book.phrases)
        self._turn_of = [0] * len(self._book.phrases)
        self._turn = 0
        self._row = 0
        self._heard: dict[str, int] = {}

    def text(self, saying: Saying) -> str:
        """The words for ``saying``; the phrase chosen is put to rest."""
        fillings = fillings_of(saying, self._book.words)
        levels = self._book.levels(scene_of(saying, fillings, self._book.named_details))
        if saying.act is Act.ANNOUNCE:
            levels = _short_enough(levels, fillings)
        self._forget_before(saying.row)
        phrase, text = self._chosen(levels, saying, fillings)
        self._turn += 1
        self._turn_of[phrase.number] = self._turn
        self._row_of[phrase.number] = saying.row
        self._heard[text] = saying.row
        return text

    def _forget_before(self, row: int) -> None:
        if row != self._row:
            self._row = row
            self._heard = {text: said for text, said in self._heard.items() if row - said <= REPEAT_ROWS}

    def _chosen(self, levels: Levels, saying: Saying, fillings: Mapping[str, str]) -> tuple[Phrase, str]:
        """The first of: a rested phrase about the thing, one not heard for ten rows, any whose words are fresh."""
        to_the_point = [level for level in levels if level[0].is_general == levels[0][0].is_general]
        for rest, allowed in ((RESTED_ROWS, to_the_point), (REPEAT_ROWS, levels)):
            for level in allowed:
                phrase = min(level, key=self._last_turn)
                if saying.row - self._row_of[phrase.number] > rest:
                    return phrase, phrase.filled(fillings)
        every = sorted((phrase for level in levels for phrase in level), key=self._last_turn)
        for phrase in every:
            text = phrase.filled(fillings)
            if text not in self._heard:
                return phrase, text
        return every[0], every[0].filled(fillings)

    def _last_turn(self, phrase: Phrase) -> int:
        return self._turn_of[phrase.number]


def _short_enough(levels: Levels, fillings: Mapping[str, str]) -> Levels:
    """The announcements that say all there is to say and do not run on; the plainest form always stays."""
    kept = (tuple(phrase for phrase in level if short_enough(phrase.filled(fillings))) for level in levels)
    kept_levels = tuple(level for level in kept if level)
    return tuple(level for level in kept_levels if level[0].named == kept_levels[0][0].named)

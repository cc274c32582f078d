"""Which phrase is said: the most specific that fits, and of those the one unused for the longest.

The choice depends only on the sayings so far: no draw, no clock, no hash. The same sayings in
the same order give the same texts. A :class:`Chooser` remembers one meeting; make a new one for each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from committee.phrases.announcing import short_enough
from committee.phrases.book import Book, Level, load
from committee.phrases.saying import Saying, fillings_of, scene_of
from committee.terms import Act

RESTED_ROWS: Final = 25
"""A phrase about the point is preferred if it has not been used for this many rows."""

REPEAT_ROWS: Final = 10
"""No wording comes twice within this many rows as long as another fits."""

LONG_AGO: Final = -(10**9)
"""The row in which a phrase was last used if it never was."""

SIDES: Final = (Act.AGREE, Act.CHALLENGE)
"""Acts that take a side on what was said just before them."""


class Chooser:
    """Puts sayings into words, in one language, for one meeting."""

    def __init__(self, language: str = "english") -> None:
        """Raises InputRefused for a language without a file."""
        self._book: Book = load(language)
        self._row_of = [LONG_AGO] * len(self._book.phrases)
        self._turn_of = [0] * len(self._book.phrases)
        self._turn = 0
        self._row = 0
        self._heard: dict[str, int] = {}
        self._leaning: int | None = None

    def text(self, saying: Saying) -> str:
        """The words for ``saying``. The phrase that was chosen then rests for some rows."""
        self._open(saying.row)
        saying = self._sided(saying)
        book = self._book
        fillings = fillings_of(saying, book.words)
        levels: Sequence[Level] = book.levels(scene_of(saying, fillings, book))
        if saying.act is Act.ANNOUNCE:
            levels = _short_enough(levels, book, fillings)
        number, text = self._chosen(levels, saying.row, fillings)
        self._turn += 1
        self._turn_of[number] = self._turn
        self._row_of[number] = saying.row
        self._heard[text] = saying.row
        return text

    def _open(self, row: int) -> None:
        """At a new row, forget old wordings that no longer matter and which way the talk leaned."""
        if row != self._row:
            self._row = row
            self._leaning = None
            self._heard = {text: said for text, said in self._heard.items() if row - said <= REPEAT_ROWS}

    def _sided(self, saying: Saying) -> Saying:
        """``saying``; if it takes a side, with the valence of what was said before.

        A member agrees with, or challenges, whoever spoke last. The event names no point, but the words depend on the
        side. After a challenge the talk leans the other way.
        """
        if saying.act not in SIDES:
            self._leaning = saying.valence
            return saying
        if saying.valence is None and self._leaning is not None:
            saying = replace(saying, valence=self._leaning)
        if saying.act is Act.CHALLENGE and saying.valence is not None:
            self._leaning = -saying.valence
        return saying

    def _chosen(self, levels: Sequence[Level], row: int, fillings: Mapping[str, str]) -> tuple[int, str]:
        """A phrase's number and words: rested and to the point, else not used for ten rows, else new words."""
        last = self._turn_of.__getitem__
        phrases = self._book.phrases
        for rest in (RESTED_ROWS, REPEAT_ROWS):
            for level in levels:
                if level.to_the_point or rest == REPEAT_ROWS:
                    number = min(level.numbers, key=last)
                    if row - self._row_of[number] > rest:
                        return number, phrases[number].filled(fillings)
        every = sorted((number for level in levels for number in level.numbers), key=last)
        texts = [phrases[number].filled(fillings) for number in every]
        fresh = next((place for place, text in enumerate(texts) if text not in self._heard), 0)
        return every[fresh], texts[fresh]


def _short_enough(levels: Sequence[Level], book: Book, fillings: Mapping[str, str]) -> list[Level]:
    """The announcements that name as much as possible in few enough words; the plainest form always stays."""
    kept: list[Level] = []
    for level in levels:
        short = tuple(number for number in level.numbers if short_enough(book.phrases[number].filled(fillings)))
        if short and (not kept or level.named == kept[0].named):
            kept.append(level._replace(numbers=short))
    return kept

"""Which phrase is said: the most specific that is true and fits the seconds; of those the one unused for the longest.

The choice depends only on the sayings so far: no draw, no clock, no hash. The same sayings in
the same order give the same texts. A :class:`Chooser` remembers one meeting; make a new one for each.

An utterance is a body, and where there is time an opening, a closing or both, which are the speaker's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from committee.phrases.announcing import ANNOUNCED_WORDS
from committee.phrases.book import Book, Level, Shelf, load
from committee.phrases.facts import Fact
from committee.phrases.lengths import Span, outside, span_of
from committee.phrases.phrase import Place
from committee.phrases.saying import Saying, fillings_of, scene_of
from committee.terms import Act

RESTED_ROWS: Final = 25
"""A phrase about the point is preferred if it has not been used for this many rows."""

REPEAT_ROWS: Final = 10
"""No wording comes twice within this many rows as long as another fits."""

BESIDE_ROWS: Final = 8
"""An opening or a closing comes once within this many rows, unless the seconds ask for one."""

LONG_AGO: Final = -(10**9)
"""The row in which a phrase was last used if it never was."""

GOES_ON: Final = (",", ":")
"""How an opening ends if the body goes on in the same sentence."""


class Choice(NamedTuple):
    """What the choice of an utterance's phrases depends on."""

    row: int
    """The row's number."""
    facts: frozenset[Fact]
    """What is so."""
    fillings: Mapping[str, str]
    """What can replace braces."""
    lengths: Mapping[str, int]
    """How many words each filling has."""
    span: Span
    """How many words fit."""


class Chooser:
    """Puts sayings into words, in one language, for one meeting."""

    def __init__(self, language: str = "english") -> None:
        """Raises InputRefused for a language without a folder."""
        self._book: Book = load(language)
        self._row_of = [LONG_AGO] * len(self._book.phrases)
        self._turn_of = [0] * len(self._book.phrases)
        self._turn = 0
        self._row = 0
        self._heard: dict[str, int] = {}

    @property
    def denied(self) -> frozenset[str]:
        """The words that no utterance may hold, in small letters."""
        return self._book.words.denied

    def text(self, saying: Saying) -> str:
        """The words for ``saying``. The phrases that were chosen then rest for some rows."""
        self._open(saying.row)
        book = self._book
        fillings = fillings_of(saying, book.words)
        shelf = book.shelf(scene_of(saying, fillings, book))
        lengths = {name: words.count(" ") + 1 for name, words in fillings.items()}
        at = Choice(saying.row, saying.facts, fillings, lengths, span_of(saying.seconds))
        if saying.act is Act.ANNOUNCE:
            shelf = shelf._replace(levels=tuple(_short_enough(shelf.levels, book, lengths)))
        stake = self._stake(shelf, at)
        number = self._body(shelf, at, stake)
        beside = self._beside(shelf, at, [number] if stake is None else [number, stake])
        text = self._said(number, (beside[0], beside[1], stake), fillings)
        for used in (number, stake, *beside):
            self._use(used, saying.row)
        self._heard[text] = saying.row
        return text

    def _open(self, row: int) -> None:
        """At a new row, forget old wordings that no longer matter."""
        if row != self._row:
            self._row = row
            self._heard = {text: said for text, said in self._heard.items() if row - said <= REPEAT_ROWS}

    def _use(self, number: int | None, row: int) -> None:
        if number is not None:
            self._turn += 1
            self._turn_of[number] = self._turn
            self._row_of[number] = row

    def _words(self, number: int | None, at: Choice) -> int:
        return 0 if number is None else self._book.phrases[number].words(at.lengths)

    def _stake(self, shelf: Shelf, at: Choice) -> int | None:
        """The words for the tier that a stake asks for, which leave a body most of the time; None without a stake."""
        if Fact.STAKED not in at.facts:
            return None
        asks = shelf.beside[Place.STAKE]
        short = [number for number in asks if self._words(number, at) * 3 <= at.span.most]
        return min(short or asks, key=self._turn_of.__getitem__, default=None)

    def _body(self, shelf: Shelf, at: Choice, stake: int | None) -> int:
        """A body's number: true, rested, to the point and of the right length, as far as there is one."""
        taken = self._words(stake, at)
        for rest in (RESTED_ROWS, REPEAT_ROWS):
            for level in shelf.levels:
                if level.to_the_point or rest == REPEAT_ROWS:
                    number = self._rested(level, at, rest, (taken, taken + shelf.reach))
                    if number is not None:
                        return number
        every = [k for level in shelf.levels for k in level.numbers if self._book.phrases[k].presumes <= at.facts]
        return self._least_bad(every, at, taken)

    def _rested(self, level: Level, at: Choice, rest: int, added: tuple[int, int]) -> int | None:
        """The number of the level's phrase unused for the longest, and for ``rest`` rows at least, that fits."""
        least, most = at.span.least - added[1], at.span.most - added[0]
        found, since = None, 0
        latest = at.row - rest
        for number in level.numbers:
            turn = self._turn_of[number]
            if (found is None or turn < since) and self._row_of[number] < latest:
                phrase = self._book.phrases[number]
                if phrase.presumes <= at.facts and least <= phrase.words(at.lengths) <= most:
                    if not turn:
                        return number
                    found, since = number, turn
        return found

    def _least_bad(self, every: Sequence[int], at: Choice, taken: int) -> int:
        """Where nothing fits: what comes nearest in length of what is rested, else what was not heard lately."""
        turns = self._turn_of.__getitem__
        rested = [number for number in every if at.row - self._row_of[number] > REPEAT_ROWS]
        if rested:
            return min(rested, key=lambda number: (outside(self._words(number, at) + taken, at.span), turns(number)))
        oldest = sorted(every, key=turns)
        fresh = [k for k in oldest if self._book.phrases[k].filled(at.fillings) not in self._heard]
        return min(fresh or oldest[:1], key=lambda number: outside(self._words(number, at) + taken, at.span))

    def _beside(self, shelf: Shelf, at: Choice, said: list[int]) -> tuple[int | None, int | None]:
        """The numbers of an opening and of a closing for what is ``said``, where there is room for them."""
        found: dict[Place, int | None] = {Place.OPEN: None, Place.CLOSE: None}
        for place in sorted(found, reverse=self._turn % 2 == 1):
            chosen = found[place] = self._one_beside(shelf.beside[place], at, said)
            if chosen is not None:
                said = [*said, chosen]
        return found[Place.OPEN], found[Place.CLOSE]

    def _one_beside(self, numbers: Sequence[int], at: Choice, said: Sequence[int]) -> int | None:
        """One of ``numbers`` to stand beside what is ``said``; of those that make it long enough, the most rested."""
        words = sum(self._words(number, at) for number in said)
        if words >= at.span.easy:
            return None
        phrases = self._book.phrases
        short = words < at.span.least
        room = (at.span.most if short else at.span.brisk) - words
        latest = at.row - (0 if short else BESIDE_ROWS)
        marks = frozenset[str]().union(*[phrases[other].marks for other in said])
        fitting = [
            number
            for number in numbers
            if (short or self._row_of[number] < latest)
            and phrases[number].presumes <= at.facts
            and phrases[number].words(at.lengths) <= room
            and phrases[number].marks.isdisjoint(marks)
        ]
        needed = at.span.least - words
        enough = [number for number in fitting if self._words(number, at) >= needed] or fitting
        return min(enough, key=self._turn_of.__getitem__, default=None)

    def _said(self, body: int, around: tuple[int | None, int | None, int | None], fillings: Mapping[str, str]) -> str:
        """The whole utterance: an opening, the body, a closing and the tier asked for."""
        phrases = self._book.phrases
        opening, *after = ("" if number is None else phrases[number].filled(fillings) for number in around)
        inner = opening.endswith(GOES_ON)
        spoken = phrases[body].filled_inner(fillings) if inner else phrases[body].filled(fillings)
        return " ".join(part for part in (opening, spoken, *after) if part)


def _short_enough(levels: Sequence[Level], book: Book, lengths: Mapping[str, int]) -> list[Level]:
    """The announcements that name as much as possible in few enough words; the plainest form always stays."""
    kept: list[Level] = []
    for level in levels:
        short = tuple(number for number in level.numbers if book.phrases[number].words(lengths) <= ANNOUNCED_WORDS)
        if short and (not kept or level.named == kept[0].named):
            kept.append(level._replace(numbers=short))
    return kept

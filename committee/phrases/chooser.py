"""Which phrase is said: the most specific that is true and fits the seconds; of those the one unused for the longest.

The choice depends only on the sayings so far: no draw, no clock, no hash. The same sayings in
the same order give the same texts. A :class:`Chooser` remembers one meeting; make a new one for each.

An utterance is a body, and where there is time an opening, a closing or both, which are the speaker's own. What a stake
asks for, and that a rule has somebody speak, is always said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from msgspec.structs import replace

from committee.phrases.announcing import ANNOUNCED_WORDS
from committee.phrases.book import Aside, Body, Book, Level, Shelf, load
from committee.phrases.facts import OWED, TELLS, Fact
from committee.phrases.lengths import Span, outside, span_of
from committee.phrases.saying import Saying, fillings_of, key_of, scene_of
from committee.terms import Act

RESTED_ROWS: Final = 25
"""A phrase about the point is preferred if it has not been used for this many rows."""

REPEAT_ROWS: Final = 10
"""No wording comes twice within this many rows as long as another fits."""

ONCE_ROWS: Final = 60
"""A line of one voice, the director's apart, rests for so many rows more: nobody tells a joke twice in a meeting."""

BESIDE_ROWS: Final = 8
"""An opening or a closing comes once within this many rows, unless the seconds ask for one."""

LONG_AGO: Final = -(10**9)
"""The row in which a phrase was last used if it never was."""

GOES_ON: Final = (",", ":")
"""How an opening ends if the body goes on in the same sentence."""


_TO_THE_POINT: Final = (Act.ASK, Act.REOPEN)
"""Acts that say nothing unless they name their point."""


class Choice(NamedTuple):
    """What the choice of an utterance's phrases depends on."""

    row: int
    """The row's number."""
    facts: frozenset[Fact]
    """What is so."""
    fillings: Mapping[str, str]
    """What can replace braces."""
    span: Span
    """How many words fit."""
    taken: int
    """How many of them the tier asked for takes, and the words for a duty."""


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
        self._told: frozenset[Fact] = frozenset()

    @property
    def denied(self) -> frozenset[str]:
        """The words that no utterance may hold, in small letters."""
        return self._book.words.denied

    def text(self, saying: Saying) -> str:
        """The words for ``saying``. The phrases that were chosen then rest for some rows."""
        self._open(saying.row)
        saying, book = _as_assigned(saying), self._book
        fillings = fillings_of(saying, book.words)
        shelf = book.shelf(key_of(saying, fillings, book), lambda: scene_of(saying, fillings, book))
        if saying.act is Act.ANNOUNCE:
            shelf = shelf._replace(levels=tuple(_short_enough(shelf.levels, fillings)))
        for fact, levels in shelf.bound.items():
            if fact in saying.facts and levels:
                shelf = shelf._replace(levels=levels)
        span = span_of(saying.seconds)
        shelf = shelf._replace(
            openings=_owning(shelf.openings, saying.facts),
            closings=_owning(shelf.closings, saying.facts),
            stakes=_owning(shelf.stakes, saying.facts),
        )
        stake = self._due(shelf.stakes, span.most / 3) if Fact.STAKED in saying.facts else None
        duty = self._due(shelf.duties, span.most / 2) if Fact.ASSIGNED in saying.facts else None
        before = sum(each.words for each in (stake, duty) if each)
        at = Choice(saying.row, saying.facts - self._told, fillings, span, before)
        body = self._body(shelf._replace(levels=self.due_levels(shelf.levels, saying, at.facts)), at)
        opening, closing = self._beside(shelf._replace(openings=()) if duty else shelf, at, body)
        opening = duty or opening
        text = self._said(body, opening, (closing, stake), fillings)
        self._rest(saying.row, body.number, (opening, closing, stake))
        self._heard[text] = saying.row
        self._told = self._told.union(TELLS[fact] for fact in body.presumes if fact in TELLS)
        return text

    def _open(self, row: int) -> None:
        """At a new row, forget old wordings that no longer matter."""
        if row != self._row:
            self._row = row
            self._told = frozenset()
            self._heard = {text: said for text, said in self._heard.items() if row - said <= REPEAT_ROWS}

    def _rest(self, row: int, body: int, asides: Iterable[Aside | None]) -> None:
        """Note that these phrases were used just now."""
        self._turn += 1
        for number in (body, *[aside.number for aside in asides if aside is not None]):
            self._turn_of[number] = self._turn
            self._row_of[number] = row
        if body in self._book.striking:
            self._row_of[body] = row + ONCE_ROWS

    def _due(self, asides: Sequence[Aside], most: float) -> Aside | None:
        """The words for a stake or a duty, which must be said; at most ``most`` of them, so that there is time left."""
        short = [aside for aside in asides if aside.words <= most]
        return min(short or asides, key=self._turn_of_aside, default=None)

    def _turn_of_aside(self, aside: Aside) -> int:
        return self._turn_of[aside.number]

    def _body(self, shelf: Shelf, at: Choice) -> Body:
        """A body: true, rested, to the point and of the right length, as far as there is one."""
        for rest in (ONCE_ROWS, RESTED_ROWS, REPEAT_ROWS):
            for level in shelf.levels:
                if level.to_the_point or rest == REPEAT_ROWS:
                    body = self._rested(level.bodies, at, at.row - rest, at.taken + shelf.reach)
                    if body is not None:
                        return body
        return self._least_bad([body for level in shelf.levels for body in level.bodies], at)

    def due_levels(self, levels: tuple[Level, ...], saying: Saying, facts: frozenset[Fact]) -> tuple[Level, ...]:
        """The bodies that are due: those that own what must be owned; else, where a point is due, those about it.

        A line that would fit anything is no reason to spend capital on, to go back to a row or to ask somebody. A
        proposal names its tier.
        """
        for fact in OWED:
            if fact in facts and (owning := _among(levels, facts, partial(_owns, fact))):
                return owning
        if saying.act is Act.PROPOSE and saying.tier is not None:
            phrases = self._book.phrases
            return _among(levels, facts, lambda body: bool(phrases[body.number].when.tiers)) or levels
        if saying.family is not None and (saying.act in _TO_THE_POINT or Fact.STAKED in facts):
            return _among([level for level in levels if level.to_the_point], facts) or levels
        return levels

    def _rested(self, bodies: Sequence[Body], at: Choice, latest: int, added: int) -> Body | None:
        """The body unused for the longest, and since before the row ``latest``, that is true and fits."""
        row_of, turn_of = self._row_of, self._turn_of
        least, most = at.span.least - added, at.span.most - at.taken
        found, since = None, 0
        for body in bodies:
            number, own_words, said, presumes, unless = body
            if row_of[number] >= latest or (found is not None and turn_of[number] >= since):
                continue
            if (presumes and not presumes <= at.facts) or (unless and not unless.isdisjoint(at.facts)):
                continue
            if least <= (body.words(at.fillings) if said else own_words) <= most:
                found, since = body, turn_of[number]
                if since == 0:
                    break
        return found

    def _least_bad(self, bodies: Sequence[Body], at: Choice) -> Body:
        """Where nothing fits: what comes nearest in length of what is rested, else what was not heard lately."""
        true = [body for body in bodies if _is_so(body, at.facts)]
        true.sort(key=lambda body: self._turn_of[body.number])
        rested = [body for body in true if at.row - self._row_of[body.number] > REPEAT_ROWS]
        phrases = self._book.phrases
        fresh = rested or [k for k in true if phrases[k.number].filled(at.fillings) not in self._heard]
        return min(fresh or true[:1], key=lambda body: outside(body.words(at.fillings) + at.taken, at.span))

    def _beside(self, shelf: Shelf, at: Choice, body: Body) -> tuple[Aside | None, Aside | None]:
        """An opening and a closing for ``body``, where there is room for them."""
        words = body.words(at.fillings) + at.taken
        if words >= at.span.easy:
            return None, None
        marks = self._book.phrases[body.number].marks
        closes_first = self._turn % 2 == 1
        openings = () if self._stands_alone(body) else shelf.openings
        first = self._aside(shelf.closings if closes_first else openings, at, words, marks)
        if first is not None:
            words, marks = words + first.words, marks | first.marks
        second = self._aside(openings if closes_first else shelf.closings, at, words, marks)
        return (second, first) if closes_first else (first, second)

    def _stands_alone(self, body: Body) -> bool:
        """Whether ``body`` begins with a word such as *And* or *Yes,* that nothing can stand before."""
        return self._book.phrases[body.number].template.partition(" ")[0] in self._book.words.alone

    def _aside(self, asides: Sequence[Aside], at: Choice, words: int, marks: frozenset[str]) -> Aside | None:
        """One of ``asides`` to stand beside so many ``words``; of those that make it long enough, the most rested."""
        if words >= at.span.easy:
            return None
        row_of = self._row_of
        short = words < at.span.least
        room = (at.span.most if short else at.span.brisk) - words
        latest = at.row if short else at.row - BESIDE_ROWS
        fitting = [
            aside
            for aside in asides
            if aside.words <= room and (short or row_of[aside.number] < latest) and marks.isdisjoint(aside.marks)
        ]
        needed = at.span.least - words
        enough = [aside for aside in fitting if aside.words >= needed] if short else fitting
        return min(enough or fitting, key=self._turn_of_aside, default=None)

    def _said(
        self, body: Body, opening: Aside | None, after: Sequence[Aside | None], fillings: Mapping[str, str]
    ) -> str:
        """The whole utterance: an opening, the body, a closing and the tier asked for."""
        phrases = self._book.phrases
        phrase = phrases[body.number]
        if opening is None:
            text = phrase.filled(fillings)
        else:
            first = phrases[opening.number].template
            spoken = phrase.filled_inner(fillings) if first.endswith(GOES_ON) else phrase.filled(fillings)
            text = f"{first} {spoken}"
        for aside in after:
            if aside is not None:
                text = f"{text} {phrases[aside.number].template}"
        return text


def _is_so(phrase: Body | Aside, facts: frozenset[Fact]) -> bool:
    """Whether all holds that ``phrase`` takes for granted, and nothing that rules it out."""
    return phrase.presumes <= facts and phrase.unless.isdisjoint(facts)


def _owns(fact: Fact, phrase: Body | Aside) -> bool:
    return fact in phrase.presumes


def _owning(asides: Sequence[Aside], facts: frozenset[Fact]) -> tuple[Aside, ...]:
    """Those of ``asides`` that are so; where something must be owned, those that own it."""
    so = tuple([aside for aside in asides if _is_so(aside, facts)])
    for fact in OWED:
        if fact in facts and (owning := tuple([aside for aside in so if _owns(fact, aside)])):
            return owning
    return so


def _among(
    levels: Sequence[Level], facts: frozenset[Fact], wanted: Callable[[Body], bool] = lambda _: True
) -> tuple[Level, ...]:
    """The levels with those of their bodies that are so and ``wanted``, without levels that are then empty."""
    kept = (
        level._replace(bodies=tuple([body for body in level.bodies if wanted(body) and _is_so(body, facts)]))
        for level in levels
    )
    return tuple([level for level in kept if level.bodies])


def _as_assigned(saying: Saying) -> Saying:
    """Whoever has to speak says so first, so even after the director has moved on they say the point like any other."""
    if saying.act is not Act.REOPEN or Fact.ASSIGNED not in saying.facts:
        return saying
    return replace(saying, act=Act.CONCERN if saying.valence == -1 else Act.VOUCH)


def _short_enough(levels: Sequence[Level], fillings: Mapping[str, str]) -> list[Level]:
    """The announcements that name as much as possible in few enough words; the plainest form always stays."""
    kept: list[Level] = []
    for level in levels:
        if not kept or level.named == kept[0].named:
            short = tuple([body for body in level.bodies if body.words(fillings) <= ANNOUNCED_WORDS])
            if short:
                kept.append(level._replace(bodies=short))
    return kept

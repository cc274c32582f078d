"""A language's phrases, read from its files once, checked, and arranged for quick choosing.

A language with faults is refused as a whole, with a sentence for each fault
(:class:`committee.errors.InputRefused`). This folder's README describes the files.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from committee.errors import InputRefused, Problem, nearest
from committee.phrases.facts import Fact
from committee.phrases.fillings import Words
from committee.phrases.phrase import DUTIES, Phrase, Place, Scene
from committee.phrases.reading import read_book
from committee.terms import Act, Role


class Body(NamedTuple):
    """What the choice among bodies needs of a phrase."""

    number: int
    """The phrase's number."""
    own_words: int
    """How many words it has outside the braces."""
    said: tuple[str, ...]
    """The fields in its braces."""
    presumes: frozenset[Fact]
    """What it takes for granted."""
    unless: frozenset[Fact]
    """What must not be so."""

    def words(self, fillings: Mapping[str, str]) -> int:
        """How many words it has with these fillings."""
        if not self.said:
            return self.own_words
        return self.own_words + sum([fillings[name].count(" ") + 1 for name in self.said])


class Aside(NamedTuple):
    """What the choice among openings, closings, stakes or duties needs of a phrase."""

    number: int
    """The phrase's number."""
    words: int
    """How many words it has."""
    marks: frozenset[str]
    """What would sound like an echo beside the same in another phrase."""
    presumes: frozenset[Fact]
    """What it takes for granted."""
    unless: frozenset[Fact]
    """What must not be so."""


class Level(NamedTuple):
    """Bodies that fit a scene equally well."""

    bodies: tuple[Body, ...]
    """The bodies, in the order of the files."""
    named: int
    """How many of the fields in :data:`committee.phrases.phrase.NAMED` they say."""
    to_the_point: bool
    """Whether they are as much about the point as the best phrases are; other phrases would fit anything."""


class Shelf(NamedTuple):
    """Everything that fits a scene, facts and length aside."""

    levels: tuple[Level, ...]
    """The bodies, the most specific first."""
    openings: tuple[Aside, ...]
    """What can stand before a body."""
    closings: tuple[Aside, ...]
    """What can stand after a body."""
    stakes: tuple[Aside, ...]
    """What says aloud which tier a stake asks for."""
    duties: tuple[Aside, ...]
    """What says aloud that a rule has the speaker speak."""
    reach: int
    """The most words that an opening and a closing can add."""
    bound: Mapping[Fact, tuple[Level, ...]]
    """The bodies for a speaker whom a rule of the meeting binds, by the fact that says so; empty where there are none.

    No others have them, so ``levels`` leaves out those that were written for such a speaker.
    """


@dataclass(frozen=True, kw_only=True)
class Book:
    """All phrases of one language."""

    language: str
    """The language's name."""
    words: Words
    """How the language says details."""
    voices: Mapping[Role, tuple[str, ...]]
    """The voices of each role, in the order in which its members take them."""
    phrases: tuple[Phrase, ...]
    """The phrases in the order of the files; ``phrases[k].number`` is k."""
    by_act: Mapping[Act, tuple[Phrase, ...]]
    """The phrases for each act."""
    named_details: frozenset[str]
    """The parts of raw details that some phrase asks for; other details do not affect which phrases fit."""
    striking: frozenset[int]
    """The numbers of the bodies that belong to one voice, the director's apart: said twice, they would be noticed."""
    _shelves: dict[Hashable, Shelf] = field(default_factory=dict, repr=False)

    def voice(self, role: Role, order: int) -> str:
        """The voice of the member who is number ``order`` (from 0) among those of ``role``; they come round again."""
        voices = self.voices.get(role, ())
        return voices[order % len(voices)] if voices else ""

    def shelf(self, key: Hashable, scene: Callable[[], Scene]) -> Shelf:
        """What fits ``scene``; worked out once for each ``key``, which stands for the scene, then looked up."""
        shelf = self._shelves.get(key)
        if shelf is None:
            shelf = self._shelves[key] = self.fitting(scene())
        return shelf

    def fitting(self, scene: Scene) -> Shelf:
        """What fits ``scene``."""
        fitting = [phrase for phrase in self.by_act[scene.act] if phrase.fits(scene)]
        openings, closings, stakes, duties = (_asides(fitting, place) for place in _BESIDE)
        reach = sum(max((aside.words for aside in asides), default=0) for asides in (openings, closings))
        bodies = [phrase for phrase in fitting if phrase.place is Place.BODY]
        levels = _ranked([phrase for phrase in bodies if phrase.presumes.isdisjoint(DUTIES)])
        bound = {fact: _ranked(_bound(bodies, fact)) for fact in DUTIES}
        return Shelf(levels, openings, closings, stakes, duties, reach, bound)


_BESIDE: Final = (Place.OPEN, Place.CLOSE, Place.STAKE, Place.DUTY)


def _asides(phrases: Sequence[Phrase], place: Place) -> tuple[Aside, ...]:
    return tuple(
        Aside(phrase.number, phrase.own_words, phrase.marks, phrase.presumes, phrase.unless)
        for phrase in phrases
        if phrase.place is place
    )


def _bound(bodies: Sequence[Phrase], fact: Fact) -> list[Phrase]:
    """The bodies for a speaker of whom ``fact`` is so. An assigned turn names its point, if there are words for it."""
    written = [phrase for phrase in bodies if fact in phrase.presumes]
    if fact is not Fact.ASSIGNED:
        return written
    return [phrase for phrase in bodies if phrase.names_its_point] or written


def _ranked(bodies: list[Phrase]) -> tuple[Level, ...]:
    """``bodies`` by how specific they are, the most specific first."""
    if not bodies:
        return ()
    by_rank: dict[int, list[Phrase]] = {}
    for phrase in bodies:
        by_rank.setdefault(phrase.rank, []).append(phrase)
    ranked = [by_rank[rank] for rank in sorted(by_rank, reverse=True)]
    best = ranked[0][0]
    return tuple(
        Level(
            bodies=tuple(Body(each.number, each.own_words, each.said, each.presumes, each.unless) for each in level),
            named=level[0].named,
            to_the_point=level[0].is_general == best.is_general,
        )
        for level in ranked
    )


def languages() -> tuple[str, ...]:
    """The names of the languages that have a folder."""
    return tuple(sorted(entry.name for entry in files(__package__).iterdir() if (entry / "words.toml").is_file()))


@cache
def load(language: str) -> Book:
    """The book of ``language``, read at the first call. Raises InputRefused for a language without a folder."""
    known = languages()
    if language not in known:
        raise InputRefused(
            Problem(
                place="language",
                value=language,
                allowed=f"there are phrases in {', '.join(known)}",
                nearest=nearest(language, known),
            )
        )
    folder = files(__package__).joinpath(language)
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return book_of({f"{language}/{name}": folder.joinpath(name).read_text(encoding="utf-8") for name in names})


def book_of(texts: Mapping[str, str]) -> Book:
    """The book written in ``texts`` (TOML), by the name of the file. Raises InputRefused naming every fault found."""
    parts: dict[str, Mapping[str, object]] = {}
    for place, text in texts.items():
        try:
            parts[place] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise InputRefused(Problem(place=place, allowed=f"this is not TOML: {error}")) from None
    words, voices, phrases = read_book(parts)
    return Book(
        language=next(iter(texts), "").partition("/")[0].removesuffix(".toml"),
        words=words,
        voices=voices,
        phrases=phrases,
        by_act={act: tuple(phrase for phrase in phrases if phrase.act is act) for act in Act},
        named_details=frozenset(part for phrase in phrases for part in phrase.when.details),
        striking=frozenset(each.number for each in phrases if each.when.voices - set(voices.get(Role.DIRECTOR, ()))),
    )

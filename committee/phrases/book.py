"""A language's phrases, read from its file once, checked, and arranged for quick choosing.

A file with faults is refused as a whole, with a sentence for each fault (:class:`committee.errors.InputRefused`).
This folder's README describes the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from committee.errors import InputRefused, Problem, nearest
from committee.phrases.fillings import Words
from committee.phrases.phrase import Phrase, Scene
from committee.phrases.reading import read_book
from committee.terms import Act


class Level(NamedTuple):
    """Phrases that fit a scene equally well."""

    numbers: tuple[int, ...]
    """Their numbers, in the order of the file."""
    named: int
    """How many of the fields in :data:`committee.phrases.phrase.NAMED` they say."""
    to_the_point: bool
    """Whether they are as much about the point as the best phrases are; other phrases would fit anything."""


@dataclass(frozen=True, kw_only=True)
class Book:
    """All phrases of one language."""

    language: str
    """The language's name."""
    words: Words
    """How the language says details."""
    phrases: tuple[Phrase, ...]
    """The phrases in the order of the file; ``phrases[k].number`` is k."""
    by_act: Mapping[Act, tuple[Phrase, ...]]
    """The phrases for each act."""
    named_details: frozenset[str]
    """The parts of raw details that some phrase asks for; other details do not affect which phrases fit."""
    _levels: dict[Scene, tuple[Level, ...]] = field(default_factory=dict, repr=False)

    def levels(self, scene: Scene) -> tuple[Level, ...]:
        """The phrases that fit ``scene``, the most specific first; worked out once, then looked up."""
        levels = self._levels.get(scene)
        if levels is None:
            levels = self._levels[scene] = self._ranked(scene)
        return levels

    def _ranked(self, scene: Scene) -> tuple[Level, ...]:
        by_rank: dict[int, list[Phrase]] = {}
        for phrase in self.by_act[scene.act]:
            if phrase.fits(scene):
                by_rank.setdefault(phrase.rank, []).append(phrase)
        ranked = [by_rank[rank] for rank in sorted(by_rank, reverse=True)]
        best = ranked[0][0]
        return tuple(
            Level(
                numbers=tuple(phrase.number for phrase in level),
                named=level[0].named,
                to_the_point=level[0].is_general == best.is_general,
            )
            for level in ranked
        )


def languages() -> tuple[str, ...]:
    """The names of the languages that have a file."""
    folder = files(__package__)
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


@cache
def load(language: str) -> Book:
    """The book of ``language``, read at the first call. Raises InputRefused for a language without a file."""
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
    text = files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return book_of(text, place=f"{language}.toml")


def book_of(text: str, *, place: str) -> Book:
    """The book written in ``text`` (TOML). Raises InputRefused naming every fault found, with ``place``."""
    try:
        data: Mapping[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputRefused(Problem(place=place, allowed=f"this is not TOML: {error}")) from None
    words, phrases = read_book(data, place)
    return Book(
        language=place.removesuffix(".toml"),
        words=words,
        phrases=phrases,
        by_act={act: tuple(phrase for phrase in phrases if phrase.act is act) for act in Act},
        named_details=frozenset(part for phrase in phrases for part in phrase.when.details),
    )

"""How an outcome of an experiment is registered, and what is known of it.

:mod:`committee.experiments.design.outcomes` has those that come with the package, and says how to add one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import nan
from typing import Any, Final, TypeVar

import numpy as np
from msgspec import Struct, structs
from numpy.typing import NDArray

from committee.measures.tally import Tally
from committee.measures.years import YearsTally

Pool = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""Sums of the parts, shape (..., parts), to values of shape (...)."""

F = TypeVar("F", bound=Callable[..., Any])


class Context(Struct, frozen=True):
    """What an outcome may look at besides the meeting's own tally."""

    base: Tally | None = None
    """The meeting at the first design point with the same seed; None if it is not known."""
    talked: bool = True
    """Whether there was a meeting; a ranking by a null has rows and a list, and no talk."""


ALONE: Final = Context()


class Outcome(Struct, frozen=True, kw_only=True):
    """One number of a meeting, by a name."""

    name: str
    """Its name, with its word if it has one: ``place.img_a``."""
    title: str
    """What it is, in words."""
    unit: str
    """What it is counted in."""
    kind: str = "mean"
    """``mean``, ``share``, ``ratio`` or ``pooled``."""
    better: str = ""
    """``higher`` or ``lower`` if one of them is better; empty if that is nobody's to say."""
    row: str = ""
    """The id of the row that it is about; empty if it is about the meeting."""
    parts: tuple[str, ...] = ()
    """What a ratio or a pooled outcome is made of; each is a column ``NAME#part`` of the results."""
    pool: Pool | None = None
    """The function of the sums of the parts, if it is pooled. With a word, a registered one takes it first."""
    function: Callable[..., Any]
    """Of the tally; of the base's tally too, if ``against_base``. It gives the value, or the parts."""
    against_base: bool = False
    """Whether it compares the meeting with that of the base."""
    of_talk: bool = True
    """Whether it says something of the talk, which a null has none of."""
    of_years: bool = False
    """Whether it counts some years of a market, and not one meeting."""

    def counted(self, tally: Tally | YearsTally, context: Context = ALONE) -> tuple[float, ...]:
        """The value, then the parts. A value is nan where there is none: no talk, no base, or no such row.

        A pooled outcome has no value in one meeting; its parts have.
        """
        none = (nan,) * (1 + len(self.parts))
        if (self.of_talk and not context.talked) or (self.against_base and context.base is None):
            return none
        if self.row and self.row not in tally.rows["id"]:
            return none
        found = self.function(tally, context.base) if self.against_base else self.function(tally)
        if not self.parts:
            return (float(found),)
        parts = [float(part) for part in found]
        return (float(ratio(np.array(parts))) if self.kind == "ratio" else nan, *parts)


def ratio(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """(events / of) / (events against / of against), the four along the last axis; nan where a count of them is 0."""
    events, of, against, of_against = np.moveaxis(np.where(sums > 0.0, sums, nan), -1, 0)
    return np.asarray((events / of) / (against / of_against))


class Registered(Struct, frozen=True, kw_only=True):
    """A name that can be asked for, or a family of names that end in a word."""

    head: str
    """The name, without its word."""
    word: str
    """What the word is: ``ID``, ``KIND`` or ``FACTOR``; empty if there is none."""
    words: tuple[str, ...]
    """The words that can be asked for; empty for ids, which the scenario has."""
    make: Outcome
    """The outcome. With a word, its title has a place for it and its function takes it as the last argument."""

    @property
    def pattern(self) -> str:
        """The name as a list shows it: ``place.ID``."""
        return f"{self.head}.{self.word}" if self.word else self.head

    def named(self, word: str) -> Outcome:
        """The outcome of this word."""
        made = self.make
        if not self.word:
            return made
        of_word: Any = made.pool
        return structs.replace(
            made,
            name=f"{self.head}.{word}",
            title=made.title.format(word),
            row=word if self.word == "ID" else "",
            pool=partial(of_word, word) if of_word is not None else None,
            function=partial(made.function, word=word),
        )


_REGISTRY: Final[dict[str, Registered]] = {}


def outcome(name: str, *, title: str, words: Sequence[str] = (), **fields: Any) -> Callable[[F], F]:
    """Register a function of a tally as an outcome.

    Parameters
    ----------
    name
        What an experiment calls it. ``seconds.ID`` stands for one name a row; the function then takes the row's id as a
        second argument, ``word``.
    title
        What it is, in words; with a word, ``{}`` is its place.
    words
        The words, if they are not ids of rows.
    fields
        Other fields of :class:`Outcome`: ``unit``, and what differs from a mean.
    """
    head, _, word = name.partition(".")

    def register(function: F) -> F:
        made = Outcome(name=name, title=title, function=function, **fields)
        _REGISTRY[_key(head, word)] = Registered(head=head, word=word, words=tuple(words), make=made)
        return function

    return register


def registered() -> list[Registered]:
    """Every outcome that there is, in the order in which they were registered."""
    return list(_REGISTRY.values())


def found(head: str, word: str) -> Registered | None:
    """The outcome of this name, with a word or without one; None if there is none."""
    return _REGISTRY.get(_key(head, word))


def _key(head: str, word: str) -> str:
    """``ranked`` and ``ranked.ID`` are two outcomes."""
    return f"{head}." if word else head

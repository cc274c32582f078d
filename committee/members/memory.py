"""Ghosts: the residents this program has had, and how they come to mind.

An :class:`Episode` is a past resident: when, with which traits, how it went. A row calls it to mind by the
traits they share, never by name, school or country; vividness and age decide how strongly; bad weighs
more than good. What is recalled makes the shared flags dearer (or cheaper) to its holder, and moves the
holder's stance a little toward everybody of that background. Spoken, it does the same to those who listen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le
from msgspec import Struct

from committee.terms import Flag, Kind, Visa
from committee.units import (
    SMALLEST,
    Identifier,
    Multiplier,
    OneOf,
    PartShare,
    Share,
    Stance,
    Strength,
    Text,
    Unit,
)

Trait = Annotated[str, OneOf(*Flag, Visa.J1, Visa.H1B, *Kind)]
"""What memory compares: flags, visa kinds and applicant kinds; never a name, a school or a country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A past resident as the room remembers them."""

    id: Identifier
    """The episode's name in recordings."""
    year: Annotated[int, Ge(1950), Le(2100), Unit("year")]
    """When it happened. The longer ago, the weaker."""
    traits: tuple[Trait, ...]
    """The flags, visa kinds and applicant kinds by which a row is like it."""
    outcome: Annotated[float, Ge(-1), Le(1), Unit("-1 to 1")]
    """How it went, from -1 (badly wrong) to 1."""
    vividness: Share
    """How vividly it is remembered as the meeting opens. More of it: a stronger ghost."""
    holders: tuple[Identifier, ...]
    """The ids of the members who remember it. An empty list means everybody."""
    witnessed: tuple[Identifier, ...]
    """The ids of those holders who saw it happen. The others count it as hearsay."""
    label: Text
    """How it is told: a noun phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryRules:
    """How memory works."""

    tau: Annotated[float, Ge(SMALLEST), Le(100), Unit("years")]
    """The years that halve a memory. More of it: old residents weigh longer."""
    bad: Multiplier
    """The scale of bad outcomes."""
    good: Multiplier
    """The scale of good outcomes."""
    hearsay: Share
    """What a memory counts that its holder did not witness."""
    other_img: Share
    """How alike the two kinds of graduates from abroad are. More of it: one kind's residents mark the other."""
    us: Share
    """How alike any other two backgrounds are."""
    background: Stance
    """How far a fully alike background moves a stance by itself."""
    ghost_most: Multiplier
    """The most that ghosts make a flag dearer, as a share of it."""
    ghost_least: PartShare
    """The most that ghosts make a flag cheaper, as a share of it."""
    noticed: Strength
    """The least weight of a recall that is told as an event."""
    spoken: Share
    """How much of a spoken ghost reaches a listener who trusts the speaker fully."""
    vivid_spoken: Share
    """What naming an episode adds to its vividness, of what is left to 1."""
    vivid_silent: Share
    """What recalling it in silence adds, of what is left to 1."""


class Ghost(Struct, frozen=True, kw_only=True, gc=False):
    """An episode called to mind by a row, for one member.

    ``weight`` is signed (below 0 speaks against the row) and is what the episode adds to the ghost of each
    shared flag with the sign turned; ``drift`` is what it moves the stance by; ``traits`` are those that matched.
    """

    episode: str
    traits: tuple[str, ...]
    weight: float
    drift: float


def faded(age: float, tau: float) -> float:
    """What age leaves of a memory: 1 / (1 + age / tau), years both, age below 0 counts as 0."""
    return 1.0 / (1.0 + max(0.0, age) / tau)


def background_likeness(episode: Episode, kind: Kind, rules: MemoryRules) -> float:
    """How alike the training backgrounds are, in [0, 1]; an episode that names no kind is like nobody."""
    kinds = [trait for trait in episode.traits if trait in _KINDS]
    if kind.value in kinds:
        return 1.0
    if not kinds:
        return rules.us
    both_img = kind.is_img and any(Kind(trait).is_img for trait in kinds)
    return rules.other_img if both_img else rules.us


_KINDS = frozenset(kind.value for kind in Kind)


def shared_traits(episode: Episode, traits: Iterable[str]) -> tuple[str, ...]:
    """The flags and visa kinds that the row and the episode share, in the order of the episode."""
    present = frozenset(traits)
    return tuple(trait for trait in episode.traits if trait in present and trait not in _KINDS)


def strength(episode: Episode, vividness: float, age: float, rules: MemoryRules) -> float:
    """How strongly the episode speaks, signed as its outcome."""
    scale = rules.bad if episode.outcome < 0.0 else rules.good
    return episode.outcome * scale * vividness * faded(age, rules.tau)


def likeness(episode: Episode, row: RowTraits, rules: MemoryRules) -> Likeness | None:
    """How a row is like a past resident, whoever remembers them; None where nothing matches."""
    shared = shared_traits(episode, row.traits)
    kinds = tuple(trait for trait in episode.traits if trait == row.kind.value)
    if not shared and not kinds:
        return None
    distinctive = sum(1 for trait in episode.traits if trait not in _KINDS)
    alike = background_likeness(episode, row.kind, rules)
    return Likeness(
        episode=episode,
        traits=shared + kinds,
        match=alike * len(shared) / distinctive if distinctive else 0.0,
        drift=rules.background * alike if kinds else 0.0,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """A row's likeness to an episode: the matched traits, how well they match, and the pull on the stance itself."""

    episode: Episode
    traits: tuple[str, ...]
    match: float
    drift: float


class RowTraits(Struct, frozen=True, kw_only=True, gc=False):
    """What memory compares: the kind, and the flags and visa of the row."""

    kind: Kind
    traits: tuple[str, ...]


_VISA_TRAITS = frozenset({"h1b", "j1"})


def haunted_flags(traits: Sequence[str]) -> tuple[Flag, ...]:
    """The flags that a ghost with these matched traits makes dearer: a visa kind haunts the visa."""
    flags = [Flag.VISA if trait in _VISA_TRAITS else Flag(trait) for trait in traits if trait not in _KINDS]
    return tuple(dict.fromkeys(flags))


def ghosts_by_flag(ghosts: Sequence[Ghost], rules: MemoryRules) -> Mapping[Flag, float]:
    """How much dearer each flag is: the ghosts' weights with the sign turned, summed and kept in bounds."""
    total: dict[Flag, float] = {}
    for ghost in ghosts:
        for flag in haunted_flags(ghost.traits):
            total[flag] = total.get(flag, 0.0) - ghost.weight
    return {flag: bounded(value, rules) for flag, value in total.items()}


def bounded(value: float, rules: MemoryRules) -> float:
    """A ghost's multiplier kept between ``-ghost_least`` and ``ghost_most``."""
    return max(-rules.ghost_least, min(value, rules.ghost_most))

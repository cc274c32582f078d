"""Ghosts: the residents this program has had, and how they come to mind.

An :class:`Episode` is a past resident: when they came, with which traits, and how it went. A row brings one to mind by
the traits they share, never by name, school or country. Vividness and age decide how strongly, and bad weighs more than
good. A recall makes the shared flags count more (or less) with its holder. It also moves the holder's stance a little
toward everybody of that background. If the holder speaks of it, it does the same to those who listen.
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
    """The flags, visa kinds and applicant kinds by which a row resembles it."""
    outcome: Annotated[float, Ge(-1), Le(1), Unit("-1 to 1")]
    """How it went, from -1 (badly wrong) to 1."""
    vividness: Share
    """How vivid the memory is when the meeting opens. More of it: a stronger ghost."""
    holders: tuple[Identifier, ...]
    """The ids of the members who remember it. An empty list means everybody."""
    witnessed: tuple[Identifier, ...]
    """The ids of the holders who saw it happen. For the others it is hearsay."""
    label: Text
    """What members call it: a noun phrase."""


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
    """How alike the two kinds of graduates from abroad are. More of it: residents of each kind mark the other."""
    us: Share
    """How alike any other two backgrounds are."""
    background: Stance
    """How far a background that is fully alike moves a stance by itself."""
    ghost_most: Multiplier
    """The most that ghosts add to a flag, as a share of it."""
    ghost_least: PartShare
    """The most that ghosts take off a flag, as a share of it."""
    noticed: Strength
    """The least weight of a recall that becomes an event."""
    spoken: Share
    """How much of a spoken ghost reaches a listener who trusts the speaker fully."""
    vivid_spoken: Share
    """What naming an episode adds to its vividness, of what is left to 1."""
    vivid_silent: Share
    """What recalling it in silence adds, of what is left to 1."""


class Ghost(Struct, frozen=True, kw_only=True, gc=False):
    """An episode that a row brings to one member's mind."""

    episode: str
    """The episode's id."""
    traits: tuple[str, ...]
    """The traits that matched."""
    weight: float
    """How much it weighs; below 0, it speaks against the row. With its sign turned, each shared flag gets it on top."""
    drift: float
    """How far it moves the stance."""


def faded(age: float, tau: float) -> float:
    """What age leaves of a memory: 1 / (1 + age / tau), both in years. An age below 0 counts as 0."""
    return 1.0 / (1.0 + max(0.0, age) / tau)


def background_likeness(episode: Episode, kind: Kind, rules: MemoryRules) -> float:
    """How alike the training backgrounds are, in [0, 1]. An episode that names no kind counts as another background."""
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
    """How a row resembles a past resident, whoever remembers them; None if nothing matches."""
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
    """How a row resembles a past resident."""

    episode: Episode
    """The past resident."""
    traits: tuple[str, ...]
    """The traits that matched."""
    match: float
    """How well the flags and the visa match, in [0, 1]."""
    drift: float
    """How far the background pulls the stance itself, for a memory of strength 1."""


class RowTraits(Struct, frozen=True, kw_only=True, gc=False):
    """What memory compares of a row."""

    kind: Kind
    """The applicant's kind."""
    traits: tuple[str, ...]
    """The flags and the visa."""


_VISA_TRAITS = frozenset({"h1b", "j1"})


def haunted_flags(traits: Sequence[str]) -> tuple[Flag, ...]:
    """The flags that a ghost with these matched traits weighs on. A visa kind weighs on the visa flag."""
    flags = [Flag.VISA if trait in _VISA_TRAITS else Flag(trait) for trait in traits if trait not in _KINDS]
    return tuple(dict.fromkeys(flags))


def ghosts_by_flag(ghosts: Sequence[Ghost], rules: MemoryRules) -> Mapping[Flag, float]:
    """What ghosts add to each flag, as a share of it: their weights with the sign turned, summed and bounded."""
    total: dict[Flag, float] = {}
    for ghost in ghosts:
        for flag in haunted_flags(ghost.traits):
            total[flag] = total.get(flag, 0.0) - ghost.weight
    return {flag: bounded(value, rules) for flag, value in total.items()}


def bounded(value: float, rules: MemoryRules) -> float:
    """A ghost's multiplier kept between ``-ghost_least`` and ``ghost_most``."""
    return max(-rules.ghost_least, min(value, rules.ghost_most))

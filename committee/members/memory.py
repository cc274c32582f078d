"""Ghosts: the residents this programme has had, and how they come to mind.

An :class:`Episode` is a past resident: when, with which traits, how it went. A row calls it to mind by the
traits they share, never by name, school or country; vividness and age decide how strongly; bad weighs
more than good. What is recalled makes the shared flags dearer (or cheaper) to its holder, and moves the
holder's stance a little towards everybody of that background. Spoken, it does the same to those who listen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec import Struct

from committee.terms import Flag, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A past resident as the room remembers them.

    ``outcome`` is in [-1, 1] (-1 went badly wrong), ``vividness`` in [0, 1]; ``traits`` are flags, visa kinds and
    applicant kinds; ``holders`` are member ids, or empty for everybody; ``witnessed`` of them saw it themselves.
    ``label`` is how it is told, a noun phrase.
    """

    id: str
    year: int
    traits: tuple[str, ...]
    outcome: float
    vividness: float
    holders: tuple[str, ...]
    witnessed: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryRules:
    """How memory works.

    ``tau`` years halve a memory; ``bad`` and ``good`` scale the two valences; ``hearsay`` scales what was not
    witnessed; ``other_img`` and ``us`` are the likeness of another background; ``background`` the stance moved by a
    fully alike background; ``noticed`` the weight from which a recall is told; ``spoken`` how much of a ghost
    passes to a listener, ``vivid_spoken`` and ``vivid_silent`` what a recall adds to vividness.
    """

    tau: float
    bad: float
    good: float
    hearsay: float
    other_img: float
    us: float
    background: float
    ghost_most: float
    ghost_least: float
    noticed: float
    spoken: float
    vivid_spoken: float
    vivid_silent: float


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

"""Ghosts: the residents this program has had, and how they come to mind.

An :class:`Episode` is a past resident: when they came, with which traits, and how it went. A row brings one to mind by
the traits they share, never by name, school or country. Some come more easily than others: the vivid, the recent, those
most like the row, and those who went badly. What acts on a flag is the mean of their outcomes, weighted by that ease,
with nobody in particular among them. It makes the flag dearer or cheaper for the member. The mean of everybody of a
background also moves the member's stance a little. If a member speaks of a ghost, it joins what is in the listeners'
minds, and their mean is taken anew.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from annotated_types import Ge, Le
from msgspec import Struct, structs

from committee.members.reading import bend
from committee.terms import Flag, Kind, Visa
from committee.units import (
    SMALLEST,
    Identifier,
    Multiplier,
    OneOf,
    PositiveMultiplier,
    Share,
    Stance,
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
    """The years that halve a memory. More of it: old residents come to mind more easily."""
    bad: Multiplier
    """How many times more easily a bad outcome comes to mind. Above 1: bad ghosts cost more than good ones earn."""
    hearsay: Share
    """How easily a memory comes to those who did not witness it, as a share of those who did."""
    other_img: Share
    """How alike the two kinds of graduates from abroad are. More of it: residents of each kind mark the other."""
    us: Share
    """How alike any other two backgrounds are."""
    nobody: PositiveMultiplier
    """How easily nobody in particular comes to mind, whose outcome is 0. More of it: one memory alone does less."""
    sway: Multiplier
    """What a mean of -1 adds to a flag, as a multiple of it. A mean of 1 takes most of the flag away, never all."""
    background: Stance
    """How far a background moves a stance by itself, if the mean of its residents is 1."""
    noticed: Share
    """The least weight of a recall that becomes an event, whichever way it speaks."""
    spoken: Share
    """How much of a spoken ghost reaches a listener who trusts the speaker fully."""
    vivid_spoken: Share
    """What naming an episode adds to its vividness, of what is left to 1."""
    vivid_silent: Share
    """What recalling it in silence adds, of what is left to 1."""


class RowTraits(Struct, frozen=True, kw_only=True, gc=False):
    """What memory compares of a row."""

    kind: Kind
    """The applicant's kind."""
    traits: tuple[str, ...]
    """The flags and the visa."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How a row resembles a past resident, whoever remembers them."""

    episode: Episode
    """The past resident."""
    traits: tuple[str, ...]
    """The traits that matched: at least one flag or visa, and the kind if it is the same."""
    flags: tuple[Flag, ...]
    """The flags that the resident bears on."""
    ease: float
    """How easily the resident comes to the mind of a witness whose memory is as vivid as can be; at least 0."""


class Ghost(Struct, frozen=True, gc=False):
    """An episode that a row brings to one member's mind."""

    episode: str
    """The episode's id."""
    traits: tuple[str, ...]
    """The traits that matched."""
    flags: tuple[Flag, ...]
    """The flags that it bears on."""
    outcome: float
    """How it went, from -1 to 1."""
    ease: float
    """How easily it comes to mind, at least 0."""
    weight: float
    """Its part in the mean that acts on a flag, where it is largest, from -1 to 1. Below 0, it is against the row."""


def faded(age: float, tau: float) -> float:
    """What age leaves of a memory: 1 / (1 + age / tau), both in years. An age below 0 counts as 0."""
    return 1.0 / (1.0 + max(0.0, age) / tau)


def ease(outcome: float, age: float, rules: MemoryRules) -> float:
    """How easily a resident comes to a witness's mind, vividness aside; ``age`` in years. Bad ones come more easily."""
    fresh = faded(age, rules.tau)
    return rules.bad * fresh if outcome < 0.0 else fresh


def mean_outcome(outcomes: float, eases: float, nobody: float) -> float:
    """The mean of what comes to mind, between the worst outcome and the best, 0 among them.

    ``outcomes`` is the sum of the outcomes, each times its ease, and ``eases`` the sum of the eases. ``nobody`` > 0 is
    the ease of nobody in particular, whose outcome is 0.
    """
    return outcomes / (nobody + eases)


def added(pull: float) -> float:
    """What ghosts add to a flag, as a share of it, above -1.

    ``pull`` is the mean outcome times ``sway``. A pull of -1 doubles the flag. A pull of 1 takes away seven tenths of
    it; no memory takes away all.
    """
    return -pull if pull < 0.0 else -bend(pull)


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
    if present.isdisjoint(episode.traits):
        return ()
    return tuple(trait for trait in episode.traits if trait in present and trait not in _KINDS)


def likeness(episode: Episode, row: RowTraits, year: int, rules: MemoryRules) -> Likeness | None:
    """How a row of this ``year`` resembles a past resident; None if they share no flag and no visa."""
    shared = shared_traits(episode, row.traits)
    if not shared:
        return None
    distinctive = sum(1 for trait in episode.traits if trait not in _KINDS)
    match = background_likeness(episode, row.kind, rules) * len(shared) / distinctive
    return Likeness(
        episode=episode,
        traits=shared + tuple(trait for trait in episode.traits if trait == row.kind.value),
        flags=haunted_flags(shared),
        ease=match * ease(episode.outcome, year - episode.year, rules),
    )


_VISA_TRAITS = frozenset({"h1b", "j1"})


def haunted_flags(traits: Sequence[str]) -> tuple[Flag, ...]:
    """The flags that a ghost with these matched traits weighs on. A visa kind weighs on the visa flag."""
    flags = [Flag.VISA if trait in _VISA_TRAITS else Flag(trait) for trait in traits if trait not in _KINDS]
    return tuple(dict.fromkeys(flags))


def ghosts_of(minded: Sequence[tuple[Likeness, float]], nobody: float) -> list[Ghost]:
    """The ghosts in one mind, each weighed among the others; ``minded`` has each resident with their ease."""
    ghosts = []
    for alike, easily in minded:
        outcome = alike.episode.outcome
        company = min([_ease_of(flag, minded) for flag in alike.flags])
        weight = mean_outcome(outcome * easily, company, nobody)
        ghosts.append(Ghost(alike.episode.id, alike.traits, alike.flags, outcome, easily, weight))
    return ghosts


def _ease_of(flag: Flag, minded: Sequence[tuple[Likeness, float]]) -> float:
    """How easily everybody who bears on the flag comes to mind, together."""
    eases = 0.0
    for alike, easily in minded:
        if flag in alike.flags:
            eases += easily
    return eases


def added_to(flag: Flag, ghosts: Sequence[Ghost], rules: MemoryRules) -> float:
    """What the ghosts in one mind add to a flag, as a share of it: see :func:`added`."""
    eases = outcomes = 0.0
    for ghost in ghosts:
        if flag in ghost.flags:
            eases += ghost.ease
            outcomes += ghost.outcome * ghost.ease
    return added(rules.sway * mean_outcome(outcomes, eases, rules.nobody))


def heard_of(ghost: Ghost, share: float) -> Ghost:
    """The ghost as it reaches somebody who hears of it; ``share`` in [0, 1] is how much of it does."""
    return structs.replace(ghost, ease=ghost.ease * share, weight=ghost.weight * share)


ANY: Final = frozenset(Flag)
"""Every flag."""


def loudest(
    ghosts: Iterable[Ghost], named: Container[str], *, good: bool, flags: Container[Flag] = ANY
) -> Ghost | None:
    """The ghost of one side that weighs most with a member and that nobody has named; the first of equals.

    Parameters
    ----------
    ghosts
        What is in the member's mind.
    named
        The ids of the episodes that somebody has named.
    good
        Whether to look for one that speaks for the row, such as an answer to a bad one, or for one against it.
    flags
        The flags that it has to bear on, one of them at least. If you leave it out, any flag does.
    """
    best, most = None, 0.0
    for ghost in ghosts:
        weight = ghost.weight if good else -ghost.weight
        if weight > most and ghost.episode not in named and any(flag in flags for flag in ghost.flags):
            best, most = ghost, weight
    return best

"""The ghosts at the desk: what past residents make of the worries in a file, before anybody meets the applicant.

Most files are decided by one or two readers, and they remember as members do at the table: a worry counts more or less
by those who come to mind (:mod:`committee.members.memory`). Those who read are those who decide, so it is their minds.
Readers go by one flag at a time. What counts is the change since the season began, because what readers make of a worry
was set as published shares describe it, memories and all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from msgspec import structs

from committee.members.memory import Episode, MemoryRules, added, background_likeness, ease, mean_outcome
from committee.pipeline.drift import DriftRules, deciders
from committee.pipeline.files import Reals
from committee.pipeline.lived import Lived, vividness_of
from committee.pipeline.remembering import share_of
from committee.terms import Flag, Kind, Visa

WORRIES: Final = (*(Visa.J1.value if flag is Flag.VISA else flag.value for flag in Flag), Visa.H1B.value)
"""What readers may worry about, in the order of :class:`Flag`, the J-1 in the place of the visa; then the H-1B."""

_KINDS: Final = frozenset(kind.value for kind in Kind)

Ghosts = Mapping[str, Mapping[str, float]]
"""By kind and worry, what counts of the worry, 1 if nobody comes to mind."""


def ghosts_at(lived: Lived, year: int, drift: DriftRules, memory: MemoryRules) -> Ghosts:
    """What counts of each worry about each kind, with those in mind whom the deciders remember; above 0.

    A resident with several flags is only in part like a file with one of them, and less so one of another background.
    """
    whole = {kind.value: dict.fromkeys(WORRIES, 1.0) for kind in Kind}
    for member, say in deciders(lived, drift):
        for (kind, worry), (outcomes, eases) in _in_mind(lived, member, year, memory).items():
            whole[kind][worry] += say * added(memory.sway * mean_outcome(outcomes, eases, memory.nobody))
    return whole


def _in_mind(lived: Lived, member: str, year: int, memory: MemoryRules) -> dict[tuple[str, str], tuple[float, float]]:
    """By kind and worry, the outcomes of whom a member remembers, each times its ease, and the eases."""
    sums: dict[tuple[str, str], tuple[float, float]] = {}
    for episode in lived.episodes:
        worries = [trait for trait in episode.traits if trait in WORRIES] if member in episode.holders else []
        if not worries:
            continue
        easily = ease(episode.outcome, year - episode.year, memory)
        easily *= vividness_of(lived, member, episode) * share_of(episode, member, memory) / _distinctive(episode)
        for kind in Kind:
            alike = easily * background_likeness(episode, kind, memory)
            for worry in worries:
                outcomes, eases = sums.get((kind.value, worry), (0.0, 0.0))
                sums[kind.value, worry] = (outcomes + episode.outcome * alike, eases + alike)
    return sums


def _distinctive(episode: Episode) -> int:
    return sum(trait not in _KINDS for trait in episode.traits)


def haunted(lived: Lived, year: int, drift: DriftRules, memory: MemoryRules) -> Lived:
    """The program with the ghosts of its first year written down, by which the others are measured."""
    return structs.replace(lived, haunted=ghosts_at(lived, year, drift, memory))


def dearer(lived: Lived, now: Ghosts) -> Reals:
    """How many times dearer each worry about each kind is than in the first year: kinds x :data:`WORRIES`, above 0."""
    return np.array([[now[kind][worry] / lived.haunted[kind][worry] for worry in WORRIES] for kind in Kind])

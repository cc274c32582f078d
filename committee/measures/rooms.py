"""The room as a whole: who votes, what they think on average and how far apart they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import sqrt

from committee.arithmetic import total
from committee.recording import Recording


def voters(recording: Recording) -> tuple[str, ...]:
    """Ids of the members whose stance counts."""
    return tuple(member.id for member in recording.header.members if member.role.votes)


def mean_stance(stances: Mapping[str, float], members: Iterable[str]) -> float:
    """The mean stance of ``members``, in [-1, 1]; 0 if none of them has one."""
    held = [stances[member] for member in members if member in stances]
    return _mean(held)


def spread(stances: Mapping[str, float], members: Iterable[str]) -> float:
    """The standard deviation of the stances of ``members`` (of these members, not an estimate for others)."""
    held = [stances[member] for member in members if member in stances]
    middle = _mean(held)
    return sqrt(_mean([(stance - middle) * (stance - middle) for stance in held]))


def _mean(values: list[float]) -> float:
    return total(values) / len(values) if values else 0.0

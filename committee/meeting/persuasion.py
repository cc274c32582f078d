"""What talk does to those who listen: pure scalar functions.

One path for content: a heard point gains weight in the listener, ``h += (1 - h) x trust x force x
attention``, points against with more force (after critical peers' scores, evaluators' own fall by more
than they rise after favourable ones: Lane et al. 2022). Acts without content pull the stance toward the
speaker, less with distance but never not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PersuasionRules:
    """``force`` of a point in favour.

    ``negativity`` multiplies it for one against; ``staked`` adds a share of it a unit staked.

    ``pull`` and ``pull_width`` (stance units) set acts without content, ``impression`` the pull of somebody who
    met the applicant; ``susceptibility`` by role; ``attention_lost`` is the share of attention that full
    fatigue takes.
    """

    force: float
    negativity: float
    staked: float
    pull: float
    impression: float
    pull_width: float
    susceptibility: Mapping[str, float]
    attention_lost: float


def force_of(valence: int, stake: float, rules: PersuasionRules) -> float:
    """How hard a point lands: in favour or against, with what has been staked on it."""
    force = rules.force if valence > 0 else rules.force * rules.negativity
    return force * (1.0 + rules.staked * stake)


def gain(heard: float, trust: float, force: float, attention: float) -> float:
    """What a point gains in one listener; never past 1."""
    room = 1.0 - heard
    share = trust * force * attention
    return room if share >= 1.0 else room * share


def attention(fatigue: float, rules: PersuasionRules) -> float:
    """How much of what is said still arrives, in (0, 1]."""
    return 1.0 - rules.attention_lost * fatigue


def drawn(gap: float, pull: float, width: float) -> float:
    """How far a listener is pulled toward a speaker who stands ``gap`` away (signed, stance units).

    ``pull`` is the share of a small gap that is closed: that of the act, times trust and susceptibility.
    """
    ratio = gap / width
    return pull * gap / (1.0 + ratio * ratio)

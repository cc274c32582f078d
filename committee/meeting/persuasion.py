"""What talk does to those who listen: pure scalar functions.

There is one path for content. A point that is heard gains weight with the listener: ``h += (1 - h) x trust x force x
attention``. Points against have more force: after seeing critical scores of peers, evaluators lower their own scores by
more than they raise them after favorable ones (Lane et al. 2022). Acts without content pull the stance toward the
speaker, less with distance but always a little.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le

from committee.terms import Role
from committee.units import SMALLEST, Multiplier, Share, Stance, Table, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class PersuasionRules:
    """How hard talk lands on those who listen."""

    force: Multiplier
    """How hard a point in favor lands. More of it: talk moves stances further."""
    negativity: Multiplier
    """How many times harder a point against lands."""
    cheap: Share
    """What an advocate's word is worth as long as they have staked nothing on it. At 1 talk is as good as capital."""
    staked: Multiplier
    """What each staked unit adds to the force, as a share of it."""
    pull: Share
    """The share of a small gap that agreeing or challenging closes."""
    impression: Share
    """The same for the impression of a member who met the applicant."""
    concede: Stance
    """How far a concession pushes a fully trusting listener toward the new side. A mind changed in public is costly."""
    pull_width: Annotated[float, Ge(SMALLEST), Le(2), Unit("stance")]
    """The gap at which half of the pull is left. More of it: members who are far apart still move."""
    susceptibility: Table[Role, Share]
    """How much of a pull reaches each role. More of it: the role follows the room more."""
    attention_lost: Share
    """The share of attention that full fatigue takes. More of it: late rows are heard less."""


def force_of(valence: int, stake: float, cheap: bool, rules: PersuasionRules) -> float:
    """How hard a point lands, by whether it is in favor or against and by what the speaker staked.

    ``cheap`` marks an advocate's word with nothing staked on it.
    """
    force = rules.force if valence > 0 else rules.force * rules.negativity
    if cheap:
        force *= rules.cheap
    return force * (1.0 + rules.staked * stake)


def gain(heard: float, trust: float, force: float, attention: float) -> float:
    """What a point gains in one listener; never past 1."""
    room = 1.0 - heard
    share = trust * force * attention
    return room if share >= 1.0 else room * share


def attention(fatigue: float, rules: PersuasionRules) -> float:
    """How much of what others say still arrives, in (0, 1]."""
    return 1.0 - rules.attention_lost * fatigue


def drawn(gap: float, pull: float, width: float) -> float:
    """How far a listener is pulled toward a speaker who stands ``gap`` away (signed, stance units).

    ``pull`` is the share of a small gap that closes: that of the act, times trust and susceptibility.
    """
    ratio = gap / width
    return pull * gap / (1.0 + ratio * ratio)

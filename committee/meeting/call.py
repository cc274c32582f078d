"""The director's call: risk management. A higher stance never lowers it.

::

    k    = c / (c + c0)                       c: capital spent for the row
    call = edge + k (mean - edge) - (1 - k) x open concern

``mean`` is the room's mean, weighted by the director's trust. ``edge`` is the mean of its lowest ``caution`` share: the
average of all quantiles up to that level. Unlike a single quantile it moves smoothly and never falls when a stance
rises. If nobody pays for a row, its doubters decide; capital buys the average.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le
from msgspec import Struct

from committee.arithmetic import total
from committee.members.reading import bend
from committee.terms import Tier, Verdicts
from committee.units import SMALLEST, AtOdds, Multiplier, OneOf, PositiveShare, Share, Stance, Table, Unit

RankedTier = Annotated[str, OneOf(*(tier for tier in Verdicts.RANK.tiers if tier.ranked))]
"""A tier that leaves the row on the list."""

InvitedTier = Annotated[str, OneOf(*(tier for tier in Verdicts.INVITE.tiers if tier.ranked))]
"""A tier that leaves the row on the list by which invitations go out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRules:
    """How the call is made.

    Raises
    ------
    AtOdds
        If the tiers do not descend.
    """

    edge_share: PositiveShare
    """The share of the room's weight that caution listens to, the least favorable. More of it: less cautious."""
    edge_least: PositiveShare
    """The least that the share gets, however many clean files there are."""
    edge_most: PositiveShare
    """The most that the share gets, however short the list runs."""
    c0: Annotated[float, Ge(SMALLEST), Le(100), Unit("capital")]
    """The capital that takes away half of the caution. More of it: sponsors buy less."""
    tired: Share
    """How much of the edge the director's full fatigue takes. More of it: late in the day the doubters decide more."""
    concern: Multiplier
    """What the force of open concerns counts, before it is bent. More of it: unanswered concerns sink more rows."""
    public_only: PositiveShare
    """The weight of a voter who knows no more than the wall shows."""
    tiers: Table[RankedTier, Stance]
    """The least call of each tier. More of it: fewer rows reach it."""
    invite: Table[InvitedTier, Stance]
    """The least call of each verdict of an invite meeting, in place of ``tiers``. More of it: fewer rows reach it."""
    veto_below: Stance
    """A director who stands below this vetoes a row that was objected to and that nobody paid for."""
    no_list: Multiplier
    """How many times a concern counts from somebody with the row on a no list."""
    plenty: Share
    """How far many clean files a post narrow the edge. More of it: a rich pool makes the room stricter."""
    plenty_par: Annotated[float, Ge(SMALLEST), Le(100), Unit("rows a post")]
    """The clean files a post that change nothing."""
    short: Share
    """How far a list that runs short widens the edge. More of it: a poor pool makes the room milder."""
    answer: Share
    """The share of an open concern that a merit of the same factor takes away."""
    answer_proof: Multiplier
    """The share that a proof takes away, for each unit of it. At 1 full proof takes all of it."""

    def __post_init__(self) -> None:
        """Refuse tiers in the wrong order."""
        if not self.tiers["top"] >= self.tiers["mid"] >= self.tiers["low"]:
            in_words = ", ".join(f"{tier} = {self.tiers[tier]}" for tier in ("top", "mid", "low"))
            raise AtOdds("they must descend from top to low", where=("tiers",), value=in_words)
        if not self.invite["invite"] >= self.invite["hold"]:
            in_words = ", ".join(f"{tier} = {self.invite[tier]}" for tier in ("invite", "hold"))
            raise AtOdds("they must descend from invite to hold", where=("invite",), value=in_words)


def room_mean(stances: Sequence[float], weights: Sequence[float]) -> float:
    """The weighted mean; at least one weight is above 0."""
    weighted = total(stance * weight for stance, weight in zip(stances, weights, strict=True))
    return weighted / total(weights)


def room_edge(stances: Sequence[float], weights: Sequence[float], share: float) -> float:
    """The mean of the lowest ``share`` (0 < share <= 1) of the room's weight; ties by index."""
    order = sorted(range(len(stances)), key=stances.__getitem__)
    edge = share * total(weights)
    left = edge
    lowest = 0.0
    for index in order:
        taken = min(left, weights[index])
        lowest += taken * stances[index]
        left -= taken
        if left <= 0.0:
            break
    return lowest / edge


def trusted_share(capital: float, c0: float) -> float:
    """k: how much of the caution ``capital`` units have removed, in [0, 1)."""
    return capital / (capital + c0)


def call(edge: float, mean: float, k: float, open_concern: float) -> float:
    """The call, in (-2, 1): see the module."""
    return edge + k * (mean - edge) - (1.0 - k) * open_concern


def proven(proof: float, rules: CallRules) -> float:
    """The share of a concern that a proof takes away, in [0, 1]."""
    return min(1.0, rules.answer_proof * proof)


def answered(done: float, share: float) -> float:
    """How much of a concern is answered once an answer takes away ``share`` of what is open. All are in [0, 1]."""
    return done + (1.0 - done) * share


def tier_of(value: float, tiers: Mapping[str, float]) -> Tier:
    """The tier of a rank list whose least call ``value`` reaches: the step of a call, whatever its meeting calls it."""
    for tier in (Tier.TOP, Tier.MID, Tier.LOW):
        if value >= tiers[tier]:
            return tier
    return Tier.DNR


class Supply(Struct, frozen=True, kw_only=True, gc=False):
    """What the list looks like so far."""

    clean_per_seat: float
    """Clean files in the sheet for each post."""
    done: int
    """Rows that the meeting has held."""
    ranked: int
    """Those of them that are on the list."""
    rows: int
    """Rows in the sheet."""
    needed: float
    """Ranked rows that the program feels it needs in all."""


def tired_share(share: float, fatigue: float, rules: CallRules) -> float:
    """The edge share of a director of this ``fatigue``: the tired are more cautious."""
    return share * (1.0 - rules.tired * fatigue)


def edge_share(supply: Supply, rules: CallRules) -> float:
    """The edge under scarcity: narrower with many clean alternatives for each seat, wider when the list runs short."""
    plenty = bend((supply.clean_per_seat - rules.plenty_par) / rules.plenty_par)
    expected = (supply.ranked + supply.rows - supply.done) if supply.done else supply.needed
    short = bend((supply.needed - expected) / supply.needed) if supply.needed > 0.0 else 0.0
    share = rules.edge_share - rules.plenty * plenty + rules.short * max(0.0, short)
    return max(rules.edge_least, min(share, rules.edge_most))

"""The director's call: risk management, monotone in every stance.

::

    k    = c / (c + c0)                       c: capital spent for the row
    call = edge + k (mean - edge) - (1 - k) x open concern

``mean`` is the room weighted by the director's trust; ``edge`` the mean of its lowest ``caution`` share (the
average of all quantiles up to that level, which unlike a single quantile moves smoothly and never falls when a
stance rises). A row nobody pays for is judged by its doubters; capital buys the average.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec import Struct

from committee.arithmetic import total
from committee.members.reading import bend
from committee.terms import Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRules:
    """How the call is made.

    ``edge_share`` of the room's weight is its edge (smaller: more cautious); ``c0`` units of capital remove half of
    the caution; ``concern`` scales an open concern; ``public_only`` is the weight of those who know no more than
    the wall shows; ``tiers`` the least call of top, mid and low; ``veto_below`` the director's stance for a veto;
    ``no_list`` how many times a concern counts that comes from somebody with the row on a no list; ``plenty`` and
    ``short`` how much scarcity moves the edge; ``edge_least`` and ``edge_most`` its bounds; ``answer`` the share of
    a concern that any answer takes away, ``answer_proof`` the share that full proof adds.
    """

    edge_share: float
    edge_least: float
    edge_most: float
    c0: float
    concern: float
    public_only: float
    tiers: Mapping[str, float]
    veto_below: float
    no_list: float
    plenty: float
    plenty_par: float
    short: float
    answer: float
    answer_proof: float


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
    """The call, in (-2, 1): see the module. What is told is never below -1."""
    return edge + k * (mean - edge) - (1.0 - k) * open_concern


def tier_of(value: float, tiers: Mapping[str, float]) -> Tier:
    """The tier whose least call ``value`` reaches."""
    for tier in (Tier.TOP, Tier.MID, Tier.LOW):
        if value >= tiers[tier]:
            return tier
    return Tier.DNR


class Supply(Struct, frozen=True, kw_only=True, gc=False):
    """What the list looks like so far: ``clean_per_seat`` in the sheet, rows done and ranked, rows needed in all."""

    clean_per_seat: float
    done: int
    ranked: int
    rows: int
    needed: float


def edge_share(supply: Supply, rules: CallRules) -> float:
    """The edge under scarcity: narrower with many clean alternatives a seat, wider when the list runs short."""
    plenty = bend((supply.clean_per_seat - rules.plenty_par) / rules.plenty_par)
    expected = (supply.ranked + supply.rows - supply.done) if supply.done else supply.needed
    short = bend((supply.needed - expected) / supply.needed) if supply.needed > 0.0 else 0.0
    share = rules.edge_share - rules.plenty * plenty + rules.short * max(0.0, short)
    return max(rules.edge_least, min(share, rules.edge_most))

"""Bets: whoever staked capital on somebody who then came gains or loses by what becomes of them.

The room settles a stake when the row ends. This is the second settlement, years later: a resident who does well adds to
the capital and to the trust of the others, one who does badly takes from both. Both fade.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le
from msgspec import structs

from committee.chance import Chance, Purpose, normal_of
from committee.members.carried import Carried
from committee.members.trust import TrustRules, bounded, pair_key
from committee.pipeline.lived import Bet, Lived, Seated
from committee.units import PartShare, Share, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class BetRules:
    """The table ``[season.bets]``: what a bet on a resident earns or costs."""

    purse_per_unit: Share
    """What a unit staked on a resident whose outcome is 1 adds to the capital, as a share of it. -1 takes as much."""
    purse_most: PartShare
    """The most that bets add to somebody's capital or take from it, as a share of it."""
    trust_per_unit: Share
    """What such a unit adds to the trust of each of the others."""
    trust_most: PartShare
    """The most that bets add to that trust or take from it."""
    fades: Share
    """The share of both that is gone after a year."""
    waits: Annotated[int, Ge(1), Le(20), Unit("years")]
    """How many years a bet stays open. If nothing is told of the resident by then, it earns and costs nothing."""


def place(lived: Lived, bets: Sequence[Bet]) -> Lived:
    """The program with new bets, on residents who matched there."""
    return structs.replace(lived, bets=(*lived.bets, *bets))


def settle(lived: Lived, outcomes: Mapping[str, float], year: int, rules: BetRules) -> Lived:
    """The program after a year; ``outcomes`` says by resident what the year told of them, from -1 to 1."""
    left = 1.0 - rules.fades
    gains = {member: gain * left for member, gain in lived.gains.items()}
    standing = {member: shift * left for member, shift in lived.standing.items()}
    for bet in lived.bets:
        paid = bet.staked * outcomes.get(bet.resident, 0.0)
        if paid:
            gains[bet.member] = _within(gains.get(bet.member, 0.0) + rules.purse_per_unit * paid, rules.purse_most)
            earned = standing.get(bet.member, 0.0) + rules.trust_per_unit * paid
            standing[bet.member] = _within(earned, rules.trust_most)
    still = tuple(bet for bet in lived.bets if bet.resident not in outcomes and year - bet.year < rules.waits)
    return structs.replace(lived, gains=gains, standing=standing, bets=still)


def _within(size: float, most: float) -> float:
    return max(-most, min(size, most))


def carried_of(lived: Lived, chance: Chance, trust: TrustRules) -> dict[str, Carried]:
    """By member, what they bring into this year's meetings; whoever brings nothing is left out.

    Memories stand in :attr:`Lived.episodes` with their holders, so nobody brings episodes of their own.
    """
    brought = {}
    for seated in lived.seats:
        member = seated.spec.id
        gain = lived.gains.get(member, 0.0)
        lasting = Carried(
            purse=seated.spec.capital * (1.0 + gain) if gain else None,
            vividness=lived.vividness.get(member, {}),
            trust={other.spec.id: _trusted(lived, member, other, chance, trust) for other in _moved(lived, member)},
        )
        if lasting != Carried():
            brought[member] = lasting
    return brought


def _moved(lived: Lived, member: str) -> list[Seated]:
    """The others whose bets have moved the trust in them."""
    return [other for other in lived.seats if other.spec.id != member and lived.standing.get(other.spec.id)]


def _trusted(lived: Lived, member: str, other: Seated, chance: Chance, rules: TrustRules) -> float:
    """How much of what the other says reaches the member: as drawn for life, and what bets have added."""
    draw = normal_of(chance.uniforms(Purpose.TRUST, pair_key(member, other.spec.id), 1)[0])
    drawn = bounded(rules.standing[other.role] + rules.spread * draw, rules.least)
    return bounded(drawn + lived.standing[other.spec.id], rules.least)

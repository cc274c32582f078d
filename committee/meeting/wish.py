"""A wish for the next turn, and what its bid adds up from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le
from msgspec import Struct

from committee.terms import Act, Tier
from committee.units import SMALLEST, Bid, Share, Stance, Unit

NO_WISH = -9.0
"""The bid of a member who has nothing to say or may not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorRules:
    """How wishes add up, in the units of a bid."""

    threshold: Bid
    """The least bid that gets the floor. More of it: rows end sooner and more goes unsaid."""
    distance: Bid
    """What a unit of stance between a member and the expressed room adds. More of it: whoever differs speaks."""
    point: Bid
    """What an unsaid point adds, by its salience to the member."""
    shared: Share
    """How much of that needs others who know the point too. At 1 a point that one member knows pulls little."""
    leaning: Share
    """How much more a member wants to say points for their own side."""
    ghost: Bid
    """What a bad ghost that nobody has named adds, by its weight."""
    ask: Bid
    """What asking a reader about a flag is worth, by its salience."""
    agree: Bid
    """What agreeing with a speaker who is close is worth."""
    challenge: Bid
    """What challenging a speaker who is far away is worth, by the distance."""
    recast: Bid
    """What recasting an open worry with a proof that answers it is worth to a member who holds the proof."""
    propose: Bid
    """What proposing a place is worth, for a unit of stance between a member and the expressed room."""
    concede: Bid
    """What conceding is worth to a member who has crossed over."""
    crossed_by: Stance
    """How far talk must have moved a member against the side they took. More of it: fewer concessions."""
    conduct: Bid
    """What a row about conduct adds to every bid: everybody sits up."""
    move_on: Bid
    """The director's wish to move on when the row's time is up. More of it: shorter rows."""
    sponsor: Bid
    """What holding the advocate's unsaid point adds, times its strength. More of it: sponsors are heard."""
    duty: Bid
    """What an unsaid point about e-mails or paperwork, which only the office has seen, adds."""
    addressed: Bid
    """What having been asked adds."""
    contradicted: Bid
    """What having been contradicted adds."""
    spoken: Bid
    """What each earlier turn in this row takes off. More of it: members share the turns more evenly."""
    just_spoke: Bid
    """What having had the last turn takes off."""
    tired: Bid
    """What full fatigue takes off."""
    whim: Bid
    """The standard deviation of how much a member happens to want this turn."""
    hurdle: Bid
    """What the threshold rises by once the director has moved on."""
    expressed_prior: Annotated[float, Ge(SMALLEST), Le(10), Unit("speakers")]
    """The weight of the crude score in what the room has expressed. A speaker counts 1."""


class Wish(Struct, gc=False):
    """What one member would do with the next turn."""

    member: int
    """The index of the member."""
    bid: float
    """How much they want the turn; :data:`NO_WISH` if they do not."""
    act: Act
    """What they would do."""
    point: int | None = None
    """The index of the point that they would speak about."""
    to: int | None = None
    """The index of the member whom they would speak to."""
    ghost: str | None = None
    """The id of the episode that they would name."""
    stake: float = 0.0
    """The units that they would pay; above 0, they buy the turn."""
    also: int | None = None
    """The index of a second point, one that pulls the other way; only an impression names two."""
    weight: float = 0.0
    """The weight of the ghost that they would name; below 0 it speaks against the row."""
    tier: Tier | None = None
    """The place that they would propose, or ask for with a stake."""
    side: int = 0
    """The side that they take; noted as they speak."""
    waited: tuple[int, ...] = ()
    """The indices of those who wanted the turn more and had to wait by a rule; noted as they get it."""


def strongest(wishes: Sequence[Wish]) -> Wish:
    """The highest bid; ties go to the lower seat."""
    best = wishes[0]
    for wish in wishes:
        if wish.bid > best.bid:
            best = wish
    return best

"""A wish for the next turn, and what its worth adds up from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le
from msgspec import Struct

from committee.terms import Act
from committee.units import SMALLEST, Bid, Share, Unit

NO_WISH = -9.0
"""The bid of a member who has nothing to say or may not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorRules:
    """How wishes add up, in the units of a bid."""

    threshold: Bid
    """The least bid that takes the floor. More of it: rows end sooner and more goes unsaid."""
    distance: Bid
    """What a unit of stance between oneself and the expressed room adds. More of it: the one who differs speaks."""
    point: Bid
    """What an unsaid point adds, by its salience to the member."""
    shared: Share
    """How much of that needs others who know the point too. At 1 a point that one member knows pulls little."""
    leaning: Share
    """How much points on one's own side of the room are favored."""
    ghost: Bid
    """What a bad ghost that nobody has named adds, by its weight."""
    ask: Bid
    """What asking a reader about a flag is worth, by its salience."""
    agree: Bid
    """What agreeing with one who stands close is worth."""
    challenge: Bid
    """What taking on one who stands far is worth, by the distance."""
    move_on: Bid
    """The director's wish to move on when the row's time is up. More of it: shorter rows."""
    sponsor: Bid
    """What holding the advocate's unsaid point adds, times its strength. More of it: sponsors are heard."""
    duty: Bid
    """What an unsaid e-mail or paper that only the office has seen adds."""
    addressed: Bid
    """What having been asked adds."""
    contradicted: Bid
    """What having been contradicted adds."""
    spoken: Bid
    """What is taken off for each time one has spoken in this row. More of it: turns are shared more evenly."""
    just_spoke: Bid
    """What is taken off for having had the last turn."""
    tired: Bid
    """What is taken off at full fatigue."""
    whim: Bid
    """The standard deviation of how much one happens to want this turn."""
    hurdle: Bid
    """What is added to the threshold once the director has moved on."""
    expressed_prior: Annotated[float, Ge(SMALLEST), Le(10), Unit("speakers")]
    """The weight of the crude score in what the room has expressed. A speaker counts 1."""


class Wish(Struct, gc=False):
    """What one member would do with the next turn. ``stake`` > 0 buys it."""

    member: int
    bid: float
    act: Act
    point: int | None = None
    to: int | None = None
    ghost: str | None = None
    stake: float = 0.0


def strongest(wishes: Sequence[Wish]) -> Wish:
    """The highest bid; ties go to the lower seat."""
    best = wishes[0]
    for wish in wishes:
        if wish.bid > best.bid:
            best = wish
    return best

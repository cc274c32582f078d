"""A wish for the next turn, and what its worth adds up from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import Struct

from committee.terms import Act

NO_WISH = -9.0
"""The bid of a member who has nothing to say or may not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorRules:
    """How wishes add up, in the units of a bid.

    ``threshold`` is the least bid that takes the floor; ``distance`` a unit of stance between oneself and the
    expressed room; ``point`` a unit of salience unsaid; ``shared`` how much of a point's pull needs others who
    know it too (0 none, 1 all); ``leaning`` favours points on one's own side; ``ghost`` a unit of ghost unsaid;
    ``ask``, ``agree``, ``challenge`` and ``move_on`` the worth of those acts; ``sponsor`` holding an unsaid
    advocate's point, ``duty`` an unsaid e-mail or paper that only the office has seen; ``addressed`` and
    ``contradicted``; ``spoken`` is taken off for each time one has spoken, ``just_spoke`` for having had the
    turn before, ``tired`` for full fatigue; ``whim`` is a standard deviation; ``hurdle`` is added to the
    threshold once the director has moved on; ``expressed_prior`` is the weight of the composite score in what
    the room has expressed.
    """

    threshold: float
    distance: float
    point: float
    shared: float
    leaning: float
    ghost: float
    ask: float
    agree: float
    challenge: float
    move_on: float
    sponsor: float
    duty: float
    addressed: float
    contradicted: float
    spoken: float
    just_spoke: float
    tired: float
    whim: float
    hurdle: float
    expressed_prior: float


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

"""What a scenario says of one member. It is apart from the Mesa agent, so that reading a scenario needs no Mesa."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le

from committee.units import Bid, Capital, Identifier, Multiplier, PositiveMultiplier, Text, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSpec:
    """Who sits there: one ``[[members]]`` table."""

    id: Identifier
    """The member's name in recordings. It keys the member's draws."""
    name: Text
    """What the others call the member. It is invented."""
    type: Identifier
    """A role or a temperament."""
    seat: Annotated[int, Ge(0), Le(31), Unit("seat")]
    """A fixed place at the table, which no two members share. It keys the draws of a turn and breaks ties."""
    capital: Capital
    """What a member has at the opening. More of it: the member can push more rows."""
    talkativeness: Bid
    """Added to every bid. More of it: the member speaks more."""
    alarm: Multiplier
    """Multiplies how bad every flag looks to the member (risk aversion)."""
    stamina: PositiveMultiplier
    """Divides the load of an hour. More of it: the member tires later."""

"""Political capital: a purse in units that a member stakes, wins back with interest, or burns.

One unit buys the next turn and some more seconds. Whoever stakes names an *ask*, a tier. If the row ends there or
better, the stake comes back with interest in proportion to what it changed. Otherwise it is gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le

from committee.errors import BrokenPromise
from committee.units import Capital, Count, Multiplier, Share, Stake, Stance, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class CapitalRules:
    """What capital does."""

    stake_strong: Stake
    """What a strong sponsor stakes for a turn. More of it: the call trusts the row more, and purses empty sooner."""
    stake_mild: Stake
    """What a mild sponsor stakes for a turn."""
    turns_strong: Count
    """The most turns that a strong sponsor buys in a row."""
    turns_mild: Count
    """The most turns that a mild sponsor buys in a row."""
    mild_doubt: Share
    """The chance that a mild sponsor lets a turn go. More of it: mild sponsors are heard less."""
    interest: Multiplier
    """What a staked unit earns for each unit of call that it changed."""
    ceiling: Annotated[float, Ge(1), Le(10), Unit("factor")]
    """The most that a purse holds, as a multiple of its opening."""
    own_gap: Stance
    """How far above the expressed room a member must stand to pay for a row unasked. More of it: fewer do."""
    own_stance: Stance
    """The least stance of a member who pays for a row unasked."""
    own_stake: Stake
    """What that member stakes."""
    reserve: Capital
    """What a member keeps for each row still to come that they have promised to push."""


class Purse:
    """A member's capital, in units and never below 0."""

    full: float
    """The purse that the scenario gives."""
    opening: float
    """What was in it when the meeting began."""
    balance: float
    """What is in it now."""

    __slots__ = ("balance", "full", "opening")

    def __init__(self, full: float, carried: float | None = None) -> None:
        self.full = full
        self.opening = self.balance = full if carried is None else carried

    def can(self, units: float) -> bool:
        """Whether ``units`` are above 0 and in the purse."""
        return self.balance >= units > 0.0

    def spend(self, units: float) -> None:
        """Take ``units`` out."""
        if not self.can(units):
            raise BrokenPromise(f"a purse of {self.balance} cannot pay {units}")
        self.balance -= units

    def give(self, units: float, ceiling: float) -> float:
        """Put ``units`` in, up to ``ceiling`` times the full purse, and return what went in."""
        given = min(units, max(0.0, self.full * ceiling - self.balance))
        self.balance += given
        return given

    def empty(self) -> None:
        """Leave nothing in it, now or after a rest: capital is switched off."""
        self.full = self.opening = self.balance = 0.0

    def refill(self) -> None:
        """Put back what was in it when the meeting began."""
        self.balance = self.opening


def interest(stake: float, changed: float, rate: float) -> float:
    """Units earned by ``stake`` units that raised the call by ``changed``; nothing if they did not raise it."""
    return rate * stake * max(0.0, changed)

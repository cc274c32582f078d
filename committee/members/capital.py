"""Political capital: a purse in units that a member stakes, gets back in part, or burns.

One unit buys the next turn and some more seconds. Whoever stakes names an *ask*, a tier. If the row ends there or
better, a part of the stake comes back, because winning has its price too. Otherwise it is gone.
"""

from __future__ import annotations

from dataclasses import dataclass

from committee.errors import BrokenPromise
from committee.units import Capital, Count, Share, Stake, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class CapitalRules:
    """What capital does."""

    stake_strong: Stake
    """What a strong sponsor stakes for a turn. More of it: the call trusts the row more, and capital ends sooner."""
    stake_mild: Stake
    """What a mild sponsor stakes for a turn."""
    turns_strong: Count
    """The most turns that a strong sponsor buys in a row."""
    turns_mild: Count
    """The most turns that a mild sponsor buys in a row."""
    returned: Share
    """The share of a stake that comes back when the row ends where its owner asked. Below 1 winning has a price."""
    own_gap: Stance
    """How far above the expressed room a member must stand to pay for a row unasked. More of it: fewer do."""
    own_stance: Stance
    """The least stance of a member who pays for a row unasked."""
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

    def give(self, units: float) -> None:
        """Put ``units`` back."""
        self.balance += units

    def empty(self) -> None:
        """Leave nothing in it, now or after a rest: capital is switched off."""
        self.full = self.opening = self.balance = 0.0

    def refill(self) -> None:
        """Put back what was in it when the meeting began."""
        self.balance = self.opening

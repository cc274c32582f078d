"""Political capital: a purse in units that a member stakes, wins back with interest, or burns.

One unit buys the next turn and a stretch of seconds. Whoever stakes names an *ask*, a tier: if the row
ends there or better, the stake comes back with interest in proportion to what it changed; otherwise it is gone.
"""

from __future__ import annotations

from dataclasses import dataclass

from committee.errors import BrokenPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class CapitalRules:
    """What capital does.

    ``stake_strong`` and ``stake_mild`` are the units a sponsor puts up a turn, ``turns_strong`` and
    ``turns_mild`` for at most how many turns; ``interest`` is units per unit of call changed; ``ceiling``
    bounds a purse as a multiple of the opening one; ``own_gap`` is how far a member's stance must stand above
    the likely call before they spend unasked, ``own_stance`` how high it must be; ``reserve`` the units kept
    back for each strong sponsorship still to come.
    """

    stake_strong: float
    stake_mild: float
    turns_strong: int
    turns_mild: int
    mild_doubt: float
    interest: float
    ceiling: float
    own_gap: float
    own_stance: float
    own_stake: float
    reserve: float


class Purse:
    """A member's capital, in units and never below 0.

    ``full`` is the purse the scenario gives, ``opening`` what was in it when the meeting began, ``balance`` what is in
    it now.
    """

    __slots__ = ("balance", "full", "opening")

    def __init__(self, full: float, carried: float | None = None) -> None:
        self.full = full
        self.opening = self.balance = full if carried is None else carried

    def can(self, units: float) -> bool:
        """Whether ``units`` are there to be staked."""
        return self.balance >= units > 0.0

    def spend(self, units: float) -> None:
        """Take ``units`` out."""
        if not self.can(units):
            raise BrokenPromise(f"a purse of {self.balance} cannot pay {units}")
        self.balance -= units

    def give(self, units: float, ceiling: float) -> float:
        """Put ``units`` in, up to ``ceiling`` times the full purse; return what went in."""
        given = min(units, max(0.0, self.full * ceiling - self.balance))
        self.balance += given
        return given

    def empty(self) -> None:
        """Nothing in it, now or after a rest: capital is switched off."""
        self.full = self.opening = self.balance = 0.0

    def refill(self) -> None:
        """As at the opening."""
        self.balance = self.opening


def interest(stake: float, changed: float, rate: float) -> float:
    """Units earned by ``stake`` units that raised the call by ``changed``; nothing where they did not."""
    return rate * stake * max(0.0, changed)

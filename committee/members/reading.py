"""How a member reads a row: from points, and the weight each has gained, to a stance in [-1, 1].

What a member knows of a point is ``h`` in [0, 1]: at 0 they never heard of it, at 1 they have fully taken it in. For a
point that they do not know, they assume what is usual *for that kind*. What they hear replaces it. A worry weighs ::

    strength x alarm x posture(kind) x (1 + ghost) x (1 - fixability x proof heard)

and the member lets pass a part of one issue: ``tolerance x largest^2 / sum``. That is the whole part of a single issue,
and less of it the more issues there are. Stacking is nothing else.

The functions are pure scalar arithmetic. :class:`Reading` keeps one member's sums for one row, and starts from what
:mod:`committee.members.weights` has worked out.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from committee.members.mind import Mind, ReadingRules
from committee.members.weights import Layout, OwnWeights
from committee.terms import Flag


def bend(value: float) -> float:
    """``value`` bent into (-1, 1), nearly straight in the middle: x / sqrt(1 + x^2)."""
    return value / sqrt(1.0 + value * value)


def concern(strength: float, ghost: float, remedy: float) -> float:
    """What is left of a worry of this ``strength``: ``ghost`` >= -1 adds to it, ``remedy`` in [0, 1] takes from it."""
    return strength * (1.0 + ghost) * (1.0 - remedy)


def let_pass(tolerance: float, largest: float, total: float) -> float:
    """How much of the issues a member lets pass; ``tolerance`` in [0, 1), ``largest`` <= ``total``, both >= 0."""
    return tolerance * largest * largest / total if total > 0.0 else 0.0


def patience(fatigue: float, rules: ReadingRules) -> float:
    """The share of their tolerance that a member of this ``fatigue`` still has, in [0, 1]."""
    left = 1.0 - rules.impatience * fatigue
    return left if left > 0.0 else 0.0


def stance_of(deserved: float, beside: float) -> float:
    """The stance in [-1, 1]: what the row deserves, bent, plus what stands beside it."""
    stance = bend(deserved) + beside
    return -1.0 if stance < -1.0 else 1.0 if stance > 1.0 else stance


class Account(NamedTuple):
    """What a stance is made of, beside what the member is like."""

    merit: float
    """What the merits add up to."""
    cost: float
    """What the worries cost."""
    drift: float
    """How far others and ghosts have pulled."""
    haunted: tuple[float, ...]
    """By worry, what ghosts add to it."""


class Worry:
    """One flag of a row as one member sees it."""

    flag: Flag
    """The flag."""
    fixability: float
    """How much of it a remedy can lift, in [0, 1]."""
    proofs: Sequence[tuple[int, float]]
    """(point, how much it answers) of every proof that bears on it."""
    ghost: float
    """What ghosts add to it, as a share of it; below 0 they take from it."""
    parts: list[int]
    """The indices of the points that make it up."""

    __slots__ = ("fixability", "flag", "ghost", "parts", "proofs")

    def __init__(
        self, flag: Flag, fixability: float, parts: list[int], proofs: Sequence[tuple[int, float]] = ()
    ) -> None:
        self.flag = flag
        self.fixability = fixability
        self.ghost = 0.0
        self.parts = parts
        self.proofs = proofs


class Reading:
    """One member's reading of one row.

    :meth:`hear` adds weight to a point, :meth:`haunt` lets ghosts weigh on a worry, and :meth:`stance` reads the row
    again. The sum of merits is kept up to date. The cost of worries is worked out when it is needed, and kept until the
    member hears something that changes it.

    Parameters
    ----------
    layout
        The row as every reader meets it.
    mind
        What the member brings.
    rules
        How members read.
    own
        The member's own part of the row's :class:`~committee.members.weights.Weights`.
    bias
        The liking that no cell explains, in stance units.
    fatigue
        How tired the member is, in [0, 1).
    """

    heard: list[float]
    """By point, how much of it the member has taken in, in [0, 1]."""
    drift: float
    """How far others and ghosts have pulled the stance."""
    worries: Sequence[Worry]
    """The row's worries, each with its ghost."""

    __slots__ = (
        "_cost",
        "_gain",
        "_liking",
        "_merit",
        "_oddities",
        "_patience",
        "_shift",
        "_sizes",
        "_slopes",
        "_tolerance",
        "_tolerance_most",
        "_tolerances",
        "_weighs_on_cost",
        "drift",
        "heard",
        "worries",
    )

    def __init__(
        self, layout: Layout, mind: Mind, rules: ReadingRules, own: OwnWeights, bias: float, fatigue: float
    ) -> None:
        self.heard, self._sizes, self._slopes, self._merit = own
        self.drift = 0.0
        self._gain = rules.gain
        self._shift = layout.posture.shift
        self._liking = bias
        self._tolerance = rules.tolerance
        self._tolerance_most = rules.tolerance_most
        self._patience = patience(fatigue, rules)
        self._tolerances = layout.tolerances
        self._weighs_on_cost = layout.weighs_on_cost
        self._oddities = layout.oddities
        self._cost: float | None = None
        self.worries = ()
        if layout.worries:
            self.worries = [
                Worry(flag, mind.fixability[flag], parts, layout.proofs[flag]) for flag, parts in layout.worries.items()
            ]

    def hear(self, index: int, gain: float) -> None:
        """Add ``gain`` >= 0 to the weight of the point at ``index``."""
        self.heard[index] += gain
        self._merit += self._slopes[index] * gain
        if self._weighs_on_cost[index]:
            self._cost = None

    def haunt(self, worry: Worry, ghost: float) -> None:
        """Set what the ghosts add to ``worry``, one of :attr:`worries`; below 0 they take from it."""
        worry.ghost = ghost
        self._cost = None

    def stance(self) -> float:
        """The stance now, in [-1, 1]: what the row deserves, bent, plus the liking for it and the pull of others."""
        return stance_of(self._gain * (self._merit - self.cost()) + self._shift, self._liking + self.drift)

    def cost(self) -> float:
        """What worries cost now, less what the member lets pass of them."""
        cost = self._cost
        if cost is None:
            cost = self._cost = self._cost_of_issues()
        return cost

    @property
    def account(self) -> Account:
        """What the stance is made of now."""
        haunted = tuple([worry.ghost for worry in self.worries])
        return Account(merit=self._merit, cost=self.cost(), drift=self.drift, haunted=haunted)

    def cost_if(self, heard: list[float], haunted: Sequence[float]) -> float:
        """What worries would cost if the member had heard this much of each point, under these ghosts."""
        kept = self.heard, [worry.ghost for worry in self.worries]
        self._take(heard, haunted)
        cost = self._cost_of_issues()
        self._take(*kept)
        return cost

    def _take(self, heard: list[float], haunted: Sequence[float]) -> None:
        self.heard = heard
        for worry, ghost in zip(self.worries, haunted, strict=True):
            worry.ghost = ghost

    def stance_at(self, account: Account) -> float:
        """The stance of this member if it were made of ``account``."""
        return stance_of(self._gain * (account.merit - account.cost) + self._shift, self._liking + account.drift)

    def _cost_of_issues(self) -> float:
        """What worries cost, less what the member lets pass of all issues. An oddity's own cost is in the merits."""
        if not (self.worries or self._oddities):
            return 0.0
        cost, largest = self._cost_of_worries() if self.worries else (0.0, 0.0)
        total = cost
        for index in self._oddities:
            odd = self.heard[index] * self._sizes[index]
            total += odd
            largest = max(largest, odd)
        return cost - let_pass(self._tolerance_now(), largest, total)

    def _cost_of_worries(self) -> tuple[float, float]:
        """(all worries together, the largest)."""
        cost = 0.0
        largest = 0.0
        heard, sizes = self.heard, self._sizes
        for worry in self.worries:
            strength = 0.0
            for index in worry.parts:
                strength += heard[index] * sizes[index]
            unanswered = 1.0
            for index, proof in worry.proofs:
                unanswered *= 1.0 - heard[index] * proof
            left = concern(strength, worry.ghost, worry.fixability * (1.0 - unanswered))
            cost += left
            largest = max(largest, left)
        return cost, largest

    def _tolerance_now(self) -> float:
        tolerance = self._tolerance
        for index, more in self._tolerances:
            tolerance += more * self.heard[index]
        return self._patience * min(tolerance, self._tolerance_most)

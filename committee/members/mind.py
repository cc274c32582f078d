"""What members bring to every row, and the rules by which they read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np
from annotated_types import Ge, Le
from numpy.typing import NDArray

from committee.terms import Factor, Flag
from committee.units import SMALLEST, Multiplier, PartShare, Share, Signed, Table, Unit

FACTOR_PLACE: Final[Mapping[Factor, int]] = {factor: place for place, factor in enumerate(Factor)}
FLAG_PLACE: Final[Mapping[Flag, int]] = {flag: place for place, flag in enumerate(Flag)}


@dataclass(frozen=True, slots=True, kw_only=True)
class BeliefRules:
    """What every member brings, before it varies from member to member."""

    weights: Table[Factor, Annotated[float, Ge(SMALLEST), Le(1000), Unit("%")]]
    """How much each of the five factors weighs in the decision, in any unit. The model scales them to sum to 1."""
    weight_spread: Share
    """How much those weights differ from member to member, as a relative standard deviation."""
    alarm: Table[Flag, Multiplier]
    """How bad each flag looks. Its size stands with the points, so 1 changes nothing."""
    alarm_spread: Share
    """How much alarm differs from member to member, as a relative standard deviation."""
    fixability: Table[Flag, Share]
    """How much of a worry a remedy can lift. More of it: explanations and later scores help more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRules:
    """How a member reads a row."""

    gain: Multiplier
    """Turns weighted standard units above the bar into stance, before it is bent into [-1, 1]. More of it: starker."""
    bar: Signed
    """What a file weighs that the room is undecided about. More of it: members like every row less."""
    taste: Share
    """The standard deviation of a member's unexplained liking, in units of stance."""
    rapport: Share
    """The same for a member who met the applicant."""
    tolerance: Share
    """How much of a single issue a member lets pass."""
    tolerance_most: PartShare
    """The most that a member lets pass of it, with words for present-day value."""
    impatience: Multiplier
    """How much of that full fatigue takes away. At 2 a member who is half spent lets nothing pass."""
    glance: Share
    """How much of a public point a member takes in before the row opens. More of it: talk changes less."""
    read: Share
    """The same for a point of the file, by its readers."""
    met: Share
    """The same for a point of the interview, by those who held it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mind:
    """What a member brings to every row."""

    weights: Mapping[Factor, float]
    """How much each of the five factors weighs. They sum to 1."""
    alarm: Mapping[Flag, float]
    """How bad each flag looks, as a multiple of its size."""
    fixability: Mapping[Flag, float]
    """How much of each flag a remedy can lift, in [0, 1]."""


class Minds:
    """The minds of a room side by side, as arrays with one row for each member."""

    weights: NDArray[np.float64]
    """Members x factors."""
    alarm: NDArray[np.float64]
    """Members x flags, and one more column of ones for points that are no worry."""
    fixability: NDArray[np.float64]
    """Members x flags."""

    __slots__ = ("alarm", "fixability", "weights")

    def __init__(self, minds: Sequence[Mind]) -> None:
        self.weights = np.array([[mind.weights[factor] for factor in Factor] for mind in minds])
        self.alarm = np.array([[*(mind.alarm[flag] for flag in Flag), 1.0] for mind in minds])
        self.fixability = np.array([[mind.fixability[flag] for flag in Flag] for mind in minds])

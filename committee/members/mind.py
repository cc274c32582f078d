"""What members bring to every row, and the rules by which rows are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from committee.terms import Factor, Flag

FACTOR_PLACE: Final[Mapping[Factor, int]] = {factor: place for place, factor in enumerate(Factor)}
FLAG_PLACE: Final[Mapping[Flag, int]] = {flag: place for place, flag in enumerate(Flag)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRules:
    """How readings are made.

    ``gain`` turns weighted standard units above the ``bar`` into stance before it is bent into [-1, 1];
    ``taste`` is the standard deviation of a member's unexplained liking (stance units), ``rapport`` that of one
    who met the applicant; ``tolerance`` the share of a single issue let pass; ``glance``, ``read`` and ``met``
    how much of a public, file or interview point is taken in beforehand.
    """

    gain: float
    bar: float
    taste: float
    rapport: float
    tolerance: float
    tolerance_most: float
    glance: float
    read: float
    met: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mind:
    """What a member brings: weights of the five factors (sum 1), alarm and fixability by flag."""

    weights: Mapping[Factor, float]
    alarm: Mapping[Flag, float]
    fixability: Mapping[Flag, float]


class Minds:
    """The minds of a room side by side, as arrays with a row a member.

    ``weights`` by factor, ``fixability`` by flag, ``alarm`` by flag with one column more, of ones, for what is no
    worry.
    """

    __slots__ = ("alarm", "fixability", "weights")

    def __init__(self, minds: Sequence[Mind]) -> None:
        self.weights = np.array([[mind.weights[factor] for factor in Factor] for mind in minds])
        self.alarm = np.array([[*(mind.alarm[flag] for flag in Flag), 1.0] for mind in minds])
        self.fixability = np.array([[mind.fixability[flag] for flag in Flag] for mind in minds])

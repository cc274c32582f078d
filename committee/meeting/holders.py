"""Who knows which points of a row before anybody speaks.

Five groups hold all the points of a row: everybody, those who read the file, those who met the applicant, the office,
and the member whom the advocate phoned.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from committee.applicants.point import Point
from committee.members.mind import ReadingRules
from committee.terms import Family, Holding

_GROUP: Final = {Holding.PUBLIC: 0, Holding.FILE: 1, Holding.INTERVIEW: 2, Holding.PRIVATE: 3}
_ADVOCATES: Final = 4
_GROUPS: Final = 5


class Holders(Struct, frozen=True, kw_only=True, gc=False):
    """Who knows what of one row."""

    groups: tuple[tuple[int, ...], ...]
    """The member indices of the five groups: everybody, readers, interviewers, the office, advocates."""
    by_point: list[int]
    """By point, the number of the group that knows it."""

    @classmethod
    def of(cls, points: Sequence[Point], groups: tuple[tuple[int, ...], ...]) -> Holders:
        """Who knows which of ``points``; ``groups`` are the five groups as the field ``groups`` lists them."""
        by_point = [_GROUP[point.holding] for point in points]
        for index, point in enumerate(points):
            if point.family is Family.ADVOCATE and point.holding is Holding.PRIVATE:
                by_point[index] = _ADVOCATES
        return cls(groups=groups, by_point=by_point)

    @property
    def of_points(self) -> tuple[tuple[int, ...], ...]:
        """By point, the members who know it."""
        return tuple([self.groups[group] for group in self.by_point])

    @property
    def know_more(self) -> frozenset[int]:
        """Members who know anything that is not on the wall."""
        return frozenset().union(*[self.groups[group] for group in set(self.by_point) if group])


class HoldersBatch:
    """Several rows at once, with the points of all of them side by side."""

    held: NDArray[np.bool_]
    """Members x points: whether the member knows the point."""
    company: NDArray[np.intp]
    """By point, how many members know it."""

    __slots__ = ("_groups", "company", "held")

    def __init__(self, rows: Sequence[Holders], members: int) -> None:
        masks = np.zeros((members, len(rows) * _GROUPS), dtype=np.bool_)
        columns: list[int] = []
        for first, row in enumerate(rows):
            for group, who in enumerate(row.groups, first * _GROUPS):
                masks[list(who), group] = True
            columns += [first * _GROUPS + group for group in row.by_point]
        self._groups = np.array(columns, dtype=np.intp)
        self.held = masks[:, self._groups]
        self.company = masks.sum(axis=0)[self._groups]

    def heard(self, rules: ReadingRules) -> NDArray[np.float64]:
        """Members x points: how much of the point the member has taken in before any talk."""
        shares = np.array([rules.glance, rules.read, rules.met, 1.0, 1.0])
        heard: NDArray[np.float64] = self.held * shares[self._groups % _GROUPS]
        return heard

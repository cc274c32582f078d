"""What the points of a row weigh with each member, before anybody speaks.

It depends on nothing that happens in the meeting. So it is worked out for many rows and all members at once, in arrays
of members x points. :class:`committee.members.reading.Reading` goes on from there, one member and one row at a time.
Products and sums of two numbers are the same to the last bit in an array and alone. Longer sums are not, so they are
running sums here, whose order is fixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any, Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from committee.applicants.point import Point
from committee.applicants.points import USUAL_COLUMNS
from committee.applicants.posture import Posture
from committee.members.mind import FACTOR_PLACE, FLAG_PLACE, Minds, ReadingRules
from committee.terms import Factor, Flag, Holding

Reals = NDArray[np.float64]


class Layout:
    """A row as every reader meets it: what all their readings need, worked out once. Points are indices."""

    points: tuple[Point, ...]
    """The row's points."""
    posture: Posture
    """How closely the program looks at the row's kind."""
    usual: Mapping[str, float]
    """By column, what is usual for that kind."""
    factors: list[int]
    """By point, the place of its factor among the factors."""
    strengths: list[float]
    """By point, its strength; that of a worry under this posture."""
    signed: list[float]
    """By point, its strength with the sign of its valence; 0 for a worry."""
    fills: list[float]
    """By point, what a member who does not know it assumes it to be worth."""
    alarms: list[int]
    """By point, the place of its flag among the flags; one past the last for a point that is no worry."""
    weighs_on_cost: list[bool]
    """By point, whether it changes what worries cost."""
    worries: dict[Flag, list[int]]
    """By flag, the points that make it up."""
    oddities: list[int]
    """Points that are an issue and no flag."""
    proofs: dict[Flag, list[tuple[int, float]]]
    """By flag of the row, (point, how much it answers) of every proof that bears on it."""
    tolerances: list[tuple[int, float]]
    """(point, what it adds to the tolerance) of every point that adds any."""
    empty: list[tuple[Factor, float]]
    """(factor, worth) of every column that holds nothing hidden: what a member who cannot know assumes of it."""

    __slots__ = (
        "alarms",
        "empty",
        "factors",
        "fills",
        "oddities",
        "points",
        "posture",
        "proofs",
        "signed",
        "strengths",
        "tolerances",
        "usual",
        "weighs_on_cost",
        "worries",
    )

    def __init__(self, *, points: tuple[Point, ...], posture: Posture, usual: Mapping[str, float]) -> None:
        self.points = points
        self.posture = posture
        self.usual = usual
        self.factors = [FACTOR_PLACE[point.factor] for point in points]
        self.strengths = [point.strength for point in points]
        self.signed = [point.strength * point.valence for point in points]
        self.alarms = [_NO_FLAG] * len(points)
        self.weighs_on_cost = [False] * len(points)
        self.worries = {}
        self.oddities = []
        self.proofs = {}
        self.tolerances = []
        self.fills, empty = usual_fills(points, usual)
        self.empty = [(FACTOR_OF_COLUMN[column], fill) for column, fill in empty.items()]
        for index, point in enumerate(points):
            if point.flag is not None or point.issue or point.proof > 0.0 or point.tolerance > 0.0:
                self._lay_out(index, point)
        for flag in self.worries:
            self.proofs[flag] = [(i, point.proof) for i, point in enumerate(points) if flag in point.proves]

    def _lay_out(self, index: int, point: Point) -> None:
        """Note a point that is more than a merit."""
        self.weighs_on_cost[index] = True
        if point.flag is not None:
            self.worries.setdefault(point.flag, []).append(index)
            self.alarms[index] = FLAG_PLACE[point.flag]
            self.strengths[index] *= self.posture.amplify
            self.signed[index] = self.fills[index] = 0.0
        elif point.issue:
            self.oddities.append(index)
        if point.tolerance > 0.0:
            self.tolerances.append((index, point.tolerance))


def usual_fills(points: Sequence[Point], usual: Mapping[str, float]) -> tuple[list[float], dict[str, float]]:
    """What a member assumes of an unknown point, and of an unknown column that is *empty*.

    Returns one fill for each point (0 if the point is public, private or a worry of its own), and a mapping from column
    to fill for those columns of :data:`USUAL_COLUMNS` that hold no hidden point.
    """
    hidden: dict[str, int] = {}
    for point in points:
        if point.column in USUAL_COLUMNS and point.holding in _HIDDEN:
            hidden[point.column] = hidden.get(point.column, 0) + 1
    fills = [
        usual[point.column] / hidden[point.column] if point.column in hidden and point.holding in _HIDDEN else 0.0
        for point in points
    ]
    return fills, {column: usual[column] for column in USUAL_COLUMNS if column not in hidden}


_HIDDEN = (Holding.FILE, Holding.INTERVIEW)
_NO_FLAG: Final = len(Flag)

FACTOR_OF_COLUMN: Final[Mapping[str, Factor]] = {
    "class_quartile": Factor.EXAMS,
    "us_clinical": Factor.LETTERS,
    "rotated_here": Factor.LETTERS,
    "letters": Factor.LETTERS,
    "impression": Factor.INTERVIEW,
    "value": Factor.INTERVIEW,
}
"""The factor of each column that members fill with what is usual."""


OwnWeights = tuple[list[float], list[float], list[float], float]
"""One member's part of :class:`Weights`: ``heard``, ``sizes``, ``slopes`` and ``merit``."""


class Weights(Struct, frozen=True, gc=False):
    """What the points of one row weigh with each member before any talk."""

    layout: Layout
    """The row."""
    merit: Reals
    """By member, what the merits add up to."""
    heard: Reals
    """Members x points: how much of the point the member has taken in."""
    sizes: Reals
    """Members x points: what the point counts when the member has fully taken it in."""
    slopes: Reals
    """Members x points: what a merit adds for each unit more of it that the member takes in."""
    salience: Reals
    """Members x points: how much saying the point could change."""

    def by_member(self) -> list[OwnWeights]:
        """Each member's own, as plain lists."""
        own = (self.heard.tolist(), self.sizes.tolist(), self.slopes.tolist(), self.merit.tolist())
        return list(zip(*own, strict=True))


class WeightsBatch:
    """What the points of several rows weigh, with the points of all of them side by side.

    ``heard``, ``sizes``, ``slopes`` and ``salience`` are as in :class:`Weights`, members x all points.
    """

    layouts: Sequence[Layout]
    """The rows."""
    parts: list[slice]
    """By row, which points are its own."""

    def __init__(self, layouts: Sequence[Layout], minds: Minds, heard: Reals, rules: ReadingRules) -> None:
        weights = minds.weights[:, _joined(layout.factors for layout in layouts)]
        usual = weights * np.array(_joined(layout.fills for layout in layouts))
        self.layouts = layouts
        self.heard = heard
        self.sizes = weights * np.array(_joined(layout.strengths for layout in layouts))
        self.sizes *= minds.alarm[:, _joined(layout.alarms for layout in layouts)]
        self.slopes = weights * np.array(_joined(layout.signed for layout in layouts)) - usual
        self.salience = self.sizes.copy()
        terms = usual + heard * self.slopes
        granted = _Granted(minds, rules)
        ends = list(accumulate([len(layout.points) for layout in layouts], initial=0))
        self.parts = [slice(*ends[row : row + 2]) for row in range(len(layouts))]
        self._merits: list[Reals] = []
        for layout, part in zip(layouts, self.parts, strict=True):
            if layout.worries:
                _add_remedies(self.salience[:, part], layout, minds)
            self._merits.append(_sum_of(granted.of(layout, heard[:, part]), terms[:, part]))

    def rows(self) -> list[Weights]:
        """What each row's points weigh."""
        arrays = (self.heard, self.sizes, self.slopes, self.salience)
        rows = zip(self.layouts, self.parts, self._merits, strict=True)
        return [Weights(layout, merit, *[array[:, part] for array in arrays]) for layout, part, merit in rows]


def _sum_of(granted: Reals, terms: Reals) -> Reals:
    """By member, what the merits of a row add up to, on top of what is ``granted``. It overwrites ``terms``."""
    if not terms.shape[1]:
        return granted
    terms[:, 0] += granted
    return np.add.accumulate(terms, axis=1)[:, -1]


def _joined(parts: Iterable[list[Any]]) -> list[Any]:
    return list(chain.from_iterable(parts))


class _Granted:
    """What members assume of columns that hold nothing they could know of, less the bar that a row must pass."""

    def __init__(self, minds: Minds, rules: ReadingRules) -> None:
        self._minds = minds
        self._bar = rules.bar
        self._known: dict[tuple[tuple[Factor, float], ...], tuple[Reals, Reals]] = {}

    def of(self, layout: Layout, heard: Reals) -> Reals:
        """By member. Readers of the file know what is empty, except for what only an interviewer could know."""
        empty = tuple(layout.empty)
        if empty not in self._known:
            self._known[empty] = (self._sum(empty), self._sum(part for part in empty if part[0] is Factor.INTERVIEW))
        unread, read = self._known[empty]
        # A member who knows one thing that is in the file has read the file.
        filed = next((index for index, point in enumerate(layout.points) if point.holding is Holding.FILE), None)
        return unread if filed is None else np.where(heard[:, filed] > 0.0, read, unread)

    def _sum(self, empty: Iterable[tuple[Factor, float]]) -> Reals:
        total = np.zeros(len(self._minds.weights))
        for factor, fill in empty:
            total += self._minds.weights[:, FACTOR_PLACE[factor]] * fill
        return total - self._bar


def _add_remedies(salience: Reals, layout: Layout, minds: Minds) -> None:
    """Add to the ``salience`` of proof what it could lift of the worries that it answers."""
    own = salience.copy()
    for flag, proofs in layout.proofs.items():
        size = np.zeros(len(salience))
        for index in layout.worries[flag]:
            size += own[:, index]
        lifts = minds.fixability[:, FLAG_PLACE[flag]] * size
        for index, proof in proofs:
            salience[:, index] += proof * lifts

"""What the points of a row weigh with each member, before a word is said.

It depends on nothing that happens in the meeting, so it is worked out for many rows and all members at once, in arrays
of members x points; :class:`committee.members.reading.Reading` goes on from there, one member and one row at a time.
Products and sums of two are the same to the last bit in an array and alone. Longer sums are not: they are running
sums here, whose order is fixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any, Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from committee.applicants.point import EXAM_FLAGS, Point
from committee.applicants.points import USUAL_COLUMNS
from committee.applicants.posture import Posture
from committee.members.mind import FACTOR_PLACE, FLAG_PLACE, Minds, ReadingRules
from committee.terms import Factor, Flag, Holding

Reals = NDArray[np.float64]


class Layout:
    """A row as every reader meets it: its points, the posture to its kind, and what is usual for it.

    What every member's reading needs is laid out once, here. By point: its place among the ``factors``, its
    ``strengths`` (those of worries under this posture), the same ``signed`` (0 for a worry), what it ``fills`` while
    unknown, its place among the ``alarms``, and whether it weighs on what the worries cost. By index: the ``worries``
    of each flag, the ``oddities``, ``proofs`` and ``tolerances``. ``empty`` is what columns that hold nothing hidden
    are taken to be worth, by factor.
    """

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
        self.worries: dict[Flag, list[int]] = {}
        self.oddities: list[int] = []
        self.proofs: list[tuple[int, float, bool]] = []
        self.tolerances: list[tuple[int, float]] = []
        self.fills, empty = usual_fills(points, usual)
        self.empty = [(_FACTOR_OF_COLUMN[column], fill) for column, fill in empty.items()]
        for index, point in enumerate(points):
            if point.flag is not None or point.issue or point.proof > 0.0 or point.tolerance > 0.0:
                self._lay_out(index, point)

    def _lay_out(self, index: int, point: Point) -> None:
        """Note what is more than a merit."""
        self.weighs_on_cost[index] = True
        if point.flag is not None:
            self.worries.setdefault(point.flag, []).append(index)
            self.alarms[index] = FLAG_PLACE[point.flag]
            self.strengths[index] *= self.posture.amplify
            self.signed[index] = self.fills[index] = 0.0
        elif point.issue:
            self.oddities.append(index)
        if point.proof > 0.0:
            self.proofs.append((index, point.proof, point.proves_exams))
        if point.tolerance > 0.0:
            self.tolerances.append((index, point.tolerance))


def usual_fills(points: Sequence[Point], usual: Mapping[str, float]) -> tuple[list[float], dict[str, float]]:
    """What an unknown point is taken to be worth, and what an unknown *empty* column is.

    Shapes: one fill a point (0 where the point is public, private or a worry of its own), and a mapping
    from column to fill for those columns of :data:`USUAL_COLUMNS` that hold no hidden point.
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

_FACTOR_OF_COLUMN: Mapping[str, Factor] = {
    "class_quartile": Factor.EXAMS,
    "us_clinical": Factor.LETTERS,
    "rotated_here": Factor.LETTERS,
    "letters": Factor.LETTERS,
    "impression": Factor.INTERVIEW,
    "value": Factor.INTERVIEW,
}


OwnWeights = tuple[list[float], list[float], list[float], float]
"""One member's part of :class:`Weights`: ``heard``, ``sizes``, ``slopes`` and ``merit``."""


class Weights(Struct, frozen=True, gc=False):
    """What the points of one row (its ``layout``) weigh with each member before any talk; arrays of members x points.

    ``heard`` is how much of a point is taken in, ``sizes`` what it counts in full, ``slopes`` what a merit adds for
    each unit more that is taken in, ``salience`` what saying it could change; ``merit`` is by member what they add up
    to.
    """

    layout: Layout
    merit: Reals
    heard: Reals
    sizes: Reals
    slopes: Reals
    salience: Reals

    def by_member(self) -> list[OwnWeights]:
        """Each member's own, as plain lists."""
        own = (self.heard.tolist(), self.sizes.tolist(), self.slopes.tolist(), self.merit.tolist())
        return list(zip(*own, strict=True))


class WeightsBatch:
    """What the points of several rows weigh, the points of all of them side by side; arrays of members x points.

    ``heard`` is how much of each is taken in before any talk; ``parts`` says which points are a row's.
    """

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
            if layout.worries and layout.proofs:
                _add_remedies(self.salience[:, part], layout, minds)
            self._merits.append(_sum_of(granted.of(layout, heard[:, part]), terms[:, part]))

    def rows(self) -> list[Weights]:
        """What each row's points weigh."""
        arrays = (self.heard, self.sizes, self.slopes, self.salience)
        rows = zip(self.layouts, self.parts, self._merits, strict=True)
        return [Weights(layout, merit, *[array[:, part] for array in arrays]) for layout, part, merit in rows]


def _sum_of(granted: Reals, terms: Reals) -> Reals:
    """What the merits of a row add up to by member, and what is taken for granted before them; uses up ``terms``."""
    if not terms.shape[1]:
        return granted
    terms[:, 0] += granted
    return np.add.accumulate(terms, axis=1)[:, -1]


def _joined(parts: Iterable[list[Any]]) -> list[Any]:
    return list(chain.from_iterable(parts))


class _Granted:
    """What is taken for granted of columns that hold nothing the member could know of, and the bar to be above."""

    def __init__(self, minds: Minds, rules: ReadingRules) -> None:
        self._minds = minds
        self._bar = rules.bar
        self._known: dict[tuple[tuple[Factor, float], ...], tuple[Reals, Reals]] = {}

    def of(self, layout: Layout, heard: Reals) -> Reals:
        """By member. Who has read the file knows what is empty, but for what only an interviewer could know."""
        empty = tuple(layout.empty)
        if empty not in self._known:
            self._known[empty] = (self._sum(empty), self._sum(part for part in empty if part[0] is Factor.INTERVIEW))
        unread, read = self._known[empty]
        # Whoever knows one thing that is in the file has read the file.
        filed = next((index for index, point in enumerate(layout.points) if point.holding is Holding.FILE), None)
        return unread if filed is None else np.where(heard[:, filed] > 0.0, read, unread)

    def _sum(self, empty: Iterable[tuple[Factor, float]]) -> Reals:
        total = np.zeros(len(self._minds.weights))
        for factor, fill in empty:
            total += self._minds.weights[:, FACTOR_PLACE[factor]] * fill
        return total - self._bar


def _add_remedies(salience: Reals, layout: Layout, minds: Minds) -> None:
    """What answers a worry is worth saying for as much as it could lift: add that to the ``salience`` of a row."""
    general = np.zeros(len(salience))
    exams = np.zeros(len(salience))
    for flag, parts in layout.worries.items():
        size = np.zeros(len(salience))
        for index in parts:
            size += salience[:, index]
        lifts = minds.fixability[:, FLAG_PLACE[flag]] * size
        general += lifts
        if flag in EXAM_FLAGS:
            exams += lifts
    for index, proof, only_exams in layout.proofs:
        salience[:, index] += proof * (exams if only_exams else general)

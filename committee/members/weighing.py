"""What the points of a row weigh with each member, before a word is said.

It depends on nothing that happens in the meeting, so it is worked out for many rows and all members at once, in arrays
of members x points; :class:`committee.members.reading.Reading` goes on from there, one member and one row at a time.
Products and sums of two are the same to the last bit in an array and alone. Longer sums are not: they are running
sums here, whose order is fixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from committee.applicants.point import EXAM_FLAGS, Point
from committee.applicants.points import USUAL_COLUMNS
from committee.applicants.posture import Posture
from committee.members.mind import FACTOR_PLACE, FLAG_PLACE, Minds, ReadingRules
from committee.terms import Factor, Flag, Holding

Reals = NDArray[np.float64]


class RowView:
    """A row as every reader meets it: its points, the posture to its kind, and what is usual for it.

    What every member's reading needs is laid out once, here: by point its place among the factors, its ``strengths``
    (those of worries under this posture), ``signed`` (0 for a worry) and ``fills``; the indices of the ``worries`` by
    flag and of the ``oddities``; ``proofs``, ``tolerances``, which points weigh on what the worries cost; and ``empty``,
    what a column that holds nothing hidden is taken to be worth.
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


_FILE = Holding.FILE
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
"""One member's part of :class:`Weighed`: ``heard``, ``sizes``, ``slopes`` and ``merit``."""


class Weighed:
    """What the points of one row weigh with each member before any talk; arrays of members x points.

    ``heard`` is how much of a point is taken in, ``sizes`` what it counts in full, ``slopes`` what a merit adds for each
    unit more that is taken in, ``salience`` what saying it could change; ``merit`` is by member what they add up to.
    """

    __slots__ = ("heard", "merit", "salience", "sizes", "slopes")

    def __init__(self, heard: Reals, sizes: Reals, slopes: Reals, salience: Reals, merit: Reals) -> None:
        self.heard = heard
        self.sizes = sizes
        self.slopes = slopes
        self.salience = salience
        self.merit = merit

    def by_member(self) -> list[OwnWeights]:
        """Each member's own, as plain lists."""
        own = (self.heard.tolist(), self.sizes.tolist(), self.slopes.tolist(), self.merit.tolist())
        return list(zip(*own, strict=True))


def first_heard(points: Sequence[Point], held: NDArray[np.bool_], rules: ReadingRules) -> Reals:
    """How much of each point each member has taken in before any talk.

    ``held`` (members x points) says who knows which; the result has its shape.
    """
    share = {
        Holding.PUBLIC: rules.glance,
        Holding.FILE: rules.read,
        Holding.INTERVIEW: rules.met,
        Holding.PRIVATE: 1.0,
    }
    return held * np.array([share[point.holding] for point in points])


def weigh(views: Sequence[RowView], minds: Minds, heard: Sequence[Reals], rules: ReadingRules) -> list[Weighed]:
    """What the points of several rows weigh; ``heard`` (members x points) is that of each row before any talk."""
    weights = minds.weights[:, _joined(view.factors for view in views)]
    usual = weights * np.array(_joined(view.fills for view in views))
    sizes = weights * np.array(_joined(view.strengths for view in views))
    sizes *= minds.alarm[:, _joined(view.alarms for view in views)]
    slopes = weights * np.array(_joined(view.signed for view in views)) - usual
    terms = usual + np.concatenate(heard, axis=1) * slopes
    taken_for_granted = _Granted(minds, rules)
    found = []
    end = 0
    for view, known in zip(views, heard, strict=True):
        part = slice(end, end := end + len(view.points))
        size = sizes[:, part]
        found.append(
            Weighed(
                heard=known,
                sizes=size,
                slopes=slopes[:, part],
                salience=_with_remedies(size, view, minds) if view.worries and view.proofs else size,
                merit=_merit(taken_for_granted.of(view, known), terms[:, part]),
            )
        )
    return found


def _joined(parts: Iterable[list[Any]]) -> list[Any]:
    return list(chain.from_iterable(parts))


def _merit(before: Reals, terms: Reals) -> Reals:
    """What the merits of a row add up to by member, after what stands ``before`` them."""
    if not terms.shape[1]:
        return before
    terms[:, 0] += before
    return np.add.accumulate(terms, axis=1)[:, -1]


class _Granted:
    """What is taken for granted of columns that hold nothing the member could know of, and the bar to be above."""

    def __init__(self, minds: Minds, rules: ReadingRules) -> None:
        self._minds = minds
        self._bar = rules.bar
        self._known: dict[tuple[tuple[Factor, float], ...], tuple[Reals, Reals]] = {}

    def of(self, view: RowView, heard: Reals) -> Reals:
        """By member. Who has read the file knows what is empty, but for what only an interviewer could know."""
        empty = tuple(view.empty)
        if empty not in self._known:
            self._known[empty] = (self._sum(empty), self._sum(one for one in empty if one[0] is Factor.INTERVIEW))
        unread, read = self._known[empty]
        # Whoever knows one thing that is in the file has read the file.
        filed = next((index for index, point in enumerate(view.points) if point.holding is _FILE), None)
        return unread if filed is None else np.where(heard[:, filed] > 0.0, read, unread)

    def _sum(self, empty: Iterable[tuple[Factor, float]]) -> Reals:
        total = np.zeros(len(self._minds.weights))
        for factor, fill in empty:
            total += self._minds.weights[:, FACTOR_PLACE[factor]] * fill
        return total - self._bar


def _with_remedies(sizes: Reals, view: RowView, minds: Minds) -> Reals:
    """What answers a worry is worth saying for as much as it could lift."""
    general = np.zeros(len(sizes))
    exams = np.zeros(len(sizes))
    for flag, parts in view.worries.items():
        size = np.zeros(len(sizes))
        for index in parts:
            size += sizes[:, index]
        lifts = minds.fixability[:, FLAG_PLACE[flag]] * size
        general += lifts
        if flag in EXAM_FLAGS:
            exams += lifts
    salience = sizes.copy()
    for index, proof, only_exams in view.proofs:
        salience[:, index] += proof * (exams if only_exams else general)
    return salience

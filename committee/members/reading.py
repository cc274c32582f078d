"""How a member reads a row: from points, and the weight each has gained, to a stance in [-1, 1].

What a member knows of a point is ``h`` in [0, 1]: 0 never heard of it, 1 fully taken in. A point that
counts in a column that the member does not know is filled with what is usual *for that kind*, and what
is heard replaces it. A worry weighs ::

    strength x alarm x posture(kind) x (1 + ghost) x (1 - fixability x proof heard)

and the member lets pass a part of one issue: ``tolerance x largest^2 / sum``, which is that part of a single
issue and less and less of it the more issues there are. That is all there is to stacking.

The functions are pure scalar arithmetic; :class:`Reading` keeps one member's sums for one row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from operator import mul

from committee.applicants.point import EXAM_FLAGS, Point
from committee.applicants.points import USUAL_COLUMNS
from committee.applicants.posture import Posture
from committee.terms import Factor, Flag, Holding


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


class RowView:
    """A row as every reader meets it: its points, the posture to its kind, and what is usual for it.

    What every member's reading needs is laid out once, here: ``merits`` (index, factor, signed strength, fill),
    ``worries`` by flag (flag, [(index, factor, strength under this posture, alarm applies)]), ``oddities``, ``proofs``,
    ``tolerances``, which points weigh on what the worries cost, and what a column nobody has read is taken to be worth.
    """

    __slots__ = (
        "empty",
        "filed",
        "holdings",
        "merits",
        "oddities",
        "points",
        "posture",
        "proofs",
        "tolerances",
        "usual",
        "weighs_on_cost",
        "worries",
    )

    def __init__(self, *, points: tuple[Point, ...], posture: Posture, usual: Mapping[str, float]) -> None:
        self.points = points
        self.posture = posture
        self.usual = usual
        self.holdings = [point.holding for point in points]
        self.filed = [index for index, holding in enumerate(self.holdings) if holding is Holding.FILE]
        self.merits: list[tuple[int, Factor, float, float]] = []
        self.worries: dict[Flag, list[tuple[int, Factor, float]]] = {}
        self.oddities: list[tuple[int, Factor, float]] = []
        self.proofs: list[tuple[int, float, bool]] = []
        self.tolerances: list[tuple[int, float]] = []
        self.weighs_on_cost = [p.flag is not None or p.issue or p.proof > 0.0 or p.tolerance > 0.0 for p in points]
        fills, empty = usual_fills(points, usual)
        self.empty = [(_FACTOR_OF_COLUMN[column], fill) for column, fill in empty.items()]
        for index, point in enumerate(points):
            self._lay_out(index, point, fills[index])

    def _lay_out(self, index: int, point: Point, fill: float) -> None:
        if point.flag is not None:
            strength = point.strength * self.posture.amplify
            self.worries.setdefault(point.flag, []).append((index, point.factor, strength))
        else:
            self.merits.append((index, point.factor, point.strength * point.valence, fill))
            if point.issue:
                self.oddities.append((index, point.factor, point.strength))
        if point.proof > 0.0:
            self.proofs.append((index, point.proof, point.proves_exams))
        if point.tolerance > 0.0:
            self.tolerances.append((index, point.tolerance))


def bend(value: float) -> float:
    """``value`` bent into (-1, 1), nearly straight in the middle: x / sqrt(1 + x^2)."""
    return value / sqrt(1.0 + value * value)


def concern(strength: float, ghost: float, remedy: float) -> float:
    """What is left of a worry: ``strength`` made dearer by ``ghost`` >= -1, cheaper by ``remedy`` in [0, 1]."""
    return strength * (1.0 + ghost) * (1.0 - remedy)


def let_pass(tolerance: float, largest: float, total: float) -> float:
    """How much of the issues is let pass; ``tolerance`` in [0, 1), ``largest`` <= ``total``, both >= 0."""
    return tolerance * largest * largest / total if total > 0.0 else 0.0


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

_FACTOR_OF_COLUMN: Mapping[str, Factor] = {
    "class_quartile": Factor.EXAMS,
    "us_clinical": Factor.LETTERS,
    "rotated_here": Factor.LETTERS,
    "letters": Factor.LETTERS,
    "impression": Factor.INTERVIEW,
    "value": Factor.INTERVIEW,
}


class Worry:
    """One flag of a row as one member sees it: the points that make it up."""

    __slots__ = ("exams", "fixability", "flag", "ghost", "parts")

    def __init__(self, flag: Flag, fixability: float) -> None:
        self.flag = flag
        self.fixability = fixability
        self.exams = flag in EXAM_FLAGS
        self.ghost = 0.0
        self.parts: list[tuple[int, float]] = []


class Reading:
    """One member's reading of one row.

    State: ``heard`` (h by point), ``salience`` (what saying a point could change, by point), the running sum of
    merits, the worries with their ghosts, and what they cost, kept until something that weighs on it is heard.
    :meth:`hear` adds weight to a point, :meth:`haunt` makes a worry dearer, :meth:`lean` reads the stance again.
    """

    __slots__ = (
        "_cost",
        "_gain",
        "_liking",
        "_merit",
        "_oddities",
        "_proofs",
        "_shift",
        "_slopes",
        "_tolerance",
        "_tolerance_most",
        "_tolerances",
        "_weighs_on_cost",
        "heard",
        "salience",
        "worries",
    )

    def __init__(self, view: RowView, mind: Mind, rules: ReadingRules, heard: list[float], bias: float) -> None:
        size = len(view.points)
        self.heard = heard
        self._gain = rules.gain
        self._shift = view.posture.shift
        self._liking = bias
        self._tolerance = rules.tolerance
        self._tolerance_most = rules.tolerance_most
        self._slopes = [0.0] * size
        self.salience = [0.0] * size
        self._proofs = view.proofs
        self._tolerances = view.tolerances
        self._weighs_on_cost = view.weighs_on_cost
        self._cost: float | None = None
        weights = mind.weights
        self._oddities = [(index, weights[factor] * strength) for index, factor, strength in view.oddities]
        self._merit = self._fill_empty(view, weights) - rules.bar
        self._weigh_merits(view, weights)
        self.worries = [self._worry(flag, parts, mind) for flag, parts in view.worries.items()]
        if self.worries and self._proofs:
            self._weigh_remedies()

    def _fill_empty(self, view: RowView, weights: Mapping[Factor, float]) -> float:
        """What is taken for granted of columns that hold nothing the member could know of."""
        reads = False
        for index in view.filed:
            if self.heard[index] > 0.0:
                reads = True
                break
        total = 0.0
        for factor, fill in view.empty:
            if not reads or factor is Factor.INTERVIEW:
                total += weights[factor] * fill
        return total

    def _weigh_merits(self, view: RowView, weights: Mapping[Factor, float]) -> None:
        merit = self._merit
        for index, factor, strength, fill in view.merits:
            weight = weights[factor]
            slope = weight * strength - weight * fill
            self._slopes[index] = slope
            merit += weight * fill + self.heard[index] * slope
            self.salience[index] = weight * strength if strength >= 0.0 else -weight * strength
        self._merit = merit

    def _worry(self, flag: Flag, parts: Sequence[tuple[int, Factor, float]], mind: Mind) -> Worry:
        worry = Worry(flag, mind.fixability[flag])
        for index, factor, strength in parts:
            size = mind.weights[factor] * strength * mind.alarm[flag]
            worry.parts.append((index, size))
            self.salience[index] = size
        return worry

    def _weigh_remedies(self) -> None:
        """What answers a worry is worth saying for as much as it could lift."""
        general = 0.0
        exams = 0.0
        for worry in self.worries:
            size = 0.0
            for _, part in worry.parts:
                size += part
            exams += worry.fixability * size if worry.exams else 0.0
            general += worry.fixability * size
        for index, proof, only_exams in self._proofs:
            self.salience[index] += proof * (exams if only_exams else general)

    def hear(self, index: int, gain: float) -> None:
        """Add ``gain`` >= 0 to the weight of the point at ``index``."""
        self.heard[index] += gain
        self._merit += self._slopes[index] * gain
        if self._weighs_on_cost[index]:
            self._cost = None

    def haunt(self, worry: Worry, ghost: float) -> None:
        """Set how much dearer (above 0) or cheaper the ghosts make ``worry``, one of :attr:`worries`."""
        worry.ghost = ghost
        self._cost = None

    def lean(self) -> float:
        """The stance before any pull by others: what the row deserves, bent into (-1, 1), and the liking for it."""
        cost = self._cost
        if cost is None:
            cost = self._cost = self._cost_of_issues()
        return bend(self._gain * (self._merit - cost) + self._shift) + self._liking

    def _cost_of_issues(self) -> float:
        """What worries cost, less what is let pass of all issues together (an oddity's own cost is in the merits)."""
        if not (self.worries or self._oddities):
            return 0.0
        cost, largest = self._cost_of_worries()
        total = cost
        for index, size in self._oddities:
            odd = self.heard[index] * size
            total += odd
            if odd > largest:
                largest = odd
        return cost - let_pass(self._tolerance_now(), largest, total)

    def _cost_of_worries(self) -> tuple[float, float]:
        """(all worries together, the largest)."""
        cost = 0.0
        largest = 0.0
        if not self.worries:
            return cost, largest
        heard = self.heard
        general, exams = self._proof_heard() if self._proofs else (0.0, 0.0)
        for worry in self.worries:
            strength = 0.0
            for index, part in worry.parts:
                strength += heard[index] * part
            left = concern(strength, worry.ghost, worry.fixability * (exams if worry.exams else general))
            cost += left
            if left > largest:
                largest = left
        return cost, largest

    def _proof_heard(self) -> tuple[float, float]:
        """How much has been answered, in [0, 1]: for any worry, and for worries about exams."""
        open_general = 1.0
        open_exams = 1.0
        for index, proof, only_exams in self._proofs:
            left = 1.0 - self.heard[index] * proof
            open_exams *= left
            if not only_exams:
                open_general *= left
        return 1.0 - open_general, 1.0 - open_exams

    def _tolerance_now(self) -> float:
        tolerance = self._tolerance
        for index, more in self._tolerances:
            tolerance += more * self.heard[index]
        return tolerance if tolerance < self._tolerance_most else self._tolerance_most


def shares_heard(holdings: Sequence[Holding], rules: ReadingRules) -> list[float]:
    """How much of each point those who know it have taken in before any talk."""
    share = {
        Holding.PUBLIC: rules.glance,
        Holding.FILE: rules.read,
        Holding.INTERVIEW: rules.met,
        Holding.PRIVATE: 1.0,
    }
    return [share[holding] for holding in holdings]


def first_heard(shares: Sequence[float], held: Sequence[bool]) -> list[float]:
    """How much of each point a member has taken in before any talk; ``held`` says which they know."""
    return list(map(mul, shares, held))

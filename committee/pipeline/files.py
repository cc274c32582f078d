"""All who apply in one year, as arrays.

What a reader sees of a file is worked out once for each different cell and gathered for everybody. It is the model's
own reading (:mod:`committee.members.reading`), by a reader of average mind who has taken in what is on the wall and in
the file: merits, worries with the remedies that the file holds, and what is let pass of a single issue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from committee.applicants.applicant import Applicant
from committee.applicants.coded import Wholes, encoded
from committee.applicants.point import Circumstances, Point
from committee.applicants.points import COLUMN_RULES, USUAL_COLUMNS, to_explain
from committee.applicants.pools import Pools
from committee.members.mind import BeliefRules, ReadingRules
from committee.members.weights import FACTOR_OF_COLUMN
from committee.program.composite import CompositeRules, label, score_of
from committee.program.program import Program
from committee.terms import Factor, Flag, Holding, Kind, Label

Reals = NDArray[np.float64]
Bools = NDArray[np.bool_]

BEFORE_THE_DAY: Final = ("interview_score", "impression", "value", "emails", "rotated_here", "advocate")
"""Columns that depend on the program: nobody has met the applicant yet, and an advocate phones one program."""

_FLAGS: Final = tuple(Flag)
_AGES: Final = (_FLAGS.index(Flag.OLD_GRAD), _FLAGS.index(Flag.GAP))


class Yardstick(Struct, frozen=True, kw_only=True):
    """By what a file is read before anybody meets the applicant."""

    circumstances: Circumstances
    """What a cell means."""
    beliefs: BeliefRules
    """How much each factor weighs."""
    reading: ReadingRules
    """What is let pass of a single issue, and the bar."""
    composite: CompositeRules
    """How the crude score is made."""
    program: Program
    """What is usual of a kind."""


class Files(Struct, frozen=True, kw_only=True):
    """The files of a year. Arrays have one entry, or one row, for each of N applicants."""

    year: int
    """The calendar year of the rank meetings."""
    ids: tuple[str, ...]
    """Unique in the season."""
    numbers: Mapping[str, Wholes]
    """Every field as whole numbers (:mod:`committee.applicants.coded`), and the places of the names."""
    promise: Reals
    """Latent promise, standard normal; not a number for a row of a sheet."""
    severity: Reals
    """N x flags: how much worry the file holds of each flag, added up, in su, before posture and remedies."""
    flagged: Bools
    """N x flags: whether that is as much as flags a row."""
    worth: Reals
    """What the merits of wall and file weigh, less the bar, in weighted su."""
    left: Reals
    """N x flags: what each worry costs after remedies, in weighted su, for a posture of 1."""
    issues: Reals
    """What they cost together after tolerance, in weighted su, for a posture of 1."""
    composite: Reals
    """The crude score, 0 to 100, without an interview."""
    fixed: tuple[Applicant, ...]
    """The last of the applicants, if they are given: rows of the scenario."""

    @property
    def merit(self) -> Reals:
        """What a reader without posture makes of each file, in weighted su."""
        return self.worth - self.issues

    @property
    def kind(self) -> Wholes:
        """Each one's kind, by its place in :class:`Kind`."""
        return self.numbers["kind"]


def files_of(
    year: int,
    ids: Sequence[str],
    drawn: tuple[Mapping[str, Wholes], Reals],
    by: Yardstick,
    fixed: Sequence[Applicant] = (),
) -> Files:
    """The files of all who are ``drawn`` (fields and promise), and of those who are given.

    ``ids`` are those of the drawn. A given applicant keeps their own id.
    """
    numbers, promise = _with_fixed(drawn, fixed)
    everybody = (*ids, *(row.id for row in fixed))
    seen = _Seen(Pools.of(everybody, numbers, promise), by)
    severity = seen.severity()
    left = seen.left(severity)
    return Files(
        year=year,
        ids=everybody,
        numbers=numbers,
        promise=promise,
        severity=severity,
        flagged=severity >= by.circumstances.rules.flag_from,
        worth=seen.worth(),
        left=left,
        issues=cost_of(left, by.reading.tolerance),
        composite=_composites(numbers, by.composite),
        fixed=tuple(fixed),
    )


def _with_fixed(
    drawn: tuple[Mapping[str, Wholes], Reals], fixed: Sequence[Applicant]
) -> tuple[dict[str, Wholes], Reals]:
    numbers, promise = drawn
    codes = [encoded(row) for row in fixed]
    nowhere = dict.fromkeys(("given", "family"), 0)
    joined = {
        field: np.concatenate([of_all, np.array([{**nowhere, **code}[field] for code in codes], dtype=of_all.dtype)])
        for field, of_all in numbers.items()
    }
    own = np.array([np.nan if row.promise is None else row.promise for row in fixed])
    return joined, np.concatenate([promise, own])


class _Seen:
    """What stands on the wall and in the file, cell by cell."""

    def __init__(self, pools: Pools, by: Yardstick) -> None:
        self._pools, self._by = pools, by
        self._many = len(pools.ids)
        whole = sum(by.beliefs.weights.values())
        self._weight = {factor: by.beliefs.weights[factor] / whole for factor in Factor}
        self._columns = {name: self._read(name) for name in COLUMN_RULES if name not in BEFORE_THE_DAY}

    def _read(self, column: str) -> tuple[Wholes, list[tuple[Point, ...]]]:
        """(for everybody a code, by code the points) of a column."""
        codes, values = self._pools.cells(column)
        codes = codes[0]
        first = np.zeros(len(values), dtype=np.intp)
        first[codes[::-1]] = np.arange(self._many)[::-1]
        derive = COLUMN_RULES[column].derive
        said = [
            tuple(
                point
                for point in derive(self._pools.somebody(0, int(who)), self._by.circumstances)
                if point.strength > 0.0 and point.holding is not Holding.PRIVATE
            )
            for who in first
        ]
        return codes, said

    def _sum(self, count: Callable[[Point], float], columns: Sequence[str] = ()) -> Reals:
        """What all points of everybody count, added up."""
        sums = np.zeros(self._many)
        for column in columns or self._columns:
            codes, said = self._columns[column]
            sums += np.array([sum(count(point) for point in points) for points in said])[codes]
        return sums

    def severity(self) -> Reals:
        """N x flags."""
        found = np.zeros((self._many, len(_FLAGS)))
        for place, flag in enumerate(_FLAGS):
            found[:, place] = self._sum(lambda point, flag=flag: point.strength if point.flag is flag else 0.0)  # type: ignore[misc]
        ages = found[:, _AGES]
        milder = np.where(ages[:, 0] <= ages[:, 1], _AGES[0], _AGES[1])
        both = np.flatnonzero((ages > 0.0).all(axis=1))
        found[both, milder[both]] *= self._by.circumstances.rules.shared_cause
        return found

    def worth(self) -> Reals:
        """N: what merits weigh, and what is usual of a kind where nobody can know yet, less the bar."""

        def merit(point: Point) -> float:
            return 0.0 if point.flag is not None else self._weight[point.factor] * point.valence * point.strength

        plain = [column for column in self._columns if column != "narrative"]
        owed = self._owed()
        told = self._sum(merit, ["narrative"])
        return self._sum(merit, plain) + np.where(told < 0.0, told * owed, told) + self._usual() - self._by.reading.bar

    def _owed(self) -> Reals:
        """N: how much there is to explain."""
        gravest = np.zeros(self._many)
        for codes, said in self._columns.values():
            worst = [
                max((point.strength for point in points if point.flag is not None), default=0.0) for points in said
            ]
            gravest = np.maximum(gravest, np.array(worst)[codes])
        flag_from = self._by.circumstances.rules.flag_from
        values, places = np.unique(gravest, return_inverse=True)
        return np.array([max(0.0, to_explain(float(value), flag_from)) for value in values])[places]

    def _usual(self) -> Reals:
        unknown = [column for column in USUAL_COLUMNS if column in BEFORE_THE_DAY]
        usual = [
            sum(self._weight[FACTOR_OF_COLUMN[column]] * self._by.program.usual[kind][column] for column in unknown)
            for kind in Kind
        ]
        of_kind: Reals = np.array(usual, dtype=np.float64)[self._pools.field("kind")[0]]
        return of_kind

    def left(self, severity: Reals) -> Reals:
        """N x flags: what each worry costs by itself."""
        left = np.empty_like(severity)
        for place, flag in enumerate(_FLAGS):
            remedy = 1.0 - self._unanswered(flag)
            left[:, place] = severity[:, place] * (1.0 - self._by.beliefs.fixability[flag] * remedy)
            left[:, place] *= self._by.beliefs.alarm[flag] * self._weight[Factor.SEVERITY]
        return left

    def _unanswered(self, flag: Flag) -> Reals:
        """N: how much of the worry no proof answers."""
        left = np.ones(self._many)
        for codes, said in self._columns.values():
            by_code = []
            for points in said:
                product = 1.0
                for point in points:
                    product *= 1.0 - point.proof if flag in point.proves else 1.0
                by_code.append(product)
            left *= np.array(by_code)[codes]
        return left


def cost_of(left: Reals, tolerance: float) -> Reals:
    """What worries cost together: less than their sum, since a single issue is let pass in part.

    ``left`` is what each costs, files x flags; the result has one entry a file.
    """
    whole, largest = left.sum(axis=1), left.max(axis=1)
    passed = np.divide(tolerance * largest * largest, whole, out=np.zeros(len(left)), where=whole > 0.0)
    cost: Reals = whole - passed
    return cost


def labels_of(files: Files, rules: CompositeRules) -> NDArray[np.int8]:
    """N: the informal label of each file before interviews, as its place in :class:`Label`, by these rules."""
    scores, places = np.unique(_composites(files.numbers, rules), return_inverse=True)
    found = [_LABELS.index(label(score, rules)) for score in scores.tolist()]
    return np.array(found, dtype=np.int8)[places.reshape(-1)]


_LABELS: Final = tuple(Label)


def _composites(numbers: Mapping[str, Wholes], rules: CompositeRules) -> Reals:
    """The crude score of everybody: each different combination of cells once."""
    cells = np.stack(
        [numbers[field] for field in ("step1", "step2_ck", "step1_fails", "step2_fails", "class_quartile")]
    )
    distinct, places = np.unique(cells, axis=1, return_inverse=True)
    scores = [_composite(column, rules) for column in distinct.T.tolist()]
    found: Reals = np.array(scores, dtype=np.float64)[places.reshape(-1)]
    return found


def _composite(cells: list[int], rules: CompositeRules) -> float:
    step1, step2, fails1, fails2, quartile = cells
    exams = (float(step1) if step1 >= _LEAST_SCORE else np.nan, float(step2) if step2 else np.nan)
    return score_of(exams, fails1 + fails2, quartile, np.nan, rules)


_LEAST_SCORE: Final = 180
"""A smaller number stands for a result without a score."""

"""Draws the pools of many seeds at once, in arrays: those of :func:`~committee.applicants.pool.draw_pool`, to the bit.

The draws of an applicant are the same words. :mod:`committee.applicants.crowd` makes traits of them, kind by kind.
Cells and texts are made only when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from committee.applicants import crowd
from committee.applicants.applicant import Applicant
from committee.applicants.coded import MEANINGS, Wholes, number
from committee.applicants.draws import TAKEN, Draws, Reals
from committee.applicants.figures import Figures
from committee.applicants.figures import names as name_lists
from committee.applicants.points import COLUMN_RULES
from committee.applicants.pool import PoolSpec, invented_names, own_seats, seats_of
from committee.chance import Chance, Purpose, normals_of, uniforms_of
from committee.terms import Kind

Words = Callable[[Sequence[Chance], Purpose, Sequence[str], int], NDArray[np.uint64]]
"""Makes the raw words of many seeds: (chances, purpose, keys, count) -> shape (chances, keys, count)."""

_ROWS_AT_ONCE: Final = 16_384
"""Applicants of whom all draws are held at the same time: 25 MB, and fast."""


def raws(chances: Sequence[Chance], purpose: Purpose, keys: Sequence[str], count: int) -> NDArray[np.uint64]:
    """:meth:`Chance.raws` of each of ``chances``; shape (chances, keys, ``count``)."""
    words = np.empty((len(chances), len(keys), count), dtype=np.uint64)
    for row, chance in enumerate(chances):
        words[row] = chance.raws(purpose, keys, count)
    return words


def draw_pools(
    spec: PoolSpec, chances: Sequence[Chance], *, year: int, fixed: Sequence[Applicant] = (), words: Words = raws
) -> Pools:
    """The pools of many seeds, a meeting each.

    Parameters
    ----------
    spec, year, fixed
        As for :func:`~committee.applicants.pool.draw_pool`.
    chances
        The draws of each seed.
    words
        Makes the raw words. A faster function than :func:`raws` must make the same words.

    Raises
    ------
    ScenarioRefused
        If there are more fixed rows of a kind than ``spec`` has room for.
    """
    seats = seats_of(spec, fixed)
    sitting = _sitting(seats, chances, fixed, words)
    places = uniforms_of(words(chances, Purpose.POOL_ORDER, tuple(seats), 1)[:, :, 0])
    seats_by_text = by_text(tuple(seats))
    order = seats_by_text[np.argsort(places[:, seats_by_text], axis=1, kind="stable")]
    drawn = _draw_all(seats, chances, year, words)
    return Pools(tuple(seats), tuple(fixed), np.take_along_axis(sitting, order, axis=1), drawn)


class Pools:
    """Many pools of one :class:`PoolSpec`.

    Attributes
    ----------
    ids
        Every id that can occur in a meeting: those of the seats, then those of the fixed rows. The same for every seed.
    order
        Which of ``ids`` stands at each place of the sheet; shape (meetings, rows). Those whose seat a fixed row took
        stand nowhere.
    """

    ids: tuple[str, ...]
    order: Wholes

    def __init__(self, seats: tuple[str, ...], fixed: tuple[Applicant, ...], order: Wholes, drawn: _Drawn) -> None:
        self.ids = seats + tuple(row.id for row in fixed)
        self.order = order
        self._seats, self._fixed, self._drawn = len(seats), fixed, drawn
        self._called: tuple[int, list[str]] | None = None

    @classmethod
    def of(cls, ids: Sequence[str], numbers: Mapping[str, NDArray[Any]], promise: Reals) -> Pools:
        """One sheet of people who are drawn already, in the order given; ``numbers`` are by field."""
        drawn = _Drawn({field: of_all[None, :] for field, of_all in numbers.items()}, promise[None, :])
        return cls(tuple(ids), (), np.arange(len(ids))[None, :], drawn)

    def parts(self, sizes: Sequence[int]) -> list[Pools]:
        """The one sheet of :meth:`of`, cut into sheets of these sizes; cells are told apart once for all of them."""
        edges = np.concatenate([[0], np.cumsum(sizes)]).astype(int).tolist()
        told = _Told(self)
        return [_Part(told, slice(*own)) for own in pairwise(edges)]

    def part(self, own: slice) -> tuple[tuple[str, ...], _Drawn]:
        """The ids and what was drawn of some rows of the one sheet of :meth:`of`."""
        numbers = {field: of_all[:, own] for field, of_all in self._drawn.numbers.items()}
        return self.ids[own], _Drawn(numbers, self._drawn.promise[:, own])

    def backwards(self) -> Pools:
        """The same with the order of every sheet turned round."""
        return Pools(self.ids[: self._seats], self._fixed, self.order[:, ::-1], self._drawn)

    def cells(self, column: str) -> tuple[Wholes, list[object]]:
        """What stands in the cells that a column reads.

        Parameters
        ----------
        column
            A key of :data:`~committee.applicants.points.COLUMN_RULES`.

        Returns
        -------
        codes
            Shape (meetings, ids), also for those who stand nowhere.
        values
            By code: ``values[code] == COLUMN_RULES[column].cells(applicant)``. No two are equal.
        """
        return self._coded(COLUMN_RULES[column].cells)

    def field(self, name: str) -> NDArray[Any]:
        """A field as plain numbers, a key of :data:`PLAIN`; shape (meetings, ids)."""
        if name == "promise":
            return self._promise()
        plain = PLAIN[name]
        codes, values = self._coded(lambda who: getattr(who, plain.cell))
        table: NDArray[Any] = np.array([plain.of(value) for value in values], dtype=plain.dtype)
        return table[codes]

    def has_note(self, row: int) -> bool:
        """Whether the sheet has a note on one of :attr:`ids`. Nobody who is drawn has one."""
        return row >= self._seats and bool(self._fixed[row - self._seats].note)

    def somebody(self, meeting: int, place: int) -> Any:
        """Who stands at a place of the sheet, with the fields of an applicant but the name of who is drawn."""
        row = int(self.order[meeting, place])
        return self._fixed[row - self._seats] if row >= self._seats else _Person(self._drawn.numbers, (meeting, row))

    def applicant(self, meeting: int, place: int) -> Applicant:
        """Who stands at a place of the sheet, as :func:`~committee.applicants.pool.draw_pool` gives it."""
        row = int(self.order[meeting, place])
        if row >= self._seats:
            return self._fixed[row - self._seats]
        person: Any = _Person(self._drawn.numbers, (meeting, row))
        return Applicant(
            id=self.ids[row],
            name=self.names(meeting)[place],
            promise=float(self._drawn.promise[meeting, row]),
            **{field: getattr(person, field) for field in MEANINGS},
        )

    def names(self, meeting: int) -> list[str]:
        """Everybody's name, by place of the sheet."""
        if self._called is None or self._called[0] != meeting:
            self._called = meeting, self._call(meeting)
        return list(self._called[1])

    def _call(self, meeting: int) -> list[str]:
        rows = self.order[meeting].tolist()
        drawn = sorted(row for row in rows if row < self._seats)
        places = (self._drawn.numbers[part][meeting, drawn].tolist() for part in ("given", "family"))
        called = invented_names(zip(*places, strict=True), name_lists(), self._fixed)
        name_of = dict(zip(drawn, called, strict=True))
        return [name_of[row] if row < self._seats else self._fixed[row - self._seats].name for row in rows]

    def _coded(self, read: Callable[[Any], object]) -> tuple[Wholes, list[object]]:
        """What ``read`` reads of everybody, as :meth:`cells`; it reads arrays, drawn persons and applicants alike."""
        numbers = self._drawn.numbers
        read_of_all: Any = read(SimpleNamespace(**numbers))
        drawn, examples = _distinct(read_of_all if isinstance(read_of_all, tuple) else (read_of_all,))
        codes = np.empty((len(drawn), len(self.ids)), dtype=np.intp)
        codes[:, : self._seats] = drawn
        values = [read(_Person(numbers, example)) for example in examples]
        code_of = {value: code for code, value in enumerate(values)}
        for column, row in enumerate(self._fixed, start=self._seats):
            codes[:, column] = code_of.setdefault(read(row), len(code_of))
        return codes, list(code_of)

    def _promise(self) -> Reals:
        promise = np.empty((len(self.order), len(self.ids)))
        promise[:, : self._seats] = self._drawn.promise
        promise[:, self._seats :] = [_or_nan(row.promise) for row in self._fixed]
        return promise


class _Told:
    """A pool of one sheet that keeps what it was asked."""

    def __init__(self, pools: Pools) -> None:
        self.pools = pools
        self._cells: dict[str, tuple[Wholes, list[object]]] = {}
        self._fields: dict[str, NDArray[Any]] = {}

    def cells(self, column: str) -> tuple[Wholes, list[object]]:
        if column not in self._cells:
            self._cells[column] = self.pools.cells(column)
        return self._cells[column]

    def field(self, name: str) -> NDArray[Any]:
        if name not in self._fields:
            self._fields[name] = self.pools.field(name)
        return self._fields[name]


class _Part(Pools):
    """Some rows of the one sheet of a pool, as a pool of one sheet."""

    def __init__(self, told: _Told, own: slice) -> None:
        ids, drawn = told.pools.part(own)
        super().__init__(ids, (), np.arange(len(ids))[None, :], drawn)
        self._told, self._own = told, own

    def cells(self, column: str) -> tuple[Wholes, list[object]]:
        codes, values = self._told.cells(column)
        there, places = np.unique(codes[0, self._own], return_inverse=True)
        return places.reshape(1, -1), [values[code] for code in there.tolist()]

    def field(self, name: str) -> NDArray[Any]:
        of_all: NDArray[Any] = self._told.field(name)[:, self._own]
        return of_all


class Plain(NamedTuple):
    """A field as a plain number: the cell it reads, the type of its numbers, and what a value of the cell counts."""

    cell: str
    dtype: type
    of: Callable[[Any], float]


def _or_nan(value: object) -> float:
    """A number for itself, anything else as not a number."""
    return value if isinstance(value, int | float) else np.nan


PLAIN: Final[Mapping[str, Plain]] = {
    "step1": Plain("step1", np.float64, _or_nan),
    "step2_ck": Plain("step2_ck", np.float64, _or_nan),
    "step1_fails": Plain("step1_fails", np.intp, int),
    "step2_fails": Plain("step2_fails", np.intp, int),
    "interview_score": Plain("interview_score", np.float64, _or_nan),
    "class_quartile": Plain("class_quartile", np.intp, lambda quartile: quartile or 0),
    "promise": Plain("promise", np.float64, _or_nan),
    "kind": Plain("kind", np.intp, number),
    "visa": Plain("visa", np.intp, number),
    "advocate_who": Plain("advocate", np.intp, lambda advocate: number(advocate.who) if advocate else -1),
}
"""What :meth:`Pools.field` gives: scores, promise (nan without), counts, a quartile (0 if unknown), the place of a word
in its list (-1 without an advocate)."""


class _Drawn(NamedTuple):
    """What is drawn for every seat, whoever sits there; arrays of shape (meetings, seats)."""

    numbers: Mapping[str, NDArray[np.int32]]
    """By field, and ``given`` and ``family``; see :mod:`committee.applicants.coded`."""
    promise: Reals


class _Person:
    """One drawn applicant. A field is made when somebody reads it."""

    def __init__(self, numbers: Mapping[str, NDArray[np.int32]], at: tuple[int, int]) -> None:
        self._numbers = numbers
        self._at = at

    def __getattr__(self, field: str) -> object:
        if field not in MEANINGS:
            raise AttributeError(field)
        return MEANINGS[field](int(self._numbers[field][self._at]))


def _draw_all(seats: Mapping[str, Kind], chances: Sequence[Chance], year: int, words: Words) -> _Drawn:
    """Everything about every applicant but the names, a block of seeds at a time."""
    shape, keys, kinds = (len(chances), len(seats)), tuple(seats), tuple(seats.values())
    numbers = {field: np.empty(shape, dtype=np.int32) for field in (*MEANINGS, "given", "family")}
    numbers["kind"][:] = [number(kind) for kind in kinds]
    promise = np.empty(shape)
    at_once = max(_ROWS_AT_ONCE // max(len(seats), 1), 1)
    for first in range(0, len(chances), at_once):
        block = slice(first, first + at_once)
        drawn = words(chances[block], Purpose.POOL, keys, TAKEN)
        for kind in dict.fromkeys(kinds):
            own = slice(kinds.index(kind), kinds.index(kind) + kinds.count(kind))
            draws = draws_of(kind, year, drawn[:, own])
            promise[block, own] = draws.promise.reshape(len(drawn), -1)
            for field, found in crowd.fields_of(draws).items():
                numbers[field][block, own] = found.reshape(len(drawn), -1)
    return _Drawn(numbers, promise)


def draws_of(kind: Kind, year: int, words: NDArray[np.uint64], known: Figures | None = None) -> Draws[Reals]:
    """The draws that ``words``, of shape (seeds, seats, slots), make for all those seats one after another.

    ``known`` are the figures to draw by, as for :meth:`Draws.of`.
    """
    uniforms = [uniforms_of(slot) for slot in np.moveaxis(words, 2, 0).reshape(words.shape[2], -1)]
    return Draws.of(kind, year, uniforms, [normals_of(slot) for slot in uniforms], known)


def _sitting(seats: Mapping[str, Kind], chances: Sequence[Chance], fixed: Sequence[Applicant], words: Words) -> Wholes:
    """Which of :attr:`Pools.ids` sits at each seat of each meeting.

    Mirrors ``_fixed_at`` of :mod:`committee.applicants.pool`.
    """
    column_of = {seat: column for column, seat in enumerate(seats)}
    sitting = np.tile(np.arange(len(seats)), (len(chances), 1))
    for place, (row, own) in enumerate(zip(fixed, own_seats(seats, fixed), strict=True), start=len(seats)):
        uniforms = uniforms_of(words(chances, Purpose.FIXED_PLACE, (row.id,), len(own))[:, 0])
        own_by_text = by_text(own)
        columns = np.array([column_of[seat] for seat in own])[own_by_text]
        taken = sitting[:, columns] >= len(seats)
        smallest = np.where(taken, np.inf, uniforms[:, own_by_text]).argmin(axis=1)
        sitting[np.arange(len(chances)), columns[smallest]] = place
    return sitting


def by_text(texts: Sequence[str]) -> Wholes:
    """The places of ``texts`` in the order of the texts, which settles a tie of draws."""
    return np.array(sorted(range(len(texts)), key=texts.__getitem__), dtype=np.intp)


_SMALL: Final = 1 << 24
"""Values in a table by value: 128 MB. Whoever is drawn has fewer; a given row may have many letters."""


def _small(codes: Wholes | NDArray[np.int32]) -> tuple[Wholes, int]:
    """(numbers below :data:`_SMALL` or below how many there are, in the order of ``codes``, how many there may be)."""
    low, high = int(codes.min()), int(codes.max())
    if high - low < _SMALL:
        return codes.astype(np.intp) - low, high - low + 1
    values, places = np.unique(codes, return_inverse=True)
    return places.reshape(codes.shape), len(values)


def _distinct(arrays: Sequence[NDArray[np.int32]]) -> tuple[Wholes, list[tuple[int, int]]]:
    """The distinct combinations of what stands at the same place of each of ``arrays``.

    Returns
    -------
    codes
        One for each combination, from 0 without a gap; shape (meetings, seats) as the arrays.
    examples
        By code, a meeting and a seat where the combination stands.
    """
    mixed = np.zeros(arrays[0].shape, dtype=np.intp)
    if not mixed.size:
        return mixed, []
    for array in arrays:
        small, many = _small(array)
        mixed, _ = _small(mixed * many + small)
    example = np.full(int(mixed.max()) + 1, -1, dtype=np.intp)
    example[mixed.ravel()] = np.arange(mixed.size)
    found = np.flatnonzero(example >= 0)
    code_of = np.empty_like(example)
    code_of[found] = np.arange(len(found))
    meetings, seats = np.unravel_index(example[found], mixed.shape)
    return code_of[mixed], list(zip(meetings.tolist(), seats.tolist(), strict=True))

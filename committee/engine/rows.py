"""The rows of a meeting: as compiled code reads them, and what is told of them when it is over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from committee.applicants.applicant import Applicant
from committee.applicants.points import COLUMN_RULES
from committee.applicants.pools import Pools, by_text
from committee.chance import LASTING, Chance, Purpose, key_of
from committee.engine.draws import fill_words
from committee.engine.formulas import score_of
from committee.engine.jit import kept
from committee.engine.layout import Cells
from committee.engine.records import APPLICANT
from committee.terms import Kind

_KINDS = [str(kind) for kind in Kind]


class Rows(Struct, frozen=True, kw_only=True, gc=False):
    """The rows of one meeting, in the order in which they are held."""

    cells: NDArray[Any]
    """As compiled code reads them (:data:`committee.engine.records.APPLICANT`)."""
    by_id: NDArray[np.intp]
    """Their places in the order of the text of their ids."""
    ids: Sequence[str]
    """Their ids."""
    kinds: Sequence[str]
    """Their kinds."""
    promises: Sequence[float | None]
    """Their latent promise, where it is known."""
    called: Callable[[], Sequence[str]]
    """Gives their names, which only a table needs."""

    def part(self, own: slice) -> Rows:
        """Some of the rows that stand one after another, as the rows of a meeting of their own."""
        ids = self.ids[own]
        return Rows(
            cells=self.cells[own],
            by_id=by_text(ids),
            ids=ids,
            kinds=self.kinds[own],
            promises=self.promises[own],
            called=lambda: self.called()[own],
        )


def rows_of(cells: Cells, applicants: Sequence[Applicant]) -> Rows:
    """The rows of these applicants."""
    ids = [applicant.id for applicant in applicants]
    return Rows(
        cells=cells.rows(applicants),
        by_id=by_text(ids),
        ids=ids,
        kinds=[str(applicant.kind) for applicant in applicants],
        promises=[applicant.promise for applicant in applicants],
        called=lambda: [applicant.name for applicant in applicants],
    )


class DrawnRows:
    """The rows of many pools, encoded all at once."""

    def __init__(self, cells: Cells, pools: Pools) -> None:
        self._pools = pools
        order = pools.order
        self._records = np.zeros(order.shape, APPLICANT)
        records = self._records
        records["key"] = np.array([key_of(row) for row in pools.ids], dtype=np.uint64)[order]
        for name, field in (("kind", "kind"), ("visa", "visa"), ("who", "advocate_who")):
            records[name] = self._sitting(pools.field(field))
        records["note"] = np.array([pools.has_note(row) for row in range(len(pools.ids))], dtype=np.int8)[order]
        fit = self._sitting(pools.field("interview_score"))
        records["interviewed"] = ~np.isnan(fit)
        self._score(cells, fit)
        for number, column in enumerate(COLUMN_RULES):
            records["cells"][:, :, number] = self._entries(cells, number, column)
        ranks = np.empty(len(pools.ids), dtype=np.intp)
        ranks[by_text(pools.ids)] = np.arange(len(pools.ids))
        self._by_id = np.argsort(ranks[order], axis=1)
        self._promise = self._sitting(pools.field("promise"))

    def meeting(self, number: int) -> Rows:
        """The rows of one of the meetings, from 0."""
        pools, records = self._pools, self._records[number]
        promises = self._promise[number].tolist()
        return Rows(
            cells=records,
            by_id=self._by_id[number],
            ids=[pools.ids[row] for row in pools.order[number].tolist()],
            kinds=[_KINDS[kind] for kind in records["kind"].tolist()],
            promises=[None if promise != promise else promise for promise in promises],  # noqa: PLR0124
            called=lambda: pools.names(number),
        )

    def _sitting(self, field: NDArray[Any]) -> NDArray[Any]:
        """A field of everybody, as they stand in the sheets."""
        return np.take_along_axis(field, self._pools.order, axis=1)

    def _entries(self, cells: Cells, number: int, column: str) -> NDArray[np.int64]:
        codes, values = self._pools.cells(column)
        sitting = self._sitting(codes)
        entries = np.zeros(len(values), np.int64)
        for code, value in enumerate(values):
            entry = cells.entry(number, value)
            if entry is None:
                meetings, places = np.nonzero(sitting == code)
                if not len(meetings):
                    continue
                entry = cells.read(number, value, self._pools.somebody(int(meetings[0]), int(places[0])))
            entries[code] = entry
        return entries[sitting]

    def _score(self, cells: Cells, fit: NDArray[np.float64]) -> None:
        taken = [self._sitting(self._pools.field(name)) for name in ("step1", "step2_ck")]
        failed = self._sitting(self._pools.field("step1_fails")) + self._sitting(self._pools.field("step2_fails"))
        quartile = self._sitting(self._pools.field("class_quartile"))
        scores = np.empty(fit.shape)
        score_all(scores, taken[0], taken[1], failed, quartile, fit, cells.composite)
        self._records["pre_score"] = scores
        low, high = cells.borderline
        self._records["borderline"] = (scores >= low) & (scores < high)


@kept
def score_all(into: Any, step1: Any, step2: Any, failed: Any, quartile: Any, fit: Any, rules: Any) -> None:
    """The crude scores of many rows: as ``composite.composite``."""
    for meeting in range(into.shape[0]):
        for row in range(into.shape[1]):
            taken = (step1[meeting, row], step2[meeting, row])
            of_class, interview = quartile[meeting, row], fit[meeting, row]
            into[meeting, row] = score_of(taken, failed[meeting, row], of_class, interview, rules[0])


def words(chances: Sequence[Chance], purpose: Purpose, keys: Sequence[str], count: int) -> NDArray[np.uint64]:
    """Raw words as :func:`committee.applicants.pools.raws` makes them, by compiled code."""
    made = np.empty((len(chances), len(keys), count), dtype=np.uint64)
    occasions = np.zeros((len(chances), 2), dtype=np.uint64)
    if purpose not in LASTING:
        occasions[:] = [chance.occasion for chance in chances]
    seeds = np.array([chance.seed for chance in chances], dtype=np.uint64)
    fill_words(made, seeds, occasions, int(purpose), np.array([key_of(key) for key in keys], dtype=np.uint64))
    return made

"""The results of an experiment as arrays by seed: what every estimate is made from.

A run is missing if it has not been held yet, and failed if it was held and broke. A seed that is missing at any point
of what is compared waits: it does not count yet. A run that failed takes the runs that it is compared with along, and
they are counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from committee.archive.results import OK

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

BASE: Final = 1
"""The combination that all others are compared with."""

_NOT_HELD: Final = -1


class Placed(Protocol):
    """What must be known of a design point."""

    @property
    def number(self) -> int:
        """Its number, from 1."""

    @property
    def combination(self) -> int:
        """The number of its combination of levers, from 1."""

    @property
    def sample(self) -> int:
        """The number of its sample in the combination, from 1; 0 where nothing is sampled."""


class Counted(Protocol):
    """What must be known of an outcome."""

    @property
    def name(self) -> str:
        """Its name, and that of its column."""

    @property
    def kind(self) -> str:
        """``mean``, ``share``, ``ratio`` or ``pooled``."""

    @property
    def parts(self) -> tuple[str, ...]:
        """What it is made of, if it is pooled over seeds: the columns ``NAME#part``."""

    @property
    def pool(self) -> Any:
        """The function of the added parts, if it has one of its own."""


@dataclass(frozen=True, eq=False)
class Cell:
    """All runs of one combination of levers under one model. Arrays are by sample and by seed."""

    values: Floats
    """The value of each run, or its parts along a third axis; not a number where there is none."""
    held: NDArray[np.bool_]
    """Whether the run was held, well or not."""
    failed: NDArray[np.bool_]
    """Whether it failed."""


class BySeed:
    """The runs of a results table, found by null, combination, sample and seed."""

    def __init__(self, results: Any, points: Sequence[Placed]) -> None:
        self._results = results
        self.first = _first_points(points)
        """By combination, its first design point."""
        self._samples = max(1, *(point.sample for point in points))
        self._point_of = {point.number: (point.combination, max(point.sample, 1)) for point in points}
        self._columns: dict[str, Floats] = {}

    def array(self, name: str) -> NDArray[Any]:
        """A column of the table; missing numbers are not a number."""
        column = self._results.column(name) if hasattr(self._results, "column") else self._results[name]
        return np.asarray(column.to_numpy() if hasattr(column, "to_numpy") else column)

    @cached_property
    def _failed(self) -> NDArray[np.bool_]:
        return np.asarray(self.array("status") != OK)

    @cached_property
    def _places(self) -> Mapping[str, Numbers]:
        """By null, the line of each run: shape (combinations, samples, seeds)."""
        at = np.zeros((max(self._point_of) + 1, 2), np.int64)
        for number, place in self._point_of.items():
            at[number] = place
        combination, sample = (at[self.array("design_point").astype(np.int64)] - 1).T
        seeds, nulls = self.array("replicate").astype(np.int64) - 1, self.array("null")
        shape = (len(self.first), self._samples, int(seeds.max(initial=-1)) + 1)
        found = {}
        for null in np.unique(nulls):
            lines = np.flatnonzero(nulls == null)
            found[str(null)] = np.full(shape, _NOT_HELD)
            found[str(null)][combination[lines], sample[lines], seeds[lines]] = lines
        return found

    @property
    def nulls(self) -> tuple[str, ...]:
        """The nulls that have results; the model itself, which is empty, comes first."""
        return tuple(sorted(self._places))

    def cell(self, outcome: Counted, combination: int, null: str = "") -> Cell:
        """The runs of one combination under one model."""
        places = self._places[null][combination - 1]
        values = self._values(outcome)[places]
        held = places != _NOT_HELD
        values[~held] = np.nan
        failed = held & self._failed[places]
        values[failed] = np.nan
        return Cell(values, held, failed)

    def differ(self, outcomes: Sequence[Counted], combination: int, null: str) -> bool:
        """Whether any outcome differs between a combination and the base in any run of the same sample and seed."""
        return any(
            _differ(self.cell(outcome, combination, null).values, self.cell(outcome, BASE, null).values)
            for outcome in outcomes
        )

    def _values(self, outcome: Counted) -> Floats:
        """The column of an outcome, or its parts side by side."""
        if outcome.name not in self._columns:
            names = [f"{outcome.name}#{part}" for part in outcome.parts] or [outcome.name]
            columns = [self.array(name).astype(np.float64) for name in names]
            self._columns[outcome.name] = np.column_stack(columns) if outcome.parts else columns[0]
        return self._columns[outcome.name]


def _differ(one: Floats, other: Floats) -> bool:
    """Whether two arrays differ where both have a number."""
    return bool((np.isfinite(one) & np.isfinite(other) & (one != other)).any())


def _first_points(points: Sequence[Placed]) -> dict[int, int]:
    first: dict[int, int] = {}
    for point in points:
        first[point.combination] = min(point.number, first.get(point.combination, point.number))
    return first


def together(cells: Sequence[Cell]) -> tuple[list[Floats], int]:
    """The values of each cell by seed, and how many comparisons a failed run took away.

    Samples are averaged within a seed, parts are added. A run counts only if those of the other cells at the same
    sample and seed do. A seed that is not held everywhere yet is not a number.
    """
    waits = ~np.logical_and.reduce([cell.held.all(axis=0) for cell in cells])
    failed = np.logical_or.reduce([cell.failed for cell in cells]) & ~waits
    gone = np.logical_or.reduce([_without_value(cell.values) for cell in cells]) | waits
    return [_over_samples(cell.values, gone) for cell in cells], int(failed.sum())


def _without_value(values: Floats) -> NDArray[np.bool_]:
    return np.asarray(np.isnan(values).any(axis=2) if values.ndim == 3 else np.isnan(values))


def _over_samples(values: Floats, gone: NDArray[np.bool_]) -> Floats:
    """One value a seed: the mean over samples, or the sums of the parts."""
    left = np.asarray((~gone).sum(axis=0), dtype=np.float64)
    left[left == 0.0] = np.nan
    if values.ndim == 3:
        sums = np.where(gone[..., np.newaxis], 0.0, values).sum(axis=0)
        return np.asarray(np.where(np.isnan(left)[:, np.newaxis], np.nan, sums))
    return np.asarray(np.where(gone, 0.0, values).sum(axis=0) / left)

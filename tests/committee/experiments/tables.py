"""Tables of results made up for tests: the columns of ``results.parquet``, without a meeting behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from msgspec import Struct


class Spot(Struct, frozen=True):
    """A design point."""

    number: int
    combination: int
    sample: int = 0


class Thing(Struct, frozen=True):
    """An outcome."""

    name: str
    kind: str = "mean"
    parts: tuple[str, ...] = ()
    pool: Any = None


def spots(combinations: int, samples: int = 0) -> tuple[Spot, ...]:
    """The points of a design, combination by combination."""
    numbers = [(combination, sample) for combination in range(combinations) for sample in range(max(samples, 1))]
    return tuple(Spot(n, c + 1, s + 1 if samples else 0) for n, (c, s) in enumerate(numbers, start=1))


Column = Callable[[str, np.ndarray, np.ndarray], np.ndarray]
"""(null, design points, replicates) -> the values of these runs."""


def table(
    points: Sequence[Spot],
    seeds: int,
    columns: Mapping[str, Column],
    nulls: Sequence[str] = ("",),
    failed: Iterable[tuple[int, str, int]] = (),
    missing: Iterable[tuple[int, str, int]] = (),
) -> pa.Table:
    """Runs of every point under every null; ``failed`` and ``missing`` are (design point, null, replicate)."""
    runs = [(p.number, null, seed) for p in points for null in sorted(nulls) for seed in range(1, seeds + 1)]
    gone, broken = set(missing), set(failed)
    runs = [run for run in runs if run not in gone]
    at, under, replicate = (np.array(column) for column in zip(*runs, strict=True))
    made = {}
    for name, column in columns.items():
        made[name] = np.empty(len(runs))
        for null in nulls:
            made[name][under == null] = column(null, at[under == null], replicate[under == null])
    status = ["failed" if run in broken else "ok" for run in runs]
    for values in made.values():
        values[np.array(status) == "failed"] = np.nan
    keys = {"design_point": at.astype(np.int32), "null": under, "replicate": replicate.astype(np.int32)}
    return pa.table({**keys, "seed": replicate, **made, "status": status})

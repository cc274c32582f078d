"""Two pairs of meetings that are worth watching: the most typical one and the most surprising one.

Both are of the point that changes the primary outcome most. The typical pair is the one whose difference is nearest
the median of all; the surprising one has the largest difference of the opposite sign, if there is any. Where several
fit as well, the other outcomes decide in their order, and then the replicate.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from committee.archive.folder import PAIRS
from committee.archive.results import OK
from committee.archive.whole import write_whole
from committee.experiments.design.designs import Point, scenario_at
from committee.experiments.design.experiment import Experiment
from committee.experiments.design.levers import SCENARIO, as_toml
from committee.experiments.design.outcomes import outcome_named
from committee.experiments.whatifs.address import address_of
from committee.machine import shipped
from committee.recording import Recorder

_BASE: Final = 1
Reals = NDArray[np.float64]


def write_pairs(folder: Path, results: pa.Table, experiment: Experiment, points: Sequence[Point]) -> dict[str, Any]:
    """Record the pairs in the folder ``pairs``, and say in ``pairs.json`` which they are; returns what it says.

    Nothing is recorded if no pair of meetings came to its end, or none differs in the primary outcome.
    """
    seeds, differences = _differences(results, experiment, points)
    said: dict[str, Any] = {}
    if differences:
        (folder / PAIRS).mkdir(exist_ok=True)
        point = points[max(differences, key=lambda number: (_size(differences[number]), -number)) - 1]
        for name, place in _chosen(differences[point.number]).items():
            replicate = int(seeds[place, 0])
            seed, row = int(seeds[place, 1]), outcome_named(experiment.outcomes[0]).row
            said[name] = {
                "design_point": point.number,
                "null": "",
                "replicate": replicate,
                "seed": seed,
                "row": row,
                "difference": float(differences[point.number][place, 0]),
                "base": address_at(experiment, points[0], seed, row),
                "changed": address_at(experiment, point, seed, row),
            }
            _record(folder, experiment, points[0], seed, f"{name}-base")
            _record(folder, experiment, point, seed, f"{name}-changed")
    if said:
        write_whole(folder / f"{PAIRS}.json", f"{json.dumps(said, indent=1)}\n".encode(), force=True)
    return said


def address_at(experiment: Experiment, point: Point, seed: int, row: str) -> str:
    """The address of the meeting of a design point, opened at a row."""
    levers = dict(point.levers)
    scenario = str(levers.pop(SCENARIO, experiment.scenario))
    if shipped.is_path(scenario) and SCENARIO in point.levers:
        scenario = str(experiment.folder / scenario)
    settings = {key: as_toml(value) for key, value in levers.items()}
    return address_of(scenario, seed, settings=settings, row=row).text


def _differences(
    results: pa.Table, experiment: Experiment, points: Sequence[Point]
) -> tuple[NDArray[np.int64], dict[int, Reals]]:
    """(Replicate and seed, by place; by design point, the differences from the base: places x outcomes).

    Only points of the first sample count, and only seeds whose meetings came to their end at each of them.
    """
    held = results.filter(pc.and_(pc.equal(results["null"], ""), pc.equal(results["status"], OK)))
    asked = [point.number for point in points if point.sample in (0, 1)]
    by_point = {number: held.filter(pc.equal(held["design_point"], number)) for number in asked}
    common = set.intersection(*(set(table["replicate"].to_pylist()) for table in by_point.values()))
    if len(by_point) < 2 or not common:
        return np.zeros((0, 2), np.int64), {}
    kept = {
        number: table.filter(pc.is_in(table["replicate"], value_set=pa.array(sorted(common), pa.int32())))
        for number, table in by_point.items()
    }
    values = {number: _values(table, experiment.outcomes) for number, table in kept.items()}
    base = kept[_BASE]
    seeds = np.column_stack([base[name].to_numpy().astype(np.int64) for name in ("replicate", "seed")])
    changed = {number: values[number] - values[_BASE] for number in asked if number != _BASE}
    return seeds, {number: found for number, found in changed.items() if _size(found) > 0.0}


def _values(table: pa.Table, outcomes: Sequence[str]) -> Reals:
    return np.column_stack([table[name].to_numpy() for name in outcomes])


def _size(differences: Reals) -> float:
    """How large the mean change of the primary outcome is; 0 if no pair differs in it."""
    known = differences[:, 0][np.isfinite(differences[:, 0])]
    return float(abs(known.mean())) + 1e-9 if len(known) and np.any(known != 0.0) else 0.0


def _chosen(differences: Reals) -> dict[str, int]:
    """By name of a pair, its place. An outcome without a value in any meeting, as a pooled one is, decides nothing."""
    usable = np.flatnonzero(np.isfinite(differences[:, 0]))
    found = differences[usable]
    found = found[:, np.isfinite(found).any(axis=0)]
    off = np.abs(found - np.nanmedian(found, axis=0))
    chosen = {"typical": int(usable[_least(off)])}
    against = -np.sign(found[:, 0].mean()) * found
    if against[:, 0].max() > 0.0:
        chosen["surprising"] = int(usable[_least(-against)])
    return chosen


def _least(keys: Reals) -> int:
    """The place of the least row; a later column counts only among equals in the earlier ones, nan last."""
    return int(np.lexsort(np.where(np.isnan(keys), np.inf, keys).T[::-1])[0])


def _record(folder: Path, experiment: Experiment, point: Point, seed: int, name: str) -> None:
    with Recorder(folder / PAIRS / f"{name}.jsonl.gz", force=True) as recorder:
        scenario_at(experiment, point).meeting(seed, listeners=[recorder]).run()

"""Two pairs of meetings that are worth watching: the most typical one and the most surprising one.

Both are of the point that changes the primary outcome most. The typical pair is the one whose difference is nearest
the median of all. The surprising one has the largest difference of the opposite sign, if it is worth the name: at least
half of the median difference, and at least one place where places are counted. Where several fit as well, the other
outcomes decide in their order, and then the replicate.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct
from numpy.typing import NDArray

from committee.archive.folder import PAIRS
from committee.archive.results import OK
from committee.archive.whole import write_whole
from committee.experiments.design.designs import Point, scenario_at
from committee.experiments.design.experiment import Experiment
from committee.experiments.design.levers import SCENARIO, as_toml
from committee.experiments.design.outcomes import Outcome, outcome_named
from committee.experiments.whatifs.address import address_of
from committee.machine import shipped
from committee.recording import Recorder

_BASE: Final = 1
Reals = NDArray[np.float64]

TYPICAL: Final = "typical"
SURPRISING: Final = "surprising"

PLACES: Final = "places"
"""The unit of what is counted in places; 1 is the top of the list."""

ONE_PLACE: Final = 1.0
"""The least surprise, in places. A row off the list may move by half of one when another row joins the list."""

OF_MEDIAN: Final = 0.5
"""The least surprise, as a share of the median difference."""


class Held(Struct, frozen=True):
    """The meetings that came to their end at every point, in the order of replicates."""

    seeds: NDArray[np.int64]
    """Replicate and seed of each: shape (meetings, 2)."""
    values: dict[int, Reals]
    """By design point, the outcomes: shape (meetings, outcomes)."""

    def differences(self, number: int) -> Reals:
        """The outcomes at a design point less those at the base: shape (meetings, outcomes)."""
        return self.values[number] - self.values[_BASE]

    @property
    def widest(self) -> int | None:
        """The design point that changes the primary outcome most; None if no pair differs in it anywhere."""
        sizes = {number: _size(self.differences(number)) for number in self.values if number != _BASE}
        largest = max(sizes, key=lambda number: (sizes[number], -number), default=None)
        return largest if largest is not None and sizes[largest] > 0.0 else None


def write_pairs(folder: Path, results: pa.Table, experiment: Experiment, points: Sequence[Point]) -> dict[str, Any]:
    """Record the pairs in the folder ``pairs``, and say in ``pairs.json`` which they are; returns what it says.

    Of the typical pair it says how many meetings tie with it. Where no pair is surprising, a ``reason`` says why.
    Nothing is recorded if no pair of meetings came to its end, or none differs in the primary outcome; nor of seasons,
    which are no single meeting.
    """
    if experiment.years:
        return {}
    held = _held(results, experiment, points)
    widest = held.widest
    if widest is None:
        return {}
    differences, primary = held.differences(widest), outcome_named(experiment.outcomes[0])
    point, said = points[widest - 1], {}
    for name, place in _chosen(differences, primary.unit).items():
        said[name] = _said_of(held, place, experiment, points[0], point)
    said[TYPICAL] |= {"ties": _ties(differences[:, 0]), "of": _known(differences[:, 0]).size}
    (folder / PAIRS).mkdir(exist_ok=True)
    for name, pair in said.items():
        for side, at in (("base", points[0]), ("changed", point)):
            _record(folder, experiment, at, pair["seed"], f"{name}-{side}")
    said.setdefault(SURPRISING, {"reason": reason(differences[:, 0], primary)})
    write_whole(folder / f"{PAIRS}.json", f"{json.dumps(said, indent=1)}\n".encode(), force=True)
    return said


def _said_of(held: Held, place: int, experiment: Experiment, base: Point, changed: Point) -> dict[str, Any]:
    """What ``pairs.json`` says of one pair."""
    replicate, seed = (int(number) for number in held.seeds[place])
    row = outcome_named(experiment.outcomes[0]).row
    before, after = (float(held.values[point.number][place, 0]) for point in (base, changed))
    return {
        "design_point": changed.number,
        "null": "",
        "replicate": replicate,
        "seed": seed,
        "row": row,
        "difference": after - before,
        "base_value": before,
        "changed_value": after,
        "base": address_at(experiment, base, seed, row),
        "changed": address_at(experiment, changed, seed, row),
    }


def address_at(experiment: Experiment, point: Point, seed: int, row: str) -> str:
    """The address of the meeting of a design point, opened at a row."""
    levers = dict(point.levers)
    scenario = str(levers.pop(SCENARIO, experiment.scenario))
    if shipped.is_path(scenario) and SCENARIO in point.levers:
        scenario = str(experiment.folder / scenario)
    settings = {key: as_toml(value) for key, value in levers.items()}
    return address_of(scenario, seed, settings=settings, row=row).text


def _held(results: pa.Table, experiment: Experiment, points: Sequence[Point]) -> Held:
    """Only points of the first sample count, and only seeds whose meetings came to their end at each of them."""
    held = results.filter(pc.and_(pc.equal(results["null"], ""), pc.equal(results["status"], OK)))
    asked = [point.number for point in points if point.sample in (0, 1)]
    by_point = {number: held.filter(pc.equal(held["design_point"], number)) for number in asked}
    common = set.intersection(*(set(table["replicate"].to_pylist()) for table in by_point.values()))
    kept = {
        number: table.filter(pc.is_in(table["replicate"], value_set=pa.array(sorted(common), pa.int32())))
        for number, table in by_point.items()
    }
    seeds = [kept[_BASE][name].to_numpy().astype(np.int64) for name in ("replicate", "seed")]
    return Held(np.column_stack(seeds), {number: _values(table, experiment.outcomes) for number, table in kept.items()})


def _values(table: pa.Table, outcomes: Sequence[str]) -> Reals:
    return np.column_stack([table[name].to_numpy() for name in outcomes])


def _size(differences: Reals) -> float:
    """How large the mean change of the primary outcome is; 0 if no pair differs in it."""
    known = _known(differences[:, 0])
    return float(abs(known.mean())) + 1e-9 if np.any(known != 0.0) else 0.0


def _known(values: Reals) -> Reals:
    return values[np.isfinite(values)]


def _chosen(differences: Reals, unit: str) -> dict[str, int]:
    """By name of a pair, its place. An outcome without a value in any meeting, as a pooled one is, decides nothing.

    ``unit`` is what the primary outcome is counted in.
    """
    usable = np.flatnonzero(np.isfinite(differences[:, 0]))
    found = differences[usable]
    found = found[:, np.isfinite(found).any(axis=0)]
    off = np.abs(found - np.nanmedian(found, axis=0))
    chosen = {TYPICAL: int(usable[_least(off)])}
    against = _against(found[:, 0])
    if against.max() >= _least_surprise(found[:, 0], unit) and against.max() > 0.0:
        chosen[SURPRISING] = int(usable[_least(np.sign(found[:, 0].mean()) * found)])
    return chosen


def _against(primary: Reals) -> Reals:
    """How far each difference goes against their mean; below 0 if it goes the same way."""
    return np.asarray(-np.sign(primary.mean()) * primary)


def _least_surprise(primary: Reals, unit: str) -> float:
    """How far a difference must go the other way to be called surprising."""
    half = OF_MEDIAN * float(abs(np.median(primary)))
    return max(half, ONE_PLACE) if unit == PLACES else half


def _ties(primary: Reals) -> int:
    """How many differences are as near the median as the nearest one."""
    known = _known(primary)
    off = np.abs(known - np.median(known))
    return int(np.isclose(off, off.min(), rtol=0.0, atol=1e-9).sum())


def reason(differences: Reals, primary: Outcome) -> str:
    """Why no pair is surprising, in a sentence; the differences are those of the primary outcome by meeting."""
    known = _known(differences)
    against = _against(known)
    other, mean = int((against > 0.0).sum()), float(known.mean())
    if mean == 0.0:
        return "The mean difference is 0, so no meeting goes the other way."
    about_row = bool(primary.row) and primary.unit == PLACES
    did, do = _ROW_GOES[mean < 0.0] if about_row else _OTHER_WAY
    if not other:
        return f"In none of the {known.size:,} meetings {do}."
    return f"In {other:,} of {known.size:,} meetings {did}, by at most {_amount(float(against.max()), primary.unit)}."


_OTHER_WAY: Final = ("the difference goes the other way", "does the difference go the other way")
_ROW_GOES: Final = (
    ("the applicant rose", "did the applicant rise"),
    ("the applicant fell", "did the applicant fall"),
)
"""What a row does in the other meetings if it falls, or rises (to a smaller number), in the mean."""


def _amount(size: float, unit: str) -> str:
    """A difference in words: ``one place``, ``2.5 places``, ``0.03 (stance, -1 to 1)``."""
    if unit != PLACES:
        return f"{size:.2g} ({unit})"
    return "one place" if size == ONE_PLACE else f"{size:g} places"


def _least(keys: Reals) -> int:
    """The place of the least row; a later column counts only among equals in the earlier ones, nan last."""
    return int(np.lexsort(np.where(np.isnan(keys), np.inf, keys).T[::-1])[0])


def _record(folder: Path, experiment: Experiment, point: Point, seed: int, name: str) -> None:
    with Recorder(folder / PAIRS / f"{name}.jsonl.gz", force=True) as recorder:
        scenario_at(experiment, point).meeting(seed, listeners=[recorder]).run()

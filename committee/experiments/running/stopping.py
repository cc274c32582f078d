"""When an experiment ends: after its seeds, or when an interval is narrow enough.

An interval is looked at after 200 seeds, 300, 400 and so on, in the order of replicates, however many workers there
are. We stop on its width alone, never on where it lies: who stops when an effect shows finds effects that are not
there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import inf, isfinite
from pathlib import Path
from typing import Any, Final

import pyarrow.compute as pc
from msgspec import Struct

from committee.archive.results import read_results
from committee.errors import Problem, UsageRefused
from committee.experiments.design.designs import MOST_RUNS, Point, count_of
from committee.experiments.design.experiment import Experiment
from committee.experiments.findings.effects import PAIRED, PRIMARY, effects_of

FIRST: Final = 200
"""Seeds before the first look."""

STEP: Final = 100
"""Seeds from one look to the next."""


class Looks(Struct, frozen=True, kw_only=True):
    """When to look, and at what."""

    seeds: Sequence[int]
    """The seeds of all replicates that there may be."""
    replicates: Iterable[int]
    """After how many of them to look."""
    width: float | None = None
    """How wide the interval may be; None if nobody looks."""

    def said(self, looks: Sequence[int]) -> dict[str, Any]:
        """The stopping rule as the manifest says it, after these looks."""
        return {"rule": "width", "width": self.width, "looks": list(looks)}

    def width_after(self, replicates: int, folder: Path, experiment: Experiment, points: Sequence[Point]) -> float:
        """The width of the widest interval of an effect on the primary outcome; infinite if one has none.

        Only the first ``replicates`` count, whatever else the folder holds.
        """
        results = read_results(folder)
        first = results.filter(pc.less_equal(results["replicate"], replicates))
        effects = effects_of(first, experiment, points)
        widths = [_width(row["low"], row["high"]) for row in effects if _decides(row)]
        return max(widths, default=inf)


def _decides(effect: Mapping[str, object]) -> bool:
    return effect["role"] == PRIMARY and effect["kind"] == PAIRED and not effect["null"]


def _width(low: object, high: object) -> float:
    known = isinstance(low, float) and isinstance(high, float) and isfinite(high - low)
    return high - low if known else inf  # type: ignore[operator]


def looks_of(experiment: Experiment, width: float | None) -> Looks:
    """When to look at an experiment.

    Raises :class:`UsageRefused` if a width was given that means nothing here.
    """
    if width is None:
        return Looks(seeds=experiment.seeds, replicates=[len(experiment.seeds)])
    if experiment.sample:
        allowed = f"{experiment.name} has a sample, and its indices have no such interval; leave it out"
        raise UsageRefused(Problem(place="--until-width", value=str(width), allowed=allowed))
    if not isinstance(experiment.seeds, range):
        allowed = "more seeds follow the first ones; for that, write seeds as A:B"
        raise UsageRefused(Problem(place=f"{experiment.name}, seeds", allowed=allowed))
    if not 0.0 < width < inf:
        raise UsageRefused(Problem(place="--until-width", value=str(width), allowed="use a number above 0"))
    most = MOST_RUNS // (count_of(experiment) * (1 + len(experiment.nulls)))
    most -= most % STEP
    if most < FIRST:
        allowed = f"there are too many points for {FIRST} seeds, after which it is looked at first"
        raise UsageRefused(Problem(place="--until-width", value=str(width), allowed=allowed))
    start = experiment.seeds.start
    return Looks(seeds=range(start, start + most), replicates=range(FIRST, most + 1, STEP), width=width)

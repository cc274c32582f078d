"""What the changes of an experiment do by now, from a folder that a child is still writing.

The primary outcome only, in the model itself: enough to see the interval shrink. The child makes all effects when it
has all runs; from then on they are read and not made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, nan
from pathlib import Path

import numpy as np

from committee.measures import intervals
from viz.export.report.addresses import address_behind, row_of
from viz.export.report.answer import in_brief
from viz.export.report.outcomes import outcome_in_words
from viz.export.report.study import PAIRED, Effect, Study, read_study

BASE = 1
"""The first design point."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """What one change does to the primary outcome, in words."""

    label: str
    """What was changed."""
    words: str
    """By how much: ``11.2 places higher``."""
    limits: str
    """The interval in the direction of the words."""
    seeds: int
    """Pairs of meetings that it rests on."""
    address: str
    """The address of a meeting behind it; empty if there is none."""
    row: str
    """The row to look at in that meeting."""


def changes_by_now(folder: Path) -> tuple[Change, ...]:
    """What each change does to the primary outcome, from the runs that are there.

    Raises
    ------
    UsageRefused
        If the folder holds no run yet, or a file in it is damaged.
    """
    study = read_study(folder)
    effects = study.changes if study.progress.finished else tuple(effects_of(study))
    outcome = outcome_in_words(study.primary)
    return tuple(_said(study, each) for each in effects if isfinite(outcome.shown(each.effect)))


def _said(study: Study, effect: Effect) -> Change:
    words, limits = outcome_in_words(effect.outcome).change(effect.effect, effect.low, effect.high)
    return Change(
        label=in_brief(study, effect),
        words=words,
        limits=limits,
        seeds=effect.n,
        address=address_behind(study, effect),
        row=row_of(effect.outcome),
    )


def effects_of(study: Study) -> list[Effect]:
    """The paired change of every combination of levers, from the runs there are; none if it is pooled over seeds."""
    if any(name.startswith(f"{study.primary}#") for name in study.runs.column_names):
        return []
    firsts: dict[int, int] = {}
    for point, combination in study.combinations.items():
        firsts.setdefault(combination, point)
    base = _by_seed(study, BASE)
    made = []
    for combination, point in firsts.items():
        if point != BASE:
            values = _by_seed(study, combination)
            common = sorted(values.keys() & base.keys())
            pair = [np.array([each[replicate] for replicate in common]) for each in (values, base)]
            made.append(_paired(study, point, pair[0], pair[1]))
    return made


def _by_seed(study: Study, combination: int) -> Mapping[int, float]:
    """By replicate, the mean over the samples of a combination; a replicate counts once all of them are there."""
    points = [point for point, own in study.combinations.items() if own == combination]
    found = [study.values.get((point, "", study.primary), {}) for point in points]
    whole = set(found[0]).intersection(*found[1:]) if found else ()
    return {replicate: float(np.mean([values[replicate] for values in found])) for replicate in whole}


def _paired(study: Study, point: int, changed: np.ndarray, base: np.ndarray) -> Effect:
    share = outcome_in_words(study.primary).of_meetings and set(np.unique([changed, base])) <= {0.0, 1.0}
    estimate = (intervals.paired_share if share else intervals.paired_mean)(changed, base)
    return Effect(
        point=point, against=BASE, null="", outcome=study.primary, primary=True, kind=PAIRED,
        n=estimate.n, failed=0, effect=estimate.effect, low=estimate.low, high=estimate.high, holm=(nan, nan),
        method=estimate.method, seeds=None,
    )  # fmt: skip

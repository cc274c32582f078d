"""What the levers do: the results of an experiment become the rows of ``effects.csv``.

Each row is an estimate with its interval: a *level* (what an outcome is at a design point), a *paired* change (the
point against the base, with the same seeds) or a *difference of differences* (the change less the same change in a
null). Where outcomes are ratios, changes are factors, and 1 means no change. The first outcome of an experiment is
primary; all others are exploratory and have wider intervals, too, by Holm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from math import isnan
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from committee.experiments.findings.by_seed import BASE, BySeed, Counted, Placed, together
from committee.measures import intervals
from committee.measures.intervals import Estimate

if TYPE_CHECKING:
    from committee.experiments.design.experiment import Experiment

LEVEL: Final = "level"
PAIRED: Final = "paired"
BEYOND: Final = "difference_of_differences"
KINDS: Final = (LEVEL, PAIRED, BEYOND)
"""What a row of ``effects.csv`` estimates."""

PRIMARY: Final = "primary"
EXPLORATORY: Final = "exploratory"

_DIGITS: Final = 12

Estimator = Callable[..., Estimate]

_MEANS: Final = (intervals.level_mean, intervals.paired_mean, intervals.difference_of_mean_changes)
_ESTIMATORS: Final[dict[str, tuple[Estimator, ...]]] = {
    "mean": _MEANS,
    "share": (intervals.level_share, intervals.paired_share, intervals.difference_of_share_changes),
    "ratio": (intervals.rate_ratio, intervals.ratio_change, intervals.ratio_of_ratio_changes),
    "pooled": (intervals.pooled, intervals.pooled_change, intervals.difference_of_pooled_changes),
}
"""By kind of outcome: how a level, a change and a difference of changes are estimated."""


class Effect(Struct, frozen=True, kw_only=True):
    """One row, before it is written."""

    design_point: int
    """The first design point of the combination."""
    against: int | None
    """The design point that it is compared with; None for a level."""
    null: str
    """The null; empty for the model itself."""
    outcome: str
    """The outcome's name."""
    primary: bool
    """Whether it is the primary outcome."""
    kind: str
    """One of :data:`KINDS`."""
    failed: int
    """Runs, or comparisons of runs, that are left out because a run failed."""
    estimate: Estimate
    """What is known."""


def effects_of(
    results: Any, experiment: Experiment, points: Sequence[Placed], *, half_width: float | None = None
) -> list[dict[str, object]]:
    """The rows of ``effects.csv``, each with all its columns; None where a column has nothing to say.

    Parameters
    ----------
    results
        The table of results, or what there is of it by now: an Arrow table or a pandas frame.
    experiment
        The experiment; its first outcome is the primary one.
    points
        The points of its design.
    half_width
        Half the width that the user wants for the interval of the primary outcome. Without one, and for all other
        outcomes, ``seeds_for_half_width`` is about how many seeds would make the whole interval as wide as the effect.
    """
    from committee.experiments.design.outcomes import outcome_named

    outcomes = [outcome_named(name) for name in experiment.outcomes]
    return rows_of(list(estimated(results, outcomes, points)), half_width)


def estimated(results: Any, outcomes: Sequence[Counted], points: Sequence[Placed]) -> Iterator[Effect]:
    """Every effect of an experiment, by design point, then null, outcome and kind."""
    runs = BySeed(results, points)
    for combination, point in runs.first.items():
        for null in runs.nulls:
            idle = _idle(runs, outcomes, combination, null)
            for outcome in outcomes:
                for kind in _kinds(combination, null):
                    estimate, failed = _estimate(runs, outcome, _compared(kind, combination, null))
                    if idle and kind == PAIRED and estimate.estimable:
                        estimate = intervals.same_in_every_seed(estimate.unchanged, estimate.n, estimate.unchanged)
                    yield Effect(
                        design_point=point,
                        against=None if kind == LEVEL else runs.first[BASE],
                        null=null,
                        outcome=outcome.name,
                        primary=outcome is outcomes[0],
                        kind=kind,
                        failed=failed,
                        estimate=estimate,
                    )


def _kinds(combination: int, null: str) -> tuple[str, ...]:
    """What is estimated of a combination: the base has only levels, and the model has no null to be held against."""
    if combination == BASE:
        return (LEVEL,)
    return KINDS if null else (LEVEL, PAIRED)


def _compared(kind: str, combination: int, null: str) -> list[tuple[int, str]]:
    """The cells, as (combination, null), that an estimate is made of."""
    if kind == LEVEL:
        return [(combination, null)]
    if kind == PAIRED:
        return [(combination, null), (BASE, null)]
    return [(combination, ""), (BASE, ""), (combination, null), (BASE, null)]


def _idle(runs: BySeed, outcomes: Sequence[Counted], combination: int, null: str) -> bool:
    """Whether the change cannot act under a null: no outcome differs there in any seed, and one does in the model."""
    return null != "" and not runs.differ(outcomes, combination, null) and runs.differ(outcomes, combination, "")


def _estimate(runs: BySeed, outcome: Counted, compared: Sequence[tuple[int, str]]) -> tuple[Estimate, int]:
    """An estimate, and what failed runs took away from it."""
    cells = [runs.cell(outcome, combination, null) for combination, null in compared]
    values, failed = together(cells)
    sampled = len(cells[0].held) > 1
    # The share of samples within a seed is no longer 0 or 1.
    methods = _MEANS if sampled and outcome.kind == "share" else _ESTIMATORS[outcome.kind]
    estimator = methods[{1: 0, 2: 1, 4: 2}[len(values)]]
    if outcome.kind == "pooled":
        estimator = partial(estimator, outcome.pool)
    return estimator(*values), failed


def rows_of(effects: Sequence[Effect], half_width: float | None = None) -> list[dict[str, object]]:
    """The rows of ``effects.csv``; ``half_width`` as in :func:`effects_of`."""
    wider = _by_holm(effects)
    return [_row(effect, wider.get(place), half_width) for place, effect in enumerate(effects)]


def _by_holm(effects: Sequence[Effect]) -> dict[int, tuple[float, float]]:
    """By place in ``effects``, the wider intervals.

    A family is all exploratory changes in one model, at all design points; the differences of differences against one
    null are another family. Levels claim nothing, so they have none.
    """
    families: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, effect in enumerate(effects):
        if effect.kind != LEVEL and not effect.primary:
            families[effect.kind, effect.null].append(place)
    wider: dict[int, tuple[float, float]] = {}
    for places in families.values():
        wider.update(zip(places, intervals.holm([effects[place].estimate for place in places]), strict=True))
    return wider


def _row(effect: Effect, holm: tuple[float, float] | None, half_width: float | None) -> dict[str, object]:
    one = effect.estimate
    low_holm, high_holm = holm or (None, None)
    return {
        "design_point": effect.design_point,
        "against": effect.against,
        "null": effect.null,
        "outcome": effect.outcome,
        "role": PRIMARY if effect.primary else EXPLORATORY,
        "kind": effect.kind,
        "n": one.n,
        "failed": effect.failed,
        "effect": rounded(one.effect),
        "low": rounded(one.low),
        "high": rounded(one.high),
        "low_holm": rounded(low_holm),
        "high_holm": rounded(high_holm),
        "method": one.method,
        "seeds_for_half_width": _seeds(effect, half_width),
    }


def _seeds(effect: Effect, half_width: float | None) -> int | None:
    """How many seeds the wanted half-width would need, about. Without one, it is half the effect."""
    if effect.kind == LEVEL:
        return None
    wanted = half_width if half_width is not None and effect.primary else effect.estimate.size / 2
    return intervals.seeds_for(effect.estimate, wanted)


def rounded(number: float | None) -> float | None:
    """A number without the last digits, in which processors may differ; None if there is none."""
    return None if number is None or isnan(number) else float(f"{number:.{_DIGITS}g}")

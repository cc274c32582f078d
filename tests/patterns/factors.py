"""What decides: shares of the five factors in the place, averaged over all orders in which they could enter (LMG)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import factorial

import numpy as np

from tests.patterns.statement import Finding, Group, Look
from tests.patterns.studies import FACTORS, Talk, orthogonal_talk, pool_talk

GROUP = Group("Factors: LMG shares of R2 of place, rows of all seeds pooled")
_TIE = 0.05


def lmg(scores: np.ndarray, values: np.ndarray) -> list[float]:
    """Shares of R2 by column of ``scores`` (rows x factors), adding up to 1: the mean gain over all orders of entry."""
    count = scores.shape[1]
    fit = {chosen: _r2(scores[:, list(chosen)], values) for chosen in _subsets(count)}
    gains = [_gain(factor, count, fit) for factor in range(count)]
    whole = fit[tuple(range(count))]
    return [gain / whole for gain in gains]


def _subsets(count: int) -> list[tuple[int, ...]]:
    return [chosen for size in range(count + 1) for chosen in combinations(range(count), size)]


def _gain(factor: int, count: int, fit: dict[tuple[int, ...], float]) -> float:
    total = 0.0
    for before in _subsets(count):
        if factor not in before:
            orders = factorial(len(before)) * factorial(count - len(before) - 1)
            total += orders * (fit[tuple(sorted((*before, factor)))] - fit[before])
    return total / factorial(count)


def _r2(scores: np.ndarray, values: np.ndarray) -> float:
    if not scores.shape[1]:
        return 0.0
    design = np.column_stack([np.ones(len(values)), scores])
    fitted = design @ np.linalg.lstsq(design, values, rcond=None)[0]
    return float(1.0 - ((values - fitted) ** 2).sum() / ((values - values.mean()) ** 2).sum())


def shares(meetings: Sequence[Talk]) -> tuple[dict[str, float], np.ndarray]:
    """Share by factor, and the spread of each factor's score."""
    rows = [row for meeting in meetings for row in meeting.rows]
    scores = np.array([row.factors for row in rows])
    by_factor = lmg(scores, np.array([row.place for row in rows]))
    return {str(factor): part for factor, part in zip(FACTORS, by_factor, strict=True)}, scores.std(axis=0)


def _in_words(by_factor: dict[str, float]) -> str:
    return ", ".join(f"{name} {part:.2f}" for name, part in by_factor.items())


@GROUP.says(
    "orthogonal",
    "with independent, equally spread factors, an advocate in half of the rows and posture off: exams and letters "
    "explain most, then the interview, then severity and advocacy",
    "in this order, ties within .05",
    studies=(("no posture", orthogonal_talk),),
    ordering=True,
)
def _(look: Look) -> Finding:
    part, spread = shares(look.study(orthogonal_talk, "no posture"))
    first = min(part["exams"], part["letters"])
    last = max(part["severity"], part["advocacy"])
    kept = first >= part["interview"] - _TIE and part["interview"] >= last - _TIE
    kept = kept and first >= last - _TIE
    spreads = " ".join(f"{size:.2f}" for size in spread)
    return Finding(figure=f"{_in_words(part)} (spread {spreads})", holds=kept, points=kept)


@GROUP.says(
    "severity share",
    "on the drawn pool severity explains at most a third",
    "<= .35",
    studies=(("baseline", pool_talk),),
)
def _(look: Look) -> Finding:
    part, _ = shares(look.study(pool_talk))
    return Finding(figure=_in_words(part), holds=part["severity"] <= 0.35)

"""How far the outsider's view can be trusted: held against what the simulation knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from committee.measures.intervals.shares import level_share
from committee.season.inferring import FILTERS, NO_ACCUSATION, Fitted, fit, infer, rosters, truth
from committee.season.tables import Tables
from committee.terms import DISCLAIMER

DECILES: Final = 10
"""Parts of equal size into which what was told is divided, from the least probable to the most."""

SURE: Final = 0.9
"""From this probability on, or below its complement, a view counts as sure."""

Reals = NDArray[np.float64]


def reliability(told: pd.DataFrame, known: NDArray[np.bool_]) -> pd.DataFrame:
    """Data for a reliability plot: how often what was told with a probability was so.

    Parameters
    ----------
    told
        What :func:`committee.season.inferring.infer` told.
    known
        What was so, from :func:`committee.season.inferring.truth`, for the same programs.

    Returns
    -------
    A row per tenth of what was told, from the least probable: ``decile`` (from 1)``, told`` (how many)``, predicted``
    (their mean)``, observed`` (the share that was so)``, low, high`` (its interval of 95 %, Wilson's).
    """
    probability, so = told["probability"].to_numpy(dtype=np.float64), known.ravel().astype(np.float64)
    order = np.lexsort((np.arange(len(so)), probability))
    rows = []
    for number, part in enumerate(np.array_split(order, DECILES), start=1):
        share = level_share(so[part])
        mean = float(probability[part].mean()) if len(part) else float("nan")
        rows.append([number, len(part), mean, share.effect, share.low, share.high])
    return pd.DataFrame(rows, columns=["decile", "told", "predicted", "observed", "low", "high"])


def brier_skill(told: pd.DataFrame, known: NDArray[np.bool_]) -> float:
    """How much better than telling every program the share of all that have the filter: 1 is perfect, 0 no better.

    The shares are those of the very programs that are judged, which is stricter than shares of another market. Where
    all programs are alike in every filter, nothing can be told: not a number.
    """
    probability = told["probability"].to_numpy(dtype=np.float64).reshape(known.shape)
    plain = np.broadcast_to(known.mean(axis=0), known.shape)
    worst = float(((plain - known) ** 2).sum())
    return 1.0 - float(((probability - known) ** 2).sum()) / worst if worst else float("nan")


def years_it_takes(learned: Tables, judged: Tables, windows: Sequence[int] = (1, 2, 3, 4, 5)) -> pd.DataFrame:
    """How much rosters of so many years tell, learned from one season and judged by another.

    Parameters
    ----------
    learned
        A season of a market, with another seed than ``judged``.
    judged
        The season whose filters are to be told.
    windows
        Years of rosters.

    Returns
    -------
    A row per window: ``years, skill`` (:func:`brier_skill`)``, sure`` (the share of views at least 90 % sure)``,
    right`` (the share of these that is right)``, farthest`` (the farthest that a tenth is from what was told).
    """
    rows = []
    for years in windows:
        fitted = learned_from(learned, years)
        told, known = told_of(fitted, judged)
        plot = reliability(told, known)
        probability, so = told["probability"].to_numpy(dtype=np.float64), known.ravel()
        sure = (probability >= SURE) | (probability <= 1.0 - SURE)
        right = float(((probability[sure] >= SURE) == so[sure]).mean()) if sure.any() else float("nan")
        farthest = float((plot["predicted"] - plot["observed"]).abs().max())
        rows.append([years, brier_skill(told, known), float(sure.mean()), right, farthest])
    return pd.DataFrame(rows, columns=["years", "skill", "sure", "right", "farthest"])


def learned_from(season: Tables, years: int) -> Fitted:
    """The traces of filters, learned from the last ``years`` years of a season."""
    last = int(season.bars["year"].max())
    seen = rosters(season.residents, last, years)
    return fit(seen, truth(season.bars, seen.programs, last), years)


def told_of(fitted: Fitted, season: Tables) -> tuple[pd.DataFrame, NDArray[np.bool_]]:
    """What rosters tell of a season, and what was so, both of its last year."""
    last = int(season.bars["year"].max())
    seen = rosters(season.residents, last, fitted.years)
    return infer(fitted, seen), truth(season.bars, seen.programs, last)


def as_text(told: pd.DataFrame, years: int) -> str:
    """What was told, in words: a line per program and filter, and the two sentences that go with it."""
    said = {filter_.bar.value: filter_.said for filter_ in FILTERS}
    lines = [f"From rosters of {years} year{'' if years == 1 else 's'}, each program probably:"]
    for program, own in told.groupby("program", sort=True):
        lines.append(f"{program}")
        lines += [
            f"  {row['probability']:4.0%} ({row['low']:.0%} to {row['high']:.0%})  {said[str(row['filter'])]}; "
            f"{row['shown']} of {row['of']} show the sign"
            for row in own.to_dict("records")
        ]
    return "\n".join([*lines, "", NO_ACCUSATION, DISCLAIMER, ""])

"""Intervals hold the truth as often as they say: in 94 to 96 of 100 experiments.

In the soak the truth comes from 20,000 real meetings in each room, and the experiments from 20,000 others. The lever
turns the verdict on the row in 3 % of the meetings net, and moves its place in half of them. A lever that does nothing
would tell nothing: under common draws it differs by exactly 0, and every interval "covers".

Two bands are wider, and we say so. With few seeds the number of verdicts that turn is a small whole number, most often
0, so what an interval holds moves in large steps. If 3 % rise and none falls, paired t holds the truth in 46 and 78 %
of experiments of 20 and 50 seeds, and Tango's interval in more than 99 %. No interval could hold it in 94 to 97 %
there: that many experiments of one outcome do not exist. And t holds the mean place of a row that is
mostly near the end of the list, a skewed thing, in 93.9 % of 10,000 experiments of 20 seeds. Changes, which
experiments are about, are less skewed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import binom

from committee.measures import intervals
from committee.measures.intervals import Estimate, paired_share
from tests.committee.measures.intervals.drawn import numbers, uniforms

Floats = NDArray[np.float64]
Rooms = Mapping[str, Floats]
"""By room, what came of each seed: shape (seeds, columns)."""

PLACE, RANKED, COUNTS = 0, 1, slice(2, 6)
SEEDS: Final = (20, 50, 200)


def experiments(rooms: Rooms, seeds: int, count: int, key: str) -> Iterator[Rooms]:
    """Experiments of so many seeds each, none of them twice before all have been drawn."""
    whole = len(rooms["base"])
    each = whole // seeds
    for number in range(count):
        if number % each == 0:
            order = np.argsort(uniforms(f"{key} {number // each}", whole))
        drawn = order[number % each * seeds : (number % each + 1) * seeds]
        yield {room: values[drawn] for room, values in rooms.items()}


def level_of_place(rooms: Rooms) -> Estimate:
    return intervals.level_mean(rooms["base"][:, PLACE])


def change_of_place(rooms: Rooms) -> Estimate:
    return intervals.paired_mean(rooms["changed"][:, PLACE], rooms["base"][:, PLACE])


def change_of_share(rooms: Rooms) -> Estimate:
    return paired_share(rooms["changed"][:, RANKED], rooms["base"][:, RANKED])


def level_of_ratio(rooms: Rooms) -> Estimate:
    return intervals.rate_ratio(rooms["base"][:, COUNTS])


def change_of_ratio(rooms: Rooms) -> Estimate:
    return intervals.ratio_change(rooms["changed"][:, COUNTS], rooms["base"][:, COUNTS])


def place_beyond_null(rooms: Rooms) -> Estimate:
    order = ("changed", "base", "changed null", "null")
    return intervals.difference_of_mean_changes(*(rooms[room][:, PLACE] for room in order))


def share_beyond_null(rooms: Rooms) -> Estimate:
    order = ("changed", "base", "changed null", "null")
    return intervals.difference_of_share_changes(*(rooms[room][:, RANKED] for room in order))


def covered(of: Callable[[Rooms], Estimate], truth: float, drawn: Iterator[Rooms]) -> float:
    """The share of experiments whose interval holds the truth."""
    estimates = [of(rooms) for rooms in drawn]
    return float(np.mean([one.low <= truth <= one.high for one in estimates]))


FOUND: Final = {
    "level of place": level_of_place,
    "change of place": change_of_place,
    "change of share": change_of_share,
    "level of ratio": level_of_ratio,
    "change of ratio": change_of_ratio,
    "place beyond null": place_beyond_null,
    "share beyond null": share_beyond_null,
}


def invented(seeds: int) -> Rooms:
    """Rooms in which everything is known: skewed places, 4 % of verdicts that rise and 1 % that fall, rates."""
    place, moved, beyond = np.exp(numbers("place", seeds) / 2) * 20, numbers("moved", seeds), numbers("beyond", seeds)
    turn, kind = uniforms("turn", seeds), uniforms("kind", 3, seeds)
    listed = (turn > 0.04).astype(float)
    rows = np.floor(kind[0] * 5) + 2
    counts = [np.floor(rows * kind[1]), rows, np.floor(9 * kind[2]) + 2, np.full(seeds, 10.0)]
    more = [np.minimum(counts[0] + (turn < 0.3), rows), *counts[1:]]
    changed = place - np.where(turn < 0.5, 4 + 2 * moved, 0.0)
    now = np.where(turn > 0.99, 0.0, 1.0)
    null = place + 3 * beyond
    rooms = {
        "base": [place, listed, *counts],
        "changed": [changed, now, *more],
        "null": [null, listed, *counts],
        "changed null": [null - np.where(turn < 0.5, 2.0, 0.0) + beyond, listed, *counts],
    }
    return {room: np.column_stack(columns) for room, columns in rooms.items()}


@cache
def _invented() -> tuple[Rooms, Rooms]:
    """The rooms of the truth, and those that experiments are drawn from."""
    rooms = invented(120_000)
    return {room: of[:100_000] for room, of in rooms.items()}, {room: of[100_000:] for room, of in rooms.items()}


@pytest.mark.parametrize("name", FOUND)
def test_coverage_of_what_is_invented(name: str) -> None:
    whole, others = _invented()
    truth = FOUND[name](whole).effect
    low, high = (0.92, 1.0) if "share" in name else (0.92, 0.98)
    assert low <= covered(FOUND[name], truth, experiments(others, 50, 400, name)) <= high


_RARE: Final = (0.94, 1.0)
_BANDS: Final = {
    ("level of place", 20): (0.93, 0.96),
    ("change of share", 20): _RARE,
    ("change of share", 50): _RARE,
    ("share beyond null", 20): _RARE,
    ("share beyond null", 50): _RARE,
    ("share beyond null", 200): _RARE,
}
"""Where the share of experiments may lie outside 94 to 96 %: the head of this file says why."""


@pytest.mark.parametrize(("seeds", "student"), [(20, 0.46), (50, 0.78), (200, 0.93)])
def test_paired_t_misses_rare_changes_and_tango_does_not(seeds: int, student: float) -> None:
    """Exactly, from the binomial distribution, if 3 % of verdicts rise and none falls."""
    chances = binom.pmf(np.arange(seeds + 1), seeds, 0.03)
    held = {paired_share: 0.0, intervals.paired_mean: 0.0}
    for rose in np.flatnonzero(chances > 1e-9):
        base = (np.arange(seeds) >= rose).astype(float)
        for method in held:
            found = method(np.ones(seeds), base)
            held[method] += chances[rose] * (found.low <= 0.03 <= found.high)
    assert held[intervals.paired_mean] == pytest.approx(student, abs=0.01)
    assert held[paired_share] > 0.94


@pytest.mark.parametrize(("seeds", "most"), [(20, 0.979), (50, 0.983)])
def test_no_interval_for_a_rare_change_can_hold_the_truth_as_often_as_it_says(seeds: int, most: float) -> None:
    """Why the bands of few seeds are wide, exactly, if 3 % of verdicts rise and none falls.

    An interval that leaves out .03 leaves it out from some number of rises on. What it can hold then is a step of the
    binomial distribution. No step lies from 94 to 97 %. To hold less than the step above, it would have to leave out
    .03 where an exact test does not even leave out no change.
    """
    held = binom.cdf(np.arange(seeds + 1), seeds, 0.03)
    assert not ((held > 0.94) & (held < 0.97)).any()
    fewest = int(np.argmax(held > 0.97))
    assert held[fewest] == pytest.approx(most, abs=0.001)
    exact = 2.0 * binom.cdf(0, fewest, 0.5)
    assert exact > 0.05, "as many rises, and no fall: the exact test of pairs that differ"


@pytest.mark.soak
def test_coverage_of_real_meetings() -> None:
    """One test, so that one process holds the 160,000 meetings."""
    pytest.importorskip("numba")
    from tests.committee.measures.intervals.banked import bank

    truth, others = bank(range(1, 20_001)), bank(range(20_001, 40_001))
    changed, base = truth["changed"], truth["base"]
    assert np.mean(changed[:, PLACE] != base[:, PLACE]) > 0.4
    assert abs(change_of_share(truth).effect) == pytest.approx(0.03, abs=0.01)
    measured = {
        (name, seeds): covered(of, of(truth).effect, experiments(others, seeds, 2_000, name))
        for name, of in FOUND.items()
        for seeds in SEEDS
    }
    print("\n".join(f"{name}, {seeds} seeds: {share:.4f}" for (name, seeds), share in measured.items()))
    bands = {cell: _BANDS.get(cell, (0.94, 0.96)) for cell in measured}
    assert {cell: share for cell, share in measured.items() if not bands[cell][0] <= share <= bands[cell][1]} == {}

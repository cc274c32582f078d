"""From runs to effects: what is compared with what, what failed, and which method."""

from __future__ import annotations

import numpy as np
import pytest

from committee.experiments.findings.effects import BEYOND, LEVEL, PAIRED, Effect, estimated, rows_of
from committee.measures import intervals
from tests.committee.experiments.tables import Spot, Thing, spots, table
from tests.committee.measures.intervals.drawn import numbers, uniforms

SEEDS = 40


def _place(null: str, point: np.ndarray, replicate: np.ndarray) -> np.ndarray:
    """Seeds differ a lot, points by one place each, and half of that in a null."""
    noise = numbers("place", 4, 1000)[point, replicate] * 0.1
    return replicate * 3.0 + point * (0.5 if null else 1.0) + noise


def _ranked(null: str, point: np.ndarray, replicate: np.ndarray) -> np.ndarray:
    return (uniforms("ranked", 1000)[replicate] < 0.5 + 0.1 * point).astype(float)


def _found(results: object, outcomes: list[Thing], points: tuple[Spot, ...]) -> dict[tuple[object, ...], Effect]:
    return {(e.design_point, e.null, e.outcome, e.kind): e for e in estimated(results, outcomes, points)}


PLACE, RANKED = Thing("place"), Thing("ranked", "share")
BOTH = {"place": _place, "ranked": _ranked}


def test_every_point_is_held_against_the_base_with_the_same_seeds() -> None:
    points = spots(3)
    found = _found(table(points, SEEDS, BOTH, ("", "additive")), [PLACE, RANKED], points)
    assert [key[3] for key in found if key[0] == 1] == [LEVEL] * 4
    third = found[3, "", "place", PAIRED]
    assert third.against == 1
    assert third.estimate.effect == pytest.approx(2.0, abs=0.1)
    assert third.estimate.half_width < 0.1
    assert found[3, "", "place", LEVEL].estimate.half_width > 5.0
    assert found[3, "additive", "place", PAIRED].estimate.effect == pytest.approx(1.0, abs=0.1)
    assert found[3, "additive", "place", BEYOND].estimate.effect == pytest.approx(1.0, abs=0.1)
    assert found[2, "", "ranked", PAIRED].estimate.method.startswith("Tango")
    assert (2, "", "place", BEYOND) not in found


def test_a_failed_run_takes_its_pair_along_and_is_counted() -> None:
    points = spots(2)
    results = table(
        points, SEEDS, BOTH, ("", "additive"), failed=[(1, "", 3), (2, "", 3), (2, "", 7), (2, "additive", 9)]
    )
    found = _found(results, [PLACE], points)
    level, paired = found[2, "", "place", LEVEL], found[2, "", "place", PAIRED]
    assert (level.failed, level.estimate.n) == (2, SEEDS - 2)
    assert (paired.failed, paired.estimate.n) == (2, SEEDS - 2)
    assert (found[2, "additive", "place", BEYOND].failed, found[2, "additive", "place", BEYOND].estimate.n) == (
        3,
        SEEDS - 3,
    )


def test_a_run_that_is_not_held_yet_waits_and_is_no_failure() -> None:
    points = spots(2)
    found = _found(table(points, SEEDS, BOTH, missing=[(2, "", SEEDS)]), [PLACE], points)
    assert (found[2, "", "place", PAIRED].failed, found[2, "", "place", PAIRED].estimate.n) == (0, SEEDS - 1)
    assert found[1, "", "place", LEVEL].estimate.n == SEEDS


def test_the_order_of_lines_does_not_matter() -> None:
    points = spots(2)
    results = table(points, SEEDS, BOTH)
    shuffled = results.take(np.argsort(uniforms("shuffled", len(results))))
    assert list(estimated(shuffled, [PLACE, RANKED], points)) == list(estimated(results, [PLACE, RANKED], points))
    assert list(estimated(results.to_pandas(), [PLACE], points)) == list(estimated(results, [PLACE], points))


def test_samples_are_averaged_within_a_seed_first() -> None:
    points = spots(2, samples=5)

    def by_sample(null: str, point: np.ndarray, replicate: np.ndarray) -> np.ndarray:
        return replicate + (point - 1) % 5 * 10.0 + (point > 5) * 2.0

    results = table(points, SEEDS, {"place": by_sample, "ranked": _ranked}, failed=[(7, "", 1)], missing=[(10, "", 40)])
    found = _found(results, [PLACE, RANKED], points)
    paired = found[6, "", "place", PAIRED]
    assert (paired.against, paired.failed, paired.estimate.n) == (1, 1, SEEDS - 1)
    assert paired.estimate.effect == pytest.approx(2.0)
    assert "Tango" not in found[6, "", "ranked", PAIRED].estimate.method


def test_ratios_and_pooled_outcomes_use_their_parts() -> None:
    points = spots(2)

    def counts(rate: float) -> object:
        return lambda null, point, replicate: np.round(20 * rate * (1 + 0.2 * np.sin(replicate)) * point)

    def whole(null: str, point: np.ndarray, replicate: np.ndarray) -> np.ndarray:
        return np.full(len(point), 40.0)

    parts = ("ranked", "rows", "ranked_us_md", "rows_us_md")
    columns = dict(zip(parts, (counts(0.4), whole, lambda n, p, r: 30.0 + r % 3, whole), strict=True))
    ratio = Thing("rate_ratio.non_us_img", "ratio", parts)
    mean = Thing("pooled_mean", "pooled", ("rows", "sum"), lambda sums: sums[..., 1] / sums[..., 0])
    named = {f"{ratio.name}#{name}": column for name, column in columns.items()}
    named |= {"pooled_mean#rows": whole, "pooled_mean#sum": _place}
    found = _found(table(points, SEEDS, named), [ratio, mean], points)
    factor = found[2, "", ratio.name, PAIRED].estimate
    assert factor.effect == pytest.approx(2.0, rel=0.05)
    assert factor.unchanged == 1.0
    assert found[2, "", "pooled_mean", PAIRED].estimate.effect == pytest.approx(1 / 40, rel=0.1)
    assert found[2, "", "pooled_mean", PAIRED].estimate.method == "bootstrap over seeds"


def _rows(**given: float) -> list[dict[str, object]]:
    names = ("place.img_a", "call.img_a", "ranked", "minutes")
    columns = {name: (lambda n, p, r, shift=shift: _place(n, p, r) + shift) for shift, name in enumerate(names)}
    points = spots(3)
    effects = list(estimated(table(points, SEEDS, columns), [Thing(name) for name in names], points))
    return rows_of(effects, **given)


def _change() -> np.ndarray:
    """How far the second point is from the base, by seed."""
    points, replicates = (np.full(SEEDS, point) for point in (1, 2)), np.arange(1, SEEDS + 1)
    base, changed = (_place("", point, replicates) for point in points)
    return np.asarray(changed - base)


def test_rows_have_every_column_in_its_order() -> None:
    columns = "design_point against null outcome role kind n failed effect low high low_holm high_holm method"
    assert {tuple(row) for row in _rows()} == {(*columns.split(), "seeds_for_half_width")}


def test_the_first_outcome_is_primary_and_the_others_have_wider_intervals_too() -> None:
    rows = _rows()
    assert {row["outcome"] for row in rows if row["role"] == "primary"} == {"place.img_a"}
    for row in rows:
        widened = row["role"] == "exploratory" and row["kind"] == PAIRED
        assert (row["low_holm"] is not None) == widened
        if widened:
            assert row["low_holm"] <= row["low"] <= row["high"] <= row["high_holm"]
    assert any(row["low_holm"] < row["low"] for row in rows if row["low_holm"] is not None)


def test_seeds_are_those_that_a_wanted_width_needs() -> None:
    primary = next(row for row in _rows(half_width=0.01) if row["kind"] == PAIRED)
    spread = float(np.std(_change(), ddof=1))
    assert primary["seeds_for_half_width"] == pytest.approx((1.96 * spread / 0.01) ** 2, abs=4)
    without = next(row for row in _rows() if row["kind"] == PAIRED)
    assert without["seeds_for_half_width"] == 10
    assert all(row["seeds_for_half_width"] is None for row in _rows() if row["kind"] == LEVEL)


def _as_the_base(null: str, point: np.ndarray, replicate: np.ndarray) -> np.ndarray:
    """The change acts in the model alone: on every place, and on the verdict of every other seed."""
    return 1.0 * (replicate % 2 == 0) * (point > 1) * (null == "")


def test_a_null_in_which_the_change_cannot_act_is_the_same_for_every_kind() -> None:
    parts = ("ranked", "rows", "ranked_us_md", "rows_us_md")
    ratio, mean = (
        Thing("rate_ratio.us_do", "ratio", parts),
        Thing("pooled_mean", "pooled", ("a",), lambda sums: sums[..., 0]),
    )
    counted = {f"{ratio.name}#{part}": (lambda n, p, r: 3.0 + r % 4 + _as_the_base(n, p, r)) for part in parts[:1]}
    counted |= {f"{ratio.name}#{part}": (lambda n, p, r: 9.0 + r % 3) for part in parts[1:]}
    columns = {"place": _as_the_base, "ranked": _as_the_base, "pooled_mean#a": _as_the_base, **counted}
    outcomes = [PLACE, RANKED, ratio, mean]
    points = spots(2)
    found = _found(table(points, SEEDS, columns, ("", "additive")), outcomes, points)
    for outcome in outcomes:
        one = found[2, "additive", outcome.name, PAIRED].estimate
        assert (one.method, one.n) == (intervals.NO_SEED_DIFFERS, SEEDS)
        assert one.low == one.high == one.effect == one.unchanged
        beyond = found[2, "additive", outcome.name, BEYOND].estimate
        assert beyond.low < beyond.effect < beyond.high


def test_a_share_that_no_seed_changes_keeps_its_interval_where_something_else_changes() -> None:
    points = spots(2)
    columns = {"place": _place, "ranked": _as_the_base}
    found = _found(table(points, SEEDS, columns, ("", "additive")), [PLACE, RANKED], points)
    one = found[2, "additive", "ranked", PAIRED].estimate
    assert one.method == f"Tango (0 of {SEEDS} pairs differ)"
    assert one.low < 0.0 < one.high


def test_no_result_is_no_row() -> None:
    points = spots(2)
    assert list(estimated(table(points, 1, BOTH).slice(0, 0), [PLACE], points)) == []


def test_an_outcome_that_no_run_has_is_a_row_without_an_estimate() -> None:
    points = spots(2)
    nothing = {"place": lambda null, point, replicate: np.full(len(point), np.nan)}
    found = _found(table(points, SEEDS, nothing), [PLACE], points)
    assert found[2, "", "place", PAIRED].estimate.method == intervals.NOT_ESTIMABLE
    assert found[2, "", "place", PAIRED].estimate.n == 0

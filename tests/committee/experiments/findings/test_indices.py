"""From runs to indices: per combination, provisional while runs are missing, with a note where none can be told."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from msgspec import Struct

from committee.experiments.design.designs import points_of
from committee.experiments.design.loading import load_experiment
from committee.experiments.findings.analyzers import ANALYZERS, Sampled
from committee.experiments.findings.by_seed import BySeed, Cell
from committee.experiments.findings.effects import effects_of
from committee.experiments.findings.indices import (
    FLAT,
    NO_INDEX,
    ONE_SEED,
    TOO_FEW,
    UNCLEAR,
    Plan,
    estimates_of,
    indexed,
    indices_of,
    whole_blocks,
    within,
)
from committee.measures.intervals import Estimate
from tests.committee.experiments.findings.test_analyzers import saltelli, trajectories
from tests.committee.experiments.tables import Thing, table
from tests.committee.measures.intervals.drawn import numbers, uniforms

PLACE = Thing("place")
SPANS = {"members.2.capital": (1.0, 4.0), "meeting.fatigue_per_hour": (0.1, 0.5)}
KEYS = tuple(SPANS)


class At(Struct, frozen=True):
    """A design point with its values."""

    number: int
    combination: int
    sample: int
    levers: dict[str, float]


def design(at: np.ndarray, combinations: int = 1) -> tuple[At, ...]:
    flat = at.reshape(-1, len(KEYS)).tolist()
    places = [(c, s, values) for c in range(1, combinations + 1) for s, values in enumerate(flat, start=1)]
    return tuple(At(n, c, s, dict(zip(KEYS, values, strict=True))) for n, (c, s, values) in enumerate(places, start=1))


def runs(points: tuple[At, ...], seeds: int, noise: float = 0.5, **gone: Iterable[tuple[int, str, int]]) -> pa.Table:
    """The outcome is the first key, ten times as strong in the second combination, and noise."""
    strength = np.array([0.0, *(point.levers[KEYS[0]] * (1 if point.combination == 1 else 10) for point in points)])
    drawn = numbers("indices", len(points) + 1, seeds + 1) * noise
    return table(points, seeds, {"place": lambda null, point, seed: strength[point] + drawn[point, seed]}, **gone)


def rows(table: pa.Table, points: tuple[At, ...], sample: str, seeds: int) -> list[dict[str, object]]:
    return list(indexed(BySeed(table, points), PLACE, points, Plan(sample, KEYS, seeds)))


def test_each_combination_has_its_own_indices() -> None:
    points = design(saltelli(2, 16), combinations=2)
    found = rows(runs(points, 10), points, "sobol", 10)
    assert [(row["design_point"], row["lever"]) for row in found] == [
        *((1, key) for key in KEYS),
        *((65, key) for key in KEYS),
    ]
    assert [row["note"] for row in found] == ["", UNCLEAR, "", UNCLEAR]
    assert all(row["runs"] == row["of"] == 640 for row in found)
    assert found[0]["low"] < found[0]["total"] <= found[0]["high"]
    assert found[2]["high"] - found[2]["low"] < found[0]["high"] - found[0]["low"]
    assert found[2]["first"] == pytest.approx(1.0, abs=0.1)


def test_the_columns_are_those_of_the_sample() -> None:
    ends = ("runs", "of", "note")
    starts = ("design_point", "outcome", "lever")
    middles = {
        "sobol": ("first", "first_low", "first_high", "total", "low", "high"),
        "morris": ("mu_star", "low", "high", "sigma"),
        "latin": ("rank_coefficient", "low", "high"),
    }
    at = {"sobol": saltelli(2, 32), "morris": trajectories(2, 16), "latin": uniforms("columns", 16, 1, 2)}
    for sample, middle in middles.items():
        points = design(at[sample])
        found = rows(runs(points, 6), points, sample, 6)
        assert {tuple(row) for row in found} == {(*starts, *middle, *ends)}
        assert [row["note"] == "" for row in found] == [True, False], sample


def test_a_seed_that_is_not_held_everywhere_waits() -> None:
    points = design(saltelli(2, 16))
    part = rows(runs(points, 10, missing=[(64, "", 10), (63, "", 10)]), points, "sobol", 12)
    whole = rows(runs(points, 10), points, "sobol", 12)
    nine = table(points, 9, {"place": lambda n, p, r: np.zeros(len(p))})
    assert part[0]["runs"] == 9 * 64
    assert part[0]["note"] == "provisional, from 576 of 768 runs"
    assert part[1]["note"] == f"{UNCLEAR}; provisional, from 576 of 768 runs"
    assert whole[0]["runs"] == 640
    assert rows(nine, points, "sobol", 9)[0]["note"] == FLAT


def test_a_block_in_which_a_run_failed_is_left_out() -> None:
    points = design(trajectories(2, 10))
    found = rows(runs(points, 10, failed=[(5, "", 3)]), points, "morris", 10)
    assert found[0]["runs"] == 9 * 3 * 10
    assert found[0]["note"] == "from 270 of 300 runs"
    assert found[0]["mu_star"] == pytest.approx(1.0, abs=0.4)
    broken = rows(runs(points, 10, failed=[(n, "", 1) for n in range(1, 31, 3)]), points, "morris", 10)
    assert broken[0]["note"].startswith(TOO_FEW)
    assert broken[0]["mu_star"] is None


def test_one_seed_gives_indices_and_no_interval() -> None:
    points = design(saltelli(2, 64))
    found = rows(runs(points, 1, noise=0.0), points, "sobol", 1)
    assert found[0]["total"] == pytest.approx(1.0, abs=0.05)
    assert found[0]["low"] is None
    assert found[0]["note"] == ONE_SEED


def test_no_limit_lies_where_the_index_cannot_be() -> None:
    found = Estimate(effect=0.94, low=-0.2, high=7.5, n=10, method="bootstrap")
    assert [(each.low, each.high) for each in (within(found, (-inf, 1.0)), within(found, None))] == [
        (-0.2, 1.0),
        (-0.2, 7.5),
    ]
    beyond = within(Estimate(effect=1.1, low=0.5, high=3.0, n=10, method="bootstrap"), (-inf, 1.0))
    assert (beyond.low, beyond.high) == (0.5, 1.1)
    noisy, at = numbers("limits", 4, 1, 6), np.arange(4.0).reshape(4, 1, 1)
    of_ranks = estimates_of(Sampled(noisy + 3.0 * at, at), ANALYZERS["latin"])["rank_coefficient"][0]
    assert -1.0 <= of_ranks.low <= of_ranks.high <= 1.0


def test_an_outcome_of_all_seeds_together_has_no_index() -> None:
    points = design(saltelli(2, 8))
    ratio = Thing("rate_ratio.non_us_img", "ratio", ("a", "b", "c", "d"))
    found = list(indexed(BySeed(runs(points, 4), points), ratio, points, Plan("sobol", KEYS, 4)))
    assert {row["note"] for row in found} == {NO_INDEX}


def test_an_experiment_from_a_file_has_effects_and_indices(tmp_path: Path) -> None:
    """The records of experiments, points and outcomes are those that are analyzed."""
    file = tmp_path / "tired.toml"
    file.write_text(
        'title = "Tired"\nquestion = "Does it matter?"\nscenario = "two_imgs"\nseeds = "1:6"\n'
        'outcomes = ["place.img_a", "ranked.img_a"]\nsample = "sobol"\npoints = 4\n'
        "[uncertain]\n" + "".join(f'"{key}" = [{low}, {high}]\n' for key, (low, high) in SPANS.items())
    )
    experiment = load_experiment(file)
    points = points_of(experiment)
    strength = np.array([0.0, *(point.levers["members.2.capital"] for point in points)])
    made = {
        "place.img_a": lambda null, point, seed: strength[point] + seed,
        "ranked.img_a": lambda null, point, seed: (strength[point] > 2).astype(float),
    }
    results = table(points, 6, made)
    found = indices_of(results, experiment, points)
    assert [(row["outcome"], row["lever"]) for row in found] == [(o, key) for o in made for key in SPANS]
    assert [row["total"] for row in found if row["lever"] == "meeting.fatigue_per_hour"] == [0.0, 0.0]
    levels = effects_of(results, experiment, points)
    assert [(row["design_point"], row["outcome"], row["kind"]) for row in levels] == [(1, o, "level") for o in made]


def test_where_no_seed_is_held_everywhere_yet_there_is_no_block() -> None:
    nothing = np.zeros((8, 3), bool)
    sample = whole_blocks(Cell(np.full((8, 3), np.nan), nothing, nothing), np.zeros((8, 2)), 4)
    assert sample.outcomes.shape[1:] == (4, 0)

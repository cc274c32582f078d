"""Indices of published test functions, at their analytical values."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from committee.experiments.design import samplers
from committee.experiments.findings.analyzers import ANALYZERS, MORRIS_STEP, Sampled, Weights, block_size
from committee.experiments.findings.indices import estimates_of
from tests.committee.measures.intervals.drawn import numbers, uniforms

Function = Callable[[np.ndarray], np.ndarray]


def ishigami(at: np.ndarray) -> np.ndarray:
    """Ishigami and Homma (1990), a = 7, b = 0.1; each key from 0 to 1 stands for -pi to pi."""
    one, two, three = np.moveaxis((2 * at - 1) * np.pi, -1, 0)
    return np.sin(one) + 7 * np.sin(two) ** 2 + 0.1 * three**4 * np.sin(one)


def ishigami_indices() -> tuple[list[float], list[float]]:
    first = 0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2
    second, both = 7**2 / 8, 0.1**2 * np.pi**8 * (1 / 18 - 1 / 50)
    whole = first + second + both
    return [first / whole, second / whole, 0.0], [(first + both) / whole, second / whole, both / whole]


G = np.array([0.0, 1.0, 4.5, 9.0, 99.0])


def g(at: np.ndarray) -> np.ndarray:
    """Sobol's g-function."""
    return np.prod((np.abs(4 * at - 2) + G) / (1 + G), axis=-1)


def g_indices() -> tuple[list[float], list[float]]:
    alone = 1 / (3 * (1 + G) ** 2)
    whole = np.prod(1 + alone) - 1
    total = [alone[key] * np.prod(np.delete(1 + alone, key)) / whole for key in range(len(G))]
    return (alone / whole).tolist(), [float(one) for one in total]


def saltelli(keys: int, blocks: int) -> np.ndarray:
    return samplers.sobol(keys, blocks).reshape(blocks, keys + 2, keys)


def trajectories(keys: int, blocks: int) -> np.ndarray:
    """Morris's, on four levels; the order of keys and the direction of steps differ."""
    drawn = uniforms("trajectories", blocks, 3, keys)
    low = np.floor(drawn[:, 0] * 2) / 3
    up = drawn[:, 1] < 0.5
    at = np.repeat(np.where(up, low, low + MORRIS_STEP)[:, np.newaxis], keys + 1, axis=1)
    for block, order in enumerate(np.argsort(drawn[:, 2], axis=1)):
        for step, key in enumerate(order, start=1):
            at[block, step:, key] += MORRIS_STEP if up[block, key] else -MORRIS_STEP
    return at


def exactly(name: str, at: np.ndarray, function: Function) -> dict[str, np.ndarray]:
    """The indices of a function without noise."""
    sample = Sampled(function(at)[..., np.newaxis], at)
    found = ANALYZERS[name](sample, Weights(np.ones((1, 1)), np.ones((1, len(at)))))
    return {index: values[0] for index, values in found.items()}


@pytest.mark.parametrize(
    ("function", "known", "keys"), [(ishigami, ishigami_indices(), 3), (g, g_indices(), 5)], ids=["Ishigami", "g"]
)
def test_sobol_indices_are_those_of_published_functions(function: Function, known: tuple, keys: int) -> None:
    found = exactly("sobol", saltelli(keys, 4096), function)
    assert found["first"] == pytest.approx(known[0], abs=0.01)
    assert found["total"] == pytest.approx(known[1], abs=0.01)


def test_the_published_values_are_the_published_values() -> None:
    first, total = ishigami_indices()
    assert first == pytest.approx([0.3139, 0.4424, 0.0], abs=5e-5)
    assert total == pytest.approx([0.5576, 0.4424, 0.2437], abs=5e-5)
    # With a = (0, 1, 4.5, 9, 99): the first key alone explains about 0.72.
    assert g_indices()[0][0] == pytest.approx(0.7165, abs=5e-4)


@pytest.mark.parametrize("name", ["sobol", "morris"])
def test_noise_that_seeds_share_between_points_changes_nothing(name: str) -> None:
    at = saltelli(3, 64) if name == "sobol" else trajectories(3, 20)
    plain = Sampled(ishigami(at)[..., np.newaxis], at)
    shifted = Sampled(plain.outcomes + numbers("shared", 10) * 50.0, at)
    for index, estimates in estimates_of(shifted, ANALYZERS[name]).items():
        expected = estimates_of(plain, ANALYZERS[name])[index]
        assert [one.effect for one in estimates] == pytest.approx([one.effect for one in expected], abs=1e-8)


def test_noise_of_seeds_does_not_make_an_idle_key_matter() -> None:
    at = saltelli(3, 64)
    noise = numbers("noise", 12, *at.shape[:2], 20) * 3.0
    totals, held = [], 0
    for drawn in noise:
        found = estimates_of(Sampled(at[..., :1] * 4.0 + drawn, at), ANALYZERS["sobol"])
        totals.append([one.effect for one in found["total"]])
        held += sum(one.low <= 0.0 <= one.high for one in found["total"][1:])
        assert found["total"][0].low > 0.0
    # A plain estimator would give each idle key about a quarter.
    assert np.mean(totals, axis=0) == pytest.approx([1.0, 0.0, 0.0], abs=0.05)
    assert held >= 20


def test_morris_finds_the_slopes_of_a_plane() -> None:
    found = exactly("morris", trajectories(4, 10), lambda at: at @ [5.0, -2.0, 0.5, 0.0])
    assert found["mu_star"] == pytest.approx([5.0, 2.0, 0.5, 0.0])
    assert found["sigma"] == pytest.approx(np.zeros(4), abs=1e-9)
    assert found["square"] == pytest.approx([25.0, 4.0, 0.25, 0.0])


@pytest.mark.parametrize("function", [ishigami, g], ids=["Ishigami", "g"])
def test_morris_agrees_with_salib(function: Function) -> None:
    salib = pytest.importorskip("SALib.analyze.morris")
    keys = 3 if function is ishigami else len(G)
    at = samplers.morris(keys, 50).reshape(50, keys + 1, keys)
    names = [f"key {key}" for key in range(keys)]
    problem = {"num_vars": keys, "names": names, "bounds": [[0.0, 1.0]] * keys}
    flat = at.reshape(-1, keys)
    theirs = salib.analyze(problem, flat, function(flat), num_levels=samplers.MORRIS_LEVELS, seed=1)
    ours = exactly("morris", at, function)
    assert ours["mu_star"] == pytest.approx(np.asarray(theirs["mu_star"]))
    assert ours["sigma"] == pytest.approx(np.asarray(theirs["sigma"]))


def test_morris_orders_the_keys_of_the_g_function() -> None:
    mu_star = exactly("morris", trajectories(5, 200), g)["mu_star"]
    assert list(np.argsort(-mu_star)) == [0, 1, 2, 3, 4]


def test_a_rank_coefficient_is_that_of_a_regression_on_ranks() -> None:
    at = samplers.latin(3, 200)[:, np.newaxis, :]

    def rising(points: np.ndarray) -> np.ndarray:
        return np.exp(2 * points[..., 0]) - 2 * points[..., 1] + 0.3 * np.sin(90 * points[..., 2])

    found = exactly("latin", at, rising)["rank_coefficient"]
    ranks = np.argsort(np.argsort(np.concatenate([at[:, 0], rising(at)], axis=1), axis=0), axis=0).astype(float)
    standard = (ranks - ranks.mean(axis=0)) / ranks.std(axis=0)
    expected = np.linalg.lstsq(standard[:, :3], standard[:, 3], rcond=None)[0]
    assert found == pytest.approx(expected)
    assert found[0] > 0.5
    assert found[1] < -0.3


def test_an_idle_key_of_a_latin_hypercube_is_not_distinguishable_from_0() -> None:
    clear = 0
    for turn in range(20):
        at = np.argsort(uniforms(f"idle {turn}", 3, 60), axis=1).T[:, np.newaxis, :] / 60
        bent = np.sin(6 * at[..., 0]) + at[..., 1] * 0.5
        sample = Sampled(bent[..., np.newaxis] + numbers(f"idle {turn}", 60, 1, 10) * 0.1, at)
        idle = estimates_of(sample, ANALYZERS["latin"])["rank_coefficient"][2]
        clear += not idle.low <= 0.0 <= idle.high
    assert clear <= 3


def test_blocks_have_the_size_that_the_samplers_give_them() -> None:
    assert [block_size(name, 4) for name in ("latin", "sobol", "morris")] == [1, 6, 5]

"""Points of what is uncertain: well spread, within their bounds, and always the same."""

from __future__ import annotations

import itertools
import sys
from collections import Counter

import numpy as np
import pytest

from committee.errors import UsageRefused
from committee.experiments.design.experiment import Span
from committee.experiments.design.samplers import latin, morris, sampled, sobol, value_at

SPANS = {
    "a": Span(low=1.0, high=9.0),
    "b": Span(low=0.1, high=10.0, scale="log"),
    "c": Span(low=1, high=4, integer=True),
}


@pytest.mark.parametrize("sample", ["latin", "sobol", "morris"])
def test_a_sample_stays_within_its_bounds_and_is_always_the_same(sample: str) -> None:
    if sample == "morris":
        pytest.importorskip("SALib")
    points = sampled(sample, SPANS, 8)
    assert points == sampled(sample, SPANS, 8)
    for point in points:
        assert all(span.low <= point[key] <= span.high for key, span in SPANS.items())
        assert {key: type(value) for key, value in point.items()} == {"a": float, "b": float, "c": int}


def test_a_latin_hypercube_has_one_point_in_every_slice() -> None:
    for column in latin(3, 20).T:
        assert sorted((column * 20).astype(int).tolist()) == list(range(20))


def test_a_sobol_point_of_key_i_differs_from_its_base_in_key_i_only() -> None:
    shares = sobol(3, 8).reshape(8, 5, 3)
    base, other = shares[:, 0], shares[:, 1]
    for key in range(3):
        mixed = shares[:, 2 + key]
        assert (mixed[:, key] == other[:, key]).all()
        assert (np.delete(mixed, key, axis=1) == np.delete(base, key, axis=1)).all()
    assert (base != other).all()


def test_the_points_of_sobol_fill_every_range_evenly() -> None:
    shares = sobol(2, 16).reshape(16, 4, 2)
    for column in (*shares[:, 0].T, *shares[:, 1].T):
        assert sorted((column * 16).astype(int).tolist()) == list(range(16))


def test_a_trajectory_changes_one_key_at_a_time_and_each_once() -> None:
    pytest.importorskip("SALib")
    for trajectory in morris(4, 6).reshape(6, 5, 4):
        changed = [np.flatnonzero(before != after).tolist() for before, after in itertools.pairwise(trajectory)]
        assert sorted(changed) == [[0], [1], [2], [3]]


def test_without_its_package_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "SALib", None)
    monkeypatch.setitem(sys.modules, "SALib.sample", None)
    with pytest.raises(UsageRefused, match=r"pip install 'committee\[research\]'"):
        sampled("morris", SPANS, 4)


def test_whole_numbers_are_equally_likely_and_both_bounds_are_met() -> None:
    span = Span(low=1, high=4, integer=True)
    assert Counter(value_at(share / 100, span) for share in range(100)) == dict.fromkeys((1, 2, 3, 4), 25)
    assert (value_at(0.0, span), value_at(1.0, span)) == (1, 4)


def test_on_a_log_scale_the_middle_is_the_geometric_mean() -> None:
    span = Span(low=0.1, high=10.0, scale="log")
    assert value_at(0.5, span) == pytest.approx(1.0)
    assert (value_at(0.0, span), value_at(1.0, span)) == pytest.approx((0.1, 10.0))

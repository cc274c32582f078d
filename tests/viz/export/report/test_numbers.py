"""Figures have as many digits as their interval bears out."""

from __future__ import annotations

from math import inf, nan

import pytest

from viz.export.report.numbers import counted, decimals, figure, interval


@pytest.mark.parametrize(
    ("low", "high", "places"),
    [(8.9, 13.5, 1), (0.0, 40.0, 0), (0.08, 0.16, 2), (1.0, 1.0, 1), (0.0001, 0.0002, 3), (nan, nan, 1), (0.0, inf, 1)],
)
def test_decimals_follow_the_half_width(low: float, high: float, places: int) -> None:
    assert decimals(low, high, low) == places


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(-11.23, 1, "−11.2"), (0.001, 1, "0.0"), (-0.001, 1, "0.0"), (1234.5, 0, "1,234"), (nan, 1, "–")],
)
def test_a_figure_has_a_true_minus_and_zero_no_sign(value: float, places: int, text: str) -> None:
    assert figure(value, places) == text


def test_a_rise_has_its_sign_where_asked_for() -> None:
    assert figure(3.14, 1, sign=True) == "+3.1"
    assert figure(0.0, 1, sign=True) == "0.0"


def test_an_interval_is_in_brackets() -> None:
    assert interval(-1.25, 2.0, 1) == "[−1.2, 2.0]"
    assert interval(nan, 2.0, 1) == "–"


def test_one_is_not_many() -> None:
    assert (counted(1, "run"), counted(1200, "run"), counted(2, "entry", "entries")) == (
        "1 run",
        "1,200 runs",
        "2 entries",
    )

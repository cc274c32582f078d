"""Held against the truth: what is told with a chance is so as often, in a market that it was not learned from."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from committee.season.inferring import NO_ACCUSATION
from committee.season.trusting import as_text, brier_skill, learned_from, reliability, told_of, years_it_takes
from committee.terms import DISCLAIMER
from tests.committee.season.invented_market import a_market


@pytest.mark.soak
def test_on_500_programs_every_tenth_is_near_what_was_told() -> None:
    told, known = told_of(learned_from(a_market(1), 5), a_market(2))
    plot = reliability(told, known)
    assert brier_skill(told, known) > 0.0
    assert (plot["predicted"] - plot["observed"]).abs().max() < 0.1


def test_another_market_is_told_with_skill_and_more_years_tell_more() -> None:
    learned, judged = a_market(1, programs=150), a_market(2, programs=150)
    table = years_it_takes(learned, judged, (1, 5))
    assert list(table["years"]) == [1, 5]
    assert 0.0 < table["skill"][0] < table["skill"][1]
    assert table["sure"][0] < table["sure"][1]
    assert (table["right"] > 0.9).all()
    assert (table["farthest"] < 0.15).all()


def a_view(*probabilities: float) -> pd.DataFrame:
    return pd.DataFrame({"probability": probabilities})


def test_what_is_always_right_is_perfect_and_what_is_usual_has_no_skill() -> None:
    known = np.array([[True], [False], [True], [False]])
    assert brier_skill(a_view(1.0, 0.0, 1.0, 0.0), known) == 1.0
    assert brier_skill(a_view(0.5, 0.5, 0.5, 0.5), known) == 0.0
    assert brier_skill(a_view(0.0, 1.0, 0.0, 1.0), known) < 0.0
    assert np.isnan(brier_skill(a_view(1.0, 1.0), np.array([[True], [True]])))


def test_tenths_hold_everything_once_from_the_least_to_the_most() -> None:
    told = a_view(*np.linspace(0.99, 0.01, 40))
    plot = reliability(told, np.array([[number % 2 == 0] for number in range(40)]))
    assert plot["told"].sum() == 40
    assert list(plot["predicted"]) == sorted(plot["predicted"])
    assert (plot["observed"] == 0.5).all()
    assert (plot["low"] < 0.5).all()
    assert (plot["high"] > 0.5).all()


def test_the_words_name_each_program_and_say_that_they_accuse_nobody() -> None:
    told, _ = told_of(learned_from(a_market(1, programs=30, years=2), 2), a_market(2, programs=2, years=2))
    text = as_text(told, 2)
    assert text.startswith("From rosters of 2 years, each program probably:\np000\n")
    assert text.count("does not take J-1 visas") == 2
    assert text.endswith(f"{NO_ACCUSATION}\n{DISCLAIMER}\n")

"""The room as a whole."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.measures.rooms import mean_stance, spread, voters
from tests.builders import a_recording


def test_coordinators_do_not_vote() -> None:
    assert voters(a_recording(0)) == ("pd", "apd_1", "faculty_1", "chief_1")


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=12))
def test_mean_and_spread_are_those_of_the_members_asked_for(values: list[float]) -> None:
    stances = {str(number): value for number, value in enumerate(values)}
    assert mean_stance(stances, stances) == pytest.approx(statistics.fmean(values))
    assert spread(stances, stances) == pytest.approx(statistics.pstdev(values), abs=1e-7)
    assert spread(stances | {"other": 1.0}, ["0"]) == 0.0


def test_nobody_has_no_stance() -> None:
    assert (mean_stance({}, ["pd"]), spread({}, [])) == (0.0, 0.0)

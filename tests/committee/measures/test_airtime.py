"""Who had the floor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.measures.airtime import airtime, airtime_gini, chair_ratio, gini, shares, top_share
from tests.builders import a_header, a_recording, heard


def test_airtime_leaves_announcements_out() -> None:
    assert airtime(a_recording(2)) == {"pd": 8.0, "apd_1": 8.0, "faculty_1": 8.0, "chief_1": 8.0, "coordinator": 0.0}
    assert chair_ratio(a_recording(2)) == pytest.approx(1.25)
    assert top_share(a_recording(2)) == pytest.approx(0.75)
    assert airtime_gini(a_recording(2)) == pytest.approx(0.2)


def test_a_silent_meeting_divides_nothing_by_nothing() -> None:
    silent = heard([a_header(3)])
    assert set(shares(silent).values()) == {0.0}
    assert (airtime_gini(silent), chair_ratio(silent), top_share(silent)) == (0.0, 0.0, 0.0)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=20))
def test_gini_is_between_equal_and_all_for_one(values: list[float]) -> None:
    assert -1e-9 <= gini(values) <= (len(values) - 1) / len(values) + 1e-9
    assert gini([*values[:1]] * len(values)) == pytest.approx(0.0, abs=1e-9)
    assert gini([*[0.0] * (len(values) - 1), 1.0]) == pytest.approx((len(values) - 1) / len(values))

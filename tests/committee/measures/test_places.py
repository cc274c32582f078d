"""Positions and places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.measures.places import place, places, positions
from tests.builders import a_recording


@given(st.integers(0, 50), st.integers(0, 50))
def test_places_of_a_meeting_add_up_to_the_same_whatever_was_ranked(ranked: int, left: int) -> None:
    rows = ranked + left
    of_all = [place(position, ranked, rows) for position in range(1, ranked + 1)]
    of_all += [place(None, ranked, rows)] * left
    assert sum(of_all) == pytest.approx(rows * (rows + 1) / 2)


def test_places_follow_the_reviewed_list_and_share_what_is_behind_it() -> None:
    assert positions(a_recording(6)) == {"r2": 1, "r1": 2, "r4": 3, "r5": 4}
    assert places(a_recording(6)) == {"r1": 2.0, "r2": 1.0, "r3": 5.5, "r4": 3.0, "r5": 4.0, "r6": 5.5}


def test_nothing_decided_has_no_places() -> None:
    assert places(a_recording(0)) == {}

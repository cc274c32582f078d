"""Forced fates that came to nobody."""

from __future__ import annotations

from typing import Any

import pytest

from committee.season.forcing import came_to, came_to_nobody
from tests.committee.season.invented import residents

WHOLE: dict[str, Any] = {"year": 2027, "program": 0, "like": ["j1", "step_fail"], "event": "left", "after": 1}


def test_a_fate_that_fits_somebody_is_not_mentioned() -> None:
    assert came_to_nobody(residents(), [WHOLE], [2027, 2028]) == []
    (one,) = came_to(residents(), [WHOLE], [2027, 2028])
    traits = residents().set_index("id").loc[one]
    assert (int(traits["entered"]), traits["program"], traits["visa"]) == (2027, "p000", "j1")
    assert came_to(residents(), [{**WHOLE, "like": ["h1b"]}], [2027]) == []


@pytest.mark.parametrize(
    "more", [{"like": ["h1b"]}, {"program": 1, "like": ["us_md"]}, {"year": 2028, "like": ["gap"]}]
)
def test_a_fate_that_fits_nobody_is_told(more: dict[str, Any]) -> None:
    (told,) = came_to_nobody(residents(), [{**WHOLE, **more}], [2027, 2028])
    assert f"in the class of {more.get('year', 2027)} at p00{more.get('program', 0)} leaves" in told
    assert f"with `{more['like'][0]}`" in told


def test_one_resident_is_not_forced_twice() -> None:
    (told,) = came_to_nobody(residents(), [WHOLE, {**WHOLE, "like": ["old_grad"]}], [2027])
    assert "with `old_grad`" in told


def test_a_year_that_has_not_been_held_is_not_told_of() -> None:
    assert came_to_nobody(residents(), [{**WHOLE, "year": 2040}], [2027]) == []


def test_anybody_at_all_is_said_in_words() -> None:
    (told,) = came_to_nobody(residents().iloc[:0], [{**WHOLE, "like": []}], [2027])
    assert told.startswith("The scenario says that somebody in the class of 2027 at p000 leaves.")

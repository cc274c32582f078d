"""Forced fates that came to nobody."""

from __future__ import annotations

from typing import Any

import pytest

from committee.season.forcing import came_to_nobody
from tests.committee.season.invented import residents

WHOLE: dict[str, Any] = {"year": 2027, "program": 0, "like": ["j1", "step_fail"], "event": "left", "after": 1}


def test_a_fate_that_fits_somebody_is_not_mentioned() -> None:
    assert came_to_nobody(residents(), [WHOLE], [2027, 2028]) == []


@pytest.mark.parametrize(
    ("more", "who"),
    [
        ({"like": ["h1b"]}, "somebody who needed an H-1B visa"),
        ({"program": 1, "like": ["us_md"]}, "a graduate of a US medical school"),
        ({"year": 2028, "like": ["gap"]}, "somebody who had a gap after graduation"),
    ],
)
def test_a_fate_that_fits_nobody_is_told(more: dict[str, Any], who: str) -> None:
    (told,) = came_to_nobody(residents(), [{**WHOLE, **more}], [2027, 2028])
    place = f"the class of {more.get('year', 2027)} at p00{more.get('program', 0)}"
    assert f"{place} that {who} left before the end of the training." in told


def test_one_resident_is_not_forced_twice() -> None:
    (told,) = came_to_nobody(residents(), [WHOLE, {**WHOLE, "like": ["old_grad"]}], [2027])
    assert "somebody who had graduated years before" in told


def test_a_year_that_has_not_been_held_is_not_told_of() -> None:
    assert came_to_nobody(residents(), [{**WHOLE, "year": 2040}], [2027]) == []


def test_anybody_at_all_is_said_in_words() -> None:
    (told,) = came_to_nobody(residents().iloc[:0], [{**WHOLE, "like": []}], [2027])
    assert told.startswith("The scenario says of the class of 2027 at p000 that somebody left before the end")

"""Forced fates that came to nobody."""

from __future__ import annotations

from typing import Any

import pytest

from committee.season.forcing import Forcing, forcing_of
from tests.committee.season.invented import residents

WHOLE: dict[str, Any] = {"year": 2027, "program": 0, "like": ["j1", "step_fail"], "event": "left", "after": 1}


GONE: dict[str, Any] = {"year": 2030, "program": 0, "leaves": "director"}


def notes(*fates: dict[str, Any]) -> tuple[str, ...]:
    return forcing_of(residents(), {"fates": fates}, [2027, 2028]).notes


def test_a_fate_that_fits_somebody_is_not_mentioned() -> None:
    found = forcing_of(residents(), {"fates": [WHOLE]}, [2027, 2028])
    assert found == Forcing(ids=frozenset({"y2027n0002"}), notes=())


@pytest.mark.parametrize(
    ("more", "who"),
    [
        ({"like": ["h1b"]}, "somebody who needed an H-1B visa"),
        ({"program": 1, "like": ["us_md"]}, "a graduate of a US medical school"),
        ({"year": 2028, "like": ["gap"]}, "somebody who had a gap after graduation"),
    ],
)
def test_a_fate_that_fits_nobody_is_told(more: dict[str, Any], who: str) -> None:
    (told,) = notes({**WHOLE, **more})
    place = f"the class of {more.get('year', 2027)} at p00{more.get('program', 0)}"
    assert f"{place} that {who} left before the end of the training." in told
    assert told.endswith("so it did not happen.")


def test_one_resident_is_not_forced_twice() -> None:
    (told,) = notes(WHOLE, {**WHOLE, "like": ["old_grad"]})
    assert "a second resident who had graduated years before" in told


def test_one_more_of_a_class_that_had_one_is_a_second_one() -> None:
    j1 = {**WHOLE, "like": ["j1"], "event": "stood_out"}
    (told,) = notes(j1, j1)
    assert "that a second resident who needed a J-1 visa turned out" in told
    (told,) = notes(j1, j1, j1)
    assert "a second resident" in told
    (told,) = notes({**j1, "like": ["non_us_img"]}, {**j1, "like": ["non_us_img"]})
    assert "that a second graduate from abroad turned out" in told


def test_a_year_that_has_not_been_held_is_not_told_of() -> None:
    whole = {"fates": [{**WHOLE, "year": 2040}], "changes": [{**GONE, "year": 2040}]}
    assert forcing_of(residents(), whole, [2027]) == Forcing(ids=frozenset(), notes=())


def test_anybody_at_all_is_said_in_words() -> None:
    (told,) = forcing_of(residents().iloc[:0], {"fates": [{**WHOLE, "like": []}]}, [2027]).notes
    assert told.startswith("The scenario says of the class of 2027 at p000 that somebody left before the end")


def test_what_came_to_nobody_of_one_class_is_one_note() -> None:
    (told,) = notes({**WHOLE, "like": ["h1b"]}, {**WHOLE, "like": ["gap"], "event": "stood_out"})
    assert "that somebody who needed an H-1B visa left before the end of the training; that somebody who had" in told
    assert told.endswith("so none of it happened.")


@pytest.mark.parametrize(
    ("season", "said"),
    [
        ({"changes": [GONE]}, "after the meetings of 2030, whoever was director left p000, and somebody new came."),
        ({"changes": [{**GONE, "leaves": "apd_1"}]}, "the member apd_1 left p000"),
        (
            {"policies": [{"year": 2030, "visa": "h1b", "share_barred": 1.0}]},
            "from 2030 on, no program takes applicants",
        ),
        ({"policies": [{"year": 2030, "visa": "j1", "share_barred": 0.4}]}, "at least 40% of programs do not take"),
        ({"policies": [{"year": 2030, "visa": "h1b", "share_barred": 0.0}]}, "programs decide for themselves about"),
    ],
)
def test_what_comes_from_outside_is_told(season: dict[str, Any], said: str) -> None:
    (told,) = forcing_of(residents(), season, [2030]).notes
    assert said in told

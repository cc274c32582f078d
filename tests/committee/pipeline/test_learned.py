from __future__ import annotations

import pytest

from committee.pipeline.drift import opened, unmoved
from committee.pipeline.learned import experience, learned, points_of, posture_of, worked_with
from committee.pipeline.lived import Lived, reseated
from committee.terms import Kind
from tests.committee.pipeline.lives import DRIFT, MEMORY, REMEMBER, YEAR, house, program, trainee
from tests.scripted import a_scenario

BASE = a_scenario().program.posture
POINTS = a_scenario().program.points


def after(years: int) -> Lived:
    lived = opened(program(), YEAR, DRIFT, MEMORY)
    for year in range(YEAR, YEAR + years):
        lived = worked_with(lived, house(year, img=7, clean=0), REMEMBER)
    return lived


def test_experience_is_with_the_residents_that_came_and_only_of_their_kind() -> None:
    lived = after(4)
    assert experience(lived, Kind.NON_US_IMG, DRIFT) == pytest.approx(4 * 7 * (0.7 + 2 * 0.4 * 0.5) / 1.8)
    assert experience(lived, Kind.US_MD, DRIFT) == 0.0
    assert 0.0 == learned(0.0, DRIFT) < learned(20.0, DRIFT) < learned(200.0, DRIFT) < 1.0
    assert learned(DRIFT.experience, DRIFT) == 0.5


def test_what_is_easy_to_see_loses_weight_and_what_work_shows_gains() -> None:
    """Altonji and Pierret: the slopes on experience have opposite signs."""
    lived = [after(years) for years in (0, 5, 15)]
    seen = [posture_of(BASE, each, unmoved(each), DRIFT)[Kind.NON_US_IMG].amplify for each in lived]
    points = [points_of(POINTS, each, DRIFT) for each in lived]
    shown, scored, standing = (
        [size(each) for each in points]
        for size in (
            lambda each: each.rotated_here,
            lambda each: each.step2_merit_per_point,
            lambda each: each.class_quartile["1"],
        )
    )
    assert POINTS.step2_merit_per_point == scored[0] > scored[1] > scored[2] > POINTS.step2_merit_per_point / 2
    assert POINTS.class_quartile["1"] == standing[0] > standing[1] > standing[2] > 0.0
    assert {each.step_fail for each in points} == {POINTS.step_fail}
    assert BASE[Kind.NON_US_IMG].amplify == seen[0] > seen[1] > seen[2] > 1.0
    assert POINTS.rotated_here == shown[0] < shown[1] < shown[2]


def test_a_kind_with_which_nobody_worked_keeps_its_posture() -> None:
    lived = after(15)
    assert posture_of(BASE, lived, unmoved(lived), DRIFT)[Kind.US_IMG] == BASE[Kind.US_IMG]
    assert points_of(POINTS, program(), DRIFT) == POINTS


def test_fear_of_a_kind_adds_scrutiny_of_it() -> None:
    lived = opened(program(), YEAR, DRIFT, MEMORY)
    afraid = posture_of(BASE, lived, {**unmoved(lived), "us_img": -0.4}, DRIFT)
    assert afraid[Kind.US_IMG].amplify == pytest.approx(BASE[Kind.US_IMG].amplify + 0.4 * DRIFT.scrutiny)
    assert afraid[Kind.US_DO] == BASE[Kind.US_DO]


def test_whoever_leaves_takes_their_experience_along() -> None:
    lived = after(8)
    rest = [seated for seated in lived.seats if seated.spec.id == "apd_1"]
    assert reseated(lived, rest).seen.keys() == {"apd_1"}
    assert worked_with(lived, [], REMEMBER) == lived
    assert worked_with(lived, [trainee("one")], REMEMBER).seen["apd_1"]["us_md"] == 0.5

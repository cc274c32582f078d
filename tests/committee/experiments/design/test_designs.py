"""Which points a design has, in which order, and that they are read back as they were written."""

from __future__ import annotations

from typing import Any

import pytest

from committee.errors import InputRefused, UsageRefused
from committee.experiments.design.designs import (
    Point,
    count_of,
    design_csv,
    null_setting,
    points_from,
    points_of,
    scenario_at,
    size_of,
)
from committee.experiments.design.experiment import Experiment, Span

LEVERS: dict[str, tuple[Any, ...]] = {"members.2.capital": (3.5, 1), "meeting.rules.blind": ([], ["kind"], ["visa"])}


def an_experiment(**given: Any) -> Experiment:
    plain = {
        "name": "mine",
        "title": "Mine",
        "question": "Is it?",
        "scenario": "two_imgs",
        "seeds": range(1, 11),
        "outcomes": ("ranked",),
        "design": "full",
        "levers": LEVERS,
        "uncertain": {},
    }
    return Experiment(**{**plain, **given})


def test_a_full_design_has_every_combination_the_base_first() -> None:
    points = points_of(an_experiment())
    assert [point.number for point in points] == [point.combination for point in points] == [1, 2, 3, 4, 5, 6]
    assert [tuple(point.levers.values()) for point in points] == [
        (capital, blind) for capital in LEVERS["members.2.capital"] for blind in LEVERS["meeting.rules.blind"]
    ]


def test_a_star_changes_one_lever_at_a_time() -> None:
    base, *others = points_of(an_experiment(design="star"))
    assert tuple(base.levers.values()) == (3.5, [])
    assert [{key: value for key, value in point.levers.items() if value != base.levers[key]} for point in others] == [
        {"members.2.capital": 1},
        {"meeting.rules.blind": ["kind"]},
        {"meeting.rules.blind": ["visa"]},
    ]


def test_listed_combinations_stay_in_their_order() -> None:
    rows = ({"memory.tau": 4.0}, {"memory.tau": 9.0}, {"memory.tau": 1.0})
    assert [point.levers for point in points_of(an_experiment(design="rows", levers={}, rows=rows))] == list(rows)


def test_every_sampled_point_is_held_at_every_combination() -> None:
    mine = an_experiment(sample="latin", points=4, uncertain={"memory.tau": Span(low=1.0, high=9.0)})
    points = points_of(mine)
    assert len(points) == count_of(mine) == 24
    assert [(point.combination, point.sample) for point in points[:5]] == [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1)]
    by_sample = {point.sample: point.levers["memory.tau"] for point in points if point.combination == 1}
    assert all(point.levers["memory.tau"] == by_sample[point.sample] for point in points)
    assert len(set(by_sample.values())) == 4


@pytest.mark.parametrize(("sample", "runs"), [("latin", 8), ("sobol", 8 * 4), ("morris", 8 * 3)])
def test_the_size_is_known_before_anything_is_drawn(sample: str, runs: int) -> None:
    pytest.importorskip("SALib")
    spans = {"memory.tau": Span(low=1.0, high=9.0), "memory.bad": Span(low=0.5, high=2.0)}
    mine = an_experiment(design="", levers={}, sample=sample, points=8, uncertain=spans, nulls=("additive",))
    assert count_of(mine) == len(points_of(mine)) == runs
    assert size_of(mine) == runs * 10 * 2
    assert size_of(mine, range(3)) == runs * 3 * 2


def test_more_than_a_million_meetings_need_an_agreement() -> None:
    huge = an_experiment(seeds=range(200_000))
    with pytest.raises(UsageRefused, match=r"1,200,000 meetings \(6 points x 200,000 seeds\).*--plan-agreed"):
        size_of(huge)
    assert size_of(huge, agreed=True) == 1_200_000


def test_points_read_back_as_they_were_written() -> None:
    levers = {"a.b": 'He said "no", then', "c": 0.1 + 0.2, "d": True, "e": [], "f": "3", "rows.x.y": "", "g": 3}
    points = (Point(1, 1, 1, levers), Point(2, 1, 2, {**levers, "c": 1e-12, "d": False, "e": ["kind", "visa"]}))
    back = points_from(design_csv(points))
    assert back == points
    assert [type(value) for value in back[0].levers.values()] == [type(value) for value in levers.values()]


def test_the_heading_names_every_key() -> None:
    heading = design_csv(points_of(an_experiment())).partition("\n")[0]
    assert heading == "design_point,combination,sample,members.2.capital,meeting.rules.blind"


@pytest.mark.parametrize(
    "text",
    ["", "seed,place\n1,2\n", "design_point,combination,sample,a\n1,1,0\n", "design_point,combination,sample\n2,1,0\n"],
)
def test_a_damaged_design_is_refused(text: str) -> None:
    with pytest.raises(InputRefused, match=r"design\.csv"):
        points_from(text)


def test_a_point_is_laid_over_the_scenario_and_the_null_over_the_point() -> None:
    mine = an_experiment()
    point = points_of(mine)[3]
    scenario = scenario_at(mine, point).scenario
    assert (scenario.members[1].capital, scenario.meeting.rules.blind) == (1, ())
    assert scenario_at(mine, point, "members.2.capital=2").scenario.members[1].capital == 2
    assert scenario_at(mine, point, "additive").scenario == scenario
    assert null_setting("switches.memory=false") == {"switches.memory": False}

"""The shipped seasons: how large their markets are, and what each holds besides."""

from __future__ import annotations

import pytest

from committee.convene import convene
from committee.machine import shipped
from committee.scenario.loading import load_scenario, load_season
from committee.scenario.seasons import SeasonScenario


def size_of(scenario: SeasonScenario) -> tuple[int, int, int]:
    """Programs, posts, applicants."""
    season = scenario.season
    seats = sum(each.count * each.seats for each in season.types.values())
    own = season.types[season.focal_type]
    if own.count == 0:
        return season.programs, seats + scenario.program.seats, sum(season.pool.values())
    return season.programs, seats - own.seats + scenario.program.seats, sum(season.pool.values())


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("season", (40, 280, 409)),
        ("market_small", (40, 571, 690)),
        ("market", (250, 3_495, 4_200)),
        ("internal_medicine", (758, 10_941, 15_641)),
    ],
)
def test_a_market_is_as_large_as_it_says(name: str, size: tuple[int, int, int]) -> None:
    assert size_of(load_season(name)) == size


def test_internal_medicine_has_the_published_types_and_kinds() -> None:
    """JGIM 2019: 25, 17, 42 and 16 % of programs; ACP and NRMP 2025 for those who apply."""
    season = load_season("internal_medicine").season
    types = {name: each.count / season.programs for name, each in season.types.items() if each.count}
    assert types == {
        "university": pytest.approx(0.25, abs=0.005),
        "do_heavy": pytest.approx(0.17, abs=0.005),
        "img_led": pytest.approx(0.42, abs=0.005),
        "integrated": pytest.approx(0.16, abs=0.005),
    }
    matched = {"us_img": 1_145 / 0.56, "non_us_img": 3_575 / 0.49}
    assert {kind: season.pool[kind] for kind in matched} == pytest.approx(matched, abs=1)
    assert season.pool["us_md"] + season.pool["us_do"] == pytest.approx((5_664 + 200) / 0.93, abs=10)


@pytest.mark.parametrize("name", shipped.seasons())
def test_a_shipped_season_is_a_season_without_being_asked_for_one(name: str) -> None:
    assert isinstance(load_scenario(name), SeasonScenario)
    assert load_scenario(name) == load_season(name)


@pytest.mark.parametrize("name", shipped.meetings())
def test_any_scenario_of_a_meeting_can_be_held_as_a_season(name: str) -> None:
    season = load_season(name).season
    assert season.programs == 40
    assert not season.fates


def test_programs_keep_their_numbers_whichever_types_a_scenario_mentions() -> None:
    order = list(load_season("baseline").season.types)
    assert list(load_season("baseline", {"season.types.surgery.count": 1}).season.types) == order
    assert list(load_season("one_bad_year").season.types) == [*order, "mixed"]


def test_the_bad_and_the_good_year_befall_the_same_residents() -> None:
    bad, good = (load_season(name).season.fates for name in ("one_bad_year", "a_good_year"))
    assert [(each.year, each.program, each.like) for each in bad] == [
        (each.year, each.program, each.like) for each in good
    ]
    assert {each.event for each in good} == {"stood_out"}
    assert "stood_out" not in {each.event for each in bad}


def test_both_focal_programs_have_the_same_fates() -> None:
    season = load_season("community_vs_university").season
    assert season.focal == (0, 1)
    assert season.focal_type == "mixed"
    assert next(iter(season.types)) == "university"
    one, other = ([(each.year, each.like, each.event) for each in season.fates if each.program == at] for at in (0, 1))
    assert one == other


def test_a_season_is_a_plain_scenario_too_and_holds_the_meeting_of_the_scenario_below() -> None:
    """What ``run`` holds of a season is its own room with the rows of the pool."""
    few = {"pool.us_md": 1, "pool.us_do": 0, "pool.us_img": 1, "pool.non_us_img": 1}
    below = {"h1b_policy_change": "img_dominated", "signals": "baseline"}
    for name, room in below.items():
        own, plain = (load_scenario(each, {**few, "program.seats": 7}) for each in (name, room))
        assert convene(own, 3).run().digest() == convene(plain, 3).run().digest()

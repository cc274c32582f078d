"""Scenarios of some years: any scenario over the defaults of a season."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from committee.errors import ScenarioRefused
from committee.machine import shipped
from committee.scenario.loading import as_data, load_scenario, load_season, resettled
from committee.scenario.scenario import Scenario
from committee.scenario.seasons import SeasonScenario

DEFAULTS = tomllib.loads((shipped.folder() / "season.toml").read_text(encoding="utf-8"))["season"]


def said(name_or_path: str, **settings: object) -> str:
    with pytest.raises(ScenarioRefused) as refused:
        load_season(name_or_path, {key.replace("__", "."): value for key, value in settings.items()})
    return str(refused.value)


ALL = [pytest.param(name, marks=() if name == "two_imgs" else pytest.mark.soak) for name in shipped.meetings()]


@pytest.mark.parametrize("name", ALL)
def test_any_scenario_of_a_meeting_is_held_as_a_season_with_every_default(name: str) -> None:
    season, meeting = load_season(name), load_scenario(name)
    assert season.season.year == meeting.season.year
    told = as_data(season)["season"]
    assert {key: told[key] for key in DEFAULTS} == {
        key: as_data(load_season("season"))["season"][key] for key in DEFAULTS
    }
    assert {**as_data(season), "season": None} == {**as_data(meeting), "season": None}


@pytest.mark.parametrize("name", ["one_bad_year", "h1b_policy_change"])
def test_a_shipped_season_reads_back_from_its_own_data(name: str) -> None:
    scenario = load_season(name)
    again = SeasonScenario.model_validate_json(json.dumps(as_data(scenario)), strict=True)
    assert again == scenario
    assert as_data(again) == as_data(scenario)


@pytest.mark.parametrize("first", ["img_led", "family_medicine"])
def test_types_keep_the_order_of_the_shipped_file_whatever_a_scenario_says_first(first: str, tmp_path: Path) -> None:
    """Programs are numbered by it: whoever repeats a default changes nothing."""
    count = DEFAULTS["types"][first]["count"]
    path = tmp_path / "mine.toml"
    path.write_text(f'extends = "two_imgs"\n[season.types.{first}]\ncount = {count}\n')
    settings = {f"season.types.{first}.count": count}
    for scenario in (load_season(path), load_season("two_imgs", settings), load_season("two_imgs")):
        assert list(scenario.season.types) == list(DEFAULTS["types"])


def test_a_type_of_one_s_own_comes_last(tmp_path: Path) -> None:
    mine = json.dumps(DEFAULTS["types"]["surgery"]["bars"]).replace(":", " =").replace('"', "")
    table = {key: cell for key, cell in DEFAULTS["types"]["surgery"].items() if key not in ("bars", "appeal", "count")}
    lines = [f"{key} = {json.dumps(cell)}" for key, cell in table.items()]
    appeal = "appeal = { us_md = 0, us_do = 0, us_img = 0, non_us_img = 0 }"
    path = tmp_path / "mine.toml"
    own = "\n".join(["[season.types.neurology]", "count = 2", *lines, appeal, f"bars = {mine}"])
    path.write_text(f'extends = "baseline"\n{own}\n')
    assert list(load_season(path).season.types) == [*DEFAULTS["types"], "neurology"]


def test_a_setting_that_a_season_does_not_have_is_refused_with_the_nearest() -> None:
    text = said("baseline", season__waves__mst=3)
    assert "season.waves.mst" in text
    assert "most" in text
    assert "university" in said("baseline", season__focal_type="universty")


def test_a_switch_is_set_on_a_loaded_season_without_reading_it_again() -> None:
    scenario = load_season("two_imgs")
    off = resettled(scenario, {"switches.memory": False, "season.switches.waves": False})
    assert isinstance(off, SeasonScenario)
    assert (off.switches.memory, off.season.switches.waves) == (False, False)
    back = resettled(off, {"switches.memory": True, "season.switches.waves": True})
    assert back == scenario


def test_a_plain_meeting_is_no_season() -> None:
    assert type(load_scenario("two_imgs")) is Scenario
    assert type(load_season("two_imgs")) is SeasonScenario

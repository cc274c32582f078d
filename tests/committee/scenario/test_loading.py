"""Scenarios by name and by path. These tests lean on season, switches, title and question only."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError
from pathlib import Path

import numpy as np
import pytest

from committee.errors import ScenarioRefused
from committee.machine import shipped
from committee.scenario.loading import as_data, load_scenario, settings_of
from committee.scenario.scenario import Scenario


def said(name_or_path: str, **settings: object) -> str:
    with pytest.raises(ScenarioRefused) as refused:
        load_scenario(name_or_path, settings)
    return str(refused.value)


def mine(folder: Path, text: str) -> str:
    path = folder / "mine.toml"
    path.write_text(f'extends = "baseline"\n{text}')
    return str(path)


@pytest.mark.parametrize("name", shipped.names())
def test_every_shipped_scenario_loads_and_puts_a_question(name: str) -> None:
    scenario = load_scenario(name)
    assert scenario.title
    assert scenario.question.endswith("?")


def test_a_path_and_a_name_mean_the_same_file() -> None:
    assert load_scenario(str(shipped.folder() / "baseline.toml")) == load_scenario("baseline")


def test_a_path_object_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine(tmp_path, 'title = "Mine"\n')
    (tmp_path / "baseline").write_text('extends = "baseline"\ntitle = "No ending"\n')
    monkeypatch.chdir(tmp_path)
    assert load_scenario(Path("mine.toml")).title == load_scenario(tmp_path / "mine.toml").title == "Mine"
    assert load_scenario(Path("baseline")).title == "No ending"
    assert load_scenario("baseline").title == "Baseline"


def test_settings_may_be_numbers_of_numpy_and_paths(tmp_path: Path) -> None:
    sheet = tmp_path / "rows.csv"
    settings = {"program.seats": np.int64(3), "switches.clock": np.False_, "sheet.file": sheet}
    scenario = load_scenario("baseline", settings)
    assert (scenario.program.seats, scenario.switches.clock, scenario.sheet_path) == (3, False, sheet)


@pytest.mark.parametrize("path", ["./a\x00b.toml", "a\x00.toml", "./\ud800.toml"])
def test_a_name_that_no_file_can_have_is_refused(path: str, tmp_path: Path) -> None:
    assert said(path).endswith("is not allowed; no file can have this name; use ordinary characters.")
    below = json.dumps(path)
    if "\ud800" not in path:
        (tmp_path / "above.toml").write_text(f"extends = {below}\n")
        assert said(str(tmp_path / "above.toml")).startswith('above.toml, extends: "')


def test_settings_go_over_the_file() -> None:
    scenario = load_scenario("baseline", {"season.year": "2030", "switches.clock": "false", "title": '"Another"'})
    assert (scenario.season.year, scenario.switches.clock, scenario.title) == (2030, False, "Another")


def test_settings_may_be_plain_values_too() -> None:
    assert load_scenario("baseline", {"season.year": 2031}).season.year == 2031


def test_a_file_holds_only_what_differs(tmp_path: Path) -> None:
    scenario = load_scenario(mine(tmp_path, 'title = "Mine"\n[switches]\nmemory = false\n'))
    base = load_scenario("baseline")
    assert as_data(scenario) == {
        **as_data(base),
        "title": "Mine",
        "switches": {**as_data(base)["switches"], "memory": False},
    }


def test_the_data_of_a_scenario_is_plain_and_reads_back() -> None:
    scenario = load_scenario("baseline")
    text = json.dumps(as_data(scenario))
    assert Scenario.model_validate_json(text, strict=True) == scenario


def test_a_scenario_cannot_change() -> None:
    scenario = load_scenario("baseline")
    with pytest.raises(FrozenInstanceError):
        scenario.season.year = 2000  # type: ignore[misc]
    with pytest.raises(ValueError, match="frozen"):
        scenario.title = "Another"  # type: ignore[misc]


def test_an_unknown_key_is_refused_with_the_nearest(tmp_path: Path) -> None:
    assert said(mine(tmp_path, "[switches]\nclok = false\n")).endswith('(did you mean "clock"?).')
    assert said(mine(tmp_path, "[swiches]\nclock = false\n")).endswith('(did you mean "switches"?).')


def test_types_are_taken_as_written(tmp_path: Path) -> None:
    assert 'switches.clock: "1" is not allowed; use true or false' in said(mine(tmp_path, "[switches]\nclock = 1\n"))
    assert 'season.year: "2026" is not allowed; use a whole number' in said(mine(tmp_path, "[season]\nyear = '2026'\n"))


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    text = said(mine(tmp_path, "title = 3\n[season]\nyear = 1\nyaer = 2\n[switches]\nclock = 'x'\n"))
    assert len(text.splitlines()) == 4


def test_a_file_that_extends_nothing_is_told_how_to(tmp_path: Path) -> None:
    path = tmp_path / "bare.toml"
    path.write_text('title = "Bare"\nquestion = "Why?"\n')
    assert 'extends = "baseline"' in said(str(path))


def test_a_wrong_setting_of_the_baseline_is_the_only_thing_said() -> None:
    assert len(said("baseline", **{"season.yaer": "3"}).splitlines()) == 1


def test_settings_are_split_at_the_first_equals_sign_and_the_later_wins() -> None:
    assert settings_of(["a.b=1", "c = x = y", "a.b=2"]) == {"a.b": "2", "c": "x = y"}


@pytest.mark.parametrize("text", ["", "a", "=1", "a..b=1", ".a=1", "a.=1"])
def test_a_setting_without_key_or_value_is_refused(text: str) -> None:
    with pytest.raises(ScenarioRefused, match=r"write section\.key=VALUE"):
        settings_of([text])

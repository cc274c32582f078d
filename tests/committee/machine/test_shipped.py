"""Which file a name means."""

from __future__ import annotations

from pathlib import Path

import pytest

from committee.errors import ScenarioRefused
from committee.machine import shipped


def test_the_baseline_is_shipped() -> None:
    assert "baseline" in shipped.names()
    assert shipped.find("baseline") == shipped.folder() / "baseline.toml"


def test_a_bare_name_is_never_looked_up_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.toml").write_text("")
    (tmp_path / "mine").write_text("")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScenarioRefused, match="the shipped ones are"):
        shipped.find("mine")
    assert shipped.find("mine.toml") == Path("mine.toml")
    assert shipped.find("./mine") == Path("mine")
    assert shipped.find("Mine.TOML") == Path("Mine.TOML")


def test_a_relative_path_starts_beside_the_file_that_names_it() -> None:
    assert shipped.find("./other.toml", beside=Path("somewhere")) == Path("somewhere/other.toml")


@pytest.mark.parametrize(
    ("text", "name"), [("baseline", "baseline"), ("./a/b.toml", "b"), ("c.toml", "c"), ("C.TOML", "C")]
)
def test_recordings_are_called_after_the_scenario(text: str, name: str) -> None:
    assert shipped.short_name(text) == name


@pytest.mark.parametrize("name", ["", "..", "BASELINE", "\x00", "baseline ", "scénario"])
def test_a_name_that_is_not_shipped_is_refused(name: str) -> None:
    with pytest.raises(ScenarioRefused, match="is not allowed; the shipped ones are"):
        shipped.find(name)


def test_the_shipped_scenarios_are_offered_the_plain_one_first() -> None:
    offered = shipped.shipped()
    named = [scenario.name for scenario in offered]
    assert named[0] == "baseline"
    assert named[1:] == sorted(named[1:])
    assert sorted(named) == shipped.names()
    assert all(scenario.title and scenario.question for scenario in offered)


def test_a_scenario_that_does_not_read_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text('title = "Good"\nquestion = "Is it?"\n', encoding="utf-8")
    (tmp_path / "bad.toml").write_text("title = = 3", encoding="utf-8")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe")
    assert [scenario.title for scenario in shipped.shipped(tmp_path)] == ["Good"]


def test_experiments_have_names_of_their_own() -> None:
    here = shipped.What.EXPERIMENT
    assert shipped.find("letters", what=here) == shipped.folder() / "experiments" / "letters.toml"
    assert shipped.find("letters") == shipped.folder() / "letters.toml"
    assert shipped.find("./letters.toml", what=here) == Path("letters.toml")
    with pytest.raises(ScenarioRefused, match=r'experiment: "two_imgs" is not allowed; the shipped ones are advocate'):
        shipped.find("two_imgs", what=here)
    assert [each.name for each in shipped.shipped(shipped.folder(here))] == shipped.names(here)


def test_a_shipped_scenario_is_about_one_meeting_or_about_years() -> None:
    assert sorted([*shipped.meetings(), *shipped.seasons()]) == shipped.names()
    assert {"baseline", "two_imgs", "img_dominated"} <= set(shipped.meetings())
    assert {"season", "one_bad_year", "new_director", "market"} <= set(shipped.seasons())

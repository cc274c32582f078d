"""A scenario finds its sheet beside itself, wherever it is called from, and tells its name and digest but no folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from committee.convene import convene
from committee.errors import SheetRefused
from committee.scenario.loading import as_data, load_scenario
from committee.scenario.rows import RowSource

SHEET = "name,kind,yog,step2_ck\nAda,us_md,2026,250\nBo,non_us_img,2020,233\n"
SCENARIO = 'extends = "baseline"\ntitle = "Mine"\nquestion = "Whose rows?"\n[sheet]\nfile = "people.csv"\n'


def test_the_sheet_lies_beside_the_scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.toml").write_text(SCENARIO)
    (tmp_path / "people.csv").write_text(SHEET)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    scenario = load_scenario("../mine.toml")
    assert [row.name for row in convene(scenario, 1).applicants] == ["Ada", "Bo"]
    assert RowSource(scenario).inputs == ({"file": "people.csv", "sha256": hashlib.sha256(SHEET.encode()).hexdigest()},)
    assert str(tmp_path) not in str(as_data(scenario))


def test_a_sheet_that_is_set_lies_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.toml").write_text(SCENARIO)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "others.csv").write_text(SHEET.replace("Ada", "Cy"))
    monkeypatch.chdir(tmp_path / "elsewhere")
    scenario = load_scenario("../mine.toml", {"sheet.file": '"others.csv"'})
    assert convene(scenario, 1).applicants[0].name == "Cy"


def test_a_sheet_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(SCENARIO)
    with pytest.raises(SheetRefused, match=r"people\.csv"):
        convene(load_scenario(str(tmp_path / "mine.toml")), 1)

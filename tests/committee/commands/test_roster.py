"""``roster`` reads what a season wrote, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from committee.commands.roster import NO_TOOL, roster_in
from committee.errors import UsageRefused
from committee.season import outsider
from committee.season.outsider import View
from committee.terms import DISCLAIMER
from tests.committee.archive.seasoned import hold

Answered = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    hold(tmp_path / "out", 2)
    return tmp_path / "out"


def a_view(residents: pd.DataFrame) -> View:
    row = {"program": "p000", "filter": "j1", "shown": 0, "of": 9, "probability": 0.8125, "low": 0.7, "high": 0.9}
    return View(years=len(residents), table=pd.DataFrame([row]))


def test_the_roster_of_a_season_reads_by_its_file_and_by_its_folder(folder: Path) -> None:
    for path in (folder, folder / "residents.csv"):
        assert roster_in(path)["entered"].tolist() == [2027, 2028]


def test_the_view_is_told_with_what_it_is_not(
    answered: Answered, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outsider, "view", a_view)
    done = answered("roster", folder / "residents.csv")
    assert done.returncode == 0, done.stderr
    assert "does not take J-1 visas" in done.stdout
    assert "It is no tool for accusing a program" in done.stdout
    assert done.stdout.endswith(f"{DISCLAIMER}\n")
    said = json.loads(answered("roster", folder, "--json").stdout)
    assert (said["years"], said["programs"][0]["filter"], said["disclaimer"]) == (2, "j1", DISCLAIMER)


def test_every_other_file_is_refused(answered: Answered, folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "residents.csv"
    copy.write_bytes((folder / "residents.csv").read_bytes())
    for path in (copy, folder / "bars.csv", tmp_path):
        done = answered("roster", path)
        assert (done.returncode, done.stdout) == (2, "")
        assert NO_TOOL in done.stderr
    with (folder / "residents.csv").open("r+b") as file:
        file.write(b"Program")
    with pytest.raises(UsageRefused, match="no ground to accuse a program"):
        roster_in(folder)
    assert "there is no such file" in answered("roster", "nowhere.csv").stderr

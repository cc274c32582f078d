"""``committee pivots``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from committee.commands.pivots import pivots
from committee.errors import UsageRefused
from committee.experiments.whatifs.address_reading import parsed
from committee.experiments.whatifs.remade import from_scenario, recorded
from committee.experiments.whatifs.reopening import remade_of
from committee.recording import Heard
from committee.terms import DISCLAIMER
from tests.scripted import SMALL

app = typer.Typer(pretty_exceptions_enable=False)
app.command()(pivots)
ROW = "p201"


@pytest.fixture
def meeting(tmp_path: Path) -> str:
    path = tmp_path / "meeting.jsonl"
    path.write_bytes(recorded(from_scenario("baseline", 1, settings=SMALL)))
    return str(path)


def test_a_row_of_a_recording_is_explained(meeting: str) -> None:
    result = CliRunner().invoke(app, [meeting, "--row", ROW])
    assert result.exit_code == 0
    assert "without it, the row still ends" in result.stdout
    assert "The effects need not add up" in result.stdout
    assert DISCLAIMER in result.stdout


def test_a_program_gets_json(meeting: str) -> None:
    data = json.loads(CliRunner().invoke(app, [meeting, "--row", ROW, "--json"]).stdout)
    assert data["row"] == ROW
    assert all(each["sentence"].endswith(".") for each in data["pivots"])


def test_a_row_that_is_not_there_is_refused(meeting: str) -> None:
    result = CliRunner().invoke(app, [meeting, "--row", "p20"])
    assert isinstance(result.exception, UsageRefused)
    assert "no row has this id or name" in str(result.exception)


def test_a_scenario_will_do() -> None:
    result = CliRunner().invoke(app, ["two_imgs", "--seed", "2", "--row", "img_c"])
    assert result.exit_code == 0
    assert "(img_c), row" in result.stdout
    assert "seed 2." in result.stdout
    assert "Watch it:  committee open 'committee:" in result.stdout


def test_the_address_of_a_pivot_leads_to_what_it_says() -> None:
    result = CliRunner().invoke(app, ["two_imgs", "--seed", "1", "--row", "img_a", "--json"])
    data = json.loads(result.stdout)
    assert data["address"].endswith("two_imgs?seed=1#img_a@0")
    by_cause = {each["cause"]: each for each in data["pivots"]}
    for cause in ("utterance", "unsaid"):
        heard = Heard()
        remade_of(parsed(by_cause[cause]["address"])).meeting(heard).run()
        (row,) = [row for row in heard.recording().rows if row.opened.id == "img_a"]
        assert row.closed is not None
        assert row.closed.call == pytest.approx(by_cause[cause]["call"], abs=1e-4)

"""``committee flip``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from committee.commands.flip import flip
from committee.errors import UsageRefused
from committee.experiments.whatifs.remade import from_scenario, recorded
from committee.terms import DISCLAIMER
from tests.scripted import SMALL

app = typer.Typer(pretty_exceptions_enable=False)
app.command()(flip)


@pytest.fixture
def meeting(tmp_path: Path) -> str:
    path = tmp_path / "meeting.jsonl"
    path.write_bytes(recorded(from_scenario("baseline", 1, settings=SMALL)))
    return str(path)


def test_the_smallest_change_is_found(meeting: str) -> None:
    result = CliRunner().invoke(app, [meeting, "--row", "p201", "--to", "top"])
    assert result.exit_code == 0
    assert "One change is enough" in result.stdout
    assert DISCLAIMER in result.stdout


def test_a_program_gets_json(meeting: str) -> None:
    data = json.loads(CliRunner().invoke(app, [meeting, "--row", "p201", "--to", "top", "--json"]).stdout)
    assert (data["row"], data["to"], data["size"]) == ("p201", "top", 1)
    assert data["kinds"]["cell"] > 0
    assert data["address"].endswith("#p201@0")
    assert all("p201" in way["address"] for way in data["ways"])


def test_a_row_that_is_there_already_is_no_bad_news(meeting: str) -> None:
    result = CliRunner().invoke(app, [meeting, "--row", "p201", "--to", "mid"])
    assert result.exit_code == 0
    assert "It ended in the middle already." in result.stdout


def test_the_status_is_1_if_nothing_does_it(meeting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("committee.experiments.row.flip._tried", lambda *_, **__: iter(()))
    result = CliRunner().invoke(app, [meeting, "--row", "p201", "--to", "low"])
    assert result.exit_code == 1
    assert "No single change of 0 does it" in result.stdout


def test_a_tier_that_there_is_not_is_refused(meeting: str) -> None:
    result = CliRunner().invoke(app, [meeting, "--row", "p201", "--to", "middle"])
    assert isinstance(result.exception, UsageRefused)
    assert str(result.exception).startswith('--to: in this meeting it takes top, mid, low or dnr, not "middle"')

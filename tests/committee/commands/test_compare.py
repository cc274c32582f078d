"""``committee compare``."""

from __future__ import annotations

import json
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from committee.commands.compare import compare
from committee.convene import Convener
from committee.errors import RecordingRefused
from committee.recording import Recorder, open_recording
from committee.scenario.loading import load_scenario
from committee.terms import DISCLAIMER
from tests.scripted import SMALL

app = typer.Typer(pretty_exceptions_enable=False)
app.command()(compare)


@cache
def _bytes(seed: int = 3, *, influence: bool = True) -> bytes:
    stream = BytesIO()
    with Recorder(stream) as recorder:
        settings = {**SMALL, "switches.influence": influence}
        Convener(load_scenario("baseline", settings)).meeting(seed, listeners=[recorder]).run()
    return stream.getvalue()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    whole = _bytes()
    contents = {"a": whole, "b": _bytes(influence=False), "c": _bytes(4), "cut": whole[: len(whole) * 2 // 3]}
    for name, content in contents.items():
        (tmp_path / f"{name}.jsonl").write_bytes(content)
    return tmp_path


def _said(*args: str, status: int = 0) -> str:
    done = CliRunner().invoke(app, [f"{name}.jsonl" if "-" not in name else name for name in args])
    assert done.exit_code == status, done.output
    return done.stdout


def test_it_says_how_two_meetings_were_made_where_they_part_and_who_moved(folder: Path) -> None:
    said = _said("a", "b").splitlines()
    assert [line[:2] for line in said[:2]] == ["A:", "B:"]
    assert "How they were made: A influence on, B influence off." in said
    assert any(line.startswith("The talk first differs in row ") for line in said)
    assert any(line.startswith("The first call ") for line in said)
    assert any(line.startswith("Who moved: ") for line in said)
    assert said[-1] == DISCLAIMER


def test_the_same_as_data(folder: Path) -> None:
    data = json.loads(_said("a", "b", "--json"))
    rows = len(open_recording(folder / "a.jsonl").rows)
    assert (data["shared"], data["same"], data["other_applicants"]) == (rows, False, [])
    assert data["made"] == [{"a": "influence on", "b": "influence off"}]
    assert data["a"] == {"recording": "a.jsonl", "seed": 3, "complete": True, "alone": []}
    assert -1 <= data["agreement"]["kendall"] <= 1
    assert {"id", "before", "after", "places_up"} == set(data["rows"][0])
    assert sum(row["places_up"] for row in data["rows"]) == 0


def test_a_meeting_is_the_same_as_itself(folder: Path) -> None:
    said = _said("a", "a")
    assert "Both were made from the same scenario, rows and seed." in said
    assert "The meetings are the same, to the last word, call and place." in said
    assert json.loads(_said("a", "a", "--json"))["same"] is True


def test_another_seed_draws_other_people_under_the_same_ids(folder: Path) -> None:
    said = _said("a", "c")
    assert "How they were made: A seed 3, B seed 4." in said
    assert "another applicant under the same id in B." in said


def test_a_meeting_that_was_cut_short_has_no_list(folder: Path) -> None:
    said = _said("a", "cut", status=1)
    assert "As far as both were recorded, the meetings are the same." in said
    said = _said("b", "cut", status=1)
    assert "so places are not compared" in said
    assert "Who moved" not in said


def test_what_is_no_recording_is_refused(folder: Path) -> None:
    (folder / "not.jsonl").write_text("{}\n")
    done = CliRunner().invoke(app, ["a.jsonl", "not.jsonl"])
    assert isinstance(done.exception, RecordingRefused)

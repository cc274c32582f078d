"""What ``check --allowed`` lists is what a sheet and a scenario take."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from committee.applicants.columns import BY_NAME, SHEET_COLUMNS
from committee.commands.allowed import allowed
from committee.commands.app import app
from committee.errors import InputRefused
from committee.scenario.declared import settings
from committee.scenario.loading import load_scenario


def test_every_column_is_there_and_takes_each_of_its_words_and_no_other() -> None:
    listed = allowed()["columns"]
    assert [each["name"] for each in listed] == [column.name for column in SHEET_COLUMNS]
    with_words = {each["name"]: each for each in listed if each["words"]}
    assert with_words.keys() >= {"kind", "visa", "impression", "value", "advocate", "gap_reason", "step3"}
    for name, each in with_words.items():
        read = BY_NAME[name].form.read
        assert all(read(word) is not None for word in each["words"]), name
        assert read("no such word") is None
        assert (read("; ".join(each["words"][:2])) is not None) == each["several"], name
    assert not {"step1", "letters", "yog", "name"} & with_words.keys()


def test_every_setting_is_there_and_its_words_and_bounds_are_taken() -> None:
    listed = {each["key"]: each for each in allowed()["settings"]}
    assert list(listed) == [setting.key for setting in settings()]
    ballots = listed["meeting.rules.ballots"]
    for word in ballots["words"]:
        assert load_scenario("baseline", {"meeting.rules.ballots": word}).meeting.rules.ballots == word
    seconds = listed["meeting.row_seconds_max"]
    with pytest.raises(InputRefused, match=f"{seconds['most']:g}"):
        load_scenario("baseline", {"meeting.row_seconds_max": seconds["most"] + 1})


def test_the_command_prints_it_for_people_and_for_machines() -> None:
    told: dict[str, Any] = json.loads(CliRunner().invoke(app, ["check", "--allowed", "--json"]).stdout)
    assert told == json.loads(json.dumps(allowed()))
    said = CliRunner().invoke(app, ["check", "--allowed"]).stdout
    assert "visa: use none, j1 or h1b." in said
    assert "switches.memory: " in said


def test_without_a_file_it_says_what_to_give() -> None:
    with pytest.raises(InputRefused, match="--allowed lists what a file may hold"):
        CliRunner().invoke(app, ["check"], catch_exceptions=False)

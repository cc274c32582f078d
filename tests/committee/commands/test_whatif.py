"""``committee whatif``: what is printed, what is written, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from committee.commands.whatif import whatif
from committee.errors import UsageRefused
from committee.recording import open_recording
from committee.terms import DISCLAIMER

app = typer.Typer(pretty_exceptions_enable=False)
app.command()(whatif)

ACT = {"row": "img_b", "at_s": 5, "member": "apd_2", "act": "advocate", "point": "advocate", "units": 1}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("scenario") / "small.toml"
    path.write_text('extends = "two_imgs"\n[pool]\nus_md = 2\nus_do = 1\nus_img = 2\nnon_us_img = 4\n')
    return str(path)


def _ran(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


def _refused(*arguments: object) -> str:
    result = _ran(*arguments)
    assert isinstance(result.exception, UsageRefused), result.output
    return str(result.exception)


def test_it_says_what_a_change_did_and_keeps_both_meetings(small: str, tmp_path: Path) -> None:
    asked = (small, "--row", "img_a", "--set", "advocate=apd:strong", "--seed", "4", "--out", tmp_path / "both")
    result = _ran(*asked, "--html", tmp_path / "both.html")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == 'Changed: advocate of IMG A from blank to "apd:strong".'
    assert lines[-1] == DISCLAIMER
    kept = [tmp_path / "both" / "small-4.jsonl", tmp_path / "both" / "small-4-changed.jsonl"]
    assert [f"Wrote {path}" for path in [*kept, tmp_path / "both.html"]] == lines[-4:-1]
    first, second = map(open_recording, kept)
    assert (first.header.changes, second.header.changes) == ({}, {"cells": {"img_a": {"advocate": "apd:strong"}}})
    page = (tmp_path / "both.html").read_text()
    assert 'id="recording"' in page
    assert 'id="against"' in page
    assert "--force" in _refused(*asked)
    assert _ran(*asked, "--force").exit_code == 0


def test_files_of_a_recording_are_named_after_it(small: str, tmp_path: Path) -> None:
    assert _ran(small, "--row", "img_a", "--set", "visa=j1", "--out", tmp_path / "one").exit_code == 0
    changed = tmp_path / "one" / "small-1-changed.jsonl"
    assert _ran(changed, "--row", "img_a", "--set", "visa=", "--out", tmp_path / "two").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "two").iterdir()) == [
        "small-1-changed-1-changed.jsonl",
        "small-1-changed-1.jsonl",
    ]
    first = tmp_path / "one" / "small-1.jsonl"
    assert _ran(first, "--row", "img_a", "--set", "visa=", "--out", tmp_path / "three").exit_code == 0
    assert {path.name for path in (tmp_path / "three").iterdir()} == {"small-1.jsonl", "small-1-changed.jsonl"}
    assert (tmp_path / "three" / "small-1.jsonl").read_bytes() == first.read_bytes()


def test_it_says_how_far_it_is_before_it_answers(small: str) -> None:
    asked = (small, "--row", "img_b", "--set", "visa=j1", "--json")
    *lines, answer = _ran(*asked, "--progress").stdout.splitlines()
    assert answer == _ran(*asked).stdout.strip()
    rows = [(meeting, row) for meeting in (1, 2) for row in range(1, 10)]
    assert [json.loads(line) for line in lines] == [
        {"meeting": meeting, "meetings": 2, "rows": row, "of": 9} for meeting, row in rows
    ]
    assert "it goes with --json" in _refused(*asked[:-1], "--progress")


def test_a_row_has_a_name_too(small: str) -> None:
    by_name = json.loads(_ran(small, "--row", "img b", "--silence", "2", "--json").stdout)
    assert by_name == json.loads(_ran(small, "--row", "img_b", "--silence", "2", "--json").stdout)
    assert by_name["row"] == "img_b"
    assert "no row has this id or name; committee export RECORDING" in _refused(
        small, "--row", "IMG", "--set", "visa=j1"
    )


def test_json_says_the_same(small: str) -> None:
    result = _ran(small, "--row", "img_b", "--silence", "2", "--json")
    told = json.loads(result.stdout)
    assert (told["row"], told["seed"], told["disclaimer"]) == ("img_b", 1, DISCLAIMER)
    assert told["change"] == {"rows": {"img_b": {"silenced": [2]}}}
    assert any(row["id"] == "img_b" for row in told["rows"])
    assert told["said"][0].startswith("Changed: nobody hears turn 2 of IMG B")


def test_replicates_say_how_sure_it_is(small: str, tmp_path: Path) -> None:
    asked = (small, "--row", "img_a", "--set", "advocate=apd:strong", "--replicates", "6", "--seed", "3")
    lines = _ran(*asked).stdout.splitlines()
    assert "6 meetings with the seeds 3 to 8, each held with and without the change:" in lines
    told = json.loads(_ran(*asked, "--json").stdout)["replicates"]
    assert (told["seeds"], told["held"]) == ([3, 8], 6)
    assert told["call"]["low"] <= told["call"]["effect"] <= told["call"]["high"]
    silenced = (small, "--row", "img_b", "--silence", "2", "--replicates", "6", "--out", tmp_path / "new")
    assert "leave --silence out" in _refused(*silenced)
    assert not (tmp_path / "new").exists()


def test_the_path_of_an_applicant(small: str, tmp_path: Path) -> None:
    asked = (small, "--row", "img_a", "--path", "--replicates", "4")
    said = _ran(*asked).stdout
    assert "The call is the director's verdict, from -2 to 1.\n" in said
    assert said.startswith("Main flag of IMG A: Step failure; besides, visa, old graduate.\nNobody argues for the row.")
    assert said.endswith(f"opens that meeting.\n{DISCLAIMER}\n")
    told = json.loads(_ran(*asked, "--set", "visa=j1", "--json").stdout)
    assert told["flags"][0] == "step_fail"
    assert {step["part"] for step in told["steps"]} == {
        *("exams", "narrative", "letters", "rotation", "advocate", "counterfactual"),
    }
    assert [step["can_be_done"] for step in told["steps"]].count(False) == 2
    assert _refused(*asked, "--out", tmp_path / "new").endswith("cannot be combined with --out.")
    assert _refused(*asked, "--silence", "2").endswith("cannot be combined with --silence.")
    assert "Watch it:  committee open 'committee:" in said
    assert "The seeds run from 1 to 4; the address with another seed opens that meeting." in said
    assert "no row has this id" in _refused(small, "--row", "img_x", "--path")


def test_acts_come_from_a_file_and_a_refusal_names_the_line(small: str, tmp_path: Path) -> None:
    acts = tmp_path / "acts.jsonl"
    acts.write_text(json.dumps(ACT) + "\n\n")
    assert "is to say something about IMG B at 5 s" in _ran(small, "--row", "img_b", "--acts", acts).stdout
    for line, says in {
        json.dumps({**ACT, "member": "apd_9"}): 'acts.jsonl, line 2, member: "apd_9" is not allowed; nobody here has',
        json.dumps({**ACT, "units": 99}): 'acts.jsonl, line 2, units: "99" is not allowed; apd_2 cannot stake this',
        json.dumps({**ACT, "act": "vouc"}): 'acts.jsonl, line 2, act: "vouc" is not allowed; use advocate, ',
        json.dumps({**ACT, "when": 3}): 'acts.jsonl, line 2: "when" is not allowed; the fields are row, at_s',
        json.dumps({**ACT, "at_s": -3}): 'acts.jsonl, line 2, at_s: "-3" is not allowed; give a number of at least 0',
        json.dumps({**ACT, "row": "img_x"}): '"img_x" is not allowed; no row has this id',
        "{": "acts.jsonl, line 2: this is not JSON",
        "[]": "acts.jsonl, line 2: write one act, such as",
    }.items():
        acts.write_text(json.dumps({**ACT, "act": "wait", "point": None, "units": 0}) + "\n" + line)
        assert says in _refused(small, "--row", "img_b", "--acts", acts)
    acts.write_text("\n")
    assert "it holds no act" in _refused(small, "--row", "img_b", "--acts", acts)


def test_what_cannot_be_asked_is_refused(small: str, tmp_path: Path) -> None:
    assert "say what to change" in _refused(small, "--row", "img_a")
    assert _refused(small, "--row", "img_a", "--silence", "x") == (
        '--silence: it takes the number of a turn, such as 3, not "x".'
    )
    assert "it takes a whole number of at least 2" in _refused(small, "--row", "img_a", "--path", "--replicates", "1")
    assert "--seed: it takes a whole number" in _refused(small, "--row", "img_a", "--path", "--seed", "-1")
    assert "write COLUMN=VALUE" in _refused(small, "--row", "img_a", "--set", "step1")
    (tmp_path / "file").touch()
    assert "--out names a folder" in _refused(small, "--row", "img_a", "--set", "visa=j1", "--out", tmp_path / "file")
    assert not (tmp_path / "new").exists()
    assert "no row has this id" in _refused(small, "--row", "img_y", "--set", "visa=j1", "--out", tmp_path / "new")
    assert not (tmp_path / "new").exists()

"""What a session needs is made by children, once, and again only if it was made of something else."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from committee.errors import UsageRefused
from tests.viz.made_up import recording
from viz.workshop.making import MANIFEST, Made, Progress, make
from viz.workshop.session import Session, load_session

SESSION = """title = "Mine"
minutes = 9
frame = "fairness"
aims = ["See"]
[[recordings]]
name = "main"
scenario = "two_imgs"
seed = 7
set = ["meeting.row_seconds=45"]
[[steps]]
kind = "join"
title = "Come in"
seconds = 60
[[steps]]
kind = "predict"
title = "Row"
recording = "main"
row = "r001"
seconds = 60
[[steps]]
kind = "reveal"
title = "Row"
recording = "main"
row = "r001"
seconds = 60
"""

COMMAND = """
import json, pathlib, sys
here = pathlib.Path(sys.argv[1])
words = sys.argv[2:]
with (here / "asked").open("a") as asked:
    asked.write(json.dumps(words) + "\\n")
if (here / "broken").exists():
    sys.stderr.write("the scenario is gone.")
    sys.exit(2)
if words[0] == "run":
    out = next(word for word in words if word.startswith("--out=")).removeprefix("--out=")
    pathlib.Path(out).write_text((here / "a.jsonl").read_text())
else:
    print(json.dumps({"row": words[2]}))
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "a.jsonl").write_text(recording(rows=3), encoding="utf-8")
    return tmp_path


def a_session(folder: Path, text: str = SESSION) -> Session:
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    return load_session(folder / "mine.toml")


def made(folder: Path, text: str = SESSION, told: list[Progress] | None = None) -> Made:
    session, heard = a_session(folder, text), [] if told is None else told
    return make(session, folder / "made", heard.append, [sys.executable, "-c", COMMAND, str(folder)])


def asked(folder: Path) -> list[list[str]]:
    return [json.loads(line) for line in (folder / "asked").read_text().splitlines()]


def test_meetings_twins_and_pivots_are_there_in_the_end(here: Path) -> None:
    told: list[Progress] = []
    found = made(here, told=told)
    files = [*found.recordings.values(), *found.nulls.values(), *found.pivots.values()]
    assert len(files) == 3
    assert all(path.is_file() for path in files)
    assert [(each.done, each.of, each.found) for each in told] == [(1, 3, False), (2, 3, False), (3, 3, False)]
    assert json.loads(told[-1].as_json()) == {"progress": 3, "of": 3, "what": "what decided r001 in main"}
    runs = {words[-2]: words for words in asked(here) if words[0] == "run"}
    assert all(words[1:4] == ["two_imgs", "--seed=7", "--set=meeting.row_seconds=45"] for words in runs.values())
    sets = sorted(words[4] for words in runs.values() if words[4].startswith("--set"))
    assert sets == ["--set=switches.memory=false"]
    assert json.loads(found.pivots["main", "r001"].read_text()) == {"row": "--row=r001"}


def test_what_is_there_is_not_made_again(here: Path) -> None:
    first = made(here)
    (here / "asked").unlink()
    told: list[Progress] = []
    assert made(here, told=told) == first
    assert [each.found for each in told] == [True, True, True]
    assert not (here / "asked").exists()


def test_what_was_cut_short_is_made_again(here: Path) -> None:
    path = made(here).recordings["main"]
    path.write_bytes(path.read_bytes()[:-40])
    (here / "asked").unlink()
    made(here)
    assert [words[0] for words in asked(here)] == ["run"]


def test_another_session_or_other_rules_make_everything_anew(here: Path) -> None:
    made(here)
    (here / "asked").unlink()
    made(here, SESSION.replace("seed = 7", "seed = 8"))
    assert len(asked(here)) == 3
    manifest = here / "made" / MANIFEST
    manifest.write_text(manifest.read_text().replace('"rules": "', '"rules": "0'))
    (here / "asked").unlink()
    made(here, SESSION.replace("seed = 7", "seed = 8"))
    assert len(asked(here)) == 3


def test_a_meeting_that_cannot_be_held_says_why_once(here: Path) -> None:
    (here / "broken").touch()
    with pytest.raises(UsageRefused, match="the scenario is gone") as refused:
        made(here)
    assert len(refused.value.problems) == 1


def test_rows_and_seats_that_are_not_there_are_said_at_once(here: Path) -> None:
    text = SESSION.replace('row = "r001"', 'row = "r0011"')
    seat = '[[steps]]\nkind = "seat"\ntitle = "Sit"\nrecording = "main"\nrow = "r002"\nseats = ["chef"]\nseconds = 9\n'
    with pytest.raises(UsageRefused) as refused:
        made(here, text + seat)
    said = [problem.sentence() for problem in refused.value.problems]
    assert said[0].startswith('steps.2.row: "r0011" is not allowed; the meeting main has no such row (did you mean')
    assert said[-1].startswith('steps.4.seats: "chef" is not allowed; the meeting main has no such seat')
    assert len(said) == 3


def test_a_recording_that_is_a_file_is_taken_as_it_is(here: Path) -> None:
    text = SESSION.replace('scenario = "two_imgs"\nseed = 7\nset = ["meeting.row_seconds=45"]', 'file = "a.jsonl"')
    found = made(here, text)
    assert found.recordings["main"] == here / "a.jsonl"
    assert found.nulls == {}
    assert [words[0] for words in asked(here)] == ["pivots"]

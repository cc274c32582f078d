"""What ``check`` says of a file."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from committee.commands.check import _plainly_a_room
from committee.convene import known_types
from committee.terms import Kind, Role
from tests.builders import a_meetings_events, recorded
from tests.raw_xlsx import ANN, HEADINGS, raw_sheets, row

NO_DIRECTOR = "".join(
    f"[[members]]\nid = '{name}'\nname = 'Dr'\ntype = 'faculty'\nseat = {seat}\n"
    "capital = 1\ntalkativeness = 0\nalarm = 1\nstamina = 1\n"
    for seat, name in enumerate("ab")
)
SHEET = "name,kind,yog\nAnn,us_md,2024\nBen,non_us_img,2019\n"


def written(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


def test_a_scenario_that_is_fine(answered: Callable[..., Any], tmp_path: Path) -> None:
    done = answered(
        "check", written(tmp_path, "mine.toml", 'extends = "baseline"\ntitle = "Mine"\nquestion = "Why?"\n')
    )
    assert (done.returncode, done.stdout) == (0, "mine.toml: a scenario, and it is fine. Mine: Why?\n")


AN_EXPERIMENT = """title = "Mine"
question = "Why?"
scenario = "two_imgs"
seeds = "1:20"
outcomes = ["place.img_a"]
design = "full"
[levers]
"rows.img_a.visa" = ["h1b", "j1"]
"""


def test_an_experiment_that_is_fine(answered: Callable[..., Any], tmp_path: Path) -> None:
    done = answered("check", written(tmp_path, "mine.toml", AN_EXPERIMENT))
    says = "mine.toml: an experiment of 2 points and 40 meetings, and it is fine. Mine: Why?\n"
    assert (done.returncode, done.stdout) == (0, says)
    told = json.loads(answered("check", "mine.toml", "--json").stdout)
    assert (told["is"], told["points"], told["meetings"], told["fine"]) == ("experiment", 2, 40, True)


def test_an_experiment_with_problems_lists_them_all(answered: Callable[..., Any], tmp_path: Path) -> None:
    text = AN_EXPERIMENT.replace("place.img_a", "plase.img_a")
    done = answered("check", written(tmp_path, "mine.toml", text))
    assert (done.returncode, done.stdout) == (2, "")
    assert 'did you mean "place.img_a"?' in done.stderr
    done = answered(
        "check", written(tmp_path, "mine.toml", AN_EXPERIMENT.replace("visa", "vissa").replace("img_a.v", "img_b.v"))
    )
    assert done.stderr.startswith('mine.toml, levers.rows.img_b.vissa: "vissa" is not allowed')


A_SESSION = """title = "Mine"
minutes = 9
frame = "process"
aims = ["See"]
[[recordings]]
name = "main"
scenario = "two_imgs"
[[steps]]
kind = "join"
title = "Come in"
seconds = 60
[[steps]]
kind = "seat"
title = "Sit"
recording = "main"
row = "img_b"
seats = ["chief_1"]
seconds = 60
"""


def test_a_session_that_is_fine(answered: Callable[..., Any], tmp_path: Path) -> None:
    done = answered("check", written(tmp_path, "mine.toml", A_SESSION))
    says = "mine.toml: a session of 9 minutes, 2 steps and 0 rows, and it is fine. Mine\n"
    assert (done.returncode, done.stdout) == (0, says)
    told = json.loads(answered("check", "mine.toml", "--json").stdout)
    assert (told["is"], told["minutes"], told["frame"], told["steps"]) == ("session", 9, "process", 2)


def test_a_session_with_problems_lists_them_all(answered: Callable[..., Any], tmp_path: Path) -> None:
    """Those in the file, and then those that only its meetings know."""
    text = A_SESSION.replace('row = "img_b"', 'row = "img_bb"').replace("chief_1", "chef_1")
    done = answered("check", written(tmp_path, "mine.toml", text))
    assert (done.returncode, done.stdout) == (2, "")
    row, seat = done.stderr.splitlines()
    assert row.startswith('mine.toml, steps.2.row: "img_bb" is not allowed; the rows of main are p')
    assert row.endswith('(did you mean "img_b"?).')
    assert seat.startswith('mine.toml, steps.2.seats: "chef_1" is not allowed; the members of main are director')
    wrong = A_SESSION.replace('"two_imgs"', '"two_imgs"\nset = ["switches.memroy=false"]')
    done = answered("check", written(tmp_path, "mine.toml", wrong))
    assert done.stderr.startswith("mine.toml, recordings.1, --set switches.memroy")
    assert 'did you mean "memory"?' in done.stderr


def test_a_scenario_with_problems_lists_them_all(answered: Callable[..., Any], tmp_path: Path) -> None:
    text = 'extends = "baseline"\n[season]\nyaer = 3\n[switches]\nclock = 1\n'
    done = answered("check", written(tmp_path, "mine.toml", text))
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('[sheet]\nfile = "missing.csv"\n', "missing.csv"),
        ('[sheet]\nfile = "wrong.csv"\n', 'column kind: "us_mdd" is not allowed'),
        ('[sheet]\nfile = "real.csv"\n', "--fictional"),
        ("[pool]\nus_md = 1\n" + '[[pool.rows]]\nname = "A"\nkind = "us_md"\nyog = 2024\n' * 2, "only 1 us_md rows"),
        ('[[members]]\nid = "a"\nname = "A"\ntype = "ghost"\nseat = 0\n', "members"),
        (NO_DIRECTOR, "mine.toml, members: a room has exactly one director, and this one has 0"),
        ("[pool]\nus_md = 0\nus_do = 0\nus_img = 0\nnon_us_img = 0\n", "at least one row"),
        ("[meeting.call]\nplenty_par = 5e-324\n", '"5e-324" is not allowed; use a number from 0.01 to 100'),
        ('[program]\nname = "\\u001b[31mred"\n', 'program.name: "\\x1b[31mred" is not allowed'),
    ],
)
def test_a_scenario_whose_rows_nobody_could_meet_about_is_not_fine(
    answered: Callable[..., Any], tmp_path: Path, rows: str, said: str
) -> None:
    written(tmp_path, "wrong.csv", "name,kind,yog\nAnn,us_mdd,2024\n")
    written(tmp_path, "real.csv", "name,kind,yog,email\nAnn,us_md,2024,ann@example.org\n")
    written(tmp_path, "mine.toml", f'extends = "baseline"\ntitle = "Mine"\nquestion = "Why?"\n{rows}')
    checked, run = answered("check", "mine.toml"), answered("run", "./mine.toml")
    assert (checked.returncode, run.returncode) == (2, 2)
    assert said in checked.stderr
    assert run.stderr == checked.stderr
    assert "Traceback" not in checked.stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Mine.TOML", 'extends = "baseline"\n'),
        ("zero.toml", 'extends = "baseline"\n[program.points]\nflag_from = 0\n'),
        ("nul.toml", 'extends = "./a\\u0000b.toml"\n'),
        ("wild.toml", 'extends = "./a\\u202eb.toml"\n'),
        ("title.toml", 'extends = "baseline"\ntitle = "A \\u001b[31mred \\u202eturned"\n'),
    ],
)
def test_a_scenario_is_checked_as_it_is_run(answered: Callable[..., Any], tmp_path: Path, name: str, text: str) -> None:
    few = "".join(f"{kind} = 1\n" for kind in Kind)
    written(tmp_path, name, f"{text}[pool]\n{few}")
    checked, run = answered("check", name), answered("run", name)
    assert checked.returncode == run.returncode
    assert checked.stderr == run.stderr
    assert "\x1b" not in checked.stdout + checked.stderr
    assert "Traceback" not in checked.stderr
    assert (tmp_path / f"{Path(name).stem}-1.jsonl").exists() is (run.returncode == 0)


def test_a_scenario_whose_sheet_is_invented_is_fine_when_that_is_said(
    answered: Callable[..., Any], tmp_path: Path
) -> None:
    written(tmp_path, "real.csv", "name,kind,yog,email\nAnn,us_md,2024,ann@example.org\nBo,us_do,2024,b@example.org\n")
    written(tmp_path, "mine.toml", 'extends = "baseline"\ntitle = "M"\nquestion = "Why?"\n[sheet]\nfile = "real.csv"\n')
    assert answered("check", "mine.toml", "--fictional").returncode == 0
    done = answered("run", "./mine.toml", "--fictional")
    assert done.returncode == 0
    header = json.loads((tmp_path / "mine-1.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert [given["file"] for given in header["inputs"]] == ["real.csv"]


def test_a_sheet_that_is_fine(answered: Callable[..., Any], tmp_path: Path) -> None:
    done = answered("check", written(tmp_path, "people.csv", SHEET))
    assert (done.returncode, done.stdout) == (0, "people.csv: a sheet of 2 applicants, and it is fine.\n")


def test_the_year_bounds_a_sheet(answered: Callable[..., Any], tmp_path: Path) -> None:
    written(tmp_path, "people.csv", SHEET)
    assert answered("check", "people.csv", "--year", "2020").returncode == 2


def test_identifying_columns_are_refused_unless_invented(answered: Callable[..., Any], tmp_path: Path) -> None:
    written(tmp_path, "people.csv", "name,kind,yog,email\nAnn,us_md,2024,ann@example.org\n")
    refused = answered("check", "people.csv")
    assert refused.returncode == 2
    assert "--fictional" in refused.stderr
    assert answered("check", "people.csv", "--fictional").returncode == 0


def test_json_holds_every_problem(answered: Callable[..., Any], tmp_path: Path) -> None:
    written(tmp_path, "people.csv", "name,kind,yog\n" + "Ann,us_mdd,3000\n" * 40)
    done = answered("check", "people.csv", "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr, answer["fine"]) == (2, "", False)
    assert len(answer["problems"]) == 80
    assert set(answer["problems"][0]) == {"place", "value", "allowed", "nearest", "sentence"}


def test_json_says_what_is_fine(answered: Callable[..., Any], tmp_path: Path) -> None:
    answer = json.loads(answered("check", written(tmp_path, "people.csv", SHEET), "--json").stdout)
    assert (answer["is"], answer["rows"], answer["fine"]) == ("sheet", 2, True)


WHOLE = recorded(a_meetings_events(2))
TWO_MEMBERS = gzip.compress(WHOLE[:3000]) + gzip.compress(WHOLE[3000:])


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("meeting.gz", gzip.compress(WHOLE), 0),
        ("meeting", TWO_MEMBERS, 0),
        ("MEETING.JSONL", WHOLE, 0),
        ("meeting.csv", WHOLE, 0),
        ("cut.gz", gzip.compress(WHOLE[:-9]), 1),
        ("infinite.gz", gzip.compress(WHOLE.replace(b'"weight":-0.3', b'"weight":-0.3,"mood":Infinity', 1)), 2),
        ("damaged.gz", gzip.compress(WHOLE)[:-9], 2),
    ],
)
def test_a_recording_is_to_check_what_it_is_to_those_who_read_it(
    answered: Callable[..., Any], tmp_path: Path, name: str, content: bytes, status: int
) -> None:
    checked, read = answered("check", written(tmp_path, name, content)), answered("minutes", name)
    assert (checked.returncode, read.returncode) == (status, status)
    assert ("a recording of 2 of 2 rows" in checked.stdout) == (status < 2)
    assert status < 2 or checked.stderr == read.stderr


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", ""),
        ("empty.toml", ""),
        ("empty.jsonl", ""),
        ("binary.csv", b"\x89PNG\x00\xff\xfe"),
        ("binary.jsonl", b"\x00\x01\x02"),
        ("foreign.jsonl", '{"hello": 1}\n'),
        ("foreign.txt", '{"hello": 1}\n'),
        ("fake.xlsx", b"PK\x03\x04 not a workbook"),
        ("fake.jsonl.gz", b"\x1f\x8b\x08 not gzip"),
        ("no_ending", b"\xff" * 100),
    ],
)
def test_hostile_files_get_a_sentence(
    answered: Callable[..., Any], tmp_path: Path, name: str, content: str | bytes
) -> None:
    done = answered("check", written(tmp_path, name, content))
    assert done.returncode == 2, done.stdout
    assert done.stderr.endswith(".\n")
    assert "Traceback" not in done.stderr


def test_a_folder_is_no_file(answered: Callable[..., Any], tmp_path: Path) -> None:
    done = answered("check", tmp_path)
    assert done.returncode == 2
    assert "this is a folder" in done.stderr


def test_what_is_taken_for_a_room_without_the_model_is_one() -> None:
    """The roles of a room are looked at by name; the model must know those names, each as that role."""
    types = known_types()
    for role in Role:
        assert types[role.value].role is role
    assert _plainly_a_room(["director", "chief", "chief"])
    assert not _plainly_a_room(["director", "director"])
    assert not _plainly_a_room(["chief"])
    assert not _plainly_a_room(["director", "visitor"])


def test_a_workbook_says_which_worksheet_was_read(answered: Callable[..., Any], tmp_path: Path) -> None:
    cells = HEADINGS + row(2, *ANN, attributes='hidden="1"')
    sheet = f"<worksheet><sheetData>{cells}</sheetData></worksheet>"
    written(tmp_path, "people.xlsx", raw_sheets({"Old": ('state="hidden"', ""), "Ranking": ("", sheet)}))
    said = 'worksheet "Ranking" was read, with 1 hidden row.'
    assert answered("check", "people.xlsx").stdout == f"people.xlsx: a sheet of 1 applicant, and it is fine; {said}\n"
    answer = json.loads(answered("check", "people.xlsx", "--json").stdout)
    assert (answer["worksheet"], answer["hidden_rows"], answer["hidden_columns"]) == ("Ranking", 1, 0)
    assert answered("run", "baseline", "--sheet", "people.xlsx").stderr == f"people.xlsx: {said}\n"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            "[pool]\nus_md = 0\nus_do = 0\nus_img = 0\nnon_us_img = 0\n",
            "mine.toml, pool: a meeting needs at least one row.\n",
        ),
        ('[sheet]\nfile = "a\\u0000b.csv"\n', "b.csv"),
        ('[sheet]\nfile = "pipe"\n', "this is a named pipe"),
    ],
)
def test_check_and_run_refuse_the_same_rows(answered: Callable[..., Any], tmp_path: Path, rows: str, said: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    written(tmp_path, "mine.toml", f'extends = "baseline"\ntitle = "Mine"\nquestion = "Why?"\n{rows}')
    for done in (answered("check", "mine.toml"), answered("run", "./mine.toml")):
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", ["pipe", "pipe.toml", "pipe.jsonl", "pipe.jsonl.gz"])
def test_a_named_pipe_is_never_waited_for(answered: Callable[..., Any], tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    done = answered("check", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert "this is a named pipe, and perhaps nobody ever writes into it; give a file, or use <(...)" in done.stderr


def test_a_title_cannot_steer_the_terminal(answered: Callable[..., Any], tmp_path: Path) -> None:
    text = 'extends = "baseline"\ntitle = "A \\u001b[31mred \\u202e\\u0000"\nquestion = "\\u009b\\u2028"\n'
    name = written(tmp_path, "mine.toml", text)
    title, question = r"A \x1b[31mred \u202e\x00", r"\x9b\u2028"
    done = answered("check", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert f'title: "{title}" is not allowed' in done.stderr
    assert f'question: "{question}" is not allowed' in done.stderr


def test_a_file_name_and_an_option_cannot_steer_the_terminal(answered: Callable[..., Any], tmp_path: Path) -> None:
    written(tmp_path, "a\x1b[31m.csv", SHEET)
    assert answered("check", "a\x1b[31m.csv").stdout.startswith(r"a\x1b[31m.csv: a sheet")
    assert r"none\x1b[31m.csv: there is no such file" in answered("check", "none\x1b[31m.csv").stderr
    refused = answered("check", "--\x1b[31m")
    assert refused.returncode == 2
    assert "\x1b" not in refused.stderr


def test_columns_that_do_not_count_are_told(answered: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name,kind,yog,Visa req\nAna,us_md,2024,h1b\n")
    said = 'and it is fine; 1 column is shown and does not count: "Visa req".'
    assert answered("check", "people.csv").stdout == f"people.csv: a sheet of 1 applicant, {said}\n"
    assert json.loads(answered("check", "people.csv", "--json").stdout)["uncounted"] == ["Visa req"]


@pytest.mark.parametrize("name", ["mine", "mine.txt", "mine.csv"])
def test_a_scenario_is_known_by_what_it_says_whatever_its_name(
    answered: Callable[..., Any], tmp_path: Path, name: str
) -> None:
    written(tmp_path, name, 'extends = "baseline"\ntitle = "Mine"\nquestion = "Why?"\n')
    assert answered("check", name).stdout == f"{name}: a scenario, and it is fine. Mine: Why?\n"
    written(tmp_path, name, "name,kind,yog\n")
    assert "there is no row below the headings" in answered("check", name).stderr


def test_check_and_run_say_how_the_sheet_of_a_scenario_was_read(answered: Callable[..., Any], tmp_path: Path) -> None:
    written(tmp_path, "people.csv", "name,kind,yog,Visa req\nAnn,us_md,2024,H1B\n")
    name = written(tmp_path, "mine.toml", 'extends = "baseline"\ntitle = "T"\n[sheet]\nfile = "people.csv"\n')
    how = 'people.csv: 1 column is shown and does not count: "Visa req"'
    assert f"a scenario, and it is fine; {how}. T:" in answered("check", name).stdout
    assert f"{how}.\n" in answered("run", "./mine.toml", "--out", "m.jsonl").stderr

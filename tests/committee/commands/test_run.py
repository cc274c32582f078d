"""``run``: one meeting into a file, many into a table."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from committee.archive import whole_file
from committee.commands.run import run
from committee.errors import InputRefused
from committee.recording import Recorder, open_recording
from committee.terms import DISCLAIMER
from tests.builders import a_meetings_events

SHEET = (
    "id,name,kind,yog,step2_ck,letters\n"
    "ann,Ann,us_md,2025,250,us:glooming\n"
    "ben,Ben,non_us_img,2019,231,us:generic\n"
    "=x,'=1+1,us_do,2024,240,us:generic\n"
).replace("glooming", "glowing")


pytestmark = pytest.mark.usefixtures("warm")

HOLDS = "compiled" if find_spec("numba") else "objects, because numba is not installed"
"""Which engine holds many meetings if nobody asks for one."""


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    (tmp_path / "people.csv").write_text(SHEET)
    return "people.csv"


def test_a_run_records_a_whole_meeting_and_says_so(committee: Callable[..., Any], tmp_path: Path) -> None:
    done = committee("run", "baseline", "--seed", "3")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Wrote baseline-3.jsonl\n60 rows in ")
    assert done.stdout.endswith(f"{DISCLAIMER}\n")
    recording = open_recording(tmp_path / "baseline-3.jsonl")
    assert recording.complete
    assert recording.header.seed == 3


def test_a_run_never_writes_over_a_file_unless_forced(answered: Callable[..., Any], sheet: str, tmp_path: Path) -> None:
    (tmp_path / "baseline-1.jsonl").write_text("kept")
    refused = answered("run", "baseline", "--sheet", sheet)
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert (tmp_path / "baseline-1.jsonl").read_text() == "kept"
    assert answered("run", "baseline", "--sheet", sheet, "--force").returncode == 0
    assert open_recording(tmp_path / "baseline-1.jsonl").complete


def test_a_sheet_takes_the_place_of_the_rows(answered: Callable[..., Any], sheet: str, tmp_path: Path) -> None:
    done = answered("run", "baseline", "--sheet", sheet, "--out", "three.jsonl", "--json")
    summary = json.loads(done.stdout)
    assert (summary["recording"], summary["seed"], summary["disclaimer"]) == ("three.jsonl", 1, DISCLAIMER)
    assert sum(summary["tiers"].values()) == 3
    header = open_recording(tmp_path / "three.jsonl").header
    assert header.rows == 3
    assert [given["file"] for given in header.inputs] == ["people.csv"]
    assert str(tmp_path) not in (tmp_path / "three.jsonl").read_text()


def test_settings_reach_the_header(answered: Callable[..., Any], sheet: str, tmp_path: Path) -> None:
    args = ["--set", "switches.memory=false", "--set", "season.year=2027", "--out", "x.jsonl"]
    assert answered("run", "baseline", "--sheet", sheet, *args).returncode == 0
    scenario = open_recording(tmp_path / "x.jsonl").header.scenario
    assert (scenario["switches"]["memory"], scenario["season"]["year"]) == (False, 2027)


def test_many_seeds_become_one_table(answered: Callable[..., Any], sheet: str, tmp_path: Path) -> None:
    done = answered("run", "baseline", "--sheet", sheet, "--seeds", "4:6", "--csv", "all.csv")
    assert (done.returncode, done.stderr.splitlines()[-1:]) == (0, [f"Engine: {HOLDS}."])
    rows = list(csv.reader((tmp_path / "all.csv").open(newline="")))
    assert rows[0][:4] == ["seed", "id", "name", "kind"]
    assert [row[0] for row in rows[1:]] == ["4"] * 3 + ["5"] * 3 + ["6"] * 3
    assert not [cell for row in rows for cell in row if cell.startswith("=")], "a spreadsheet would run it"


WAYS = {
    "auto": [],
    "two": ["--engine", "objects", "--jobs", "2"],
    "objects": ["--engine", "objects"],
    "auto two": ["--engine", "auto", "--jobs", "2"],
}


@pytest.mark.parametrize("ways", [[*WAYS][:2], pytest.param([*WAYS], marks=pytest.mark.soak)], ids=len)
def test_either_engine_and_any_number_of_processes_write_the_same_bytes(
    committee: Callable[..., Any], answered: Callable[..., Any], sheet: str, tmp_path: Path, ways: list[str]
) -> None:
    many = ["run", "baseline", "--sheet", sheet, "--seeds", "1:102"]  # a block, and a little of another
    told = {}
    for name in ways:
        how = WAYS[name]
        asked = committee if "--jobs" in how else answered
        done = asked(*many, *how, "--csv", f"{name}.csv", "--json")
        engine = "objects" if "objects" in how else HOLDS
        assert (done.returncode, done.stderr.splitlines()[-1:]) == (0, [f"Engine: {engine}."])
        told[name] = json.loads(done.stdout)
        assert (told[name].pop("table"), told[name].pop("engine")) == (f"{name}.csv", engine.partition(",")[0])
        assert told[name].pop("why") == ("" if "objects" in how else engine.partition("because ")[2])
    assert len({(tmp_path / f"{name}.csv").read_bytes() for name in told}) == 1
    assert [summary for summary in told.values() if summary != told["auto"]] == []


def test_the_rows_of_a_pool_are_the_same_bytes_from_either_engine(answered: Callable[..., Any], tmp_path: Path) -> None:
    small = ["--set", "pool.us_md=3", "--set", "pool.non_us_img=9", "--seeds", "7:9"]
    for engine in ("auto", "objects"):
        done = answered("run", "two_imgs", *small, "--engine", engine, "--csv", f"{engine}.csv")
        assert done.returncode == 0
    assert (tmp_path / "auto.csv").read_bytes() == (tmp_path / "objects.csv").read_bytes()


def test_one_seed_of_many_is_the_meeting_of_that_seed(answered: Callable[..., Any], sheet: str, tmp_path: Path) -> None:
    answered("run", "baseline", "--sheet", sheet, "--seeds", "1:3", "--csv", "all.csv")
    answered("run", "baseline", "--sheet", sheet, "--seeds", "2:2", "--csv", "one.csv")
    one = (tmp_path / "one.csv").read_text().splitlines()
    assert [line for line in (tmp_path / "all.csv").read_text().splitlines() if line.startswith(("seed", "2,"))] == one


def test_the_same_seed_makes_the_same_bytes_under_any_hash_seed(
    committee: Callable[..., Any], sheet: str, tmp_path: Path
) -> None:
    for name in ("1", "2"):
        committee("run", "baseline", "--sheet", sheet, "--out", f"{name}.jsonl", PYTHONHASHSEED=name)
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["basline"], 'did you mean "baseline"?'),
        (["./absent.toml"], "absent.toml: there is no such file"),
        (["baseline", "--set", "nonsense"], "write section.key=VALUE"),
        (["baseline", "--set", "season.yaer=3"], 'did you mean "year"?'),
        (["baseline", "--out", "x.csv"], "its name ends in .jsonl"),
        (["baseline", "--out", "absent/x.jsonl"], "there is no folder absent"),
        (["baseline", "--sheet", "absent.csv"], "absent.csv"),
        (["baseline", "--seeds", "1:3"], "--seeds A:B and --csv OUT go together"),
        (["baseline", "--csv", "x.csv"], "--seeds A:B and --csv OUT go together"),
        (["baseline", "--seeds", "1:3", "--csv", "x.csv", "--out", "y.jsonl"], "--seed and --out are for one meeting"),
        (["baseline", "--seeds", "1:3", "--csv", "x.csv", "--seed", "2"], "--seed and --out are for one meeting"),
        (["baseline", "--seeds", "3:1", "--csv", "x.csv"], "the smaller first"),
        (["baseline", "--seeds", "1-3", "--csv", "x.csv"], "the smaller first"),
        (["baseline", "--seeds", "a:b", "--csv", "x.csv"], "the smaller first"),
        (["baseline", "--jobs", "2"], "--jobs and --engine are for many meetings"),
        (["baseline", "--seed", "2", "--engine", "auto"], "--jobs and --engine are for many meetings"),
        (["baseline", "--seeds", "1:3", "--csv", "x.csv", "--engine", "fast"], "use auto, objects, compiled"),
        (["baseline", "--seeds", "1:3", "--csv", "x.csv", "--jobs", "0"], "--jobs"),
    ],
)
def test_what_cannot_be_run_is_refused_and_leaves_nothing(
    answered: Callable[..., Any], tmp_path: Path, args: list[str], said: str
) -> None:
    done = answered("run", *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "written", [100_000, *(pytest.param(size, marks=pytest.mark.soak) for size in range(1, 1_500_000, 50_021))]
)
def test_a_killed_run_leaves_a_recording_that_reads(started: Callable[..., Any], tmp_path: Path, written: int) -> None:
    """Whenever it is killed: as soon as so many bytes are written."""
    rows = "".join(f"A{i},us_md,2025\n" for i in range(4000))
    (tmp_path / "many.csv").write_text("name,kind,yog\n" + rows)
    program: subprocess.Popen[str] = started("run", "baseline", "--sheet", "many.csv", "--out", "many.jsonl")
    path = tmp_path / "many.jsonl"
    while program.poll() is None and not (path.exists() and path.stat().st_size >= written):
        time.sleep(0.002)
    program.kill()
    program.wait(timeout=60)
    recording = open_recording(path)
    assert not recording.complete
    assert len(recording.rows) < 4000
    assert recording.rows or written < 100_000


ROWS_AND_NO_DIRECTOR = """
extends = "baseline"
title = "t"
question = "q"
[[members]]
id = "m1"
type = "faculty"
"""
REFUSED = {
    "no director": (ROWS_AND_NO_DIRECTOR, []),
    "no sheet": ('extends = "baseline"\n[sheet]\nfile = "absent.csv"\n', []),
    "a bad row": ('extends = "baseline"\n[[pool.rows]]\nname = "A"\nkind = "martian"\nyog = 2020\n', []),
    "a setting": ('extends = "baseline"\n', ["--set", "season.yaer=3"]),
    "a sheet": ('extends = "baseline"\n', ["--sheet", "absent.csv"]),
    "no such scenario": (None, []),
}


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Exception | None]:
    """Run ``run ARGS`` in this process, in a fresh folder; what it raised, if anything."""
    monkeypatch.chdir(tmp_path)
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(run)

    def invoke(*args: str | Path) -> Exception | None:
        raised = CliRunner().invoke(app, [str(arg) for arg in args]).exception
        assert raised is None or isinstance(raised, Exception)
        return raised

    return invoke


def _inside(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


@pytest.mark.parametrize("out", [["--seeds", "1:2", "--csv", "old"], ["--out", "old.jsonl"], ["--out", "old.jsonl.gz"]])
@pytest.mark.parametrize("why", REFUSED)
def test_a_refused_run_touches_nothing(
    ran: Callable[..., Exception | None], tmp_path: Path, why: str, out: list[str]
) -> None:
    """Neither with ``--force``, where a file stands, nor without."""
    text, more = REFUSED[why]
    if text is not None:
        (tmp_path / "mine.toml").write_text(text)
    old = tmp_path / out[-1]
    old.write_text("precious")
    before, folder = _inside(tmp_path), tmp_path.stat().st_mtime_ns
    assert isinstance(ran("mine.toml", *more, *out, "--force"), InputRefused)
    assert (_inside(tmp_path), tmp_path.stat().st_mtime_ns) == (before, folder)
    old.unlink()
    assert isinstance(ran("mine.toml", *more, *out), InputRefused)
    assert not old.exists()


@pytest.mark.parametrize("link", [None, "symlink_to", "hardlink_to"])
@pytest.mark.parametrize("given", ["people.csv", "mine.toml", "below.toml", "its.csv"])
def test_what_is_read_is_never_written(
    ran: Callable[..., Exception | None], sheet: str, tmp_path: Path, given: str, link: str | None
) -> None:
    (tmp_path / "its.csv").write_text(SHEET)
    (tmp_path / "below.toml").write_text('extends = "baseline"\n[sheet]\nfile = "its.csv"\n')
    (tmp_path / "mine.toml").write_text('extends = "./below.toml"\n')
    out = tmp_path / given
    if link:
        out = tmp_path / "out.csv"
        getattr(out, link)(tmp_path / given)
    before = (tmp_path / given).read_bytes()
    refused = ran("./mine.toml", "--sheet", sheet, "--seeds", "1:1", "--csv", out, "--force")
    by_name = "this name ends in .toml" if given.endswith(".toml") and not link else f"{given}, which is an input"
    assert by_name in str(refused)
    assert (tmp_path / given).read_bytes() == before


def test_a_recording_is_not_written_over_the_sheet_that_it_is_linked_to(
    ran: Callable[..., Exception | None], sheet: str, tmp_path: Path
) -> None:
    (tmp_path / "x.jsonl").hardlink_to(tmp_path / sheet)
    refused = ran("baseline", "--sheet", sheet, "--out", "x.jsonl", "--force")
    assert "people.csv, which is an input" in str(refused)
    assert (tmp_path / sheet).read_text() == SHEET


@pytest.mark.parametrize("out", ["x.jsonl", "x.jsonl.gz"])
def test_a_second_run_into_the_same_recording_is_refused(
    ran: Callable[..., Exception | None], sheet: str, tmp_path: Path, out: str
) -> None:
    """The first is still at it."""
    with Recorder(tmp_path / out) as first:
        events = a_meetings_events(3)
        for event in events[:9]:
            first.told(event)
        assert "another run is writing it" in str(ran("baseline", "--sheet", sheet, "--out", out, "--force"))
        for event in events[9:]:
            first.told(event)
    assert open_recording(tmp_path / out).complete
    assert open_recording(tmp_path / out).header.rows == 3


def test_a_second_run_into_the_same_table_is_refused(
    ran: Callable[..., Exception | None], sheet: str, tmp_path: Path
) -> None:
    with whole_file(tmp_path / "all.csv", force=False) as first:
        first.write(b"first\n")
        refused = ran("baseline", "--sheet", sheet, "--seeds", "1:2", "--csv", "all.csv", "--force")
        assert "another run is writing it" in str(refused)
    assert (tmp_path / "all.csv").read_text() == "first\n"


@pytest.mark.parametrize(
    "args",
    [
        ["--out", "full.jsonl"],
        ["--seeds", "1:1", "--csv", "all.csv"],
        pytest.param(["--out", "x.jsonl.gz"], marks=pytest.mark.soak),
    ],
)
def test_a_full_disk_is_a_sentence(committee: Callable[..., Any], sheet: str, tmp_path: Path, args: list[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    (tmp_path / "full.jsonl").symlink_to("/dev/full")
    (tmp_path / "all.csv").write_text("precious")
    (tmp_path / "x.jsonl.gz").write_text("precious")
    limited = ["sh", "-c", 'ulimit -f 1; exec "$@"', "sh", sys.executable, "-m", "committee"]
    done = subprocess.run(
        [*limited, "run", "baseline", "--sheet", sheet, *args, "--force"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{args[-1]}: cannot be written (" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "all.csv").read_text() == (tmp_path / "x.jsonl.gz").read_text() == "precious"
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


@pytest.mark.parametrize(
    "args", [["--out", "x.jsonl.gz"], pytest.param(["--seeds", "1:500", "--csv", "all.csv"], marks=pytest.mark.soak)]
)
def test_a_killed_run_leaves_the_old_file_and_the_next_one_writes(
    committee: Callable[..., Any], started: Callable[..., Any], sheet: str, tmp_path: Path, args: list[str]
) -> None:
    old = tmp_path / args[-1]
    old.write_text("precious")
    (tmp_path / "many.csv").write_text("name,kind,yog\n" + "".join(f"A{i},us_md,2025\n" for i in range(4000)))
    given = sheet if "--csv" in args else "many.csv"
    program: subprocess.Popen[str] = started("run", "baseline", "--sheet", given, *args, "--force")
    hidden = tmp_path / f".{args[-1]}.part"
    while program.poll() is None and not (hidden.exists() and hidden.stat().st_size):
        time.sleep(0.02)
    program.kill()
    program.wait(timeout=60)
    assert program.returncode == -signal.SIGKILL
    assert old.read_text() == "precious"
    again = ["--seeds", "1:1", "--csv", "all.csv"] if "--csv" in args else args
    assert committee("run", "baseline", "--sheet", sheet, *again, "--force").returncode == 0
    assert old.read_bytes() != b"precious"
    assert not hidden.exists()


@pytest.mark.soak
def test_whenever_a_run_of_many_is_killed_its_table_is_the_old_one_or_the_whole_new_one(
    committee: Callable[..., Any], started: Callable[..., Any], sheet: str, tmp_path: Path
) -> None:
    table, args = tmp_path / "all.csv", ["--sheet", sheet, "--seeds", "1:40", "--csv", "all.csv", "--force"]
    assert committee("run", "baseline", *args).returncode == 0
    whole = table.read_bytes()
    for patience in [0.5 + 0.25 * step for step in range(20)]:
        table.write_text("precious")
        program = started("run", "baseline", *args)
        with suppress(subprocess.TimeoutExpired):
            program.wait(timeout=patience)
        program.kill()
        program.wait(timeout=60)
        assert table.read_bytes() in (b"precious", whole)


def test_a_scenario_may_come_through_a_pipe(sheet: str, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('extends = "baseline"\ntitle = "Piped"\nquestion = "q"\n')
    (tmp_path / "run.sh").write_text(
        f"{sys.executable} -m committee run <(cat mine.toml) --sheet {sheet} --out piped.jsonl\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    subprocess.run(["bash", "run.sh"], cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=120)
    assert open_recording(tmp_path / "piped.jsonl").header.scenario["title"] == "Piped"


def test_the_summary_says_which_rules_of_the_meeting_were_on(answered: Callable[..., Any], sheet: str) -> None:
    rules = ("--set", "meeting.rules.assigned_advocate=true", "--set", "meeting.rules.breaks=[1]")
    done = answered("run", "baseline", "--sheet", sheet, *rules)
    told = [line for line in done.stdout.splitlines() if line.startswith("Rule: ")]
    assert told == [
        "Rule: A reader, drawn for each row, must say the strongest point for it, at no stake.",
        "Rule: The room takes a break after row 1, 10 minutes each time.",
    ]
    plain = answered("run", "baseline", "--sheet", sheet, "--force", "--json")
    assert json.loads(plain.stdout)["rules"] == []

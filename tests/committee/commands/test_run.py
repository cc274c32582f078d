"""``run``: one meeting into a file, many into a table."""

from __future__ import annotations

import csv
import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from committee.recording import open_recording
from committee.terms import DISCLAIMER

SHEET = (
    "id,name,kind,yog,step2_ck,letters\n"
    "ann,Ann,us_md,2025,250,us:glooming\n"
    "ben,Ben,non_us_img,2019,231,us:generic\n"
    "=x,'=1+1,us_do,2024,240,us:generic\n"
).replace("glooming", "glowing")


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


def test_a_run_never_writes_over_a_file_unless_forced(
    committee: Callable[..., Any], sheet: str, tmp_path: Path
) -> None:
    (tmp_path / "baseline-1.jsonl").write_text("kept")
    refused = committee("run", "baseline", "--sheet", sheet)
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert (tmp_path / "baseline-1.jsonl").read_text() == "kept"
    assert committee("run", "baseline", "--sheet", sheet, "--force").returncode == 0
    assert open_recording(tmp_path / "baseline-1.jsonl").complete


def test_a_sheet_takes_the_place_of_the_rows(committee: Callable[..., Any], sheet: str, tmp_path: Path) -> None:
    done = committee("run", "baseline", "--sheet", sheet, "--out", "three.jsonl", "--json")
    summary = json.loads(done.stdout)
    assert (summary["recording"], summary["seed"], summary["disclaimer"]) == ("three.jsonl", 1, DISCLAIMER)
    assert sum(summary["tiers"].values()) == 3
    header = open_recording(tmp_path / "three.jsonl").header
    assert header.rows == 3
    assert [given["file"] for given in header.inputs] == ["people.csv"]
    assert str(tmp_path) not in (tmp_path / "three.jsonl").read_text()


def test_settings_reach_the_header(committee: Callable[..., Any], sheet: str, tmp_path: Path) -> None:
    args = ["--set", "switches.memory=false", "--set", "season.year=2027", "--out", "x.jsonl"]
    assert committee("run", "baseline", "--sheet", sheet, *args).returncode == 0
    scenario = open_recording(tmp_path / "x.jsonl").header.scenario
    assert (scenario["switches"]["memory"], scenario["season"]["year"]) == (False, 2027)


def test_many_seeds_become_one_table(committee: Callable[..., Any], sheet: str, tmp_path: Path) -> None:
    done = committee("run", "baseline", "--sheet", sheet, "--seeds", "4:6", "--csv", "all.csv")
    assert (done.returncode, done.stderr) == (0, "")
    rows = list(csv.reader((tmp_path / "all.csv").open(newline="")))
    assert rows[0][:4] == ["seed", "id", "name", "kind"]
    assert [row[0] for row in rows[1:]] == ["4"] * 3 + ["5"] * 3 + ["6"] * 3
    assert not [cell for row in rows for cell in row if cell.startswith("=")], "a spreadsheet would run it"


def test_one_seed_of_many_is_the_meeting_of_that_seed(
    committee: Callable[..., Any], sheet: str, tmp_path: Path
) -> None:
    committee("run", "baseline", "--sheet", sheet, "--seeds", "1:3", "--csv", "all.csv")
    committee("run", "baseline", "--sheet", sheet, "--seeds", "2:2", "--csv", "one.csv")
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
    ],
)
def test_what_cannot_be_run_is_refused_and_leaves_nothing(
    committee: Callable[..., Any], tmp_path: Path, args: list[str], said: str
) -> None:
    done = committee("run", *args)
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

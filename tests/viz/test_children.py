"""Runs started from the window: what is refused, how a child is followed, and that it runs nothing but our code."""

import os
import sys
import time
from pathlib import Path

import pytest

from committee.errors import UsageRefused
from committee.recording import open_recording
from viz.children import Runs

CHILD = [sys.executable, str(Path(__file__).with_name("invented_run.py"))]


def wait_for(run, seconds=30):
    end = time.monotonic() + seconds
    while not (progress := run.progress()).over:
        assert time.monotonic() < end, "the run never ended"
        time.sleep(0.02)
    return progress


def test_a_run_is_followed_row_by_row_to_its_end(tmp_path):
    run = Runs(tmp_path, command=[*CHILD, "--paced"]).start("baseline", "7")
    seen = set()
    while not (progress := run.progress()).over:
        seen.add(len(progress.closed))
        Path(f"{run.path}.seen").write_text("x" * len(progress.closed), encoding="utf-8")
        time.sleep(0.01)
    assert (progress.rows, len(progress.closed), progress.share, progress.problem) == (8, 8, 1.0, "")
    assert seen >= set(range(1, 9)), "the rows should appear one after the other"
    assert run.path == tmp_path / "baseline-7.jsonl"
    assert [row.row for row in progress.closed] == list(range(1, 9))


def test_what_the_child_says_on_leaving_is_passed_on(tmp_path):
    progress = wait_for(Runs(tmp_path, command=CHILD).start("baseline", "13"))
    assert progress.problem == "Thirteen is refused here."


def test_a_child_that_dies_without_a_word_is_not_taken_for_success(tmp_path):
    progress = wait_for(Runs(tmp_path, command=[sys.executable, "-c", "raise SystemExit(3)"]).start("baseline", "1"))
    assert "status 3" in progress.problem


def test_no_recording_is_written_over(tmp_path):
    (tmp_path / "baseline-7.jsonl").write_text("mine", encoding="utf-8")
    run = Runs(tmp_path, command=CHILD).start("baseline", "7")
    wait_for(run)
    assert run.path.name == "baseline-7-2.jsonl"
    assert (tmp_path / "baseline-7.jsonl").read_text(encoding="utf-8") == "mine"


def test_only_so_many_run_at_once_and_stopping_ends_them(tmp_path):
    runs = Runs(tmp_path, command=[sys.executable, "-c", "import time; time.sleep(60)"])
    started = [runs.start("baseline", str(seed)) for seed in range(3)]
    with pytest.raises(UsageRefused, match="at once"):
        runs.start("baseline", "9")
    runs.stop()
    assert all(run.progress().over for run in started)


@pytest.mark.parametrize("name", ["baselin", "", "../baseline", "baseline.toml", "--out", "/etc/passwd"])
def test_a_scenario_that_is_not_shipped_never_reaches_a_command_line(tmp_path, name):
    with pytest.raises(UsageRefused, match="shipped"):
        Runs(tmp_path, command=CHILD).start(name, "1")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seed", ["", "-1", "1.5", "1e3", "٣", "--force", "9" * 30, str(2**53)])
def test_a_seed_that_is_none_never_reaches_a_command_line(tmp_path, seed):
    with pytest.raises(UsageRefused, match="whole number"):
        Runs(tmp_path, command=CHILD).start("baseline", seed)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("planted", ["committee", "random", "json", "typing"])
def test_a_meeting_runs_although_such_a_file_lies_in_the_folder(tmp_path, monkeypatch, planted):
    (tmp_path / f"{planted}.py").write_text("raise SystemExit('somebody ran me')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", str(tmp_path)]))
    run = Runs(tmp_path).start("two_imgs", "1")
    assert wait_for(run, seconds=120).problem == ""
    assert open_recording(run.path).complete

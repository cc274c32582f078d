"""``experiment``: from a file to a report, and again from where it was stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import committee as package
from committee.archive.folder import ResultFolder
from committee.archive.results import is_finished, progress_of
from committee.experiments.design.outcomes import listing
from committee.experiments.running import runs
from committee.terms import DISCLAIMER
from tests.committee.experiments.tried import bytes_of, written

OBJECTS = ("--engine", "objects")
WHOLE = {
    *("design.csv", "manifest.json", "results.parquet", "effects.csv", "indices.csv", "report.html", "report.md"),
    *("pairs.json", "pairs/typical-base.jsonl.gz", "pairs/typical-changed.jsonl.gz"),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return written(tmp_path, seeds="1:4", nulls="[]")


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], Any]:
    """Every file of the folder of a small experiment, and what the command said."""
    from typer.testing import CliRunner

    from committee.commands.app import app

    folder = tmp_path_factory.mktemp("finished")
    words = ["experiment", str(written(folder, seeds="1:4", nulls="[]")), "--out", str(folder / "out"), *OBJECTS]
    said = CliRunner().invoke(app, words)
    return bytes_of(folder / "out"), said


def test_an_experiment_ends_in_a_report(finished: tuple[dict[str, bytes], Any]) -> None:
    files, said = finished
    assert said.exit_code == 0, said.output
    assert files.keys() - {"pairs/surprising-base.jsonl.gz", "pairs/surprising-changed.jsonl.gz"} == WHOLE
    lines = said.stdout.splitlines()
    assert lines[0].endswith("out: 8 of 8 meetings.")
    assert lines[1] == "The primary outcome of seconds, place of Ana Reyes, by change, with its 95% interval:"
    assert lines[2].startswith("When the seconds a row gets at first are 45 rather than 30, Ana Reyes ends ")
    figures = lines[2].partition(" ends ")[2].removesuffix(".")
    assert figures in files["report.md"].decode().translate({ord(mark): None for mark in "*\\"})
    assert said.stderr == "Holding 8 meetings.\n"
    assert lines[-1] == DISCLAIMER


def test_the_default_folder_has_the_name_of_the_experiment(
    answered: Callable[..., Any], path: Path, tmp_path: Path, finished: tuple[dict[str, bytes], Any]
) -> None:
    done = answered("experiment", path, *OBJECTS, "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines[-1]["folder"] == "seconds"
    assert (lines[-1]["ok"], lines[-1]["failed"], lines[-1]["finished"]) == (8, 0, True)
    assert [line.keys() for line in lines[:-1]] == [{"progress", "of", "seconds_left"}] * (len(lines) - 1)
    assert lines[-2]["progress"] == 8
    assert done.stderr == ""
    assert bytes_of(tmp_path / "seconds") == finished[0]
    frame = package.results(tmp_path / "seconds")
    assert list(frame["replicate"]) == [1, 2, 3, 4] * 2
    assert list(frame["meeting.row_seconds"]) == [30] * 4 + [45] * 4
    again = answered("experiment", path, *OBJECTS)
    refused, *answer, where = again.stderr.splitlines()
    assert (again.returncode, refused.startswith("seconds: it is finished; ")) == (2, True)
    assert answer == finished[1].stdout.splitlines()[1:3]
    assert where == f"Read it: {Path('seconds', 'report.html')}"


def test_it_goes_on_where_somebody_stopped_it(
    answered: Callable[..., Any],
    path: Path,
    tmp_path: Path,
    finished: tuple[dict[str, bytes], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep = ResultFolder.keep

    def stopped(folder: ResultFolder, kept: bytes) -> None:
        keep(folder, kept)
        raise KeyboardInterrupt

    monkeypatch.setattr(ResultFolder, "keep", stopped)
    done = answered("experiment", path, *OBJECTS)
    assert done.returncode == 130
    assert done.stderr == (
        "Holding 8 meetings.\nStopped. What is finished is kept in seconds, with a report of it. "
        f"Go on: committee experiment {path} --engine objects\n"
    )
    assert "Nothing can be said yet" in (tmp_path / "seconds" / "report.md").read_text()
    assert 0 < progress_of(tmp_path / "seconds").ok < 8
    assert len(package.results(tmp_path / "seconds")) > 0
    monkeypatch.setattr(ResultFolder, "keep", keep)
    resumed = answered("experiment", path, *OBJECTS)
    assert (resumed.returncode, resumed.stderr) == (0, "Going on from 1 of 8 meetings.\n")
    assert bytes_of(tmp_path / "seconds") == finished[0]


def test_who_stops_before_anything_was_held_is_told_so(
    answered: Callable[..., Any], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(folder: ResultFolder, kept: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ResultFolder, "keep", stopped)
    done = answered("experiment", path, *OBJECTS)
    assert done.returncode == 130
    assert done.stderr.splitlines()[1] == (
        f"Stopped; nothing was held yet. Go on: committee experiment {path} --engine objects"
    )


def test_failed_runs_are_told_with_the_command_that_repeats_them(
    answered: Callable[..., Any], path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = runs.Room.tallies

    def broken(self: Any, null: str, seeds: Any) -> Any:
        if 2 in seeds:
            raise ZeroDivisionError("no")
        return real(self, null, seeds)

    monkeypatch.setattr(runs.Room, "tallies", broken)
    done = answered("experiment", path, *OBJECTS, "--force")
    assert done.returncode == 1
    assert done.stderr == (
        "Holding 8 meetings.\nDesign point 1, replicate 2 (seed 2) failed at the stage run: ZeroDivisionError: no\n"
        f"2 of 8 runs failed. Try them again: committee experiment {path} --engine objects\n"
    )
    assert is_finished(tmp_path / "seconds")
    assert "failed" in (tmp_path / "seconds" / "report.md").read_text()
    stopped = answered("experiment", path, *OBJECTS, "--force", "--stop-at-first-error")
    assert stopped.returncode == 1
    assert "Stopped there." in stopped.stderr
    assert not is_finished(tmp_path / "seconds")


def test_a_plan_says_the_size_and_the_time_and_writes_nothing(
    answered: Callable[..., Any], path: Path, tmp_path: Path
) -> None:
    done = answered("experiment", path, "--plan", *OBJECTS)
    lines = done.stdout.splitlines()
    assert lines[0] == "Seconds. What do more seconds do?"
    assert lines[1] == "2 design points x 4 seeds: 8 meetings."
    assert lines[2].startswith("About ")
    told = json.loads(answered("experiment", path, "--plan", "--json", *OBJECTS).stdout)
    assert (told["points"], told["runs"], told["nulls"]) == (2, 8, 0)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["seconds.toml", "small.toml"]


def test_the_outcomes_are_listed(answered: Callable[..., Any]) -> None:
    assert answered("experiment", "--outcomes").stdout == listing() + "\n"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "name an experiment"),
        (("advocat",), 'did you mean "advocate"?'),
        (("./none.toml",), "there is no such file"),
        (("PATH", "--jobs", "2", "--scheduler", "tcp://127.0.0.1:1"), "give one of the two"),
        (("PATH", "--jobs", "0"), "--jobs"),
        (("PATH", "--engine", "fast"), "use auto, objects, compiled"),
        (("PATH", "--until-width", "-1"), "use a number above 0"),
        (("PATH", "--until-width", "nan"), "use a number above 0"),
        (("PATH", "--out", "."), "this folder is not ours: it holds seconds.toml"),
        (("PATH", "--out", "no/where"), "there is no folder no"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    answered: Callable[..., Any], path: Path, tmp_path: Path, words: tuple[str, ...], why: str
) -> None:
    before = bytes_of(tmp_path)
    done = answered("experiment", *(str(path) if word == "PATH" else word for word in words))
    assert done.returncode == 2
    assert why in done.stderr
    assert bytes_of(tmp_path) == before


def test_a_sample_has_no_width_to_wait_for(answered: Callable[..., Any], path: Path, tmp_path: Path) -> None:
    text = path.read_text().replace('design = "full"', 'sample = "latin"\npoints = 2')
    path.write_text(text.replace("[levers]", "[uncertain]"))
    done = answered("experiment", path, "--until-width", "1")
    assert (done.returncode, "has a sample" in done.stderr) == (2, True)
    assert not (tmp_path / "seconds").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_a_sentence(
    answered: Callable[..., Any], path: Path, tmp_path: Path
) -> None:
    (tmp_path / "seconds").mkdir(mode=0o500)
    done = answered("experiment", path)
    assert (done.returncode, "cannot be written" in done.stderr) == (2, True)


def test_the_bar_says_how_long_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    from committee.commands import experiment as command
    from committee.experiments.running.holding import Standing

    assert [command._time(seconds) for seconds in (0.2, 89, 90, 3_000, 7_200)] == [
        *("1 s", "89 s", "2 min", "50 min", "2.0 h"),
    ]
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with command._progress("meetings", as_json=False) as seen:
        seen(Standing(progress=3, of=6, seconds_left=2.0))
        seen(Standing(progress=6, of=6, seconds_left=0.0))


def test_where_nobody_sees_a_bar_a_line_a_minute_says_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from committee.commands import experiment as command
    from committee.experiments.running.holding import Standing

    now = [0.0]
    monkeypatch.setattr(command, "monotonic", lambda: now[0])
    with command._progress("meetings", as_json=False) as seen:
        for now[0], progress in ((59.0, 100), (61.0, 200), (90.0, 250), (122.0, 600)):
            seen(Standing(progress=progress, of=600, seconds_left=150.0))
    assert capsys.readouterr().err == "200 of 600 meetings, about 2 min left.\n"


def test_a_plan_says_it_if_every_process_compiles(
    answered: Callable[..., Any], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from committee.commands import experiment as command
    from committee.experiments.running import planned

    plan = planned.Plan(points=2, combinations=2, seeds=4, nulls=0, runs=8, seconds=80.0, compiles=True)
    monkeypatch.setattr(planned, "planned", lambda *_: plan)
    said = answered("experiment", path, "--plan").stdout.splitlines()[2]
    assert said.startswith("About 80 s of processor time for the meetings in one process, judged by a few of them. ")
    assert said.endswith(command.EACH_COMPILES)


def test_check_says_what_a_folder_of_results_is(
    answered: Callable[..., Any], tmp_path: Path, finished: tuple[dict[str, bytes], Any]
) -> None:
    folder = tmp_path / "out"
    for name, content in finished[0].items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_bytes(content)
    done = answered("check", "out")
    assert (done.returncode, done.stdout) == (
        *(0, "out: the results of seconds, 8 of 8 runs; complete, and it is fine.\n"),
    )
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"values_digest": "0"}))
    damaged = answered("check", "out")
    assert (damaged.returncode, "are not those that were written" in damaged.stdout) == (1, True)
    (folder / "runs").mkdir()
    unfinished = json.loads(answered("check", "out", "--json").stdout)
    assert (unfinished["is"], unfinished["fine"], unfinished["ok"]) == ("results", False, 8)

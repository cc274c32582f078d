"""``committee minutes``."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from committee.commands.export import export
from committee.commands.minutes import minutes
from committee.errors import RecordingRefused
from committee.recording import open_recording
from committee.recording.transcript import as_text
from committee.terms import DISCLAIMER
from tests.builders import a_meetings_events, recorded

app = typer.Typer(pretty_exceptions_enable=False)
app.command()(minutes)
exporting = typer.Typer(pretty_exceptions_enable=False)
exporting.command()(export)
WHOLE = recorded(a_meetings_events(3))


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    path = tmp_path / "kept.jsonl"
    path.write_bytes(WHOLE)
    return path


@pytest.fixture
def cut(tmp_path: Path) -> Path:
    path = tmp_path / "cut.jsonl"
    path.write_bytes(WHOLE[: len(WHOLE) // 2])
    return path


def test_a_whole_recording_prints_its_minutes(whole: Path) -> None:
    result = CliRunner().invoke(app, [str(whole)])
    assert result.exit_code == 0
    assert result.stdout == as_text(open_recording(whole))
    assert not result.stderr


@pytest.mark.parametrize(("asked", "first"), [(["--format", "md"], "# "), (["--format", "text"], "Made by hand")])
def test_formats_for_people(whole: Path, asked: list[str], first: str) -> None:
    result = CliRunner().invoke(app, [str(whole), *asked])
    assert result.stdout.startswith(first)
    assert DISCLAIMER in result.stdout.replace("\\", "")


@pytest.mark.parametrize("asked", [["--format", "json"], ["--json"]])
def test_formats_for_machines(whole: Path, asked: list[str]) -> None:
    printed = json.loads(CliRunner().invoke(app, [str(whole), *asked]).stdout)
    assert (printed["complete"], printed["disclaimer"], len(printed["rows"])) == (True, DISCLAIMER, 3)


@pytest.mark.parametrize("layout", ["text", "md", "json"])
def test_an_incomplete_recording_prints_what_there_is_and_ends_with_1(cut: Path, layout: str) -> None:
    result = CliRunner().invoke(app, [str(cut), "--format", layout])
    assert result.exit_code == 1
    assert "Applicant 1" in result.stdout
    assert "incomplete" in result.stdout
    assert "incomplete" in result.stderr


def test_what_is_not_a_recording_is_refused(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,name\n")
    result = CliRunner().invoke(app, [str(tmp_path / "people.csv")])
    assert isinstance(result.exception, RecordingRefused)
    assert not result.stdout


def test_minutes_need_neither_the_model_nor_the_window_nor_tables(whole: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from committee.commands.minutes import minutes\n"
        f"minutes(Path({str(whole)!r}))\n"
        "heavy = {'mesa', 'solara', 'pandas', 'numpy', 'networkx', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == "[]\n"


@pytest.mark.parametrize("command", ["minutes", "check", "export"])
def test_a_recording_may_come_through_a_pipe(whole: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "x.gz").write_bytes(gzip.compress(WHOLE))
    more = "--html piped.html --csv piped.csv" if command == "export" else ""
    (tmp_path / "piped.sh").write_text(f"{sys.executable} -m committee {command} <(zcat x.gz) {more}\n")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    done = subprocess.run(
        ["bash", "piped.sh"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    if command == "minutes":
        assert done.stdout == as_text(open_recording(whole))
    if command == "export":
        CliRunner().invoke(exporting, [str(whole), "--html", str(tmp_path / "file.html")])
        assert (tmp_path / "piped.html").read_bytes() == (tmp_path / "file.html").read_bytes()
        assert len((tmp_path / "piped.csv").read_text().splitlines()) == 4


def test_a_zipped_recording_may_come_through_a_pipe_as_it_is(whole: Path, tmp_path: Path) -> None:
    out, into = os.pipe()
    with os.fdopen(into, "wb") as stream:
        stream.write(gzip.compress(WHOLE))
    assert open_recording(Path(f"/dev/fd/{out}")) == open_recording(whole)
    os.close(out)

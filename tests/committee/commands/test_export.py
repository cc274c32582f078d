"""``committee export``: what is written, byte for byte and key for key."""

from __future__ import annotations

import csv
import errno
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pyarrow.parquet as pq
import pytest
import python_calamine
import typer
from click.testing import Result
from typer.testing import CliRunner

from committee.applicants.formulas import bare
from committee.archive import whole_file
from committee.commands.export import export
from committee.commands.tables import LONGEST_CELL, write_xlsx
from committee.errors import InputRefused, UsageRefused
from committee.experiments.whatifs.address_reading import parsed
from committee.experiments.whatifs.remade import from_scenario
from committee.experiments.whatifs.remade import recorded as recorded_again
from committee.experiments.whatifs.reopening import remade_of
from committee.measures.outcomes import OUTCOME_COLUMNS, outcomes
from committee.recording import open_recording
from committee.terms import DISCLAIMER
from tests.builders import a_meetings_events, a_recording, a_row_opened, recorded

app = typer.Typer(pretty_exceptions_enable=False)
app.command()(export)
SMALL = {"pool.us_md": 2, "pool.us_do": 1, "pool.us_img": 2, "pool.non_us_img": 4}
HOSTILE = (
    "=1+1",
    "+2",
    "-3",
    "@SUM(A1)",
    "\t=4",
    "'=5",
    "http://a.b",
    "<b>&amp;</b>",
    "1e5",
    'Zoë, "quoted"\n',
    "x\x07y",
)


def _hostile_recording() -> bytes:
    events = a_meetings_events(len(HOSTILE))
    for place, event in enumerate(events):
        if event.event == "row_opened":
            events[place] = a_row_opened(event.row, name=HOSTILE[event.row - 1])  # type: ignore[union-attr]
    return recorded(events)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "kept.jsonl"
    path.write_bytes(_hostile_recording())
    return path


def _ran(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


def test_a_workbook_has_the_address_of_each_row(tmp_path: Path) -> None:
    remade = from_scenario("two_imgs", 3, settings=SMALL)
    (tmp_path / "kept.jsonl").write_bytes(recorded_again(remade))
    assert _ran(tmp_path / "kept.jsonl", "--xlsx", tmp_path / "out.xlsx").exit_code == 0
    book = python_calamine.load_workbook(tmp_path / "out.xlsx")
    ids = [row[0] for row in book.get_sheet_by_name("outcomes").to_python()[1:]]
    about = book.get_sheet_by_name("about").to_python()
    assert [row[0] for row in about[3:]] == ids
    assert [parsed(row[1]).row for row in about[3:]] == ids
    assert recorded_again(remade_of(parsed(about[3][1]))) == (tmp_path / "kept.jsonl").read_bytes()


def test_a_csv_comes_back_whole_and_without_a_formula(kept: Path, tmp_path: Path) -> None:
    result = _ran(kept, "--csv", tmp_path / "out.csv")
    assert result.exit_code == 0
    assert DISCLAIMER in result.stderr
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(OUTCOME_COLUMNS)
    assert [row["id"] for row in rows] == [f"r{row}" for row in range(1, len(HOSTILE) + 1)]
    assert [bare(row["name"]) for row in rows] == list(HOSTILE)
    assert not any(cell.startswith(("=", "+", "@", "\t")) for row in rows for cell in row.values())
    position = outcomes(open_recording(kept))["position"].tolist()
    assert [row["position"] for row in rows] == ["" if pd.isna(each) else str(each) for each in position]


def test_a_workbook_comes_back_whole_with_texts_as_texts(kept: Path, tmp_path: Path) -> None:
    assert _ran(kept, "--xlsx", tmp_path / "out.xlsx").exit_code == 0
    book = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "out.xlsx"))
    header, *rows = book.get_sheet_by_name("outcomes").to_python()
    assert header == list(OUTCOME_COLUMNS)
    assert [row[0] for row in rows] == [f"r{row}" for row in range(1, len(HOSTILE) + 1)]
    assert [row[1] for row in rows] == list(HOSTILE)
    assert rows[0][header.index("position")] == 2.0
    assert rows[2][header.index("position")] == ""
    assert book.get_sheet_by_name("about").to_python() == [[DISCLAIMER]]
    with ZipFile(tmp_path / "out.xlsx") as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
        assert b"<row" in sheet
        assert b"<f>" not in sheet
        assert not [name for name in parts.namelist() if name.endswith(".rels") and "worksheets" in name]


def test_parquet_comes_back_as_the_very_table(kept: Path, tmp_path: Path) -> None:
    assert _ran(kept, "--parquet", tmp_path / "out.parquet").exit_code == 0
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "out.parquet"), outcomes(open_recording(kept)))
    assert pq.read_schema(tmp_path / "out.parquet").metadata[b"disclaimer"].decode() == DISCLAIMER


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet", "html", "bump"])
def test_the_same_recording_gives_the_same_bytes(kept: Path, tmp_path: Path, kind: str) -> None:
    for name in ("one", "two"):
        assert _ran(kept, f"--{kind}", tmp_path / name).exit_code == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_several_at_once_are_told(kept: Path, tmp_path: Path) -> None:
    result = _ran(kept, "--csv", tmp_path / "a.csv", "--parquet", tmp_path / "a.parquet", "--json")
    printed = json.loads(result.stdout)
    assert printed["written"] == {"csv": str(tmp_path / "a.csv"), "parquet": str(tmp_path / "a.parquet")}
    assert printed["complete"] is True
    assert (tmp_path / "a.parquet").exists()


@pytest.mark.parametrize("arguments", [[], ["--csv", "same", "--xlsx", "same"], ["--csv", "kept.jsonl", "--force"]])
def test_a_request_that_cannot_be_met_is_refused(
    kept: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(kept.parent)
    before = kept.read_bytes()
    result = _ran("kept.jsonl", *arguments)
    assert isinstance(result.exception, UsageRefused)
    assert kept.read_bytes() == before


def test_a_file_is_written_over_only_when_told(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("precious")
    assert isinstance(_ran(kept, "--csv", tmp_path / "out.csv").exception, UsageRefused)
    assert (tmp_path / "out.csv").read_text() == "precious"
    assert _ran(kept, "--csv", tmp_path / "out.csv", "--force").exit_code == 0


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet", "html", "bump"])
def test_a_place_that_cannot_be_written_is_a_sentence(kept: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere" / "out")
    result = _ran(kept, f"--{kind}", tmp_path / "dangling", "--force")
    assert isinstance(result.exception, UsageRefused)
    assert "cannot be written" in str(result.exception)


def test_two_recordings_are_laid_side_by_side_in_one_page(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "other.jsonl").write_bytes(recorded(a_meetings_events(2)))
    result = _ran(kept, "--against", tmp_path / "other.jsonl", "--html", tmp_path / "both.html")
    assert result.exit_code == 0
    page = (tmp_path / "both.html").read_text(encoding="utf-8")
    assert page.count('type="text/plain"') == 2
    assert "mountPair" in page


def test_a_page_hides_what_is_to_come_if_asked_and_nothing_else_does(kept: Path, tmp_path: Path) -> None:
    hides = []
    for name, more in (("open", ()), ("hidden", ("--hide",)), ("both", ("--against", kept, "--hide"))):
        page = tmp_path / f"{name}.html"
        assert _ran(kept, "--html", page, *more).exit_code == 0
        hides.append('<div id="stage" data-hide="on">' in page.read_text(encoding="utf-8"))
    assert hides == [False, True, True]
    assert "together with --html" in str(_ran(kept, "--csv", tmp_path / "out.csv", "--hide").exception)


def test_a_second_recording_needs_a_page_a_file_of_its_own_and_to_be_one(kept: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_bytes(recorded(a_meetings_events(2)))
    assert "together with --html" in str(_ran(kept, "--against", other, "--csv", tmp_path / "out.csv").exception)
    assert isinstance(_ran(kept, "--against", other, "--html", other, "--force").exception, UsageRefused)
    other.write_text("Dear diary", encoding="utf-8")
    assert isinstance(_ran(kept, "--against", other, "--html", tmp_path / "both.html").exception, InputRefused)
    assert not (tmp_path / "both.html").exists()


def test_a_second_recording_that_was_cut_short_is_named(kept: Path, tmp_path: Path) -> None:
    whole = recorded(a_meetings_events(3))
    (tmp_path / "cut.jsonl").write_bytes(whole[: len(whole) // 2])
    result = _ran(kept, "--against", tmp_path / "cut.jsonl", "--html", tmp_path / "both.html")
    assert result.exit_code == 1
    assert "cut.jsonl: incomplete" in result.stderr


def test_an_incomplete_recording_is_exported_as_far_as_it_goes_and_ends_with_1(tmp_path: Path) -> None:
    whole = recorded(a_meetings_events(3))
    (tmp_path / "cut.jsonl").write_bytes(whole[: len(whole) // 2])
    result = _ran(tmp_path / "cut.jsonl", "--csv", tmp_path / "out.csv")
    assert result.exit_code == 1
    assert "incomplete" in result.stderr
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 2


def test_a_cell_too_long_for_a_workbook_is_cut_and_not_dropped(tmp_path: Path) -> None:
    table = outcomes(a_recording(1)).assign(name=["x" * (LONGEST_CELL + 1)])
    with (tmp_path / "out.xlsx").open("wb") as file:
        write_xlsx(table, file)
    rows = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")).get_sheet_by_index(0).to_python()
    assert rows[1][1] == "x" * (LONGEST_CELL - 1) + "…"


KINDS = ("csv", "xlsx", "parquet", "html", "bump")


@contextmanager
def _full_disk(size: int) -> Iterator[None]:
    """Within this block no file of this process grows beyond ``size`` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("force", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_a_full_disk_leaves_the_old_file_or_none(kept: Path, tmp_path: Path, kind: str, force: bool) -> None:
    out = tmp_path / "out"
    if force:
        out.write_text("precious")
    with _full_disk(512):
        result = _ran(kept, f"--{kind}", out, *(["--force"] if force else []))
    assert isinstance(result.exception, UsageRefused)
    assert "out: cannot be written (File too large)" in str(result.exception)
    assert sorted(path.name for path in tmp_path.iterdir()) == (["kept.jsonl", "out"] if force else ["kept.jsonl"])
    assert not force or out.read_text() == "precious"


@pytest.mark.parametrize("kind", KINDS)
def test_a_folder_that_may_not_be_written_to_is_a_sentence(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    shut = tmp_path / "shut"
    shut.mkdir()
    (shut / "out").write_text("precious")
    shut.chmod(0o555)
    if os.access(shut, os.W_OK):  # root may write anywhere
        monkeypatch.setattr("committee.machine.beside.os.open", _refusing)
    result = _ran(kept, f"--{kind}", shut / "out", "--force")
    assert isinstance(result.exception, UsageRefused)
    assert "out: cannot be written (Permission denied)" in str(result.exception)
    assert (shut / "out").read_text() == "precious"


_open = os.open


def _refusing(path: Any, flags: int, *mode: Any, **more: Any) -> int:
    if str(path).endswith(".part"):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return _open(path, flags, *mode, **more)


KILLED = """
import os, signal, sys
from committee.commands.app import main
from committee.machine.beside import Beside

Beside.keep = lambda self: (self.stream.flush(), os.kill(os.getpid(), signal.SIGKILL))
sys.argv = ["committee", "export", *sys.argv[1:]]
main()
"""


@pytest.mark.parametrize("kind", ["csv", *(pytest.param(kind, marks=pytest.mark.soak) for kind in KINDS[1:])])
def test_a_killed_export_leaves_the_old_file_and_the_next_one_writes(kept: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "out"
    out.write_text("precious")
    command = [sys.executable, "-c", KILLED, str(kept), f"--{kind}", str(out), "--force"]
    assert subprocess.run(command, check=False, capture_output=True, timeout=300).returncode == -signal.SIGKILL
    assert out.read_text() == "precious"
    assert _ran(kept, f"--{kind}", out, "--force").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.jsonl", "out"]
    assert out.read_bytes() != b"precious"


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_writer_is_refused(kept: Path, tmp_path: Path, kind: str) -> None:
    with whole_file(tmp_path / "out", force=False):
        assert "another run is writing it" in str(_ran(kept, f"--{kind}", tmp_path / "out").exception)


@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
def test_the_recording_is_never_written_over_by_another_name(kept: Path, tmp_path: Path, link: str) -> None:
    before = kept.read_bytes()
    getattr(tmp_path / "out.csv", link)(kept)
    assert "which is an input" in str(_ran(kept, "--csv", tmp_path / "out.csv", "--force").exception)
    assert kept.read_bytes() == before


@pytest.mark.parametrize("taken", ["--csv", "--html"])
def test_one_place_that_cannot_be_taken_leaves_the_others_alone(kept: Path, tmp_path: Path, taken: str) -> None:
    other = {"--csv": "--html", "--html": "--csv"}[taken]
    (tmp_path / "old").write_text("precious")
    with whole_file(tmp_path / "busy", force=False):
        result = _ran(kept, other, tmp_path / "old", taken, tmp_path / "busy", "--force")
    assert str(tmp_path / "busy") in str(result.exception)
    assert (tmp_path / "old").read_text() == "precious"


@pytest.mark.parametrize("first", ["--bump", "--html"])
def test_a_disk_that_fills_at_one_of_two_leaves_both_as_they_were(kept: Path, tmp_path: Path, first: str) -> None:
    second = {"--bump": "--html", "--html": "--bump"}[first]
    with _full_disk(100_000):  # a picture is smaller, a page is larger
        result = _ran(kept, first, tmp_path / first, second, tmp_path / second)
    assert f"{tmp_path / '--html'}: cannot be written (File too large)" in str(result.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.jsonl"]

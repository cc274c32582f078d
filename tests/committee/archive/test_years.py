"""A season folder, written: years are whole, a stopped season goes on with the same bytes, the rest is refused."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from committee.archive import years as written
from committee.archive.claiming import write_manifest
from committee.archive.folder import Finished
from committee.archive.seasons import SeasonFolder, read_season
from committee.archive.years import csv_of_columns, refuse_season, season_claimed
from committee.errors import BrokenPromise, UsageRefused
from committee.machine import beside
from tests.committee.archive.seasoned import FIRST, contents, hold, wanted, year, years
from tests.effort import mixed


class Killed(BaseException):
    """Stands for the end of a process."""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside.os, "fsync", lambda handle: None)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Three years that nobody stopped."""
    path = tmp_path_factory.mktemp("season") / "whole"
    hold(path, 3)
    return contents(path)


def test_a_folder_holds_its_years_and_nothing_of_how_they_came(out: Path) -> None:
    hold(out, 1)
    tables = ("bars.csv", "became.csv", "residents.csv", "years.csv")
    of_the_year = ("after.json.gz", "files.parquet", "p000/invite.jsonl.gz", "p000/rank.jsonl.gz")
    assert sorted(contents(out)) == sorted(
        [
            *("manifest.json", "doors.csv", "story.md", *tables),
            *(f"twin/{name}" for name in tables),
            *(f"{FIRST}/{name}" for name in of_the_year),
        ]
    )


def test_tables_grow_by_a_year_at_a_time(out: Path) -> None:
    hold(out, 2)
    assert (out / "bars.csv").read_bytes() == b"year,program,ck_img\n2027,p000,222.5\n2028,p000,222.5\n"
    assert (out / "residents.csv").read_text().endswith("p000,2028,y2028m0001,\n")
    assert (out / "became.csv").read_bytes() == b"year,program,id\n"


def test_files_are_sorted_packed_and_bare_of_pandas(out: Path) -> None:
    hold(out, 1)
    file = pq.ParquetFile(out / str(FIRST) / "files.parquet")
    assert file.schema_arrow.metadata is None
    assert {str(field.type) for field in file.schema_arrow} == {"string"}
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    rows = file.read().to_pylist()
    assert [(row["program"], row["id"]) for row in rows] == [
        *(("p000", "d2"), ("p000", "m1"), ("p000", "u3")),
        *(("p001", "d2"), ("p001", "m1")),
    ]
    assert rows[1]["pulled_back_by"] == "advocate"
    assert rows[4]["rule"] == "Step 2 CK below 222"


@pytest.mark.parametrize("stop", [1, 2])
def test_a_stopped_season_goes_on_with_the_same_bytes(out: Path, whole: dict[str, bytes], stop: int) -> None:
    hold(out, 3, stop=stop)
    assert (SeasonFolder(out).complete, SeasonFolder(out).asked) == (False, 3)
    hold(out, 3)
    assert contents(out) == whole


def test_more_years_append_and_change_no_finished_year(out: Path, whole: dict[str, bytes]) -> None:
    hold(out, 2)
    before = contents(out)
    hold(out, 3)
    after = contents(out)
    assert after == whole
    assert {name: after[name] for name in before if name[0] == "2"} == {
        name: before[name] for name in before if name[0] == "2"
    }


STEPS = ("_write_recordings", "write_whole", "write_files", "whole_file", "write_manifest")


@pytest.mark.parametrize(("step", "when"), mixed(STEPS, [1, 2, 5]))
def test_a_process_killed_at_any_step_of_a_year_leaves_what_goes_on(
    out: Path, whole: dict[str, bytes], step: str, when: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(out, 3, stop=1)
    calls = 0
    real = getattr(written, step)

    def dies(*args: Any, **how: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == when:
            raise Killed
        return real(*args, **how)

    monkeypatch.setattr(written, step, dies)
    try:
        hold(out, 3)
    except Killed:
        monkeypatch.undo()
        assert SeasonFolder(out).years[0] == FIRST
        for path in SeasonFolder(out).recordings():
            assert path.path.is_file()
        hold(out, 3)
    assert contents(out) == whole


KILLS = "import os, signal\nfrom committee.archive import years as written\n" + (
    "real, calls = written.{step}, 0\n"
    "def dies(*args, **how):\n"
    "    global calls\n"
    "    calls += 1\n"
    "    if calls == {when}:\n"
    "        os.kill(os.getpid(), signal.SIGKILL)\n"
    "    return real(*args, **how)\n"
    "written.{step} = dies\n"
    "import sys\nfrom pathlib import Path\nfrom tests.committee.archive.seasoned import hold\n"
    "hold(Path(sys.argv[1]), 3)\n"
)


@pytest.mark.soak
@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("when", [1, 2, 3])
def test_a_killed_process_leaves_what_goes_on(out: Path, whole: dict[str, bytes], step: str, when: int) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLS.format(step=step, when=when), str(out)], check=False)
    assert ended.returncode == -signal.SIGKILL
    hold(out, 3)
    assert contents(out) == whole


def test_a_year_is_not_counted_before_it_is_whole(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables may be longer by then; a reader goes by the manifest."""
    hold(out, 3, stop=1)
    before = SeasonFolder(out).bytes_of("years.csv")
    calls = 0

    def dies(*args: Any, **how: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise Killed
        return write_manifest(*args, **how)

    monkeypatch.setattr(written, "write_manifest", dies)
    with pytest.raises(Killed):
        hold(out, 4)
    assert (out / str(FIRST + 1)).is_dir()
    assert SeasonFolder(out).years == (FIRST,)
    assert SeasonFolder(out).bytes_of("years.csv") == before
    assert (out / "years.csv").read_bytes() != before


def test_equal_or_fewer_years_are_refused(out: Path) -> None:
    hold(out, 2)
    before = contents(out)
    for count in (1, 2):
        with pytest.raises(Finished, match=r"it holds 2 years already; give more --years to go on"):
            hold(out, count)
        with pytest.raises(Finished):
            refuse_season(out, wanted(), count)
    assert contents(out) == before


def test_a_season_stopped_before_its_story_is_finished_by_the_same_years(out: Path) -> None:
    hold(out, 2, stop=2)
    assert not (out / "story.md").exists()
    hold(out, 2)
    assert (out / "story.md").read_text() == "2 years.\n"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"seed": 6}, "seed was 5 and is 6"),
        ({"rules": "01"}, 'rules was "00" and is "01"'),
        ({"committee": "9"}, 'committee was "0" and is "9"'),
        ({"scenario": {"title": "Small", "season": {"year": 2030}}}, r"scenario\.season\.year was 2027 and is 2030"),
        ({"keep": "all"}, 'keep was "focal" and is "all"'),
    ],
)
def test_another_season_is_refused_and_named(out: Path, changes: dict[str, Any], why: str) -> None:
    hold(out, 1)
    before = contents(out)
    with pytest.raises(UsageRefused, match=why):
        hold(out, 2, **changes)
    with pytest.raises(UsageRefused, match=why):
        refuse_season(out, wanted(**changes), 2)
    assert contents(out) == before
    hold(out, 2, title="Other words", scenario=wanted()["scenario"] | {"title": "Other words"})


def test_force_removes_only_what_the_manifest_names(out: Path) -> None:
    hold(out, 2)
    (out / "notes.txt").write_text("mine")
    (out / str(FIRST) / "mine.txt").write_text("mine")
    write_manifest(out, read_season(out) | {"files": [*read_season(out)["files"], "notes.txt", "../*"]})
    with season_claimed(out, wanted(seed=6), 1, force=True):
        assert sorted(contents(out)) == [".lock", f"{FIRST}/mine.txt", "manifest.json", "notes.txt"]
    assert not (out / str(FIRST + 1)).exists()
    assert not (out / "twin").exists()


def test_a_year_never_takes_the_place_of_what_is_not_ours(out: Path) -> None:
    hold(out, 2, stop=1)
    (out / str(FIRST + 1)).mkdir()
    (out / str(FIRST + 1) / "mine.txt").write_text("mine")
    with pytest.raises(UsageRefused, match="cannot be written"):
        hold(out, 2)
    assert (out / str(FIRST + 1) / "mine.txt").read_text() == "mine"
    assert SeasonFolder(out).years == (FIRST,)


def test_a_folder_that_is_not_ours_is_refused(out: Path) -> None:
    out.mkdir()
    (out / "letter.txt").write_text("mine")
    for force in (False, True):
        with pytest.raises(UsageRefused, match=r"not ours: it holds letter\.txt"):
            hold(out, 1, force=force)
    (out / "manifest.json").write_text('{"format": "committee-experiment"}')
    with pytest.raises(UsageRefused, match="not the manifest of a season"):
        hold(out, 1, force=True)
    assert sorted(contents(out)) == ["letter.txt", "manifest.json"]


@pytest.mark.parametrize("name", ["years.csv", f"{FIRST}/after.json.gz"])
def test_what_somebody_changed_is_refused(out: Path, name: str) -> None:
    hold(out, 1)
    content = (out / name).read_bytes()
    (out / name).write_bytes(content[:-3] + b"9" + content[-2:])
    with pytest.raises(UsageRefused, match=f"{name}: this is not what was written here"):
        hold(out, 2)


def test_one_process_at_a_time_writes_a_season(out: Path) -> None:
    with season_claimed(out, wanted(), 2), pytest.raises(UsageRefused, match="another run is writing it now"):
        hold(out, 2)


def test_years_come_in_order(out: Path) -> None:
    with season_claimed(out, wanted(), 2) as folder:
        for held in years(2):
            folder.keep(*held)
        with pytest.raises(BrokenPromise, match="2028 comes after 2028"):
            folder.keep(*year(FIRST + 1, b"{}"))
        with pytest.raises(BrokenPromise, match="other"):
            folder.write_page("other", b"")


def test_a_blank_is_none_and_reals_read_back() -> None:
    assert csv_of_columns({"a": [0.1 + 0.2, None], "b": ["x; y", "q,"]}) == b'a,b\n0.30000000000000004,x; y\n,"q,"\n'
    assert csv_of_columns({"a": []}, header=False) == b""


def test_an_empty_year_is_written(out: Path) -> None:
    number, tables, _, after = year(FIRST, b"{}")
    nobody = {name: type(column)(column.codes[:0], ()) for name, column in tables.files.items()}
    with season_claimed(out, wanted(), 1) as folder:
        folder.keep(number, type(tables)(rows=tables.rows, files=nobody), [], after)
    assert SeasonFolder(out).files(FIRST).num_rows == 0
    assert SeasonFolder(out).recordings() == ()
    assert sorted(path.name for path in (out / str(FIRST)).iterdir()) == ["after.json.gz", "files.parquet"]

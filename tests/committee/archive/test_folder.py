"""A result folder: who may write it, what stays, and what is refused."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from committee.archive import claiming
from committee.archive import folder as folders
from committee.archive.folder import NAMED, claimed
from committee.archive.merging import merge
from committee.archive.results import is_finished, is_results, progress_of, read_manifest, read_results
from committee.errors import UsageRefused
from committee.machine import beside
from tests.committee.archive.foldered import DESIGN, SCHEMA, chunk, keys, wanted


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def hold(out: Path, seeds: str = "1:3", replicates: Any = (1, 2, 3), **how: Any) -> None:
    """Hold a small experiment to its end."""
    with claimed(out, wanted(seeds), **how) as folder:
        folder.unfinish(len(keys(replicates)))
        folder.keep(chunk(keys(replicates)))
        merged = merge(out, SCHEMA)
        runs = {"of": merged.ok, "ok": merged.ok, "failed": merged.failed}
        folder.write_manifest(runs=runs, values_digest=merged.digest)
        (out / "effects.csv").write_text("effects\n")
        folder.finish()


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_the_design_is_written_first_and_read_ever_after(out: Path) -> None:
    with claimed(out, wanted()) as folder:
        assert folder.design == DESIGN
        assert names(out) == [".lock", "design.csv", "manifest.json"]
    other = wanted()
    with claimed(out, type(other)(manifest=other.manifest, design=lambda: pytest.fail("drawn again"))) as folder:
        assert folder.design == DESIGN


def test_a_finished_folder_holds_results_and_nothing_of_how_they_came(out: Path) -> None:
    hold(out)
    assert names(out) == ["design.csv", "effects.csv", "manifest.json", "results.parquet"]
    assert is_finished(out)
    assert is_results(out)
    assert progress_of(out).ok == 12
    text = (out / "manifest.json").read_text()
    assert json.loads(text)["files"] == list(NAMED)
    assert text.endswith("}\n")


def test_an_unfinished_folder_reads(out: Path) -> None:
    with claimed(out, wanted()) as folder:
        with pytest.raises(UsageRefused, match="no run is finished yet"):
            read_results(out)
        folder.unfinish(12)
        folder.keep(chunk(keys()[4:6], failed=True))
        folder.keep(chunk(keys()[:3]))
    progress = progress_of(out)
    assert (progress.of, progress.ok, progress.failed, progress.finished) == (12, 3, 2, False)
    assert read_results(out)["replicate"].to_pylist() == [1, 2, 3, 2, 3]
    assert read_results(out, ["null"]).column_names == ["null"]


def test_a_finished_folder_is_refused_and_more_seeds_extend_it(out: Path) -> None:
    hold(out)
    before = (out / "results.parquet").read_bytes()
    with pytest.raises(UsageRefused, match="it is finished; give more seeds"), claimed(out, wanted()):
        pass
    with claimed(out, wanted("1:5")) as folder:
        assert folder.more_seeds
        folder.unfinish(20)
        assert names(out) == [".lock", "design.csv", "manifest.json", "results.parquet", "runs"]
        assert (out / "results.parquet").read_bytes() == before
        folder.keep(chunk(keys((4, 5))))
        merge(out, SCHEMA)
    assert read_results(out).num_rows == 20


def test_failed_runs_make_a_finished_folder_go_on(out: Path) -> None:
    with claimed(out, wanted()) as folder:
        folder.unfinish(12)
        folder.keep(chunk(keys(), failed=True))
        merged = merge(out, SCHEMA)
        folder.write_manifest(runs={"of": 12, "ok": 0, "failed": merged.failed}, values_digest=merged.digest)
        folder.finish()
    assert progress_of(out).failed == 12
    with claimed(out, wanted()) as folder:
        assert folder.manifest["runs"]["failed"] == 12


def test_another_experiment_is_refused_and_named(out: Path) -> None:
    hold(out)
    before = {name: (out / name).read_bytes() for name in names(out)}
    why = r"about something else: rules was .00. and is .01.;"
    with pytest.raises(UsageRefused, match=why), claimed(out, wanted(rules="01")):
        pass
    assert {name: (out / name).read_bytes() for name in names(out)} == before


def test_a_design_that_somebody_changed_is_refused(out: Path) -> None:
    hold(out)
    (out / "design.csv").write_text(DESIGN.replace("30", "31"))
    with pytest.raises(UsageRefused, match=r"design\.csv: somebody has changed this file"), claimed(out, wanted("1:9")):
        pass


def test_force_removes_only_what_the_manifest_names(out: Path) -> None:
    hold(out)
    (out / "notes.txt").write_text("mine")
    (out / "pairs").mkdir()
    (out / "pairs" / "typical-base.jsonl.gz").write_text("ours")
    with claimed(out, wanted(rules="01"), force=True):
        assert names(out) == [".lock", "design.csv", "manifest.json", "notes.txt"]
    assert read_manifest(out)["rules"] == "01"


def test_no_manifest_can_have_another_file_removed(out: Path, tmp_path: Path) -> None:
    hold(out)
    (tmp_path / "mine").write_text("mine")
    (out / "mine").write_text("mine")
    manifest = read_manifest(out)
    (out / "manifest.json").write_text(json.dumps(manifest | {"files": ["../mine", "mine", "*", "results.parquet"]}))
    with claimed(out, wanted(), force=True):
        pass
    assert (tmp_path / "mine").exists()
    assert (out / "mine").exists()
    assert not (out / "results.parquet").exists()


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_that_is_not_ours_is_refused(out: Path, force: bool) -> None:
    out.mkdir()
    (out / "letter.txt").write_text("mine")
    with pytest.raises(UsageRefused, match=r"not ours: it holds letter\.txt"), claimed(out, wanted(), force=force):
        pass
    assert names(out) == ["letter.txt"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": "other"}', "[" * 100_000])
def test_a_manifest_that_is_not_ours_is_refused(out: Path, content: str) -> None:
    out.mkdir()
    (out / "manifest.json").write_text(content)
    with pytest.raises(UsageRefused, match="not the manifest of an experiment"), claimed(out, wanted(), force=True):
        pass
    assert not is_results(out)


def test_a_manifest_of_another_version_or_without_a_part_is_refused(out: Path) -> None:
    hold(out)
    manifest = read_manifest(out)
    for changed, why in (({"version": 2}, "use that version"), ({"version": 1}, "a part of it is missing")):
        (out / "manifest.json").write_text(json.dumps({"format": manifest["format"], **changed}))
        with pytest.raises(UsageRefused, match=why):
            read_manifest(out)


def test_an_empty_folder_and_one_left_by_a_kill_at_the_start_are_taken(out: Path) -> None:
    out.mkdir()
    for name in (".lock", "design.csv", ".design.csv.part", ".manifest.json.part"):
        (out / name).write_text("left")
    with claimed(out, wanted()) as folder:
        assert folder.design == DESIGN
    assert names(out) == ["design.csv", "manifest.json"]


def test_a_place_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path, why in (
        (tmp_path / "file", "this is a file"),
        (tmp_path / "no" / "out", "there is no folder"),
        (tmp_path / "a\0b", "not the name of a folder"),
        (tmp_path / ("x" * 400), "cannot be written"),
    ):
        with pytest.raises(UsageRefused, match=why), claimed(path, wanted()):
            pass


def test_one_process_at_a_time_writes_a_folder(out: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom committee.archive.folder import claimed\n"
        "from tests.committee.archive.foldered import wanted\n"
        "with claimed(Path(sys.argv[1]), wanted()):\n    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(out)], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(UsageRefused, match="another run is writing it now"), claimed(out, wanted(), force=True):
            pass
        other.kill()
    with claimed(out, wanted()):
        pass
    assert names(out) == ["design.csv", "manifest.json"]


def test_a_full_disk_is_a_sentence_and_keeps_what_is_whole(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with claimed(out, wanted()) as folder:
        folder.unfinish(12)
        folder.keep(chunk(keys()[:3]))
        monkeypatch.setattr(beside.os, "fsync", full)
        with pytest.raises(UsageRefused, match="No space left on device"):
            folder.keep(chunk(keys()[3:]))
        with pytest.raises(UsageRefused, match="No space left on device"):
            merge(out, SCHEMA)
        monkeypatch.undo()
    assert names(out) == ["design.csv", "manifest.json", "runs", "runs/00000001.arrow"]


def test_a_full_disk_at_the_start_leaves_nothing(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes, *, force: bool) -> Path:
        raise UsageRefused

    monkeypatch.setattr(folders, "write_whole", full)
    with pytest.raises(UsageRefused), claimed(out, wanted()):
        pass
    assert not out.exists()


def test_a_folder_that_nobody_may_write_is_a_sentence(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> int:
        raise PermissionError(errno.EROFS, os.strerror(errno.EROFS))

    out.mkdir()
    monkeypatch.setattr(claiming.os, "open", refused)
    with pytest.raises(UsageRefused, match=r"out: cannot be written \(Read-only file system\)"), claimed(out, wanted()):
        pass


def test_a_damaged_chunk_is_a_sentence(out: Path) -> None:
    with claimed(out, wanted()) as folder:
        folder.unfinish(12)
        folder.keep(b"not runs")
    with pytest.raises(UsageRefused, match="a file in it is damaged"):
        read_results(out)

"""An experiment is held once, the same bytes however it is held and however often it was stopped."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from committee.archive.folder import ResultFolder
from committee.archive.results import is_finished, progress_of, read_manifest, read_results
from committee.errors import BrokenPromise, UsageRefused
from committee.experiments.design.experiment import Experiment
from committee.experiments.running import holding, runs, stopping
from committee.experiments.running.holding import Standing
from committee.experiments.running.runs import Answer, Block, Task, held
from committee.experiments.running.workers import Here, WorkerLost
from tests.committee.experiments.tried import bytes_of, held_in, small, with_seeds


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Experiment:
    return small(tmp_path_factory.mktemp("tried"), seeds="1:6")


@pytest.fixture(scope="module")
def plain(tried: Experiment, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The folder of the experiment, held at one go."""
    out = tmp_path_factory.mktemp("plain") / "out"
    came = held_in(out, tried)
    assert (came.of, came.ok, came.failed, came.finished) == (24, 24, 0, True)
    return bytes_of(out)


WIDTH = 0.45
"""An interval of places that a few seeds reach, but not the first four."""


class Interrupted(Exception):
    """Somebody stopped it."""


@pytest.fixture
def stop_after(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """Stop right after so many chunks were kept."""
    plain = ResultFolder.keep

    def stop(chunks: int) -> None:
        left = [chunks]

        def keep(folder: ResultFolder, kept: bytes) -> None:
            if left[0] == 0:
                raise Interrupted
            left[0] -= 1
            plain(folder, kept)

        monkeypatch.setattr(ResultFolder, "keep", keep)

    yield stop
    monkeypatch.undo()


def test_results_are_sorted_and_whole(tried: Experiment, plain: dict[str, bytes], tmp_path: Path) -> None:
    assert sorted(plain) == ["design.csv", "manifest.json", "results.parquet"]
    manifest = json.loads(plain["manifest.json"])
    assert manifest["runs"] == {"of": 24, "ok": 24, "failed": 0}
    assert manifest["experiment"]["seeds"] == "1:6"
    assert [given["file"] for given in manifest["inputs"]] == ["seconds.toml", "small.toml", "baseline.toml"]
    text = plain["manifest.json"].decode()
    assert not any(word in text for word in ("jobs", "scheduler", "engine", str(tried.files[0].parent)))


def test_stopped_at_any_chunk_the_same_command_ends_in_the_same_bytes(
    tried: Experiment, plain: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every process is stopped after it has kept one chunk."""
    kept = ResultFolder.keep

    def keep(folder: ResultFolder, chunk: bytes) -> None:
        kept(folder, chunk)
        raise Interrupted

    monkeypatch.setattr(ResultFolder, "keep", keep)
    monkeypatch.setattr(holding, "FEW", (3, 4))
    out, before = tmp_path / "out", 0
    for _ in range(24):
        try:
            held_in(out, tried)
        except Interrupted:
            assert not is_finished(out)
            progress = progress_of(out)
            assert progress.ok > before
            before = progress.ok
        else:
            break
    assert bytes_of(out) == plain


@pytest.mark.parametrize("place", ["merge", "write_manifest", "finish"])
def test_stopped_while_it_is_put_together_the_same_command_ends_in_the_same_bytes(
    tried: Experiment, plain: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    def stopped(*_: Any, **__: Any) -> None:
        raise Interrupted

    out = tmp_path / "out"
    if place == "merge":
        monkeypatch.setattr(holding, "merge", stopped)
    elif place == "finish":
        monkeypatch.setattr(ResultFolder, "finish", stopped)
    else:
        write = ResultFolder.write_manifest
        monkeypatch.setattr(
            ResultFolder, place, lambda self, **kw: stopped() if kw.get("values_digest") else write(self, **kw)
        )
    with pytest.raises(Interrupted):
        held_in(out, tried)
    monkeypatch.undo()
    assert not is_finished(out)
    held_in(out, tried)
    assert bytes_of(out) == plain


def test_what_is_made_of_results_is_made_again_if_it_was_stopped(tried: Experiment, tmp_path: Path) -> None:
    out = tmp_path / "out"

    def finish(folder: Path) -> None:
        (folder / "effects.csv").write_text("half")
        raise Interrupted

    with pytest.raises(Interrupted):
        holding.hold(tried, out, holding.How(engine="objects"), finish=finish)
    assert not is_finished(out)
    done: list[Path] = []
    holding.hold(tried, out, holding.How(engine="objects"), finish=done.append)
    assert done == [out]
    assert is_finished(out)


def test_more_seeds_end_in_the_same_bytes_as_all_at_once(
    tried: Experiment, plain: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    held_in(out, with_seeds(tried, 2))
    (out / "report.html").write_text("of two seeds")
    held: list[Standing] = []
    holding.hold(tried, out, holding.How(engine="objects"), held.append)
    assert bytes_of(out) == plain
    assert held[0].progress > 8
    with pytest.raises(UsageRefused, match="it is finished"):
        held_in(out, tried)
    with pytest.raises(UsageRefused, match="seeds was 1:6 and is 1:2"):
        held_in(out, with_seeds(tried, 2))
    assert bytes_of(out) == plain


def test_a_replicate_is_the_same_with_other_levers_seeds_and_order(tried: Experiment, tmp_path: Path) -> None:
    other = replace(tried, levers={"meeting.row_seconds": (45, 60, 30)}, seeds=(9, 5, 2), nulls=())
    held_in(tmp_path / "other", other)
    held_in(tmp_path / "plain", tried)
    first, second = (
        {
            (row["meeting.row_seconds"], row["seed"]): {name: row[name] for name in tried.outcomes}
            for row in read_results(tmp_path / name).to_pylist()
            if not row["null"]
        }
        for name in ("other", "plain")
    )
    shared = first.keys() & second.keys()
    assert len(shared) == 4
    assert all(first[key] == second[key] for key in shared)


def test_failed_runs_are_rows_and_are_tried_again(
    tried: Experiment, plain: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = runs.Room.tallies

    def broken(self: Any, null: str, seeds: Any) -> Any:
        if 4 in seeds and not null:
            raise ZeroDivisionError("no")
        return real(self, null, seeds)

    monkeypatch.setattr(runs.Room, "tallies", broken)
    out = tmp_path / "out"
    came = held_in(out, tried)
    assert (came.ok, came.failed, came.finished) == (22, 2, True)
    assert came.first == "Design point 1, replicate 4 (seed 4) failed at the stage run: ZeroDivisionError: no"
    assert read_manifest(out)["runs"] == {"of": 24, "ok": 22, "failed": 2}
    again = held_in(out, tried)
    assert (again.ok, again.failed) == (22, 2)
    monkeypatch.undo()
    runs._KEPT.token = ""
    held_in(out, tried)
    assert bytes_of(out) == plain


def test_stop_at_first_error(tried: Experiment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs.Room, "tallies", lambda *_: 1 / 0)
    came = held_in(tmp_path / "out", tried, stop_at_first_error=True)
    assert not came.finished
    assert came.first.startswith("Design point 1, replicate 1")
    assert progress_of(tmp_path / "out").failed == 1


def test_a_worker_that_is_lost_costs_only_time(
    tried: Experiment, plain: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    losses = [1, 1]

    class Losing(Here):
        def answers(self, task: Task, blocks: Iterator[tuple[int, Block]]) -> Iterator[Answer]:
            for number, block in blocks:
                answer = held(task, number, block)
                if losses and losses.pop():
                    raise WorkerLost("killed")
                yield answer

    monkeypatch.setattr(holding, "Here", Losing)
    held_in(tmp_path / "out", tried)
    assert not losses
    assert bytes_of(tmp_path / "out") == plain
    losses += [1] * 3
    with pytest.raises(BrokenPromise, match="workers were lost 3 times: killed"):
        held_in(tmp_path / "other", tried)


def test_another_experiment_in_the_same_folder_is_refused(tried: Experiment, tmp_path: Path) -> None:
    out = tmp_path / "out"
    held_in(out, tried)
    before = bytes_of(out)
    other = replace(tried, outcomes=("ranked",))
    with pytest.raises(UsageRefused, match=r"about something else: outcomes was \["):
        held_in(out, other)
    assert bytes_of(out) == before
    held_in(out, other, force=True)
    assert read_manifest(out)["experiment"]["outcomes"] == ["ranked"]


def test_an_engine_that_cannot_is_refused_before_anything_is_written(tried: Experiment, tmp_path: Path) -> None:
    with pytest.raises(UsageRefused, match="use auto, objects, compiled"):
        held_in(tmp_path / "out", tried, engine="fast")
    assert not (tmp_path / "out").exists()


def test_more_than_a_million_runs_need_a_word(tried: Experiment, tmp_path: Path) -> None:
    with pytest.raises(UsageRefused, match="--plan-agreed"):
        held_in(tmp_path / "out", with_seeds(tried, 1_000_000))
    assert not (tmp_path / "out").exists()


def test_it_stops_when_the_interval_is_narrow_and_at_a_look_only(
    tried: Experiment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stopping, "FIRST", 4)
    monkeypatch.setattr(stopping, "STEP", 2)
    out = tmp_path / "out"
    wide = held_in(out, tried, until_width=100.0)
    assert (wide.looks, wide.of) == ((4,), 16)
    assert read_manifest(out)["stopping"] == {"rule": "width", "width": 100.0, "looks": [4]}
    assert wide.width is not None
    asked = wide.width * 0.99
    came = held_in(tmp_path / "narrow", tried, until_width=asked)
    assert came.looks == tuple(range(4, came.looks[-1] + 1, 2))
    assert came.width is not None
    assert came.width <= asked
    with pytest.raises(UsageRefused, match=r"stopping\.width was 100\.0 and is 50\.0"):
        held_in(out, tried, until_width=50.0)


def test_the_looks_do_not_depend_on_where_it_was_stopped(
    tried: Experiment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop_after: Callable[[int], None]
) -> None:
    monkeypatch.setattr(stopping, "FIRST", 4)
    monkeypatch.setattr(stopping, "STEP", 2)
    once = held_in(tmp_path / "once", tried, until_width=WIDTH)
    assert len(once.looks) > 1
    for chunks in (2, 3, 4):
        stop_after(chunks)
        with pytest.raises(Interrupted):
            held_in(tmp_path / "out", tried, until_width=WIDTH)
    stop_after(10_000)
    assert held_in(tmp_path / "out", tried, until_width=WIDTH).looks == once.looks
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "once")


def test_progress_says_how_far_it_is(tried: Experiment, tmp_path: Path) -> None:
    seen: list[Standing] = []
    holding.hold(tried, tmp_path / "out", holding.How(engine="objects"), seen.append)
    assert [each.of for each in seen] == [24] * len(seen)
    assert [each.progress for each in seen] == sorted(each.progress for each in seen)
    assert (seen[-1].progress, seen[-1].seconds_left) == (24, 0.0)


def test_something_is_made_of_the_runs_meanwhile_and_when_it_is_stopped(
    tried: Experiment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop_after: Callable[[int], None]
) -> None:
    monkeypatch.setattr(holding, "MEANWHILE_S", 0.0)
    monkeypatch.setattr(holding, "RARELY", 0)
    rows: list[int] = []

    def made(folder: Path) -> None:
        rows.append(read_results(folder).num_rows)

    holding.hold(tried, tmp_path / "out", holding.How(engine="objects"), meanwhile=made)
    assert rows == sorted(rows)
    assert rows[-1] == 24
    monkeypatch.setattr(holding, "MEANWHILE_S", 1e9)
    monkeypatch.setattr(runs.Room, "tallies", lambda *_: 1 / 0)
    runs._KEPT.token = ""
    holding.hold(tried, tmp_path / "other", holding.How(engine="objects", stop_at_first_error=True), meanwhile=made)
    assert rows[-1] == 1

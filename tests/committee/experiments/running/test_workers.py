"""Every way of holding blocks gives the same runs, and says what is wrong with a worker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from committee.errors import UsageRefused
from committee.experiments.design.designs import points_of
from committee.experiments.design.experiment import Experiment
from committee.experiments.running import workers
from committee.experiments.running.blocks import Left, Pace
from committee.experiments.running.runs import Answer, Block, held
from committee.experiments.running.workers import Beside, Here, WorkerLost, Workers, cluster
from committee.machine import clusters
from tests.committee.experiments.tried import small, task


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Experiment:
    return small(tmp_path_factory.mktemp("tried"))


def blocks(experiment: Experiment) -> Iterator[tuple[int, Block]]:
    pace = Pace(1)
    pace.note(1, 0.4)
    left = Left(points_of(experiment), ["", *experiment.nulls], experiment.seeds)
    yield from enumerate(left.blocks(pace), start=1)


def answers(by: Workers, experiment: Experiment) -> dict[int, bytes]:
    found = {answer.number: answer.runs for answer in by.answers(task(experiment), blocks(experiment))}
    assert len(found) == len(list(blocks(experiment))) == 8
    return found


@contextmanager
def dask(workers: int = 2) -> Iterator[str]:
    """The address of a scheduler in this process, with some workers."""
    distributed = pytest.importorskip("distributed")
    options: dict[str, Any] = {"processes": False, "threads_per_worker": 2, "dashboard_address": None}
    with distributed.LocalCluster(n_workers=workers, **options) as found:
        yield found.scheduler_address


def test_processes_beside_this_one_give_the_same_runs(tried: Experiment) -> None:
    assert answers(Beside(2), tried) == answers(Here(), tried)


def test_a_cluster_gives_the_same_runs(tried: Experiment) -> None:
    with dask() as address, cluster(address) as found:
        assert found.hands == 4
        assert answers(found, tried) == answers(Here(), tried)


def test_a_scheduler_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(clusters, "PATIENCE_S", 1)
    for address in ("tcp://127.0.0.1:1", "nonsense://x"):
        with pytest.raises(UsageRefused, match=r"--scheduler: .* no scheduler answers there"), cluster(address):
            pass


def test_a_scheduler_without_workers_is_refused() -> None:
    with dask(0) as address, pytest.raises(UsageRefused, match="has no worker"), cluster(address):
        pass


def test_a_worker_with_other_rules_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_rules_there", lambda: "0" * 16)
    with dask() as address, pytest.raises(UsageRefused, match=r"^worker .* it has the rules 0000"), cluster(address):
        pass


def test_a_worker_that_lacks_us_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def without() -> str:
        raise ModuleNotFoundError("No module named 'committee'")

    monkeypatch.setattr(workers, "_rules_there", without)
    with dask() as address, pytest.raises(UsageRefused, match="cannot be imported there"), cluster(address):
        pass


@pytest.mark.soak
def test_a_process_that_is_killed_is_a_lost_worker(tried: Experiment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "held", killed)
    with pytest.raises(WorkerLost):
        list(Beside(2).answers(task(tried), blocks(tried)))
    monkeypatch.undo()
    assert answers(Beside(2), tried) == answers(Here(), tried)


def killed(asked: Any, number: int, block: Block) -> Answer:
    """Hold a block, or die over it."""
    if number == 3:
        import os
        import signal

        os.kill(os.getpid(), signal.SIGKILL)
    return held(asked, number, block)


def test_without_dask_a_scheduler_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(UsageRefused, match=r"pip install 'committee\[research\]'"), cluster("tcp://127.0.0.1:1"):
        pass


def test_files_that_a_worker_cannot_see_are_named(tried: Experiment, tmp_path: Path) -> None:
    with dask() as address:
        with cluster(address, tried.files):
            pass
        gone = [tmp_path / "gone.toml"]
        with pytest.raises(UsageRefused, match=r"worker .*gone\.toml: it is not there"), cluster(address, gone):
            pass

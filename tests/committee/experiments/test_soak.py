"""Long: an experiment is killed at random moments, and on a real cluster a worker is. The bytes stay the same."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from committee.archive.results import is_finished, progress_of
from tests.committee.experiments.tried import bytes_of, written
from tests.conftest import ROOT

KILLS = 8
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def command(path: Path, out: str, *more: str) -> list[str]:
    return [sys.executable, "-m", "committee", "experiment", str(path), "--out", out, "--engine", "objects", *more]


def run(words: list[str], cwd: Path) -> None:
    done = subprocess.run(words, cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("tried"), seeds="1:100", nulls='["additive", "private_average"]')


@pytest.fixture(scope="module")
def plain(path: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The folder of the experiment, held at one go; and how long that took."""
    folder = tmp_path_factory.mktemp("plain")
    run(command(path, "out"), folder)
    return bytes_of(folder / "out")


@pytest.mark.soak
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_kill_experiment_at_random_moments(path: Path, plain: dict[str, bytes], tmp_path: Path, jobs: str) -> None:
    """Killed eight times, each at another moment between its start and its end."""
    chosen = random.Random(f"kill {jobs}")  # noqa: S311 - moments to kill at
    words, out = command(path, "out", "--jobs", jobs), tmp_path / "out"
    killed = 0
    for _ in range(KILLS):
        with subprocess.Popen(words, cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as process:
            moment = time.monotonic() + chosen.uniform(0.5, 10.0)
            while time.monotonic() < moment and process.poll() is None:
                time.sleep(0.02)
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
                killed += 1
        if out.is_dir() and (out / "manifest.json").is_file() and is_finished(out):
            break
    assert killed
    if not is_finished(out):
        run(words, tmp_path)
    assert bytes_of(out) == plain


@contextmanager
def started(folder: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """A program of Dask's that runs until the block ends."""
    line = [sys.executable, "-P", "-m", *words]
    log = (folder / f"{len(list(folder.iterdir()))}.log").open("w")
    with log, subprocess.Popen(line, cwd=folder, env=ENVIRONMENT, stdout=log, stderr=log, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
    return port


@contextmanager
def real_cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """A scheduler and workers on loopback, each a process of its own."""
    folder.mkdir()
    address = f"tcp://127.0.0.1:{free_port()}"
    port = address.rpartition(":")[2]
    with ExitStack() as stack:
        scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
        stack.enter_context(started(folder, *scheduler))
        worker = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        places = [("--local-directory", str(folder / f"worker-{number}")) for number in range(workers)]
        yield address, [stack.enter_context(started(folder, *worker, *place)) for place in places]


def wait_for(what: Callable[[], Any], seconds: float = 120.0) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.05)


def workers_of(address: str) -> int:
    from distributed import Client

    try:
        with Client(address, timeout=5, set_as_default=False) as client:
            return len(client.nthreads())
    except OSError:
        return 0


@pytest.mark.soak
def test_dask_on_a_real_cluster_with_a_worker_killed_on_the_way(
    path: Path, plain: dict[str, bytes], tmp_path: Path
) -> None:
    pytest.importorskip("distributed")
    out = tmp_path / "out"
    with real_cluster(tmp_path / "cluster", 2) as (address, workers):
        wait_for(lambda: workers_of(address) == 2)
        words = command(path, "out", "--scheduler", address)
        with subprocess.Popen(words, cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as process:
            wait_for(lambda: process.poll() is not None or len(list(out.glob("runs/0*.arrow"))) > 3)
            assert process.poll() is None
            progress = progress_of(out)
            workers[1].kill()
            assert process.wait(200) == 0
    assert 0 < progress.ok < progress.of
    assert bytes_of(out) == plain


@pytest.mark.soak
def test_dask_without_its_scheduler_says_so_and_keeps_what_is_done(
    path: Path, plain: dict[str, bytes], tmp_path: Path
) -> None:
    pytest.importorskip("distributed")
    out = tmp_path / "out"
    with real_cluster(tmp_path / "cluster", 1) as (address, _):
        wait_for(lambda: workers_of(address) == 1)
        words = command(path, "out", "--scheduler", address)
        process = subprocess.Popen(words, cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
        wait_for(lambda: process.poll() is not None or len(list(out.glob("runs/0*.arrow"))) > 3)
        assert process.poll() is None
    _, said = process.communicate(timeout=200)
    assert process.returncode == 2
    assert "the scheduler is gone; what is finished is kept" in said
    assert "Traceback" not in said
    assert progress_of(out).ok > 0
    run(command(path, "out"), tmp_path)
    assert bytes_of(out) == plain

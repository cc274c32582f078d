"""One writer a file, however the other one ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from committee.machine.locks import hold, stands_at

HOLDS = (
    "import os, sys, time\n"
    "from committee.machine.locks import hold\n"
    "print(hold(os.open(sys.argv[1], os.O_RDWR)), flush=True)\n"
    "time.sleep(600)\n"
)


def test_a_second_writer_is_told_no_until_the_first_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    first, second = (os.open(path, os.O_RDWR) for _ in range(2))
    assert hold(first)
    assert not hold(second)
    os.close(first)
    assert hold(second)
    os.close(second)


def test_a_killed_process_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    handle = os.open(path, os.O_RDWR)
    with subprocess.Popen([sys.executable, "-c", HOLDS, str(path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"True\n"
        assert not hold(handle)
        other.send_signal(signal.SIGKILL)
    assert hold(handle)
    os.close(handle)


def test_a_file_that_was_moved_stands_there_no_more(tmp_path: Path) -> None:
    path = tmp_path / "file"
    handle = os.open(path, os.O_RDWR | os.O_CREAT)
    assert stands_at(handle, path)
    path.rename(tmp_path / "moved")
    assert not stands_at(handle, path)
    path.touch()
    assert not stands_at(handle, path)
    assert stands_at(handle, tmp_path / "moved")
    os.close(handle)

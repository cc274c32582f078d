"""``demo`` and ``watch`` listen, say where, and end quietly."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import a_meetings_events, recorded

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")


@pytest.mark.parametrize("args", [["demo"], pytest.param(["watch"], marks=pytest.mark.soak)])
def test_the_address_is_printed_and_answers_and_ctrl_c_is_quiet(started: Callable[..., Any], args: list[str]) -> None:
    program = started(*args, "--port", "0", "--no-browser")
    lines = []
    for line in program.stdout:
        lines.append(line)
        if address := ADDRESS.search(line):
            break
    else:
        pytest.fail("".join(lines) + program.stderr.read())
    with urllib.request.urlopen(address[0], timeout=60) as answer:  # noqa: S310  # the address was just matched
        assert answer.status == 200
    program.send_signal(signal.SIGINT)
    program.wait(timeout=60)
    assert "Traceback" not in program.stderr.read()


@pytest.mark.parametrize("name", ["SIGHUP", pytest.param("SIGTERM", marks=pytest.mark.soak)])
def test_what_was_dropped_is_deleted_when_the_terminal_is_closed(
    started: Callable[..., Any], tmp_path: Path, name: str
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    program = started("watch", "--port", "0", "--no-browser", TMPDIR=str(scratch))
    address = ADDRESS.search(program.stdout.readline())
    assert address
    origin = address[0].rstrip("/")
    request = urllib.request.Request(  # noqa: S310  # the address was just matched
        f"{origin}/recordings?name=mine.jsonl", data=recorded(a_meetings_events(2)), headers={"Origin": origin}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        assert "digest" in json.loads(answer.read())
    assert [path.name for path in scratch.glob("committee-dropped-*/*")] == ["mine.jsonl"]
    program.send_signal(getattr(signal, name))
    program.wait(timeout=60)
    assert list(scratch.glob("committee-dropped-*")) == []
    assert program.stderr.read() == ""


def test_a_server_that_shall_outlive_its_terminal_does(started: Callable[..., Any], tmp_path: Path) -> None:
    """``nohup`` has a program ignore the signal."""
    code = (
        "import signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from viz.server import end_on_signals\n"
        "end_on_signals(); signal.raise_signal(signal.SIGHUP); print('still here')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("still here\n", "")

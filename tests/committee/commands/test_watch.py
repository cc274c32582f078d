"""``demo`` and ``watch`` listen, say where, and end quietly."""

from __future__ import annotations

import re
import signal
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")


@pytest.mark.parametrize("args", [["demo"], ["watch"]])
def test_the_address_is_printed_and_answers_and_ctrl_c_is_quiet(started: Callable[..., Any], args: list[str]) -> None:
    program = started(*args, "--port", "0", "--no-browser")
    lines = []
    for line in program.stdout:
        lines.append(line)
        if found := ADDRESS.search(line):
            break
    else:
        pytest.fail("".join(lines) + program.stderr.read())
    with urllib.request.urlopen(found[0], timeout=60) as answer:  # noqa: S310  # the address was just matched
        assert answer.status == 200
    program.send_signal(signal.SIGINT)
    program.wait(timeout=60)
    assert "Traceback" not in program.stderr.read()

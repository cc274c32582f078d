"""A child process: whether it is over, what it told last, what it complained of."""

from __future__ import annotations

import sys
import time
from typing import Any

import pytest

from viz.child import Child


def ended(script: str) -> Child:
    child = Child([sys.executable, "-c", script])
    end = time.monotonic() + 30
    while not child.over:
        assert time.monotonic() < end
        time.sleep(0.01)
    return child


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("print('{\"progress\": 1}'); print('{\"progress\": 2}')", {"progress": 2}),
        ("print('{\"progress\": 1}'); print('{\"progr', end='')", {"progress": 1}),
        ("print('Dear diary')", {}),
        ("print('[1, 2]')", {}),
        ("pass", {}),
        ("print('x' * 100_000); print('{\"a\": 1}')", {"a": 1}),
    ],
)
def test_the_last_whole_line_is_what_it_told(script: str, told: dict[str, Any]) -> None:
    assert ended(script).told() == told


def test_what_it_said_on_leaving_is_its_problem_unless_it_left_well() -> None:
    assert ended("import sys; sys.stderr.write('No.\\n'); sys.exit(2)").problem == "No."
    assert ended("raise SystemExit(3)").problem == "The run stopped early (status 3)."
    assert ended("import sys; sys.stderr.write('By the way.\\n')").problem == ""


def test_one_that_is_stopped_is_over() -> None:
    child = Child([sys.executable, "-c", "import time; time.sleep(60)"])
    assert (child.over, child.problem) == (False, "")
    child.stop()
    assert child.over

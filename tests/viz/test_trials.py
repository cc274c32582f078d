"""Experiments that the window holds: what is refused, how a child is followed, stopped and taken up again."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from committee.errors import UsageRefused
from viz.trials import Standing, Trials

CHILD = [sys.executable, str(Path(__file__).with_name("invented_trial.py"))]
NAME = "advocate"


def wait_for(trials: Trials, met: Callable[[Standing], bool], seconds: float = 60) -> Standing:
    end = time.monotonic() + seconds
    while not met(standing := trials.standing(NAME)):
        assert time.monotonic() < end, standing
        time.sleep(0.02)
    return standing


def test_its_effects_fill_in_and_it_ends_with_a_report(tmp_path: Path) -> None:
    trials = Trials(tmp_path, command=CHILD)
    assert trials.standing(NAME) == Standing(folder=tmp_path / NAME)
    trials.start(NAME)
    half = wait_for(trials, lambda now: now.done == 100 and bool(now.changes))
    assert (half.busy, half.of, half.seconds_left, half.finished) == (True, 200, 4.2, False)
    assert [change.seeds for change in half.changes] == [20] * 4
    (tmp_path / f"{NAME}.go").touch()
    whole = wait_for(trials, lambda now: not now.busy)
    assert (whole.finished, whole.problem, whole.done) == (True, "", 200)
    assert [change.seeds for change in whole.changes] == [40] * 4
    assert whole.changes[0].label == "an associate director argues strongly for Rowan Tesk"
    assert whole.changes[0].address.startswith("committee:")
    assert whole.changes[0].row == "img_a"


def test_one_that_is_stopped_is_taken_up_again(tmp_path: Path) -> None:
    trials = Trials(tmp_path, command=CHILD)
    trials.start(NAME)
    wait_for(trials, lambda now: bool(now.changes))
    trials.stop_one(NAME)
    stopped = trials.standing(NAME)
    assert (stopped.busy, stopped.begun, stopped.finished, stopped.problem) == (False, True, False, "")
    (tmp_path / f"{NAME}.go").touch()
    trials.start(NAME)
    assert wait_for(trials, lambda now: not now.busy).finished


def test_what_it_will_cost_is_asked_of_a_child(tmp_path: Path) -> None:
    trials = Trials(tmp_path, command=CHILD)
    trials.ask(NAME)
    cost = wait_for(trials, lambda now: not now.asking).cost
    assert cost is not None
    assert (cost.runs, cost.seconds) == (200, 75.0)


def test_what_the_child_says_on_leaving_is_passed_on(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.no").touch()
    trials = Trials(tmp_path, command=CHILD)
    trials.start(NAME)
    assert wait_for(trials, lambda now: not now.busy).problem == "Somebody else writes this folder."


@pytest.mark.parametrize("name", ["advocat", "", "../advocate", "advocate.toml", "--out", "/etc/passwd"])
def test_a_name_that_is_not_shipped_never_reaches_a_command_line(tmp_path: Path, name: str) -> None:
    trials = Trials(tmp_path, command=CHILD)
    for act in (trials.ask, trials.start):
        with pytest.raises(UsageRefused, match="a shipped name"):
            act(name)
    assert list(tmp_path.iterdir()) == []

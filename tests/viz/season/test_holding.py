"""Seasons that the window holds: what is refused, how a child is followed, stopped and taken up again."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from committee.errors import UsageRefused
from viz.season.holding import Asked, Cost, Holdings, Standing, checked

CHILD = [sys.executable, str(Path(__file__).parents[1] / "invented_season.py")]
ASKED = Asked(scenario="one_bad_year", years=5, seed=7)


def wait_for(met: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_it_fills_in_is_stopped_is_taken_up_again_and_gets_more_years(tmp_path: Path) -> None:
    holdings = Holdings(tmp_path, command=CHILD)
    assert holdings.standing(ASKED) == Standing(folder=tmp_path / "one_bad_year-7")
    holdings.start(ASKED)
    wait_for(lambda: len(holdings.standing(ASKED).years) == 3)
    half = holdings.standing(ASKED)
    assert (half.busy, half.finished, half.years, len(half.name)) == (True, False, (2027, 2028, 2029), 12)
    assert half.seconds_left is not None
    assert holdings.latest(ASKED.scenario) == ASKED
    holdings.stop_one(ASKED)
    stopped = holdings.standing(ASKED)
    assert (stopped.busy, stopped.finished, len(stopped.years), stopped.problem) == (False, False, 3, "")
    (tmp_path / "one_bad_year-7.go").touch()
    holdings.start(ASKED)
    wait_for(lambda: not holdings.standing(ASKED).busy)
    whole = holdings.standing(ASKED)
    assert (whole.finished, len(whole.years), whole.problem, whole.seconds_left) == (True, 5, "", None)
    holdings.start(Asked(scenario="one_bad_year", years=4, seed=7))  # it has these years
    assert not holdings.standing(ASKED).busy


def test_what_it_will_cost_is_asked_of_a_child(tmp_path: Path) -> None:
    holdings = Holdings(tmp_path, command=CHILD)
    assert holdings.cost("market_small") is None
    holdings.ask("market_small")
    wait_for(lambda: holdings.cost("market_small") is not None)
    assert holdings.cost("market_small") == Cost(programs=40, applicants=690, seconds=24.0)


def test_what_the_child_says_on_leaving_is_passed_on(tmp_path: Path) -> None:
    (tmp_path / "one_bad_year-7.no").touch()
    holdings = Holdings(tmp_path, command=CHILD)
    holdings.start(ASKED)
    wait_for(lambda: not holdings.standing(ASKED).busy)
    assert holdings.standing(ASKED).problem == "Somebody else writes this folder."


@pytest.mark.parametrize(
    ("scenario", "years", "seed", "why"),
    [
        *(("one_bad_yaer", "3", "1", "did you mean"), ("two_imgs", "3", "1", "a shipped name")),
        *(("../market", "3", "1", "a shipped name"), ("--out", "3", "1", "a shipped name")),
        *(("market", "0", "1", "from 1 to 200"), ("market", "201", "1", "from 1 to 200")),
        *(("market", "", "1", "from 1 to 200"), ("market", "3", "-1", "from 0 to"), ("market", "3", "1e3", "from 0")),
    ],
)
def test_what_the_child_would_refuse_never_reaches_a_command_line(
    scenario: str, years: str, seed: str, why: str
) -> None:
    with pytest.raises(UsageRefused, match=why):
        checked(scenario, years, seed)

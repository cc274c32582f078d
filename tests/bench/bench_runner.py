"""What an experiment costs beside its meetings: the runner's overhead, two processes against one, Mesa's own runner.

`make bench ARGS="-k runner"` shows it. Figures are ratios within one run, the median of five, and what may be quoted.
All of it takes under three minutes on two free cores. Where there are no two free cores, the ratio of two processes to
one says how busy the machine is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import mesa
import pytest
from mesa import DataCollector

from committee.convene import REPORTED, RankMeeting
from committee.experiments.design.designs import points_of, scenario_at
from committee.experiments.design.experiment import Experiment
from committee.experiments.design.loading import load_experiment
from committee.experiments.design.outcomes import counted, outcome_named
from committee.experiments.running.holding import How, hold
from committee.experiments.running.rooms import Room
from committee.measures.tally import tally
from committee.recording import Heard

TIMES = 5
OUTCOMES = ("ranked", "minutes", "capital_spent", "unheard")
EXPERIMENT = """title = "Seconds"
question = "What do more seconds do?"
scenario = "baseline"
seeds = "1:900"
outcomes = ["ranked", "minutes", "capital_spent", "unheard"]
design = "full"

[levers]
"meeting.row_seconds" = [45, 30]
"""


@pytest.fixture(scope="module")
def experiment(tmp_path_factory: pytest.TempPathFactory) -> Experiment:
    path = tmp_path_factory.mktemp("bench") / "seconds.toml"
    path.write_text(EXPERIMENT)
    return load_experiment(path)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Show a line among those of pytest."""

    def say(line: str) -> None:
        with capsys.disabled():
            print(f"\n{line}")

    return say


def seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def bare(experiment: Experiment, engine: str) -> None:
    """The same meetings, held and counted in the plainest loop, a hundred seeds at a time."""
    outcomes = [outcome_named(name) for name in experiment.outcomes]
    for point in points_of(experiment):
        room = Room(scenario_at(experiment, point), engine)
        for first in range(0, len(experiment.seeds), 100):
            for held in room.tallies("", experiment.seeds[first : first + 100]):
                counted(outcomes, held)


def ratios(first: Callable[[int], object], second: Callable[[int], object]) -> list[float]:
    """How many times as long the first takes, each measured right beside the other."""
    return [seconds(lambda at=at: first(at)) / seconds(lambda at=at: second(at)) for at in range(TIMES)]  # type: ignore[misc]


@pytest.mark.parametrize(("engine", "seeds"), [("compiled", 200), ("objects", 8)])
@pytest.mark.benchmark(group="an experiment of two points")
def test_runner_overhead(
    benchmark: Any, said: Callable[[str], None], experiment: Experiment, tmp_path: Path, engine: str, seeds: int
) -> None:
    """Asked: under 5 % of the work."""
    few = replace(experiment, seeds=range(1, seeds + 1))
    bare(replace(few, seeds=range(1, 3)), engine)

    def run(at: int) -> None:
        hold(few, tmp_path / f"{at}", How(engine=engine))

    found = benchmark.pedantic(lambda: ratios(run, lambda _: bare(few, engine)), rounds=1)
    said(f"{engine}: with everything that is kept, {100 * (median(found) - 1):.1f} % more than the work alone")


@pytest.mark.benchmark(group="an experiment of two points")
def test_runner_two_jobs(benchmark: Any, said: Callable[[str], None], experiment: Experiment, tmp_path: Path) -> None:
    """Asked: at least 1.7 times as fast on two free cores; the start of the processes, once, is left out.

    These are 1,800 meetings, as many as a shipped experiment such as ``advocate`` holds.
    """
    hold(replace(experiment, seeds=range(1, 101)), tmp_path / "start", How(jobs=2))
    found = benchmark.pedantic(
        lambda: ratios(
            lambda at: hold(experiment, tmp_path / f"one-{at}", How()),
            lambda at: hold(experiment, tmp_path / f"two-{at}", How(jobs=2)),
        ),
        rounds=1,
    )
    said(f"two processes: {median(found):.2f} times as fast as one ({', '.join(f'{ratio:.2f}' for ratio in found)})")


class Counted(RankMeeting):
    """A meeting that Mesa's own runner can hold and count: it is listened to, and its outcomes are reported."""

    def __init__(self, *, rng: int, row_seconds: int) -> None:
        self.heard = Heard()
        super().__init__("baseline", rng, listeners=[self.heard], meeting__row_seconds=row_seconds)
        self.datacollector = DataCollector(model_reporters={**REPORTED, "counted": Counted.counted})

    def counted(self) -> tuple[float, ...]:
        """The same outcomes as in the experiment, once the meeting is over."""
        if self.listed is None:
            return ()
        return counted([outcome_named(name) for name in OUTCOMES], tally(self.heard.recording()))


@pytest.mark.parametrize("engine", ["objects", "auto"])
@pytest.mark.benchmark(group="an experiment of two points")
def test_runner_against_batch_run(
    benchmark: Any, said: Callable[[str], None], experiment: Experiment, tmp_path: Path, engine: str
) -> None:
    """The same meetings, counted in the same way by Mesa's own runner, in one process each. Asked: never slower."""
    few = replace(experiment, seeds=range(1, 6))
    varied = {"rng": list(few.seeds), "row_seconds": [45, 30]}
    hold(few, tmp_path / "start", How(engine=engine))
    found = benchmark.pedantic(
        lambda: ratios(
            lambda _: mesa.batch_run(Counted, varied, display_progress=False, max_steps=10**9),
            lambda at: hold(few, tmp_path / f"{at}", How(engine=engine)),
        ),
        rounds=1,
    )
    said(f"mesa.batch_run takes {median(found):.1f} times as long ({engine})")

"""How much sooner compiled code holds meetings than the readable model, and how large their outcomes are.

`make bench ARGS="-k engine"` shows it. The first table is of one meeting of sixty rows, with nobody listening: its
ratios are what may be quoted. Everything is compiled before a clock starts. The figures of a national season (6,400
programs with a hundred rows each) are taken from fewer meetings, in proportion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import process_time
from typing import Any

import pytest

pytest.importorskip("numba")

from committee import outcomes_of
from committee.chance import Chance
from committee.convene import Convener
from committee.engine.driver import Driver
from committee.engine.outcomes import BLOCK
from committee.engine.proof import agrees
from committee.engine.tallied import tally_of
from committee.scenario.loading import load_scenario

HUNDRED = {"pool.us_md": 33, "pool.us_do": 20, "pool.us_img": 15, "pool.non_us_img": 32}
PROGRAMS = 6_400
SEEDS = range(1, BLOCK + 1)


@pytest.fixture(scope="module")
def convener() -> Convener:
    assert agrees()
    return Convener("baseline")


@pytest.fixture(scope="module")
def driver(convener: Convener) -> Driver:
    return Driver(convener.meeting(1))


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Show a line among those of pytest."""

    def say(line: str) -> None:
        with capsys.disabled():
            print(f"\n{line}")

    return say


def for_each(benchmark: Any, hold_all: Callable[[range], object], seeds: range = SEEDS, *, rounds: int = 10) -> None:
    """Time ``hold_all``, which holds the meetings of ``seeds``, and show what one of them takes."""

    def in_turn() -> Iterator[None]:
        while True:
            hold_all(seeds)
            yield from [None] * len(seeds)

    benchmark.pedantic(next, args=(in_turn(),), iterations=len(seeds), rounds=rounds, warmup_rounds=1)


@pytest.mark.benchmark(group="one meeting of sixty rows")
def test_readable_model(benchmark: Any, convener: Convener) -> None:
    """Convened and run."""
    for_each(benchmark, lambda seeds: [convener.meeting(seed).run() for seed in seeds], rounds=2)


@pytest.mark.benchmark(group="one meeting of sixty rows")
def test_compiled_from_cells(benchmark: Any, convener: Convener, driver: Driver) -> None:
    """Asked: a fortieth of the readable model's time."""
    drawn = [(Chance(seed), driver.rows(convener.rows(Chance(seed)))) for seed in SEEDS]
    for_each(benchmark, lambda _: [driver.hold(chance, rows) for chance, rows in drawn])


@pytest.mark.benchmark(group="one meeting of sixty rows")
def test_compiled_with_its_pool(benchmark: Any, convener: Convener, driver: Driver) -> None:
    """Asked: an eighth."""

    def hold_all(seeds: range) -> None:
        for chance, rows in driver.rows_of(convener, [Chance(seed) for seed in seeds]):
            driver.hold(chance, rows)

    for_each(benchmark, hold_all)


@pytest.mark.benchmark(group="one meeting of sixty rows")
def test_outcomes_of(benchmark: Any, convener: Convener) -> None:
    """The table of a thousand meetings, as a researcher asks for it. Asked: a quarter."""
    for_each(benchmark, lambda seeds: outcomes_of(convener, seeds), range(1, 1_001), rounds=3)


@pytest.mark.benchmark(group="one meeting of sixty rows")
def test_outcomes_of_the_readable_model(benchmark: Any, convener: Convener) -> None:
    """The same table. To be counted, a meeting has to be listened to."""
    for_each(benchmark, lambda seeds: outcomes_of(convener, seeds, engine="objects"), range(1, 31), rounds=2)


@pytest.mark.parametrize("counted", [False, True], ids=["arrays", "tallies"])
@pytest.mark.parametrize("meetings", [400])
@pytest.mark.benchmark(group="a national season in two processes")
def test_season(benchmark: Any, said: Callable[[str], None], meetings: int, counted: bool) -> None:
    """With pools, the start of the processes apart. Asked: 10 seconds on two free cores.

    Where the cores are not free, half of the processor time says more than the clock.
    """
    from joblib import Parallel, delayed

    many, half = Convener(load_scenario("baseline", HUNDRED)), meetings // 2

    def hold(seeds: range) -> float:
        began, driver = process_time(), Driver(many.meeting(1))
        for first in range(0, len(seeds), BLOCK):
            for chance, rows in driver.rows_of(many, [Chance(seed) for seed in seeds[first : first + BLOCK]]):
                held = driver.hold(chance, rows)
                if counted:
                    tally_of(driver, held, rows)
        return process_time() - began

    def hold_all() -> float:
        return sum(Parallel(n_jobs=2)(delayed(hold)(range(first, first + half)) for first in (1, 1 + half)))

    processor = benchmark.pedantic(hold_all, rounds=3, warmup_rounds=1) * PROGRAMS / meetings
    clock = benchmark.stats["min"] * PROGRAMS / meetings
    said(f"640,000 rows: {clock:.0f} s by the clock, {processor:.0f} s of processor time, both by proportion")


@pytest.mark.parametrize("meetings", [200])
@pytest.mark.benchmark(group="the outcomes table of 20,000 rows")
def test_size_of_the_table(benchmark: Any, said: Callable[[str], None], meetings: int) -> None:
    """Asked: 150 MB for 640,000 rows."""
    many = Convener(load_scenario("baseline", HUNDRED))
    frame = benchmark.pedantic(lambda: outcomes_of(many, range(1, meetings + 1)), rounds=1)
    size = int(frame.memory_usage(deep=True).sum())
    said(f"640,000 rows of outcomes: {size * PROGRAMS / meetings / 1e6:.0f} MB by proportion")

"""How much sooner compiled code holds meetings than the readable model, and how large their outcomes are.

`make bench ARGS="-k engine"` shows it. The first table is of one meeting of sixty rows, with nobody listening: its
ratios are what may be quoted. Everything is compiled before a clock starts. The figures of a national season (6,400
programs with a hundred rows each) are taken from fewer meetings, in proportion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytest.importorskip("numba")

from committee import outcomes_of
from committee.chance import Chance
from committee.convene import Convener
from committee.engine.driver import Driver
from committee.engine.outcomes import BLOCK, meetings_of
from committee.engine.proof import agrees
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


def for_each(benchmark: Any, hold_all: Callable[[], object], rounds: int = 10) -> None:
    """Time ``hold_all``, which holds the meetings of all SEEDS, and show what one of them takes."""

    def in_turn() -> Iterator[None]:
        while True:
            hold_all()
            yield from [None] * len(SEEDS)

    benchmark.pedantic(next, args=(in_turn(),), iterations=len(SEEDS), rounds=rounds, warmup_rounds=1)


@pytest.mark.benchmark(group="one meeting of sixty rows")
def test_readable_model(benchmark: Any, convener: Convener) -> None:
    """Convened and run."""
    for_each(benchmark, lambda: [convener.meeting(seed).run() for seed in SEEDS], rounds=1)


@pytest.mark.benchmark(group="one meeting of sixty rows")
def test_compiled_from_cells(benchmark: Any, convener: Convener, driver: Driver) -> None:
    """Asked: a fortieth of the readable model's time."""
    drawn = [(Chance(seed), driver.rows(convener.rows(Chance(seed)))) for seed in SEEDS]
    for_each(benchmark, lambda: [driver.hold(chance, rows) for chance, rows in drawn])


@pytest.mark.benchmark(group="one meeting of sixty rows")
def test_compiled_with_its_pool(benchmark: Any, convener: Convener, driver: Driver) -> None:
    """Asked: an eighth."""
    chances = [Chance(seed) for seed in SEEDS]
    for_each(benchmark, lambda: [driver.hold(chance, rows) for chance, rows in driver.rows_of(convener, chances)])


@pytest.mark.benchmark(group="one meeting of sixty rows")
def test_outcomes_of(benchmark: Any, convener: Convener) -> None:
    """The table of outcomes, as a researcher asks for it. Asked: a quarter."""
    for_each(benchmark, lambda: outcomes_of(convener, SEEDS))


@pytest.mark.parametrize("meetings", [400])
@pytest.mark.benchmark(group="a national season in two processes")
def test_season_as_arrays(benchmark: Any, said: Callable[[str], None], meetings: int) -> None:
    """With pools, the start of the processes apart. Asked: 10 seconds on two free cores, start included."""
    from joblib import Parallel, delayed

    many = Convener(load_scenario("baseline", HUNDRED))

    def hold(seeds: range) -> int:
        driver = Driver(many.meeting(1))
        return sum(len(driver.hold(*drawn).ends) for drawn in driver.rows_of(many, [Chance(seed) for seed in seeds]))

    def hold_all() -> int:
        blocks = [range(first, first + BLOCK) for first in range(1, meetings + 1, BLOCK)]
        return sum(Parallel(n_jobs=2)(delayed(hold)(seeds) for seeds in blocks))

    assert benchmark.pedantic(hold_all, rounds=3, warmup_rounds=1) == 100 * meetings
    said(f"6,400 meetings of 100 rows as arrays: {benchmark.stats['min'] * PROGRAMS / meetings:.1f} s by proportion")


@pytest.mark.parametrize("meetings", [400])
@pytest.mark.benchmark(group="a national season in two processes")
def test_season_tallied(benchmark: Any, said: Callable[[str], None], meetings: int) -> None:
    """The same, and each meeting counted."""
    many, seeds = meetings_of(Convener(load_scenario("baseline", HUNDRED))), range(1, meetings + 1)
    assert (
        benchmark.pedantic(lambda: sum(held for held, _ in many.blocks(seeds, len, jobs=2)), rounds=3, warmup_rounds=1)
        == meetings
    )
    said(f"6,400 meetings of 100 rows, tallied: {benchmark.stats['min'] * PROGRAMS / meetings:.1f} s by proportion")


@pytest.mark.parametrize("meetings", [200])
@pytest.mark.benchmark(group="the outcomes table of 20,000 rows")
def test_size_of_the_table(benchmark: Any, said: Callable[[str], None], meetings: int) -> None:
    """Asked: 150 MB for 640,000 rows."""
    many = Convener(load_scenario("baseline", HUNDRED))
    frame = benchmark.pedantic(lambda: outcomes_of(many, range(1, meetings + 1)), rounds=1)
    size = int(frame.memory_usage(deep=True).sum())
    said(f"640,000 rows of outcomes: {size * PROGRAMS / meetings / 1e6:.0f} MB by proportion")

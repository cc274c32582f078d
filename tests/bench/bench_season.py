"""What a season costs: one program-year with everything recorded, ten years of a market, and how the cost grows.

`make bench ARGS="-k season"` shows it. Seconds are of processor time, which says more than the clock where other
programs use the machine. Everything is compiled before a clock starts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import run
from time import process_time
from typing import Any, Final

import pytest

from committee.season.season import Season

SIZES: Final = {"university": 10, "do_heavy": 7, "img_led": 17, "integrated": 6}
"""Programs of each type in a market of forty."""

KINDS: Final = {"us_md": 108, "us_do": 54, "us_img": 54, "non_us_img": 193}
"""Applicants to such a market."""

ALONE: Final[Mapping[str, object]] = {
    **{f"season__types__{name}__count": int(name == "integrated") for name in SIZES},
    **dict(zip((f"season__pool__{kind}" for kind in KINDS), (264, 132, 132, 472), strict=True)),
    **{f"season__apply__number__{kind}": 1000 for kind in KINDS},
    "season__apply__most": 1.0,
    "season__apply__heeds": 0.0,
    "season__apply__spread": 0.0,
    "season__read__interviews_per_seat": 8.0,
    "season__read__room_rows": 60,
    "program__seats": 15,
}
"""One program with 15 posts, to which a thousand people apply."""

ROOT: Final = Path(__file__).resolve().parents[2]

GROWN: Final = ("rows", "members", "programs")


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Show a line among those of pytest."""

    def say(line: str) -> None:
        with capsys.disabled():
            print(f"\n{line}")

    return say


def market(programs: int, **settings: object) -> Season:
    """A market of about so many programs."""
    times = programs / sum(SIZES.values())
    sizes = {f"season__types__{name}__count": round(size * times) for name, size in SIZES.items()}
    kinds = {f"season__pool__{kind}": round(count * times) for kind, count in KINDS.items()}
    return Season("season", 1, **{**sizes, **kinds, **settings})


def a_year(season: Season, year: int = 2) -> float:
    """Seconds that a year takes in which nothing is recorded, from the second on."""
    held = season.held(year, told=False)
    for _ in range(year - 1):
        next(held)
    began = process_time()
    next(held)
    return process_time() - began


@pytest.mark.benchmark(group="one program-year")
def test_season_program_year(benchmark: Any, said: Callable[[str], None]) -> None:
    """Asked: within 1.5 s, with 1,000 applications, 120 interviews and 100 rows ranked, everything recorded."""
    season = Season("season", 1, keep="all", **ALONE)
    assert len(season.market.programs) == 1
    (year,) = season.held(1)
    took = benchmark.pedantic(lambda: timed(lambda: list(season.held(1))), rounds=3)
    applied, met = len(year.read.applications.program), int(year.invitations.kept.sum())
    ranked, watched = len(year.matched.ranked.of), len(year.recorded)
    said(f"{applied} applications, {met} interviews, {ranked} ranked, {watched} recordings: {took:.2f} s")


def timed(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


@pytest.mark.parametrize("scenario", ["market_small", "market", "internal_medicine"])
@pytest.mark.benchmark(group="a market, the second year with its twin")
def test_season_market(benchmark: Any, said: Callable[[str], None], scenario: str) -> None:
    """Asked: ten years within 20 s, 60 s, and 5 minutes in two processes. A year has all that ten times a year have."""
    years = Season(scenario, 1).years(2)
    next(years)
    took = benchmark.pedantic(lambda: timed(lambda: next(years)), rounds=1)
    said(f"{scenario}: {took:.1f} s a year, so ten take {10 * took:.0f} s in one process, about half of it in two")


@pytest.mark.parametrize("what", GROWN)
@pytest.mark.benchmark(group="how the cost of a year grows")
def test_season_growth(benchmark: Any, said: Callable[[str], None], what: str) -> None:
    """Asked: how cost grows in rows, members and programs: the same market of 20 programs, and more of it."""
    seconds = benchmark.pedantic(lambda: [a_year(season) for season in GROWING[what]()], rounds=1)
    said(f"{what}: " + ", ".join(f"{took / seconds[0]:.2f}" for took in seconds) + f" times {seconds[0]:.2f} s")


def of_members() -> list[Season]:
    """With all members of the baseline, and with a part of them."""
    whole = market(20)
    few = [member for member in whole.scenario.members if member.type != "faculty"]
    return [Season(whole.scenario.model_copy(update={"members": few}), 1), whole]


GROWING: Final[Mapping[str, Callable[[], list[Season]]]] = {
    "rows": lambda: [market(20, season__read__interviews_per_seat=rate) for rate in (4.0, 8.0, 16.0)],
    "members": of_members,
    "programs": lambda: [market(programs) for programs in (20, 40, 80, 160)],
}


@pytest.mark.benchmark(group="how the cost of a year grows")
def test_season_years(benchmark: Any, said: Callable[[str], None]) -> None:
    """How much longer the tenth year takes than the second: memories and residents add up until they are full."""
    found = benchmark.pedantic(lambda: [a_year(market(20), year) for year in (2, 5, 10)], rounds=1)
    said("years 2, 5 and 10: " + ", ".join(f"{took / found[0]:.2f}" for took in found) + f" times {found[0]:.2f} s")


@pytest.mark.benchmark(group="memory")
def test_season_memory(benchmark: Any, said: Callable[[str], None]) -> None:
    """Asked: at its peak, 20 years take at most 1.1 times the memory of 5."""
    found = benchmark.pedantic(lambda: [peak(years) for years in (5, 20)], rounds=1)
    said(f"memory of 20 years: {found[1] / found[0]:.3f} times that of 5 years, which is {found[0] / 1024:.0f} MB")


PEAK: Final = """
import resource
from tests.bench.bench_season import market
for year in market(20).years(YEARS):
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak(years: int) -> int:
    """Kilobytes that a process takes at most for so many years of a market and its twin."""
    words = [sys.executable, "-c", PEAK.replace("YEARS", str(years))]
    return int(run(words, check=True, capture_output=True, text=True, cwd=ROOT).stdout)

"""Markets of programs: the worlds of statements about years, each with all mechanisms or with some taken out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from committee.scenario.loading import load_season
from committee.scenario.seasons import SeasonScenario
from committee.season.season import Season
from tests.patterns.worlds import BASELINE, World

_ALONE: Final = ("room", "filters", "visa", "roster_reading")
"""The four ways by which memory reaches applicants; each can act alone."""


def _off(*switches: str) -> dict[str, Any]:
    return {f"season.switches.{switch}": False for switch in switches}


WITHOUT: Final[Mapping[str, Mapping[str, Any]]] = {
    BASELINE: {},
    "memory": {"switches.memory": False},
    **{switch: _off(switch) for switch in (*_ALONE, "turnover", "scarcity", "word", "waves", "signals")},
    "scores shown": _off("scores_shown"),
    **{f"{alone} alone": _off(*(other for other in _ALONE if other != alone)) for alone in _ALONE},
    "distinctiveness": {"season.remember.distinct": 0.0, "season.remember.as_person": 0.0},
    "vivid bad": {"season.remember.vivid_bad": 0.28, "memory.bad": 1.0},
    "faint crowds": {"season.remember.crowd": 1.0},
    "learning": {"season.drift.experience": 10_000.0, "season.drift.together": 0.0},
    "short memory": {"memory.tau": 1.0},
    "noise of readers": {"season.read.noise": 0.0},
    "caution": {"season.read.caution": 1.0},
}
"""By name of a column, the settings that take a mechanism out. "Vivid bad" sets bad and good alike; "faint crowds" lets
a single quiet resident be half as vivid as can be, so that the room counts."""

_MARKET: Final = {
    "season.pool.us_md": 1247,
    "season.pool.us_do": 623,
    "season.pool.us_img": 501,
    "season.pool.non_us_img": 1829,
    "program.seats": 14,
    "season.types.university.count": 62,
    "season.types.university.seats": 17,
    "season.types.do_heavy.count": 43,
    "season.types.do_heavy.seats": 12,
    "season.types.img_led.count": 105,
    "season.types.img_led.seats": 13,
    "season.types.integrated.count": 40,
    "season.types.integrated.seats": 14,
}
"""250 programs, 3,495 posts and 4,200 applicants with lists."""

_FEW: Final = {
    "season.pool.us_md": 40,
    "season.pool.us_do": 20,
    "season.pool.us_img": 20,
    "season.pool.non_us_img": 71,
    "season.types.university.count": 3,
    "season.types.do_heavy.count": 2,
    "season.types.img_led.count": 6,
    "season.types.integrated.count": 2,
}
"""A third of the market, so that many seeds of many columns can be held."""

WORLDS: Final[Mapping[str, World]] = {
    "small": World(scenario="season"),
    "market": World(scenario="season", settings=_MARKET),
    "few": World(scenario="season", settings={"program.seats": 12, **_FEW}),
    "few, seven posts": World(scenario="season", settings=_FEW),
}
"""Every market by name. "Small" has 40 programs with 7 posts each, as has every other but "market"."""

FIRST: Final = 2026
"""The calendar year of the first rank meetings."""


@cache
def scenario_of(world: str, column: str) -> SeasonScenario:
    """The scenario of a world without the mechanism of a column."""
    return load_season(WORLDS[world].scenario, {**WORLDS[world].settings, **WITHOUT[column]})


def season_of(world: str, column: str, seed: int, engine: str = "auto", **settings: object) -> Season:
    """The season of a world without the mechanism of a column."""
    if not settings:
        return Season(scenario_of(world, column), seed, engine=engine)
    under = {key.replace("__", "."): value for key, value in settings.items()}
    scenario = load_season(WORLDS[world].scenario, {**WORLDS[world].settings, **WITHOUT[column], **under})
    return Season(scenario, seed, engine=engine)

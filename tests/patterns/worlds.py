"""Rooms: the shipped scenarios, changed as a statement asks, each with every switch on or one of them off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from committee.scenario.loading import as_data, load_scenario
from committee.scenario.scenario import Scenario
from tests.scripted import SWITCHES

BASELINE: Final = "baseline"
ADDITIVE: Final = "additive"
PRIVATE: Final = "private average"
NULLS: Final = (ADDITIVE, PRIVATE)
"""Rankings without a conversation."""
AS_NULLS: Final = ("capital", "memory")
"""Switches that serve as nulls too."""
COLUMNS: Final = (BASELINE, *SWITCHES, *NULLS)
"""Every model that statements are measured in: the baseline, the same with one mechanism switched off, the nulls."""


@dataclass(frozen=True, kw_only=True)
class World:
    """A scenario and the settings laid over it. ``settings`` hold plain data by dotted key."""

    scenario: str = "baseline"
    settings: Mapping[str, Any] = field(default_factory=dict)


def _members(*absent: str) -> list[dict[str, Any]]:
    """The baseline's members but these."""
    return [member for member in as_data(load_scenario("baseline"))["members"] if member["id"] not in absent]


ADDED: Final = "added_2025"
"""The id of the past resident whom some worlds add to the baseline's own."""


def _adding(outcome: float, *traits: str) -> World:
    """The baseline with one past resident more: last year's, seen by the director and an associate."""
    added = {
        "id": ADDED,
        "year": 2025,
        "traits": [*traits, "non_us_img"],
        "outcome": outcome,
        "vividness": 0.95,
        "holders": ["director", "apd_1"],
        "witnessed": ["director", "apd_1"],
        "label": "last year's resident",
    }
    own = as_data(load_scenario("baseline"))["memory"]["episodes"]
    return World(settings={"memory.episodes": [*own, added]})


def _load(times: float) -> World:
    """The baseline with the members tiring so many times as fast."""
    return World(settings={"meeting.fatigue_per_hour": load_scenario("baseline").meeting.fatigue_per_hour * times})


def _under_rule(world: World | None = None, **rules: Any) -> World:
    """A world, or the baseline, in which the committee has adopted some of ``[meeting.rules]``."""
    settings = {} if world is None else dict(world.settings)
    return World(settings=settings | {f"meeting.rules.{name}": value for name, value in rules.items()})


WORLDS: Final[Mapping[str, World]] = {
    "baseline": World(),
    "pair": World(scenario="two_imgs"),
    "pair, 30 s": World(scenario="two_imgs", settings={"meeting.row_seconds": 30, "meeting.row_seconds_max": 30}),
    "30 s": World(settings={"meeting.row_seconds": 30, "meeting.row_seconds_max": 30}),
    "h1b routine": World(settings={"program.h1b": "routine"}),
    "washout added": _adding(-1.0, "step_fail"),
    "success added": _adding(1.0, "step_fail"),
    "late visa added": _adding(-1.0, "h1b"),
    "smooth visa added": _adding(1.0, "h1b"),
    "no fatigue": World(settings={"switches.fatigue": False}),
    "three times the load": _load(3.0),
    "no capital": World(settings={"switches.capital": False}),
    "good imgs": World(scenario="good_imgs_before"),
    "no imgs": World(scenario="no_imgs_before"),
    "one knows": World(settings={"meeting.interviewers": 1, "meeting.readers": 0}),
    "half know": World(settings={"meeting.interviewers": 5, "meeting.readers": 4}),
    "no posture": World(settings={"switches.posture": False}),
    "ballots before": _under_rule(ballots="before"),
    "blinded to kind": _under_rule(blind=["kind"]),
    "a rubric": _under_rule(rubric=True),
    "an assigned advocate": _under_rule(assigned_advocate=True),
    "a devil's advocate": _under_rule(devils_advocate=True),
    "equal airtime": _under_rule(equal_airtime=True),
    "breaks": _under_rule(breaks=[20, 40]),
    "one unit a row": _under_rule(capital_cap=1.0),
    "no standing": _under_rule(no_capital=True),
    "tally": _under_rule(base_rates=True),
    "washout and tally": _under_rule(_adding(-1.0, "step_fail"), base_rates=True),
    "two committees": _under_rule(second_committee=True),
}
"""Every room by name."""


def rooms_without(*absent: str) -> World:
    """The baseline's room without these members."""
    return World(settings={"members": _members(*absent)})


_UNDER: dict[str, Any] = {}
"""Settings under every world's own: none, but for draws of all parameters."""


@contextmanager
def drawn_worlds(settings: Mapping[str, Any]) -> Iterator[None]:
    """Lay ``settings`` under every world for a while."""
    _UNDER.update(settings)
    scenario_of.cache_clear()
    try:
        yield
    finally:
        _UNDER.clear()
        scenario_of.cache_clear()


@cache
def scenario_of(world: str, column: str) -> Scenario:
    """The scenario of a world under a column's switch; the nulls read the world as it is."""
    return loaded(WORLDS[world], column)


def loaded(world: World, column: str) -> Scenario:
    """The scenario of ``world`` with one switch off where ``column`` names one."""
    settings = dict(world.settings)
    if column in SWITCHES:
        settings[f"switches.{column}"] = False
    return load_scenario(world.scenario, _under(settings) | settings)


def _under(settings: Mapping[str, Any]) -> dict[str, Any]:
    """What lies under ``settings``: nothing for a list that they replace whole."""
    whole = [key for key, value in settings.items() if isinstance(value, list)]
    return {key: value for key, value in _UNDER.items() if not any(key.startswith(f"{name}.") for name in whole)}

"""All parameters drawn anew, each within 20 %: which signs still hold.

A *parameter* is every number under program, meeting and memory, and the members' own; not counts, seats, years and
switches. Zero points of scales (an exam score, an interview mean) shift by up to a fifth of a standard deviation
instead: a score of 225 plus 20 % is no score. Shares stay within their bounds. The draws are keyed by their number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from random import Random
from typing import Any, Final

from joblib import Parallel, delayed

from committee.scenario.loading import as_data, load_scenario
from tests.patterns import evidence
from tests.patterns.statement import Statement
from tests.patterns.worlds import BASELINE, drawn_worlds

SPREAD: Final = 0.20
_SCALES: Final[Mapping[str, float]] = {
    "step1_par": 15.0,
    "step2_merit_from": 15.0,
    "step2_worry_from": 15.0,
    "exam_low": 15.0,
    "exam_high": 15.0,
    "interview_par": 0.35,
    "fit_low": 0.35,
    "fit_high": 0.35,
}
"""Zero points, with the standard deviation of what they are measured in."""

_NOT_DRAWN: Final = frozenset({"episodes", "rules"})
"""Whom a program has had is its past, and a rule to try is off: neither is a parameter."""

_AT_MOST: Final[Mapping[str, float]] = {"tolerance_most": 0.99, "fit_high": 5.0}
_HALVES: Final = ("program", "meeting", "memory", "members")


@cache
def drawn_settings(number: int) -> dict[str, Any]:
    """The settings of one draw, by dotted key."""
    chance = Random(number)  # noqa: S311  # draws of a test, not of the model
    data = as_data(load_scenario("baseline"))
    settings: dict[str, Any] = {}
    for section in _HALVES:
        _draw(data[section], section, chance, settings)
    return settings


def _draw(value: Any, key: str, chance: Random, settings: dict[str, Any]) -> None:
    if isinstance(value, Mapping):
        for name, below in value.items():
            if name in _NOT_DRAWN:
                continue
            _draw(below, f"{key}.{name}", chance, settings)
    elif isinstance(value, list | tuple):
        for number, below in enumerate(value, start=1):
            if isinstance(below, Mapping):
                _draw(below, f"{key}.{number}", chance, settings)
    elif isinstance(value, float):
        settings[key] = _near(value, key.rsplit(".", 1)[-1], key, chance.uniform(-SPREAD, SPREAD))


def _near(value: float, name: str, key: str, by: float) -> float:
    drawn = value + by * _SCALES[name] if name in _SCALES else value * (1.0 + by)
    if name in _AT_MOST:
        return min(drawn, _AT_MOST[name])
    return 1.0 if value <= 1.0 < drawn and _is_share(key) else drawn


@cache
def _is_share(key: str) -> bool:
    """Whether the scenario refuses this key above 1."""
    from committee.errors import ScenarioRefused

    try:
        load_scenario("baseline", {key: 1.0001})
    except ScenarioRefused:
        return True
    return False


def held_in(number: int, names: Sequence[str], seeds: Sequence[int]) -> dict[str, bool]:
    """Which statements keep their sign in one draw of all parameters."""
    from tests.patterns.statements import ALL

    asked = [statement for statement in ALL if statement.name in names]
    with drawn_worlds(drawn_settings(number)):
        gathered = evidence.gather(evidence.plan(asked, (BASELINE,)), seeds)
        found = {statement.name: statement.judge(gathered.look(BASELINE)) for statement in asked}
    return {name: finding is not None and finding.points for name, finding in found.items()}


def signs(statements: Sequence[Statement]) -> list[str]:
    """The names of the statements whose sign must survive draws."""
    return [statement.name for statement in statements if statement.band.signed and not statement.apart]


def drawn(statements: Sequence[Statement], numbers: Sequence[int], seeds: int, jobs: int) -> dict[int, dict[str, bool]]:
    """Which of the ``statements`` that claim a sign keep it in each draw, over the first ``seeds`` seeds."""
    names = signs(statements)
    by_draw = Parallel(n_jobs=jobs, batch_size=1)(
        delayed(held_in)(number, names, range(1, seeds + 1)) for number in numbers
    )
    return dict(zip(numbers, by_draw, strict=True))

"""A sheet on which the five factors are independent and equally spread, so that shares can be read off.

For every factor there is a menu of cells, each with the score they give under the scenario's own rules. A row takes
from each menu the entry nearest to its target; targets are even steps in an order shuffled on its own for
each factor and seed. An advocate stands in half of the rows, and the spread that this gives is the spread of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import sqrt
from random import Random
from typing import Any, Final

from committee.applicants.applicant import Applicant
from committee.applicants.points import points_of
from committee.applicants.sheet import read_rows
from committee.convene import meeting_rules
from committee.scenario.scenario import Scenario
from committee.terms import Factor

ROWS: Final = 60
_PLAIN: Final[Mapping[str, Any]] = {"name": "Drawn Row", "kind": "us_img", "us_clinical": "hands_on"}
_MENU_OF: Final = {
    Factor.EXAMS: "exams",
    Factor.LETTERS: "letters",
    Factor.INTERVIEW: "interview",
    Factor.SEVERITY: "severity",
}


def orthogonal_sheet(scenario: Scenario, seed: int) -> tuple[Applicant, ...]:
    """Sixty rows for this seed, in random order of everything."""
    menus = _menus(scenario)
    shuffled = Random(seed)  # noqa: S311  # a test's own shuffle, no draw of the model
    advocates = ["apd:mild", "faculty:strong", "", ""] * (ROWS // 4)
    shuffled.shuffle(advocates)
    spread = _spread_of_advocacy(scenario)
    rows: list[dict[str, Any]] = [
        {**_PLAIN, "id": f"row_{k:02d}", "name": f"Drawn Row {k}", "yog": scenario.season.year - 1} for k in range(ROWS)
    ]
    for name in _MENU_OF.values():
        targets = _targets(spread, _center(menus[name]))
        shuffled.shuffle(targets)
        for row, target in zip(rows, targets, strict=True):
            row.update(min(menus[name], key=lambda entry, t=target: abs(entry[0] - t))[1])
    for row, advocate in zip(rows, advocates, strict=True):
        if advocate:
            row["advocate"] = advocate
    return tuple(read_rows(rows, year=scenario.season.year, place="the orthogonal sheet"))


def _targets(spread: float, center: float) -> list[float]:
    """Even steps round ``center`` with this standard deviation."""
    half = spread * sqrt(3.0)
    return [center - half + 2.0 * half * (k + 0.5) / ROWS for k in range(ROWS)]


def _center(menu: Menu) -> float:
    scores = [score for score, _ in menu]
    return (min(scores) + max(scores)) / 2.0


def _spread_of_advocacy(scenario: Scenario) -> float:
    """The standard deviation of what an advocate is worth: a quarter strong, a quarter mild, half none."""
    mild, strong = scenario.program.points.advocate["mild"], scenario.program.points.advocate["strong"]
    middle = (mild + strong) / 4.0
    return sqrt((mild * mild + strong * strong) / 4.0 - middle * middle)


Menu = list[tuple[float, dict[str, Any]]]
_KNOWN: dict[str, dict[str, Menu]] = {}


def _menus(scenario: Scenario) -> dict[str, Menu]:
    """Score and cells of every entry, by menu; made once for all scenarios with the same program."""
    key = scenario.model_dump_json(include={"program", "season"})
    if key not in _KNOWN:
        _KNOWN[key] = {name: _menu(scenario, factor, name) for factor, name in _MENU_OF.items()}
    return _KNOWN[key]


def _menu(scenario: Scenario, factor: Factor, name: str) -> Menu:
    offers = {"exams": _exams, "letters": _letters, "interview": _interviews, "severity": lambda: _worries(scenario)}
    return [(_score(scenario, cells, factor), cells) for cells in offers[name]()]


def _score(scenario: Scenario, cells: dict[str, Any], factor: Factor) -> float:
    rules = meeting_rules(scenario)
    row = {**_PLAIN, "id": "menu", "yog": scenario.season.year - 1, **cells}
    (applicant,) = read_rows([row], year=scenario.season.year, place="the menu")
    return sum(p.valence * p.strength for p in points_of(applicant, rules.circumstances) if p.factor is factor)


def _exams() -> Iterator[dict[str, Any]]:
    for step2_ck, quartile in product(range(226, 270), (1, 2, 3, 4)):
        yield {"step2_ck": step2_ck, "class_quartile": quartile}


def _letters() -> Iterator[dict[str, Any]]:
    tones = ("coded", "lukewarm", "generic", "glowing", "fight")
    for first, second, months in product(tones, tones, range(7)):
        yield {"letters": f"us:{first}; us:{second}", "us_clinical_months": months}


def _interviews() -> Iterator[dict[str, Any]]:
    for tenths, word in product(range(30, 51), ("shy; quiet", "quiet", "nice", "clear", "warm; reflective")):
        yield {"interview_score": tenths / 10, "impression": word}


def _worries(scenario: Scenario) -> Iterator[dict[str, Any]]:
    """Nothing, an old graduation, a gap, a failed Step, and the first with the last."""
    year = scenario.season.year
    for back in range(1, 16):
        yield {"yog": year - back, "narrative": "none"}
        yield {"yog": year - back, "narrative": "none", "step1": "fail", "step1_fails": 1}
    for years in range(1, 5):
        yield {"gap_years": years, "gap_reason": "unknown", "narrative": "none"}

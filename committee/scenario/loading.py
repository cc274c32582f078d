"""How we read a scenario: by name or path, with what it extends and the settings laid over it.

Tables merge, lists replace (see :mod:`committee.written.layers`). Types count as written: ``"3"`` is no number and
``1`` is not true. One :class:`committee.errors.ScenarioRefused` holds all problems of a scenario.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from committee.errors import Problem, ScenarioRefused
from committee.machine.shipped import find, spelled
from committee.scenario.rows import NO_ROWS
from committee.scenario.scenario import Scenario, Whereabouts
from committee.scenario.seasons import SeasonScenario
from committee.terms import Kind, Role
from committee.written.layers import Layered, layered
from committee.written.refusals import problems_of
from committee.written.source import place_of, read_table

_BARE = Problem(place="scenario", allowed='write extends = "baseline" at its top to set only what differs')
_NOTHING: Mapping[str, object] = {}


def load_scenario(name_or_path: str | PathLike[str], settings: Mapping[str, object] = _NOTHING) -> Scenario:
    """The scenario ``name_or_path`` with ``settings`` on top.

    Parameters
    ----------
    name_or_path
        A path, if it is a path object, has a slash or ends in ``.toml``. Else the name of a shipped scenario.
    settings
        Values by dotted key, such as ``{"meeting.row_seconds": 45}``. Text is read as a TOML value. Numbers of
        numpy and path objects work too. You name an item of a list by its number from 1: ``members.2.capital``.

    Raises
    ------
    ScenarioRefused
        If anything is wrong, with every problem.
    """
    data = layered(spelled(name_or_path), settings)
    if _is_season(data):
        return _validated(data, _whereabouts(data), SeasonScenario)
    scenario = _validated(data, _whereabouts(data), Scenario)
    if scenario.pool is not None and not scenario.pool.rows and not any(getattr(scenario.pool, kind) for kind in Kind):
        raise ScenarioRefused(replace(NO_ROWS, place=f"{_file(data)}, {NO_ROWS.place}"))
    return scenario


def load_season(name_or_path: str | PathLike[str], settings: Mapping[str, object] = _NOTHING) -> SeasonScenario:
    """Any scenario as one of some years: the defaults of a season are laid under its table ``[season]``.

    Parameters and errors are those of :func:`load_scenario`.
    """
    data = layered(spelled(name_or_path), settings)
    _lay_season(data)
    if "sheet" in data.table:
        allowed = "a season draws who applies in each year; give rows of your own under [[pool.rows]] in its place"
        raise ScenarioRefused(Problem(place=place_of(("sheet",), data.origin(("sheet",))), allowed=allowed))
    return _validated(data, _whereabouts(data), SeasonScenario)


def _is_season(data: Layered) -> bool:
    """Whether the scenario says more of a season than its year. Then the defaults are laid under what it says."""
    season = data.table.get("season")
    if not isinstance(season, dict) or not season.keys() - {"year"}:
        return False
    _lay_season(data)
    return True


def _lay_season(data: Layered) -> None:
    """Lay the defaults of a season under the table ``[season]``. Types keep the order of the defaults; new ones follow.

    The order numbers the programs, so it must not depend on which types a scenario mentions.
    """
    defaults = find(_SEASON)
    below = read_table(defaults)["season"]
    data.lay_beneath(("season",), below, defaults.name)
    season = data.table["season"]
    if isinstance(season, dict) and isinstance(types := season.get("types"), dict):
        season["types"] = {name: types[name] for name in (below["types"] | types)}


_SEASON: Final = "season"
"""The shipped scenario that holds the defaults of a season."""

S = TypeVar("S", bound=Scenario)


def _validated(data: Layered, whereabouts: Whereabouts, model: type[S]) -> S:
    try:
        # From JSON, strict validation takes words for enums and lists for tuples, and nothing else.
        scenario = model.model_validate_json(json.dumps(data.table), strict=True, context=whereabouts)
    except ValidationError as error:
        problems = problems_of(error, data, model)
        if not data.extends and any(detail["type"] == "missing" for detail in error.errors(include_url=False)):
            problems.append(replace(_BARE, place=_file(data)))
        raise ScenarioRefused(*problems) from None
    _check_director(scenario, _file(data))
    return scenario


def _file(data: Layered) -> str:
    """The scenario's own file, as a message says it."""
    return data.origins.get((), "scenario")


def _check_director(scenario: Scenario, file: str) -> None:
    """Refuse a room without exactly one director. Of a room with types of one's own, only the model can tell."""
    types = [member.type for member in scenario.members]
    directors = types.count(Role.DIRECTOR)
    if directors != 1 and set(types) <= set(Role):
        allowed = f"a room has exactly one director, and this one has {directors}"
        raise ScenarioRefused(Problem(place=f"{file}, members", allowed=allowed))


def resettled(scenario: S, settings: Mapping[str, object]) -> S:
    """A scenario that is loaded already, with ``settings`` on top, as :func:`load_scenario` lays them.

    Raises
    ------
    ScenarioRefused
        If a setting cannot be used.
    """
    data = Layered(extends=True)
    data.lay({key: value for key, value in as_data(scenario).items() if value is not None}, "scenario")
    data.lay_settings(settings)
    here = scenario.whereabouts
    if any(key.partition(".")[0] == "sheet" for key in settings):
        here = Whereabouts(rows_origin=here.rows_origin)
    return _validated(data, here, type(scenario))


def _whereabouts(data: Layered) -> Whereabouts:
    """Where the sheet and the fixed rows of the scenario come from."""
    pool = data.table.get("pool")
    fixed = isinstance(pool, dict) and bool(pool.get("rows"))
    return Whereabouts(folder=data.sheet_folder or Path(), rows_origin=data.origin(("pool", "rows")) if fixed else "")


def as_data(scenario: Scenario) -> dict[str, Any]:
    """The scenario in full as plain data, as the header of a recording keeps it."""
    return scenario.model_dump(mode="json")


def settings_of(texts: Iterable[str]) -> dict[str, str]:
    """``section.key=VALUE`` texts as a mapping; a later one wins. Raises :class:`ScenarioRefused`."""
    settings: dict[str, str] = {}
    problems: list[Problem] = []
    for text in texts:
        key, equals, value = text.partition("=")
        key = key.strip()
        if not equals or not all(key.split(".")):
            allowed = "write section.key=VALUE, such as meeting.row_seconds=45"
            problems.append(Problem(place="--set", value=text, allowed=allowed))
        settings[key] = value.strip()
    if problems:
        raise ScenarioRefused(*problems)
    return settings

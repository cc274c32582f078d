"""One change to a meeting: a cell, a setting, a member who is not there, a memory that nobody has, a turn unheard.

:class:`Change` says it as plain data, so an address can hold it. :func:`changed` lays it over a meeting that can be
made again. The seed stays, so every draw that the change does not reach stays too. Nobody's seat moves when a member
leaves: seats key draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from committee.applicants.columns import column_of
from committee.errors import Problem, UsageRefused, nearest
from committee.experiments.whatifs.remade import Remade
from committee.meeting.intervention import NOTHING, Changes, Intervention
from committee.members.member import known_types
from committee.scenario.loading import as_data, resettled
from committee.scenario.scenario import Scenario
from committee.terms import Role

Cells = Mapping[str, Mapping[str, str]]
"""By id of a row, the cells that are changed: the text by column."""

MOST_LISTED: Final = 12
"""The most ids that a message lists."""

FEWEST_MEMBERS: Final = 2
"""A room has at least this many members."""


class Change(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is changed in a meeting, all at once. The empty one changes nothing."""

    settings: Mapping[str, str] = {}
    """Settings by dotted key, each a TOML value as text."""
    cells: Cells = {}
    """Cells of the sheet."""
    without: tuple[str, ...] = ()
    """Ids of members who are not there."""
    forgotten: tuple[str, ...] = ()
    """Ids of past residents whom nobody remembers."""
    rows: Mapping[str, Intervention] = {}
    """By id of a row, what is changed inside it."""

    def __bool__(self) -> bool:
        """Whether anything is changed."""
        return bool(self.settings or self.cells or self.without or self.forgotten or self.rows)

    @property
    def of_scenario(self) -> bool:
        """Whether the scenario is another one, so that more than the rows is to be made anew."""
        return bool(self.settings or self.without or self.forgotten)


def in_cells_and_settings(given: Mapping[str, str], row: str) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Tell the columns of a ``row`` from dotted keys: the cells by row and column, and the settings.

    A heading that the sheet understands becomes the name of its column. ``rows.ID.COLUMN`` is a cell of another row.
    """
    cells: dict[str, dict[str, str]] = {}
    settings: dict[str, str] = {}
    for key, value in given.items():
        first, _, rest = key.partition(".")
        id_, _, column = rest.rpartition(".") if first == "rows" else (row, "", key)
        if first == "rows" and id_:
            cells.setdefault(id_, {})[_name(column)] = value
        elif "." in key:
            settings[key] = value
        else:
            cells.setdefault(row, {})[_name(key)] = value
    return cells, settings


def _name(heading: str) -> str:
    column = column_of(heading)
    return heading if column is None else column.name


def changed(remade: Remade, change: Change) -> Remade:
    """The same meeting with the change.

    Raises
    ------
    UsageRefused
        If a member or a past resident is not there, or the member is the director.
    ScenarioRefused
        If a setting cannot be used.
    """
    convener = remade.convener
    if change.of_scenario:
        convener = convener.under(scenario_with(remade.scenario, change))
    return replace(remade, convener=convener, changes=_merged(remade.changes, change))


def scenario_with(scenario: Scenario, change: Change) -> Scenario:
    """The scenario with the settings of the change, and without its members and past residents."""
    if change.settings:
        scenario = resettled(scenario, change.settings)
    data = as_data(scenario)
    lists: dict[str, Any] = {}
    if change.without:
        lists["members"] = _without_members(data["members"], change.without)
    if change.forgotten:
        lists["memory.episodes"] = _left(data["memory"]["episodes"], change.forgotten, "--forget", "past residents")
    return resettled(scenario, lists) if lists else scenario


def _without_members(members: Sequence[Mapping[str, Any]], without: Sequence[str]) -> list[Mapping[str, Any]]:
    left = _left(members, without, "--without", "members")
    types = known_types()
    for member in members:
        if member["id"] in without and member["type"] in types and types[member["type"]].role is Role.DIRECTOR:
            allowed = "the director makes the calls, so no meeting is held without one"
            raise UsageRefused(Problem(place="--without", value=member["id"], allowed=allowed))
    if len(left) < FEWEST_MEMBERS:
        allowed = f"a room has at least {FEWEST_MEMBERS} members"
        raise UsageRefused(Problem(place="--without", value=", ".join(without), allowed=allowed))
    return left


def _left(items: Sequence[Mapping[str, Any]], gone: Iterable[str], place: str, what: str) -> list[Mapping[str, Any]]:
    ids = [item["id"] for item in items]
    for id_ in gone:
        if id_ not in ids:
            listed = f"{', '.join(ids[:MOST_LISTED])}{' and more' if len(ids) > MOST_LISTED else ''}"
            allowed = f"the {what} here are {listed}" if ids else f"there are no {what} here"
            raise UsageRefused(Problem(place=place, value=id_, allowed=allowed, nearest=nearest(id_, ids)))
    return [item for item in items if item["id"] not in set(gone)]


def both(first: Change, second: Change) -> Change:
    """Both changes of one meeting at once; ``second`` changes only what is in its rows."""
    merged = _merged(Changes(cells=first.cells, rows=first.rows), second)
    return replace(first, cells=merged.cells, rows=merged.rows)


def _merged(below: Changes, change: Change) -> Changes:
    cells = {id_: {**below.cells.get(id_, {}), **change.cells.get(id_, {})} for id_ in _keys(below.cells, change.cells)}
    rows = {
        id_: _both(below.rows.get(id_, NOTHING), change.rows.get(id_, NOTHING))
        for id_ in _keys(below.rows, change.rows)
    }
    return Changes(cells=cells, rows=rows)


def _keys(first: Mapping[str, object], second: Mapping[str, object]) -> list[str]:
    return [*first, *(key for key in second if key not in first)]


def _both(first: Intervention, second: Intervention) -> Intervention:
    return Intervention(
        silenced=tuple(sorted({*first.silenced, *second.silenced})),
        forgotten=tuple(dict.fromkeys((*first.forgotten, *second.forgotten))),
        quiet=tuple(dict.fromkeys((*first.quiet, *second.quiet))),
        frugal=tuple(dict.fromkeys((*first.frugal, *second.frugal))),
        more_s=first.more_s + second.more_s,
        put=tuple(sorted((*first.put, *second.put), key=lambda act: act.at_s)),
    )

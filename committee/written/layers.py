"""Laying scenarios over each other: a file over what it extends, settings over all of it.

Tables merge key by key. A list, even a list of tables such as ``[[members]]``, replaces the whole list below it:
merging lists by position would make a shorter room impossible to write. To add to the list below, a key says so:
``[[add_members]]``, ``[[memory.add_episodes]]``, ``[[pool.add_rows]]``. Every value remembers the file or setting that
it came from, so that a message can name it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from committee.errors import Problem, ScenarioRefused, nearest
from committee.machine import shipped
from committee.machine.reading import same_file
from committee.written.source import Table, Where, checked, dotted, place_of, plain, read_table, read_value

LONGEST_CHAIN = 8
"""The most files in one chain of ``extends``."""

_OLD_NAMES = {"programme": "program"}
"""Tables by an older name. Scenarios and settings that use the old name keep working."""

_ALTERNATIVES = {"pool": "sheet", "sheet": "pool"}
"""The rows come from one of two tables: a layer that brings one of them removes the other."""

_ADD = "add_"
"""What the name of a list begins with, if the items are added to the list below instead of replacing it."""

_LISTS: Mapping[Where, Mapping[str, str]] = {
    (): {"add_members": "members"},
    ("memory",): {"add_episodes": "episodes"},
    ("pool",): {"add_rows": "rows"},
}
"""By table, the lists that a layer can add to. Their items have an ``id`` each."""


@dataclass(kw_only=True)
class Layered:
    """The data of a scenario, and where each part of it came from."""

    table: Table = field(default_factory=dict)
    """The data so far."""
    origins: dict[Where, str] = field(default_factory=dict)
    """By place in it, the file or setting that wrote it."""
    added: dict[Where, Where] = field(default_factory=dict)
    """By place of an item that was added to a list, where it was written."""
    extends: bool = False
    """Whether it comes from more than one file."""
    sheet_folder: Path | None = None
    """The folder of the file that names the sheet; None if a setting does."""

    def origin(self, where: Where) -> str:
        """The file or setting that wrote ``where``, a value inside it, or else the nearest table around it."""
        inside = next((known for known in self.origins if where and known[: len(where)] == where), where)
        if self.origins.get(inside, "").startswith("--set"):
            return self.origins[inside]
        for length in range(len(where), -1, -1):
            if where[:length] in self.origins:
                return self.origins[where[:length]]
        return "scenario"

    def written(self, where: Where) -> Where:
        """The place where a person wrote what is at ``where``: of an added item, the one in the list it came in."""
        for length in range(len(where), 0, -1):
            if where[:length] in self.added:
                return (*self.added[where[:length]], *where[length:])
        return where

    def lay(self, table: Table, origin: str) -> None:
        """Put the data of one file on top."""
        self._make_way(table)
        self.origins[()] = origin
        self._merge(self.table, table, (), origin)

    def set(self, key: str, value: Any) -> None:
        """Put one setting on top, and merge it if it is a table. ``members.2.capital`` means the second member."""
        origin = f"--set {key}"
        first, *_ = *outer, last = key.split(".")
        self._make_way((first,))
        where: Where = ()
        inside: Any = self.table
        for part in outer:
            step = _step(inside, part, origin)
            if part in _LISTS.get(where, {}):
                allowed = f"give it a list of tables to add; to change an item that is there, use {_LISTS[where][part]}"
                raise ScenarioRefused(Problem(place=origin, value=part, allowed=allowed))
            where = (*where, step)
            if isinstance(step, str) and step not in inside:
                inside[step] = {}
            inside = inside[step]
        self._put(inside, (*where, _step(inside, last, origin)), value, origin)

    def lay_settings(self, settings: Mapping[str, object]) -> None:
        """Put settings on top, each a TOML value as text or a plain value; refuse all wrong ones at once."""
        problems: list[Problem] = []
        for key, value in settings.items():
            try:
                place = f"--set {key}"
                read = read_value(value, place) if isinstance(value, str) else checked(plain(value), place)
                self.set(_new_name(key), read)
                if key.startswith("sheet"):
                    self.sheet_folder = None
            except ScenarioRefused as refused:
                problems.extend(refused.problems)
        if problems:
            raise ScenarioRefused(*problems)

    def lay_beneath(self, where: Where, table: Table, origin: str) -> None:
        """Put the values of ``table`` under what stands at ``where``: only what is missing there.

        Keys then stand in the order of ``table``, and keys that it lacks after them, whoever wrote them.
        """
        inside: Any = self.table
        for key in where:
            inside = inside.setdefault(key, {})
        if not isinstance(inside, dict):
            return
        for key, value in table.items():
            if key not in inside:
                inside[key] = deepcopy(value)
                self.origins[(*where, key)] = origin
            elif isinstance(value, dict) and isinstance(inside[key], dict):
                self.lay_beneath((*where, key), value, origin)
        for key in [*table, *(key for key in inside if key not in table)]:
            inside[key] = inside.pop(key)

    def _make_way(self, keys: Collection[str]) -> None:
        for here, other in _ALTERNATIVES.items():
            if here in keys and other not in keys:
                self.table.pop(other, None)

    def _merge(self, below: Table, above: Table, where: Where, origin: str) -> None:
        # What is added goes on top of a list that the same layer brings.
        for key in sorted(above, key=lambda key: key.startswith(_ADD)):
            self._put(below, (*where, key), above[key], origin)

    def _put(self, inside: Any, where: Where, value: Any, origin: str) -> None:
        """Put ``value`` at the last part of ``where``, which is a key or an index of ``inside``."""
        last = where[-1]
        if isinstance(last, str) and last.startswith(_ADD):
            self._add(inside, where, value, origin)
            return
        below = inside.get(last) if isinstance(inside, dict) else None
        if isinstance(value, dict) and where in _LISTS and not isinstance(below, dict):
            below = self._replace(inside, where, {}, origin)
        if isinstance(value, dict) and isinstance(below, dict):
            self._merge(below, value, where, origin)
        else:
            self._replace(inside, where, deepcopy(value), origin)

    def _replace(self, inside: Any, where: Where, value: Any, origin: str) -> Any:
        """Put ``value`` itself at the last part of ``where``, whatever was there; returns it."""
        inside[where[-1]] = value
        self._forget(where)
        self.origins[where] = origin
        return value

    def _add(self, inside: Table, where: Where, value: Any, origin: str) -> None:
        """Add the items of ``value`` to the list that the last part of ``where`` names."""
        outer, last = where[:-1], str(where[-1])
        lists = _LISTS.get(outer, {})
        if last not in lists:
            raise ScenarioRefused(_no_such_list(where, origin))
        if not (isinstance(value, list) and all(isinstance(item, dict) for item in value)):
            allowed = f"it adds items to {lists[last]}; write a list of tables"
            raise ScenarioRefused(Problem(place=place_of(where, origin), allowed=allowed))
        full = (*outer, lists[last])
        if lists[last] not in inside:
            inside[lists[last]], self.origins[full] = [], origin
        items = inside[lists[last]]
        if not isinstance(items, list):
            allowed = f"{last} adds items to it; write a list of tables"
            raise ScenarioRefused(Problem(place=place_of(full, self.origin(full)), allowed=allowed))
        taken = {below["id"] for below in items if _has_id(below)}
        for number, item in enumerate(value):
            if _has_id(item) and item["id"] in taken:
                allowed = f"{lists[last]} already has an item with this id; give the new one another id"
                place = place_of((*where, number, "id"), origin)
                raise ScenarioRefused(Problem(place=place, value=item["id"], allowed=allowed))
            self.origins[*full, len(items)], self.added[*full, len(items)] = origin, (*where, number)
            items.append(deepcopy(item))
            if _has_id(item):
                taken.add(item["id"])

    def _forget(self, where: Where) -> None:
        for places in (self.origins, self.added):
            for known in [known for known in places if known[: len(where)] == where]:
                del places[known]


def _has_id(item: object) -> bool:
    """Whether an item of a list has an id that is text; the validator refuses any other."""
    return isinstance(item, dict) and isinstance(item.get("id"), str)


def _no_such_list(where: Where, origin: str) -> Problem:
    """A key that would add to a list, in a table that has no such list."""
    known = sorted(dotted((*table, key)) for table, keys in _LISTS.items() for key in keys)
    key = dotted(where)
    return Problem(
        place=origin,
        value=key,
        allowed=f"{_ADD}... adds to a list of the scenario that this one extends; you can use {', '.join(known)}",
        nearest=nearest(key, known),
    )


def _step(inside: object, part: str, origin: str) -> str | int:
    """The key or index that ``part`` means inside a table or list."""
    if isinstance(inside, dict):
        return part
    if not isinstance(inside, list):
        raise ScenarioRefused(Problem(place=origin, value=part, allowed="the value before it has no keys"))
    if not (part.isascii() and part.isdigit() and len(part) < 10 and 1 <= int(part) <= len(inside)):
        allowed = f"name an item of this list by its number, 1 to {len(inside)}"
        raise ScenarioRefused(Problem(place=origin, value=part, allowed=allowed))
    return int(part) - 1


def layered(name_or_path: str, settings: Mapping[str, object]) -> Layered:
    """The scenario's data over everything that it extends and under ``settings``, not yet validated."""
    chain = _chain(name_or_path)
    result = Layered(extends=len(chain) > 1)
    for path, table in reversed(chain):
        result.lay(_renamed({key: value for key, value in table.items() if key != "extends"}, path.name), path.name)
        if "sheet" in table:
            result.sheet_folder = path.parent
    result.lay_settings(settings)
    return result


def _renamed(table: Table, file: str) -> Table:
    """The tables of one file under their present names."""
    for old, new in _OLD_NAMES.items():
        if old in table and new in table:
            allowed = f"this is the old name of {new}, and both are here; write [{new}] only"
            raise ScenarioRefused(Problem(place=file, value=old, allowed=allowed))
    return {_OLD_NAMES.get(key, key): value for key, value in table.items()}


def _new_name(key: str) -> str:
    """The dotted key under the present name of its table."""
    first, dot, rest = key.partition(".")
    return f"{_OLD_NAMES.get(first, first)}{dot}{rest}"


def files_of(name_or_path: str) -> list[Path]:
    """The scenario's file and every file that it extends. Raises :class:`ScenarioRefused` as reading them does."""
    return [path for path, _ in _chain(name_or_path)]


def _chain(name_or_path: str) -> list[tuple[Path, Table]]:
    """The file and all that it extends, the file itself first."""
    chain: list[tuple[Path, Table]] = []
    path = shipped.find(name_or_path)
    while True:
        table = read_table(path)
        chain.append((path, table))
        below = table.get("extends")
        if below is None:
            return chain
        path = _extended(below, path)
        if any(same_file(path, seen) for seen, _ in chain):
            names = " -> ".join(seen.name for seen in [*(seen for seen, _ in chain), path])
            raise ScenarioRefused(
                Problem(place=f"{chain[-1][0].name}, extends", allowed=f"it leads back to itself: {names}")
            )
        if len(chain) == LONGEST_CHAIN:
            allowed = f"at most {LONGEST_CHAIN} files extend one another"
            raise ScenarioRefused(Problem(place=f"{chain[-1][0].name}, extends", allowed=allowed))


def _extended(below: object, path: Path) -> Path:
    place = f"{path.name}, extends"
    if not isinstance(below, str):
        allowed = 'name one scenario, such as "baseline", or a file beside this one'
        raise ScenarioRefused(Problem(place=place, value=str(below), allowed=allowed))
    try:
        return shipped.find(below, beside=path.parent)
    except ScenarioRefused as refused:
        (problem,) = refused.problems
        raise ScenarioRefused(
            Problem(place=place, value=problem.value, allowed=problem.allowed, nearest=problem.nearest)
        ) from None

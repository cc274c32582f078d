"""Where a recording comes from: the address of its meeting, if a shipped scenario and some settings make it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from os import PathLike
from typing import Any

from msgspec.structs import replace

from committee.errors import InputRefused
from committee.experiments.design.levers import as_toml
from committee.experiments.whatifs.address import Address, address_of
from committee.experiments.whatifs.change import Change, both, changed
from committee.experiments.whatifs.remade import Remade, from_recording
from committee.machine import shipped
from committee.meeting.intervention import NOTHING, Intervention
from committee.scenario.loading import as_data, load_scenario


def address_of_recording(path: str | PathLike[str]) -> Address | None:
    """The address of the meeting of the recording at ``path``, once it is known to be the same to the last byte.

    None if it was cut short or made by other rules, if its rows come from a sheet, or if its scenario is no shipped
    one with settings.
    """
    try:
        return address_of_remade(from_recording(path))
    except InputRefused:
        return None


def address_of_remade(remade: Remade) -> Address | None:
    """The address of a meeting that can be made again; None if its scenario is no shipped one with settings."""
    wanted = as_data(remade.scenario)
    title = remade.scenario.title
    name = next((each.name for each in shipped.shipped() if each.title == title), None)
    if name is None or remade.convener.provenance.inputs:
        return None
    settings = dict(_settings(as_data(load_scenario(name)), wanted))
    try:
        if as_data(load_scenario(name, settings)) != wanted:
            return None
    except InputRefused:
        return None
    change = Change(cells=remade.changes.cells, rows=remade.changes.rows)
    return address_of(name, remade.seed, settings=settings, change=change)


def addressed(scenario: str, remade: Remade, change: Change) -> Address | None:
    """The address of a meeting with a change; ``scenario`` is its name or path, empty for a recording.

    None for a recording whose scenario is no shipped one with settings.
    """
    if scenario:
        return address_of(scenario, remade.seed, change=change)
    return address_of_remade(changed(remade, change))


def with_single(address: Address, row: str, inside: Intervention, cells: Mapping[str, str]) -> str:
    """The text of an address at a row with one more change inside it, or of its cells."""
    change = both(
        address.change, Change(cells={row: cells} if cells else {}, rows={row: inside} if inside != NOTHING else {})
    )
    return at(replace(address, change=change), row)


def at(address: Address, row: str, second: float = 0.0) -> str:
    """The text of an address that opens at a row and a second."""
    return replace(address, row=row, second=second).text


def _settings(base: Any, other: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """What is set in ``other`` in another way than in ``base``: dotted keys, and TOML values as text."""
    if base == other:
        return
    if isinstance(base, Mapping) and isinstance(other, Mapping) and base.keys() == other.keys():
        for name in other:
            yield from _settings(base[name], other[name], f"{key}.{name}" if key else name)
    elif isinstance(base, list) and isinstance(other, list) and _same_items(base, other):
        for number, (first, second) in enumerate(zip(base, other, strict=True), start=1):
            yield from _settings(first, second, f"{key}.{number}")
    else:
        yield key, as_toml(other)


def _same_items(base: list[Any], other: list[Any]) -> bool:
    """Whether two lists hold tables about the same things in the same order, such as the same members."""
    tables = [*base, *other]
    named = all(isinstance(item, Mapping) and "id" in item for item in tables)
    return named and [item["id"] for item in base] == [item["id"] for item in other]

"""What can be set, value by value: every place of a scenario's data with what may stand there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, is_dataclass
from enum import StrEnum
from typing import Any, get_args

from pydantic import BaseModel

from committee.scenario.declared import bare, bounds_of, entry, fields_of, is_a_table
from committee.scenario.scenario import Scenario
from committee.units import words_of


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One value in a scenario's data: its place, the key of its setting, and what may stand there."""

    where: tuple[str | int, ...]
    setting: str
    kind: Any

    @property
    def ends(self) -> tuple[Any, ...]:
        """Both bounds of a number, or every word; nothing for free text."""
        bounds = bounds_of(self.kind)
        if bounds is not None:
            whole = bare(self.kind) is int
            return tuple(int(bound) if whole else float(bound) for bound in bounds)
        return (False, True) if self.kind is bool else words_of(self.kind)


def leaves(data: Any, kind: Any = Scenario, where: tuple[str | int, ...] = (), setting: str = "") -> Iterator[Leaf]:
    """Every value in ``data`` (a scenario as plain data) with what may stand in its place."""
    record = kind if isinstance(kind, type) and not issubclass(kind, StrEnum) else None
    if data is None:
        return
    if record is not None and (is_dataclass(record) or issubclass(record, BaseModel)):
        for name, inner in fields_of(record).items():
            yield from leaves(data[name], _present(inner), (*where, name), f"{setting}.{name}".lstrip("."))
    elif is_a_table(kind):
        for word, value in data.items():
            yield from leaves(value, entry(kind), (*where, word), setting)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from leaves(value, get_args(bare(kind))[0], (*where, index), setting)
    else:
        yield Leaf(where=where, setting=setting, kind=kind)


Choice = Mapping[tuple[str | int, ...], Any]
"""Where in a scenario as plain data, and what shall stand there."""


def with_choice(plain: Mapping[str, Any], choice: Choice) -> dict[str, Any]:
    """A copy of ``plain`` with these values. Scales and tiers stand upright, and some part of a score weighs."""
    data = deepcopy(dict(plain))
    for where, value in choice.items():
        inside: Any = data
        for part in where[:-1]:
            inside = inside[part]
        inside[where[-1]] = value
    call, composite = data["meeting"]["call"], data["program"]["composite"]
    for scale, tiers in (("tiers", ("low", "mid", "top")), ("invite", ("hold", "invite"))):
        call[scale].update(zip(tiers, sorted(call[scale].values()), strict=True))
    for scale in ("exam", "fit"):
        names = (f"{scale}_low", f"{scale}_high")
        low, high = sorted(composite[name] for name in names)
        shipped = [plain["program"]["composite"][name] for name in names]
        composite.update(zip(names, (low, high) if low < high else shipped, strict=True))
    if not any(composite[f"{part}_weight"] for part in ("exam", "class", "fit")):
        composite["fit_weight"] = 0.01
    return data


def _present(kind: Any) -> Any:
    """The type without the None that says that it may be left out."""
    inner = [part for part in get_args(kind) if part is not type(None)]
    return inner[0] if type(None) in get_args(kind) else kind

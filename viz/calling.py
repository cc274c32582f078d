"""How a difference between two scenarios is said: *memory off*, *Dr Vale: capital 3*, *without Dr Hale*."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from committee.recording.spoken import printable

LONGEST_VALUE: Final = 40
"""Characters of a value that are told."""

_NAMES: Final[Mapping[tuple[str, ...], tuple[str, str]]] = {
    ("members",): ("with {}", "without {}"),
    ("memory", "episodes"): ("somebody remembers {}", "nobody remembers {}"),
    ("pool", "rows"): ("with the row {}", "without the row {}"),
}
"""By list whose items have ids: what is said where only one of two scenarios has an item."""

_KNOWN_BY: Final = ("name", "label", "id")
"""The keys under which an item of a list has what people call it, the best first."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One difference."""

    here: str
    """How it is in this meeting."""
    usual: str
    """How it is otherwise."""


def said(key: tuple[str, ...], usual: Any, here: Any, scenarios: tuple[Any, Any]) -> Said:
    """The difference at ``key``: ``usual`` stands in the first of two ``scenarios``, ``here`` in the second."""
    inside = next((outer for outer in _NAMES if key[: len(outer)] == outer and len(key) > len(outer)), None)
    if inside is None:
        return Said(here=_setting(key[-1], here), usual=_setting(key[-1], usual))
    id_ = key[len(inside)]
    if len(key) == len(inside) + 1:
        there, gone = _NAMES[inside]
        who = _called(usual or here, id_)
        present, absent = there.format(who), gone.format(who)
        return Said(here=absent, usual=present) if here is None else Said(here=present, usual=absent)
    who = _called(_item(scenarios, inside, id_), id_)
    return Said(here=f"{who}: {_setting(key[-1], here)}", usual=f"{who}: {_setting(key[-1], usual)}")


def _item(scenarios: tuple[Any, Any], inside: tuple[str, ...], id_: str) -> Any:
    """The item of a list that has this id, in the first scenario that has one."""
    for table in scenarios:
        found: Any = table
        for part in inside:
            found = found.get(part) or {}
        for item in found:
            if item.get("id") == id_:
                return item
    return {}


def _called(item: Any, id_: str) -> str:
    named = next((item[key] for key in _KNOWN_BY if isinstance(item, Mapping) and item.get(key)), id_)
    return printable(str(named))


def _setting(name: str, value: Any) -> str:
    """A setting with its value, as people say it."""
    words = name.replace("_", " ")
    if isinstance(value, bool):
        return f"{words} {'on' if value else 'off'}"
    if value is None or value in ("", [], ()):
        return f"no {words}"
    return f"{words} {in_words(value)}"


def in_words(value: Any) -> str:
    """A value on one line, short enough to read."""
    if isinstance(value, float):
        text = f"{value:g}"
    elif isinstance(value, str):
        text = value.replace("_", " ").replace(":", " ")
    elif isinstance(value, (list, tuple)) and all(isinstance(each, (str, int)) for each in value):
        text = ", ".join(in_words(each) for each in value)
    else:
        text = json.dumps(value, default=str)
    return printable(text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…")

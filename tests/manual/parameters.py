"""Every setting of a scenario: what it is, unit, range, the value that is shipped, its source.

Of a meeting that is the value in ``baseline.toml``, and it is told which statements hold it; of some years, the value
in ``season.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, get_origin

from committee.machine.shipped import comments
from committee.scenario.declared import Setting, season_settings, settings
from committee.scenario.loading import as_data, load_scenario, load_season
from committee.terms import Kind
from tests.manual.markdown import Table, as_markdown
from tests.manual.pinned import NOT_HELD, PINNED

UNCERTAIN: Final = "*uncertain*"
COLUMNS: Final = ("parameter", "what it is", "unit", "range")

UNSAID: Final[Mapping[str, str]] = {"program.usual": "assumption, from the pool's averages"}
"""Sources of settings that have no line of their own in the baseline."""


def parameters() -> str:
    """Every setting of a meeting, with its value in the baseline and the statements that hold it."""
    sources, values = comments("baseline"), as_data(load_scenario("baseline"))
    lines = {setting: (*_line(setting, sources, values), _held_by(setting.key)) for setting in settings()}
    return _tables((*COLUMNS, "baseline", "source", "held by"), lines)


def season_parameters() -> str:
    """Every setting of some years, with its default. What each type of program has is shown once for all types."""
    sources, values = comments("season"), as_data(load_season("season"))
    return _tables(
        (*COLUMNS, "default", "source"),
        {setting: _line(setting, sources, values) for setting in season_settings()},
    )


def _tables(head: tuple[str, ...], lines: Mapping[Setting, tuple[str, ...]]) -> str:
    """A table for each table of the scenario, under its name."""
    sections: dict[str, Table] = {}
    for setting, line in lines.items():
        sections.setdefault(_section(setting.key), []).append(line)
    return "\n\n".join(f"#### {name}\n\n{as_markdown(head, rows)}" for name, rows in sections.items())


def _section(key: str) -> str:
    return key.rsplit(".", 1)[0]


def _line(setting: Setting, sources: Mapping[str, str], values: Any) -> tuple[str, ...]:
    key = setting.key
    source = _source_of(key, sources) or UNSAID.get(_section(key), "")
    return (f"`{key}`", setting.doc, setting.unit, _range(setting), _shown(_value(values, key)), source)


def _source_of(key: str, by_key: Mapping[str, str]) -> str:
    """The sources of a setting: of its line, else of the lines of its words, else of the table in which it stands."""
    words = [comment for name, comment in by_key.items() if name.startswith(f"{key}.")]
    for said in ([by_key.get(key, "")], words, [by_key.get(_section(key), "")]):
        if found := dict.fromkeys(source for comment in said if (source := _source(comment))):
            return "; ".join(found)
    return ""


def _source(comment: str) -> str:
    """The source that a comment ends with, in brackets; of a part that ends in brackets of its own, that source too."""
    if not comment.endswith("]"):
        return ""
    source = "; ".join(re.findall(r"\[([^\]]*[A-Za-z][^\]]*)\]", comment))
    return re.sub(r"\bD\b", "practitioners", re.sub(r"\bA\b", "assumption", source))


def _value(values: Any, key: str) -> Any:
    """The value at a dotted key; of kinds all of them by name, of list items and types of programs all of them."""
    for number, part in enumerate(parts := key.split(".")):
        rest = ".".join(parts[number:])
        if values is None:
            return None
        if isinstance(values, (list, tuple)):
            return [_value(item, rest) for item in values]
        if part not in values:
            of_each = {word: _value(inner, rest) for word, inner in values.items()}
            return of_each if set(values) <= set(Kind) else list(of_each.values())
        values = values[part]
    return values


_FEW = 2
"""Words of a list that are all shown; of more, the table says how many."""


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{word}: {_shown(entry)}" for word, entry in value.items())
    if isinstance(value, list) and 0 < len(value) <= _FEW and all(isinstance(word, str) for word in value):
        return " and ".join(value)
    if isinstance(value, list):
        flat = [part for item in value for part in (item.values() if isinstance(item, dict) else (item,))]
        numbers = [part for part in flat if isinstance(part, (int, float))]
        span = sorted({f"{number:g}": number for number in numbers}.items(), key=lambda each: each[1])
        return (
            " to ".join(dict.fromkeys((span[0][0], span[-1][0])))
            if span
            else ""
            if not value
            else f"{len(value)} given"
        )
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, (int, float)) else "" if value is None else str(value)


def _range(setting: Setting) -> str:
    if setting.is_a_switch:
        return "true, false"
    if setting.bounds is not None:
        low, high = setting.bounds
        return f"[{low:g}, {high:g}]"
    return ", ".join(setting.words) or ("text" if get_origin(setting.kind) is Annotated else "")


def _held_by(key: str) -> str:
    if key in PINNED:
        return "; ".join(PINNED[key])
    return next((why for name, why in NOT_HELD.items() if f"{key}.".startswith(f"{name}.")), UNCERTAIN)

"""Every setting of a scenario: what it is, unit, range, value in the baseline, source, and which statements hold it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, get_origin

from committee.scenario.loading import as_data, load_scenario
from committee.terms import Kind
from tests.declared import Setting, settings
from tests.manual.markdown import Table, as_markdown
from tests.manual.pinned import NOT_HELD, PINNED

BASELINE: Final = Path(__file__).resolve().parents[2] / "scenarios" / "baseline.toml"
UNCERTAIN: Final = "*uncertain*"

UNSAID: Final[Mapping[str, str]] = {"program.usual": "assumption, from the pool's averages"}
"""Sources of settings that have no line of their own in the baseline."""


def parameters() -> str:
    """Every setting: what it is, unit, range, value in the baseline, source, and which statements hold it."""
    sections: dict[str, Table] = {}
    sources = {key: _source(comment) for key, comment in comments().items()}
    values = as_data(load_scenario("baseline"))
    for setting in settings():
        section = setting.key.rsplit(".", 1)[0]
        source = sources.get(setting.key) or UNSAID.get(section, "")
        value = _shown(_value(values, setting.key))
        line = (f"`{setting.key}`", setting.doc, setting.unit, _range(setting), value, source, _held_by(setting.key))
        sections.setdefault(section, []).append(line)
    head = ("parameter", "what it is", "unit", "range", "baseline", "source", "held by")
    return "\n\n".join(f"#### {name}\n\n{as_markdown(head, rows)}" for name, rows in sections.items())


def comments() -> dict[str, str]:
    """The comment of each setting in the baseline, by dotted key; of kinds and list items the first."""
    by_key: dict[str, str] = {}
    section = ""
    for line in BASELINE.read_text().splitlines():
        if heading := re.match(r"\[+([\w.]+)\]+", line):
            section = re.sub(r"posture\.\w+", "posture", heading[1])
        elif setting := re.match(r"(\w+) = [^#]*#\s*(.+)", line):
            by_key.setdefault(f"{section}.{setting[1]}", setting[2])
    return by_key


def _source(comment: str) -> str:
    """The source that a comment ends with, in brackets."""
    source = re.search(r"\[([^\]]+)\]$", comment)
    return re.sub(r"\bD\b", "practitioners", re.sub(r"\bA\b", "assumption", source[1])) if source else ""


def _value(values: Any, key: str) -> Any:
    """The value at a dotted key; of list items and kinds, all of them by name."""
    for number, part in enumerate(parts := key.split(".")):
        if values is None:
            return None
        if isinstance(values, (list, tuple)):
            return [_value(item, ".".join(parts[number:])) for item in values]
        if part not in values and set(values) <= set(Kind):
            return {kind: inner[part] for kind, inner in values.items()}
        values = values[part]
    return values


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{word}: {_shown(entry)}" for word, entry in value.items())
    if isinstance(value, list):
        numbers = [item for item in value if isinstance(item, (int, float))]
        return f"{min(numbers):g} to {max(numbers):g}" if numbers else "" if not value else f"{len(value)} given"
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

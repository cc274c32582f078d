"""Every setting of a scenario: what it is, unit, range, value in the baseline, source, and which statements hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel

from committee.scenario.loading import as_data, load_scenario
from committee.scenario.scenario import Scenario
from committee.scenario.units import UsualColumn
from committee.terms import Kind
from tests.manual.markdown import Table, as_markdown
from tests.manual.pinned import NOT_HELD, PINNED

BASELINE: Final = Path(__file__).resolve().parents[2] / "scenarios" / "baseline.toml"
UNCERTAIN: Final = "*uncertain*"

UNITS: Final[Mapping[str, str]] = {
    "A share, 0 to 1.": "share",
    "A share above 0.": "share",
    "Standard units: 1 is one standard deviation of an exam.": "su",
    "Standard units, signed: below 0 speaks against.": "su",
    "Standard units for each point, year or month.": "su each",
    "An exam score.": "score",
    "Points of 100.": "of 100",
    "An interview mean, 1 to 5.": "mean of 5",
    "Years.": "years",
    "Months.": "months",
    "Seconds of talk.": "s",
    "Seconds.": "s",
    "Words.": "words",
    "Units of capital.": "capital",
    "Units of a bid for the floor.": "bid",
    "Stance, -1 do not rank to 1 top.": "stance",
    "A multiplier; 1 changes nothing.": "factor",
    "A multiplier above 0; 1 changes nothing.": "factor",
    "A count.": "count",
    "Any unit; normalised.": "%",
    "Seats to fill.": "posts",
    "Ranked rows a seat is felt to need.": "rows a post",
    "The year of the rank meeting.": "year",
    "Years that halve a memory.": "years",
    "How it went, -1 to 1.": "-1 to 1",
    "A place at the table, 0 to 31; it keys the member's draws.": "seat",
}
"""The unit of a type, by its description in ``scenario.py``."""

UNITS_OF: Final[Mapping[str, str]] = {
    "programme.points.step2_merit_most": "su",
    "meeting.reading.tolerance_most": "share",
    "meeting.speech.words_per_minute": "words/min",
    "meeting.floor.expressed_prior": "speakers",
    "meeting.persuasion.pull_width": "stance",
    "meeting.call.plenty_par": "rows a post",
    "meeting.capital.stake_strong": "capital",
    "meeting.capital.stake_mild": "capital",
    "meeting.capital.own_stake": "capital",
    "meeting.capital.ceiling": "factor",
    "meeting.review.stake": "capital",
    "memory.ghost_least": "share",
    "memory.episodes.year": "year",
    "pool.us_md": "rows",
    "pool.us_do": "rows",
    "pool.us_img": "rows",
    "pool.non_us_img": "rows",
}
"""The unit where the type says only bounds."""

SAID_HERE: Final[Mapping[str, str]] = {
    "programme.usual": "taken for granted of this column where a member does not know it [A, from the pool's averages]",
    "pool.rows": "fixed rows in the columns of the sheet, each in the place of one drawn row of its kind; none",
    "sheet.file": "rows from a file beside the scenario, in the place of a pool; none",
}
"""Settings that have no one line in the baseline."""


def parameters() -> str:
    """Every setting: what it is, unit, range, value in the baseline, source, and which statements hold it."""
    sections: dict[str, Table] = {}
    said = comments()
    values = as_data(load_scenario("baseline"))
    for key, annotation, metadata in settings(Scenario, ""):
        section = key.rsplit(".", 1)[0]
        meaning, source = _meaning_and_source(said.get(key) or SAID_HERE[_without_last(key, SAID_HERE)])
        value = _shown(_value(values, key))
        line = (f"`{key}`", meaning, _unit(key, annotation, metadata), _range(annotation, metadata), value, source)
        sections.setdefault(section, []).append((*line, _held_by(key)))
    head = ("parameter", "what it is", "unit", "range", "baseline", "source", "held by")
    return "\n\n".join(f"#### {name}\n\n{as_markdown(head, rows)}" for name, rows in sections.items())


def settings(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    """Every setting by dotted key, with its type and its bounds; kinds and list items are left out of the key."""
    for name, field in model.model_fields.items():
        if name in ("title", "question"):
            continue
        inner = _section_in(field.annotation)
        if inner is not None:
            yield from settings(inner, f"{prefix}{name}.")
        elif name == "usual":
            yield from (
                (f"{prefix}usual.{column}", get_args(get_args(field.annotation)[1])[1], ())
                for column in get_args(UsualColumn)
            )
        else:
            yield f"{prefix}{name}", field.annotation, (field.description, *field.metadata)


def _section_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for found in map(_section_in, get_args(annotation)) if found is not None), None)


def comments() -> dict[str, str]:
    """The comment of each setting in the baseline, by dotted key; of kinds and list items the first."""
    found: dict[str, str] = {}
    section = ""
    for line in BASELINE.read_text().splitlines():
        if heading := re.match(r"\[+([\w.]+)\]+", line):
            section = re.sub(r"posture\.\w+", "posture", heading[1])
        elif setting := re.match(r"(\w+) = [^#]*#\s*(.+)", line):
            found.setdefault(f"{section}.{setting[1]}", setting[2])
    return found


def _without_last(key: str, known: Mapping[str, str]) -> str:
    return key if key in known else key.rsplit(".", 1)[0]


def _meaning_and_source(comment: str) -> tuple[str, str]:
    """A comment's words, and the source that it ends with in brackets."""
    found = re.match(r"(.*?)\s*\[([^\]]+)\]$", comment)
    if found is None:
        return comment, ""
    source = re.sub(r"\bD\b", "practitioners", re.sub(r"\bA\b", "assumption", found[2]))
    return found[1], source


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
        return ", ".join(f"{word}: {_shown(one)}" for word, one in value.items())
    if isinstance(value, list):
        numbers = [one for one in value if isinstance(one, (int, float))]
        return f"{min(numbers):g} to {max(numbers):g}" if numbers else "" if not value else f"{len(value)} given"
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, (int, float)) else "" if value is None else str(value)


def _bounded(annotation: Any, metadata: tuple[Any, ...]) -> tuple[Any, ...]:
    """The description and bounds of a number, also where it stands in a table of numbers."""
    for inner in get_args(annotation) if get_origin(annotation) is dict else (annotation,):
        for extra in getattr(inner, "__metadata__", ()):
            metadata = (*metadata, extra.description, *extra.metadata)
    return metadata


def _unit(key: str, annotation: Any, metadata: tuple[Any, ...]) -> str:
    described = next(
        (UNITS[text] for text in _bounded(annotation, metadata) if isinstance(text, str) and text in UNITS), ""
    )
    return UNITS_OF.get(key, described)


def _range(annotation: Any, metadata: tuple[Any, ...]) -> str:
    if annotation is bool:
        return "true, false"
    words = _words(annotation)
    if words:
        return ", ".join(words)
    bounds = {
        name: getattr(one, name)
        for one in _bounded(annotation, metadata)
        for name in ("gt", "ge", "lt", "le")
        if hasattr(one, name)
    }
    if not bounds:
        return "text" if annotation is str else ""
    low = f"({bounds['gt']:g}" if "gt" in bounds else f"[{bounds['ge']:g}"
    high = f"{bounds['lt']:g})" if "lt" in bounds else f"{bounds['le']:g}]"
    return f"{low}, {high}"


def _words(annotation: Any) -> tuple[str, ...]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return tuple(annotation)
    return tuple(map(str, get_args(annotation))) if get_origin(annotation) is Literal else ()


def _held_by(key: str) -> str:
    if key in PINNED:
        return "; ".join(PINNED[key])
    return next((why for name, why in NOT_HELD.items() if f"{key}.".startswith(f"{name}.")), UNCERTAIN)

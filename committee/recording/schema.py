"""The published JSON Schema of a line, and the check the reader makes with it.

``recording.schema.json`` is the definition: other programs may validate against it, and the reader here
compiles the same file into plain functions, so the two cannot drift. Only the keywords that the file
uses are supported: type, const, enum, required, properties, additionalProperties (a schema), items,
minItems, maxItems, minLength, minimum, maximum, pattern, anyOf and ``$ref`` into ``$defs``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import isfinite
from typing import Any

from committee.errors import Problem, nearest, quoted

SCHEMA_FILE = "recording.schema.json"

LONGEST_KEY = 40
"""A message repeats keys shorter than this as they are; it quotes and shortens longer ones."""

Check = Callable[[Any], Problem | None]
"""Returns None if the value fits; else what is wrong, with the path to it in ``place`` (``.points[2].valence``)."""

Node = Mapping[str, Any]

_TYPES: dict[str, tuple[str, tuple[type, ...]]] = {
    "string": ("a text", (str,)),
    "number": ("a number", (int, float)),
    "integer": ("a whole number", (int, float)),
    "object": ("an object", (dict,)),
    "array": ("a list", (list,)),
    "null": ("null", (type(None),)),
}


@cache
def schema() -> Node:
    """The published schema as plain data."""
    text = files(__package__).joinpath(SCHEMA_FILE).read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


@cache
def events() -> tuple[str, ...]:
    """The values that ``event`` may have, in the order in which they come in a recording."""
    return tuple(line["$ref"].rpartition("/")[2] for line in schema()["oneOf"])


@cache
def check_of(event: str) -> Check:
    """The check of a whole line whose ``event`` is the one given, which is in :func:`events`."""
    return _compiled({"$ref": f"#/$defs/{event}"})


def check_line(line: object) -> Problem | None:
    """Why ``line`` (one parsed line) is not a line of a recording, or None if it is."""
    if not isinstance(line, dict):
        return _misfit(line, "an object")
    event = line.get("event")
    if not isinstance(event, str) or event not in events():
        close = nearest(event, events()) if isinstance(event, str) else None
        return Problem(
            place=".event", value=_shown(event), allowed=f"it must be one of {', '.join(events())}", nearest=close
        )
    return check_of(event)(line)


def _compiled(node: Node) -> Check:
    checks = [_MAKERS[word](node) for word in node if word in _MAKERS]
    if len(checks) == 1:
        return checks[0]
    every = _every(checks)
    if node.get("type") == "number" and {"minimum", "maximum"} <= node.keys():
        return _bounded(node["minimum"], node["maximum"], every)
    return every


def _every(checks: Sequence[Check]) -> Check:
    def every(value: Any) -> Problem | None:
        for check in checks:
            if problem := check(value):
                return problem
        return None

    return every


def _bounded(least: float, most: float, otherwise: Check) -> Check:
    """A shortcut for nearly every number in a recording: a float within its bounds."""

    def bounded(value: Any) -> Problem | None:
        return None if type(value) is float and least <= value <= most else otherwise(value)

    return bounded


@cache
def _definition(name: str) -> Check:
    return _compiled(schema()["$defs"][name])


def _ref(node: Node) -> Check:
    return _definition(node["$ref"].rpartition("/")[2])


def _type(node: Node) -> Check:
    word = node["type"]
    wanted, types = _TYPES[word]
    numeric, whole = word in ("number", "integer"), word == "integer"

    def check(value: Any) -> Problem | None:
        if not isinstance(value, types) or (numeric and isinstance(value, bool)):
            return _misfit(value, wanted)
        if isinstance(value, float) and (not isfinite(value) or (whole and value != int(value))):
            return _misfit(value, wanted)
        return None

    return check


def _const(node: Node) -> Check:
    return _enum({"enum": [node["const"]]})


def _enum(node: Node) -> Check:
    choices = node["enum"]
    # True equals 1 in Python but not in JSON, so the kind of scalar is part of the key.
    keys = {(_scalar(choice), choice) for choice in choices}
    words = [choice for choice in choices if isinstance(choice, str)]
    allowed = "it must be " + ("one of " if len(choices) > 1 else "") + ", ".join(map(_shown, choices))

    def check(value: Any) -> Problem | None:
        if not isinstance(value, (dict, list)) and (_scalar(value), value) in keys:
            return None
        close = nearest(value, words) if isinstance(value, str) else None
        return Problem(place="", value=_shown(value), allowed=allowed, nearest=close)

    return check


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    return "number" if isinstance(value, (int, float)) else type(value).__name__


def _required(node: Node) -> Check:
    names: list[str] = node["required"]

    def check(value: Any) -> Problem | None:
        for name in names:
            if name not in value:
                return Problem(place=f".{name}", allowed="it is missing")
        return None

    return check


def _properties(node: Node) -> Check:
    checks = {name: _compiled(inner) for name, inner in node["properties"].items()}

    def check(value: Any) -> Problem | None:
        for name, check_field in checks.items():
            if name in value and (problem := check_field(value[name])):
                return _under(f".{name}", problem)
        return None

    return check


def _additional(node: Node) -> Check:
    check_entry = _compiled(node["additionalProperties"])

    def check(value: Any) -> Problem | None:
        for name, entry in value.items():
            if problem := check_entry(entry):
                return _under(
                    f".{name}" if name.isidentifier() and len(name) < LONGEST_KEY else f".{quoted(name)}", problem
                )
        return None

    return check


def _items(node: Node) -> Check:
    check_item = _compiled(node["items"])

    def check(value: Any) -> Problem | None:
        for index, item in enumerate(value):
            if problem := check_item(item):
                return _under(f"[{index}]", problem)
        return None

    return check


def _min_items(node: Node) -> Check:
    least: int = node["minItems"]
    return lambda value: None if len(value) >= least else Problem(place="", allowed=f"at least {least} is needed")


def _max_items(node: Node) -> Check:
    most: int = node["maxItems"]
    return lambda value: None if len(value) <= most else _misfit(value, f"a list of at most {most}")


def _min_length(node: Node) -> Check:
    least: int = node["minLength"]
    return lambda value: None if len(value) >= least else _misfit(value, f"text of at least {least} character")


def _minimum(node: Node) -> Check:
    least: float = node["minimum"]
    return lambda value: None if value >= least else _misfit(value, f"at least {least}")


def _maximum(node: Node) -> Check:
    most: float = node["maximum"]
    return lambda value: None if value <= most else _misfit(value, f"at most {most}")


def _pattern(node: Node) -> Check:
    pattern = re.compile(node["pattern"])
    return lambda value: None if pattern.search(value) else _misfit(value, f"text like {pattern.pattern}")


def _any_of(node: Node) -> Check:
    checks = [_compiled(inner) for inner in node["anyOf"]]

    def check(value: Any) -> Problem | None:
        problem = None
        for check_way in checks:
            problem = check_way(value)
            if problem is None:
                return None
        return problem

    return check


def _misfit(value: Any, allowed: str) -> Problem:
    return Problem(place="", value=_shown(value), allowed=f"it must be {allowed}")


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**20:
        return "a huge whole number"
    return json.dumps(value)


def _under(step: str, problem: Problem) -> Problem:
    return Problem(place=step + problem.place, value=problem.value, allowed=problem.allowed, nearest=problem.nearest)


# "type" comes first in every definition, so the checks after it may rely on the type.
_MAKERS: dict[str, Callable[[Node], Check]] = {
    "type": _type,
    "const": _const,
    "enum": _enum,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "items": _items,
    "minItems": _min_items,
    "maxItems": _max_items,
    "minLength": _min_length,
    "minimum": _minimum,
    "maximum": _maximum,
    "pattern": _pattern,
    "anyOf": _any_of,
    "$ref": _ref,
}

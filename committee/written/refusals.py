"""The validator's errors as sentences for a person.

The validator names a place as a path of keys, and a kind of error. What may be there comes from the schema of the
record, so bounds, words and known keys are written once: on its fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from pydantic import BaseModel, ValidationError

from committee.errors import Problem, nearest
from committee.units import PATTERNS, AtOdds
from committee.written.source import Table, Where, dotted, place_of

_MOST_KEYS = 15
"""The most known keys that a message lists. If there are more, it names only the nearest."""

Schema = Mapping[str, Any]


class Origins(Protocol):
    """The data that was validated, and where each part of it was written."""

    @property
    def table(self) -> Table:
        """The data."""

    def origin(self, where: Where) -> str:
        """The file or setting that wrote ``where``."""

    def written(self, where: Where) -> Where:
        """The place in that file or setting."""


@dataclass(frozen=True, kw_only=True)
class OneFile:
    """The data of one file that extends no other."""

    table: Table
    """The data."""
    name: str
    """The name of the file."""

    def origin(self, where: Where) -> str:  # noqa: ARG002 - every part comes from the same file
        """The file."""
        return self.name

    def written(self, where: Where) -> Where:
        """The place in it."""
        return where


def problems_of(error: ValidationError, origins: Origins, model: type[BaseModel]) -> list[Problem]:
    """Every error of a validation as a problem, once each, in the validator's order."""
    schema = model.model_json_schema()
    problems: list[Problem] = []
    for detail in error.errors(include_url=False):
        problem = _problem(detail, origins, schema)
        if problem not in problems:
            problems.append(problem)
    return problems


def _problem(detail: Mapping[str, Any], origins: Origins, schema: Schema) -> Problem:
    where = _real_part(detail["loc"], origins.table)
    if detail["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
        return _unknown_key(where, origins, schema)
    if detail["type"] == "missing":
        missing = (*where, str(detail["loc"][-1]))
        place = _place(missing, origins)
        return Problem(place=place, allowed=f"it is missing; use {allowed_at(schema, missing)}")
    if detail["loc"] and detail["loc"][-1] == "[key]":
        return _unknown_key(where, origins, schema)
    if detail["type"] == "value_error":
        return _at_odds(detail["ctx"]["error"], where, origins)
    allowed = allowed_at(schema, where)
    value = _value_at(origins.table, where)
    if isinstance(value, dict | list):
        this = "a table" if isinstance(value, dict) else f"a list of {len(value)}"
        return Problem(place=_place(where, origins), allowed=f"this is {this}; use {allowed}")
    near = nearest(value, words_at(schema, where)) if isinstance(value, str) else None
    return Problem(place=_place(where, origins), value=_shown(value), allowed=f"use {allowed}", nearest=near)


def _at_odds(error: ValueError, where: Where, origins: Origins) -> Problem:
    """A value that is fine by itself but conflicts with another, or that one of our rules refuses."""
    if isinstance(error, AtOdds):
        return Problem(place=_place((*where, *error.where), origins), value=error.value, allowed=str(error))
    value = _value_at(origins.table, where)
    shown = None if isinstance(value, dict | list) else _shown(value)
    return Problem(place=_place(where, origins), value=shown, allowed=str(error))


def _unknown_key(where: Where, origins: Origins, schema: Schema) -> Problem:
    table, key = where[:-1], str(where[-1])
    known = known_keys(schema, table)
    if not known:
        return Problem(
            place=_place(where, origins), value=key, allowed=f"use a name {_named_by(schema, table)}".strip()
        )
    listed = f"the keys here are {', '.join(known)}" if len(known) <= _MOST_KEYS else "there is no such key here"
    origin = origins.origin(where)
    place = f"{origin}, {dotted(origins.written(table))}" if table and not origin.startswith("--set") else origin
    return Problem(place=place, value=key, allowed=listed, nearest=nearest(key, known))


def _named_by(schema: Schema, table: Where) -> str:
    """How the keys of a table must be spelled whose keys are names."""
    patterns = [pattern for choice in _at(schema, table) for pattern in choice.get("patternProperties", {})]
    return " or ".join(PATTERNS[pattern] for pattern in patterns if pattern in PATTERNS)


def _place(where: Where, origins: Origins) -> str:
    return place_of(origins.written(where), origins.origin(where))


def _real_part(loc: Where, table: object) -> Where:
    """The part of the validator's path that exists in the data. For choices, the validator adds parts of its own."""
    where: Where = ()
    for part in loc:
        if _holds(table, part):
            where, table = (*where, part), _value_at(table, (part,))
        elif not isinstance(table, dict | list):
            break
    return where


def _holds(table: object, part: str | int) -> bool:
    if isinstance(table, dict):
        return part in table
    return isinstance(table, list) and isinstance(part, int) and part < len(table)


def _value_at(table: Any, where: Where) -> Any:
    for part in where:
        table = table[part]
    return table


def _shown(value: object) -> str | None:
    """A value as TOML writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def known_keys(schema: Schema, where: Where) -> list[str]:
    """The keys that the table at ``where`` may hold, in the order of the schema."""
    keys: list[str] = []
    for choice in _at(schema, where):
        keys.extend(choice.get("properties", {}))
        keys.extend(_resolved(schema, choice.get("propertyNames", {})).get("enum", ()))
    return keys


def words_at(schema: Schema, where: Where) -> list[str]:
    """The words of the closed lists that apply at ``where``; none if anything else may be there."""
    return [str(word) for choice in _at(schema, where) for word in (*choice.get("enum", ()), choice.get("const", ""))]


def allowed_at(schema: Schema, where: Where) -> str:
    """What may be at ``where``, in words: ``a whole number from 1990 to 2100``."""
    words = [_words(choice) for choice in _at(schema, where) if choice.get("type") != "null"]
    return " or ".join(dict.fromkeys(words)) or "another value"


def _at(schema: Schema, where: Where) -> list[Schema]:
    """The schemas that apply at ``where``; more than one if there is a choice."""
    here = _choices(schema, schema)
    for part in where:
        inner = [_inside(choice, part) for choice in here]
        here = [choice for part in inner if part is not None for choice in _choices(schema, part)]
    return here


def _inside(choice: Schema, part: str | int) -> Schema | None:
    if isinstance(part, int):
        prefixed: list[Schema] = choice.get("prefixItems", [])
        inner = prefixed[part] if part < len(prefixed) else choice.get("items")
    else:
        named = {pattern: of for pattern, of in choice.get("patternProperties", {}).items() if re.search(pattern, part)}
        others = next(iter(named.values()), choice.get("additionalProperties"))
        inner = choice.get("properties", {}).get(part, others)
    return inner if isinstance(inner, dict) else None


def _choices(schema: Schema, part: Schema) -> list[Schema]:
    part = _resolved(schema, part)
    options = part.get("anyOf", part.get("oneOf"))
    if options is None:
        return [part]
    return [choice for option in options for choice in _choices(schema, option)]


def _resolved(schema: Schema, part: Schema) -> Schema:
    while "$ref" in part:
        part = schema["$defs"][part["$ref"].rsplit("/", 1)[-1]]
    return part


def _words(choice: Schema) -> str:
    if "const" in choice:
        return str(choice["const"])
    if "enum" in choice:
        return "one of " + ", ".join(str(word) for word in choice["enum"])
    noun = {
        "integer": "a whole number",
        "number": "a number",
        "boolean": "true or false",
        "string": "a text",
        "array": "a list",
        "object": "a table",
    }.get(choice.get("type", ""), "another value")
    return noun + _bounds(choice)


def _bounds(choice: Schema) -> str:
    low, above = choice.get("minimum"), choice.get("exclusiveMinimum")
    high, below = choice.get("maximum"), choice.get("exclusiveMaximum")
    if low is not None and high is not None:
        return f" from {low} to {high}"
    parts = [
        f"of at least {low}" if low is not None else f"above {above}" if above is not None else "",
        f"of at most {high}" if high is not None else f"below {below}" if below is not None else "",
    ]
    sizes = {"string": ("minLength", "maxLength", "characters"), "array": ("minItems", "maxItems", "items")}
    if choice.get("type") in sizes:
        least, most, unit = sizes[choice["type"]]
        parts += [f"of at least {choice[least]} {unit}"] if choice.get(least, 0) > 1 else []
        parts += [f"of at most {choice[most]} {unit}"] if most in choice else []
    parts += [PATTERNS[choice["pattern"]]] if choice.get("pattern") in PATTERNS else []
    said = " and ".join(part for part in parts if part)
    return f" {said}" if said else ""

"""The fields of the forms that change a meeting: what each is called, what may stand in it, what stands in it now.

What a cell and a setting may hold comes from the model, as ``committee check --allowed`` lists it
(:meth:`viz.questions.Questions.allowed`). What a scenario sets comes from its file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Final

from committee.machine.shipped import comments
from committee.recording.spoken import KINDS, capital, printable
from committee.written.layers import Layered, layered
from viz.calling import in_words

Allowed = Mapping[str, Any]
"""What ``committee check --allowed --json`` prints."""

BASELINE: Final = "baseline"
CLOCK: Final = ("meeting.row_seconds", "meeting.row_seconds_max")
"""The settings of the time that a row gets."""

NAMES: Final[Mapping[str, str]] = {
    "step1": "Step 1",
    "step2_ck": "Step 2 CK",
    "step1_fails": "Step 1 failures",
    "step2_fails": "Step 2 CK failures",
    "step3": "Step 3",
    "yog": "Year of graduation",
    "gap_years": "Gap, years",
    "us_clinical": "US clinical work",
    "us_clinical_months": "US clinical work, months",
    "rotated_here": "Rotated here, months",
    "emails": "E-mails",
    "value": "Words for value now",
    "professionalism": "Conduct",
    "prior_training": "Earlier training",
}
"""Columns whose name is not what people call them."""

WORDS: Final[Mapping[str, str]] = {
    **{str(kind): words for kind, words in KINDS.items()},
    "j1": "J-1",
    "h1b": "H-1B",
    "apd": "APD",
    "pd": "the director",
    "affiliate_apd": "an affiliate's APD",
    "true": "on",
    "false": "off",
}
"""Words of closed lists that people say otherwise."""

NO_FIELD: Final = frozenset({"id", "name", "school", "country", "note"})
"""Columns that no form changes: the first cannot change, the others count for nothing."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a form."""

    key: str
    """What it changes: a column, or a dotted key."""
    label: str
    """What people call it."""
    note: str = ""
    """What it means, or what may stand in it."""
    form: str = "text"
    """``switch``, ``number``, ``words`` (one), ``several`` (any), ``list`` (with commas) or ``text``."""
    value: str = ""
    """What stands in it now."""
    words: tuple[tuple[str, str], ...] = ()
    """Each word that may stand in it, and how people say it."""
    least: float | None = None
    """The least number."""
    most: float | None = None
    """The largest number."""

    def toml(self, text: str) -> str:
        """``text``, as somebody put it into the field, as a TOML value."""
        if self.form in ("switch", "number"):
            return text.strip()
        if self.form == "list":
            parts = [part.strip() for part in text.split(",") if part.strip()]
            return json.dumps([int(part) if part.isdecimal() else part for part in parts], ensure_ascii=False)
        return json.dumps(text, ensure_ascii=False)


@dataclass(frozen=True, kw_only=True)
class Part:
    """Fields that belong together."""

    title: str
    about: str = ""
    fields: tuple[Field, ...] = ()
    open: bool = False
    """Whether it is unfolded at first."""
    kind: str = "settings"
    """``settings``, ``cells`` or ``without``: what the keys of its fields are."""

    def plain(self) -> dict[str, Any]:
        """The part as a page hands it to the browser."""
        return asdict(self)


# --- a row ------------------------------------------------------------------------------------------------------------


def row_part(who: str, cells: Mapping[str, str], allowed: Allowed, *, prefix: str = "") -> Part:
    """The cells of a row, each with what may stand in it; ``prefix`` is the key of a fixed row."""
    fields = [_cell(column, cells, prefix) for column in allowed["columns"] if column["name"] not in NO_FIELD]
    kind = "settings" if prefix else "cells"
    return Part(title=f"The row of {printable(who)}", fields=tuple(fields), open=not prefix, kind=kind)


def _cell(column: Mapping[str, Any], cells: Mapping[str, str], prefix: str) -> Field:
    name = str(column["name"])
    value = str(cells.get(name) or "") or str(column["blank"])
    words = [str(word) for word in column["words"]]
    form = "several" if column["several"] else "words" if words else "text"
    if form == "words":
        offered = [*([""] if not column["blank"] and not column["required"] else []), *words]
        words = [*offered, *([value] if value not in offered else [])]
    elif form == "several":
        value = "; ".join(part for part in (each.strip() for each in value.split(";")) if part and part != "none")
    return Field(
        key=f"{prefix}{name}",
        label=NAMES.get(name, _spaced(name)),
        note="" if words else _sentence(column["allowed"]),
        form=form,
        value=value,
        words=tuple((word, word_of(word)) for word in words),
    )


def word_of(word: str) -> str:
    """A word of a closed list, as people say it: ``apd:strong`` is *APD, strong*."""
    return ", ".join(WORDS.get(part, in_words(part)) for part in word.split(":")) if word else "none"


# --- a scenario -------------------------------------------------------------------------------------------------------


def scenario_parts(name: str, allowed: Allowed) -> list[Part]:
    """What can be changed in a shipped scenario: what it sets itself, the mechanisms, the rules, the clock."""
    data = layered(name, {})
    return [*_own(data, allowed), *general_parts(data.table, allowed)]


def general_parts(scenario: Mapping[str, Any], allowed: Allowed) -> list[Part]:
    """What can be changed in any scenario, given in full as plain data."""
    listed = [setting["key"] for setting in allowed["settings"]]
    switches = [key for key in listed if key.startswith("switches.")]
    rules = [key for key in listed if key.startswith("meeting.rules.")]

    def fields(keys: Iterable[str]) -> tuple[Field, ...]:
        values = {key: _at(scenario, key) for key in keys}  # an older recording lacks what came later
        return tuple(_setting(key, value, allowed) for key, value in values.items() if value is not None)

    parts = [
        Part(title="Take something out", about=SWITCHES, fields=fields(switches), open=True),
        Part(title="Let the committee adopt a rule", about=RULES, fields=fields(rules)),
        Part(title="The time that a row gets", fields=fields(CLOCK)),
    ]
    return [part for part in parts if part.fields]


SWITCHES: Final = "Each is a mechanism of the room. Without it, you see what it does."
RULES: Final = "All are off in most scenarios. Rules can be combined."


def members_part(members: Sequence[tuple[str, str]]) -> Part:
    """Who may be left out: ids and names. Nobody calls a row without the director."""
    fields = [Field(key=id_, label=f"Without {printable(name)}", form="switch", value="false") for id_, name in members]
    return Part(title="Leave somebody out", fields=tuple(fields), kind="without")


def _own(data: Layered, allowed: Allowed) -> Iterator[Part]:
    """What the file of a scenario sets, and those that it extends short of the baseline."""
    rows = data.table.get("pool", {}).get("rows", [])
    for number, row in enumerate(rows, start=1):
        cells = {str(column): str(cell) for column, cell in row.items()}
        yield row_part(str(row.get("name") or row["id"]), cells, allowed, prefix=f"pool.rows.{number}.")
    own = [where for where in _leaves(data.table, ()) if data.origin(where) != f"{BASELINE}.toml"]
    for index in sorted({int(where[2]) for where in own if where[:2] == ("memory", "episodes") and len(where) > 2}):
        yield _episode(data.table["memory"]["episodes"][index], index, allowed)
    plain = [".".join(map(str, where)) for where in own if not any(isinstance(part, int) for part in where)]
    known = {setting["key"] for setting in allowed["settings"]}
    fields = tuple(_setting(key, _at(data.table, key), allowed) for key in plain if key in known)
    if fields:
        yield Part(title="What else this scenario sets" if rows else "What this scenario sets", fields=fields)


def _episode(episode: Mapping[str, Any], index: int, allowed: Allowed) -> Part:
    keys = ("outcome", "vividness")
    fields = tuple(
        _setting(f"memory.episodes.{key}", episode[key], allowed, f"memory.episodes.{index + 1}.{key}") for key in keys
    )
    return Part(title=f"The memory of {printable(str(episode.get('label') or episode['id']))}", fields=fields)


def _leaves(table: Any, where: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """The places of all values that are neither a table nor a list of tables."""
    if isinstance(table, Mapping):
        for key, inside in table.items():
            if where or key not in ("title", "question"):
                yield from _leaves(inside, (*where, key))
    elif isinstance(table, list) and any(isinstance(item, Mapping) for item in table):
        for index, inside in enumerate(table):
            yield from _leaves(inside, (*where, index))
    else:
        yield where


def _setting(key: str, value: Any, allowed: Allowed, spelled: str = "") -> Field:
    listed: Mapping[str, Any] = next(each for each in allowed["settings"] if each["key"] == key)
    form = "switch" if isinstance(value, bool) else "words" if listed["words"] else "text"
    if listed["least"] is not None and not isinstance(value, list):
        form = "number"
    elif isinstance(value, list):
        form = "list"
    return Field(
        key=spelled or key,
        label=_spaced(key.rpartition(".")[2]),
        note=_note(key, listed),
        form=form,
        value=_text(value),
        words=tuple((word, word_of(word)) for word in listed["words"]),
        least=listed["least"],
        most=listed["most"],
    )


@cache
def _comments() -> dict[str, str]:
    return {key: re.sub(r"\s*\[[^\]]*[A-Za-z][^\]]*\]\s*$", "", said) for key, said in comments(BASELINE).items()}


def _note(key: str, listed: Mapping[str, Any]) -> str:
    """What a setting means, in the words of the baseline's comment, else of the rule that uses it."""
    comment = _comments().get(key, "")
    doc = str(listed["is"]).replace("``", "")
    return _sentence(doc if not comment or comment.startswith("the same") else comment).replace("_", " ")


def _at(scenario: Mapping[str, Any], key: str) -> Any:
    inside: Any = scenario
    for part in key.split("."):
        inside = inside.get(part) if isinstance(inside, Mapping) else None
    return inside


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _spaced(name: str) -> str:
    return capital(WORDS.get(name) or name.replace("_", " "))


def _sentence(words: str) -> str:
    text = words.strip().rstrip(".")
    return f"{capital(text)}." if text else ""


# --- what comes back --------------------------------------------------------------------------------------------------


def changed_in(parts: Iterable[Part], values: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """What somebody changed in a form, by kind of part: cells as text, settings as TOML. Other keys do not count."""
    changed: dict[str, dict[str, str]] = {"settings": {}, "cells": {}, "without": {}}
    for part in parts:
        for each in part.fields:
            text = values.get(each.key)
            if isinstance(text, str) and text != each.value:
                changed[part.kind][each.key] = text if part.kind == "cells" else each.toml(text)
    return changed

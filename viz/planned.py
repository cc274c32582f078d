"""What a shipped experiment will vary, hold and measure, in words, from its file alone: before there is any result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Final

from committee.errors import CommitteeError
from committee.machine.shipped import What, find, shipped
from committee.recording.spoken import capital
from committee.units import seed_span
from committee.written.layers import layered
from committee.written.source import read_table
from viz.export.report.levers import key_in_words, null_alone, value_in_words
from viz.export.report.numbers import counted
from viz.export.report.outcomes import outcome_in_words
from viz.fields import WORDS, word_of

_DESIGNS: Final = {
    "full": "every combination",
    "star": "the first value of each, and then each other value alone",
    "rows": "the combinations that the experiment lists",
}
"""What is held of the values, by design."""


@dataclass(frozen=True, kw_only=True)
class Varied:
    """One thing that an experiment varies."""

    what: str
    """What it is: ``Rowan Tesk's advocate``."""
    values: tuple[str, ...]
    """Its values in words; the first is that of the base."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an experiment will do."""

    scenario: str
    """The name of the scenario whose meetings are held."""
    title: str
    """What that scenario is called."""
    varied: tuple[Varied, ...]
    """What varies."""
    held: str
    """How many meetings of which kind are held, in a sentence."""
    primary: str
    """What it measures first of all."""
    others: tuple[str, ...]
    """What it counts beside that."""
    nulls: tuple[str, ...]
    """What is taken out of the room to see what the rest does."""


def plan_of(name: str) -> Plan | None:
    """The plan of a shipped experiment; None for a file that cannot be read: the command says what is wrong with it."""
    try:
        table = read_table(find(name, what=What.EXPERIMENT))
        scenario = layered(table["scenario"], {}).table
        return _plan(table, scenario)
    except (CommitteeError, OSError, LookupError, TypeError, ValueError):
        return None


def _plan(table: Mapping[str, Any], scenario: Mapping[str, Any]) -> Plan:
    values, titles = _values(table), {each.name: each.title for each in shipped()}
    rows = [dict(_flat(row)) for row in table.get("rows", ())]
    primary, *others = (outcome_in_words(str(name), scenario).title for name in table["outcomes"])
    varied = _together(rows, scenario) or tuple(
        Varied(what=capital(key_in_words(key, scenario)), values=tuple(_said(key, each) for each in found))
        for key, found in values.items()
    )
    return Plan(
        scenario=table["scenario"],
        title=titles[table["scenario"]],
        varied=varied,
        held=_held(table, [len(each.values) for each in varied]),
        primary=primary,
        others=tuple(others),
        nulls=tuple(null_alone(null) or f"with {null}" for null in table.get("null", ())),
    )


def _together(rows: Sequence[Mapping[str, Any]], scenario: Mapping[str, Any]) -> tuple[Varied, ...]:
    """What varies together where each listed combination gives every value: one thing. Nothing for any other design."""
    if not rows or any(row.keys() != rows[0].keys() for row in rows):
        return ()
    what = " and ".join(key_in_words(key, scenario) for key in rows[0])
    values = tuple(" and ".join(_said(key, value) for key, value in row.items()) for row in rows)
    return (Varied(what=capital(what), values=values),)


def _values(table: Mapping[str, Any]) -> dict[str, list[Any]]:
    """By key, each value that it takes once, the base's first."""
    found: dict[str, list[Any]] = {key: list(values) for key, values in _flat(table.get("levers", {}))}
    for row in table.get("rows", ()):
        for key, value in _flat(row):
            known = found.setdefault(key, [])
            known += [value] if value not in known else []
    return found


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Each value with its dotted key, which may be written with quotes or without."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def _said(key: str, value: Any) -> str:
    """A value in words: of a setting, the words of a closed list are said as on the forms."""
    if not key.startswith("rows."):
        if isinstance(value, str):
            return word_of(value)
        if value and isinstance(value, list) and all(isinstance(each, str) for each in value):
            return ", ".join(WORDS.get(each, each.replace("_", " ")) for each in value)
    return value_in_words(key, value)


def _held(table: Mapping[str, Any], counts: Sequence[int]) -> str:
    """How many versions are held and with how many seeds."""
    design = str(table.get("design", ""))
    several = len(table.get("rows", ())) or (prod(counts) if design == "full" else 1 + sum(counts) - len(counts))
    years = int(table.get("years", 0))
    unit = f"season of {counted(years, 'year')}" if years else "meeting"
    seeds = table["seeds"]
    number = len(seed_span(seeds, "seeds")) if isinstance(seeds, str) else len(seeds)
    how = _DESIGNS[design] if len(counts) > 1 else "one for each value"
    return (
        f"{counted(several, 'version')} of the {unit} ({how}), each with the same {counted(number, 'seed')}. "
        "Two with the same seed differ only by what varies."
    )

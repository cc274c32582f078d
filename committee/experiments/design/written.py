"""The parts of an experiment's file, from what the file says to plain values, and what is wrong on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Final

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import BaseModel, ConfigDict

from committee.errors import InputRefused, Problem, ScenarioRefused, nearest
from committee.experiments.design.experiment import DESIGNS, SAMPLES
from committee.experiments.design.levers import SCENARIO, Value, as_toml
from committee.machine import shipped
from committee.units import LARGEST_SEED, PLAIN, OneOf, seed_span
from committee.written.layers import files_of

SCALES: Final = ("linear", "log")
_SPAN_KEYS: Final = ("low", "high", "scale")
Whole = Callable[[Mapping[str, Any]], bool]
"""Whether a table is a value."""


class Written(BaseModel):
    """An experiment as its file says it; each key with its type. What the values mean is checked afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    title: Annotated[str, MinLen(1), MaxLen(200), PLAIN]
    question: Annotated[str, MinLen(1), MaxLen(500), PLAIN]
    scenario: Annotated[str, MinLen(1)]
    seeds: Annotated[str, MinLen(1)] | Annotated[tuple[int, ...], MinLen(1)]
    outcomes: Annotated[tuple[str, ...], MinLen(1)]
    design: Annotated[str, OneOf(*DESIGNS)] | None = None
    levers: dict[str, Any] = {}
    rows: tuple[dict[str, Any], ...] = ()
    sample: Annotated[str, OneOf(*SAMPLES)] | None = None
    points: Annotated[int, Ge(2), Le(100_000)] | None = None
    uncertain: dict[str, Any] = {}
    null: tuple[str, ...] = ()
    years: Annotated[int, Ge(1), Le(200)] | None = None


class Notes:
    """What is wrong with a file so far."""

    problems: list[Problem]
    """Every problem, in the order in which it was found."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems = []

    def place(self, where: str) -> str:
        """A place in the file, as a message says it."""
        return f"{self.file}, {where}"

    def add(self, where: str, allowed: str, value: str | None = None, close: str | None = None) -> None:
        """Keep one problem."""
        self.problems.append(Problem(place=self.place(where), value=value, allowed=allowed, nearest=close))


def seeds(given: str | Sequence[int], notes: Notes) -> range | tuple[int, ...]:
    """The seeds that ``A:B`` or a list of whole numbers means."""
    if isinstance(given, str):
        try:
            return seed_span(given, notes.place("seeds"))
        except InputRefused as refused:
            notes.problems += refused.problems
            return ()
    for seed in given:
        if not 0 <= seed <= LARGEST_SEED:
            notes.add("seeds", f"use whole numbers from 0 to {LARGEST_SEED}", str(seed))
    for again in _twice([str(seed) for seed in given]):
        notes.add("seeds", "this seed is there twice, and both would be the same meeting; keep one", again)
    return tuple(given)


def levers(given: Mapping[str, Any], notes: Notes) -> dict[str, tuple[Value, ...]]:
    """By key, the values to try."""
    made: dict[str, tuple[Value, ...]] = {}
    for key, values in _flat(given):
        if not isinstance(values, list):
            notes.add(f"levers.{key}", "write the values to try as a list, the base first", _shown(values))
        elif not values:
            notes.add(f"levers.{key}", "this list is empty; write the values to try, the base first")
        else:
            for value in _twice([as_toml(value) for value in values]):
                notes.add(f"levers.{key}", "this value is there twice; keep one", value)
            made[key] = tuple(values)
    return made


def rows(given: Sequence[Mapping[str, Any]], notes: Notes) -> tuple[dict[str, Value], ...]:
    """The combinations that the file lists. What a later one leaves out is as in the first, the base."""
    listed = [dict(_flat(row)) for row in given]
    base = listed[0] if listed else {}
    for number, row in enumerate(listed[1:], start=2):
        for key in row:
            if key not in base:
                allowed = "the first of [[rows]] is the base and gives every key; give this one there, too"
                notes.add(f"rows.{number}", allowed, key, nearest(key, base))
    complete = tuple({key: row.get(key, base[key]) for key in base} for row in listed)
    for again in _twice([as_toml(row) for row in complete]):
        notes.add("rows", "two of [[rows]] are the same; keep one", again)
    return complete


def spans(given: Mapping[str, Any], notes: Notes) -> dict[str, dict[str, Any]]:
    """By key, the fields of its :class:`~committee.experiments.design.experiment.Span`."""
    made = {}
    for key, bounds in _flat(given, _bounds_of_a_span):
        span = _span(f"uncertain.{key}", bounds, notes)
        if span is not None:
            made[key] = span
    return made


def _span(where: str, bounds: Any, notes: Notes) -> dict[str, Any] | None:
    if isinstance(bounds, list):
        bounds = dict(zip(("low", "high"), bounds, strict=False)) if len(bounds) == 2 else None
    if not isinstance(bounds, Mapping) or not all(_is_number(bounds.get(key)) for key in ("low", "high")):
        notes.add(where, 'write two numbers, [low, high], or { low = 1, high = 9 }; one can add scale = "log"')
        return None
    for key in bounds:
        if key not in _SPAN_KEYS:
            notes.add(where, f"the keys here are {', '.join(_SPAN_KEYS)}", key, nearest(key, _SPAN_KEYS))
    low, high, scale = bounds["low"], bounds["high"], bounds.get("scale", "linear")
    if scale not in SCALES:
        notes.add(f"{where}.scale", f"use {' or '.join(SCALES)}", _shown(scale), nearest(str(scale), SCALES))
    elif low >= high:
        notes.add(where, "the first number is the lower bound, and the second is above it", f"[{low}, {high}]")
    elif scale == "log" and low <= 0:
        notes.add(where, "on a log scale both bounds are above 0", str(low))
    whole = isinstance(low, int) and isinstance(high, int)
    return {"low": low, "high": high, "scale": scale, "integer": whole}


def scenario(given: str, beside: Path, notes: Notes) -> str:
    """The scenario as :func:`~committee.scenario.loading.load_scenario` takes it; a path starts beside the file."""
    try:
        found = shipped.find(given, beside=beside)
    except ScenarioRefused as refused:
        notes.problems += [replace(problem, place=notes.place(SCENARIO)) for problem in refused.problems]
        return given
    return str(found) if shipped.is_path(given) else given


def files(
    base: str, levers: Mapping[str, Sequence[Value]], rows: Sequence[Mapping[str, Value]], beside: Path
) -> list[Path]:
    """The files of every scenario that takes part, each once; those that cannot be read are left out."""
    others = [*levers.get(SCENARIO, ()), *(row[SCENARIO] for row in rows if SCENARIO in row)]
    found: dict[Path, None] = {}
    for name in [base, *(_found(other, beside) for other in others)]:
        try:
            found |= dict.fromkeys(files_of(name))
        except ScenarioRefused:
            continue
    return list(found)


def _found(name: Value, beside: Path) -> str:
    return str(beside / str(name)) if shipped.is_path(str(name)) else str(name)


def refuse_mixtures(given: Written, notes: Notes) -> None:
    """Refuse parts that do not go together, and a file in which nothing varies."""
    wanted = {"rows": "[[rows]]"}.get(given.design or "", "[levers]")
    if given.design is None and (given.levers or given.rows):
        known = "rows" if given.rows else "full or star"
        notes.add("design", f"it is missing; with {'[[rows]]' if given.rows else '[levers]'} use {known}")
    elif given.design is not None and not (given.rows if given.design == "rows" else given.levers):
        notes.add("design", f"this design has nothing to vary; it needs {wanted}", given.design)
    elif given.levers and given.rows:
        notes.add("rows", "a design has [levers] or [[rows]]; use one of them")
    if given.sample is None:
        for key in ("points", "uncertain"):
            if getattr(given, key):
                notes.add("sample", f"it is missing; {key} needs a sample: latin, sobol or morris")
                break
    else:
        _check_sample(given, notes)
    if given.design is None and given.sample is None and not given.levers and not given.rows:
        notes.add("levers", "nothing varies; write [levers] and a design, or [uncertain] and a sample")
    for name in ("outcomes", "null"):
        for value in _twice(list(getattr(given, name))):
            notes.add(name, "it is there twice; keep one", value)


def _check_sample(given: Written, notes: Notes) -> None:
    if not given.uncertain:
        notes.add("uncertain", f"the sample {given.sample} needs [uncertain]: by key, its bounds")
    points = given.points
    if points is None:
        notes.add("points", "it is missing; say how many points the sample has")
    elif given.sample == "sobol" and points & (points - 1):
        below = 1 << (points.bit_length() - 1)
        notes.add("points", f"a Sobol sequence needs a power of 2, such as {below} or {2 * below}", str(points))


def _flat(table: Mapping[str, Any], whole: Whole | None = None, before: str = "") -> Iterator[tuple[str, Any]]:
    """Each value with its dotted key: ``members.2.capital = [1]`` may be written with quotes or without.

    A table is a part of a key, except one that is ``whole``.
    """
    for key, value in table.items():
        if isinstance(value, Mapping) and value and not (whole is not None and whole(value)):
            yield from _flat(value, whole, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def _bounds_of_a_span(table: Mapping[str, Any]) -> bool:
    return any(not isinstance(table.get(key, {}), Mapping) for key in ("low", "high"))


def _shown(value: Value) -> str:
    """A value as a message shows it, which puts quotes around it."""
    return value if isinstance(value, str) else as_toml(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _twice(values: Sequence[str]) -> list[str]:
    """The values that are there more than once, each once."""
    return [value for value, times in Counter(values).items() if times > 1]

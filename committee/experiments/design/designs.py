"""The points of an experiment: at which values its meetings are held.

A *combination* says what every lever is. A *sample* says at which points of what is uncertain each combination is held.
Both are numbered from 1, and so are the points: all samples of the first combination, the base, come first. The points
are written to ``design.csv`` before any meeting is held, and read from there ever after. They are never redrawn.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from committee.convene import Convener
from committee.errors import Problem, UsageRefused
from committee.experiments.design.levers import Value, as_toml, convener_with
from committee.experiments.design.samplers import sampled
from committee.written.source import read_value

if TYPE_CHECKING:
    from committee.experiments.design.experiment import Experiment

MOST_RUNS: Final = 1_000_000
"""The most meetings of an experiment that nobody has agreed to."""

ADDITIVE: Final = "additive"
PRIVATE: Final = "private_average"
MEASURED_NULLS: Final = (ADDITIVE, PRIVATE)
"""Nulls that are no setting: :mod:`committee.experiments.running.nulls` counts them."""

_COLUMNS: Final = ("design_point", "combination", "sample")


class Point(Struct, frozen=True):
    """One point: what every lever and everything uncertain is."""

    number: int
    """Its number, from 1."""
    combination: int
    """The number of its combination of levers, from 1, the base."""
    sample: int
    """The number of its sample, from 1; 0 if nothing is sampled."""
    levers: Mapping[str, Value]
    """By key, the value of every lever and of everything uncertain."""


def combinations_of(experiment: Experiment) -> list[dict[str, Value]]:
    """What every lever is in each combination; the first is the base. There is one if there are no levers."""
    levers = experiment.levers
    if experiment.design == "rows":
        return [dict(row) for row in experiment.rows]
    if experiment.design == "star":
        base = {key: values[0] for key, values in levers.items()}
        others = [base | {key: value} for key, values in levers.items() for value in values[1:]]
        return [base, *others]
    return [dict(zip(levers, values, strict=True)) for values in product(*levers.values())]


def points_of(experiment: Experiment) -> tuple[Point, ...]:
    """The points of an experiment, in order. The same experiment always has the same ones.

    Raises :class:`UsageRefused` if the sample needs a package that is not installed.
    """
    samples: Sequence[Mapping[str, Value]] = [{}]
    if experiment.sample:
        samples = sampled(experiment.sample, experiment.uncertain, experiment.points)
    points: list[Point] = []
    for combination, levers in enumerate(combinations_of(experiment), start=1):
        for number, values in enumerate(samples, start=1):
            sample = number if experiment.sample else 0
            points.append(Point(len(points) + 1, combination, sample, {**levers, **values}))
    return tuple(points)


def count_of(experiment: Experiment) -> int:
    """How many points there are, without drawing them."""
    size, keys = experiment.points, len(experiment.uncertain)
    samples = {"latin": size, "sobol": size * (keys + 2), "morris": size * (keys + 1)}.get(experiment.sample, 1)
    return len(combinations_of(experiment)) * samples


def size_of(experiment: Experiment, seeds: Sequence[int] | None = None, *, agreed: bool = False) -> int:
    """How many meetings or seasons an experiment holds: points x seeds x (1 + nulls); ``seeds`` are by default its own.

    Raises :class:`UsageRefused` for more than :data:`MOST_RUNS`, unless the caller has ``agreed``.
    """
    held = len(experiment.seeds if seeds is None else seeds)
    points, models = count_of(experiment), 1 + len(experiment.nulls)
    size = points * held * models
    if size > MOST_RUNS and not agreed:
        how = f"{points:,} points x {held:,} seeds" + (f" x {models} models" if models > 1 else "")
        allowed = f"at most {MOST_RUNS:,} are held without --plan-agreed"
        raise UsageRefused(Problem(place=experiment.name, value=f"{size:,} {experiment.unit} ({how})", allowed=allowed))
    return size


def scenario_at(experiment: Experiment, point: Point, null: str = "") -> Convener:
    """The meetings of one point, ready: its levers are laid over the scenario, and on top of them the null's setting.

    The nulls of :data:`MEASURED_NULLS` change no setting: they are counted in the same meetings.

    Raises
    ------
    ScenarioRefused, SheetRefused
        If this combination of values cannot be used.
    """
    changes = {**point.levers, **null_setting(null)}
    return convener_with(experiment.scenario, changes, beside=experiment.folder, of_years=bool(experiment.years))


def null_setting(null: str) -> dict[str, Value]:
    """The setting that a null changes; none for the model itself and for the nulls that are no setting."""
    if not null or null in MEASURED_NULLS:
        return {}
    key, _, text = null.partition("=")
    return {key.strip(): read_value(text.strip(), f"null {key.strip()}")}


def design_csv(points: Sequence[Point]) -> str:
    """The points as the text of ``design.csv``: values as TOML writes them, so that each reads back exactly."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    keys = list(points[0].levers)
    lines.writerow([*_COLUMNS, *keys])
    for point in points:
        numbers = (point.number, point.combination, point.sample)
        lines.writerow([*numbers, *(as_toml(point.levers[key]) for key in keys)])
    return text.getvalue()


def points_from(text: str, place: str = "design.csv") -> tuple[Point, ...]:
    """The points that :func:`design_csv` wrote.

    Raises :class:`UsageRefused` or :class:`ScenarioRefused` if the text is not what it writes.
    """
    lines = csv.reader(io.StringIO(text))
    heading = next(lines, [])
    if tuple(heading[: len(_COLUMNS)]) != _COLUMNS:
        allowed = f"its first columns are {', '.join(_COLUMNS)}; this is not the design of an experiment"
        raise UsageRefused(Problem(place=place, allowed=allowed))
    return tuple(_points_in(lines, heading[len(_COLUMNS) :], place))


def _points_in(lines: Iterator[list[str]], keys: Sequence[str], place: str) -> Iterator[Point]:
    for expected, cells in enumerate(lines, start=1):
        numbers = [int(cell) if cell.isascii() and cell.isdigit() else -1 for cell in cells[: len(_COLUMNS)]]
        if len(cells) != len(_COLUMNS) + len(keys) or numbers[0] != expected or min(numbers) < 0:
            allowed = "the line is damaged; design points are numbered from 1, and no cell is missing"
            raise UsageRefused(Problem(place=f"{place}, point {expected}", allowed=allowed))
        values = zip(keys, cells[len(_COLUMNS) :], strict=True)
        levers = {key: read_value(cell, f"{place}, point {expected}, {key}") for key, cell in values}
        yield Point(numbers[0], numbers[1], numbers[2], levers)

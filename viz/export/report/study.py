"""A finished experiment as its report needs it: read from its folder, and from nothing else."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isfinite, nan
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from committee.archive.results import (
    EFFECTS,
    INDICES,
    Progress,
    progress_of,
    read_design,
    read_manifest,
    read_results,
)
from committee.errors import Problem, UsageRefused
from viz.export.report.outcomes import Outcome, outcome_in_words

if TYPE_CHECKING:
    import pyarrow as pa

PAIRS: Final = "pairs.json"
"""The file that names the pairs of meetings that are worth watching."""

BY_WIDTH: Final = "width"
"""The stopping rule of an experiment that ends when its interval is narrow enough."""

INDICES_OF: Final = {
    "total": ("low", "high"),
    "mu_star": ("low", "high"),
    "rank_coefficient": ("low", "high"),
    "first": ("first_low", "first_high"),
    "sigma": ("", ""),
}
"""By index, the columns of its limits. Of each sample, the one that tells whether a setting does anything is first."""

LEVEL, PAIRED, DIFFERENCE = "level", "paired", "difference_of_differences"
"""What an effect is: a level, a change against another point, or a change beyond that of a null model."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One line of ``effects.csv``."""

    point: int
    """The design point."""
    against: int
    """The point that it is compared with; 0 for a level."""
    null: str
    """The null model; empty for the model itself."""
    outcome: str
    """The outcome's name."""
    primary: bool
    """Whether that is the primary outcome."""
    kind: str
    """:data:`LEVEL`, :data:`PAIRED` or :data:`DIFFERENCE`."""
    n: int
    """Seeds, or pairs of meetings with the same seed."""
    failed: int
    """Runs that are missing because they failed."""
    effect: float
    """The estimate; nan where there is none."""
    low: float
    """The lower limit of the 95 % interval; nan where there is none."""
    high: float
    """The upper limit."""
    holm: tuple[float, float]
    """The limits of the interval that holds together with those of the other exploratory outcomes; nan if none."""
    method: str
    """How the interval was made."""
    seeds: int | None
    """About how many seeds would halve the interval; None where nobody can say."""

    @property
    def estimable(self) -> bool:
        """Whether there is an estimate with an interval."""
        return all(map(isfinite, (self.effect, self.low, self.high)))


@dataclass(frozen=True, kw_only=True)
class Index:
    """One line of ``indices.csv``: how much of an outcome's variation goes back to one thing nobody knows."""

    outcome: str
    """The outcome's name."""
    lever: str
    """The key of what is uncertain."""
    point: int
    """The first design point of the combination of levers; 0 if there is only one."""
    figures: Mapping[str, tuple[float, float, float]]
    """By name as in :data:`INDICES_OF`, the index and its limits; nan where there is none."""
    note: str
    """What must be said of it: that it is provisional, or not distinguishable from 0."""

    @property
    def name(self) -> str:
        """The name of the index that says whether the setting does anything."""
        return next(iter(self.figures))

    @property
    def main(self) -> tuple[float, float, float]:
        """That index and its limits."""
        return self.figures[self.name]

    @property
    def clear(self) -> bool:
        """Whether its interval leaves out 0."""
        _, low, high = self.main
        return low > 0.0 or high < 0.0


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two meetings with the same seed that differ in what the experiment varies."""

    name: str
    """``typical`` or ``surprising``."""
    point: int
    """The design point of the changed meeting."""
    seed: int
    """Their seed."""
    row: str
    """The row that the primary outcome is about; empty if it is about the meeting."""
    difference: float
    """The primary outcome in the changed meeting less that in the base meeting."""
    addresses: tuple[str, str]
    """The address of each: base, changed."""
    paths: tuple[Path, Path]
    """The recording of each."""
    tied: int | None = None
    """How many pairs have the same difference; None if the folder does not tell."""


@dataclass(frozen=True, kw_only=True)
class Study:
    """Everything that a report is made of."""

    folder: Path
    """Where it lies."""
    manifest: Mapping[str, Any]
    """Its manifest."""
    progress: Progress
    """How far it has come."""
    points: Mapping[int, Mapping[str, Any]]
    """By design point, the value of every key."""
    texts: Mapping[int, Mapping[str, str]]
    """The same values as ``design.csv`` writes them: as TOML, so that each reads back exactly."""
    combinations: Mapping[int, int]
    """By design point, its combination of levers."""
    effects: tuple[Effect, ...]
    """The lines of ``effects.csv``."""
    indices: tuple[Index, ...]
    """The lines of ``indices.csv``; none if nothing was sampled."""
    pairs: tuple[Pair, ...]
    """The pairs that are worth watching; none if there are none."""
    missing: tuple[str, ...] = ()
    """Why there is no pair of a kind, a sentence each."""
    runs: pa.Table
    """The results."""

    @property
    def experiment(self) -> Mapping[str, Any]:
        """The experiment as the manifest has it: title, question, outcomes, design, levers ..."""
        held: Mapping[str, Any] = self.manifest["experiment"]
        return held

    @property
    def primary(self) -> str:
        """The name of the primary outcome."""
        return str(self.experiment["outcomes"][0])

    @property
    def scenario(self) -> Mapping[str, Any]:
        """The base scenario, in full."""
        held: Mapping[str, Any] = self.manifest["scenario"]
        return held

    def spoken(self, outcome: str) -> Outcome:
        """How to speak of an outcome."""
        return outcome_in_words(outcome, self.scenario)

    @property
    def changes(self) -> tuple[Effect, ...]:
        """What each point does to the primary outcome, in the model itself."""
        return tuple(each for each in self.effects if each.kind == PAIRED and each.primary and not each.null)

    def effect(self, kind: str, point: int, null: str, outcome: str) -> Effect | None:
        """The line of ``effects.csv`` about this, if there is one."""
        asked = (kind, point, null, outcome)
        return next((each for each in self.effects if (each.kind, each.point, each.null, each.outcome) == asked), None)

    @cached_property
    def values(self) -> Mapping[tuple[int, str, str], Mapping[int, float]]:
        """By point, null and outcome, the value of every replicate that came to its end."""
        names = [str(name) for name in self.experiment["outcomes"]]
        kept: dict[tuple[int, str, str], dict[int, float]] = {}
        keys = ("design_point", "null", "replicate", "status")
        columns = {name: self.runs[name].to_pylist() for name in (*keys, *names)}
        for place, status in enumerate(columns["status"]):
            if status != "ok":
                continue
            point, null, replicate = (columns[name][place] for name in ("design_point", "null", "replicate"))
            for name in names:
                value = columns[name][place]
                kept.setdefault((point, null, name), {})[replicate] = nan if value is None else float(value)
        return kept

    @cached_property
    def seeds(self) -> Mapping[int, int]:
        """By replicate, its seed."""
        return dict(zip(self.runs["replicate"].to_pylist(), self.runs["seed"].to_pylist(), strict=True))

    def differences(self, point: int, against: int, null: str, outcome: str) -> dict[int, float]:
        """By replicate, the outcome at one point less that at another, with the same seed.

        Where something is sampled, of the first sample alone.
        """
        found = {
            replicate: after - before for replicate, (after, before) in self.pairs_of(point, against, null, outcome)
        }
        return {replicate: value for replicate, value in found.items() if isfinite(value)}

    def pairs_of(self, point: int, against: int, null: str, outcome: str) -> list[tuple[int, tuple[float, float]]]:
        """Each replicate that came to its end at both points, with the outcome at one and at the other."""
        after, before = (self.values.get((each, null, outcome), {}) for each in (point, against))
        return [(replicate, (after[replicate], before[replicate])) for replicate in after if replicate in before]


def read_study(folder: Path) -> Study:
    """The experiment in ``folder``.

    Raises
    ------
    UsageRefused
        If the folder holds no experiment's results, or a file in it is damaged.
    """
    manifest = read_manifest(folder)
    runs = read_results(folder)
    try:
        design = _lines(read_design(folder).splitlines())
        return Study(
            folder=folder,
            manifest=manifest,
            progress=progress_of(folder),
            points={int(line["design_point"]): _point(line) for line in design},
            texts={int(line["design_point"]): _texts(line) for line in design},
            combinations={int(line["design_point"]): int(line["combination"]) for line in design},
            effects=tuple(_effect(line) for line in _table(folder / EFFECTS)),
            indices=tuple(_index(line) for line in _table(folder / INDICES)),
            pairs=tuple(_pairs(folder)),
            missing=tuple(_missing(folder)),
            runs=runs,
        )
    except (ValueError, KeyError, TypeError) as error:
        allowed = f"a file in this folder is damaged ({type(error).__name__}: {error})"
        raise UsageRefused(Problem(place=str(folder), allowed=allowed)) from error


def _table(path: Path) -> list[dict[str, str]]:
    return _lines(path.read_text(encoding="utf-8").splitlines()) if path.is_file() else []


def _lines(text: list[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(text, strict=True))


def _point(line: Mapping[str, str]) -> dict[str, Any]:
    return {key: tomllib.loads(f"value = {text}")["value"] for key, text in _texts(line).items()}


def _texts(line: Mapping[str, str]) -> dict[str, str]:
    return {key: text for key, text in line.items() if key not in ("design_point", "combination", "sample")}


def _effect(line: Mapping[str, str]) -> Effect:
    return Effect(
        point=int(line["design_point"]),
        against=int(line["against"] or 0),
        null=line["null"],
        outcome=line["outcome"],
        primary=line["role"] == "primary",
        kind=line["kind"],
        n=int(line["n"] or 0),
        failed=int(line["failed"] or 0),
        effect=_real(line["effect"]),
        low=_real(line["low"]),
        high=_real(line["high"]),
        holm=(_real(line["low_holm"]), _real(line["high_holm"])),
        method=line["method"],
        seeds=int(float(line["seeds_for_half_width"])) if line["seeds_for_half_width"] else None,
    )


def _index(line: Mapping[str, str]) -> Index:
    figures = {
        name: (_real(line[name]), _real(line.get(low, "")), _real(line.get(high, "")))
        for name, (low, high) in INDICES_OF.items()
        if name in line
    }
    return Index(
        outcome=line["outcome"],
        lever=line["lever"],
        point=int(line.get("design_point") or 0),
        figures=figures,
        note=line.get("note") or "",
    )


def _real(text: str) -> float:
    return float(text) if text else nan


def _listed_pairs(folder: Path) -> dict[str, Mapping[str, Any]]:
    """What the folder says of each pair, the typical one first."""
    path = folder / PAIRS
    listed = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {name: listed[name] for name in sorted(listed, key=lambda name: name != "typical")}


def _missing(folder: Path) -> Iterator[str]:
    yield from (str(told["reason"]) for told in _listed_pairs(folder).values() if told.get("reason"))


def _pairs(folder: Path) -> Iterator[Pair]:
    """The pairs whose recordings are there."""
    for name, told in _listed_pairs(folder).items():
        base, changed = (folder / "pairs" / f"{name}-{side}.jsonl.gz" for side in ("base", "changed"))
        if base.is_file() and changed.is_file():
            yield Pair(
                name=name,
                point=int(told["design_point"]),
                seed=int(told["seed"]),
                row=str(told.get("row") or ""),
                difference=float(told["difference"]),
                addresses=(str(told["base"]), str(told["changed"])),
                paths=(base, changed),
                tied=told.get("tied"),
            )

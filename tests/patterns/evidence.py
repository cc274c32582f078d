"""Meetings are held and what came of them is kept, once for all statements that ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from joblib import Parallel, delayed

from tests.patterns.fixtures import VARIANTS
from tests.patterns.recorded import counts_under_nulls
from tests.patterns.statement import Finding, Statement, Study
from tests.patterns.trials import Outcome, null_tried, tried
from tests.patterns.worlds import ADDITIVE, AS_NULLS, BASELINE, NULLS, PRIVATE, scenario_of

Key = tuple[str, str, str]
"""(column, world, variant or name of a study)."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The meetings to hold."""

    rows: Mapping[tuple[str, str], tuple[str, ...]]
    """By (column, world), the names of the rows to try."""
    studies: tuple[tuple[str, str, Study], ...]
    """(column, world, study) of every study; those of one meeting one after another, recorded first."""


def plan(statements: Iterable[Statement], columns: Sequence[str]) -> Plan:
    """Everything that ``statements`` ask for in ``columns``, each once."""
    rows: dict[tuple[str, str], dict[str, None]] = {}
    studies: dict[tuple[str, str, Study], None] = {}
    for statement in statements:
        for column in columns:
            if not measured_in(statement, column):
                continue
            for world, variant in statement.rows:
                rows.setdefault((column, world), {})[variant] = None
                if statement.over_null:
                    rows.setdefault((ADDITIVE, world), {})[variant] = None
            studies |= {(column, world, of): None for world, of in statement.studies}
    return Plan(
        rows={key: tuple(names) for key, names in rows.items()},
        studies=tuple(sorted(studies, key=lambda study: (_held_as(study[0]), study[1], counts_under_nulls(study[2])))),
    )


def measured_in(statement: Statement, column: str) -> bool:
    """Whether a column can say anything on a statement."""
    if column in NULLS:
        counted = all(counts_under_nulls(study) for _, study in statement.studies)
        return statement.everywhere and counted and not (statement.over_null and column == ADDITIVE)
    if statement.apart:
        return column in (BASELINE, *AS_NULLS)
    return statement.everywhere or column == BASELINE


def _held_as(column: str) -> str:
    """The column whose meetings a column looks at."""
    return BASELINE if column in NULLS else column


def hold(seed: int, asked: Plan) -> dict[Key, Any]:
    """Everything asked for, at one seed."""
    results = _additive_rows(seed, asked) | _rows(seed, asked)
    for column, world, of in asked.studies:
        results[column, world, of.__name__] = of(world, column, seed)
    return results


def _additive_rows(seed: int, asked: Plan) -> dict[Key, Any]:
    results: dict[Key, Any] = {}
    for (column, world), names in asked.rows.items():
        if column == ADDITIVE:
            ended = null_tried(scenario_of(world, BASELINE), seed, {name: VARIANTS[name] for name in names})
            results |= {(column, world, name): outcome for name, outcome in ended.items()}
    return results


def _rows(seed: int, asked: Plan) -> dict[Key, Any]:
    """The rows held in a room, each with its private average, which comes with the baseline's meetings."""
    meetings: dict[tuple[str, str], dict[str, None]] = {}
    for (column, world), names in asked.rows.items():
        if column != ADDITIVE:
            meetings.setdefault((_held_as(column), world), {}).update(dict.fromkeys(names))
    results: dict[Key, Any] = {}
    for (column, world), names in meetings.items():
        rows = {name: VARIANTS[name] for name in names}
        scenario, polled = scenario_of(world, column), (PRIVATE, world) in asked.rows and column == BASELINE
        for name, (room, alone) in tried(scenario, seed, rows, polled=polled).items():
            results[column, world, name] = room
            if alone is not None:
                results[PRIVATE, world, name] = alone
    return results


class Evidence:
    """What all seeds gave; :meth:`look` shows one column of it."""

    def __init__(self, by_seed: Sequence[Mapping[Key, Any]]) -> None:
        self._by_seed = by_seed

    def look(self, column: str) -> ColumnLook:
        return ColumnLook(column, self._by_seed)


class ColumnLook:
    """One column, for :class:`tests.patterns.statement.Look`."""

    def __init__(self, column: str, by_seed: Sequence[Mapping[Key, Any]]) -> None:
        self._column = column
        self._by_seed = by_seed

    def rows(self, variant: str, world: str = "baseline") -> list[Outcome]:
        return [results[self._column, world, variant] for results in self._by_seed]

    def beside(self, column: str) -> ColumnLook:
        return ColumnLook(column, self._by_seed)

    def study(self, of: Study, world: str = "baseline") -> list[Any]:
        return [results[self._column, world, of.__name__] for results in self._by_seed]


def gather(asked: Plan, seeds: Sequence[int], jobs: int = 1) -> Evidence:
    """Hold everything at every seed, ``jobs`` seeds at a time."""
    if jobs == 1:
        return Evidence([hold(seed, asked) for seed in seeds])
    return Evidence(Parallel(n_jobs=jobs, batch_size=1)(delayed(hold)(seed, asked) for seed in seeds))


def judged(statement: Statement, evidence: Evidence, column: str) -> Finding | None:
    """What the column says on the statement; None where it has nothing to say."""
    return statement.judge(evidence.look(column)) if measured_in(statement, column) else None

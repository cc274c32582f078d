"""Meetings are held and what came of them is kept, once for all statements that ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from joblib import Parallel, delayed

from tests.patterns.fixtures import VARIANTS
from tests.patterns.statement import Finding, Statement, Study
from tests.patterns.trials import Outcome, null_tried, tried
from tests.patterns.worlds import BASELINE, NULL, scenario_of

Key = tuple[str, str, str]
"""(column, world, variant or name of a study)."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The meetings to hold."""

    rows: Mapping[tuple[str, str], tuple[str, ...]]
    """By (column, world), the names of the rows to try."""
    studies: tuple[tuple[str, str, Study], ...]
    """(column, world, study) of every study."""
    whole: frozenset[str]
    """Columns in which every row gets a meeting of its own."""


def plan(statements: Iterable[Statement], columns: Sequence[str], *, whole: bool) -> Plan:
    """Everything that ``statements`` ask for in ``columns``, each once."""
    rows: dict[tuple[str, str], dict[str, None]] = {}
    studies: dict[tuple[str, str, Study], None] = {}
    for statement in statements:
        for column in _columns(statement, columns):
            for world, variant in statement.rows:
                rows.setdefault((column, world), {})[variant] = None
            if column != NULL:
                studies |= {(column, world, of): None for world, of in statement.studies}
    return Plan(
        rows={key: tuple(names) for key, names in rows.items()},
        studies=tuple(sorted(studies, key=lambda study: study[:2])),
        whole=frozenset({BASELINE} if whole else ()),
    )


def _columns(statement: Statement, columns: Sequence[str]) -> dict[str, None]:
    held = dict.fromkeys(column for column in columns if statement.everywhere or column == BASELINE)
    return held | ({NULL: None} if held and statement.over_null else {})


def hold(seed: int, asked: Plan) -> dict[Key, Any]:
    """Everything asked for, at one seed."""
    results: dict[Key, Any] = {}
    for (column, world), names in asked.rows.items():
        rows = {name: VARIANTS[name] for name in names}
        scenario = scenario_of(world, column)
        ended = (
            null_tried(scenario, seed, rows)
            if column == NULL
            else tried(scenario, seed, rows, whole=column in asked.whole)
        )
        results |= {(column, world, name): outcome for name, outcome in ended.items()}
    for column, world, of in asked.studies:
        results[column, world, of.__name__] = of(world, column, seed)
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
        self.column = column
        self._by_seed = by_seed

    def rows(self, variant: str, world: str = "baseline") -> list[Outcome]:
        return [results[self.column, world, variant] for results in self._by_seed]

    def beside(self, column: str) -> ColumnLook:
        return ColumnLook(column, self._by_seed)

    def study(self, of: Study, world: str = "baseline") -> list[Any]:
        return [results[self.column, world, of.__name__] for results in self._by_seed]


def gather(asked: Plan, seeds: Sequence[int], jobs: int = 1) -> Evidence:
    """Hold everything at every seed, ``jobs`` seeds at a time."""
    if jobs == 1:
        return Evidence([hold(seed, asked) for seed in seeds])
    return Evidence(Parallel(n_jobs=jobs, batch_size=1)(delayed(hold)(seed, asked) for seed in seeds))


def judged(statement: Statement, evidence: Evidence, column: str) -> Finding | None:
    """What the column says on the statement; None where it was not asked."""
    if column != BASELINE and not statement.everywhere:
        return None
    if column == NULL and (statement.over_null or not statement.rows):
        return None
    return statement.judge(evidence.look(column))

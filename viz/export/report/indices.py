"""Sensitivity: how much of an outcome's variation goes back to each thing that nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from viz.export.report import charts
from viz.export.report.answer import main_title, main_value
from viz.export.report.blocks import Block, Cell, Code, Column, Heading, Picture, Prose, Table
from viz.export.report.levers import key_in_words
from viz.export.report.numbers import NONE, decimals, figure, interval
from viz.export.report.outcomes import outcome_in_words
from viz.export.report.study import Index, Study

_TITLES: Final = {"first": "First-order", "total": "Total", "mu_star": "Mean absolute effect", "sigma": "Its SD"}
_WORDS: Final = {
    "first": "A first-order index is the share of an outcome's variation that goes back to one setting alone. A total index "
    "adds what it does together with others.",
    "mu_star": "The mean absolute effect says how far a step of one setting moves the outcome; its SD, how much that depends "
    "on the others.",
}


def index_part(study: Study) -> list[Block]:
    """A picture and a table of the indices; nothing if nothing was sampled."""
    if not study.indices:
        return []
    kind = next(iter(study.indices[0].values), "")
    missing = [each for each in study.indices if each.runs < each.of]
    blocks: list[Block] = [Heading("What the uncertain settings do"), Prose((_WORDS.get(kind, ""),))]
    if missing:
        least = min(missing, key=lambda each: each.runs / each.of)
        words = f"Provisional: from {least.runs:,} of {least.of:,} runs. Every index may still change."
        blocks.append(Prose((words,)))
    names = list(dict.fromkeys((each.outcome, each.combination) for each in study.indices))
    blocks += [_picture(study, [each for each in study.indices if (each.outcome, each.combination) == name]) for name in names]
    return [*blocks, _table(study)]


def _picture(study: Study, indices: Sequence[Index]) -> Picture:
    rows = [_dot(study, each) for each in sorted(indices, key=main_value, reverse=True)]
    outcome = outcome_in_words(indices[0].outcome)
    wide, narrow = charts.bars(rows, main_title(indices[0]))
    where = f" at combination {indices[0].combination}" if indices[0].combination else ""
    caption = f"{main_title(indices[0]).capitalize()} for {outcome.title}{where}. Gray: not distinguishable from 0."
    return Picture(wide, narrow, "; ".join(f"{row.label}: {row.figures}" for row in rows), caption)


def _dot(study: Study, index: Index) -> charts.Dot:
    value = main_value(index)
    places = decimals(index.low, index.high, value)
    figures = f"{figure(value, places)} {interval(index.low, index.high, places)}"
    label = key_in_words(index.lever, study.manifest["scenario"])
    return charts.Dot(label, value, index.low, index.high, figures, clear=index.low > 0.0)


def _table(study: Study) -> Table:
    names = list(study.indices[0].values)
    rows = []
    for index in study.indices:
        places = decimals(index.low, index.high, main_value(index))
        values = [Cell((figure(index.values.get(name, float("nan")), places),), index.values.get(name, "")) for name in names]
        note = NONE if index.low > 0.0 else "not distinguishable from 0"
        outcome = outcome_in_words(index.outcome)
        title = outcome.title + (f", combination {index.combination}" if index.combination else "")
        limits = Cell((interval(index.low, index.high, places),), index.low)
        runs = Cell((f"{index.runs:,} of {index.of:,}",), index.runs)
        rows.append([Cell((title,), title), Cell((Code(index.lever),), index.lever), *values, limits, runs, Cell((note,), note)])
    figures = [Column(_TITLES[name], figure=True) for name in names]
    columns = [Column("Outcome"), Column("Setting"), *figures, Column("95 % interval", True), Column("Runs", True), Column("Note")]
    return Table("Indices with bootstrap intervals over seeds", columns, rows, sortable=True)

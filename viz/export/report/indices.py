"""Sensitivity: how much of an outcome's variation goes back to each thing that nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Final

from viz.export.report import charts
from viz.export.report.answer import TITLES
from viz.export.report.blocks import Block, Cell, Code, Column, Heading, Picture, Prose, Table
from viz.export.report.levers import change_in_words, key_in_words, plain
from viz.export.report.numbers import NONE, decimals, figure, interval
from viz.export.report.study import Index, Study

_WORDS: Final = {
    "total": "A first-order index is the share of an outcome's variation that goes back to one setting alone. A total "
    "index adds what it does together with others.",
    "mu_star": "The mean absolute effect says how far a step of one setting moves the outcome. Its SD says how much "
    "that depends on the others.",
    "rank_coefficient": "A rank coefficient says how the outcome goes with one setting while the others stay, from "
    "-1 to 1; 0 means not at all.",
}


def index_part(study: Study) -> list[Block]:
    """A picture and a table of the indices; nothing if nothing was sampled."""
    told = [each for each in study.indices if isfinite(each.main[0])]
    if not told:
        return []
    blocks: list[Block] = [Heading("What the uncertain settings do"), Prose((_WORDS[told[0].name],))]
    for outcome, point in dict.fromkeys((each.outcome, each.point) for each in told):
        blocks.append(_picture(study, [each for each in told if (each.outcome, each.point) == (outcome, point)]))
    return [*blocks, _table(study)]


def _picture(study: Study, indices: Sequence[Index]) -> Picture:
    rows = [_bar(study, each) for each in sorted(indices, key=lambda each: -abs(each.main[0]))]
    title = TITLES[indices[0].name]
    wide, narrow = charts.bars(rows, title)
    about = f"{study.spoken(indices[0].outcome).title}{_where(study, indices[0])}"
    caption = f"{title} for {about}, with 95 % intervals. Gray: not distinguishable from 0."
    return Picture(wide, narrow, "; ".join(f"{row.label}: {row.figures}" for row in rows), caption)


def _where(study: Study, index: Index) -> str:
    """At which combination of levers; empty at the base."""
    if index.point <= 1:
        return ""
    point, base = study.points[index.point], study.points[1]
    return f" ({plain(change_in_words(point, base, list(point), study.scenario))})"


def _bar(study: Study, index: Index) -> charts.Dot:
    label = key_in_words(index.lever, study.scenario)
    return charts.Dot(label, *index.main, _figures(*index.main), clear=index.clear)


def _figures(value: float, low: float, high: float) -> str:
    places = decimals(low, high, value)
    limits = f" {interval(low, high, places)}" if isfinite(low) else ""
    return f"{figure(value, places)}{limits}"


def _table(study: Study) -> Table:
    names = list(study.indices[0].figures)
    figures = [Column(TITLES[name], figure=True) for name in names]
    columns = [Column("Outcome"), Column("Setting"), *figures, Column("Note")]
    rows = [_table_row(study, index) for index in study.indices]
    return Table("Indices with bootstrap intervals over seeds", columns, rows, sortable=True)


def _table_row(study: Study, index: Index) -> list[Cell]:
    title = f"{study.spoken(index.outcome).title}{_where(study, index)}"
    figures = [Cell((_figures(*each),), each[0]) for each in index.figures.values()]
    note = Cell((index.note or NONE,), index.note)
    return [Cell((title,), title), Cell((Code(index.lever),), index.lever), *figures, note]

"""Every effect and every level as a table, each with the address of a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Final

from viz.export.report.addresses import address_behind
from viz.export.report.answer import in_brief
from viz.export.report.blocks import Block, Cell, Column, Heading, Number, Prose, Table
from viz.export.report.evidence import idle, idle_in_words, turned_in_words
from viz.export.report.levers import null_in_words
from viz.export.report.numbers import NONE, figure, interval
from viz.export.report.outcomes import Outcome
from viz.export.report.study import LEVEL, PAIRED, Effect, Study

_FIGURES: Final = ("Effect", "Level", "95 % interval", "Holm interval", "Seeds")
_OF_CHANGES: Final = (
    "Outcome",
    "Unit",
    "Change",
    "Effect",
    "95 % interval",
    "Holm interval",
    "Seeds",
    "Method",
    "A meeting",
)
_OF_LEVELS: Final = ("Outcome", "Unit", "Point", "Null model", "Level", "95 % interval", "Seeds", "A meeting")


def table_part(study: Study) -> list[Block]:
    """Every effect, and then every level, as tables."""
    order = list(study.experiment["outcomes"])
    changes = [each for each in study.effects if each.kind == PAIRED and not each.null]
    changes.sort(key=lambda each: (not each.primary, order.index(each.outcome), each.point))
    levels = [each for each in study.effects if each.kind == LEVEL and isfinite(each.effect)]
    blocks: list[Block] = []
    if changes:
        rows = [_change_row(study, each) for each in changes]
        blocks.append(Table("Effects against the base", _columns(_OF_CHANGES), rows, sortable=True))
        blocks.append(Prose((_methods(changes),), quiet=True))
    if levels:
        rows = [_level_row(study, each) for each in levels]
        blocks.append(Table("Levels at each point", _columns(_OF_LEVELS), rows, sortable=True, folded=True))
    return [Heading("Every number"), *blocks] if blocks else []


def _columns(titles: Sequence[str]) -> list[Column]:
    return [Column(title, figure=title in _FIGURES) for title in titles]


def _methods(effects: Sequence[Effect]) -> str:
    methods = ", ".join(sorted({each.method for each in effects if each.method}))
    return (
        f"Methods of the intervals: {methods}; the words used here explain them. The unit is the seed, never the row: "
        "all intervals are 95 % intervals over meetings. A failed run takes its pair out. The address is that of the "
        "meeting whose own number is nearest the effect, or of one that the change turned."
    )


def _change_row(study: Study, effect: Effect) -> list[Cell]:
    outcome = study.spoken(effect.outcome)
    value, low, high = outcome.changed(effect.effect, effect.low, effect.high)
    places = outcome.places(low, high, value)
    still, counts = idle(study, effect), turned_in_words(study, effect)
    limits = NONE if still else interval(low, high, places)
    after = f" ({idle_in_words(study, effect) if still else counts})" if still or counts else ""
    _, low_holm, high_holm = outcome.changed(effect.effect, *effect.holm)
    holm = NONE if effect.primary or still else interval(low_holm, high_holm, places)
    address, label = address_behind(study, effect), in_brief(study, effect)
    title = f"{outcome.title} (primary)" if effect.primary else outcome.title
    seeds = f"{effect.n:,} ({effect.failed:,} failed)" if effect.failed else f"{effect.n:,}"
    return [
        Cell((title,), f"{'0' if effect.primary else '1'} {title}"),
        Cell((_unit(outcome, change=True),), outcome.unit),
        Cell((label,), label),
        Cell((Number(figure(value, places, sign=not outcome.factor), address), after), _key(value)),
        Cell((limits,), _key(low)),
        Cell((holm,), _key(low_holm)),
        Cell((seeds,), effect.n),
        Cell((effect.method,), effect.method),
        Cell((Number("", address),)),
    ]


def _level_row(study: Study, effect: Effect) -> list[Cell]:
    outcome = study.spoken(effect.outcome)
    value, low, high = (outcome.shown(each) for each in (effect.effect, effect.low, effect.high))
    places = outcome.places(low, high, value)
    limits = interval(low, high, places)
    address = address_behind(study, effect)
    label = "the base" if effect.point == 1 else in_brief(study, effect)
    return [
        Cell((outcome.title,), outcome.title),
        Cell((_unit(outcome),), outcome.unit),
        Cell((f"{effect.point}: {label}",), effect.point),
        Cell((null_in_words(effect.null) if effect.null else NONE,), effect.null),
        Cell((Number(figure(value, places), address),), _key(value)),
        Cell((limits,), _key(effect.low)),
        Cell((f"{effect.n:,}",), effect.n),
        Cell((Number("", address),)),
    ]


def _unit(outcome: Outcome, *, change: bool = False) -> str:
    """What a figure counts. Places gained are positive."""
    if outcome.upward:
        return outcome.unit
    return f"{outcome.unit} gained" if change else outcome.unit.removesuffix("s")


def _key(value: float) -> float | str:
    return value if isfinite(value) else ""

"""Effects as pictures: the primary outcome first, the exploratory ones apart; and a table of what the nulls do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from viz.export.report import charts
from viz.export.report.addresses import address_behind
from viz.export.report.answer import in_brief
from viz.export.report.blocks import Block, Cell, Column, Heading, Number, Picture, Prose, Table
from viz.export.report.levers import key_in_words, null_in_words, written
from viz.export.report.numbers import NONE, counted, decimals, figure, interval
from viz.export.report.outcomes import Outcome, outcome_in_words
from viz.export.report.study import DIFFERENCE, PAIRED, Effect, Study

MOST_DRAWN: Final = 24
"""How many effects a picture shows at most: those farthest from no change."""

GRAY: Final = "Gray: the interval includes no change."

SELECTED: Final = "The farthest of several tends to look farther than it is: look at all of them."

BINS: Final = 21
"""The most bars of a histogram, about; few meetings have fewer."""


def main_picture(study: Study) -> Picture | None:
    """What each change does to the primary outcome; None if nothing is estimable."""
    outcome = outcome_in_words(study.primary)
    told = [each for each in study.changes if each.estimable]
    if not told:
        return None
    shown = charts.farthest(told, outcome, MOST_DRAWN)
    left_out = f"The {len(shown)} farthest of {len(told)} changes." if len(shown) < len(told) else ""
    selected = SELECTED if len(told) > 1 else ""
    start = f"Change in {outcome.title} against the base, with 95 % intervals."
    caption = " ".join(filter(None, (start, outcome.note, GRAY, left_out, selected)))
    return _whiskers(study, outcome, shown, caption, charts.MIDDLE)


def primary_part(study: Study) -> list[Block]:
    """How the primary outcome changes by dose, and how the change differs from meeting to meeting."""
    outcome = outcome_in_words(study.primary)
    shown = charts.farthest(study.changes, outcome, MOST_DRAWN)
    spread = _turned(study, outcome, shown) if outcome.of_meetings else _histogram(study, outcome)
    blocks = [*_doses(study, outcome), *spread]
    return [Heading("The primary outcome from meeting to meeting"), *blocks] if shown and blocks else []


def _whiskers(
    study: Study, outcome: Outcome, effects: Sequence[Effect], caption: str, width: int = charts.WIDE
) -> Picture:
    dots = [dot_of(in_brief(study, each), outcome, each) for each in effects]
    wide, narrow = charts.whiskers(dots, outcome, width)
    return Picture(wide, narrow, "; ".join(f"{dot.label}: {dot.figures}" for dot in dots), caption)


def dot_of(label: str, outcome: Outcome, effect: Effect) -> charts.Dot:
    """An effect as a picture or a cell has it."""
    value, low, high = (outcome.shown(each) for each in (effect.effect, effect.low, effect.high))
    places = decimals(low, high, value)
    figures = f"{figure(value, places, sign=not outcome.factor)} {interval(low, high, places)}"
    return charts.Dot(label, value, low, high, figures, clear=outcome.clear(effect.low, effect.high))


def _doses(study: Study, outcome: Outcome) -> Iterator[Block]:
    """For each lever whose values are numbers, the change at each of them while the others are at the base."""
    base = study.points[1]
    for key in base:
        alone = [each for each in study.changes if each.estimable and _only(study, each, key)]
        values = [study.points[each.point][key] for each in alone]
        if len(alone) < 2 or not all(_is_number(value) for value in (*values, base[key])):
            continue
        doses = [charts.Dose(float(base[key]), outcome.unchanged, outcome.unchanged, outcome.unchanged)]
        for value, each in zip(values, alone, strict=True):
            doses.append(charts.Dose(float(value), *map(outcome.shown, (each.effect, each.low, each.high))))
        doses.sort(key=lambda dose: dose.value)
        name = key_in_words(key, study.manifest["scenario"])
        wide, narrow = charts.doses(doses, name, outcome)
        shows = "; ".join(f"{name} = {dose.value:g}: {figure(dose.effect, 2, sign=True)}" for dose in doses)
        yield Picture(
            wide, narrow, shows, f"The same change by the value of {name}. The base is {written(base[key])}.", half=True
        )


def _only(study: Study, effect: Effect, key: str) -> bool:
    """Whether a point differs from the base in one key alone."""
    point, base = study.points[effect.point], study.points[effect.against]
    return [each for each in point if point[each] != base.get(each)] == [key] and effect.against == 1


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _histogram(study: Study, outcome: Outcome) -> Iterator[Block]:
    """How the farthest change differs from meeting to meeting."""
    farthest = charts.farthest(study.changes, outcome, 1)
    if not farthest or outcome.factor:
        return
    effect = farthest[0]
    found = study.differences(effect.point, effect.against, "", effect.outcome)
    values = np.array([outcome.shown(value) for value in found.values()])
    if len(np.unique(values)) < 2:
        return
    counts, edges = np.histogram(values, bins=_edges(values))
    wide, narrow = charts.histogram(counts.tolist(), edges.tolist(), outcome)
    fewer, same = int((values < 0).sum()), int((values == 0).sum())
    more = len(values) - fewer - same
    shows = f"In {fewer} meetings the number falls, in {same} it stays, in {more} it rises."
    label = in_brief(study, effect)
    caption = f"How the change differs from seed to seed ({label}), over {counted(len(values), 'pair')} of meetings. "
    yield Picture(wide, narrow, shows, caption + shows, half=True)


def _turned(study: Study, outcome: Outcome, effects: Sequence[Effect]) -> Iterator[Block]:
    """For an outcome that is yes or no: in how many pairs of meetings the change turns it, and which way."""
    rows = []
    for effect in effects:
        found = list(study.differences(effect.point, effect.against, "", effect.outcome).values())
        counts = [
            sum(value > 0 for value in found),
            sum(value < 0 for value in found),
            sum(value == 0 for value in found),
        ]
        label = in_brief(study, effect)
        rows.append([Cell((label,), label), *(Cell((f"{count:,}",), count) for count in counts)])
    titles = ("Only with the change", "Only without it", "The same in both")
    columns = [Column("Change"), *(Column(title, figure=True) for title in titles)]
    yield Table(f"In how many pairs of meetings {outcome.title.removeprefix('how often ')}", columns, rows)


def _edges(values: np.ndarray) -> np.ndarray:
    """Edges of bars, on round steps so that 0 lies in the middle of a bar."""
    spread, bars = float(values.max() - values.min()), min(BINS, max(5, 1.5 * len(values) ** 0.5))
    step = 10.0 ** np.floor(np.log10(spread / bars))
    step *= next(factor for factor in (1, 2, 5, 10, 20) if spread / (step * factor) <= bars)
    first, last = np.floor(values.min() / step), np.ceil(values.max() / step)
    return np.asarray((np.arange(first, last + 2) - 0.5) * step)


def exploratory_part(study: Study) -> list[Block]:
    """What the changes do to the other outcomes, apart from the primary one."""
    told = [each for each in study.effects if each.kind == PAIRED and not each.null and not each.primary]
    if not told:
        return []
    names = list(dict.fromkeys(each.outcome for each in told))
    words = (
        f"The same meetings also gave {counted(len(names), 'further outcome')}, to explore. With so many numbers, some "
        "intervals leave out no change by luck alone. The table below therefore also gives Holm intervals, which hold "
        "together. Read them as questions for a next experiment."
    )
    pictures = [_of_outcome(study, name, [each for each in told if each.outcome == name]) for name in names]
    return [Heading("Exploratory outcomes"), Prose((words,)), *(each for each in pictures if each is not None)]


def _of_outcome(study: Study, name: str, effects: Sequence[Effect]) -> Picture | None:
    outcome = outcome_in_words(name)
    shown = charts.farthest([each for each in effects if each.estimable], outcome, 8)
    if not shown:
        return None
    left = f" The {len(shown)} farthest of {len(effects)}." if len(shown) < len(effects) else ""
    caption = f"Exploratory: change in {outcome.title}. {outcome.note}{left}"
    return _whiskers(study, outcome, shown, caption.strip())


def null_part(study: Study) -> list[Block]:
    """What the changes do in the null models, beside what they do in the model."""
    nulls = list(dict.fromkeys(each.null for each in study.effects if each.null))
    if not nulls or not study.changes:
        return []
    outcome = outcome_in_words(study.primary)
    words = (
        "A null model takes one thing out of the room. Where the change does the same without it, the effect does not "
        "need it. The last column is what the change does beyond the null, paired by seed."
    )
    rows = [row for each in study.changes for row in _against_nulls(study, outcome, each, nulls)]
    figures = [Column(title, figure=True) for title in ("In the model", "In the null", "Beyond the null")]
    columns = [Column("Change"), Column("Null model"), *figures]
    table = Table(f"Change in {outcome.title}, in the model and in null models", columns, rows)
    return [Heading("What the nulls do"), Prose((words,)), table]


def _against_nulls(study: Study, outcome: Outcome, effect: Effect, nulls: Iterable[str]) -> Iterator[list[Cell]]:
    def found(kind: str, null: str) -> Cell:
        there = study.effect(kind, effect.point, null, effect.outcome)
        return Cell((NONE,)) if there is None else _figures(study, outcome, there)

    label = in_brief(study, effect)
    model = _figures(study, outcome, effect)
    for null in nulls:
        yield [Cell((label,)), Cell((null_in_words(null),)), model, found(PAIRED, null), found(DIFFERENCE, null)]


def _figures(study: Study, outcome: Outcome, effect: Effect) -> Cell:
    dot = dot_of("", outcome, effect)
    return Cell((Number(dot.figures, address_behind(study, effect)),), effect.effect)

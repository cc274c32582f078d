"""Effects as pictures: the primary outcome first, the exploratory ones apart; and a table of what the nulls do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from viz.export.report import charts
from viz.export.report.addresses import address_behind
from viz.export.report.answer import in_brief
from viz.export.report.blocks import Block, Cell, Column, Heading, Number, Picture, Prose, Table
from viz.export.report.evidence import clear, idle, idle_in_words, level, turned_in_words
from viz.export.report.levers import NULL_NOTES, key_in_words, null_in_words, value_in_words
from viz.export.report.numbers import NONE, counted, figure
from viz.export.report.outcomes import Outcome
from viz.export.report.study import DIFFERENCE, PAIRED, Effect, Study

MOST_DRAWN: Final = 24
"""How many effects a picture shows at most: those farthest from no change."""

GRAY: Final = "Gray: the interval includes no change."
GRAY_OR_FEW: Final = "Gray: the interval includes no change, or fewer than 10 meetings differ."

BINS: Final = 21
"""The most bars of a histogram, about; few meetings have fewer."""


def main_picture(study: Study) -> Picture | None:
    """What each change does to the primary outcome; None if nothing is estimable."""
    outcome = study.spoken(study.primary)
    told = [each for each in study.changes if each.estimable]
    if not told:
        return None
    shown = charts.farthest(told, outcome, MOST_DRAWN)
    left_out = f"The {len(shown)} farthest of {len(told)} changes." if len(shown) < len(told) else ""
    start = f"Change in {outcome.title} against the base ({outcome.unit}), with 95 % intervals."
    caption = " ".join(filter(None, (start, outcome.note, _gray(outcome), left_out)))
    return _whiskers(study, outcome, shown, caption, charts.MIDDLE)


def _gray(outcome: Outcome) -> str:
    return GRAY_OR_FEW if outcome.of_meetings else GRAY


def primary_part(study: Study) -> list[Block]:
    """How the primary outcome changes by dose, and how the change differs from meeting to meeting."""
    outcome = study.spoken(study.primary)
    shown = charts.farthest(study.changes, outcome, MOST_DRAWN)
    spread = _turned(study, outcome, shown) if outcome.of_meetings else _histogram(study, outcome)
    blocks = [*_doses(study, outcome), *spread]
    return [Heading("The primary outcome from meeting to meeting"), *blocks] if shown and blocks else []


def _whiskers(
    study: Study, outcome: Outcome, effects: Sequence[Effect], caption: str, width: int = charts.WIDE
) -> Picture:
    dots = [dot_of(study, _label(study, each), each) for each in effects]
    wide, narrow = charts.whiskers(dots, outcome, width)
    shows = "; ".join(f"{dot.label}: {dot.figures}" for dot in dots)
    return Picture(wide, narrow, f"{shows} ({outcome.unit})", caption)


def _label(study: Study, effect: Effect) -> str:
    """What was changed; of what is yes or no, with the meetings that it turns."""
    counts = turned_in_words(study, effect)
    return f"{in_brief(study, effect)} ({counts})" if counts else in_brief(study, effect)


def dot_of(study: Study, label: str, effect: Effect) -> charts.Dot:
    """An effect as a picture or a cell has it."""
    outcome = study.spoken(effect.outcome)
    value, low, high = outcome.changed(effect.effect, effect.low, effect.high)
    figures = outcome.figures(effect.effect, effect.low, effect.high)
    return charts.Dot(label, value, low, high, figures, clear=clear(study, effect))


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
            doses.append(charts.Dose(float(value), *outcome.changed(each.effect, each.low, each.high)))
        doses.sort(key=lambda dose: dose.value)
        name = key_in_words(key, study.scenario)
        wide, narrow = charts.doses(doses, name, outcome)
        shows = "; ".join(f"{name} = {dose.value:g}: {figure(dose.effect, 2, sign=True)}" for dose in doses)
        yield Picture(
            wide,
            narrow,
            shows,
            f"The same change by the value of {name}. The base is {value_in_words(key, base[key])}.",
            half=True,
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
    values = np.array([outcome.changed(value, value, value)[0] for value in found.values()])
    if len(np.unique(values)) < 2:
        return
    counts, edges = np.histogram(values, bins=_edges(values))
    wide, narrow = charts.histogram(counts.tolist(), edges.tolist(), outcome)
    shows = _ups_and_downs(outcome, values)
    label = in_brief(study, effect)
    caption = f"How the change differs from seed to seed ({label}), over {counted(len(values), 'pair')} of meetings. "
    yield Picture(wide, narrow, shows, caption + shows, half=True)


def _ups_and_downs(outcome: Outcome, values: np.ndarray) -> str:
    """In how many meetings the change goes which way."""
    fewer, more = int((values < 0).sum()), int((values > 0).sum())
    what = "the number" if outcome.upward else "the applicant"
    rises = f"In {more:,} of {len(values):,} meetings {what} rises"
    return f"{rises}, in {fewer:,} {what} falls, and in {len(values) - fewer - more:,} nothing changes."


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
        "intervals leave out no change by luck alone. The table below therefore also gives Holm intervals. They keep "
        "the chance of calling any change real, when none is, at 5 %. They are not ranges that hold all true sizes at "
        "once. Read exploratory results as questions for a next experiment."
    )
    pictures = [_of_outcome(study, name, [each for each in told if each.outcome == name]) for name in names]
    return [Heading("Exploratory outcomes"), Prose((words,)), *(each for each in pictures if each is not None)]


def _of_outcome(study: Study, name: str, effects: Sequence[Effect]) -> Picture | None:
    outcome = study.spoken(name)
    shown = charts.farthest([each for each in effects if each.estimable], outcome, 8)
    if not shown:
        return None
    left = f" The {len(shown)} farthest of {len(effects)}." if len(shown) < len(effects) else ""
    gray = _gray(outcome) if any(not clear(study, each) for each in shown) else ""
    start = f"Exploratory: change in {outcome.title} ({outcome.unit})."
    caption = f"{' '.join(filter(None, (start, outcome.note, gray)))}{left}"
    return _whiskers(study, outcome, shown, caption.strip())


def null_part(study: Study) -> list[Block]:
    """What the changes do in the null models, beside what they do in the model."""
    nulls = list(dict.fromkeys(each.null for each in study.effects if each.null))
    if not nulls or not study.changes:
        return []
    words = (
        "A null model takes one thing out of the room. Where the change does the same without it, the effect does not "
        "need it. “Beyond the null” is the change in the model minus the change in the null, paired by seed."
    )
    notes = [Prose((NULL_NOTES[null],)) for null in nulls if null in NULL_NOTES]
    tables = [_null_table(study, str(name), nulls) for name in study.experiment["outcomes"]]
    return [Heading("What the nulls do"), Prose((words,)), *notes, *(each for each in tables if each.rows)]


def _null_table(study: Study, name: str, nulls: Sequence[str]) -> Table:
    """What the changes of one outcome are in the model and in each null; folded away if it is exploratory."""
    outcome, primary = study.spoken(name), name == study.primary
    changes = [each for each in study.effects if each.kind == PAIRED and each.outcome == name and not each.null]
    rows = [row for each in changes for row in _against_nulls(study, outcome, each, nulls)]
    titles = ("Base: model, null", "In the model", "In the null", "Beyond the null")
    columns = [Column("Change"), Column("Null model"), *(Column(title, figure=True) for title in titles)]
    start = "Change" if primary else "Exploratory: change"
    caption = f"{start} in {outcome.title} ({outcome.unit}), in the model and in null models"
    return Table(caption, columns, rows, folded=not primary)


def _against_nulls(study: Study, outcome: Outcome, effect: Effect, nulls: Iterable[str]) -> Iterator[list[Cell]]:
    label = in_brief(study, effect)
    model = _figures(study, effect)
    for null in nulls:
        there = study.effect(PAIRED, effect.point, null, effect.outcome)
        if there is None or not there.n:
            continue
        levels = [level(study, effect.against, which, outcome) or NONE for which in ("", null)]
        still = idle(study, there)
        beyond = study.effect(DIFFERENCE, effect.point, null, effect.outcome)
        yield [
            Cell((label,)),
            Cell((null_in_words(null),)),
            Cell((", ".join(levels),)),
            model,
            Cell((idle_in_words(study, there),)) if still else _figures(study, there),
            Cell((NONE,)) if still or beyond is None else _figures(study, beyond),
        ]


def _figures(study: Study, effect: Effect) -> Cell:
    counts = turned_in_words(study, effect)
    figures = study.spoken(effect.outcome).figures(effect.effect, effect.low, effect.high)
    after = f" ({counts})" if counts else ""
    return Cell((Number(figures, address_behind(study, effect)), after), effect.effect)

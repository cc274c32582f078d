"""The answer to an experiment's question, in one or two sentences with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Final

from viz.export.report.addresses import address_behind
from viz.export.report.blocks import Code, Inline, Number, Strong, Words
from viz.export.report.levers import change_in_words, differing, key_in_words, plain, written
from viz.export.report.numbers import counted, decimals, figure, interval
from viz.export.report.outcomes import Outcome, outcome_in_words
from viz.export.report.study import LEVEL, Effect, Study

TITLES: Final = {
    "first": "First-order index",
    "total": "Total index",
    "mu_star": "Mean absolute effect",
    "sigma": "SD of the effects",
    "rank_coefficient": "Rank coefficient",
}
"""What each index is called."""

NAMED: Final = 3
"""How many of the other changes the answer names one by one."""


def answer_of(study: Study) -> list[Words]:
    """The sentences that answer the question."""
    outcome = outcome_in_words(study.primary)
    told = [each for each in study.changes if each.estimable]
    if told:
        ranked = sorted(told, key=lambda each: (not outcome.clear(each.low, each.high), -size(outcome, each.effect)))
        way: Words = ("A meeting like that: ", Number("", address_behind(study, ranked[0])))
        return [_first(study, outcome, ranked[0]), *_others(study, outcome, ranked[1:]), way]
    if study.changes:
        words = f"Nothing can be said yet about {outcome.title}: no change of it is estimable from these meetings."
        return [(words,), *_indices(study, outcome)]
    return [*_indices(study, outcome), *_level(study, outcome)] or [("There is no result yet.",)]


def size(outcome: Outcome, effect: float) -> float:
    """How far an effect is from no change."""
    if outcome.factor:
        return abs(log(effect)) if effect > 0.0 else 0.0
    return abs(effect - outcome.unchanged)


def _first(study: Study, outcome: Outcome, effect: Effect) -> Words:
    """The farthest change: ``When img_a's advocate is apd:strong instead of blank, img_a ends 11.2 places higher``."""
    words, limits = outcome.change(effect.effect, effect.low, effect.high)
    condition = with_change(study, effect)
    address = address_behind(study, effect)
    if outcome.clear(effect.low, effect.high):
        return (*condition, f", {outcome.says} ", Strong(words), " ", Number(limits, address), ".")
    middle = f", no clear difference shows: {outcome.says} {words} "
    return (*condition, middle, Number(limits, address), ", and the interval includes no change.")


def with_change(study: Study, effect: Effect) -> Words:
    """``When img_a's advocate is apd:strong instead of blank``: the start of a sentence about a change."""
    point, base = study.points[effect.point], study.points[effect.against]
    said: list[Inline] = []
    for key in differing(point, base, list(point)):
        value, before = written(point[key]), written(base.get(key))
        joint = " and " if said else "When "
        said += [f"{joint}{key_in_words(key, study.manifest['scenario'])} is ", Code(value), f" instead of {before}"]
    return tuple(said) or ("At the same point",)


def _others(study: Study, outcome: Outcome, others: Sequence[Effect]) -> list[Words]:
    """What the other changes do: named if they are few, else counted."""
    if not others:
        return []
    if len(others) <= NAMED:
        said: list[Inline] = ["The other change" + ("s" if len(others) > 1 else "") + ": "]
        for place, effect in enumerate(others):
            words, limits = outcome.change(effect.effect, effect.low, effect.high)
            point, base = study.points[effect.point], study.points[effect.against]
            named = change_in_words(point, base, list(point), study.manifest["scenario"])
            said += ["; " if place else "", *named, f", {words} ", Number(limits, address_behind(study, effect))]
        return [(*said, ".")]
    clear = sum(outcome.clear(each.low, each.high) for each in others)
    some = "all" if clear == len(others) else clear or "none"
    text = (
        f"Of the {len(others)} other changes, {some} {'has' if clear == 1 else 'have'} an interval that leaves out no"
    )
    return [(f"{text} change.",)]


def _indices(study: Study, outcome: Outcome) -> list[Words]:
    """What the variation of the primary outcome goes back to most, at the base."""
    found = [each for each in study.indices if each.outcome == study.primary and each.point in (0, 1) and each.clear]
    asked = len(study.experiment.get("uncertain") or {})
    if not found:
        none = f"No setting is distinguishable from one that does nothing to {outcome.title}."
        return [(none,)] if study.indices else []
    most = max(found, key=lambda each: abs(each.main[0]))
    name = key_in_words(most.lever, study.manifest["scenario"])
    places = decimals(most.main[1], most.main[2], most.main[0])
    figures = f"{figure(most.main[0], places)} {interval(most.main[1], most.main[2], places)}"
    start = f"Of {counted(asked, 'uncertain setting')}, "
    return [(start, Strong(name), f" matters most for {outcome.title}: {TITLES[most.name].lower()} {figures}.")]


def _level(study: Study, outcome: Outcome) -> list[Words]:
    """Where the primary outcome is at the base, for a design that compares nothing."""
    for effect in study.effects:
        if effect.kind == LEVEL and effect.primary and not effect.null and effect.point == 1:
            low, high, value = (outcome.shown(each) for each in (effect.low, effect.high, effect.effect))
            places = decimals(low, high, value)
            figures = f"{figure(value, places)} {interval(low, high, places)}"
            return [(f"On average, {outcome.title} is ", Number(figures, address_behind(study, effect)), ".")]
    return []


def in_brief(study: Study, effect: Effect) -> str:
    """A change as a label: ``Dr Hale's capital: 6``."""
    point, base = study.points[effect.point], study.points[effect.against or 1]
    return plain(change_in_words(point, base, list(point), study.manifest["scenario"]))

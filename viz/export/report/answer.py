"""The answer to an experiment's question, in one or two sentences with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Final

from viz.export.report.addresses import address_behind, row_of
from viz.export.report.blocks import Inline, Link, Number, Strong, Words
from viz.export.report.evidence import clear, level, turned, weak
from viz.export.report.levers import change_in_words, differing, key_in_words, plain, said_of, value_in_words
from viz.export.report.numbers import counted, decimals, figure, interval
from viz.export.report.outcomes import Outcome
from viz.export.report.people import files_in_all
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

SIMULATED: Final = "In these simulated meetings, "
"""How the answer begins."""

SELECTED: Final = "The farthest of several looks farther than it is."
"""What a reader of several changes has to know."""


def answer_of(study: Study) -> list[Words]:
    """The sentences that answer the question."""
    outcome = study.spoken(study.primary)
    told = [each for each in study.changes if each.estimable]
    if told:
        ranked = sorted(told, key=lambda each: (not clear(study, each), -size(outcome, each.effect)))
        return [_first(study, outcome, ranked[0]), *_others(study, outcome, ranked[1:]), _way(study, ranked[0])]
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
    """The farthest change: ``when an associate director argues strongly for A, A ends 11.2 places higher``."""
    words, limits = outcome.change(effect.effect, effect.low, effect.high)
    condition = (SIMULATED, *with_change(study, effect))
    address = address_behind(study, effect)
    levels = _levels(study, outcome, effect)
    if clear(study, effect):
        return (*condition, f", {outcome.says} ", Strong(words), " ", Number(limits, address), f"{levels}.")
    middle = f", no clear difference shows: {outcome.says} {words} "
    counts = turned(study, effect)
    few = f", and only {counted(sum(counts), 'meeting')} of {effect.n:,} differ" if counts else ""
    doubt = few if weak(study, effect) else ", and the interval includes no change"
    return (*condition, middle, Number(limits, address), f"{levels}{doubt}.")


def _levels(study: Study, outcome: Outcome, effect: Effect) -> str:
    """From where to where: ``: from place 48.5 to 38.0 of 60, and on the list in 99.5 instead of 83.0 of 100``."""
    before, after = (level(study, point, "", outcome) for point in (effect.against, effect.point))
    if not (before and after):
        return ""
    if outcome.of_meetings:
        return f": in {after} instead of {before} {outcome.unit}"
    if outcome.upward:
        return f", from {before} to {after}"
    files = files_in_all(study.scenario)
    of = f" of {files}" if files else ""
    return f": from place {before} to {after}{of}{_ranked(study, effect)}"


def _ranked(study: Study, effect: Effect) -> str:
    """How often the file is on the list, beside its place; empty if the experiment does not count it."""
    outcome = study.spoken(f"ranked.{row_of(effect.outcome)}")
    before, after = (level(study, point, "", outcome) for point in (effect.against, effect.point))
    if not (before and after):
        return ""
    return f", and on the list in {after} instead of {before} {outcome.unit}"


def with_change(study: Study, effect: Effect) -> Words:
    """``when Dr Hale's capital is 12 rather than 3.5``: the middle of a sentence about a change."""
    point, base = study.points[effect.point], study.points[effect.against]
    said: list[Inline] = []
    for key in differing(point, base, list(point)):
        before = value_in_words(key, base.get(key))
        said.append(f"{' and ' if said else 'when '}{said_of(key, point[key], study.scenario)} rather than {before}")
    return tuple(said) or ("at the same point",)


def _others(study: Study, outcome: Outcome, others: Sequence[Effect]) -> list[Words]:
    """What the other changes do: named if they are few, else counted."""
    if not others:
        return []
    selected = f" {SELECTED}" if len(others) > 1 else ""
    if len(others) <= NAMED:
        said: list[Inline] = ["The other change" + ("s" if len(others) > 1 else "") + ": "]
        for place, effect in enumerate(others):
            words, limits = outcome.change(effect.effect, effect.low, effect.high)
            named = in_brief(study, effect)
            said += ["; " if place else "", f"{named}, {words} ", Number(limits, address_behind(study, effect))]
        return [(*said, f".{selected}")]
    found = sum(clear(study, each) for each in others)
    some = "all" if found == len(others) else found or "none"
    have = "has" if found == 1 else "have"
    text = f"Of the {len(others)} other changes, {some} {have} an interval that leaves out no change."
    return [(f"{text}{selected}",)]


def _way(study: Study, effect: Effect) -> Words:
    """The way to a meeting: the typical pair below, if it is of this change."""
    pair = next((each for each in study.pairs if each.point == effect.point and each.name == "typical"), None)
    if pair is None:
        return ("A meeting like that: ", Number("", address_behind(study, effect)))
    link = Link(f"the typical pair, seed {pair.seed}", f"pair-{pair.name}")
    return ("Watch it: ", link, ". The changed meeting: ", Number("", pair.addresses[1]))


def _indices(study: Study, outcome: Outcome) -> list[Words]:
    """What the variation of the primary outcome goes back to most, at the base."""
    found = [each for each in study.indices if each.outcome == study.primary and each.point in (0, 1) and each.clear]
    asked = len(study.experiment.get("uncertain") or {})
    if not found:
        none = f"{SIMULATED}no setting is distinguishable from one that does nothing to {outcome.title}."
        return [(none,)] if study.indices else []
    most = max(found, key=lambda each: abs(each.main[0]))
    name = key_in_words(most.lever, study.scenario)
    places = decimals(most.main[1], most.main[2], most.main[0])
    figures = f"{figure(most.main[0], places)} {interval(most.main[1], most.main[2], places)}"
    start = f"{SIMULATED}of {counted(asked, 'uncertain setting')}, "
    return [(start, Strong(name), f" matters most for {outcome.title}: {TITLES[most.name].lower()} {figures}.")]


def _level(study: Study, outcome: Outcome) -> list[Words]:
    """Where the primary outcome is at the base, for a design that compares nothing."""
    for effect in study.effects:
        if effect.kind == LEVEL and effect.primary and not effect.null and effect.point == 1:
            low, high, value = (outcome.shown(each) for each in (effect.low, effect.high, effect.effect))
            places = outcome.places(low, high, value)
            figures = f"{figure(value, places)} {interval(low, high, places)}"
            return [(f"On average, {outcome.title} is ", Number(figures, address_behind(study, effect)), ".")]
    return []


def in_brief(study: Study, effect: Effect) -> str:
    """A change as a label: ``Dr Hale's capital: 6``."""
    point, base = study.points[effect.point], study.points[effect.against or 1]
    return plain(change_in_words(point, base, list(point), study.scenario))

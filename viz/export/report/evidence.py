"""How much stands behind a change: in how many meetings it turns something, and whether it can act at all."""

from __future__ import annotations

from typing import Final

from viz.export.report.numbers import decimals, figure
from viz.export.report.outcomes import Outcome
from viz.export.report.study import DIFFERENCE, LEVEL, Effect, Study

FEW_TURNED: Final = 10
"""Meetings that a change has to turn before its share is more than a hint."""


def turned(study: Study, effect: Effect) -> tuple[int, int] | None:
    """Of what is yes or no, in how many meetings the change gained it and in how many it lost it; else None."""
    if effect.kind in (LEVEL, DIFFERENCE) or not study.spoken(effect.outcome).of_meetings:
        return None
    found = study.differences(effect.point, effect.against, effect.null, effect.outcome).values()
    return sum(value > 0 for value in found), sum(value < 0 for value in found)


def turned_in_words(study: Study, effect: Effect) -> str:
    """``33 gained, 0 lost``; empty for what is not yes or no."""
    counts = turned(study, effect)
    return f"{counts[0]:,} gained, {counts[1]:,} lost" if counts else ""


def weak(study: Study, effect: Effect) -> bool:
    """Whether a share rests on fewer than :data:`FEW_TURNED` meetings."""
    counts = turned(study, effect)
    return counts is not None and sum(counts) < FEW_TURNED


def clear(study: Study, effect: Effect) -> bool:
    """Whether the interval leaves out no change, and enough meetings stand behind it."""
    return study.spoken(effect.outcome).clear(effect.low, effect.high) and not weak(study, effect)


def idle(study: Study, effect: Effect) -> bool:
    """Whether the outcome is the same in each pair of meetings."""
    found = study.differences(effect.point, effect.against, effect.null, effect.outcome)
    return bool(found) and not any(found.values())


def idle_in_words(study: Study, effect: Effect) -> str:
    """That nothing differs; and that the change cannot act, where no outcome differs."""
    own = [
        each for each in study.effects if (each.kind, each.point, each.null) == (effect.kind, effect.point, effect.null)
    ]
    estimable = [each for each in own if each.n]
    acts = "" if any(not idle(study, each) for each in estimable) else "; the change cannot act here"
    return f"identical in all {effect.n:,} meetings{acts}"


def level(study: Study, point: int, null: str, outcome: Outcome) -> str:
    """The level of an outcome at a point as a figure; empty if there is none."""
    found = study.effect(LEVEL, point, null, outcome.name)
    if found is None or not found.n:
        return ""
    value, low, high = (outcome.shown(each) for each in (found.effect, found.low, found.high))
    return figure(
        value, outcome.places(low, high, value) if outcome.scale != 1.0 else max(1, decimals(low, high, value))
    )

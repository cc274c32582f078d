"""The address of a meeting: what has to be typed to see it again; and which meeting stands behind a number."""

from __future__ import annotations

from math import copysign, isfinite

from committee.recording.addressing import address_text, set_to
from viz.export.report.levers import MEASURED
from viz.export.report.study import LEVEL, Effect, Study


def address_of(study: Study, point: int, null: str, seed: int, row: str = "") -> str:
    """The address of the meeting at ``point`` under ``null`` with ``seed``, opened at ``row``."""
    scenario = str(study.points[point].get("scenario") or study.experiment["scenario"])
    levers = {key: text for key, text in study.texts[point].items() if key != "scenario"}
    if null and null not in MEASURED:
        key, _, text = null.partition("=")
        levers[key.strip()] = text.strip()
    parts = [("seed", str(seed)), *(set_to(key, text) for key, text in levers.items())]
    made_by = study.manifest
    return address_text(str(made_by["committee"]), str(made_by["rules"]), scenario, parts, row)


def address_behind(study: Study, effect: Effect) -> str:
    """The address of the meeting whose own number is nearest ``effect``; empty if no meeting came to its end.

    Of what is yes or no, it is a meeting that the change turned in the direction of the effect, if there is one.

    Of a change it is the changed meeting. The address of the other differs in the levers only.
    """
    own = study.values.get((effect.point, effect.null, effect.outcome), {})
    near = own if effect.kind == LEVEL else _changes(study, effect)
    near = {replicate: value for replicate, value in near.items() if isfinite(value)} or own
    if not near:
        return ""
    wanted = _wanted(study, effect)
    replicate = min(near, key=lambda each: (abs(near[each] - wanted) if isfinite(near[each]) else 0.0, each))
    return address_of(study, effect.point, effect.null, study.seeds[replicate], row_of(effect.outcome))


def _changes(study: Study, effect: Effect) -> dict[int, float]:
    """By replicate, what the change did in that meeting: a difference, or a factor."""
    if not study.spoken(effect.outcome).factor:
        return study.differences(effect.point, effect.against, effect.null, effect.outcome)
    pairs = study.pairs_of(effect.point, effect.against, effect.null, effect.outcome)
    return {replicate: after / before for replicate, (after, before) in pairs if before > 0.0}


def _wanted(study: Study, effect: Effect) -> float:
    """The number of the meeting that is looked for."""
    if not isfinite(effect.effect):
        return 0.0
    if effect.kind != LEVEL and effect.effect and study.spoken(effect.outcome).of_meetings:
        return copysign(1.0, effect.effect)
    return effect.effect


def row_of(outcome: str) -> str:
    """The row that an outcome is about; empty if it is about the meeting."""
    head, _, word = outcome.partition(".")
    return word if head not in ("share", "rate_ratio") else ""

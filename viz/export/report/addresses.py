"""The address of a meeting: what has to be typed to see it again; and which meeting stands behind a number."""

from __future__ import annotations

import json
from math import copysign, isfinite
from typing import Any, Final
from urllib.parse import quote

from viz.export.report.levers import MEASURED
from viz.export.report.outcomes import outcome_in_words
from viz.export.report.study import LEVEL, Effect, Study

PLAIN: Final = ":;,.-_~"
"""Characters of a value that an address holds as they are."""


def address_of(study: Study, point: int, null: str, seed: int, row: str = "") -> str:
    """The address of the meeting at ``point`` under ``null`` with ``seed``, opened at ``row``."""
    version = f"{study.manifest['committee']}+{str(study.manifest['rules'])[:8]}"
    levers = dict(study.points[point])
    scenario = str(levers.pop("scenario", "") or study.experiment["scenario"])
    asked = [f"seed={seed}", *(_set(key, value) for key, value in levers.items())]
    if null and null not in MEASURED:
        key, _, text = null.partition("=")
        asked.append(f"set={key.strip()}={quote(text.strip(), safe=PLAIN)}")
    return f"committee:{version}/{quote(scenario)}?{'&'.join(asked)}{f'#{quote(row)}' if row else ''}"


def address_behind(study: Study, effect: Effect) -> str:
    """The address of the meeting whose own number is nearest ``effect``; empty if no meeting came to its end.

    Of what is yes or no, it is a meeting that the change turned in the direction of the effect, if there is one.

    Of a change it is the changed meeting. The address of the other differs in the levers only.
    """
    own = study.values.get((effect.point, effect.null, effect.outcome), {})
    near = own if effect.kind == LEVEL else study.differences(effect.point, effect.against, effect.null, effect.outcome)
    near = {replicate: value for replicate, value in near.items() if isfinite(value)} or own
    if not near:
        return ""
    wanted = _wanted(effect)
    replicate = min(near, key=lambda each: (abs(near[each] - wanted) if isfinite(near[each]) else 0.0, each))
    return address_of(study, effect.point, effect.null, study.seeds[replicate], row_of(effect.outcome))


def _wanted(effect: Effect) -> float:
    """The number of the meeting that is looked for."""
    if not isfinite(effect.effect):
        return 0.0
    if effect.kind != LEVEL and effect.effect and outcome_in_words(effect.outcome).of_meetings:
        return copysign(1.0, effect.effect)
    return effect.effect


def row_of(outcome: str) -> str:
    """The row that an outcome is about; empty if it is about the meeting."""
    head, _, word = outcome.partition(".")
    return word if head not in ("share", "rate_ratio") else ""


def _set(key: str, value: Any) -> str:
    text = value if isinstance(value, str) and key.startswith("rows.") else json.dumps(value, ensure_ascii=False)
    return f"set={key}={quote(text, safe=PLAIN)}"

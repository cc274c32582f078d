"""The hour of the day: the same rows in both orders, first and last fifth, with fatigue on and off."""

from __future__ import annotations

from collections.abc import Sequence

from tests.patterns.counted import Late, late
from tests.patterns.sizes import Size, above, pooled
from tests.patterns.statement import Group, Look, emergent, ruled

GROUP = Group("A day tells")
_ON_AND_OFF = (("baseline", late), ("no fatigue", late))
_TIRED = emergent("The tired listen less and let less pass; no rule lowers a late row.")


def worse(days: Sequence[Late]) -> Size:
    """How much worse the same row places when late."""
    return pooled([day.flagged + day.clean for day in days], [float(day.flagged_rows + day.clean_rows) for day in days])


@GROUP.says(
    "late is worse",
    "place of the same row in the last fifth less in the first, with fatigue less without, in shares of the sheet",
    above(0.01, 0.05),
    _TIRED,
    studies=_ON_AND_OFF,
)
def _(look: Look) -> Size:
    return worse(look.study(late)) - worse(look.study(late, "no fatigue"))


@GROUP.says(
    "late is worse for the flagged",
    "the same for flagged rows less for clean ones",
    above(0.0),
    _TIRED,
    studies=_ON_AND_OFF,
)
def _(look: Look) -> Size:
    def apart(days: Sequence[Late]) -> Size:
        flagged = pooled([day.flagged for day in days], [float(day.flagged_rows) for day in days])
        clean = pooled([day.clean for day in days], [float(day.clean_rows) for day in days])
        return flagged - clean

    return apart(look.study(late)) - apart(look.study(late, "no fatigue"))


@GROUP.says(
    "a heavier day",
    "how much more the hour costs under three times the load",
    above(0.0),
    ruled("The load of an hour is a parameter, and fatigue grows with it."),
    studies=(("baseline", late), ("three times the load", late)),
    everywhere=False,
)
def _(look: Look) -> Size:
    return worse(look.study(late, "three times the load")) - worse(look.study(late))

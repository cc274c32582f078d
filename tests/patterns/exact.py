"""Switches that must be exact, to the last digit."""

from __future__ import annotations

from tests.patterns.statement import Finding, Group, Look
from tests.patterns.studies import differ_without_memory, late_without_clock, moved_without_influence

GROUP = Group("Switches, exactly")


@GROUP.says(
    "influence off",
    "with influence off no stance moves",
    "0",
    studies=(("pair", moved_without_influence),),
    everywhere=False,
)
def _(look: Look) -> Finding:
    moved = sum(look.study(moved_without_influence, "pair"))
    return Finding(figure=f"{moved} stances", holds=moved == 0)


_GHOSTS = ("washout", "late visa", "good imgs")


@GROUP.says(
    "memory off",
    "with memory off the ghost scenarios tell the same events as the same sheet without ghosts",
    "0",
    studies=tuple((world, differ_without_memory) for world in _GHOSTS),
    everywhere=False,
)
def _(look: Look) -> Finding:
    differ = sum(sum(look.study(differ_without_memory, world)) for world in _GHOSTS)
    return Finding(figure=f"{differ} events", holds=differ == 0)


@GROUP.says(
    "clock off",
    "with the clock off nothing goes unheard for lack of time; with it on, something does",
    "0; some",
    studies=(("pair", late_without_clock),),
    everywhere=False,
)
def _(look: Look) -> Finding:
    held = look.study(late_without_clock, "pair")
    off, on = sum(late[0] for late in held), sum(late[1] for late in held)
    return Finding(figure=f"{off}; {on}", holds=off == 0 and on > 0)

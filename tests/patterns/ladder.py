"""Sponsors: whether somebody pays for the row decides more than the flag does."""

from __future__ import annotations

from tests.patterns.statement import (
    Finding,
    Group,
    Look,
    at,
    at_least,
    cost,
    effect,
    less,
    none_here,
    share,
)
from tests.patterns.worlds import NULL

GROUP = Group("The ladder of sponsors, on *borderline*")
_STEPS = ("borderline", "borderline mild", "borderline strong")


@GROUP.says(
    "ladder, place",
    "mean place improves from no sponsor to a mild to a strong one",
    "each step above 0",
    rows=at("baseline", *_STEPS),
    ordering=True,
)
def _(look: Look) -> Finding:
    none, mild, strong = (look.rows(name) for name in _STEPS)
    first, second = effect(cost(none, mild)), effect(cost(mild, strong))
    return Finding(
        figure=f"{first}; {second}",
        holds=first.above and second.above,
        points=first.mean > 0 and second.mean > 0,
    )


@GROUP.says(
    "ladder, ranked",
    "the share ranked improves from no sponsor to a mild to a strong one",
    "each step above 0",
    rows=at("baseline", *_STEPS),
    ordering=True,
)
def _(look: Look) -> Finding:
    none, mild, strong = ([float(row.ranked) for row in look.rows(name)] for name in _STEPS)
    first, second = effect(less(mild, none)), effect(less(strong, mild))
    shares = " < ".join(f"{sum(ranked) / len(ranked):.2f}" for ranked in (none, mild, strong))
    return Finding(
        figure=f"{shares}; {first}; {second}",
        holds=first.above and second.above,
        points=first.mean > 0 and second.mean > 0,
    )


@GROUP.says(
    "strong reaches", "a strong sponsor: within the first 65 % of the sheet", ">= .50", rows=at("baseline", _STEPS[2])
)
def _(look: Look) -> Finding:
    return at_least(share([row.place <= 0.65 for row in look.rows("borderline strong")]), 0.50)


@GROUP.says("none stays out", "no sponsor: outside the first 65 %", ">= .85", rows=at("baseline", _STEPS[0]))
def _(look: Look) -> Finding:
    return at_least(share([row.place > 0.65 for row in look.rows("borderline")]), 0.85)


def _heard(look: Look, variant: str, least: float) -> Finding:
    if look.column == NULL:
        return none_here()
    rows = look.rows(variant)
    spoke = share([row.heard is True for row in rows])
    said = all(row.heard is not None for row in rows)
    return Finding(figure=f"{spoke:.2f}", holds=spoke >= least and said)


@GROUP.says(
    "strong heard",
    "a strong sponsor speaks before the bell, or it is said why not",
    ">= .80",
    rows=at("baseline", _STEPS[2]),
)
def _(look: Look) -> Finding:
    return _heard(look, "borderline strong", 0.80)


@GROUP.says(
    "mild heard",
    "a mild sponsor speaks before the bell, or it is said why not",
    ">= .40",
    rows=at("baseline", _STEPS[1]),
)
def _(look: Look) -> Finding:
    return _heard(look, "borderline mild", 0.40)


def _margin(look: Look, world: str) -> list[float]:
    """Places that a strong sponsor gains beyond what taking the flag away gains."""
    flag, strong, clean = (look.rows(name, world) for name in ("borderline", "borderline strong", "borderline no flag"))
    return less(cost(flag, strong), cost(flag, clean))


_MARGIN = ("borderline", "borderline strong", "borderline no flag")


@GROUP.says(
    "sponsor over flag",
    "a strong sponsor gains more places than having no flag would",
    "above 0",
    rows=at("baseline", *_MARGIN),
    ordering=True,
)
def _(look: Look) -> Finding:
    more = effect(_margin(look, "baseline"))
    return Finding(figure=str(more), holds=more.above, points=more.mean > 0)


@GROUP.says(
    "margin shrinks",
    "that margin is smaller with capital off",
    "difference above 0",
    rows=(*at("baseline", *_MARGIN), *at("no capital", *_MARGIN)),
    ordering=True,
)
def _(look: Look) -> Finding:
    shrinks = effect(less(_margin(look, "baseline"), _margin(look, "no capital")))
    return Finding(figure=str(shrinks), holds=shrinks.above, points=shrinks.mean > 0)

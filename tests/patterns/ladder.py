"""Sponsors: whether somebody pays for the row decides more than the flag does."""

from __future__ import annotations

from tests.patterns.sizes import Size, above, at_least, averaged, shared
from tests.patterns.statement import Group, Look, Measured, at, cost, emergent, less, mean, ranked, ruled, smallest

GROUP = Group("The ladder of sponsors, on *borderline*")
_STEPS = ("borderline", "borderline mild", "borderline strong")
_ONE_RULE = emergent("One rule of the call serves none, mild and strong; no rule moves a sponsored row up.")


@GROUP.says(
    "ladder, place",
    "the mean place improves from no sponsor to a mild one to a strong one (the smaller step)",
    above(0.02),
    _ONE_RULE,
    rows=at("baseline", *_STEPS),
)
def _(look: Look) -> Measured:
    none, mild, strong = (look.rows(name) for name in _STEPS)
    steps = [averaged(cost(none, mild)), averaged(cost(mild, strong))]
    return Measured(size=smallest(steps), detail="; ".join(f"{step.value:+.3f}" for step in steps))


@GROUP.says(
    "ladder, ranked",
    "a strong sponsor raises the share of meetings that rank the row",
    above(0.05),
    _ONE_RULE,
    rows=at("baseline", *_STEPS),
)
def _(look: Look) -> Measured:
    none, mild, strong = (ranked(look.rows(name)) for name in _STEPS)
    shares = " < ".join(f"{mean(on_list):.2f}" for on_list in (none, mild, strong))
    return Measured(size=averaged(less(strong, none)), detail=shares)


@GROUP.says(
    "strong reaches",
    "a strong sponsor brings the row into the first 65 % of the sheet",
    at_least(0.50),
    _ONE_RULE,
    rows=at("baseline", _STEPS[2]),
)
def _(look: Look) -> Size:
    return shared([row.place <= 0.65 for row in look.rows("borderline strong")])


@GROUP.says(
    "none stays out",
    "without a sponsor the row stays outside the first 65 %",
    at_least(0.85),
    emergent("No rule lowers a row for want of a sponsor; *borderline* was chosen as a doubtful file."),
    rows=at("baseline", _STEPS[0]),
)
def _(look: Look) -> Size:
    return shared([row.place > 0.65 for row in look.rows("borderline")])


_SPEAKS = ruled("A holder of the advocate's point bids for it, and may pay for the turn.")


def _heard(look: Look, variant: str) -> Measured:
    rows = look.rows(variant)
    known = any(row.heard is not None for row in rows)
    size = shared([row.heard is True for row in rows])
    nothing = size.times(float("nan"))
    return Measured(size=size if known else nothing, also=all(row.heard is not None for row in rows))


@GROUP.says(
    "strong heard",
    "a strong sponsor speaks before the bell; if not, the recording says why",
    at_least(0.80),
    _SPEAKS,
    rows=at("baseline", _STEPS[2]),
)
def _(look: Look) -> Measured:
    return _heard(look, "borderline strong")


@GROUP.says(
    "mild heard",
    "a mild sponsor speaks before the bell; if not, the recording says why",
    at_least(0.40),
    _SPEAKS,
    rows=at("baseline", _STEPS[1]),
)
def _(look: Look) -> Measured:
    return _heard(look, "borderline mild")


_MARGIN = ("borderline", "borderline strong", "borderline no flag")


@GROUP.says(
    "sponsor over flag",
    "a strong sponsor gains more places than the row would gain by having no flag",
    above(0.02),
    emergent("The worth of a flag and the price of caution are set apart; no rule compares them."),
    rows=at("baseline", *_MARGIN),
)
def _(look: Look) -> Size:
    flag, strong, clean = (look.rows(name) for name in _MARGIN)
    return averaged(less(cost(flag, strong), cost(flag, clean)))

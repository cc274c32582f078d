"""Political capital: it runs out, it is lost, it goes where it matters, and without it a sponsor is a voice."""

from __future__ import annotations

from tests.patterns.counted import purses
from tests.patterns.sizes import Size, at_least, at_most, averaged, between, pooled, shared
from tests.patterns.statement import Group, Look, Measured, cost, emergent, in_worlds, put_in, ruled

GROUP = Group("Capital is scarce")
_POOL = (("baseline", purses),)
_SCARCE = put_in("The opening purses and the price of a turn are parameters, set so that capital is scarce.")


@GROUP.says(
    "purses run low",
    "share of the opening purse left after the last row, before the review: median of voters but the director",
    at_most(0.50),
    _SCARCE,
    studies=_POOL,
)
def _(look: Look) -> Size:
    return averaged([day.left for day in look.study(purses)])


@GROUP.says(
    "stakes are lost",
    "units staked on a row that fell short of what was asked for, over units staked",
    between(0.30, 0.50),
    emergent("Members ask for the tier that they think they can get; how often they are wrong follows from the talk."),
    studies=_POOL,
)
def _(look: Look) -> Measured:
    days = look.study(purses)
    size = pooled([day.lost for day in days], [day.staked for day in days])
    return Measured(size=size, detail=f"of {sum(day.staked for day in days) / len(days):.1f} units a meeting")


@GROUP.says(
    "paid where in doubt",
    "share of units staked on flagged or borderline rows",
    at_least(0.90),
    ruled("Members put up a stake only for a row in doubt."),
    studies=_POOL,
)
def _(look: Look) -> Measured:
    days = look.study(purses)
    size = pooled([day.on_doubtful for day in days], [day.staked for day in days])
    return Measured(size=size, detail=f"such rows: {sum(day.doubtful for day in days) / len(days):.2f} of all")


@GROUP.says(
    "two run dry",
    "share of meetings in which two voters lack one strong advocacy by row 45",
    at_least(0.50),
    _SCARCE,
    studies=_POOL,
)
def _(look: Look) -> Size:
    return shared([day.short_by_45 >= 2 for day in look.study(purses)])


_STEPS = ("borderline", "borderline strong")


@GROUP.says(
    "a voice without capital",
    "places that a strong sponsor brings *borderline* with capital off, over those with capital on",
    at_most(0.50),
    emergent("The sponsor's word and the sponsor's stake are separate rules; no rule shares out their effect."),
    rows=in_worlds(("baseline", "no capital"), *_STEPS),
    everywhere=False,
)
def _(look: Look) -> Measured:
    on, off = (averaged(cost(*(look.rows(name, world) for name in _STEPS))) for world in ("baseline", "no capital"))
    return Measured(size=off.over(on), detail=f"{off.value:.3f} of {on.value:.3f}")

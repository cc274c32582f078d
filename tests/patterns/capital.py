"""Political capital: it runs out, it is lost, it goes where it matters, and without it a sponsor is a voice."""

from __future__ import annotations

from tests.patterns.counted import purses
from tests.patterns.sizes import Size, at_least, at_most, averaged, between, pooled, shared
from tests.patterns.statement import Group, Look, at, cost

GROUP = Group("Capital is scarce")
_POOL = (("baseline", purses),)


@GROUP.sizes(
    "purses run low",
    "share of the opening purse left after the last row, before the review: median of voters but the director",
    at_most(0.50),
    studies=_POOL,
)
def _(look: Look) -> Size:
    return averaged([day.left for day in look.study(purses)])


@GROUP.sizes(
    "stakes are lost",
    "units staked on a row that fell short of what was asked for, over units staked",
    between(0.30, 0.50),
    studies=_POOL,
)
def _(look: Look) -> Size:
    days = look.study(purses)
    return pooled([day.lost for day in days], [day.staked for day in days])


@GROUP.sizes(
    "paid where in doubt",
    "share of units staked on flagged or borderline rows",
    at_least(0.90),
    studies=_POOL,
)
def _(look: Look) -> Size:
    days = look.study(purses)
    return pooled([day.on_doubtful for day in days], [day.staked for day in days])


@GROUP.sizes(
    "two run dry",
    "meetings in which two voters lack one strong advocacy by row 45",
    at_least(0.50),
    studies=_POOL,
)
def _(look: Look) -> Size:
    return shared([day.short_by_45 >= 2 for day in look.study(purses)])


_STEPS = ("borderline", "borderline strong")


@GROUP.sizes(
    "a voice without capital",
    "places that a strong sponsor brings *borderline* with capital off, over those with capital on",
    at_most(0.50),
    rows=(*at("baseline", *_STEPS), *at("no capital", *_STEPS)),
)
def _(look: Look) -> Size:
    on, off = (averaged(cost(*(look.rows(name, world) for name in _STEPS))) for world in ("baseline", "no capital"))
    return off.over(on)

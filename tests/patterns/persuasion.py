"""Talk moves people, and mostly down: members' marks before and after it, and flags recast."""

from __future__ import annotations

from collections.abc import Sequence

from tests.patterns.counted import Forms, forms, recasts
from tests.patterns.sizes import Size, above, at_least, averaged, between, pooled
from tests.patterns.statement import Group, Look, mean

GROUP = Group("Talk moves people, and down")
_POOL = (("baseline", forms),)


@GROUP.sizes(
    "talk moves people",
    "share of voters' half marks from 1 to 5 that differ after talk",
    between(0.40, 0.52),
    studies=_POOL,
)
def _(look: Look) -> Size:
    days = look.study(forms)
    return pooled([float(day.down + day.up) for day in days], [float(day.marks) for day in days])


@GROUP.sizes(
    "down more than up",
    "marks that fall less marks that rise, over marks that change",
    above(0.0),
    studies=_POOL,
)
def _(look: Look) -> Size:
    days = look.study(forms)
    return pooled([float(day.down - day.up) for day in days], [float(day.down + day.up) for day in days])


@GROUP.sizes(
    "talk brings together",
    "share of the spread of stances on contested rows that talk takes away",
    above(0.15),
    studies=_POOL,
)
def _(look: Look) -> Size:
    days = look.study(forms)
    before = [day.spread_before for day in days]
    return pooled([day.spread_before - day.spread_after for day in days], before)


@GROUP.sizes(
    "the divided move most",
    "r over rows between the spread of stances before talk and the mean size of what talk moves",
    above(0.25),
    studies=_POOL,
)
def _(look: Look) -> Size:
    return averaged([_r(day) for day in look.study(forms)])


def _r(day: Forms) -> float:
    spreads, moves = [spread for spread, _ in day.moves], [moved for _, moved in day.moves]
    return correlation(spreads, moves)


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Pearson's r; 0 where one of them does not vary."""
    mx, my = mean(xs), mean(ys)
    both = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    own = sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys)
    return both / own**0.5 if own > 0.0 else 0.0


@GROUP.sizes(
    "a flag is recast",
    "rows in which a flag was objected to and somebody in favor knows a proof that bears on it: share recast",
    at_least(0.50),
    studies=(("baseline", recasts),),
)
def _(look: Look) -> Size:
    counts = look.study(recasts)
    return pooled([float(done) for _, done in counts], [float(chances) for chances, _ in counts])

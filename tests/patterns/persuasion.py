"""Talk moves people, and mostly down: members' marks before and after it, and flags recast."""

from __future__ import annotations

from collections.abc import Sequence

from tests.patterns.counted import Forms, forms, recasts
from tests.patterns.sizes import Size, above, at_least, averaged, between, pooled
from tests.patterns.statement import Group, Look, Measured, emergent, less, mean, put_in

GROUP = Group("Talk moves people, and down")
_POOL = (("baseline", forms),)
_MOVES = emergent("How far a stance moves follows from what was said, by whom, and what was known before.")


@GROUP.says(
    "talk moves people",
    "share of voters' half marks from 1 to 5 that differ after talk",
    between(0.40, 0.52),
    put_in("The force of a point heard is a parameter, set with this share in view."),
    studies=_POOL,
)
def _(look: Look) -> Size:
    days = look.study(forms)
    return pooled([float(day.down + day.up) for day in days], [float(day.marks) for day in days])


@GROUP.says(
    "down more than up",
    "marks that fall less marks that rise, over marks that change",
    above(0.0),
    _MOVES,
    studies=_POOL,
)
def _(look: Look) -> Measured:
    days = look.study(forms)
    down, up = [float(day.down) for day in days], [float(day.up) for day in days]
    size = pooled(less(down, up), [a + b for a, b in zip(down, up, strict=True)])
    return Measured(size=size, detail=f"{sum(down) / sum(up):.2f} : 1" if sum(up) else "none rise")


@GROUP.says(
    "talk brings together",
    "share of the spread of stances on contested rows that talk takes away",
    above(0.15),
    _MOVES,
    studies=_POOL,
)
def _(look: Look) -> Measured:
    days = look.study(forms)
    before, after = [day.spread_before for day in days], [day.spread_after for day in days]
    contested = sum(day.contested for day in days)
    detail = f"{sum(before) / contested:.2f} -> {sum(after) / contested:.2f}" if contested else "none contested"
    return Measured(size=pooled(less(before, after), before), detail=detail)


@GROUP.says(
    "the divided move most",
    "r over rows between the spread of stances before talk and the mean size of what talk moves",
    above(0.25),
    _MOVES,
    studies=_POOL,
)
def _(look: Look) -> Size:
    return averaged([_r(day) for day in look.study(forms)])


def _r(day: Forms) -> float:
    return correlation([spread for spread, _ in day.moves], [moved for _, moved in day.moves])


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Pearson's r; 0 where one of them does not vary."""
    mx, my = mean(xs), mean(ys)
    both = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    own = sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys)
    return both / own**0.5 if own > 0.0 else 0.0


@GROUP.says(
    "a flag is recast",
    "of the rows in which a flag was objected to and somebody in favor knows a proof that bears on it, those recast",
    at_least(0.50),
    emergent("To recast a flag competes with everything else that could be said."),
    studies=(("baseline", recasts),),
)
def _(look: Look) -> Measured:
    counts = look.study(recasts)
    size = pooled([float(done) for _, done in counts], [float(chances) for chances, _ in counts])
    return Measured(size=size, detail=f"{sum(chances for chances, _ in counts)} rows")

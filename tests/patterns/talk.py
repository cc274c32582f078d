"""Talk and places against what is published of other panels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tests.patterns.counted import late
from tests.patterns.day import worse
from tests.patterns.persuasion import correlation
from tests.patterns.sizes import Size, above, averaged, between, jackknifed, pooled
from tests.patterns.statement import Group, Look, emergent, put_in, share
from tests.patterns.studies import PointShift, PoolRow, pool_rows, pool_talk

GROUP = Group("Talk, in the baseline's own pool")
_ROWS = (("baseline", pool_rows),)
_TALK = (("baseline", pool_talk),)


@GROUP.says(
    "prior views decide",
    "r between the mean stance before talk and the final place, sign turned",
    between(0.75, 0.97),
    emergent("How far talk carries a row from where it began follows from all that is said."),
    studies=_ROWS,
)
def _(look: Look) -> Size:
    days = look.study(pool_rows)
    return averaged([-correlation([row.before for row in day], [row.place for row in day]) for day in days])


@GROUP.says(
    "the crude score counts",
    "r between the crude score and the final place, sign turned",
    between(0.50, 0.90),
    emergent("The crude score sets no stance; it shares its cells with what the members read."),
    studies=_ROWS,
)
def _(look: Look) -> Size:
    days = look.study(pool_rows)
    return averaged([-correlation([row.pre_score for row in day], [row.place for row in day]) for day in days])


def _crossed(rows: Sequence[PoolRow]) -> float:
    """The share that stood on one side of the ranked line by stance before and ended on the other."""
    on_list = sum(row.ranked for row in rows)
    by_stance = sorted(range(len(rows)), key=lambda k: -rows[k].before)
    first = set(by_stance[:on_list])
    return share([(k in first) != row.ranked for k, row in enumerate(rows)])


@GROUP.says(
    "talk carries rows across",
    "share of rows on the other side of the ranked line than their mean stance before talk put them",
    between(0.05, 0.20),
    emergent("No rule moves a row across the line."),
    studies=_ROWS,
)
def _(look: Look) -> Size:
    return averaged([_crossed(day) for day in look.study(pool_rows)])


_EDGES = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4)
_CELLS = tuple((public, *edges) for public in (False, True) for edges in pairwise(_EDGES))
Sums = tuple[tuple[float, int, float, int], ...]
"""By cell of like strength and holding: summed shift and count of points against, and of points for."""


def _sums(shifts: Sequence[PointShift]) -> Sums:
    by_cell = []
    for public, low, high in _CELLS:
        here = [s for s in shifts if s.public is public and low <= s.strength < high]
        down = [s.size / s.strength for s in here if s.valence < 0]
        up = [s.size / s.strength for s in here if s.valence > 0]
        by_cell.append((sum(down), len(down), sum(up), len(up)))
    return tuple(by_cell)


def _matched(days: Sequence[Sums]) -> float:
    """Negative over positive mean shift among points of like strength and holding, weighted by the rarer of the two."""
    total = weight = 0.0
    for cell in zip(*days, strict=True):
        down, downs, up, ups = (sum(part) for part in zip(*cell, strict=True))
        if downs and ups and up > 0:
            rarer = min(downs, ups)
            total += rarer * (down / downs) / (up / ups)
            weight += rarer
    return total / weight if weight else float("nan")


@GROUP.says(
    "a point against weighs more",
    "how much more a point against moves the others than a point for of equal strength",
    between(1.2, 2.0),
    put_in("The added force of points against is a parameter."),
    studies=_TALK,
)
def _(look: Look) -> Size:
    return jackknifed([_sums(day.shifts) for day in look.study(pool_talk)], _matched)


@GROUP.says(
    "flagged rows sink",
    "share of rows that end lower than they began: flagged rows less clean ones",
    above(0.10),
    emergent("No rule moves a flagged row down; worries must be voiced and stay unanswered."),
    studies=_ROWS,
)
def _(look: Look) -> Size:
    days = look.study(pool_rows)

    def lower(*, flagged: bool) -> Size:
        counted = [[row.after < row.before for row in day if row.flagged is flagged] for day in days]
        return pooled([float(sum(day)) for day in counted], [float(len(day)) for day in counted])

    return lower(flagged=True) - lower(flagged=False)


_AIR = emergent("Talkativeness is small beside what each has to say; the chair's duties add to it.")


@GROUP.says("talk is unequal", "Gini coefficient of airtime", between(0.35, 0.65), _AIR, studies=_TALK)
def _(look: Look) -> Size:
    return averaged([day.gini for day in look.study(pool_talk)])


@GROUP.says("the chair talks most", "airtime of the chair over the mean", between(2.0, 3.5), _AIR, studies=_TALK)
def _(look: Look) -> Size:
    return averaged([day.chair for day in look.study(pool_talk)])


@GROUP.says(
    "three do most of it", "share of airtime of the three who talk most", between(0.50, 0.75), _AIR, studies=_TALK
)
def _(look: Look) -> Size:
    return averaged([day.top_three for day in look.study(pool_talk)])


@GROUP.says(
    "order effects are small",
    "place of the same row in the last fifth of the sheet less in the first, in shares of the sheet",
    between(-0.02, 0.12),
    emergent("The hour, the purses and the length of the list pull in different directions."),
    studies=(("baseline", late),),
)
def _(look: Look) -> Size:
    return worse(look.study(late))

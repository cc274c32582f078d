"""Talk and places against what is published of other panels; P numbers are those of the table of evidence in README."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tests.patterns.statement import Finding, Group, Look, effect, mean, share, within
from tests.patterns.studies import PointShift, TalkedRow, both_orders, pool_talk

GROUP = Group("Talk, in the baseline's own pool")
_POOL = (("baseline", pool_talk),)


def _r(xs: Sequence[float], ys: Sequence[float]) -> float:
    mx, my = mean(xs), mean(ys)
    cov = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    return cov / (sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys)) ** 0.5


@GROUP.says(
    "P9 before",
    "what members thought before mostly decides: r(stance before, final place), sign turned",
    ".75-.97",
    studies=_POOL,
)
def _(look: Look) -> Finding:
    return within(
        mean([-_r([r.before for r in t.rows], [r.place for r in t.rows]) for t in look.study(pool_talk)]), 0.75, 0.97
    )


@GROUP.says("P9 score", "r(crude score, final place), sign turned", ".5-.9", studies=_POOL)
def _(look: Look) -> Finding:
    held = look.study(pool_talk)
    return within(mean([-_r([r.pre_score for r in t.rows], [r.place for r in t.rows]) for t in held]), 0.5, 0.9)


def _crossed(rows: Sequence[TalkedRow]) -> float:
    """The share that stood on one side of the ranked line by stance before and ended on the other."""
    ranked = sum(row.ranked for row in rows)
    by_stance = sorted(range(len(rows)), key=lambda k: -rows[k].before)
    first = set(by_stance[:ranked])
    return share([(k in first) != row.ranked for k, row in enumerate(rows)])


@GROUP.says("P9 crossing", "talk carries some rows across the ranked line", ".05-.20", studies=_POOL)
def _(look: Look) -> Finding:
    return within(mean([_crossed(talk.rows) for talk in look.study(pool_talk)]), 0.05, 0.20, ".3f")


_EDGES = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4)


def _matched(shifts: Sequence[PointShift]) -> float:
    """Negative over positive mean shift among points of like strength and holding, weighted by the rarer of the two."""
    total = weight = 0.0
    for public in (False, True):
        for low, high in pairwise(_EDGES):
            here = [s for s in shifts if s.public is public and low <= s.strength < high]
            down = [s.size / s.strength for s in here if s.valence < 0]
            up = [s.size / s.strength for s in here if s.valence > 0]
            if down and up and mean(up) > 0:
                rarer = min(len(down), len(up))
                total += rarer * mean(down) / mean(up)
                weight += rarer
    return total / weight if weight else float("nan")


@GROUP.says(
    "P11 weight",
    "a point against moves the others more than a point for of equal strength",
    "1.2-2",
    studies=_POOL,
    ordering=True,
)
def _(look: Look) -> Finding:
    ratio = _matched([shift for talk in look.study(pool_talk) for shift in talk.shifts])
    return Finding(figure=f"{ratio:.2f}", holds=1.2 <= ratio <= 2.0, points=ratio > 1)


@GROUP.says(
    "P11 rooms", "rooms that end lower : higher, flagged rows and clean ones", "flagged above clean", studies=_POOL
)
def _(look: Look) -> Finding:
    def ratio(*, flagged: bool) -> float:
        rows = [row for talk in look.study(pool_talk) for row in talk.rows if row.flagged is flagged]
        lower, higher = sum(r.after < r.before for r in rows), sum(r.after > r.before for r in rows)
        return lower / higher if higher else float("inf")

    flagged, clean = ratio(flagged=True), ratio(flagged=False)
    none = flagged == clean == float("inf")
    return Finding(figure=f"{flagged:.2f} : 1, {clean:.2f} : 1", holds=not none and flagged > clean)


@GROUP.says("P15 Gini", "talk is unequal", ".35-.65", studies=_POOL)
def _(look: Look) -> Finding:
    return within(mean([talk.gini for talk in look.study(pool_talk)]), 0.35, 0.65)


@GROUP.says("P15 chair", "the chair talks most: airtime over the mean", "2-3.5", studies=_POOL)
def _(look: Look) -> Finding:
    return within(mean([talk.chair for talk in look.study(pool_talk)]), 2.0, 3.5)


@GROUP.says("P15 top three", "three members do most of it", ".50-.75", studies=_POOL)
def _(look: Look) -> Finding:
    return within(mean([talk.top_three for talk in look.study(pool_talk)]), 0.50, 0.75)


@GROUP.says(
    "P19 order",
    "rows held early place a little better: last fifth less first fifth of the sheet, the same rows in both orders",
    "-.02 to +.12 of the list",
    studies=(("baseline", both_orders),),
)
def _(look: Look) -> Finding:
    differences = []
    for orders in look.study(both_orders):
        fifth = len(orders[0]) // 5
        differences.append(mean([mean(places[-fifth:]) - mean(places[:fifth]) for places in orders]))
    later = effect(differences)
    return Finding(figure=str(later), holds=-0.02 <= later.mean <= 0.12)

"""Stacking: several small worries sink a row that would have carried each alone.

Shares of the null are exact, its one noise draw integrated out: drawn, they would blur what the room adds to them.
"""

from __future__ import annotations

from tests.patterns.fixtures import STACK_BASES, STACKS
from tests.patterns.statement import Effect, Finding, Group, Look, at, effect, less, mean
from tests.patterns.worlds import NULL

GROUP = Group("Stacking: share not ranked, minus that of the same row unflagged")


def _names(stack: str, base: str) -> tuple[str, ...]:
    start = f"{stack} | {base}"
    return (start, *(f"{start} | {part}" for part in STACKS[stack]), f"{start} | all")


def _gains(look: Look, name: str, base: str) -> list[float]:
    return [b.likely - a.likely for a, b in zip(look.rows(name), look.rows(base), strict=True)]


def _fits(singles: list[list[float]]) -> bool:
    """Whether each single gains 3 to 25 % and all of them at most 60 %."""
    means = [mean(gains) for gains in singles]
    return all(0.03 <= gain <= 0.25 for gain in means) and sum(means) <= 0.60


def _excess(look: Look, stack: str, base: str) -> tuple[list[float], list[list[float]]]:
    """What the combination gains beyond the sum of its parts, seed by seed; and the parts."""
    names = _names(stack, base)
    singles = [_gains(look, name, names[0]) for name in names[1:-1]]
    together = _gains(look, names[-1], names[0])
    return [whole - sum(parts) for whole, *parts in zip(together, *singles, strict=True)], singles


def _pooled(parts: list[list[float]]) -> Effect:
    """The mean over bases, seed by seed, so that rows of one meeting are not counted as many."""
    return effect([mean(list(seed)) for seed in zip(*parts, strict=True)])


def _rows(stack: str) -> tuple[tuple[str, str], ...]:
    return tuple(pair for base in STACK_BASES[stack] for pair in at("baseline", *_names(stack, base)))


def _more_than_sum(look: Look, stack: str) -> Finding:
    used, by_base = [], []
    for base in STACK_BASES[stack]:
        beyond, singles = _excess(look, stack, base)
        parts = " + ".join(f"{mean(gains):.2f}" for gains in singles)
        by_base.append(f"{base}: {parts} -> {mean(beyond):+.2f}")
        if _fits(singles):
            used.append(beyond)
            by_base[-1] += " *"
    if not used:
        return Finding(figure=f"no base fits ({'; '.join(by_base)})", holds=False, points=False)
    excess = _pooled(used)
    return Finding(figure=f"{excess} ({'; '.join(by_base)})", holds=excess.above, points=excess.mean > 0)


def _more_than_null(look: Look, null: Look, stack: str) -> Finding:
    bases = [base for base in STACK_BASES[stack] if _fits(_excess(look, stack, base)[1])]
    if not bases:
        return Finding(figure="no base fits", holds=False, points=False)
    more = _pooled([less(_excess(look, stack, base)[0], _excess(null, stack, base)[0]) for base in bases])
    alone = _pooled([_excess(null, stack, base)[0] for base in bases])
    return Finding(figure=f"{more}; null alone {alone.mean:+.3f}", holds=more.above, points=more.mean > 0)


def _say(stack: str) -> None:
    @GROUP.says(
        stack,
        f"{stack}: together more than the sum, from bases (*) where each alone gains .03-.25",
        "above 0",
        rows=_rows(stack),
        ordering=True,
    )
    def _(look: Look) -> Finding:
        return _more_than_sum(look, stack)

    @GROUP.says(
        f"{stack}, over the null",
        f"{stack}: by more than in the additive null with the same base and threshold",
        "above 0",
        rows=_rows(stack),
        over_null=True,
    )
    def _(look: Look) -> Finding:
        null = look.beside(NULL)
        return _more_than_null(look, null, stack)


for _stack in STACKS:
    _say(_stack)

"""Stacking: several small worries sink a row that would have carried each alone.

Shares of the additive null are exact, with its one noise draw integrated out. Drawn, they would blur what the room
adds to them.
"""

from __future__ import annotations

from tests.patterns.fixtures import STACK_BASES, STACKS
from tests.patterns.sizes import Size, above, averaged
from tests.patterns.statement import Group, Look, Measured, at, emergent, less, mean, ruled
from tests.patterns.worlds import ADDITIVE

GROUP = Group("Stacking: share not ranked, less that of the same row unflagged")


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


def _over_bases(parts: list[list[float]]) -> Size:
    """The mean over bases, seed by seed, so that rows of one meeting are not counted as many."""
    return averaged([mean(list(seed)) for seed in zip(*parts, strict=True)])


def _rows(stack: str) -> tuple[tuple[str, str], ...]:
    return tuple(pair for base in STACK_BASES[stack] for pair in at("baseline", *_names(stack, base)))


def _nothing(look: Look, stack: str) -> Size:
    """What a column says in which no base fits."""
    seeds = len(look.rows(_names(stack, next(iter(STACK_BASES[stack])))[0]))
    return Size(float("nan"), (float("nan"),) * seeds)


def _more_than_sum(look: Look, stack: str) -> Measured:
    used, by_base = [], []
    for base in STACK_BASES[stack]:
        beyond, singles = _excess(look, stack, base)
        parts = " + ".join(f"{mean(gains):.2f}" for gains in singles)
        by_base.append(f"{base}: {parts} -> {mean(beyond):+.2f}")
        if _fits(singles):
            used.append(beyond)
            by_base[-1] += " *"
    return Measured(size=_over_bases(used) if used else _nothing(look, stack), detail="; ".join(by_base))


def _more_than_null(look: Look, null: Look, stack: str) -> Measured:
    bases = [base for base in STACK_BASES[stack] if _fits(_excess(look, stack, base)[1])]
    if not bases:
        return Measured(size=_nothing(look, stack))
    more = _over_bases([less(_excess(look, stack, base)[0], _excess(null, stack, base)[0]) for base in bases])
    alone = _over_bases([_excess(null, stack, base)[0] for base in bases])
    return Measured(size=more, detail=f"null alone {alone.value:+.3f}")


def _say(stack: str) -> None:
    @GROUP.says(
        stack,
        f"{stack}: together they cost more than the sum, from bases (*) where each alone costs .03 to .25",
        above(0.05),
        ruled("What a reader lets pass falls with the number of issues; a threshold does the same to any sum."),
        rows=_rows(stack),
    )
    def _(look: Look) -> Measured:
        return _more_than_sum(look, stack)

    @GROUP.says(
        f"{stack}, beyond the null",
        f"{stack}: they exceed the sum by more than in the additive null with the same bases and threshold",
        above(0.02),
        emergent("The null has the same threshold; what is beyond it is what reading and talk add."),
        rows=_rows(stack),
        over_null=True,
    )
    def _(look: Look) -> Measured:
        return _more_than_null(look, look.beside(ADDITIVE), stack)


for _stack in STACKS:
    _say(_stack)

"""What one change costs: by kind of applicant, by flag, by visa policy; and how much of it a remedy wins back."""

from __future__ import annotations

from itertools import pairwise

from tests.patterns.fixtures import COSTS, FLAGS, KINDS
from tests.patterns.statement import Effect, Finding, Group, Look, at, cost, effect, less, mean, none_here
from tests.patterns.worlds import NULL

GROUP = Group("Costs, on *even*")


def _costs(look: Look, change: str, world: str = "baseline") -> list[float]:
    return cost(look.rows(f"even + {change}", world), look.rows("even", world))


def _all_more(look: Look, dear: list[str], cheap: list[str]) -> Finding:
    """Every one of ``dear`` costs more than every one of ``cheap``; the figure is the narrowest."""
    margins: list[tuple[Effect, str]] = [
        (effect(less(_costs(look, dearer), _costs(look, cheaper))), f"{dearer} - {cheaper}")
        for dearer in dear
        for cheaper in cheap
    ]
    narrowest, pair = min(margins, key=lambda margin: margin[0].low)
    paid = ", ".join(f"{name} {mean(_costs(look, name)):.3f}" for name in (*dear, *cheap))
    return Finding(
        figure=f"{pair}: {narrowest} ({paid})",
        holds=all(margin.above for margin, _ in margins),
        points=all(margin.mean > 0 for margin, _ in margins),
    )


@GROUP.says(
    "kinds",
    "at identical cells a US MD places at least as well as a DO, a US IMG, a non-US IMG",
    "in this order; first over last above 0",
    rows=at("baseline", *KINDS),
    ordering=True,
)
def _(look: Look) -> Finding:
    steps = [effect(cost(look.rows(b), look.rows(a))) for a, b in pairwise(KINDS)]
    ends = effect(cost(look.rows(KINDS[-1]), look.rows(KINDS[0])))
    points = all(step.mean >= 0 for step in steps)
    figure = " ".join(f"{mean([row.place for row in look.rows(kind)]):.3f}" for kind in KINDS)
    return Finding(figure=f"{figure}; ends {ends}", holds=points and ends.above, points=points)


@GROUP.says(
    "flag by kind",
    "the same failed Step costs them in the reverse order",
    "in this order; last over first above 0",
    rows=at("baseline", *KINDS, *(f"{kind} + step1 fail" for kind in KINDS)),
    ordering=True,
)
def _(look: Look) -> Finding:
    paid = [cost(look.rows(f"{kind} + step1 fail"), look.rows(kind)) for kind in KINDS]
    ends = effect(less(paid[-1], paid[0]))
    means = [mean(costs) for costs in paid]
    points = all(a <= b for a, b in pairwise(means))
    figure = " ".join(f"{value:.3f}" for value in means)
    return Finding(figure=f"{figure}; ends {ends}", holds=points and ends.above, points=points)


@GROUP.says(
    "remediation dearest",
    "a remediation costs more than any other single change",
    "each above 0",
    rows=at("baseline", "even", *(f"even + {name}" for name in COSTS)),
    ordering=True,
)
def _(look: Look) -> Finding:
    return _all_more(look, ["remediation"], [name for name in COSTS if name != "remediation"])


@GROUP.says(
    "fail over low CK",
    "a failed Step 1 costs more than a Step 2 CK of 229",
    "above 0",
    rows=at("baseline", "even", "even + step1 fail", "even + low CK"),
    ordering=True,
)
def _(look: Look) -> Finding:
    return _all_more(look, ["step1 fail"], ["low CK"])


_IDLE = ["gap unknown", "gap exam_prep"]
_BUSY = ["gap military", "gap clinical", "gap residency_abroad"]


@GROUP.says(
    "gap reasons",
    "a 3-year gap unexplained or for exams costs more than military service, clinical work or a residency abroad",
    "each above 0",
    rows=at("baseline", "even", *(f"even + {name}" for name in (*_IDLE, *_BUSY))),
    ordering=True,
)
def _(look: Look) -> Finding:
    return _all_more(look, _IDLE, _BUSY)


@GROUP.says(
    "h1b routine",
    "where an H-1B is routine, it costs next to nothing (Step 3 passed)",
    "<= .03",
    rows=at("h1b routine", "even", "even + h1b"),
)
def _(look: Look) -> Finding:
    paid = effect(_costs(look, "h1b", "h1b routine"))
    return Finding(figure=str(paid), holds=paid.mean <= 0.03)


@GROUP.says(
    "h1b case by case",
    "where it is decided case by case, it costs a tenth of the sheet",
    ">= .10",
    rows=at("baseline", "even", "even + h1b"),
)
def _(look: Look) -> Finding:
    paid = effect(_costs(look, "h1b"))
    return Finding(figure=str(paid), holds=paid.mean >= 0.10)


@GROUP.says(
    "visa policy",
    "the policy makes the difference",
    "difference above 0",
    rows=(*at("baseline", "even", "even + h1b"), *at("h1b routine", "even", "even + h1b")),
    ordering=True,
)
def _(look: Look) -> Finding:
    more = effect(less(_costs(look, "h1b"), _costs(look, "h1b", "h1b routine")))
    return Finding(figure=str(more), holds=more.above, points=more.mean > 0)


def _won_back(look: Look, flag: str) -> float:
    """The share of a flag's cost in stance that narrative and letter win back, less what they gain on a clean row."""

    def stance(variant: str) -> float:
        return mean([row.after for row in look.rows(variant)])

    gained = stance("even remedied") - stance("even")
    paid = stance("even") - stance(f"even + {flag}")
    return (stance(f"even + {flag} remedied") - stance(f"even + {flag}") - gained) / paid


@GROUP.says(
    "fixable",
    "the share of a flag's cost in stance that a remedy wins back follows: low CK, failed Step, gap, old graduate, "
    "remediation",
    "in this order, ties within .05",
    rows=at(
        "baseline",
        "even",
        "even remedied",
        *(f"even + {name}" for name in FLAGS),
        *(f"even + {name} remedied" for name in FLAGS),
    ),
    ordering=True,
)
def _(look: Look) -> Finding:
    if look.column == NULL:
        return none_here()
    shares = {name: _won_back(look, name) for name in FLAGS}
    values = list(shares.values())
    kept = all(a >= b - 0.05 for i, a in enumerate(values) for b in values[i + 1 :])
    figure = ", ".join(f"{name} {value:.2f}" for name, value in shares.items())
    return Finding(figure=figure, holds=kept, points=kept)

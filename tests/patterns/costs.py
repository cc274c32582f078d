"""What one change costs: by kind of applicant, by flag, by visa policy; and how much of it a remedy wins back."""

from __future__ import annotations

from itertools import pairwise

from tests.patterns.fixtures import COSTS, FLAGS, KINDS
from tests.patterns.sizes import Size, above, at_most, averaged
from tests.patterns.statement import (
    Group,
    Look,
    Measured,
    at,
    cost,
    in_worlds,
    less,
    mean,
    put_in,
    ruled,
)

GROUP = Group("Costs, on *even*")
_ORDER = put_in("The sizes of the flags are parameters, in this order.")


def _costs(look: Look, change: str, world: str = "baseline") -> list[float]:
    return cost(look.rows(f"even + {change}", world), look.rows("even", world))


def _all_more(look: Look, dear: list[str], cheap: list[str]) -> Measured:
    """How much more every one of ``dear`` costs than every one of ``cheap``: the narrowest margin."""
    margins = {
        f"{dearer} - {cheaper}": averaged(less(_costs(look, dearer), _costs(look, cheaper)))
        for dearer in dear
        for cheaper in cheap
    }
    pair, narrowest = min(margins.items(), key=lambda margin: margin[1].value)
    paid = ", ".join(f"{name} {mean(_costs(look, name)):.3f}" for name in (*dear, *cheap))
    return Measured(size=narrowest, detail=f"{pair}; {paid}")


@GROUP.says(
    "kinds",
    "at identical cells a US MD places before a DO, a US IMG and a non-US IMG, in this order (first over last)",
    above(0.05),
    put_in("Posture by kind is a parameter, in this order."),
    rows=at("baseline", *KINDS),
)
def _(look: Look) -> Measured:
    places = [mean([row.place for row in look.rows(kind)]) for kind in KINDS]
    return Measured(
        size=averaged(cost(look.rows(KINDS[-1]), look.rows(KINDS[0]))),
        detail=" ".join(f"{place:.3f}" for place in places),
        also=all(a <= b for a, b in pairwise(places)),
    )


@GROUP.says(
    "flag by kind",
    "the same failed Step 1 costs them in the reverse order (last over first)",
    above(0.02),
    put_in("Posture multiplies worries by kind, in this order."),
    rows=at("baseline", *KINDS, *(f"{kind} + step1 fail" for kind in KINDS)),
)
def _(look: Look) -> Measured:
    paid = [cost(look.rows(f"{kind} + step1 fail"), look.rows(kind)) for kind in KINDS]
    means = [mean(costs) for costs in paid]
    return Measured(
        size=averaged(less(paid[-1], paid[0])),
        detail=" ".join(f"{value:.3f}" for value in means),
        also=all(a <= b for a, b in pairwise(means)),
    )


@GROUP.says(
    "remediation dearest",
    "a remediation costs more places than any other single change (narrowest margin)",
    above(0.02),
    _ORDER,
    rows=at("baseline", "even", *(f"even + {name}" for name in COSTS)),
)
def _(look: Look) -> Measured:
    return _all_more(look, ["remediation"], [name for name in COSTS if name != "remediation"])


@GROUP.says(
    "fail over low CK",
    "a failed Step 1 costs more places than a Step 2 CK of 229",
    above(0.02),
    _ORDER,
    rows=at("baseline", "even", "even + step1 fail", "even + low CK"),
)
def _(look: Look) -> Measured:
    return _all_more(look, ["step1 fail"], ["low CK"])


_IDLE = ["gap unknown", "gap exam_prep"]
_BUSY = ["gap military", "gap clinical", "gap residency_abroad"]


@GROUP.says(
    "gap reasons",
    "a 3-year gap unexplained or for exams costs more places than military service, clinical work or a residency "
    "abroad (narrowest margin)",
    above(0.05),
    _ORDER,
    rows=at("baseline", "even", *(f"even + {name}" for name in (*_IDLE, *_BUSY))),
)
def _(look: Look) -> Measured:
    return _all_more(look, _IDLE, _BUSY)


_POLICY = put_in("What a visa costs under each policy is a parameter.")
_VISAS = ("baseline", "h1b routine")


@GROUP.says(
    "h1b routine",
    "where an H-1B is routine, it costs next to nothing (Step 3 passed)",
    at_most(0.03),
    _POLICY,
    rows=at("h1b routine", "even", "even + h1b"),
    apart=True,
)
def _(look: Look) -> Size:
    return averaged(_costs(look, "h1b", "h1b routine"))


@GROUP.says(
    "h1b case by case",
    "where it is decided case by case, it costs a tenth of the sheet",
    above(0.10),
    _POLICY,
    rows=at("baseline", "even", "even + h1b"),
)
def _(look: Look) -> Size:
    return averaged(_costs(look, "h1b"))


@GROUP.says(
    "visa policy",
    "the policy makes the difference",
    above(0.05),
    _POLICY,
    rows=in_worlds(_VISAS, "even", "even + h1b"),
    apart=True,
)
def _(look: Look) -> Size:
    return averaged(less(_costs(look, "h1b"), _costs(look, "h1b", "h1b routine")))


def _won_back(look: Look, flag: str) -> Size:
    """The share of a flag's cost in stance that narrative and letter win back, less what they gain on a clean row."""

    def stance(variant: str) -> Size:
        return averaged([row.after for row in look.rows(variant)])

    gained = stance("even remedied") - stance("even")
    paid = stance("even") - stance(f"even + {flag}")
    return (stance(f"even + {flag} remedied") - stance(f"even + {flag}") - gained).over(paid)


@GROUP.says(
    "fixable",
    "a remedy wins back a larger share of a flag's cost in stance for low CK, then a failed Step, a gap, an old "
    "graduation, a remediation (first over last; order within .05)",
    above(0.10),
    ruled("Fixability by flag is a parameter, and one rule applies it."),
    rows=at(
        "baseline",
        "even",
        "even remedied",
        *(f"even + {name}" for name in FLAGS),
        *(f"even + {name} remedied" for name in FLAGS),
    ),
)
def _(look: Look) -> Measured:
    shares = {name: _won_back(look, name) for name in FLAGS}
    values = [size.value for size in shares.values()]
    ends = list(shares.values())
    return Measured(
        size=ends[0] - ends[-1],
        detail=", ".join(f"{name} {size.value:.2f}" for name, size in shares.items()),
        also=all(a >= b - 0.05 for i, a in enumerate(values) for b in values[i + 1 :]),
    )

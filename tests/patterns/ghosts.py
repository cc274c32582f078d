"""A ghost bites: the baseline with one past resident more, last year's, seen by the director and an associate."""

from __future__ import annotations

from tests.patterns.counted import clamped, named
from tests.patterns.sizes import Size, above, at_least, at_most, averaged, between, pooled, shared
from tests.patterns.statement import Group, Look, at, less

GROUP = Group("A ghost bites")

_LIKE = "even + step1 fail"
_UNLIKE = ("even + gap unknown", "even", "us_md")
_BOTH = ("baseline", "washout added")


def _lost(look: Look, row: str, world: str = "washout added") -> Size:
    """Stance after talk that the added past resident costs the row."""
    return averaged(less([r.after for r in look.rows(row)], [r.after for r in look.rows(row, world)]))


@GROUP.sizes(
    "a ghost bites, stance",
    "stance after talk that last year's washout costs *borderline*",
    above(0.12),
    rows=tuple(pair for world in _BOTH for pair in at(world, "borderline")),
)
def _(look: Look) -> Size:
    return _lost(look, "borderline")


@GROUP.sizes(
    "a ghost bites, list",
    "share of meetings that rank *borderline*, lost to last year's washout",
    above(0.15),
    rows=tuple(pair for world in _BOTH for pair in at(world, "borderline")),
)
def _(look: Look) -> Size:
    return averaged(
        less(*([float(r.ranked) for r in look.rows("borderline", world)] for world in _BOTH)),
    )


@GROUP.sizes(
    "bad over good, stance",
    "stance that a failure costs *even* with a failed Step 1, over what a success earns it",
    between(1.5, 4.0),
    rows=tuple(pair for world in (*_BOTH, "success added") for pair in at(world, _LIKE)),
)
def _(look: Look) -> Size:
    return _lost(look, _LIKE).over(_lost(look, _LIKE, "success added").times(-1.0))


@GROUP.sizes(
    "a ghost knows its own",
    "stance that the washout costs the dearest row unlike it (other flag, no flag, US MD), over what it costs "
    "*borderline*",
    at_most(1 / 3),
    rows=tuple(pair for world in _BOTH for pair in at(world, "borderline", *_UNLIKE)),
)
def _(look: Look) -> Size:
    dearest = max((_lost(look, row) for row in _UNLIKE), key=lambda size: size.value)
    return dearest.over(_lost(look, "borderline"))


@GROUP.sizes(
    "a ghost is named",
    "meetings with *borderline* in which somebody names last year's washout",
    at_least(0.50),
    studies=(("washout added", named),),
)
def _(look: Look) -> Size:
    return shared(look.study(named, "washout added"))


@GROUP.sizes(
    "calls have room below",
    "share of rows whose call is exactly -1, below which nothing can cost them more",
    at_most(0.01),
    studies=(("baseline", clamped),),
)
def _(look: Look) -> Size:
    counts = look.study(clamped)
    return pooled([float(low) for low, _ in counts], [float(rows) for _, rows in counts])

"""Memory: the baseline with one past resident more, last year's, seen by the director and an associate.

The bands are of hiring by country, carried over to flags and visas: an analogy, no measurement of meetings.
"""

from __future__ import annotations

from tests.patterns.counted import clamped
from tests.patterns.sizes import Size, above, at_least, at_most, averaged, between, pooled, shared
from tests.patterns.statement import (
    Group,
    Look,
    Measured,
    at,
    cost,
    emergent,
    in_worlds,
    less,
    put_in,
    ranked,
    ruled,
    smallest,
)
from tests.patterns.worlds import ADDED

GROUP = Group("A ghost bites")

_LIKE = "even + step1 fail"
_UNLIKE = ("even + gap unknown", "even", "us_md")
_BAD = ("baseline", "washout added")
_BOTH = (*_BAD, "success added")
_VISAS = ("baseline", "late visa added", "smooth visa added")
_RATIO = put_in("The scales of bad and of good outcomes are parameters; the room bends their ratio.")
_BITES = emergent("No rule says how far one memory among many moves a row.")


def _stance_lost(look: Look, row: str, world: str) -> Size:
    """Stance after talk that the added past resident costs the row."""
    return averaged(less([r.after for r in look.rows(row)], [r.after for r in look.rows(row, world)]))


def _places_lost(look: Look, row: str, world: str) -> Size:
    """Places that the added past resident costs the row, in shares of the sheet."""
    return averaged(cost(look.rows(row, world), look.rows(row)))


@GROUP.says(
    "a ghost bites, stance",
    "stance after talk that last year's washout costs *borderline*",
    above(0.12),
    _BITES,
    rows=in_worlds(_BAD, "borderline"),
)
def _(look: Look) -> Size:
    return _stance_lost(look, "borderline", "washout added")


@GROUP.says(
    "a ghost bites, list",
    "share of meetings that rank *borderline*, lost to last year's washout",
    above(0.15),
    _BITES,
    rows=in_worlds(_BAD, "borderline"),
)
def _(look: Look) -> Size:
    return averaged(less(*(ranked(look.rows("borderline", world)) for world in _BAD)))


@GROUP.says(
    "bad over good, stance",
    "stance that a washout costs *even* with a failed Step 1, over what a success earns it",
    between(1.5, 4.0),
    _RATIO,
    rows=in_worlds(_BOTH, _LIKE),
)
def _(look: Look) -> Measured:
    loss, gain = _stance_lost(look, _LIKE, _BOTH[1]), _stance_lost(look, _LIKE, _BOTH[2]).times(-1.0)
    return Measured(size=loss.over(gain), detail=f"{loss} : {gain}")


@GROUP.says(
    "bad over good, places",
    "the same in places: what the washout costs less what the success earns",
    above(0.01),
    _RATIO,
    rows=in_worlds(_BOTH, _LIKE),
)
def _(look: Look) -> Measured:
    return _bad_less_good(look, _LIKE, _BOTH)


@GROUP.says(
    "bad over good, visa",
    "the same of an H-1B that came late, and one that came on time",
    above(0.01),
    _RATIO,
    rows=in_worlds(_VISAS, "even + h1b"),
    apart=True,
)
def _(look: Look) -> Measured:
    return _bad_less_good(look, "even + h1b", _VISAS)


def _bad_less_good(look: Look, row: str, worlds: tuple[str, str, str]) -> Measured:
    loss, gain = _places_lost(look, row, worlds[1]), _places_lost(look, row, worlds[2]).times(-1.0)
    return Measured(size=loss - gain, detail=f"{loss} : {gain}", also=gain.value > 0.0)


_LIKENESS = ruled("A table of likeness says which traits a memory shares with a row.")


@GROUP.says(
    "a ghost knows its own, stance",
    "stance that the washout costs the dearest row unlike it (other flag, no flag, US MD), over what it costs "
    "*borderline*",
    at_most(1 / 3),
    _LIKENESS,
    rows=in_worlds(_BAD, "borderline", *_UNLIKE),
)
def _(look: Look) -> Size:
    dearest = max((_stance_lost(look, row, _BAD[1]) for row in _UNLIKE), key=lambda size: size.value)
    return dearest.over(_stance_lost(look, "borderline", _BAD[1]))


@GROUP.says(
    "a ghost knows its own, places",
    "places that the washout costs *even* with a failed Step 1, less three times what it costs the dearest other row",
    above(0.0),
    _LIKENESS,
    rows=in_worlds(_BAD, _LIKE, *_UNLIKE),
)
def _(look: Look) -> Measured:
    others = {row: _places_lost(look, row, _BAD[1]) for row in _UNLIKE}
    dearest, own = max(others.values(), key=lambda size: size.value), _places_lost(look, _LIKE, _BAD[1])
    detail = ", ".join(f"{row} {size.value:+.3f}" for row, size in {_LIKE: own, **others}.items())
    return Measured(size=own - dearest.times(3.0), detail=detail)


@GROUP.says(
    "good IMGs before",
    "where IMGs did well before, the flagged row and the H-1B row gain places over a room that had none (the smaller)",
    above(0.01),
    emergent("No rule opens a door to a group; it follows from many single memories."),
    rows=in_worlds(("good imgs", "no imgs"), "borderline", "even + h1b"),
)
def _(look: Look) -> Measured:
    gains = [
        averaged(cost(look.rows(row, "no imgs"), look.rows(row, "good imgs"))) for row in ("borderline", "even + h1b")
    ]
    return Measured(size=smallest(gains), detail="; ".join(f"{gain.value:+.3f}" for gain in gains))


@GROUP.says(
    "a ghost is named",
    "meetings with *borderline* in which somebody names last year's washout",
    at_least(0.50),
    emergent("Naming a ghost competes with everything else that could be said."),
    rows=at("washout added", "borderline"),
)
def _(look: Look) -> Size:
    return shared([ADDED in row.named for row in look.rows("borderline", "washout added")])


@GROUP.says(
    "calls have room below",
    "share of rows whose call is exactly -1, where nothing could cost them more",
    at_most(0.01),
    ruled("The call is not cut off at -1."),
    studies=(("baseline", clamped),),
)
def _(look: Look) -> Size:
    counts = look.study(clamped)
    return pooled([float(low) for low, _ in counts], [float(rows) for _, rows in counts])

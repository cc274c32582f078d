"""What a change does to a row in many meetings, in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Any, Final

from committee.experiments.whatifs.replicates import Effect, Replicates
from committee.measures.intervals import Estimate
from committee.recording.spoken import CALL, TIERS, signed

MEANING: Final = (
    "In parentheses: 95% intervals. They show what more simulated meetings would change, "
    "not how well the model fits a real room."
)
"""What intervals say, and what they do not."""

NO_MEETING: Final = "no meeting differs"

REVIEWED: Final = (
    "Places are those after the review, in which members pay to move rows. On a list this short it can turn the order "
    "of the calls around, so read the call first."
)
"""What is said of places on a short list."""

SHORT: Final = 10
"""A list of fewer rows is short: the review moves a row by up to four places."""

DRAWN: Final = "The row with this id is another person for each seed."


def told_of(found: Replicates, name: str) -> tuple[str, ...]:
    """The sentences about the row of ``name``."""
    return tuple(_sentences(found, name))


def _sentences(found: Replicates, name: str) -> Iterator[str]:
    first, last = found.seeds
    yield f"{_meetings(found.held)} with the seeds {first} to {last}, each held with and without the change:"
    if found.held < last - first + 1:
        yield (
            f"{last - first + 1 - found.held} seeds are left out: "
            "the row is not there, or the member may not do what was put in their mouth."
        )
    places, ranked, call = found.places_up, found.ranked, found.call
    yield (
        f"Place of {name}: {places.before.effect:.1f} on average, with the change {places.after.effect:.1f}: "
        f"{places_moved(places)}."
    )
    yield (
        f"On the list: in {share(ranked.before.effect)} of the meetings, with the change in "
        f"{share(ranked.after.effect)}: {points_moved(ranked)}."
    )
    yield from (
        f"{TIERS[tier]}: in {share(of.before.effect)}, with the change in {share(of.after.effect)}: {points_moved(of)}."
        for tier, of in found.tiers
    )
    yield (
        f"C{CALL[1:]}: {signed(call.before.effect)} on average, with the change {signed(call.after.effect)}: "
        f"{call_moved(call)}."
    )
    stayed = found.rows - found.rose - found.fell
    yield (
        f"Of the {found.rows:g} rows of a meeting, {found.rose:.1f} rise, {found.fell:.1f} fall and {stayed:.1f} stay, "
        "on average."
    )
    if found.drawn:
        yield DRAWN
    if found.rows < SHORT:
        yield REVIEWED
    yield MEANING


def plain(found: Replicates) -> dict[str, Any]:
    """The same as plain data; None where nothing can be estimated."""
    outcomes = {"places_up": found.places_up, "ranked": found.ranked, "call": found.call}
    outcomes |= {tier.value: effect for tier, effect in found.tiers}
    return {
        "seeds": list(found.seeds),
        "held": found.held,
        "rows": _number(found.rows),
        "rose": _number(found.rose),
        "fell": _number(found.fell),
        "another_person_each_seed": found.drawn,
        **{
            name: {
                "before": _number(each.before.effect),
                "after": _number(each.after.effect),
                "effect": _number(each.effect.effect),
                "low": _number(each.effect.low),
                "high": _number(each.effect.high),
                "method": each.effect.method,
                "differ": each.differ,
            }
            for name, each in outcomes.items()
        },
    }


def _number(value: float) -> float | None:
    return value if isfinite(value) else None


def places_moved(found: Effect) -> str:
    """How the place changes, or that no meeting differs in it."""
    return places_range(found.effect) if found.differ else f"{NO_MEETING} in place"


def points_moved(found: Effect) -> str:
    """How a share changes, or that no meeting differs in it."""
    return points_range(found.effect) if found.differ else NO_MEETING


def call_moved(found: Effect) -> str:
    """How the call changes, ``+0.10 (+0.05 to +0.15)``, or that no meeting differs in it."""
    effect = found.effect
    return f"{signed(effect.effect)} ({signed(effect.low)} to {signed(effect.high)})" if found.differ else NO_MEETING


def places_range(effect: Estimate) -> str:
    """A change of place: ``6.1 places up (5.0 to 7.2)``, or ``0.4 places up (0.2 down to 1.0 up)``."""
    size, low, high = (_tenths(each) for each in (effect.effect, effect.low, effect.high))
    if min(low, high) >= 0.0:
        limits = f"{low:.1f} to {high:.1f}"
    elif max(low, high) <= 0.0:
        limits = f"{abs(high):.1f} to {abs(low):.1f}"
    else:
        limits = f"{-low:.1f} down to {high:.1f} up"
    up = size > 0.0 or (size == 0.0 and low >= 0.0)
    return f"{abs(size):.1f} places {'up' if up else 'down'} ({limits})"


def _tenths(value: float) -> float:
    """Rounded to a tenth; never minus zero."""
    return round(value, 1) + 0.0


def points_range(effect: Estimate) -> str:
    """A change of a share: ``+17 points (+11 to +23)``."""
    return f"{_points(effect.effect)} points ({_points(effect.low)} to {_points(effect.high)})"


def share(value: float) -> str:
    """A share as a percentage: ``3%``, and one decimal if it is a small one."""
    percent = 100.0 * value
    return f"{percent:.1f}%" if 0.0 < percent < 10.0 or 90.0 < percent < 100.0 else f"{percent:.0f}%"


def _points(value: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    points = 100.0 * value
    text = f"{points:+.1f}"
    return "0" if not float(text) else text


def _meetings(count: int) -> str:
    return f"{count:,} meeting{'' if count == 1 else 's'}"

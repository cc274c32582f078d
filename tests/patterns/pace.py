"""Time: how long a row takes, and a meeting."""

from __future__ import annotations

from collections.abc import Callable

from tests.patterns.counted import hours
from tests.patterns.sizes import Size, at_least, at_most, averaged, between, pooled
from tests.patterns.statement import Group, Look

GROUP = Group("Time")
_POOL = (("baseline", hours),)


def _rows(look: Look, counts: Callable[[float], float]) -> Size:
    """The mean over rows of something read off their seconds."""
    days = look.study(hours)
    return pooled([sum(map(counts, day.seconds)) for day in days], [float(len(day.seconds)) for day in days])


@GROUP.sizes("seconds a row", "mean seconds of a row", between(38.0, 52.0), studies=_POOL)
def _(look: Look) -> Size:
    return _rows(look, lambda seconds: seconds)


@GROUP.sizes("30 to 90 seconds", "share of rows that take 30 to 90 seconds", at_least(0.60), studies=_POOL)
def _(look: Look) -> Size:
    return _rows(look, lambda seconds: float(30.0 <= seconds <= 90.0))


@GROUP.sizes("long rows", "share of rows that take more than 75 seconds", between(0.03, 0.08), studies=_POOL)
def _(look: Look) -> Size:
    return _rows(look, lambda seconds: float(seconds > 75.0))


@GROUP.sizes("minutes a meeting", "mean minutes of a meeting of 60 rows", between(40.0, 70.0), studies=_POOL)
def _(look: Look) -> Size:
    return averaged([day.minutes for day in look.study(hours)])


@GROUP.sizes(
    "the bell has a reason",
    "rows ended by the bell although everything said of them would have fitted once more, over rows ended by the bell",
    at_most(0.02),
    studies=_POOL,
)
def _(look: Look) -> Size:
    days = look.study(hours)
    return pooled([float(day.with_time_left) for day in days], [float(day.by_the_bell) for day in days])

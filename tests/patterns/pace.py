"""Time: how long a row takes, and a meeting."""

from __future__ import annotations

from collections.abc import Callable

from tests.patterns.counted import hours
from tests.patterns.sizes import Size, at_least, at_most, averaged, between, pooled
from tests.patterns.statement import Group, Look, put_in, ruled

GROUP = Group("Time")
_POOL = (("baseline", hours),)
_SET = put_in("The seconds of a row and the words of an act are parameters; practitioners tell of 30 to 90 seconds.")


def _rows(look: Look, counts: Callable[[float], float]) -> Size:
    """The mean over rows of something read off their seconds."""
    days = look.study(hours)
    return pooled([sum(map(counts, day.seconds)) for day in days], [float(len(day.seconds)) for day in days])


@GROUP.says("seconds a row", "mean seconds of a row", between(38.0, 52.0), _SET, studies=_POOL)
def _(look: Look) -> Size:
    return _rows(look, lambda seconds: seconds)


@GROUP.says("30 to 90 seconds", "share of rows that take 30 to 90 seconds", at_least(0.60), _SET, studies=_POOL)
def _(look: Look) -> Size:
    return _rows(look, lambda seconds: float(30.0 <= seconds <= 90.0))


@GROUP.says("long rows", "share of rows that take more than 75 seconds", between(0.03, 0.08), _SET, studies=_POOL)
def _(look: Look) -> Size:
    return _rows(look, lambda seconds: float(seconds > 75.0))


@GROUP.says("minutes a meeting", "mean minutes of a meeting of 60 rows", between(40.0, 70.0), _SET, studies=_POOL)
def _(look: Look) -> Size:
    return averaged([day.minutes for day in look.study(hours)])


@GROUP.says(
    "the bell has a reason",
    "of the rows that the bell ended, those with time left for the longest thing that was said of them",
    at_most(0.02),
    ruled("The bell rings only on a wish that cannot end in time."),
    studies=_POOL,
)
def _(look: Look) -> Size:
    days = look.study(hours)
    return pooled([float(day.with_time_left) for day in days], [float(day.by_the_bell) for day in days])

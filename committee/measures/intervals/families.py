"""Many outcomes at once: intervals that are wider because we looked more than once."""

from __future__ import annotations

from collections.abc import Sequence

from committee.measures.intervals.estimate import MISS, Estimate


def holm(estimates: Sequence[Estimate]) -> list[tuple[float, float]]:
    """One interval for each estimate, in their order, wide enough for the family.

    The estimate that is clearest gets the widest interval, with a chance of .05 / m to miss, m being the size of the
    family; the next one .05 / (m - 1), and so on. As soon as an interval holds *no change*, all that are less clear
    keep its chance to miss. So the chance that any interval of the family excludes *no change* where nothing changes is
    5 % at most. That the intervals hold all true sizes at once is not claimed.

    Source: Holm S. A simple sequentially rejective multiple test procedure. Scand J Stat 1979;6:65-70.

    Parameters
    ----------
    estimates
        The family. What is not estimable does not count; its interval is not a number.
    """
    counted = sorted((place for place, one in enumerate(estimates) if one.estimable), key=lambda i: estimates[i].tail)
    wider = [(one.low, one.high) for one in estimates]
    left, going = len(counted), True
    for place in counted:
        one = estimates[place]
        wider[place] = one.limits(MISS / left)
        going = going and not _holds_no_change(one, wider[place])
        left -= going
    return wider


def _holds_no_change(estimate: Estimate, limits: tuple[float, float]) -> bool:
    return limits[0] <= estimate.unchanged <= limits[1]

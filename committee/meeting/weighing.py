"""What a call was made of, beside what was said: one factor at a time set to what is usual.

Every stance is read again as it was before talk, once as the file stands and once with one factor unknown, so that the
member assumes of it what is usual for the kind. The difference of the two calls is what the factor weighed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from committee.arithmetic import total
from committee.meeting.ending import call_of
from committee.meeting.state import OpenRow, read_under
from committee.terms import Factor


def weighed(row: OpenRow) -> Mapping[Factor, float]:
    """By factor, the call as the members read the row before talk, less the same with the factor at what is usual.

    Capital counts as it was spent. A factor of which nobody knows anything weighs nothing.
    """
    spent = total(row.stakes.units)
    as_read = call_of(row, row.before, spent, 0.0)
    changes: dict[Factor, float] = {}
    for factor in Factor:
        points = [index for index, point in enumerate(row.points) if point.factor is factor]
        changes[factor] = as_read - call_of(row, _without(row, points), spent, 0.0) if points else 0.0
    return changes


def _without(row: OpenRow, points: Sequence[int]) -> Sequence[float]:
    """By member, the stance before talk had they known nothing of these points."""
    stances = []
    by_member = row.docket.weights.by_member()
    for member, (before, weight, own) in enumerate(zip(row.before, row.call_weights, by_member, strict=True)):
        if weight == 0.0 or not any(own[0][point] for point in points):
            stances.append(before)
            continue
        heard, sizes, slopes, merit = own
        for point in points:
            merit -= heard[point] * slopes[point]
            heard[point] = 0.0
        reading = read_under(row, member, (heard, sizes, slopes, merit), row.ghosts[member])
        if row.on_no_list[member]:
            reading.drift -= row.rules.room.no_list_drop
        stances.append(reading.stance())
    return stances

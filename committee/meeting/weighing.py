"""What a call was made of, beside what was said: one factor at a time set to what is usual.

Every stance is read again as it was before talk, once as the file stands and once with one factor unknown, so that the
member assumes of it what is usual for the kind. The difference of the two calls is what the factor weighed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from committee.meeting.ending import call_of
from committee.meeting.state import OpenRow
from committee.members.weights import OwnWeights
from committee.terms import Factor


def weighed(row: OpenRow) -> Mapping[Factor, float]:
    """By factor, the call as the members read the row before talk, less the same with the factor at what is usual.

    Capital counts as it was spent. A factor of which nobody knows anything weighs nothing.
    """
    spent = row.stakes.counted
    as_read = call_of(row, row.before, spent, 0.0)
    own = row.docket.weights.by_member()
    changes: dict[Factor, float] = {}
    for factor in Factor:
        points = [index for index, point in enumerate(row.points) if point.factor is factor]
        changes[factor] = as_read - call_of(row, _without(row, points, own), spent, 0.0) if points else 0.0
    return changes


def _without(row: OpenRow, points: Sequence[int], by_member: Sequence[OwnWeights]) -> Sequence[float]:
    """By member, the stance before talk had they known nothing of these points."""
    layout = row.docket.weights.layout
    costly = bool(layout.worries or layout.oddities) and any(layout.weighs_on_cost[point] for point in points)
    stances = list(row.before)
    for member, (counts, own) in enumerate(zip(row.call_weights, by_member, strict=True)):
        heard, _, slopes, merit = own
        known = [point for point in points if heard[point]] if counts else []
        if not known:
            continue
        for point in known:
            merit -= heard[point] * slopes[point]
        cost = row.accounts[member].cost
        if costly:
            left = [0.0 if index in known else share for index, share in enumerate(heard)]
            cost = row.readings[member].cost_if(left, row.accounts[member].haunted)
        account = row.accounts[member]._replace(merit=merit, cost=cost)
        stances[member] = row.readings[member].stance_at(account)
    return stances

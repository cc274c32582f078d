"""What a call was made of, beside what was said: one factor at a time set to what is usual.

Every stance is read again as it was before talk, once as the file stands and once with one factor unknown, so that the
member assumes of it what is usual for the kind. The difference of the two calls is what the factor weighed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from committee.meeting.ending import call_of
from committee.meeting.state import OpenRow
from committee.members.reading import Account
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
    members = zip(row.call_weights, by_member, row.readings, row.accounts, strict=True)
    for member, (counts, (heard, _, slopes, known), reading, account) in enumerate(members):
        if not counts:
            continue
        left, merit = heard, known
        for point in points:
            if heard[point]:
                left = heard.copy() if left is heard else left
                left[point] = 0.0
                merit -= heard[point] * slopes[point]
        if left is not heard:
            cost = reading.cost_if(left, account.haunted) if costly else account.cost
            stances[member] = reading.stance_at(Account(merit, cost, account.drift, account.haunted))
    return stances

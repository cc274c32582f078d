"""The list, and what capital still moves on it: as ``Meeting._adjourn`` and ``meeting/review.py``."""

from __future__ import annotations

from typing import Any

import numpy as np

from committee.engine.formulas import real, within_cap
from committee.engine.jit import compiled, kept
from committee.engine.wish import tier_of
from committee.engine.words import DNR, NOTHING


@kept
def make_list(
    day: Any,
    rules: Any,
    rooms: Any,
    ends: Any,
    second: Any,
    order: Any,
    after: Any,
    staked: Any,
    calls: Any,
    tiers: Any,
    listed: Any,
    moves: Any,
) -> Any:
    """Make the list of a meeting that is over: as ``meeting.Meeting._adjourn`` and ``review.review``.

    Returns how many rows are on it and how many moves there were.
    ``order`` has the rows by the text of their ids, ``second`` the calls of a second committee, empty without one.
    ``calls`` and ``tiers`` get what the list goes by, ``listed`` the rows on it, the best first, and ``moves``
    (row, from, to, member) of each move, with places from 0.
    """
    ruled, room, now = rules[0], rooms[0], day[0]
    ranked = 0
    for number in range(len(ends)):
        calls[number] = real(ends[number].call)
        tiers[number] = ends[number].tier
        if len(second):
            calls[number] = real((calls[number] + real(second[number])) / 2.0)
            tiers[number] = tier_of(calls[number], ruled)
    keys = np.empty(len(ends), dtype=np.float64)
    for at in range(len(ends)):
        keys[at] = -calls[order[at]]
    for at in np.argsort(keys, kind="mergesort"):
        if tiers[order[at]] != DNR:
            listed[ranked] = order[at]
            ranked += 1
    if not (ruled.switches.carry_over and ruled.switches.capital):
        return ranked, 0
    made = 0
    units = ruled.capital.stake_strong
    for member in range(room.size):
        if made == ruled.review.moves:
            break
        if room.votes[member] and now.balance[member] >= units and units > 0.0:
            at = _furthest_below(ruled, listed, ranked, calls, after, staked, member, units)
            if at != NOTHING:
                to = max(0, at - ruled.review.places)
                moved = listed[at]
                for which in range(at, to, -1):
                    listed[which] = listed[which - 1]
                listed[to] = moved
                now.balance[member] -= units
                moves[made, 0], moves[made, 1], moves[made, 2], moves[made, 3] = moved, at, to, member
                made += 1
    return ranked, made


@compiled
def _furthest_below(
    rules: Any, listed: Any, ranked: int, calls: Any, after: Any, staked: Any, member: int, units: float
) -> int:
    """As ``review._one_move``: where the row stands that is furthest below where the member sees it."""
    best = NOTHING
    furthest = rules.review.gap
    for at in range(1, ranked):
        row = listed[at]
        gap = after[row, member] - calls[row]
        if gap > furthest and within_cap(staked[row, member] + units, rules.practices):
            best, furthest = at, gap
    return best

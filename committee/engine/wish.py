"""Wishes, and what they rest on: as ``meeting/wish.py`` and ``meeting/sides.py``."""

from __future__ import annotations

from typing import Any

from committee.engine.jit import compiled
from committee.engine.words import DNR, LOW, MID, NOTHING, TOP


@compiled
def tier_of(value: float, rules: Any) -> int:
    """As ``call.tier_of``."""
    tiers = rules.call.tiers
    return TOP if value >= tiers[TOP] else MID if value >= tiers[MID] else LOW if value >= tiers[LOW] else DNR


@compiled
def may(room: Any, member: int, act: int) -> bool:
    """Whether a member may do it: as ``room.Seating._may``."""
    return (room.acts[member] >> act) & 1 == 1


@compiled
def unsaid(now: Any, row: Any, room: Any, member: int, point: int) -> bool:
    """Whether a member could bring the point up: part of ``knowledge.knowledge_of`` and ``effect.mark_said``.

    They know it, they speak of such things, and nobody has said it.
    """
    return row.held[point, member] and not now.said[point] and (room.topics[member] >> row.family[point]) & 1


@compiled
def threshold(now: Any, rules: Any) -> float:
    """As ``floor.threshold``."""
    return rules.floor.threshold + (rules.floor.hurdle if now.moved_on else 0.0)


@compiled
def clear(wish: Any, member: int, bid: float, act: int, point: int) -> None:
    """Make a wish anew: as ``wish.Wish``."""
    wish.member, wish.bid, wish.act, wish.point = member, bid, act, point
    wish.to = wish.ghost = wish.also = wish.tier = NOTHING
    wish.stake = wish.weight = 0.0
    wish.side = 0


@compiled
def better(wish: Any, worth: float, act: int, point: int, to: int) -> None:
    """As ``floor._better``."""
    if worth > wish.bid:
        wish.bid, wish.act, wish.point, wish.to, wish.ghost = worth, act, point, to, NOTHING
        wish.tier, wish.weight = NOTHING, 0.0


@compiled
def keep_sides(now: Any, row: Any, room: Any) -> None:
    """As ``sides.kept_sides``."""
    for member in range(room.size):
        now.kept[member] = now.side[member]
    if row.advocate != NOTHING and now.side[row.advocate] == 0:
        now.kept[row.advocate] = 1


@compiled
def loudest(now: Any, row: Any, member: int, sign: int, flags: int) -> int:
    """The place among those alike of the loudest ghost of a side: as ``memory.loudest``; 1 looks for a good one."""
    best = NOTHING
    most = 0.0
    for which in range(row.alikes):
        if now.minded[member, which] and not now.named[row.alike[which]] and row.bears[which] & flags:
            weight = now.weight[member, which] if sign > 0 else -now.weight[member, which]
            if weight > most:
                best, most = which, weight
    return best

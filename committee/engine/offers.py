"""What members offer beside what they know: questions, memories, sides and places. As ``meeting/floor.py``."""

from __future__ import annotations

from typing import Any

from committee.engine.formulas import crossed, side_of_proposal
from committee.engine.jit import compiled
from committee.engine.timing import fits, seconds_at
from committee.engine.wish import better, clear, loudest, may, tier_of, unsaid
from committee.engine.words import (
    AGREE,
    ANSWER,
    ASK,
    CHALLENGE,
    CONCEDE,
    EXPLAINED,
    MID,
    NARRATIVE,
    NOTHING,
    PAPERS,
    PROPOSE,
    PUBLIC,
    RECALL,
    REFRAME,
)


@compiled
def _about(row: Any, point: int, flag: int) -> bool:
    """As ``floor._about``."""
    explains = (EXPLAINED >> flag) & 1 if row.family[point] == NARRATIVE else 0
    return row.flag[point] == flag or explains == 1 or (row.proves[point] >> flag) & 1 == 1


@compiled
def knows_about(now: Any, row: Any, room: Any, member: int, flag: int) -> int:
    """As ``floor._knows_about``."""
    best = NOTHING
    worth = 0.0
    for point in range(row.points):
        if row.holding[point] != PUBLIC and unsaid(now, row, room, member, point) and _about(row, point, flag):
            relevant = row.proof[point] + (2.0 if row.flag[point] == flag else 1.0)
            if relevant > worth:
                best, worth = point, relevant
    return best


@compiled
def offer_questions(now: Any, row: Any, room: Any, rules: Any, address: Any) -> None:
    """As ``floor._ask``."""
    for member in range(room.size):
        point = now.puzzled[member]
        if point == NOTHING:
            continue
        worth = rules.floor.ask * row.salience[point, member]
        wish = now.wish[member]
        if worth > wish.bid and not now.raised[point, member]:
            told_by = _who_can_tell(now, row, room, row.flag[point], member)
            if told_by != NOTHING and _leaves_time(now, row, room, rules, address, member, point, told_by):
                better(wish, worth, ASK, point, told_by)


@compiled
def _who_can_tell(now: Any, row: Any, room: Any, flag: int, asker: int) -> int:
    """The first who can say more about a flag, but the asker: as ``floor.who_can_tell``."""
    hidden = False
    for point in range(row.points):
        hidden = hidden or (row.holding[point] != PUBLIC and _about(row, point, flag))
    if not hidden:
        return _who_would_know(row, room, flag, asker)
    if asker != room.director and _can_tell(now, row, room, room.director, flag):
        return room.director
    for member in range(room.size):
        if member != asker and _can_tell(now, row, room, member, flag):
            return member
    return NOTHING


@compiled
def _can_tell(now: Any, row: Any, room: Any, member: int, flag: int) -> bool:
    """Whether a member can say more about a flag: part of ``floor.who_can_tell``."""
    return may(room, member, ANSWER) and knows_about(now, row, room, member, flag) != NOTHING


@compiled
def _who_would_know(row: Any, room: Any, flag: int, asker: int) -> int:
    """Who can say that nothing more is known: as ``floor._who_would_know``, the director first."""
    office = False
    if (PAPERS >> flag) & 1:
        for member in range(room.size):
            office = office or (may(room, member, ANSWER) and room.office[member] == 1)
    director = room.director
    if director != asker and _would_know(row, room, director, office):
        return director
    for member in range(room.size):
        if member != asker and _would_know(row, room, member, office):
            return member
    return NOTHING


@compiled
def _would_know(row: Any, room: Any, member: int, office: bool) -> bool:
    """Whether a member can say that nothing more is known: part of ``floor._who_would_know``."""
    return may(room, member, ANSWER) and (room.office[member] == 1 if office else row.reads[member] == 1)


@compiled
def _leaves_time(
    now: Any, row: Any, room: Any, rules: Any, address: Any, member: int, point: int, told_by: int
) -> bool:
    """As ``floor._leaves_time``."""
    clear(now.now, member, 0.0, ASK, point)
    question = seconds_at(now, row, room, rules, address, now.now, now.turn)
    clear(now.now, told_by, 0.0, ANSWER, knows_about(now, row, room, told_by, row.flag[point]))
    return fits(now, rules, question + seconds_at(now, row, room, rules, address, now.now, now.turn + 1))


# ---------------------------------------------------------------- memories, sides and places


@compiled
def offer_recalls(now: Any, row: Any, room: Any, rules: Any) -> None:
    """As ``floor._recall``."""
    for member in range(room.size):
        if not now.haunted[member]:
            continue
        if now.kept[member] <= 0:
            _offer_ghost(now, row, rules, member, now.loudest[member])
        if now.last_ghost and now.kept[member] >= 0:
            _offer_ghost(now, row, rules, member, loudest(now, row, member, 1, now.last_ghost))


@compiled
def _offer_ghost(now: Any, row: Any, rules: Any, member: int, which: int) -> None:
    """As ``floor._offer`` and ``floor.haunted_point``."""
    if which == NOTHING:
        return
    wish = now.wish[member]
    worth = rules.floor.ghost * abs(now.weight[member, which])
    if worth > wish.bid:
        about = NOTHING
        for point in range(row.points - 1, -1, -1):
            if row.flag[point] != NOTHING and (row.bears[which] >> row.flag[point]) & 1:
                about = point
        better(wish, worth, RECALL, about, NOTHING)
        wish.ghost, wish.weight = which, now.weight[member, which]


@compiled
def offer_recasts(now: Any, row: Any, room: Any, rules: Any) -> None:
    """As ``floor._recast`` and ``floor.recasts``."""
    if now.concerns == 0 or row.provings == 0:
        return
    for member in range(room.size):
        wanting = now.kept[member] >= 0 and now.stance[member] >= rules.call.tiers[MID]
        if not (wanting and may(room, member, REFRAME)):
            continue
        best = NOTHING
        for which in range(now.concerns):
            worry = now.concern[which]
            for each in range(row.provings):
                proof = row.proving[each]
                answers = row.flag[worry] != NOTHING and (row.proves[proof] >> row.flag[worry]) & 1
                if answers and row.held[proof, member] and not now.recast[proof, worry]:
                    if best == NOTHING or row.proof[proof] > row.proof[best]:
                        best = proof
        if best != NOTHING:
            better(now.wish[member], rules.floor.recast, REFRAME, best, NOTHING)


@compiled
def offer_proposals(now: Any, room: Any, rules: Any) -> None:
    """As ``floor._propose``."""
    said = tier_of(now.shown_mean, rules)
    for member in range(room.size):
        if not (may(room, member, PROPOSE) and room.votes[member]) or member == room.director:
            continue
        stance = now.stance[member]
        side = side_of_proposal(stance, now.shown_mean)
        worth = rules.floor.propose * side * (stance - now.shown_mean)
        wish = now.wish[member]
        told = now.proposed[member] or now.asks[member] != NOTHING
        if worth > wish.bid and now.kept[member] != -side and not told:
            tier = tier_of(stance, rules)
            if tier != said:
                better(wish, worth, PROPOSE, NOTHING, NOTHING)
                wish.tier = tier


@compiled
def bound(now: Any, row: Any, member: int) -> bool:
    """As ``sides.bound``."""
    return member == row.advocate or now.units[member] > 0.0


@compiled
def _has_crossed(now: Any, row: Any, rules: Any, member: int) -> bool:
    """As ``sides.has_crossed``."""
    side = now.side[member]
    if side == 0 or (side > 0 and bound(now, row, member)):
        return False
    stance = now.stance[member]
    moved, beyond = side * (stance - now.taken_from[member]), side * (stance - now.shown_mean)
    return crossed(moved, beyond, rules.floor.crossed_by)


@compiled
def offer_concessions(now: Any, row: Any, room: Any, rules: Any) -> None:
    """As ``floor._concede`` and ``floor._mind_changer``."""
    for member in range(room.size):
        if now.side[member] == 0 or not may(room, member, CONCEDE) or not _has_crossed(now, row, rules, member):
            continue
        best = NOTHING
        for point in range(row.points):
            if now.said[point] and row.valence[point] == -now.side[member]:
                if best == NOTHING or row.salience[point, member] > row.salience[best, member]:
                    best = point
        better(now.wish[member], rules.floor.concede, CONCEDE, best, NOTHING)


@compiled
def offer_sides(now: Any, room: Any, rules: Any) -> None:
    """As ``floor._side``."""
    said, speaker = now.last_side, now.last_speaker
    toward = now.stance[speaker]
    for member in range(room.size):
        if member == speaker:
            continue
        wish = now.wish[member]
        gap = toward - now.stance[member]
        worth = rules.floor.agree / (1.0 + 4.0 * (gap if gap >= 0.0 else -gap))
        if worth > wish.bid and room.votes[member] and may(room, member, AGREE) and now.kept[member] != -said:
            better(wish, worth, AGREE, NOTHING, speaker)
        worth = rules.floor.challenge * gap * said
        if worth > wish.bid and may(room, member, CHALLENGE) and now.kept[member] != said:
            better(wish, worth, CHALLENGE, NOTHING, speaker)

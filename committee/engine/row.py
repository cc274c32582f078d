"""One row from its reading to the call: as ``meeting/row.py``."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from committee.engine import timing
from committee.engine.effect import take_effect
from committee.engine.ending import close, mean_stance
from committee.engine.floor import act_for, asked_now, choose_impression, make_wishes, strongest_known
from committee.engine.formulas import real
from committee.engine.jit import compiled
from committee.engine.opening import open_row
from committee.engine.paying import find_buyer, stake
from committee.engine.records import FACTORS
from committee.engine.wish import clear, may, threshold
from committee.engine.words import ANNOUNCE, BELL, CALL, IMPRESSION, MOVE_ON, NOTHING, OUTBID, VETO
from committee.meeting.draws import TURNS
from committee.meeting.practices import TWICE
from committee.meeting.wish import NO_WISH

_NO_WISH: Final = NO_WISH
_TWICE: Final = TWICE
_LAST_TURN: Final = TURNS - 2
_PAYS = -2
"""In the queue for a turn, the wish of the member who pays."""


@compiled
def hold(now: Any, row: Any, room: Any, rules: Any, address: Any, end: Any, log: Any, said: int) -> int:
    """As ``row.hold``. Returns how many utterances are in the log, in which ``said`` are already."""
    open_row(now, row, room, rules, address)
    end.alone = mean_stance(now, room)
    said = _open_floor(now, row, room, rules, address, log, said)
    said, _ = _speak_as_assigned(now, row, room, rules, address, row.assigned_for, 1, log, said)
    going = True
    while going:
        said, going = _take_turn(now, row, room, rules, address, log, said)
        if not going and not now.objected and not now.rung:
            said, going = _speak_as_assigned(now, row, room, rules, address, row.assigned_against, -1, log, said)
    close(now, row, room, rules, end)
    clear(now.now, room.director, 0.0, VETO if end.vetoed else CALL, NOTHING)
    _silence(now, room)
    said = _utter(now, row, room, rules, address, now.now, log, said)
    end.seconds = now.elapsed
    end.spent = now.spent_here
    end.utterances = now.turn
    _note_who(now, row, room, end)
    _note_factors(row, end)
    return said


@compiled
def _note_factors(row: Any, end: Any) -> None:
    """What the points of the row count by factor: as ``tally.factor_scores``."""
    for factor in range(FACTORS):
        end.factors[factor] = 0
    for point in range(row.points):
        end.factors[row.factor[point]] += row.valence[point] * int(row.strength[point] * 10000.0 + 0.5)


@compiled
def _note_who(now: Any, row: Any, room: Any, end: Any) -> None:
    """Whom the row brought up, and who knew it: part of ``row.hold``."""
    end.named = end.met = end.read = 0
    end.advocate = row.advocate
    for resident in range(room.residents):
        end.named |= np.int64(now.named[resident]) << resident
    for member in range(room.size):
        end.met |= np.int64(row.met[member]) << member
        end.read |= np.int64(row.reads[member]) << member


@compiled
def _open_floor(now: Any, row: Any, room: Any, rules: Any, address: Any, log: Any, said: int) -> int:
    """As ``row.open_floor``."""
    clear(now.now, room.announcer, 0.0, ANNOUNCE, NOTHING)
    now.lasting = timing.seconds_now(now, row, room, rules, address, now.now)
    _silence(now, room)
    said = _utter(now, row, room, rules, address, now.now, log, said)
    who = NOTHING
    anybody = False
    for member in range(room.size):
        anybody = anybody or (row.met[member] and may(room, member, IMPRESSION))
    if not anybody:
        return said
    make_wishes(now, row, room, rules, address)
    for member in range(room.size):
        if row.met[member] and may(room, member, IMPRESSION):
            if who == NOTHING or now.wish[member].bid > now.wish[who].bid:
                who = member
    clear(now.now, who, now.wish[who].bid, IMPRESSION, NOTHING)
    choose_impression(now, row, room, who, now.now)
    now.lasting = timing.seconds_now(now, row, room, rules, address, now.now)
    if timing.fits(now, rules, now.lasting):
        said = _utter(now, row, room, rules, address, now.now, log, said)
    return said


@compiled
def _silence(now: Any, room: Any) -> None:
    """Nobody has a wish, so that nothing is told of any bid: part of ``row.utter``."""
    for member in range(room.size):
        now.wish[member].bid = _NO_WISH


@compiled
def _take_turn(now: Any, row: Any, room: Any, rules: Any, address: Any, log: Any, said: int) -> Any:
    """As ``row.take_turn``: returns (utterances in the log, whether the row goes on)."""
    if now.turn >= _LAST_TURN:
        return said, False
    make_wishes(now, row, room, rules, address)
    waiting = _queue(now, room, rules)
    asked = asked_now(now)
    if asked != NOTHING and timing.make_time(now, row, room, rules, address, now.wish[asked]):
        return _utter(now, row, room, rules, address, now.wish[asked], log, said), True
    pays = now.may_pay and now.turn > 1 and find_buyer(now, row, room, rules, address)
    if not pays and waiting == 0:
        return said, False
    winner = _winner(now, row, room, rules, address, waiting, pays)
    if winner == NOTHING:
        for which in range(waiting):
            if now.wish[now.queue[which]].point != NOTHING:
                now.pressing[now.wish[now.queue[which]].point] = 1
        now.rung = 1
        return said, False
    _pass_over(now, rules, waiting, winner, pays)
    wish = now.paid if winner == _PAYS else now.wish[winner]
    return _utter(now, row, room, rules, address, wish, log, said), True


@compiled
def _queue(now: Any, room: Any, rules: Any) -> int:
    """Put those who want the turn in ``now.queue``, and return how many: part of ``row.take_turn``.

    The highest bid comes first, equal ones by seat.
    """
    least = threshold(now, rules)
    waiting = 0
    for member in range(room.size):
        bid = now.wish[member].bid
        if bid >= least and bid > _NO_WISH:
            at = waiting
            while at > 0 and now.wish[now.queue[at - 1]].bid < bid:
                now.queue[at] = now.queue[at - 1]
                at -= 1
            now.queue[at] = member
            waiting += 1
    return waiting


@compiled
def _winner(now: Any, row: Any, room: Any, rules: Any, address: Any, waiting: int, pays: bool) -> int:
    """Who gets the turn: part of ``row.take_turn``. The first who can finish before the bell."""
    shared = _shares_turns(now, rules, waiting, pays)
    if pays and (not shared or _may_have(now, now.paid)):
        if timing.make_time(now, row, room, rules, address, now.paid):
            return _PAYS
    for which in range(waiting):
        wish = now.wish[now.queue[which]]
        if not shared or _may_have(now, wish):
            if timing.make_time(now, row, room, rules, address, wish):
                return now.queue[which]
    return NOTHING


@compiled
def _shares_turns(now: Any, rules: Any, waiting: int, pays: bool) -> bool:
    """Whether equal airtime keeps somebody from this turn: as ``practices.in_turn``."""
    if not rules.practices.equal_airtime:
        return False
    if pays and now.spoken[now.paid.member] == 0:
        return True
    for which in range(waiting):
        member = now.queue[which]
        if now.spoken[member] == 0 and now.wish[member].act != MOVE_ON:
            return True
    return False


@compiled
def _may_have(now: Any, wish: Any) -> bool:
    """Whether a wish may have a turn while others wait for their first: part of ``practices.in_turn``."""
    return now.spoken[wish.member] < _TWICE or wish.act == MOVE_ON


@compiled
def _pass_over(now: Any, rules: Any, waiting: int, winner: int, pays: bool) -> None:
    """As ``row._pass_over``."""
    shared = _shares_turns(now, rules, waiting, pays)
    bid = 0.0 if winner == _PAYS else now.wish[winner].bid
    for which in range(waiting):
        member = now.queue[which]
        if member == winner:
            continue
        wish = now.wish[member]
        higher = wish.bid > bid or (wish.bid == bid and member < winner)
        over = winner != _PAYS and higher
        if wish.point != NOTHING:
            may_have = not shared or _may_have(now, wish)
            now.wanted[wish.point] = BELL if over and may_have else OUTBID
        if over:
            wish.bid = _NO_WISH


@compiled
def _speak_as_assigned(
    now: Any, row: Any, room: Any, rules: Any, address: Any, member: int, side: int, log: Any, said: int
) -> Any:
    """As ``row.speak_as_assigned``: returns (utterances in the log, whether anything was said)."""
    if member == NOTHING or now.side[member] == -side:
        return said, False
    point = strongest_known(now, row, room, member, side)
    if point == NOTHING:
        return said, False
    clear(now.now, member, 0.0, act_for(now, row, point), point)
    if not may(room, member, now.now.act) or not timing.make_time(now, row, room, rules, address, now.now):
        return said, False
    _silence(now, room)
    said = _utter(now, row, room, rules, address, now.now, log, said)
    now.assigned_turns += 1
    return said, True


@compiled
def _utter(now: Any, row: Any, room: Any, rules: Any, address: Any, wish: Any, log: Any, said: int) -> int:
    """As ``row.utter``."""
    start = now.elapsed
    closing = wish.act == CALL or wish.act == VETO
    timing.pass_time(now, rules, now.closing_s if closing else now.lasting)
    if wish.act != ANNOUNCE:
        now.airtime[wish.member] += real(now.elapsed) - real(start)
    if wish.stake > 0.0:
        stake(now, rules, wish)
        now.spent += real(wish.stake)
        now.spent_here += real(wish.stake)
    for member in range(room.size):
        now.moved[member] = 0.0
    if not closing:
        take_effect(now, row, room, rules, wish)
    elif wish.act == VETO:
        wish.side = -1
    if said < len(log):
        _write_down(now, row, room, address, wish, start, log[said])
    now.turn += 1
    return said + 1


@compiled
def _write_down(now: Any, row: Any, room: Any, address: Any, wish: Any, start: float, entry: Any) -> None:
    """Note an utterance in the log, where there is one: as ``row_events.RowEvents.uttered``."""
    entry.turn, entry.member, entry.act = now.turn, wish.member, wish.act
    entry.tone = timing.tone_for(now, row, room, address, wish, now.turn)
    entry.point, entry.also, entry.to = wish.point, wish.also, wish.to
    entry.ghost = row.alike[wish.ghost] if wish.ghost != NOTHING else NOTHING
    entry.side, entry.tier, entry.stake = wish.side, wish.tier, wish.stake
    entry.start, entry.end, entry.allowed = start, now.elapsed, now.allowed
    for member in range(room.size):
        entry.bids[member] = now.wish[member].bid
        entry.stances[member], entry.moved[member] = now.stance[member], now.moved[member]

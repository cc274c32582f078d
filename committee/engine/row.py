"""One row from its reading to the call: as ``meeting/row.py``, ``state.py``, ``knowledge.py``."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from committee.engine import timing
from committee.engine.effect import added_to, came_up, take_effect
from committee.engine.ending import close, mean_stance
from committee.engine.floor import (
    act_for,
    asked_now,
    choose_impression,
    clear,
    find_strongest,
    make_wishes,
    may,
    strongest_known,
    threshold,
)
from committee.engine.formulas import attention, committed, mean_outcome, patience, real
from committee.engine.jit import compiled
from committee.engine.paying import find_buyer, stake
from committee.engine.reading import recost, stance_now
from committee.engine.words import (
    ANNOUNCE,
    ASK,
    BELL,
    CALL,
    IMPRESSION,
    MOVE_ON,
    NO_BALLOTS,
    NOTHING,
    OUTBID,
    PUBLIC,
    RECALL,
    VETO,
)
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
    _open(now, row, room, rules, address)
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
    return said


@compiled
def _note_who(now: Any, row: Any, room: Any, end: Any) -> None:
    """Whom the row brought up, and who knew it."""
    end.named = end.met = end.read = 0
    end.advocate = row.advocate
    for resident in range(room.residents):
        end.named |= np.int64(now.named[resident]) << resident
    for member in range(room.size):
        end.met |= np.int64(row.met[member]) << member
        end.read |= np.int64(row.reads[member]) << member


# ---------------------------------------------------------------- the state before anybody has spoken


@compiled
def _open(now: Any, row: Any, room: Any, rules: Any, address: Any) -> None:
    """As ``OpenRow.__init__``."""
    now.elapsed = 0.0
    now.allowed = min(rules.clock.row_seconds, rules.clock.row_seconds_max)
    now.turn = now.assigned_turns = 0
    now.may_pay = rules.switches.capital and not rules.practices.no_capital
    _forget_talk(now, row, room)
    for member in range(room.size):
        _open_member(now, row, room, rules, member)
    find_strongest(now, row, room)
    now.closing_s = timing.closing_seconds(now, row, room, rules, address)
    _show_first(now, row, room, rules)
    for member in range(room.size):
        now.puzzled[member] = _puzzle(row, room, member)


@compiled
def _forget_talk(now: Any, row: Any, room: Any) -> None:
    for member in range(room.size):
        now.side[member] = now.in_favor[member] = now.proposed[member] = now.short[member] = 0
        now.spoken[member] = now.turns[member] = now.tales[member] = now.on_no_list[member] = 0
        now.taken_from[member] = now.voiced[member] = now.units[member] = now.moved[member] = 0.0
        now.asks[member] = NOTHING
        for which in range(room.residents):
            now.recalled[member, which] = 0
    for which in range(room.residents):
        now.named[which] = 0
    for point in range(row.points):
        now.said[point] = now.is_concern[point] = now.firm[point] = now.pressing[point] = 0
        now.wanted[point] = NOTHING
        for member in range(room.size):
            now.raised[point, member] = 0
            now.heard[point, member] = row.heard[point, member]
        for other in range(row.points if row.proves[point] else 0):
            now.recast[point, other] = 0
    now.concerns = now.came_ups = 0
    now.spent_here = 0.0
    now.favor = now.against = now.objected = now.answered = now.asked = now.moved_on = now.rung = 0
    now.last_speaker = now.addressed = now.contradicted = now.flag = now.asker = now.first_payer = NOTHING
    now.last_side = now.last_point = now.last_ghost = 0


@compiled
def _open_member(now: Any, row: Any, room: Any, rules: Any, member: int) -> None:
    """As ``state.read_under``, ``_attention``, ``_apply_no_lists`` and ``_call_weights``."""
    fatigue = 0.0 if row.sits_up else now.tired[member]
    now.fatigue[member] = fatigue
    arriving = attention(fatigue, rules.persuasion)
    if rules.practices.ballots != NO_BALLOTS and room.voting[member]:
        arriving = committed(arriving, rules.practices.commitment)
    now.attention[member] = arriving
    now.patience[member] = patience(fatigue, rules.reading)
    now.merit[member] = row.merit[member]
    now.drift[member] = room.background[member, row.kind]
    _haunt(now, row, room, rules, member)
    recost(now, row, rules, member)
    now.stance[member] = stance_now(now, row, rules, member)
    keeps = room.keeps_no_list[member] and now.stance[member] < rules.room.no_list_from
    if keeps and row.no_list[member] < rules.room.no_list_rate:
        now.on_no_list[member] = 1
        now.drift[member] -= rules.room.no_list_drop
        now.stance[member] = stance_now(now, row, rules, member)
    now.before[member] = now.stance[member]
    counts = room.voting[member]
    now.counts[member] = counts if row.knows_more[member] else rules.call.public_only * counts


@compiled
def _haunt(now: Any, row: Any, room: Any, rules: Any, member: int) -> None:
    """Whom the row brings to a member's mind: as ``Member.haunted_by`` and ``memory.ghosts_of``."""
    now.haunted[member] = 0
    anybody = False
    for which in range(row.alikes):
        resident = row.alike[which]
        now.minded[member, which] = room.holds[member, resident]
        if room.holds[member, resident]:
            anybody = True
            vivid = now.vivid[member, resident]
            now.ease[member, which] = row.likeness[which] * vivid * room.share[member, resident]
            now.outcome[member, which] = room.outcome[resident]
    for which in range(row.worries):
        flag = row.worry[which]
        now.haunting[member, flag] = added_to(now, row, rules, member, flag) if anybody else 0.0
    if anybody:
        _add_eases(now, row, member)
    for which in range(row.alikes if anybody else 0):
        if now.minded[member, which]:
            now.weight[member, which] = _weight_of(now, row, rules, member, which)
            if abs(now.weight[member, which]) >= rules.memory.noticed:
                now.recalled[member, row.alike[which]] = 1
                came_up(now, row.alike[which])
                if may(room, member, RECALL):
                    now.haunted[member] = 1


@compiled
def _add_eases(now: Any, row: Any, member: int) -> None:
    """By flag, how easily everybody who bears on it comes to the member's mind, together: as ``memory._ease_of``."""
    for flag in range(_FLAGS):
        now.company[flag] = 0.0
    for which in range(row.alikes):
        if now.minded[member, which]:
            for flag in range(_FLAGS):
                if (row.bears[which] >> flag) & 1:
                    now.company[flag] += now.ease[member, which]


@compiled
def _weight_of(now: Any, row: Any, rules: Any, member: int, which: int) -> float:
    company = -1.0
    for flag in range(_FLAGS):
        if (row.bears[which] >> flag) & 1 and (company < 0.0 or now.company[flag] < company):
            company = now.company[flag]
    return mean_outcome(now.outcome[member, which] * now.ease[member, which], company, rules.memory.nobody)


_FLAGS = 9


@compiled
def _show_first(now: Any, row: Any, room: Any, rules: Any) -> None:
    """As ``Expressed.at_first``, or ``by_ballots`` where verdicts are written down."""
    now.shown_weight = rules.floor.expressed_prior
    now.shown = rules.floor.expressed_prior * (row.pre_score - 50.0) / 50.0
    if rules.practices.ballots != NO_BALLOTS:
        now.shown = now.shown_weight = 0.0
        for member in range(room.size):
            if room.voting[member]:
                now.shown += now.stance[member]
                now.shown_weight += 1.0
    now.shown_mean = now.shown / now.shown_weight


@compiled
def _puzzle(row: Any, room: Any, member: int) -> int:
    """What a member who has not read the file would ask about: as ``knowledge._puzzled``."""
    best = NOTHING
    worth = 0.0
    if row.reads[member] or not may(room, member, ASK):
        return best
    for point in range(row.points):
        worry = row.flag[point] != NOTHING and row.holding[point] == PUBLIC
        if worry and row.salience[point, member] > worth and (row.flags >> row.flag[point]) & 1:
            best, worth = point, row.salience[point, member]
    return best


# ---------------------------------------------------------------- turns


@compiled
def _open_floor(now: Any, row: Any, room: Any, rules: Any, address: Any, log: Any, said: int) -> int:
    """As ``row.open_floor``."""
    clear(now.now, room.announcer, 0.0, ANNOUNCE, NOTHING)
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
    if timing.fits(now, rules, timing.seconds_now(now, row, room, rules, address, now.now)):
        said = _utter(now, row, room, rules, address, now.now, log, said)
    return said


@compiled
def _silence(now: Any, room: Any) -> None:
    """Nobody has a wish: nothing is told of any bid."""
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
    """Put those who want the turn in ``now.queue``, the highest bid first, equal ones by seat; returns how many."""
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
    """Who gets the turn: the first who can finish before the bell."""
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
    lasting = now.closing_s if closing else timing.seconds_now(now, row, room, rules, address, wish)
    timing.pass_time(now, rules, lasting)
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
    """Note an utterance in the log, where there is one."""
    entry.turn, entry.member, entry.act = now.turn, wish.member, wish.act
    entry.tone = timing.tone_for(now, row, room, address, wish, now.turn)
    entry.point, entry.also, entry.to = wish.point, wish.also, wish.to
    entry.ghost = row.alike[wish.ghost] if wish.ghost != NOTHING else NOTHING
    entry.side, entry.tier, entry.stake = wish.side, wish.tier, wish.stake
    entry.start, entry.end, entry.allowed = start, now.elapsed, now.allowed
    for member in range(room.size):
        entry.bids[member] = now.wish[member].bid
        entry.stances[member], entry.moved[member] = now.stance[member], now.moved[member]

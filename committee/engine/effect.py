"""What an utterance does: as ``meeting/effect.py``."""

from __future__ import annotations

from typing import Any

from committee.engine.floor import mark_said
from committee.engine.formulas import (
    added,
    answered,
    drawn,
    force_of,
    gain,
    mean_outcome,
    proven,
    side_of_proposal,
    toward_the_rate,
)
from committee.engine.jit import compiled
from committee.engine.reading import recost, settle
from committee.engine.wish import loudest
from committee.engine.words import (
    ADVOCATES_WORD,
    AGREE,
    ANNOUNCE,
    ANSWER,
    ANSWERS,
    ASK,
    CHALLENGE,
    CONCEDE,
    CONTENT,
    COUNTER,
    IMPRESSION,
    MOVE_ON,
    NOTHING,
    OBJECTS,
    PROPOSE,
    PULLS,
    RECALL,
    REFRAME,
    SEVERITY,
)
from committee.meeting.sides import STATED
from committee.terms import Act

_STATED = tuple(STATED.get(act, 0) for act in Act)
_HAS_STATED = tuple(act in STATED for act in Act)


@compiled
def take_effect(now: Any, row: Any, room: Any, rules: Any, wish: Any) -> None:
    """As ``effect.take_effect``."""
    if wish.act == ANNOUNCE:
        return
    wish.side = side_of(now, row, wish)
    _listen(now, row, room, rules, wish)
    _note_side(now, row, wish)
    _note_concerns(now, row, rules, wish)
    _note_addresses(now, row, wish)
    if wish.act == MOVE_ON:
        now.moved_on = 1
        return
    _express(now, wish.member)
    now.last_speaker = wish.member
    now.last_point = 1 if wish.point != NOTHING and wish.act != ASK else 0
    now.last_ghost = row.bears[wish.ghost] if wish.weight < 0.0 else 0
    if wish.point != NOTHING:
        now.raised[wish.point, wish.member] = 1


@compiled
def side_of(now: Any, row: Any, wish: Any) -> int:
    """As ``sides.side_of``."""
    act = wish.act
    if _HAS_STATED[act]:
        return _STATED[act]
    if act == AGREE:
        return now.last_side
    if act == CHALLENGE:
        return -now.last_side
    if act == CONCEDE:
        return -now.side[wish.member]
    if act == PROPOSE:
        return side_of_proposal(now.stance[wish.member], now.shown_mean)
    if act == RECALL:
        return -1 if wish.weight < 0.0 else 1
    return row.valence[wish.point]


@compiled
def _express(now: Any, member: int) -> None:
    """As ``effect._express``."""
    stance = now.stance[member]
    now.spoken[member] += 1
    now.voiced[member] += stance
    now.shown += stance
    now.shown_weight += 1.0
    now.shown_mean = now.shown / now.shown_weight


@compiled
def _listen(now: Any, row: Any, room: Any, rules: Any, wish: Any) -> None:
    """As ``effect._listen``."""
    if (CONTENT >> wish.act) & 1:
        if wish.point != NOTHING:
            mark_said(now, row, room, wish.point)
            if wish.weight <= 0.0:
                _hear_point(now, row, room, rules, wish, wish.point)
        if wish.also != NOTHING:
            mark_said(now, row, room, wish.also)
            if wish.weight <= 0.0:
                _hear_point(now, row, room, rules, wish, wish.also)
    if wish.act == RECALL:
        _spread_ghost(now, row, room, rules, wish)
    elif (PULLS >> wish.act) & 1:
        strength = rules.persuasion.impression if wish.act == IMPRESSION else rules.persuasion.pull
        _pull(now, row, room, rules, wish.member, strength)
    if wish.act == CONCEDE:
        _push(now, row, room, rules, wish.member, wish.side * rules.persuasion.concede)


@compiled
def _hear_point(now: Any, row: Any, room: Any, rules: Any, wish: Any, point: int) -> None:
    """As ``effect._hear_point``."""
    if not rules.switches.influence:
        return
    speaker = wish.member
    cheap = row.family[point] == ADVOCATES_WORD and now.units[speaker] == 0.0
    force = force_of(row.valence[point], wish.stake, cheap, rules.persuasion)
    weighs = row.flag[point] != NOTHING or row.issue[point] or row.proof[point] > 0.0 or row.tolerance[point] > 0.0
    for member in range(room.size):
        heard = now.heard[point, member]
        if heard < 1.0 and member != speaker:
            more = gain(heard, room.heeded[speaker, member], force, now.attention[member])
            now.heard[point, member] += more
            now.merit[member] += row.slopes[point, member] * more
            if weighs:
                recost(now, row, rules, member)
            settle(now, row, rules, member)


@compiled
def _spread_ghost(now: Any, row: Any, room: Any, rules: Any, wish: Any) -> None:
    """As ``effect._spread_ghost``; ``wish.ghost`` is a place among those alike."""
    which, speaker = wish.ghost, wish.member
    now.named[row.alike[which]] = 1
    now.named_aloud += 1
    for member in range(room.size):
        if now.haunted[member]:
            now.loudest[member] = loudest(now, row, member, -1, -1)
    now.recalled[speaker, row.alike[which]] |= 2
    came_up(now, row.alike[which])
    if not rules.switches.influence:
        return
    outcome = now.outcome[speaker, which]
    if rules.practices.base_rates:
        outcome = _read_the_tally(now, row, room, rules, which, speaker)
    for member in range(room.size):
        if member != speaker and not now.minded[member, which]:
            share = rules.memory.spoken * room.heeded[speaker, member] * now.attention[member]
            told = now.tales[member]
            now.tale[member, told] = which
            now.tale_ease[member, told] = now.ease[speaker, which] * share
            now.tale_outcome[member, told] = outcome
            now.tales[member] = told + 1
            _mind_again(now, row, rules, member, row.bears[which])


@compiled
def came_up(now: Any, resident: int) -> None:
    """Note whom the row has brought up, each once, in order: part of ``effect._spread_ghost``."""
    for which in range(now.came_ups):
        if now.came_up[which] == resident:
            return
    now.came_up[now.came_ups] = resident
    now.came_ups += 1


@compiled
def _read_the_tally(now: Any, row: Any, room: Any, rules: Any, which: int, speaker: int) -> float:
    """As ``effect._read_the_tally``; returns the outcome that is told."""
    outcomes = 0.0
    count = 0
    for other in range(row.alikes):
        if row.bears[other] & row.bears[which]:
            outcomes += room.outcome[row.alike[other]]
            count += 1
    told = toward_the_rate(now.outcome[speaker, which], outcomes / count, rules.practices)
    for member in range(room.size):
        if member != speaker and now.minded[member, which] and now.outcome[member, which] != told:
            now.outcome[member, which] = told
            _mind_again(now, row, rules, member, row.bears[which])
    return told


@compiled
def _mind_again(now: Any, row: Any, rules: Any, member: int, flags: int) -> None:
    """As ``effect._mind_again``."""
    for which in range(row.worries):
        flag = row.worry[which]
        if (flags >> flag) & 1:
            now.haunting[member, flag] = added_to(now, row, rules, member, flag)
    recost(now, row, rules, member)
    settle(now, row, rules, member)


@compiled
def added_to(now: Any, row: Any, rules: Any, member: int, flag: int) -> float:
    """As ``memory.added_to``: those in the member's own mind first, then whom they have heard of."""
    eases = 0.0
    outcomes = 0.0
    for which in range(row.alikes):
        if now.minded[member, which] and (row.bears[which] >> flag) & 1:
            eases += now.ease[member, which]
            outcomes += now.outcome[member, which] * now.ease[member, which]
    for told in range(now.tales[member]):
        if (row.bears[now.tale[member, told]] >> flag) & 1:
            eases += now.tale_ease[member, told]
            outcomes += now.tale_outcome[member, told] * now.tale_ease[member, told]
    return added(rules.memory.sway * mean_outcome(outcomes, eases, rules.memory.nobody))


@compiled
def _pull(now: Any, row: Any, room: Any, rules: Any, speaker: int, strength: float) -> None:
    """As ``effect._pull``."""
    if not (rules.switches.influence and rules.switches.social_influence):
        return
    toward = now.stance[speaker]
    for member in range(room.size):
        if member != speaker:
            share = room.heeded[speaker, member] * now.attention[member] * room.susceptible[member]
            gap = toward - now.stance[member]
            now.drift[member] += drawn(gap, strength * share, rules.persuasion.pull_width)
            settle(now, row, rules, member)


@compiled
def _push(now: Any, row: Any, room: Any, rules: Any, speaker: int, distance: float) -> None:
    """As ``effect._push``."""
    if not (rules.switches.influence and rules.switches.social_influence):
        return
    for member in range(room.size):
        if member != speaker:
            trust = room.heeded[speaker, member]
            now.drift[member] += distance * trust * now.attention[member] * room.susceptible[member]
            settle(now, row, rules, member)


@compiled
def _note_side(now: Any, row: Any, wish: Any) -> None:
    """As ``effect._note_side`` and ``sides.take_side``."""
    member, side = wish.member, wish.side
    valence = row.valence[wish.point] if wish.point != NOTHING else 0
    says = wish.act == IMPRESSION or wish.act == ANSWER
    now.last_side = valence if says else side
    if now.last_side > 0:
        now.in_favor[member] = 1
    if side != 0 and now.side[member] != side:
        now.side[member] = side
        now.taken_from[member] = now.stance[member]
    if side > 0:
        now.favor = 1
    elif side < 0:
        now.against = now.objected = 1
    if wish.act == ANSWER and valence < 0:
        now.objected = 1
    if wish.act == PROPOSE:
        now.proposed[member] = 1


@compiled
def _note_concerns(now: Any, row: Any, rules: Any, wish: Any) -> None:
    """As ``effect._note_concerns``."""
    point, act = wish.point, wish.act
    if point == NOTHING:
        return
    against = wish.side < 0 if wish.side != 0 else row.valence[point] < 0
    if against and ((OBJECTS >> act) & 1 or ((CONTENT >> act) & 1 and act != IMPRESSION)):
        if not now.is_concern[point]:
            now.is_concern[point] = 1
            now.concern[now.concerns] = point
            now.concerns += 1
            now.done[point] = 0.0
        if now.on_no_list[wish.member]:
            now.firm[point] = 1
    elif (ANSWERS >> act) & 1 or wish.weight > 0.0:
        _answer_concerns(now, row, rules, point)


@compiled
def _answer_concerns(now: Any, row: Any, rules: Any, point: int) -> None:
    """As ``effect._answer_concerns``."""
    for which in range(now.concerns):
        worry = now.concern[which]
        proof = proves(row, point, worry)
        if proof or point == worry or bears_on(row, point, worry):
            share = proven(row.proof[point], rules.call) if proof else rules.call.answer
            now.done[worry] = answered(now.done[worry], share)
            now.answered = 1
            if proof:
                now.recast[point, worry] = 1


@compiled
def proves(row: Any, point: int, worry: int) -> bool:
    """Part of ``point.bears_on``: whether ``point`` is proof against the flag of ``worry``."""
    flag = row.flag[worry]
    return flag != NOTHING and (row.proves[point] >> flag) & 1 == 1


@compiled
def bears_on(row: Any, point: int, worry: int) -> bool:
    """As ``point.bears_on``."""
    if row.valence[point] < 0:
        return False
    merit = row.factor[point] == row.factor[worry] and row.factor[worry] != SEVERITY
    return proves(row, point, worry) or merit


@compiled
def _note_addresses(now: Any, row: Any, wish: Any) -> None:
    """As ``effect._note_addresses``."""
    now.addressed = now.contradicted = NOTHING
    if wish.act == ASK:
        now.addressed, now.asker, now.asked = wish.to, wish.member, 1
        now.flag = row.flag[wish.point] if wish.point != NOTHING else NOTHING
    elif wish.act == CHALLENGE:
        now.contradicted = wish.to
    elif wish.act == COUNTER or wish.act == REFRAME:
        now.contradicted = now.last_speaker

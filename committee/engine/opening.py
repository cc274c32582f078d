"""The state of a row before anybody has spoken: as ``meeting/state.py`` and ``meeting/knowledge.py``."""

from __future__ import annotations

from typing import Any

from committee.engine.effect import added_to, came_up
from committee.engine.floor import find_strongest
from committee.engine.formulas import attention, committed, mean_outcome, patience
from committee.engine.jit import compiled
from committee.engine.reading import recost, stance_now
from committee.engine.records import FLAGS
from committee.engine.timing import closing_seconds
from committee.engine.wish import loudest, may
from committee.engine.words import ASK, NO_BALLOTS, NOTHING, PUBLIC, RECALL


@compiled
def open_row(now: Any, row: Any, room: Any, rules: Any, address: Any) -> None:
    """As ``state.OpenRow.__init__``."""
    now.elapsed = 0.0
    now.allowed = min(rules.clock.row_seconds, rules.clock.row_seconds_max)
    now.turn = now.assigned_turns = 0
    now.may_pay = rules.switches.capital and not rules.practices.no_capital
    _forget_talk(now, row, room)
    for member in range(room.size):
        _open_member(now, row, room, rules, member)
    find_strongest(now, row, room)
    now.closing_s = closing_seconds(now, row, room, rules, address)
    _show_first(now, row, room, rules)
    for member in range(room.size):
        now.puzzled[member] = _puzzle(row, room, member)


@compiled
def _forget_talk(now: Any, row: Any, room: Any) -> None:
    """Nobody has said anything: part of ``state.OpenRow.__init__``."""
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
    """As ``state.read_under``, ``state._attention``, ``state._apply_no_lists`` and ``state._call_weights``."""
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
    """Whom the row brings to a member's mind: as ``member.Member.haunted_by`` and ``memory.ghosts_of``."""
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
    if now.haunted[member]:
        now.loudest[member] = loudest(now, row, member, -1, -1)


@compiled
def _add_eases(now: Any, row: Any, member: int) -> None:
    """By flag, how easily everybody who bears on it comes to the member's mind, together: as ``memory._ease_of``."""
    for flag in range(FLAGS):
        now.company[flag] = 0.0
    for which in range(row.alikes):
        if now.minded[member, which]:
            for flag in range(FLAGS):
                if (row.bears[which] >> flag) & 1:
                    now.company[flag] += now.ease[member, which]


@compiled
def _weight_of(now: Any, row: Any, rules: Any, member: int, which: int) -> float:
    """What a ghost weighs among the others in a mind: part of ``memory.ghosts_of``."""
    company = -1.0
    for flag in range(FLAGS):
        if (row.bears[which] >> flag) & 1 and (company < 0.0 or now.company[flag] < company):
            company = now.company[flag]
    return mean_outcome(now.outcome[member, which] * now.ease[member, which], company, rules.memory.nobody)


@compiled
def _show_first(now: Any, row: Any, room: Any, rules: Any) -> None:
    """As ``state.Expressed.at_first``, or as ``state.Expressed.by_ballots`` where verdicts are written down."""
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

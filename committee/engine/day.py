"""One meeting from the cells of its rows to the list: as ``meeting/meeting.py`` and ``review.py``."""

from __future__ import annotations

from typing import Any

from committee.chance import Purpose
from committee.engine.draws import lasting, normal_of, uniform_at
from committee.engine.formulas import edge_share, real, scatter, trusted
from committee.engine.jit import compiled, kept
from committee.engine.points import find_advocate, lay_points, prepare
from committee.engine.records import FACTORS, FLAGS
from committee.engine.row import hold
from committee.engine.words import DNR, NOTHING

_TEMPER, _TRUST = int(Purpose.TEMPER), int(Purpose.TRUST)


@compiled
def seat(room: Any, rules: Any, address: Any) -> None:
    """The minds of the members and their trust: as ``roster.dispersed`` and ``trust.trust_graph``."""
    beliefs = rules.beliefs
    always = lasting(address)
    for member in range(room.size):
        key = room.key[member]
        whole = 0.0
        for factor in range(FACTORS):
            draw = normal_of(uniform_at(always, _TEMPER, key, factor))
            room.weights[member, factor] = beliefs.weights[factor] * scatter(draw, beliefs.weight_spread)
            whole += room.weights[member, factor]
        for factor in range(FACTORS):
            room.weights[member, factor] = room.weights[member, factor] / whole
        for flag in range(FLAGS):
            draw = normal_of(uniform_at(always, _TEMPER, key, FACTORS + flag))
            room.alarm[member, flag] = beliefs.alarm[flag] * room.caution[member] * scatter(draw, beliefs.alarm_spread)
        room.alarm[member, FLAGS] = 1.0
        for other in range(room.size):
            room.heeded[other, member] = _trust_in(room, rules, always, member, other)
    for member in range(room.size):
        room.voting[member] = room.heeded[member, room.director] if room.votes[member] else 0.0


@compiled
def _trust_in(room: Any, rules: Any, always: Any, member: int, other: int) -> float:
    """How much of what another says reaches a member: part of ``trust.trust_graph``."""
    if member == other:
        return 1.0
    lived = room.lived[member, other]
    if lived == lived:  # noqa: PLR0124 - not a number where it is drawn
        return lived
    draw = normal_of(uniform_at(always, _TRUST, room.pair[member, other], 0))
    return trusted(room.standing[other] + rules.trust.spread * draw, rules.trust.least)


@compiled
def _survey(
    now: Any, row: Any, room: Any, sheet: Any, address: Any, table: Any, spans: Any, rows: Any, later: Any
) -> None:
    """Count the clean rows, and after each row how many still to come each member has promised to push.

    As ``meeting.Meeting._promises_after``; ``later`` is rows + 1 by members.
    """
    now.clean = 0
    last = len(rows)
    for member in range(room.size):
        later[last, member] = 0
    for number in range(last - 1, -1, -1):
        lay_points(row, rows[number], table, spans, sheet)
        find_advocate(row, now, rows[number], room, sheet, address)
        now.clean += 0 if row.flags else 1
        for member in range(room.size):
            later[number, member] = later[number + 1, member]
        if row.advocate != NOTHING:
            later[number, row.advocate] += 1


@compiled
def _rest(now: Any, room: Any) -> None:
    """As ``member.Member.rest``."""
    for member in range(room.size):
        now.balance[member] = room.opening[member]
        now.tired[member] = 0.0
        for resident in range(room.residents):
            now.vivid[member, resident] = room.vivid[member, resident]


@compiled
def _forget_day(now: Any, room: Any) -> None:
    """Nothing has been counted yet: part of ``meeting.Meeting.__init__``."""
    now.spent = now.returned = now.burned = 0.0
    now.named_aloud = 0
    for member in range(room.size):
        now.airtime[member] = 0.0


@compiled
def _tire(now: Any, room: Any, rules: Any, minutes: float) -> None:
    """As ``member.Member.tire``."""
    for member in range(room.size):
        load = rules.room.fatigue_per_hour * minutes / 60.0 / room.stamina[member]
        now.tired[member] = load / (1.0 + load)


@compiled
def _settle(now: Any, room: Any, rules: Any, tier: int) -> None:
    """As ``meeting.Meeting._settle`` and ``meeting.Meeting._refresh``."""
    for member in range(room.size):
        if now.units[member] > 0.0:
            now.balance[member] -= now.units[member]
            if tier <= now.asks[member]:
                back = now.units[member] * rules.capital.returned
                now.balance[member] += back
                now.returned += real(back)
            else:
                now.burned += real(now.units[member])
        for resident in range(room.residents):
            how = now.recalled[member, resident]
            if how and room.holds[member, resident]:
                if how & 1:
                    _refresh(now, member, resident, rules.memory.vivid_silent)
                if how & 2:
                    _refresh(now, member, resident, rules.memory.vivid_spoken)


@compiled
def _refresh(now: Any, member: int, resident: int, more: float) -> None:
    """As ``member.Member.refresh``."""
    now.vivid[member, resident] += (1.0 - now.vivid[member, resident]) * more


@compiled
def _caution(now: Any, rules: Any, sheet: Any, supply: Any, rows: int, done: int, ranked: int) -> float:
    """As ``meeting.Meeting._caution``."""
    if not rules.switches.carry_over:
        return rules.call.edge_share
    supply.clean_per_seat = now.clean / sheet.seats
    supply.done, supply.ranked, supply.rows, supply.needed = done, ranked, rows, sheet.needed
    return edge_share(supply, rules.call)


@kept
def meet(
    day: Any,
    rules: Any,
    sheet: Any,
    rooms: Any,
    table: Any,
    spans: Any,
    rows: Any,
    seed: Any,
    occasion: Any,
    breaks: Any,
    ends: Any,
    before: Any,
    after: Any,
    staked: Any,
    ghosts: Any,
    log: Any,
    scratch: Any,
    later: Any,
    supply: Any,
) -> Any:
    """Hold a meeting about ``rows``: as ``meeting.Meeting.run``. Returns its minutes and the utterances in the log."""
    now, row, room, supplied = day[0], scratch[0], rooms[0], supply[0]
    ruled, read = rules[0], sheet[0]
    address = (seed, occasion)
    seat(room, ruled, address)
    _rest(now, room)
    _forget_day(now, room)
    _survey(now, row, room, read, address, table, spans, rows, later)
    passed = minutes = rested_at = 0.0
    ranked = said = 0
    for number in range(len(rows)):
        if number in breaks:
            passed += 60.0 * ruled.practices.break_minutes
            minutes += ruled.practices.break_minutes
            rested_at = minutes
        if not ruled.switches.carry_over:
            _rest(now, room)
        elif ruled.switches.fatigue:
            _tire(now, room, ruled, minutes - rested_at)
        lay_points(row, rows[number], table, spans, read)
        find_advocate(row, now, rows[number], room, read, address)
        prepare(row, now, rows[number], room, read, ruled, address)
        for member in range(room.size):
            row.reserved[member] = ruled.capital.reserve * later[number + 1, member]
            if not ruled.switches.carry_over:
                row.reserved[member] = 0.0
        row.edge_share = _caution(now, ruled, read, supplied, len(rows), number, ranked)
        end = ends[number]
        first = said
        said = hold(now, row, room, ruled, address, end, log, said)
        for which in range(first, min(said, len(log))):
            log[which].row = number + 1
        _settle(now, room, ruled, end.tier)
        passed += end.seconds
        minutes = (passed + ruled.room.pause_s * (number + 1)) / 60.0
        ranked += 1 if end.tier != DNR else 0
        for member in range(room.size):
            before[number, member], after[number, member] = now.before[member], now.stance[member]
            staked[number, member] = now.units[member]
        if len(ghosts):
            for which in range(ghosts.shape[1]):
                ghosts[number, which] = now.came_up[which] if which < now.came_ups else NOTHING
    return minutes, said

"""How members read a row, and what points weigh with them: as ``members/reading.py`` and ``members/weights.py``."""

from __future__ import annotations

from typing import Any

from committee.engine.formulas import concern, let_pass, stance_of
from committee.engine.jit import compiled
from committee.engine.records import FLAGS, USUALS
from committee.engine.words import FILE, INTERVIEW, NOTHING
from committee.terms import Factor

_BY_INTERVIEW = list(Factor).index(Factor.INTERVIEW)


@compiled
def recost(now: Any, row: Any, rules: Any, member: int) -> None:
    """What worries cost now: as ``reading.Reading.cost``."""
    if row.worries == 0 and row.odds == 0:
        now.cost[member] = 0.0
        return
    cost = 0.0
    largest = 0.0
    for which in range(row.worries):
        left = _left_of(now, row, rules, member, row.worry[which])
        cost += left
        largest = max(largest, left)
    whole = cost
    for which in range(row.odds):
        point = row.odd[which]
        odd = now.heard[point, member] * row.sizes[point, member]
        whole += odd
        largest = max(largest, odd)
    now.cost[member] = cost - let_pass(_tolerance(now, row, rules, member), largest, whole)


@compiled
def _left_of(now: Any, row: Any, rules: Any, member: int, flag: int) -> float:
    """What is left of a worry: part of ``reading.Reading._cost_of_worries``."""
    strength = 0.0
    for which in range(row.parts[flag]):
        point = row.part[flag, which]
        strength += now.heard[point, member] * row.sizes[point, member]
    unanswered = 1.0
    for which in range(row.provings):
        point = row.proving[which]
        if (row.proves[point] >> flag) & 1:
            unanswered *= 1.0 - now.heard[point, member] * row.proof[point]
    return concern(strength, now.haunting[member, flag], rules.beliefs.fixability[flag] * (1.0 - unanswered))


@compiled
def _tolerance(now: Any, row: Any, rules: Any, member: int) -> float:
    """As ``reading.Reading._tolerance_now``."""
    tolerance = rules.reading.tolerance
    for which in range(row.lenients):
        point = row.lenient[which]
        tolerance += row.tolerance[point] * now.heard[point, member]
    return now.patience[member] * min(tolerance, rules.reading.tolerance_most)


@compiled
def stance_now(now: Any, row: Any, rules: Any, member: int) -> float:
    """As ``reading.Reading.stance``; the cost is up to date."""
    deserved = rules.reading.gain * (now.merit[member] - now.cost[member]) + row.shift
    return stance_of(deserved, row.liking[member] + now.drift[member])


@compiled
def settle(now: Any, row: Any, rules: Any, member: int) -> None:
    """Note where a member stands now, and how far they moved: as ``effect._move_to``."""
    stance = stance_now(now, row, rules, member)
    now.moved[member] += stance - now.stance[member]
    now.stance[member] = stance


@compiled
def weigh(row: Any, room: Any, sheet: Any, rules: Any) -> None:
    """What the points of a row weigh with each member before any talk: as ``weights.WeightsBatch.__init__``."""
    _grant(row, room, sheet, rules)
    for point in range(row.points):
        _weigh_point(row, room, sheet, rules, point)
    if row.worries and row.provings:
        _add_remedies(row, room, rules)


@compiled
def _grant(row: Any, room: Any, sheet: Any, rules: Any) -> None:
    """What members assume of columns that hold nothing they could know of, less the bar: as ``weights._Granted.of``."""
    filed = False
    for column in range(USUALS):
        row.hidden[column] = 0
    for point in range(row.points):
        if row.usual[point] >= 0 and (row.holding[point] == FILE or row.holding[point] == INTERVIEW):
            row.hidden[row.usual[point]] += 1
        filed = filed or row.holding[point] == FILE
    for member in range(room.size):
        granted = 0.0
        for column in range(USUALS):
            factor = sheet.usual_factor[column]
            unknown = not (filed and row.reads[member] and rules.reading.read > 0.0) or factor == _BY_INTERVIEW
            if row.hidden[column] == 0 and unknown:
                granted += room.weights[member, factor] * sheet.usual[row.kind, column]
        row.merit[member] = granted - rules.reading.bar


@compiled
def _weigh_point(row: Any, room: Any, sheet: Any, rules: Any, point: int) -> None:
    """What one point weighs with each member: part of ``weights.WeightsBatch.__init__`` and ``weights.usual_fills``."""
    factor, flag, holding = row.factor[point], row.flag[point], row.holding[point]
    strength = row.strength[point]
    signed = strength * row.valence[point]
    fill = 0.0
    alarm = FLAGS
    if row.usual[point] >= 0 and (holding == FILE or holding == INTERVIEW):
        fill = sheet.usual[row.kind, row.usual[point]] / row.hidden[row.usual[point]]
    if flag != NOTHING:
        alarm = flag
        strength *= row.amplify
        signed = fill = 0.0
    reading = rules.reading
    share = reading.glance if holding == 0 else reading.read if holding == FILE else 1.0
    if holding == INTERVIEW:
        share = reading.met
    for member in range(room.size):
        weight = room.weights[member, factor]
        usual = weight * fill
        heard = share if row.held[point, member] else 0.0
        row.heard[point, member] = heard
        row.sizes[point, member] = weight * strength * room.alarm[member, alarm]
        row.slopes[point, member] = weight * signed - usual
        row.salience[point, member] = row.sizes[point, member]
        term = usual + heard * row.slopes[point, member]
        row.merit[member] = term + row.merit[member]


@compiled
def _add_remedies(row: Any, room: Any, rules: Any) -> None:
    """Add to the salience of proof what it could lift of the worries that it answers: as ``weights._add_remedies``."""
    for which in range(row.worries):
        flag = row.worry[which]
        for member in range(room.size):
            size = 0.0
            for part in range(row.parts[flag]):
                size += row.sizes[row.part[flag, part], member]
            lifts = rules.beliefs.fixability[flag] * size
            for each in range(row.provings):
                point = row.proving[each]
                if (row.proves[point] >> flag) & 1:
                    row.salience[point, member] += row.proof[point] * lifts

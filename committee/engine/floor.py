"""Who speaks next, and to say what: as ``meeting/floor.py``."""

from __future__ import annotations

from typing import Any, Final

from committee.chance import Purpose
from committee.engine.draws import by_seat, normal_of, turn_index
from committee.engine.jit import compiled
from committee.engine.offers import (
    knows_about,
    offer_concessions,
    offer_proposals,
    offer_questions,
    offer_recalls,
    offer_recasts,
    offer_sides,
)
from committee.engine.wish import better, clear, keep_sides, may, unsaid
from committee.engine.words import (
    ADVOCATE,
    ADVOCATES_WORD,
    AGREE,
    ANSWER,
    CONCERN,
    COUNTER,
    INTERVIEW,
    INTERVIEW_SCORE,
    MOVE_ON,
    NOTHING,
    REFRAME,
    REOPEN,
    VOUCH,
)
from committee.meeting import floor as _floor
from committee.meeting.wish import NO_WISH

_NO_WISH: Final = NO_WISH
_BID = int(Purpose.BID)
_ARGUED: Final = _floor.ARGUED


@compiled
def make_wishes(now: Any, row: Any, room: Any, rules: Any, address: Any) -> None:
    """Everybody's wish for the next turn: as ``floor.wishes``."""
    keep_sides(now, row, room)
    _contents(now, row, room, rules)
    if not now.moved_on:
        offer_recasts(now, row, room, rules)
        offer_recalls(now, row, room, rules)
        if not now.asked:
            offer_questions(now, row, room, rules, address)
        if now.turn > _ARGUED:
            offer_proposals(now, room, rules)
    offer_concessions(now, row, room, rules)
    if now.last_point and now.last_side != 0:
        offer_sides(now, room, rules)
    if now.turn > 2 and not now.moved_on and not (now.favor and now.against):
        for member in range(room.size):
            if may(room, member, MOVE_ON):
                worth = rules.floor.move_on * now.elapsed / now.allowed
                better(now.wish[member], worth, MOVE_ON, NOTHING, NOTHING)
    asked = asked_now(now)
    if asked != NOTHING:
        clear(now.wish[asked], asked, rules.floor.addressed, ANSWER, knows_about(now, row, room, asked, now.flag))
        now.wish[asked].to = now.asker
    _urge(now, row, room, rules, address)


@compiled
def asked_now(now: Any) -> int:
    """As ``floor.asked_now``."""
    return now.addressed if now.flag != NOTHING else NOTHING


@compiled
def _urge(now: Any, row: Any, room: Any, rules: Any, address: Any) -> None:
    """As ``floor._urge``."""
    floor = rules.floor
    alert = floor.conduct if row.sits_up else 0.0
    by_seat(now.buffer, room, address, _BID, row.key, turn_index(now.turn - now.assigned_turns, 0))
    for member in range(room.size):
        wish = now.wish[member]
        if wish.bid <= 0.0:
            wish.bid = _NO_WISH
            continue
        gap = now.stance[member] - now.shown_mean
        urge = room.talkative[member]
        urge += floor.distance * (gap if gap >= 0.0 else -gap)
        urge += alert - floor.spoken * now.spoken[member] - floor.tired * now.fatigue[member]
        if now.last_speaker == member:
            urge -= floor.just_spoke
        elif now.addressed == member:
            urge += floor.addressed
        if now.contradicted == member:
            urge += floor.contradicted
        wish.bid += urge + floor.whim * normal_of(now.buffer[member])


@compiled
def _contents(now: Any, row: Any, room: Any, rules: Any) -> None:
    """As ``floor._contents``."""
    for member in range(room.size):
        lean = now.stance[member] - now.shown_mean
        along = rules.floor.leaning * lean / (1.0 + (lean if lean >= 0.0 else -lean))
        worth = 0.0
        best = NOTHING
        pro, con, kept = now.open_for[member], now.open_against[member], now.kept[member]
        if pro != NOTHING and kept >= 0:
            worth, best = _if_more(row.pull[pro, member] * (1.0 + along), pro, worth, best)
        if con != NOTHING and kept <= 0:
            worth, best = _if_more(row.pull[con, member] * (1.0 - along), con, worth, best)
        act = AGREE
        if worth > 0.0:
            act = act_for(now, row, best)
        if worth > 0.0 and may(room, member, act):
            clear(now.wish[member], member, worth, act, best)
        else:
            clear(now.wish[member], member, 0.0, AGREE, NOTHING)


@compiled
def _if_more(value: float, point: int, worth: float, best: int) -> Any:
    """The point that is worth more, the lower of equals: part of ``floor._contents``."""
    if value > worth or (value == worth and point < best):
        return value, point
    return worth, best


@compiled
def find_strongest(now: Any, row: Any, room: Any) -> None:
    """By member the strongest pull of each side: as ``floor._strongest_pulls``; the first point of equals."""
    for member in range(room.size):
        now.open_for[member] = now.open_against[member] = NOTHING
    for point in range(row.points):
        strongest = now.open_for if row.valence[point] > 0 else now.open_against
        for member in range(room.size):
            _if_stronger(now, row, room, member, point, strongest)


@compiled
def _if_stronger(now: Any, row: Any, room: Any, member: int, point: int, strongest: Any) -> None:
    """Note a point that pulls more than the strongest so far: part of ``floor._strongest_pulls``."""
    if unsaid(now, row, room, member, point):
        best = strongest[member]
        if best == NOTHING or row.pull[point, member] > row.pull[best, member]:
            strongest[member] = point


@compiled
def mark_said(now: Any, row: Any, room: Any, said: int) -> None:
    """Note that a point has been said: as ``effect.mark_said``. Who wanted most to say it now wants something else."""
    now.said[said] = 1
    strongest = now.open_for if row.valence[said] > 0 else now.open_against
    for member in range(room.size):
        if strongest[member] == said:
            strongest[member] = NOTHING
            for point in range(row.points):
                if row.valence[point] == row.valence[said]:
                    _if_stronger(now, row, room, member, point, strongest)


@compiled
def act_for(now: Any, row: Any, point: int) -> int:
    """As ``floor.act_for``."""
    if now.moved_on:
        return REOPEN
    if row.valence[point] < 0:
        return CONCERN
    if row.family[point] == ADVOCATES_WORD:
        return ADVOCATE
    if row.proves[point]:
        for which in range(now.concerns):
            flag = row.flag[now.concern[which]]
            if flag != NOTHING and (row.proves[point] >> flag) & 1:
                return REFRAME
    return COUNTER if now.against and now.last_side < 0 else VOUCH


@compiled
def best_favor(now: Any, row: Any, room: Any, member: int) -> int:
    """As ``floor.best_favor``: the member's points come in the order of their pull."""
    if row.advocate_point != NOTHING and unsaid(now, row, room, member, row.advocate_point):
        return row.advocate_point
    best = NOTHING
    worth = 0.0
    for point in range(row.points):
        if row.valence[point] > 0 and unsaid(now, row, room, member, point):
            salience = row.salience[point, member]
            even = salience == worth and best != NOTHING and row.pull[point, member] > row.pull[best, member]
            if salience > worth or even:
                best, worth = point, salience
    return best


@compiled
def strongest_known(now: Any, row: Any, room: Any, member: int, side: int) -> int:
    """As ``floor.strongest_known``."""
    best = NOTHING
    for point in range(row.points):
        if row.valence[point] == side and row.pull[point, member] > 0.0 and unsaid(now, row, room, member, point):
            if best == NOTHING or row.salience[point, member] > row.salience[best, member]:
                best = point
    return best


@compiled
def choose_impression(now: Any, row: Any, room: Any, member: int, wish: Any) -> None:
    """What an impression is about: as ``floor.impression_points``."""
    wish.point = _most_salient(now, row, room, member, 0)
    wish.also = NOTHING
    if wish.point != NOTHING:
        wish.also = _most_salient(now, row, room, member, -row.valence[wish.point])
        return
    for point in range(row.points):
        if row.family[point] == INTERVIEW_SCORE:
            wish.point = point
            return


@compiled
def _most_salient(now: Any, row: Any, room: Any, member: int, valence: int) -> int:
    """Of what the interview told and nobody has said, what weighs most: part of ``floor.impression_points``.

    Of one valence, or of any if it is 0.
    """
    best = NOTHING
    for point in range(row.points):
        fitting = valence == 0 or row.valence[point] == valence
        if fitting and row.holding[point] == INTERVIEW and unsaid(now, row, room, member, point):
            if best == NOTHING or row.salience[point, member] > row.salience[best, member]:
                best = point
    return best

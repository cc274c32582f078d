"""Who speaks next, and to say what: as ``meeting/floor.py`` and ``meeting/sides.py``."""

from __future__ import annotations

from typing import Any, Final

from committee.chance import Purpose
from committee.engine.draws import by_seat, normal_of, turn_index
from committee.engine.formulas import crossed, side_of_proposal
from committee.engine.jit import compiled
from committee.engine.timing import fits, seconds_at
from committee.engine.words import (
    ADVOCATE,
    ADVOCATES_WORD,
    AGREE,
    ANSWER,
    ASK,
    CHALLENGE,
    CONCEDE,
    CONCERN,
    COUNTER,
    DNR,
    EXPLAINED,
    INTERVIEW,
    INTERVIEW_SCORE,
    LOW,
    MID,
    MOVE_ON,
    NARRATIVE,
    NOTHING,
    PAPERS,
    PROPOSE,
    PUBLIC,
    RECALL,
    REFRAME,
    REOPEN,
    TOP,
    VOUCH,
)
from committee.meeting import floor as _floor
from committee.meeting.wish import NO_WISH

_NO_WISH: Final = NO_WISH
_BID = int(Purpose.BID)
_ARGUED: Final = _floor.ARGUED


@compiled
def tier_of(value: float, rules: Any) -> int:
    """As ``call.tier_of``."""
    tiers = rules.call.tiers
    return TOP if value >= tiers[TOP] else MID if value >= tiers[MID] else LOW if value >= tiers[LOW] else DNR


@compiled
def may(room: Any, member: int, act: int) -> bool:
    """Whether a member may do it."""
    return (room.acts[member] >> act) & 1 == 1


@compiled
def unsaid(now: Any, row: Any, room: Any, member: int, point: int) -> bool:
    """Whether a member could bring the point up: they know it, speak of such things, and nobody has said it."""
    return row.held[point, member] and not now.said[point] and (room.topics[member] >> row.family[point]) & 1


@compiled
def threshold(now: Any, rules: Any) -> float:
    """The least bid that takes the floor now."""
    return rules.floor.threshold + (rules.floor.hurdle if now.moved_on else 0.0)


@compiled
def clear(wish: Any, member: int, bid: float, act: int, point: int) -> None:
    """Make a wish anew."""
    wish.member, wish.bid, wish.act, wish.point = member, bid, act, point
    wish.to = wish.ghost = wish.also = wish.tier = NOTHING
    wish.stake = wish.weight = 0.0
    wish.side = 0


@compiled
def _better(wish: Any, worth: float, act: int, point: int, to: int) -> None:
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
def make_wishes(now: Any, row: Any, room: Any, rules: Any, address: Any) -> None:
    """Everybody's wish for the next turn: as ``floor.wishes``."""
    keep_sides(now, row, room)
    _contents(now, row, room, rules)
    if not now.moved_on:
        _offer_recasts(now, row, room, rules)
        _offer_recalls(now, row, room, rules)
        if not now.asked:
            _offer_questions(now, row, room, rules, address)
        if now.turn > _ARGUED:
            _offer_proposals(now, room, rules)
    _offer_concessions(now, row, room, rules)
    if now.last_point and now.last_side != 0:
        _offer_sides(now, room, rules)
    if now.turn > 2 and not now.moved_on and not (now.favor and now.against):
        for member in range(room.size):
            if may(room, member, MOVE_ON):
                worth = rules.floor.move_on * now.elapsed / now.allowed
                _better(now.wish[member], worth, MOVE_ON, NOTHING, NOTHING)
    asked = asked_now(now)
    if asked != NOTHING:
        clear(now.wish[asked], asked, rules.floor.addressed, ANSWER, _knows_about(now, row, room, asked, now.flag))
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
    """Of what the interview told and nobody has said, what weighs most; of one valence, or of any if it is 0."""
    best = NOTHING
    for point in range(row.points):
        fitting = valence == 0 or row.valence[point] == valence
        if fitting and row.holding[point] == INTERVIEW and unsaid(now, row, room, member, point):
            if best == NOTHING or row.salience[point, member] > row.salience[best, member]:
                best = point
    return best


# ---------------------------------------------------------------- questions and answers


@compiled
def _about(row: Any, point: int, flag: int) -> bool:
    """As ``floor._about``."""
    explains = (EXPLAINED >> flag) & 1 if row.family[point] == NARRATIVE else 0
    return row.flag[point] == flag or explains == 1 or (row.proves[point] >> flag) & 1 == 1


@compiled
def _knows_about(now: Any, row: Any, room: Any, member: int, flag: int) -> int:
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
def _offer_questions(now: Any, row: Any, room: Any, rules: Any, address: Any) -> None:
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
                _better(wish, worth, ASK, point, told_by)


@compiled
def _who_can_tell(now: Any, row: Any, room: Any, flag: int, asker: int) -> int:
    """The first who can say more about a flag, but the asker: as ``floor._who_can_tell``."""
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
    return may(room, member, ANSWER) and _knows_about(now, row, room, member, flag) != NOTHING


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
    return may(room, member, ANSWER) and (room.office[member] == 1 if office else row.reads[member] == 1)


@compiled
def _leaves_time(
    now: Any, row: Any, room: Any, rules: Any, address: Any, member: int, point: int, told_by: int
) -> bool:
    """As ``floor._leaves_time``."""
    clear(now.now, member, 0.0, ASK, point)
    question = seconds_at(now, row, room, rules, address, now.now, now.turn)
    clear(now.now, told_by, 0.0, ANSWER, _knows_about(now, row, room, told_by, row.flag[point]))
    return fits(now, rules, question + seconds_at(now, row, room, rules, address, now.now, now.turn + 1))


# ---------------------------------------------------------------- memories, sides and places


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


@compiled
def _offer_recalls(now: Any, row: Any, room: Any, rules: Any) -> None:
    """As ``floor._recall``."""
    for member in range(room.size):
        if not now.haunted[member]:
            continue
        if now.kept[member] <= 0:
            _offer_ghost(now, row, rules, member, loudest(now, row, member, -1, -1))
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
        _better(wish, worth, RECALL, about, NOTHING)
        wish.ghost, wish.weight = which, now.weight[member, which]


@compiled
def _offer_recasts(now: Any, row: Any, room: Any, rules: Any) -> None:
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
            _better(now.wish[member], rules.floor.recast, REFRAME, best, NOTHING)


@compiled
def _offer_proposals(now: Any, room: Any, rules: Any) -> None:
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
                _better(wish, worth, PROPOSE, NOTHING, NOTHING)
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
def _offer_concessions(now: Any, row: Any, room: Any, rules: Any) -> None:
    """As ``floor._concede`` and ``floor._mind_changer``."""
    for member in range(room.size):
        if now.side[member] == 0 or not may(room, member, CONCEDE) or not _has_crossed(now, row, rules, member):
            continue
        best = NOTHING
        for point in range(row.points):
            if now.said[point] and row.valence[point] == -now.side[member]:
                if best == NOTHING or row.salience[point, member] > row.salience[best, member]:
                    best = point
        _better(now.wish[member], rules.floor.concede, CONCEDE, best, NOTHING)


@compiled
def _offer_sides(now: Any, room: Any, rules: Any) -> None:
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
            _better(wish, worth, AGREE, NOTHING, speaker)
        worth = rules.floor.challenge * gap * said
        if worth > wish.bid and may(room, member, CHALLENGE) and now.kept[member] != said:
            _better(wish, worth, CHALLENGE, NOTHING, speaker)

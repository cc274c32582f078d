"""How a row ends: as ``meeting/ending.py`` and ``meeting/call.py``."""

from __future__ import annotations

from typing import Any, Final

from committee.engine.effect import bears_on
from committee.engine.formulas import bend, call, tired_share, toward, trusted_share
from committee.engine.jit import compiled
from committee.engine.wish import keep_sides, tier_of
from committee.engine.words import (
    ANY_REASON,
    BALLOTS_AFTER,
    BECAUSE_OF_CONCERN,
    BELL,
    CONSENT,
    DNR,
    HEARD,
    HOLDER_ABSENT,
    LOW,
    MID,
    NO_BID,
    NO_CAPITAL,
    NO_LIST,
    NOTHING,
    OUTBID,
    PUBLIC,
    RESOLVED,
    SEATS,
    TIMED_OUT,
    UNARGUED,
    UNSPOKEN,
)
from committee.meeting.ending import MOSTLY

_MOSTLY: Final = MOSTLY


@compiled
def close(now: Any, row: Any, room: Any, rules: Any, end: Any) -> None:
    """What the director makes of the row as it stands, into ``end``: as ``ending.close``."""
    whole = 0.0
    spent = 0.0
    for member in range(room.size):
        whole += now.counts[member]
        spent += now.units[member]
    end.room = mean_stance(now, room)
    end.call = _call_of(now, row, room, rules, whole, spent)
    keep_sides(now, row, room)
    director = room.director
    low = now.stance[director] < rules.call.veto_below
    end.vetoed = low and now.objected and spent == 0.0 and now.kept[director] <= 0
    end.tier = DNR if end.vetoed else tier_of(end.call, rules)
    end.ended_by = _ended_by(now, row, end.tier, end.vetoed)
    _find_reason(now, row, room, rules, whole, end)
    _find_sponsor(now, row, room, end)
    end.unheard = 0
    for point in range(row.points):
        if row.holding[point] != PUBLIC and not now.said[point]:
            end.unheard |= 1 << point


@compiled
def mean_stance(now: Any, room: Any) -> float:
    """As ``call.room_mean`` of the stances; before talk it is the private average, as ``nulls.private_average``."""
    weighted = 0.0
    whole = 0.0
    for member in range(room.size):
        weighted += now.stance[member] * now.counts[member]
        whole += now.counts[member]
    return weighted / whole


@compiled
def _call_of(now: Any, row: Any, room: Any, rules: Any, whole: float, spent: float) -> float:
    """As ``ending.call_of`` for the stances of the moment."""
    share = tired_share(row.edge_share, now.fatigue[room.director], rules.call)
    edge = _edge(now, room, whole, share)
    concern = _open_concern(now, row, room, rules, whole)
    value = call(edge, mean_stance(now, room), trusted_share(spent, rules.call.c0), concern)
    if rules.practices.ballots != BALLOTS_AFTER:
        return value
    ballots = 0.0
    written = 0
    for member in range(room.size):
        if room.voting[member]:
            ballots += now.stance[member]
            written += 1
    return toward(value, ballots / written, rules.practices.ballot_share)


@compiled
def _edge(now: Any, room: Any, whole: float, share: float) -> float:
    """As ``call.room_edge``: the lowest stances first, equal ones by seat."""
    for member in range(room.size):
        at = member
        while at > 0 and now.stance[now.order[at - 1]] > now.stance[member]:
            now.order[at] = now.order[at - 1]
            at -= 1
        now.order[at] = member
    edge = share * whole
    left = edge
    lowest = 0.0
    for which in range(room.size):
        member = now.order[which]
        taken = min(left, now.counts[member])
        lowest += taken * now.stance[member]
        left -= taken
        if left <= 0.0:
            break
    return lowest / edge


@compiled
def _open_concern(now: Any, row: Any, room: Any, rules: Any, whole: float) -> float:
    """As ``ending.open_concern``."""
    force = 0.0
    for which in range(now.concerns):
        force += _force(now, row, room, rules, whole, now.concern[which])
    return bend(rules.call.concern * force)


@compiled
def _force(now: Any, row: Any, room: Any, rules: Any, whole: float, worry: int) -> float:
    """As ``ending._force``."""
    weighted = 0.0
    for member in range(room.size):
        weighted += now.heard[worry, member] * now.counts[member]
    firm = rules.call.no_list if now.firm[worry] else 1.0
    return firm * (1.0 - now.done[worry]) * row.amplify * row.strength[worry] * (weighted / whole)


@compiled
def _find_reason(now: Any, row: Any, room: Any, rules: Any, whole: float, end: Any) -> None:
    """As ``ending.reason_for``."""
    end.because = end.about = NOTHING
    if end.tier <= MID and end.tier <= tier_of(now.shown_mean, rules):
        return
    if end.vetoed and now.on_no_list[room.director]:
        end.because = NO_LIST
        return
    if not end.vetoed and not now.favor:
        end.because = UNSPOKEN
        return
    worry, own = _worst_left_open(now, row, room, rules, whole), _own_worry(now, row, room)
    if end.vetoed and (worry == NOTHING or own == NOTHING or row.family[worry] != row.family[own]):
        end.because = ANY_REASON
        return
    end.about = own if worry == NOTHING else worry
    end.because = SEATS if end.about == NOTHING else BECAUSE_OF_CONCERN


@compiled
def _worst_left_open(now: Any, row: Any, room: Any, rules: Any, whole: float) -> int:
    """As ``ending._worst_left_open``."""
    worst = NOTHING
    for argued_away in range(2):  # what the director has argued away only if nothing else is left
        for point in range(row.points):
            now.force[point] = 0.0
        for which in range(now.concerns):
            worry = now.concern[which]
            if now.done[worry] < _MOSTLY and (argued_away or not _argued_away(now, row, room, worry)):
                now.force[worry] = _force(now, row, room, rules, whole, worry)
        worst = _worst(now, row)
        if worst != NOTHING:
            break
    return worst


@compiled
def _argued_away(now: Any, row: Any, room: Any, worry: int) -> bool:
    """As ``ending._argued_away``."""
    if now.side[room.director] <= 0:
        return False
    argued = False
    for point in range(row.points):
        argued = argued or (now.raised[point, room.director] == 1 and bears_on(row, point, worry))
    return argued


@compiled
def _worst(now: Any, row: Any) -> int:
    """As ``ending._worst``, of the points that have a force."""
    worst = NOTHING
    most = 0.0
    for point in range(row.points):
        if now.force[point] > 0.0:
            together = 0.0
            for other in range(row.points):
                if row.family[other] == row.family[point] and now.force[other] > 0.0:
                    together += now.force[other]
            if together > most or (together == most and now.force[point] > now.force[worst]):
                worst, most = point, together
    return worst


@compiled
def _own_worry(now: Any, row: Any, room: Any) -> int:
    """As ``ending._own_worry``."""
    for point in range(row.points):
        now.force[point] = 0.0
        if row.valence[point] < 0 and (row.holding[point] == PUBLIC or now.said[point]):
            left = 1.0 - (now.done[point] if now.is_concern[point] else 0.0)
            now.force[point] = row.salience[point, room.director] * now.heard[point, room.director] * left
    return _worst(now, row)


@compiled
def _ended_by(now: Any, row: Any, tier: int, vetoed: int) -> int:
    """As ``ending._ended_by``."""
    if now.rung:
        return TIMED_OUT
    if (row.flags or now.objected) and not now.favor and not vetoed:
        return UNARGUED
    overruled = now.favor and tier >= LOW
    if (now.favor and now.against) or now.answered or overruled or vetoed:
        return RESOLVED
    return CONSENT


@compiled
def _find_sponsor(now: Any, row: Any, room: Any, end: Any) -> None:
    """As ``ending._sponsor`` and ``ending._heard``."""
    point = row.advocate_point
    end.sponsor = now.first_payer if point == NOTHING else row.advocate
    if end.sponsor == NOTHING:
        end.heard = NOTHING if point == NOTHING else HOLDER_ABSENT
    elif now.in_favor[end.sponsor]:
        end.heard = HEARD
    elif point != NOTHING:
        end.heard = why_unheard(now, row, room, point)
    else:
        end.heard = BELL if now.rung else OUTBID


@compiled
def why_unheard(now: Any, row: Any, room: Any, point: int) -> int:
    """As ``ending._why``."""
    holders = 0
    short = False
    for member in range(room.size):
        if row.held[point, member]:
            holders += 1
            short = short or now.short[member] == 1
    if holders == 0:
        return HOLDER_ABSENT
    if now.rung and now.pressing[point]:
        return BELL
    if now.wanted[point] != NOTHING:
        return now.wanted[point] if now.rung else OUTBID
    return NO_CAPITAL if short else NO_BID

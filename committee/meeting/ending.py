"""How a row ends: the call, the tier, why it ended, who sponsored it and what was never heard."""

from __future__ import annotations

from msgspec import Struct

from committee.arithmetic import total
from committee.meeting import call as calls
from committee.meeting.floor import threshold
from committee.meeting.state import OpenRow
from committee.meeting.wish import Wish
from committee.members.reading import bend
from committee.terms import EndedBy, Holding, Tier, WhyNot


class Ending(Struct, frozen=True, kw_only=True, gc=False):
    """The end of a row."""

    tier: Tier
    """The tier that the row goes into."""
    ended_by: EndedBy
    """Why it ended."""
    call: float
    """The director's call, in [-1, 1]."""
    room: float
    """The room's mean stance, weighted as in the call."""
    vetoed: bool
    """Whether the director vetoed the row."""
    sponsor: int | None
    """The index of the member who sponsored it; None where nobody did."""
    heard: bool | WhyNot | None
    """True where the sponsor spoke in favor, else why not; None without a sponsor."""
    unheard: tuple[tuple[int, WhyNot], ...]
    """(index of the point, why nobody said it) of every point that is not on the wall and was never said."""


def close(row: OpenRow) -> Ending:
    """What the director makes of the row as it stands."""
    mean = calls.room_mean(row.stance, row.call_weights)
    edge = calls.room_edge(row.stance, row.call_weights, row.room.edge_share)
    spent = total(row.stakes.units)
    k = calls.trusted_share(spent, row.rules.call.c0)
    value = calls.call(edge, mean, k, open_concern(row))
    value = max(-1.0, value)
    vetoed = _vetoed(row, spent)
    sponsor, heard = _sponsor(row)
    return Ending(
        tier=Tier.DNR if vetoed else calls.tier_of(value, row.rules.call.tiers),
        ended_by=_ended_by(row, vetoed),
        call=value,
        room=mean,
        vetoed=vetoed,
        sponsor=sponsor,
        heard=heard,
        unheard=tuple((point, _why(row, point)) for point in _never_said(row)),
    )


def open_concern(row: OpenRow) -> float:
    """The force of the concerns that were spoken and not answered, as the room heard them, in [0, 1).

    A concern counts for more if a member who has the row on a no list raised it: that is a strong objection.
    """
    force = 0.0
    amplify = row.docket.weights.layout.posture.amplify
    for point, answered in row.talk.concerns.items():
        heard = calls.room_mean([reading.heard[point] for reading in row.readings], row.call_weights)
        firm = row.rules.call.no_list if point in row.talk.firm else 1.0
        force += firm * (1.0 - answered) * amplify * row.points[point].strength * heard
    return bend(row.rules.call.concern * force)


def _vetoed(row: OpenRow, spent: float) -> bool:
    """Whether the director, who stands far below, ends a row that somebody objected to and nobody paid for."""
    against = row.stance[row.seating.director] < row.rules.call.veto_below
    return against and row.talk.objected and spent == 0.0


def _ended_by(row: OpenRow, vetoed: bool) -> EndedBy:
    if row.missed.rung:
        return EndedBy.TIMED_OUT
    if (row.docket.brief.flagged or row.talk.objected) and not row.talk.favor and not vetoed:
        return EndedBy.UNARGUED
    if (row.talk.favor and row.talk.against) or row.talk.answered or vetoed:
        return EndedBy.RESOLVED
    return EndedBy.CONSENT


def _sponsor(row: OpenRow) -> tuple[int | None, bool | WhyNot | None]:
    """The sponsor, and whether they were heard or why not."""
    point = row.docket.brief.advocate_point
    if point is None:
        first = next(iter(row.stakes.asks), None)
        return first, None if first is None else _heard(row, first, None)
    if row.docket.brief.advocate is None:
        return None, WhyNot.HOLDER_ABSENT
    return row.docket.brief.advocate, _heard(row, row.docket.brief.advocate, point)


def _heard(row: OpenRow, sponsor: int, point: int | None) -> bool | WhyNot:
    if sponsor in row.talk.in_favor:
        return True
    if point is not None:
        return _why(row, point)
    return WhyNot.BELL if row.missed.rung else WhyNot.OUTBID


def _never_said(row: OpenRow) -> list[int]:
    hidden = [point for point, seen in enumerate(row.points) if seen.holding is not Holding.PUBLIC]
    return [point for point in hidden if point not in row.talk.said]


def _why(row: OpenRow, point: int) -> WhyNot:
    """Why nobody said a point: the first reason of the closed list that fits."""
    holders = row.docket.holders[point]
    if not holders:
        return WhyNot.HOLDER_ABSENT
    if row.missed.rung and any(_pressing(row, wish, point) for wish in row.missed.last_wishes):
        return WhyNot.BELL
    if point in row.missed.wanted:
        return row.missed.wanted[point]
    if any(holder in row.stakes.short for holder in holders):
        return WhyNot.NO_CAPITAL
    return WhyNot.NO_BID


def _pressing(row: OpenRow, wish: Wish, point: int) -> bool:
    """Whether this wish was to say this point and was above the threshold when the bell rang."""
    return wish.point == point and wish.bid >= threshold(row)

"""How a row ends: the call, the tier, by what it ended, who sponsored it and what was never heard."""

from __future__ import annotations

from msgspec import Struct

from committee.meeting import call as calls
from committee.meeting.state import RowState
from committee.meeting.wish import Wish
from committee.members.reading import bend
from committee.terms import EndedBy, Holding, Tier, WhyNot

_PUBLIC = Holding.PUBLIC


class Ending(Struct, frozen=True, kw_only=True, gc=False):
    """The end of a row. ``sponsor`` is a member index, ``unheard`` are (point index, why) pairs."""

    tier: Tier
    ended_by: EndedBy
    call: float
    room: float
    vetoed: bool
    sponsor: int | None
    heard: bool | WhyNot | None
    unheard: tuple[tuple[int, WhyNot], ...]


def close(row: RowState) -> Ending:
    """What the director makes of the row as it stands."""
    mean = calls.room_mean(row.stance, row.weights)
    edge = calls.room_edge(row.stance, row.weights, row.room.edge_share)
    spent = 0.0
    for units in row.staked:
        spent += units
    k = calls.trusted_share(spent, row.rules.call.c0)
    value = calls.call(edge, mean, k, open_concern(row))
    value = -1.0 if value < -1.0 else value
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


def open_concern(row: RowState) -> float:
    """The force of the concerns spoken and not answered, as the room heard them, in [0, 1).

    Raised by somebody who has quietly decided against the row, a concern is a strong objection and counts for more.
    """
    total = 0.0
    amplify = row.docket.weighed.view.posture.amplify
    for point, answered in row.concerns.items():
        heard = 0.0
        weight = 0.0
        for reading, w in zip(row.readings, row.weights, strict=True):
            heard += reading.heard[point] * w
            weight += w
        firm = row.rules.call.no_list if point in row.firm else 1.0
        total += firm * (1.0 - answered) * amplify * row.points[point].strength * heard / weight
    return bend(row.rules.call.concern * total)


def _vetoed(row: RowState, spent: float) -> bool:
    """Whether the director, far below, ends a row that was objected to and that nobody paid for."""
    against = row.stance[row.table.director] < row.rules.call.veto_below
    return against and row.objected and spent == 0.0


def _ended_by(row: RowState, vetoed: bool) -> EndedBy:
    if row.rung:
        return EndedBy.TIMED_OUT
    if (row.docket.flagged or row.objected) and not row.favour and not vetoed:
        return EndedBy.UNARGUED
    if (row.favour and row.against) or row.answered or vetoed:
        return EndedBy.RESOLVED
    return EndedBy.CONSENT


def _sponsor(row: RowState) -> tuple[int | None, bool | WhyNot | None]:
    """The sponsor and whether they were heard, or why not."""
    point = row.docket.advocate_point
    if point is None:
        first = next(iter(row.asks), None)
        return first, None if first is None else _heard(row, first, None)
    if row.docket.advocate is None:
        return None, WhyNot.HOLDER_ABSENT
    return row.docket.advocate, _heard(row, row.docket.advocate, point)


def _heard(row: RowState, sponsor: int, point: int | None) -> bool | WhyNot:
    if sponsor in row.spoke_in_favour:
        return True
    if point is not None:
        return _why(row, point)
    return WhyNot.BELL if row.rung else WhyNot.OUTBID


def _never_said(row: RowState) -> list[int]:
    return [point for point, seen in enumerate(row.points) if seen.holding is not _PUBLIC and point not in row.said]


def _why(row: RowState, point: int) -> WhyNot:
    """Why a point was not said: the closed list, the first that fits."""
    holders = row.docket.holders[point]
    if not holders:
        return WhyNot.HOLDER_ABSENT
    if row.rung and any(_pressing(row, wish, point) for wish in row.last_wishes):
        return WhyNot.BELL
    if point in row.wanted:
        return row.wanted[point]
    if any(holder in row.short_of_capital for holder in holders):
        return WhyNot.NO_CAPITAL
    return WhyNot.NO_BID


def _pressing(row: RowState, wish: Wish, point: int) -> bool:
    """Whether this wish, above the threshold as the bell rang, was to say this point."""
    return wish.point == point and wish.bid >= row.threshold

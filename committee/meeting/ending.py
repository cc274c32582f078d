"""How a row ends: the call, the tier, why it ended, who sponsored it and what was never heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from committee.applicants.point import bears_on
from committee.arithmetic import total
from committee.meeting import call as calls
from committee.meeting.floor import threshold
from committee.meeting.practices import written_share
from committee.meeting.sides import kept_sides, tier_said
from committee.meeting.state import OpenRow
from committee.meeting.wish import Wish
from committee.members.reading import bend
from committee.terms import Because, EndedBy, Family, Holding, Tier, WhyNot


class Ending(Struct, frozen=True, kw_only=True, gc=False):
    """The end of a row."""

    tier: Tier
    """The tier that the row goes into."""
    ended_by: EndedBy
    """Why it ended."""
    call: float
    """The director's call, in (-2, 1)."""
    room: float
    """The room's mean stance, weighted as in the call."""
    vetoed: bool
    """Whether the director vetoed the row."""
    because: Because | None
    """The reason named with the call; None for a call that needs none."""
    about: int | None
    """The index of the point that the reason is about."""
    sponsor: int | None
    """The index of the member who sponsored it; None where nobody did."""
    heard: bool | WhyNot | None
    """True where the sponsor spoke in favor, else why not; None without a sponsor."""
    unheard: tuple[tuple[int, WhyNot], ...]
    """(index of the point, why nobody said it) of every point that is not on the wall and was never said."""


def close(row: OpenRow) -> Ending:
    """What the director makes of the row as it stands."""
    mean = calls.room_mean(row.stance, row.call_weights)
    spent = row.stakes.counted
    value = call_of(row, row.stance, spent, open_concern(row))
    vetoed = _vetoed(row, spent)
    tier = Tier.DNR if vetoed else calls.tier_of(value, row.rules.call.tiers)
    because, about = reason_for(row, tier, vetoed=vetoed)
    sponsor, heard = _sponsor(row)
    return Ending(
        tier=tier,
        ended_by=_ended_by(row, tier, vetoed=vetoed),
        call=value,
        room=mean,
        vetoed=vetoed,
        because=because,
        about=about,
        sponsor=sponsor,
        heard=heard,
        unheard=tuple((point, _why(row, point)) for point in _never_said(row)),
    )


def call_of(row: OpenRow, stances: Sequence[float], spent: float, concern: float) -> float:
    """The call for these stances, by member, with ``spent`` units of capital and this much open concern.

    Where members write a verdict down after talk, these stances are what they write.
    """
    rules, weights = row.rules.call, row.call_weights
    share = calls.tired_share(row.room.edge_share, row.fatigue[row.seating.director], rules)
    edge = calls.room_edge(stances, weights, share)
    value = calls.call(edge, calls.room_mean(stances, weights), calls.trusted_share(spent, rules.c0), concern)
    if row.rules.practices.ballots == "none":
        return value
    ballots = row.seating.ballots(stances)
    return written_share(value, total(ballots) / len(ballots), row.rules.practices)


def open_concern(row: OpenRow) -> float:
    """The force of the concerns that were spoken and not answered, as the room heard them, in [0, 1)."""
    return bend(row.rules.call.concern * total(_force(row, worry) for worry in row.talk.concerns))


def _force(row: OpenRow, worry: int) -> float:
    """The force of one concern that was spoken, as far as nobody has answered it.

    It counts for more if a member who has the row on a no list raised it: that is a strong objection.
    """
    heard = calls.room_mean([reading.heard[worry] for reading in row.readings], row.call_weights)
    firm = row.rules.call.no_list if worry in row.talk.firm else 1.0
    amplify = row.docket.weights.layout.posture.amplify
    return firm * (1.0 - row.talk.concerns[worry]) * amplify * row.points[worry].strength * heard


def _vetoed(row: OpenRow, spent: float) -> bool:
    """Whether the director, who stands far below, ends a row that somebody objected to and nobody paid for.

    Nobody vetoes a row that they sponsor, or that they have spoken for and not conceded.
    """
    director = row.seating.director
    against = row.stance[director] < row.rules.call.veto_below
    return against and row.talk.objected and spent == 0.0 and kept_sides(row)[director] <= 0


# ---------------------------------------------------------------- the reason


def reason_for(row: OpenRow, tier: Tier, *, vetoed: bool) -> tuple[Because | None, int | None]:
    """The reason that the director names with the call, and the point that it is about.

    A call to the top or the middle needs none, unless the room had said better.
    """
    if tier in (Tier.TOP, Tier.MID) and not tier.below(tier_said(row)):
        return None, None
    if vetoed and row.on_no_list[row.seating.director]:
        return Because.NO_LIST, None
    if not vetoed and not row.talk.favor:
        return Because.UNSPOKEN, None
    worry, own = _worst_left_open(row), _own_worry(row)
    if vetoed and (worry is None or own is None or row.points[worry].family is not row.points[own].family):
        return Because.ANY_REASON, None
    if worry is None:
        worry = own
    return (Because.SEATS, None) if worry is None else (Because.CONCERN, worry)


def _worst_left_open(row: OpenRow) -> int | None:
    """The spoken concern of which most is left open; None if every one is at least half answered.

    Nobody gives as a reason what they have just argued away: what the director has answered counts only if nothing else
    is left open.
    """
    left = {worry: _force(row, worry) for worry, done in row.talk.concerns.items() if done < MOSTLY}
    standing = {worry: force for worry, force in left.items() if not _argued_away(row, worry)}
    found = _worst(row, standing)
    return _worst(row, left) if found is None else found


MOSTLY: Final = 0.5
"""A concern that is answered by at least this much is no reason any more."""


def _argued_away(row: OpenRow, worry: int) -> bool:
    """Whether the director has taken the row's side and named something that answers this concern."""
    director = row.seating.director
    if row.talk.sides[director] <= 0:
        return False
    mine = (point for member, point in row.talk.raised if member == director)
    return any(bears_on(row.points[point], row.points[worry]) for point in mine)


def _worst(row: OpenRow, weights: Mapping[int, float]) -> int | None:
    """The heaviest point of the heaviest family; None if no point weighs anything.

    What the sheet and the file tell of one matter, such as a remediation, is one reason and weighs together.
    """
    heavy = [point for point in sorted(weights) if weights[point] > 0.0]
    families: dict[Family, float] = {}
    for point in heavy:
        family = row.points[point].family
        families[family] = families.get(family, 0.0) + weights[point]
    return min(heavy, key=lambda point: (-families[row.points[point].family], -weights[point], point), default=None)


def _own_worry(row: OpenRow) -> int | None:
    """What weighs most with the director against the row, of what everybody knows by now, as far as it is not answered.

    Where no concern is left open, that is the reason: a flag is the easiest one to give. A director who vetoes a row
    for something else than what was said gives no reason at all.
    """
    director = row.seating.director
    heard, salience = row.readings[director].heard, row.knowledge.salience[director]
    worries = {
        index: salience[index] * heard[index] * (1.0 - row.talk.concerns.get(index, 0.0))
        for index, point in enumerate(row.points)
        if point.valence < 0 and (point.holding is Holding.PUBLIC or index in row.talk.said)
    }
    return _worst(row, worries)


def _ended_by(row: OpenRow, tier: Tier, *, vetoed: bool) -> EndedBy:
    """How it ended. A row that was praised and goes low or off was objected to with the call itself."""
    if row.missed.rung:
        return EndedBy.TIMED_OUT
    if (row.docket.brief.flagged or row.talk.objected) and not row.talk.favor and not vetoed:
        return EndedBy.UNARGUED
    overruled = row.talk.favor and tier in (Tier.LOW, Tier.DNR)
    if (row.talk.favor and row.talk.against) or row.talk.answered or overruled or vetoed:
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
    if point in row.missed.wanted:  # whoever wanted too long a turn lost it to others, unless the bell rang at last
        return row.missed.wanted[point] if row.missed.rung else WhyNot.OUTBID
    if any(holder in row.stakes.short for holder in holders):
        return WhyNot.NO_CAPITAL
    return WhyNot.NO_BID


def _pressing(row: OpenRow, wish: Wish, point: int) -> bool:
    """Whether this wish was to say this point and was above the threshold when the bell rang."""
    return wish.point == point and wish.bid >= threshold(row)

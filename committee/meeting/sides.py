"""Sides: what an utterance says for or against the row, who may still say it, and who has crossed over.

A side, once taken in public, is kept. Whoever has spoken for a row does nothing against it, and the other way round,
until talk has moved them across; then they concede first. Nobody works against a row that they sponsor or have staked
on. Asking, answering and giving an impression take no side.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from committee.meeting.call import tier_of
from committee.terms import Act, Tier

if TYPE_CHECKING:
    from committee.meeting.state import OpenRow
    from committee.meeting.wish import Wish

STATED: Final[Mapping[Act, int]] = {
    Act.ANNOUNCE: 0,
    Act.IMPRESSION: 0,
    Act.ASK: 0,
    Act.ANSWER: 0,
    Act.MOVE_ON: 0,
    Act.CALL: 0,
    Act.CONCERN: -1,
    Act.VOUCH: 1,
    Act.ADVOCATE: 1,
    Act.REFRAME: 1,
    Act.COUNTER: 1,
    Act.WAIT: 1,
    Act.VETO: -1,
}
"""Acts that take the same side, or none, whatever they are about."""


def side_of(row: OpenRow, wish: Wish) -> int:
    """The side that ``wish`` would take: 1 for the row, -1 against it, 0 neither."""
    act = wish.act
    if act in STATED:
        return STATED[act]
    if act in (Act.AGREE, Act.CHALLENGE):
        return row.cue.last_side if act is Act.AGREE else -row.cue.last_side
    if act is Act.CONCEDE:
        return -row.talk.sides[wish.member]
    if act is Act.PROPOSE:
        return side_of_proposal(row.stance[wish.member], row.expressed.mean)
    if act is Act.RECALL:
        return -1 if wish.weight < 0.0 else 1
    assert wish.point is not None
    return row.points[wish.point].valence


def side_of_proposal(stance: float, expressed: float) -> int:
    """The side of a place proposed: for the row if it is better than where the room has shown that it stands."""
    return 1 if stance > expressed else -1


def kept_sides(row: OpenRow) -> list[int]:
    """By member, the side that they keep: the one they took, or the row's side for its sponsor; 0 for none."""
    kept, sponsor = row.talk.sides, row.docket.brief.advocate
    if sponsor is not None and not kept[sponsor]:
        kept = [*kept]
        kept[sponsor] = 1
    return kept


def bound(row: OpenRow, member: int) -> bool:
    """Whether a member sponsors the row or has staked on it, and so does nothing against it."""
    return member == row.docket.brief.advocate or row.stakes.units[member] > 0.0


def take_side(row: OpenRow, member: int, side: int) -> None:
    """Note the side that a member has taken, and from which stance."""
    if side and row.talk.sides[member] != side:
        row.talk.sides[member] = side
        row.talk.taken_from[member] = row.stance[member]


def has_crossed(row: OpenRow, member: int) -> bool:
    """Whether talk has moved a member across: against the side they took, and past what the room has shown."""
    side = row.talk.sides[member]
    if not side or (side > 0 and bound(row, member)):
        return False
    stance = row.stance[member]
    return crossed(
        side * (stance - row.talk.taken_from[member]), side * (stance - row.expressed.mean), row.rules.floor.crossed_by
    )


def crossed(moved: float, beyond: float, by: float) -> bool:
    """Whether talk has moved a member, who ``moved`` toward their own side, across by at least ``by``.

    ``beyond`` is how far they stand from the expressed room, toward their own side.
    """
    return moved <= -by and beyond < 0.0


def tier_said(row: OpenRow) -> Tier:
    """The tier in which the room has shown that it sees the row."""
    return tier_of(row.expressed.mean, row.rules.call.tiers)

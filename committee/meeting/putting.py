"""Acts put in a member's mouth: what they would be as a wish, and why a member may not do them.

Only an :class:`~committee.meeting.intervention.Intervention` puts acts. A member does nothing that their role does not
permit, says nothing that they do not know, keeps their side, and stakes only what they have.
"""

from __future__ import annotations

from typing import Final

from committee.errors import Problem, UsageRefused, nearest
from committee.meeting import floor
from committee.meeting.call import tier_of
from committee.meeting.intervention import PutAct
from committee.meeting.paying import asks, can_stake
from committee.meeting.sides import bound, kept_sides, side_of, side_of_proposal
from committee.meeting.state import OpenRow
from committee.meeting.wish import Wish
from committee.members.memory import loudest
from committee.terms import Act

ABOUT_A_POINT: Final = frozenset({Act.CONCERN, Act.VOUCH, Act.ADVOCATE, Act.REFRAME, Act.COUNTER, Act.REOPEN, Act.ASK})
"""Acts that name a point, which the experimenter has to give."""
ALONE: Final = frozenset({Act.WAIT, Act.PROPOSE, Act.RECALL, Act.MOVE_ON})
"""Acts that need no point. A recall may name one: the worry that brings the past resident to mind."""
CAN_BE_PUT: Final = ABOUT_A_POINT | ALONE
"""Acts that can be put in a mouth. The others answer to what somebody has just said, or close the row."""


def wish_of(row: OpenRow, put: PutAct) -> Wish:
    """What the member would say.

    Raises
    ------
    UsageRefused
        If the member may not do it now; the sentence says why.
    """
    member = row.seating.ids.index(put.member) if put.member in row.seating.ids else _nobody(row, put)
    _may(row, put, member)
    wish = Wish(member, 0.0, put.act, _point(row, put))
    if put.act is Act.ASK:
        _ask(row, put, wish)
    elif put.act is Act.RECALL:
        _recall(row, put, wish)
    elif put.act is Act.PROPOSE:
        wish.tier = tier_of(row.stance[member], row.rules.call.tiers)
    _keeps_side(row, put, wish)
    return _staked(row, put, wish)


def _nobody(row: OpenRow, put: PutAct) -> int:
    ids = ", ".join(row.seating.ids)
    raise _refused(row, put, "member", put.member, f"nobody here has this id; use {ids}", row.seating.ids)


def _may(row: OpenRow, put: PutAct, member: int) -> None:
    able = row.seating.acts[member] & CAN_BE_PUT
    if put.act not in able:
        why = f"{put.member} may not do this" if put.act in CAN_BE_PUT else "this act cannot be put in a mouth"
        words = sorted(act.value for act in able)
        raise _refused(row, put, "act", put.act.value, f"{why}; use {', '.join(words)}", words)


def _point(row: OpenRow, put: PutAct) -> int | None:
    """The index of the point; refuses one that the row lacks, or that the member does not know."""
    if put.point is None:
        if put.act in ABOUT_A_POINT:
            known = _known(row, row.seating.ids.index(put.member))
            raise _refused(row, put, "point", "", f"{put.act.value} needs a point; {put.member} knows {known}")
        return None
    ids = [point.id for point in row.points]
    if put.point not in ids:
        raise _refused(row, put, "point", put.point, f"the row has no such point; it has {', '.join(ids)}", ids)
    index, member = ids.index(put.point), row.seating.ids.index(put.member)
    if member not in row.docket.holders[index] and index not in row.talk.said:
        allowed = f"{put.member} does not know it, and nobody has said it yet; {put.member} knows {_known(row, member)}"
        raise _refused(row, put, "point", put.point, allowed)
    needed = {Act.CONCERN: -1, Act.VOUCH: 1, Act.ADVOCATE: 1, Act.COUNTER: 1, Act.REFRAME: 1}.get(put.act)
    if needed is not None and row.points[index].valence != needed:
        side = "against" if needed < 0 else "in favor of"
        raise _refused(row, put, "point", put.point, f"{put.act.value} needs a point {side} the row")
    return index


def _known(row: OpenRow, member: int) -> str:
    return ", ".join(point.id for point, who in zip(row.points, row.docket.holders, strict=True) if member in who)


def _ask(row: OpenRow, put: PutAct, wish: Wish) -> None:
    assert wish.point is not None
    flag = row.points[wish.point].flag
    if flag is None:
        raise _refused(row, put, "point", str(put.point), "a question is about a flag, and this is none")
    wish.to = next((who for who in floor.who_can_tell(row, flag) if who != wish.member), None)
    if wish.to is None:
        raise _refused(row, put, "point", str(put.point), "nobody else could say more about it")


def _recall(row: OpenRow, put: PutAct, wish: Wish) -> None:
    about = None if wish.point is None else row.points[wish.point].flag
    mind = [ghost for ghost in row.ghosts[wish.member] if about is None or about in ghost.flags]
    ghost = loudest(mind, row.talk.named, good=False) or loudest(mind, row.talk.named, good=True)
    if ghost is None:
        raise _refused(row, put, "act", put.act.value, f"no past resident comes to the mind of {put.member} here")
    wish.ghost, wish.weight, wish.point = ghost.episode, ghost.weight, floor.haunted_point(row, ghost)


def _keeps_side(row: OpenRow, put: PutAct, wish: Wish) -> None:
    side, kept = side_of(row, wish), kept_sides(row)[wish.member]
    if put.act is Act.PROPOSE:
        side = side_of_proposal(row.stance[wish.member], row.expressed.mean)
    if side and kept == -side:
        took = "for" if kept > 0 else "against"
        why = "sponsors the row" if bound(row, wish.member) and kept > 0 else f"has spoken {took} it"
        raise _refused(row, put, "act", put.act.value, f"{put.member} {why}, and members keep their side")


def _staked(row: OpenRow, put: PutAct, wish: Wish) -> Wish:
    if put.units == 0.0 or not row.may_pay:
        return wish
    if side_of(row, wish) <= 0:
        raise _refused(row, put, "units", f"{put.units:g}", "members stake only on words for the row")
    if not can_stake(row, wish.member, put.units):
        purse = row.members[wish.member].purse.balance - row.stakes.units[wish.member]
        allowed = f"{put.member} cannot stake this here; the purse holds {purse:.2f} units"
        raise _refused(row, put, "units", f"{put.units:g}", allowed)
    wish.stake, wish.tier = put.units, asks(row, wish.member)
    return wish


def place_of(row: str, put: PutAct) -> str:
    """How a refusal names an act that was to be said in the row with this id."""
    return f"acts, row {row}, second {put.at_s:g}"


def _refused(
    row: OpenRow, put: PutAct, field: str, value: str, allowed: str, known: tuple[str, ...] | list[str] = ()
) -> UsageRefused:
    place = f"{place_of(row.docket.brief.applicant.id, put)}, {field}"
    return UsageRefused(Problem(place=place, value=value or None, allowed=allowed, nearest=nearest(value, known)))

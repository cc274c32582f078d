"""Who pays for the next turn, and what for.

A sponsor waits until there is something to answer or the row is about to pass. A volunteer, whom nobody asked, pays
only if they stand far above the room. Only two things here change the row: :func:`stake`, and the note that a sponsor
was short of capital.
"""

from __future__ import annotations

from collections.abc import Sequence

from committee.meeting import call as calls
from committee.meeting.floor import act_for, best_favor, threshold
from committee.meeting.practices import within_cap
from committee.meeting.sides import kept_sides
from committee.meeting.state import OpenRow
from committee.meeting.timing import fits, seconds_of
from committee.meeting.wish import Wish, strongest
from committee.terms import Act, Label, Role, Tier, Verdicts

_RANKED = tuple(tier for tier in Verdicts.RANK.tiers if tier.ranked)


def buyer(row: OpenRow, wishes: Sequence[Wish]) -> Wish | None:
    """Who pays for the next turn, if anybody: the sponsor first, else the volunteer furthest above the room.

    ``wishes`` are everybody's wishes for this turn, by member.
    """
    if not at_risk(row):
        return None
    sponsor = row.docket.brief.advocate
    if sponsor is not None:
        wish = _sponsor_buys(row, sponsor, wishes)
        if wish is not None:
            return wish
    return _volunteer_buys(row)


def stake(row: OpenRow, wish: Wish) -> None:
    """Take the stake of ``wish`` and note the tier it asks for. A second stake keeps the first ask."""
    stakes = row.stakes
    stakes.units[wish.member] += wish.stake
    stakes.turns[wish.member] += 1
    stakes.asks[wish.member] = asks(row, wish.member)


def _sponsor_buys(row: OpenRow, sponsor: int, wishes: Sequence[Wish]) -> Wish | None:
    """A sponsor waits until somebody has spoken against the row or it is about to pass, and then pays.

    They pay even for a turn that their bid would win, because the stake shows that they mean it. A mild sponsor pays
    only when the floor would go to somebody else. Nobody pays for a row that is already where they
    want it, or that they no longer want.
    """
    rules = row.rules.capital
    strong, concerns = row.knowledge.strong_sponsor, row.talk.concerns
    units = rules.stake_strong if strong else rules.stake_mild
    turns = rules.turns_strong if strong else rules.turns_mild
    if row.stakes.turns[sponsor] >= turns or not worth_a_stake(row, sponsor):
        return None
    if settled_for(row, sponsor) or not (concerns or about_to_pass(row, wishes)):
        return None
    if not strong and _has_the_floor(row, sponsor, wishes):
        return None
    if not concerns and not can_spare(row, sponsor, units):
        return None
    if not can_stake(row, sponsor, units):
        if not affords(row, sponsor, units):
            row.stakes.short.add(sponsor)
        return None
    return _bought(row, sponsor, units, best_favor(row, sponsor))


def _has_the_floor(row: OpenRow, sponsor: int, wishes: Sequence[Wish]) -> bool:
    """Whether a sponsor gets this turn without paying."""
    return wishes[sponsor].bid >= row.rules.floor.threshold and strongest(wishes).member == sponsor


def _volunteer_buys(row: OpenRow) -> Wish | None:
    rules, kept = row.rules.capital, kept_sides(row)
    best, furthest = None, rules.own_gap
    for member in range(row.size):
        gap = row.stance[member] - row.expressed.mean
        if gap > furthest and kept[member] >= 0 and may_volunteer(row, member):
            best, furthest = member, gap
    if best is None:
        return None
    return _bought(row, best, rules.stake_strong, best_favor(row, best))


def _bought(row: OpenRow, member: int, units: float, point: int | None) -> Wish | None:
    """The turn that a member pays for: to say the point, else to keep the row open; None if they may do neither."""
    agent = row.members[member]
    act = Act.WAIT if point is None else act_for(row, point)
    if agent.role is Role.DIRECTOR and act is Act.REOPEN:
        act = Act.VOUCH
    if act not in agent.acts:
        act, point = Act.WAIT, None
    if act not in agent.acts:
        return None
    return Wish(member, 0.0, act, point, None, None, units, tier=asks(row, member))


# ---------------------------------------------------------------- may they, and would they


def at_risk(row: OpenRow) -> bool:
    """Whether a row is worth anybody's capital: it is flagged, or borderline on paper."""
    return row.docket.brief.flagged or row.docket.label is Label.BORDERLINE


def affords(row: OpenRow, member: int, units: float) -> bool:
    """Whether the purse still holds ``units`` after what this row has taken."""
    return row.members[member].purse.balance - row.stakes.units[member] >= units


def can_stake(row: OpenRow, member: int, units: float) -> bool:
    """Whether the purse still holds ``units``, and the row may still take them from this member."""
    if member in row.frugal:
        return False
    return affords(row, member, units) and within_cap(row.stakes.units[member] + units, row.rules.practices)


def can_spare(row: OpenRow, member: int, units: float) -> bool:
    """Whether the member can stake ``units`` and keep what they need for promised rows still to come."""
    return can_stake(row, member, units) and affords(row, member, units + row.room.reserved[member])


def worth_a_stake(row: OpenRow, member: int) -> bool:
    """Whether the member wants the row in the middle of the list or higher, or likes it more than the room does."""
    stance = row.stance[member]
    return stance >= row.rules.call.tiers[Tier.MID] or stance > row.expressed.mean


def may_volunteer(row: OpenRow, member: int) -> bool:
    """Whether a member would pay for a row that nobody asked them to support.

    Nobody does where somebody has staked on it already.
    """
    rules = row.rules.capital
    return (
        row.members[member].votes
        and member != row.docket.brief.advocate
        and not row.stakes.asks
        and row.stance[member] > rules.own_stance
        and can_spare(row, member, rules.stake_strong)
        and best_favor(row, member) is not None
    )


def about_to_pass(row: OpenRow, wishes: Sequence[Wish]) -> bool:
    """Whether nobody bids enough for this turn, or too little time is left for two more."""
    best = strongest(wishes)
    return best.bid < threshold(row) or not fits(row, 2.0 * seconds_of(row, best))


def settled_for(row: OpenRow, member: int) -> bool:
    """Whether the room, as far as it has spoken, already sees the row where the member wants it."""
    return not row.talk.concerns and row.expressed.mean >= row.rules.call.tiers[hoped_for(row, member)]


# ---------------------------------------------------------------- what for


def asks(row: OpenRow, member: int) -> Tier:
    """The tier that a member asks for with a stake. A second stake keeps the first ask."""
    first = row.stakes.asks.get(member)
    return ask_of(row, member) if first is None else first


def ask_of(row: OpenRow, member: int) -> Tier:
    """The tier a member asks for: where they see the row, but no better than where all the others put it.

    A stake buys a compromise that the member can get.
    """
    expressed = row.expressed
    others = (expressed.total - expressed.voiced[member]) / (expressed.weight - expressed.spoken[member])
    own = _ranked_place(row, row.stance[member])
    return _RANKED[max(own, _ranked_place(row, others))]


def hoped_for(row: OpenRow, member: int) -> Tier:
    """The tier that a member would still pay for: where they see the row, at most one tier above the room's."""
    own = _ranked_place(row, row.stance[member])
    return _RANKED[max(own, _ranked_place(row, row.expressed.mean) - 1)]


def _ranked_place(row: OpenRow, stance: float) -> int:
    """The place of a stance's tier among the ranked tiers, 0 at the top. A stance off the list gets the last place."""
    tier = calls.tier_of(stance, row.rules.call.tiers)
    return _RANKED.index(tier) if tier.ranked else len(_RANKED) - 1

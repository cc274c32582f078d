from __future__ import annotations

from committee.meeting.floor import best_favor, wishes
from committee.meeting.paying import ask_of, asks, at_risk, buyer, can_stake, hoped_for, may_volunteer
from committee.meeting.row import utter
from committee.meeting.state import OpenRow
from committee.meeting.wish import Wish
from committee.terms import Act, Label, Tier
from tests.scripted import CALM, a_flagged_row, begun, index_of, sponsor_of


def sponsored(strength: str = "strong", **settings: str) -> OpenRow:
    row = begun({**CALM, **settings}, advocate=f"apd:{strength}", step1="", step2_ck=225)
    sponsor = sponsor_of(row)
    row.stance[sponsor] = 0.5
    row.talk.concerns[index_of(row, "step2_ck")] = 0.0
    return row


def test_a_strong_sponsor_pays_once_there_is_a_concern_and_says_the_call() -> None:
    row = sponsored()
    wish = buyer(row, wishes(row))
    assert wish is not None
    assert (wish.member, wish.act, wish.point) == (
        row.docket.brief.advocate,
        Act.ADVOCATE,
        row.docket.brief.advocate_point,
    )
    assert wish.stake == row.rules.capital.stake_strong


def test_a_sponsor_pays_for_no_more_turns_than_they_meant_to() -> None:
    row = sponsored()
    row.stakes.turns[sponsor_of(row)] = row.rules.capital.turns_strong
    wish = buyer(row, wishes(row))
    assert wish is None or wish.member != sponsor_of(row)


def test_a_sponsor_who_does_not_want_the_row_after_all_does_not_pay() -> None:
    row = sponsored()
    row.stance[sponsor_of(row)] = -1.0
    wish = buyer(row, wishes(row))
    assert wish is None or wish.member != sponsor_of(row)


def test_a_sponsor_with_an_empty_purse_is_noted_as_short() -> None:
    row = sponsored()
    sponsor = sponsor_of(row)
    row.members[sponsor].purse.balance = 0.0
    wish = buyer(row, wishes(row))
    assert wish is None or wish.member != sponsor
    assert row.stakes.short == {sponsor}


def test_a_mild_sponsor_does_not_pay_for_a_turn_that_is_theirs_anyway() -> None:
    row = sponsored("mild")
    sponsor = sponsor_of(row)
    made = [Wish(member, 0.0, Act.AGREE) for member in range(row.size)]
    made[sponsor].bid = row.rules.floor.threshold + 1.0
    wish = buyer(row, made)
    assert wish is None or wish.member != sponsor


def test_nobody_volunteers_without_something_to_say_or_where_the_room_stands_where_they_do() -> None:
    row = begun({**CALM, "meeting.capital.own_gap": "0.5", "meeting.capital.own_stance": "-2.0"})
    fan = next(m for m in range(row.size) if row.members[m].votes and best_favor(row, m) is not None)
    row.stance = [row.expressed.mean] * row.size
    assert buyer(row, wishes(row)) is None
    row.stance[fan] = row.expressed.mean + 0.6
    volunteer = buyer(row, wishes(row))
    assert volunteer is not None
    assert volunteer.member == fan
    for known in row.knowledge.unsaid:
        known.clear()
    assert buyer(row, wishes(row)) is None


def test_a_volunteer_votes_and_has_the_units() -> None:
    eager = {**CALM, "meeting.capital.own_gap": "-2.0", "meeting.capital.own_stance": "-2.0", "members.10.capital": "9"}
    row = begun(eager)
    for member in row.members[:-1]:
        member.purse.balance = 0.0
    assert buyer(row, wishes(row)) is None


# ---------------------------------------------------------------- what for


def test_an_ask_is_never_for_an_unranked_row() -> None:
    row = a_flagged_row()
    for stance in (-1.0, -0.5, 0.0, 1.0):
        row.stance[1] = stance
        assert ask_of(row, 1).ranked


def test_an_ask_is_a_compromise_and_a_hope_reaches_one_tier_further() -> None:
    row = a_flagged_row()
    tiers = row.rules.call.tiers
    row.stance[1] = 1.0
    for room, hope in ((Tier.LOW, Tier.MID), (Tier.MID, Tier.TOP)):
        row.expressed.mean, row.expressed.total, row.expressed.weight = tiers[room], tiers[room] * 4.0, 4.0
        assert (ask_of(row, 1), hoped_for(row, 1)) == (room, hope)
    row.stance[1] = tiers[Tier.LOW]
    assert (ask_of(row, 1), hoped_for(row, 1)) == (Tier.LOW, Tier.LOW)


def test_what_one_has_said_oneself_raises_no_ask() -> None:
    row = a_flagged_row()
    low = row.rules.call.tiers[Tier.LOW]
    row.stance[1], row.expressed.spoken[1], row.expressed.voiced[1] = 1.0, 2, 2.0
    row.expressed.total, row.expressed.weight = 2.0 + 3.0 * low, 5.0
    row.expressed.mean = row.expressed.total / row.expressed.weight
    assert row.expressed.mean > row.rules.call.tiers[Tier.MID]
    assert ask_of(row, 1) is Tier.LOW


def test_nobody_stakes_what_the_row_has_already_taken() -> None:
    row = a_flagged_row()
    balance = row.members[1].purse.balance
    assert can_stake(row, 1, balance)
    row.stakes.units[1] = balance - 0.5
    assert can_stake(row, 1, 0.5)
    assert not can_stake(row, 1, 1.0)


def test_what_is_kept_for_rows_to_come_is_not_volunteered() -> None:
    row = a_flagged_row(advocate="")
    row.stance[1] = 0.9
    assert may_volunteer(row, 1)
    row.room.reserved[1] = row.members[1].purse.balance  # type: ignore[index]
    assert not may_volunteer(row, 1)


# ---------------------------------------------------------------- where, and against whom


def at_stake(**cells: str | int | float) -> OpenRow:
    """A sponsored row that would be paid for now, if it is worth it."""
    row = begun(CALM, **{"advocate": "apd:strong", "step1": "", "step2_ck": 250, "interview_score": 4.6, **cells})
    sponsor = sponsor_of(row)
    row.stance[sponsor], row.expressed.mean = 0.9, -0.5
    row.talk.concerns[len(row.points) - 1] = 0.0
    return row


def test_nobody_pays_for_a_row_that_is_neither_flagged_nor_borderline() -> None:
    strong = at_stake()
    assert (strong.docket.brief.flagged, strong.docket.label) == (False, Label.STRONG)
    assert not at_risk(strong)
    assert buyer(strong, wishes(strong)) is None
    flagged, borderline = at_stake(gap_years=4), at_stake(step2_ck=236, interview_score=4.0)
    assert (flagged.docket.label, flagged.docket.brief.flagged) == (Label.STRONG, True)
    assert (borderline.docket.label, borderline.docket.brief.flagged) == (Label.BORDERLINE, False)
    for row in (flagged, borderline):
        assert at_risk(row)
        assert buyer(row, wishes(row)) is not None


def test_nobody_pays_to_speak_against_the_side_they_took() -> None:
    row = begun({**CALM, "meeting.capital.own_gap": "0.2", "meeting.capital.own_stance": "-2.0"})
    row.stance = [row.expressed.mean] * row.size
    fan = next(m for m in range(row.size) if row.members[m].votes and best_favor(row, m) is not None)
    row.stance[fan] = row.expressed.mean + 0.6
    row.talk.sides[fan] = -1
    assert buyer(row, wishes(row)) is None
    row.talk.sides[fan] = 1
    volunteer = buyer(row, wishes(row))
    assert volunteer is not None
    assert volunteer.member == fan


def test_a_stake_says_the_tier_that_it_asks_for_and_a_second_stake_the_same() -> None:
    row = sponsored()
    first = buyer(row, wishes(row))
    assert first is not None
    assert first.tier is ask_of(row, first.member)
    utter(row, first)
    assert row.stakes.asks == {first.member: first.tier}
    row.stance[first.member], row.expressed.total = 1.0, row.expressed.weight
    assert ask_of(row, first.member) is not first.tier
    assert asks(row, first.member) is first.tier

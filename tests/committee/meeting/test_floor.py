from __future__ import annotations

import pytest

from committee.meeting import floor
from committee.meeting.floor import act_for, buyer, wishes
from committee.meeting.row import Row
from committee.meeting.wish import NO_WISH, Wish, strongest
from committee.terms import Act
from tests.scripted import an_applicant, an_open_row

FLAG = {"id": "f", "kind": "non_us_img", "step1": "fail", "letters": "us:glowing", "impression": "warm"}
CALM = {"meeting.floor.whim": "0.0"}


def begun(settings: dict[str, str] | None = None, **cells: str | int | float) -> Row:
    """A row that has been read out and on which an interviewer has spoken."""
    row = an_open_row(an_applicant(**{**FLAG, **cells}), settings)
    row._announce()
    row._impression()
    return row


def index_of(row: Row, point: str) -> int:
    return [seen.id for seen in row.points].index(point)


def test_the_highest_bid_wins_and_ties_go_to_the_lower_seat() -> None:
    found = [Wish(0, 0.2, Act.AGREE), Wish(1, 0.7, Act.AGREE), Wish(2, 0.7, Act.AGREE)]
    assert strongest(found).member == 1


def test_everybody_has_a_wish_within_their_acts() -> None:
    row = begun()
    found = wishes(row)
    assert [wish.member for wish in found] == list(range(row.size))
    for wish in found:
        assert wish.bid == NO_WISH or wish.act in row.members[wish.member].acts


def test_wishing_changes_nothing() -> None:
    row = begun()
    assert wishes(row) == wishes(row)


def test_who_wishes_to_say_a_point_knows_it_and_nobody_has_said_it() -> None:
    row = begun()
    for wish in wishes(row):
        if wish.point is not None and wish.act not in (Act.ASK, Act.RECALL):
            assert wish.point in row.unsaid[wish.member]
            assert row.docket.held[wish.member][wish.point]
    for wish in wishes(row):
        if wish.point is not None:
            row._mark_said(wish.point)
    said = set(row.said)
    later = [wish for wish in wishes(row) if wish.act not in (Act.ASK, Act.RECALL)]
    assert not said & {wish.point for wish in later}


def bid_of(row: Row, member: int) -> float:
    return wishes(row)[member].bid


def speaker(row: Row) -> int:
    """Somebody who voted, wants to speak and has neither spoken nor been spoken to."""
    return next(
        wish.member
        for wish in sorted(wishes(row), key=lambda wish: -wish.bid)
        if wish.member not in (row.last_speaker, row.addressed, row.contradicted)
    )


@pytest.mark.parametrize(
    ("what", "wants_more"),
    [("distance", True), ("contradicted", True), ("spoken", False), ("tired", False)],
)
def test_a_bid_grows_with_distance_and_contradiction_and_falls_with_talk_and_fatigue(
    what: str, wants_more: bool
) -> None:
    row = begun(CALM)
    me = speaker(row)
    before = bid_of(row, me)
    if what == "distance":
        row.expressed -= 2.0 if row.stance[me] > row.expressed else -2.0
        row.favours = [None] * len(row.points)  # type: ignore[list-item]
    elif what == "contradicted":
        row.contradicted = me
    elif what == "spoken":
        row.spoken[me] += 2
    else:
        row.fatigue[me] = 0.9
    after = bid_of(row, me)
    assert (after > before) is wants_more
    assert after != before


def test_who_is_asked_wants_to_answer_about_what_was_asked() -> None:
    row = begun(CALM, narrative="concrete")
    row.addressed, row.asker, row.asked = 0, 5, row.points[index_of(row, "step1")].flag
    wish = wishes(row)[0]
    assert (wish.act, wish.to) == (Act.ANSWER, 5)
    assert wish.point == index_of(row, "narrative")


def test_only_who_has_not_read_the_file_asks_and_they_ask_one_who_has() -> None:
    for name in "abcdef":
        row = begun({**CALM, "meeting.floor.ask": "10.0"}, id=name)
        for wish in wishes(row):
            if wish.act is Act.ASK:
                assert wish.member not in row.docket.readers
                assert wish.to in row.docket.readers


def test_a_question_is_asked_once_a_row() -> None:
    row = begun({**CALM, "meeting.floor.ask": "10.0"})
    assert Act.ASK in {wish.act for wish in wishes(row)}
    row.was_asked = True
    assert Act.ASK not in {wish.act for wish in wishes(row)}


# ---------------------------------------------------------------- what saying a point amounts to


def test_the_same_point_is_another_act_at_another_moment() -> None:
    row = begun(advocate="apd:strong", narrative="concrete", emails="poor")
    good, proof = index_of(row, "letters.1"), index_of(row, "narrative")
    assert act_for(row, index_of(row, "emails")) is Act.CONCERN
    assert act_for(row, index_of(row, "advocate")) is Act.ADVOCATE
    row.against, row.last_valence = False, 0
    assert act_for(row, good) is Act.VOUCH
    row.against, row.last_valence = True, -1
    assert act_for(row, good) is Act.COUNTER
    row.concerns[index_of(row, "step1")] = 0.0
    assert act_for(row, proof) is Act.REFRAME
    row.moved_on = True
    assert act_for(row, good) is Act.REOPEN


# ---------------------------------------------------------------- who pays


def sponsored(strength: str = "strong", **settings: str) -> Row:
    row = begun({**CALM, **settings}, advocate=f"apd:{strength}", step1="", step2_ck=225)
    sponsor = row.docket.advocate
    assert sponsor is not None
    row.stance[sponsor] = 0.5
    row.concerns[index_of(row, "step2_ck")] = 0.0
    return row


def test_a_strong_sponsor_pays_once_there_is_a_concern_and_says_the_call() -> None:
    row = sponsored()
    wish = buyer(row, wishes(row))
    assert wish is not None
    assert (wish.member, wish.act, wish.point) == (row.docket.advocate, Act.ADVOCATE, row.docket.advocate_point)
    assert wish.stake == row.rules.capital.stake_strong


def test_a_sponsor_pays_for_no_more_turns_than_they_meant_to() -> None:
    row = sponsored()
    assert row.docket.advocate is not None
    row.bought[row.docket.advocate] = row.rules.capital.turns_strong
    wish = buyer(row, wishes(row))
    assert wish is None or wish.member != row.docket.advocate


def test_a_sponsor_who_does_not_want_the_row_after_all_does_not_pay() -> None:
    row = sponsored()
    assert row.docket.advocate is not None
    row.stance[row.docket.advocate] = -1.0
    wish = buyer(row, wishes(row))
    assert wish is None or wish.member != row.docket.advocate


def test_a_sponsor_with_an_empty_purse_is_noted_as_short() -> None:
    row = sponsored()
    sponsor = row.docket.advocate
    assert sponsor is not None
    row.members[sponsor].purse.balance = 0.0
    wish = buyer(row, wishes(row))
    assert wish is None or wish.member != sponsor
    assert row.short_of_capital == {sponsor}


def test_a_mild_sponsor_does_not_pay_for_a_turn_that_is_theirs_anyway() -> None:
    row = sponsored("mild")
    sponsor = row.docket.advocate
    assert sponsor is not None
    found = [Wish(member, 0.0, Act.AGREE) for member in range(row.size)]
    found[sponsor].bid = row.rules.floor.threshold + 1.0
    wish = buyer(row, found)
    assert wish is None or wish.member != sponsor


def test_nobody_volunteers_without_something_to_say_or_where_the_room_stands_where_they_do() -> None:
    row = begun({**CALM, "meeting.capital.own_gap": "0.5", "meeting.capital.own_stance": "-2.0"})
    fan = next(m for m in range(row.size) if row.members[m].votes and row.best_favour(m) is not None)
    row.stance = [row.expressed] * row.size
    assert buyer(row, wishes(row)) is None
    row.stance[fan] = row.expressed + 0.6
    volunteer = buyer(row, wishes(row))
    assert volunteer is not None
    assert volunteer.member == fan
    for known in row.unsaid:
        known.clear()
    assert buyer(row, wishes(row)) is None


def test_a_volunteer_votes_and_has_the_units() -> None:
    eager = {**CALM, "meeting.capital.own_gap": "-2.0", "meeting.capital.own_stance": "-2.0", "members.10.capital": "9"}
    row = begun(eager)
    for member in row.members[:-1]:
        member.purse.balance = 0.0
    assert buyer(row, wishes(row)) is None


def test_no_bid_is_below_every_threshold() -> None:
    assert an_open_row(an_applicant()).threshold > floor.NO_WISH

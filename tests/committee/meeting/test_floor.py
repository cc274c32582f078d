from __future__ import annotations

import pytest

from committee.meeting.effect import mark_said
from committee.meeting.floor import act_for, threshold, wishes
from committee.meeting.state import OpenRow
from committee.meeting.wish import NO_WISH, Wish, strongest
from committee.terms import Act
from tests.scripted import CALM, an_applicant, an_open_row, begun, index_of


def test_the_highest_bid_wins_and_ties_go_to_the_lower_seat() -> None:
    made = [Wish(0, 0.2, Act.AGREE), Wish(1, 0.7, Act.AGREE), Wish(2, 0.7, Act.AGREE)]
    assert strongest(made).member == 1


def test_everybody_has_a_wish_within_their_acts() -> None:
    row = begun()
    made = wishes(row)
    assert [wish.member for wish in made] == list(range(row.size))
    for wish in made:
        assert wish.bid == NO_WISH or wish.act in row.members[wish.member].acts


def test_wishing_changes_nothing() -> None:
    row = begun()
    assert wishes(row) == wishes(row)


def test_who_wishes_to_say_a_point_knows_it_and_nobody_has_said_it() -> None:
    row = begun()
    for wish in wishes(row):
        if wish.point is not None and wish.act not in (Act.ASK, Act.RECALL):
            assert wish.point in row.knowledge.unsaid[wish.member]
            assert row.docket.held[wish.member][wish.point]
    for wish in wishes(row):
        if wish.point is not None:
            mark_said(row, wish.point)
    said = set(row.talk.said)
    later = [wish for wish in wishes(row) if wish.act not in (Act.ASK, Act.RECALL)]
    assert not said & {wish.point for wish in later}


def bid_of(row: OpenRow, member: int) -> float:
    return wishes(row)[member].bid


def speaker(row: OpenRow) -> int:
    """Somebody who voted, wants to speak and has neither spoken nor been spoken to."""
    return next(
        wish.member
        for wish in sorted(wishes(row), key=lambda wish: -wish.bid)
        if wish.member not in (row.cue.last_speaker, row.cue.addressed, row.cue.contradicted)
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
        row.expressed.mean -= 2.0 if row.stance[me] > row.expressed.mean else -2.0
        row.knowledge.favors = [None] * len(row.points)  # type: ignore[list-item]
    elif what == "contradicted":
        row.cue.contradicted = me
    elif what == "spoken":
        row.expressed.spoken[me] += 2
    else:
        row.fatigue[me] = 0.9
    after = bid_of(row, me)
    assert (after > before) is wants_more
    assert after != before


def test_who_is_asked_wants_to_answer_about_what_was_asked() -> None:
    row = begun(CALM, narrative="concrete")
    row.cue.addressed, row.cue.asker, row.cue.flag = 0, 5, row.points[index_of(row, "step1")].flag
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
    row.talk.asked = True
    assert Act.ASK not in {wish.act for wish in wishes(row)}


# ---------------------------------------------------------------- what saying a point amounts to


def test_the_same_point_is_another_act_at_another_moment() -> None:
    row = begun(advocate="apd:strong", narrative="concrete", emails="poor")
    good, proof = index_of(row, "letters.1"), index_of(row, "narrative")
    assert act_for(row, index_of(row, "emails")) is Act.CONCERN
    assert act_for(row, index_of(row, "advocate")) is Act.ADVOCATE
    row.talk.against, row.cue.last_side = False, 0
    assert act_for(row, good) is Act.VOUCH
    row.talk.against, row.cue.last_side = True, -1
    assert act_for(row, good) is Act.COUNTER
    row.talk.concerns[index_of(row, "step1")] = 0.0
    assert act_for(row, proof) is Act.REFRAME
    row.talk.moved_on = True
    assert act_for(row, good) is Act.REOPEN


def test_no_bid_is_below_every_threshold() -> None:
    assert threshold(an_open_row(an_applicant())) > NO_WISH

from __future__ import annotations

import pytest

from committee.meeting.effect import mark_said
from committee.meeting.floor import act_for, impression_points, threshold, wishes
from committee.meeting.state import OpenRow
from committee.meeting.wish import NO_WISH, Wish, strongest
from committee.terms import Act, Family, Holding
from tests.scripted import CALM, a_flagged_row, an_applicant, an_open_row, begun, index_of, seat_of


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


# ---------------------------------------------------------------- impressions


def test_an_impression_names_what_struck_most_and_what_pulls_the_other_way() -> None:
    row = begun(CALM, impression="warm; motivated; anxious; quiet")
    row.knowledge.unsaid = [[p for p in range(len(row.points)) if row.docket.held[m][p]] for m in range(row.size)]
    who = row.docket.interviewers[0]
    for lean in (1, -1):
        row.knowledge.salience[who] = [2.0 if seen.valence == lean else 1.0 for seen in row.points]
        first, second = impression_points(row, who)
        assert first is not None
        assert second is not None
        assert row.points[first].valence == lean
        assert row.points[second].valence == -lean
        assert row.points[first].holding is row.points[second].holding is Holding.INTERVIEW


def test_an_impression_that_pulls_one_way_names_one_point_and_one_without_a_word_the_score() -> None:
    row = a_flagged_row(impression="warm; clear")
    who = row.docket.interviewers[0]
    first, second = impression_points(row, who)
    assert first in (index_of(row, "impression.1"), index_of(row, "impression.2"))
    assert second is None
    bare = a_flagged_row(impression="", interview_score=3.6)
    assert impression_points(bare, bare.docket.interviewers[0]) == (index_of(bare, "interview_score"), None)


# ---------------------------------------------------------------- conduct, and the coordinator


def test_at_conduct_everybody_who_has_something_to_say_wants_to_more() -> None:
    row = begun(CALM)
    before = [wish.bid for wish in wishes(row)]
    row.sits_up = True
    for was, now in zip(before, wishes(row), strict=True):
        assert now.bid == (NO_WISH if was == NO_WISH else pytest.approx(was + row.rules.floor.conduct))


def test_the_coordinator_brings_up_paper_visas_and_emails_and_no_score() -> None:
    row = begun(CALM, step2_ck=205, visa="h1b", emails="poor")
    coordinator = seat_of(row, "coordinator")
    assert {row.points[p].family for p in row.knowledge.unsaid[coordinator]} == {
        Family.VISA,
        Family.PAPERWORK,
        Family.EMAILS,
    }
    assert row.docket.held[coordinator][index_of(row, "step2_ck")]
    for point in (*row.knowledge.unsaid[coordinator],):
        mark_said(row, point)
    assert wishes(row)[coordinator].act is not Act.CONCERN

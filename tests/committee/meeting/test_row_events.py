from __future__ import annotations

from committee.events import Remembered, RowClosed, RowOpened, Uttered
from committee.meeting.row import utter
from committee.meeting.row_events import RowEvents
from committee.meeting.state import OpenRow
from committee.meeting.wish import NO_WISH, Wish
from committee.terms import Act, Recall, Tier
from tests.scripted import an_applicant, an_episode, an_open_row, held, index_of, only, sponsor_of


def a_row(noticed: str = "0.01") -> OpenRow:
    room = {"memory.episodes": f"[{an_episode()}]", "memory.noticed": noticed}
    return an_open_row(an_applicant(kind="non_us_img", step1="fail", school="Old Hall"), room)


def test_the_row_opens_with_its_cells_points_and_the_room() -> None:
    row = a_row()
    opened = RowEvents(row).so_far[0]
    assert isinstance(opened, RowOpened)
    assert opened.cells["school"] == "Old Hall"
    assert [point.id for point in opened.points] == [point.id for point in row.points]
    assert opened.points[0].holders == tuple(member.spec.id for member in row.members)
    assert set(opened.capital) == set(opened.fatigue) == set(opened.stances)


def test_a_ghost_too_faint_to_notice_is_not_told() -> None:
    loud, faint = a_row(), a_row("1.0")
    assert [(event.member, event.how) for event in only(RowEvents(loud).so_far, Remembered)] == [
        ("apd_1", Recall.SILENT)
    ]
    assert only(RowEvents(faint).so_far, Remembered) == []
    assert faint.recalled == []


def test_members_who_have_nothing_to_say_have_no_bid() -> None:
    row = a_row()
    events = RowEvents(row)
    utter(row, Wish(0, 0.5, Act.AGREE, None, 1), [Wish(0, 0.5, Act.AGREE), Wish(1, NO_WISH, Act.AGREE)], events)
    assert only(events.so_far, Uttered)[-1].bids == {"director": 0.5}


def test_the_close_tells_what_went_unheard_by_name() -> None:
    row = a_row()
    (closed,) = only(held(row).events, RowClosed)
    names = {point.id for point in row.points}
    assert {missed.point for missed in closed.unheard} <= names
    assert closed.id == "a"


def test_the_opening_tells_whose_no_list_the_row_is_on() -> None:
    strict = {"meeting.no_list_rate": "1.0", "meeting.no_list_from": "2.0"}
    row = an_open_row(an_applicant(), strict)
    (opened,) = only(RowEvents(row).so_far, RowOpened)
    assert opened.no_list == ("director", "apd_1", "apd_2")
    (free,) = only(RowEvents(an_open_row(an_applicant(), {"meeting.no_list_rate": "0.0"})).so_far, RowOpened)
    assert free.no_list == ()


def test_an_utterance_tells_its_side_its_second_point_and_the_tier_it_is_about() -> None:
    row = an_open_row(an_applicant(kind="non_us_img", step1="fail", impression="warm; odd", advocate="apd:strong"))
    events, sponsor = RowEvents(row), sponsor_of(row)
    first, second = index_of(row, "impression.1"), index_of(row, "impression.2")
    utter(row, Wish(row.docket.interviewers[0], 1.0, Act.IMPRESSION, first, also=second), (), events)
    utter(row, Wish(0, 1.0, Act.CONCERN, index_of(row, "step1")), (), events)
    utter(row, Wish(7, 1.0, Act.PROPOSE, tier=Tier.LOW), (), events)
    stake = Wish(sponsor, 1.0, Act.ADVOCATE, index_of(row, "advocate"), stake=1.0, tier=Tier.MID)
    utter(row, stake, (), events)
    told = [(event.side, event.also, event.tier) for event in only(events.so_far, Uttered)]
    assert told[:2] == [(0, "impression.2", None), (-1, None, None)]
    assert told[2][1:] == (None, Tier.LOW)
    assert told[2][0] == row.talk.sides[7]
    assert told[3] == (1, None, Tier.MID)


def test_the_close_tells_the_reason_and_what_it_is_about() -> None:
    row = a_row()
    result = held(row)
    (closed,) = only(result.events, RowClosed)
    about = result.ending.about
    assert closed.because is result.ending.because
    assert closed.about == (None if about is None else row.points[about].id)

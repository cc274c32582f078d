from __future__ import annotations

from committee.events import Remembered, RowClosed, RowOpened, Uttered
from committee.meeting.row import utter
from committee.meeting.row_events import RowEvents
from committee.meeting.state import OpenRow
from committee.meeting.wish import NO_WISH, Wish
from committee.terms import Act, Recall
from tests.scripted import an_applicant, an_open_row, held, only

EPISODE = (
    '{id="x", year=2025, traits=["step_fail", "non_us_img"], outcome=-1.0, vividness=0.8, '
    'holders=["apd_1"], witnessed=["apd_1"], label="the last one"}'
)


def a_row(noticed: str = "0.01") -> OpenRow:
    room = {"memory.episodes": f"[{EPISODE}]", "memory.noticed": noticed}
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

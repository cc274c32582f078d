from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.meeting.ending import close, open_concern
from committee.meeting.row import utter
from committee.meeting.state import OpenRow
from committee.meeting.wish import Wish
from committee.terms import Act, EndedBy, Tier, WhyNot
from tests.scripted import an_applicant, an_open_row, index_of

FLAG = {"kind": "non_us_img", "step1": "fail", "advocate": "apd:strong", "emails": "poor"}


def a_row(**cells: str | int | float) -> OpenRow:
    row = an_open_row(an_applicant(**{**FLAG, **cells}))
    row.stance = [0.1] * row.size
    return row


def clean_row() -> OpenRow:
    row = an_open_row(an_applicant())
    row.stance = [0.1] * row.size
    return row


def why(row: OpenRow, point: str) -> WhyNot:
    return dict(close(row).unheard)[index_of(row, point)]


# ---------------------------------------------------------------- by what a row ended: the first that fits


@pytest.mark.parametrize(
    ("state", "ended"),
    [
        ({"rung": True, "favor": True, "against": True}, EndedBy.TIMED_OUT),
        ({}, EndedBy.UNARGUED),
        ({"against": True, "objected": True}, EndedBy.UNARGUED),
        ({"favor": True, "against": True}, EndedBy.RESOLVED),
        ({"favor": True, "answered": True}, EndedBy.RESOLVED),
        ({"favor": True}, EndedBy.CONSENT),
    ],
)
def test_a_flagged_row_ends_by_the_first_that_fits(state: dict[str, bool], ended: EndedBy) -> None:
    row = a_row()
    for name, value in state.items():
        setattr(row.missed if name == "rung" else row.talk, name, value)
    assert close(row).ended_by is ended


def test_a_clean_row_to_which_nobody_objected_ends_by_consent() -> None:
    row = clean_row()
    assert close(row).ended_by is EndedBy.CONSENT
    row.talk.objected = True
    assert close(row).ended_by is EndedBy.UNARGUED


# ---------------------------------------------------------------- the veto


def vetoed(stance: float, *, objected: bool = True, staked: float = 0.0) -> bool:
    row = a_row()
    row.stance[row.seating.director] = stance
    row.talk.objected = objected
    row.stakes.units[1] = staked
    ending = close(row)
    assert (ending.tier is Tier.DNR) or not ending.vetoed
    assert ending.ended_by is EndedBy.RESOLVED or not ending.vetoed
    return ending.vetoed


def test_a_director_vetoes_only_what_was_objected_to_and_paid_for_by_nobody() -> None:
    assert vetoed(-1.0)
    assert not vetoed(-0.5)
    assert not vetoed(-1.0, objected=False)
    assert not vetoed(-1.0, staked=1.0)


def test_a_concern_of_somebody_with_the_row_on_a_no_list_is_a_strong_objection() -> None:
    def after(*, listed: bool) -> float:
        row = a_row()
        row.on_no_list = [listed and index == 1 for index in range(row.size)]
        utter(row, Wish(1, 1.0, Act.CONCERN, index_of(row, "step1")), [])
        return open_concern(row)

    assert 0.0 < after(listed=False) < after(listed=True) < 1.0


# ---------------------------------------------------------------- the call


@given(st.integers(0, 9), st.floats(0.0, 1.0), st.floats(0.0, 0.5), st.floats(0.0, 3.0))
def test_raising_one_members_stance_never_lowers_the_rows_call(
    who: int, more: float, base: float, staked: float
) -> None:
    row = ROW
    row.stance = [base - 0.1 * index for index in range(row.size)]
    row.stakes.units = [0.0, staked, *[0.0] * (row.size - 2)]
    before = close(row).call
    row.stance[who] = min(1.0, row.stance[who] + more)
    assert close(row).call >= before - 1e-12


ROW = a_row()


def test_an_open_concern_lowers_the_call_and_an_answer_gives_back() -> None:
    row = a_row()
    quiet = close(row).call
    row.talk.concerns[index_of(row, "step1")] = 0.0
    spoken = close(row).call
    row.talk.concerns[index_of(row, "step1")] = 0.6
    answered = close(row).call
    assert spoken < answered < quiet


def test_an_open_concern_is_bounded_and_grows_with_what_was_heard() -> None:
    row = a_row()
    assert open_concern(row) == 0.0
    point = index_of(row, "step1")
    row.talk.concerns[point] = 0.0
    before = open_concern(row)
    for reading in row.readings:
        reading.heard[point] = 1.0
    assert 0.0 < before < open_concern(row) < 1.0
    row.talk.concerns[point] = 1.0
    assert open_concern(row) == 0.0


def test_capital_buys_the_average_instead_of_the_doubters() -> None:
    row = a_row()
    row.stance[3] = -0.9
    row.talk.concerns[index_of(row, "step1")] = 0.0
    before = close(row).call
    row.stakes.units[1] = 1.0
    assert before < close(row).call < close(row).room


# ---------------------------------------------------------------- what was never heard, and why


def test_a_point_nobody_holds_goes_unheard_for_want_of_a_holder() -> None:
    row = an_open_row(an_applicant(**FLAG), {"members.10.type": '"faculty"'})
    assert why(row, "emails") is WhyNot.HOLDER_ABSENT


def test_a_point_that_lost_the_floor_was_outbid() -> None:
    row = a_row()
    assert why(row, "emails") is WhyNot.NO_BID
    row.missed.wanted[index_of(row, "emails")] = WhyNot.OUTBID
    assert why(row, "emails") is WhyNot.OUTBID


def test_a_point_that_somebody_was_about_to_say_was_cut_off_by_the_bell() -> None:
    row = a_row()
    row.missed.last_wishes = [Wish(9, 5.0, Act.CONCERN, index_of(row, "emails"))]
    assert why(row, "emails") is WhyNot.NO_BID
    row.missed.rung = True
    assert why(row, "emails") is WhyNot.BELL
    assert why(row, "advocate") is not WhyNot.BELL


def test_a_sponsor_who_could_not_pay_was_short_of_capital() -> None:
    row = a_row()
    assert row.docket.brief.advocate is not None
    row.stakes.short.add(row.docket.brief.advocate)
    assert why(row, "advocate") is WhyNot.NO_CAPITAL


def test_what_was_said_or_stands_on_the_wall_is_not_unheard() -> None:
    row = a_row()
    row.talk.said.append(index_of(row, "emails"))
    unheard = {row.points[point].id for point, _ in close(row).unheard}
    assert "advocate" in unheard
    assert not {"emails", "step1"} & unheard


# ---------------------------------------------------------------- the sponsor


def test_who_holds_the_advocates_point_is_the_sponsor_whoever_pays() -> None:
    row = a_row()
    row.stakes.asks[7] = Tier.MID
    assert close(row).sponsor == row.docket.brief.advocate


def test_without_an_advocate_the_first_who_paid_is_the_sponsor_and_else_nobody() -> None:
    row = a_row(advocate="")
    assert (close(row).sponsor, close(row).heard) == (None, None)
    row.stakes.asks[7] = Tier.MID
    row.stakes.asks[2] = Tier.LOW
    assert close(row).sponsor == 7


def test_a_sponsor_is_heard_by_one_act_in_favor_else_the_reason_is_given() -> None:
    row = a_row()
    assert row.docket.brief.advocate is not None
    assert close(row).heard is WhyNot.NO_BID
    row.talk.in_favor.add(row.docket.brief.advocate)
    assert close(row).heard is True


def test_an_advocate_nobody_took_the_call_of_has_no_sponsor() -> None:
    room = {"members.2.type": '"faculty"', "members.3.type": '"faculty"'}
    row = an_open_row(an_applicant(**FLAG), room)
    assert (close(row).sponsor, close(row).heard) == (None, WhyNot.HOLDER_ABSENT)

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.applicants.point import bears_on
from committee.meeting.ending import close, open_concern
from committee.meeting.row import utter
from committee.meeting.state import OpenRow
from committee.meeting.wish import Wish
from committee.terms import Act, Because, EndedBy, Tier, WhyNot
from tests.effort import some
from tests.scripted import an_applicant, an_open_row, index_of, say, the_rules

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
    assert not vetoed(the_rules().call.veto_below + 0.01)
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


# ---------------------------------------------------------------- the reason named with the call


def called(stance: float, *, favor: bool = True, **cells: str | int | float) -> OpenRow:
    """A row at which everybody stands at ``stance``, so that the call without open concerns is ``stance`` too."""
    row = a_row(**cells)
    row.stance = [stance] * row.size
    row.talk.favor, row.talk.in_favor = favor, {1} if favor else set()
    row.expressed.mean = stance
    return row


def reason(row: OpenRow) -> tuple[Because | None, str | None]:
    ending = close(row)
    return ending.because, None if ending.about is None else row.points[ending.about].id


TIERS = the_rules().call.tiers
LOW = TIERS["low"] + 0.05
"""A stance at which a row without open concerns goes low."""


@pytest.mark.parametrize("tier", [Tier.TOP, Tier.MID])
def test_a_call_to_the_top_or_the_middle_needs_no_reason(tier: Tier) -> None:
    row = called(TIERS[tier] + 0.01)
    assert close(row).tier is tier
    assert reason(row) == (None, None)


def test_a_call_below_what_the_room_has_shown_needs_one() -> None:
    row = called(TIERS["mid"] + 0.01)
    row.expressed.mean = TIERS["top"] + 0.01
    assert close(row).tier is Tier.MID
    assert reason(row)[0] is Because.CONCERN


def test_a_low_row_that_nobody_spoke_for_is_low_for_that() -> None:
    row = called(-0.6, favor=False)
    say(row, Act.CONCERN, "step1", 0)
    row.stance = [-0.6] * row.size
    assert close(row).tier is Tier.LOW
    assert reason(row) == (Because.UNSPOKEN, None)


def test_the_worst_concern_left_open_is_the_reason() -> None:
    row = called(LOW, visa="h1b")
    row.stance = [-0.6] * row.size
    for worry in ("visa", "step1"):
        row.talk.concerns[index_of(row, worry)] = 0.0
    assert close(row).tier is not Tier.MID
    assert reason(row) == (Because.CONCERN, "step1")
    row.talk.concerns[index_of(row, "step1")] = 0.4
    assert reason(row) == (Because.CONCERN, "visa")
    row.talk.concerns[index_of(row, "visa")] = 0.5
    director = row.seating.director
    row.knowledge.salience[director] = [1.0 if seen.id == "step1" else 0.1 for seen in row.points]
    row.talk.concerns[index_of(row, "step1")] = 0.6
    assert reason(row) == (Because.CONCERN, "step1")


def test_what_the_sheet_and_the_file_tell_of_one_matter_is_one_reason() -> None:
    row = called(LOW, professionalism="remediation", step1="pass", interview_score=3.0)
    sheet, file = index_of(row, "professionalism"), index_of(row, "professionalism.file")
    row.stance = [-0.6] * row.size
    for reading in row.readings:
        for worry, heard in ((sheet, 1.0), (file, 1.0), (index_of(row, "interview_score"), 1.0)):
            reading.heard[worry] = heard
    weights = (("professionalism", 2.0), ("professionalism.file", 1.0), ("interview_score", 2.5))
    heavy = dict(weights)
    row.points = tuple(replace(point, strength=heavy.get(point.id, point.strength)) for point in row.points)
    row.talk.concerns = {index_of(row, "interview_score"): 0.0, sheet: 0.0}
    assert reason(row) == (Because.CONCERN, "interview_score")
    row.talk.concerns[file] = 0.0
    assert reason(row) == (Because.CONCERN, "professionalism")


def test_the_director_does_not_give_as_the_reason_what_the_director_argued_away() -> None:
    row = called(LOW, visa="h1b", step2_ck=255)
    row.stance = [-0.6] * row.size
    worries = [index_of(row, worry) for worry in ("visa", "step1")]
    row.talk.concerns = dict.fromkeys(worries, 0.0)
    proof = next(index for index, point in enumerate(row.points) if bears_on(point, row.points[worries[1]]))
    director = row.seating.director
    row.talk.raised.add((director, proof))
    assert reason(row) == (Because.CONCERN, "step1")  # naming it takes no side: a director may just read it out
    row.talk.sides[director] = 1
    assert reason(row) == (Because.CONCERN, "visa")
    del row.talk.concerns[worries[0]]
    assert reason(row) == (Because.CONCERN, "step1")  # nothing else is left


def test_with_every_concern_answered_the_director_falls_back_on_what_weighs_most_against_it_with_them() -> None:
    row = called(LOW, visa="h1b")
    row.talk.concerns[index_of(row, "step1")] = 0.9
    director = row.seating.director
    row.knowledge.salience[director] = [1.0 if seen.id == "visa" else 0.1 for seen in row.points]
    assert reason(row) == (Because.CONCERN, "visa")
    row.readings[director].heard[index_of(row, "visa")] = 0.0
    assert reason(row)[1] != "visa"


def test_a_row_with_nothing_against_it_goes_low_for_the_seats() -> None:
    row = clean_row()
    row.points = tuple(replace(point, valence=1) for point in row.points)
    row.stance, row.talk.favor, row.talk.in_favor = [LOW] * row.size, True, {1}
    assert reason(row) == (Because.SEATS, None)


@pytest.mark.parametrize(
    ("listed", "answered", "because"),
    [
        (True, 0.0, Because.NO_LIST),
        (True, 1.0, Because.NO_LIST),
        (False, 0.0, Because.CONCERN),
        (False, 1.0, Because.ANY_REASON),
    ],
)
def test_a_veto_carries_its_grounds(listed: bool, answered: float, because: Because) -> None:
    row = vetoed_for("step1")
    row.talk.concerns[index_of(row, "step1")] = answered
    row.on_no_list[row.seating.director] = listed
    assert close(row).vetoed
    assert reason(row) == (because, "step1" if because is Because.CONCERN else None)


def vetoed_for(worst: str, **cells: str) -> OpenRow:
    """A row that the director vetoes; this point weighs most with them against it."""
    row = called(-0.95, **cells)
    row.talk.objected = True
    salience = row.knowledge.salience[row.seating.director]
    salience[index_of(row, worst)] = 1.0 + max(salience)
    return row


def test_a_director_who_minds_what_nobody_has_said_vetoes_for_any_reason() -> None:
    row = vetoed_for("visa", visa="h1b")
    row.talk.concerns[index_of(row, "step1")] = 0.0
    assert reason(row) == (Because.ANY_REASON, None)
    row.talk.concerns = {index_of(row, "visa"): 0.0}
    assert reason(row) == (Because.CONCERN, "visa")


def test_another_members_no_list_is_no_ground_for_a_veto() -> None:
    row = vetoed_for("step1")
    row.talk.concerns[index_of(row, "step1")] = 0.0
    row.on_no_list = [index != row.seating.director for index in range(row.size)]
    assert reason(row)[0] is Because.CONCERN


def test_a_row_that_was_praised_and_goes_low_was_objected_to_with_the_call() -> None:
    """It never ends by consent: the reason that the director names is the objection."""
    assert close(called(TIERS["mid"] + 0.01)).ended_by is EndedBy.CONSENT
    assert close(called(LOW)).ended_by is EndedBy.RESOLVED
    assert close(called(-1.2)).ended_by is EndedBy.RESOLVED
    assert close(called(-1.2)).tier is Tier.DNR


@settings(max_examples=some(60))
@given(
    st.floats(-1.0, 1.0),
    st.booleans(),
    st.booleans(),
    st.dictionaries(st.sampled_from(["step1", "emails", "visa"]), st.floats(0.0, 1.0)),
    st.booleans(),
)
def test_every_low_call_has_a_reason_that_holds(
    stance: float, favor: bool, objected: bool, done: dict[str, float], listed: bool
) -> None:
    row = WORRIED
    row.stance, row.talk.favor, row.talk.objected = [stance] * row.size, favor, objected
    row.talk.in_favor = {1} if favor else set()
    row.talk.concerns = {index_of(row, worry): share for worry, share in done.items()}
    row.on_no_list = [listed] * row.size
    ending = close(row)
    assert ending.tier.ranked or ending.because is not None
    assert ending.tier is not Tier.LOW or ending.because is not None
    assert (ending.about is not None) == (ending.because is Because.CONCERN)
    if ending.because is Because.UNSPOKEN:
        assert not favor
    if ending.because in (Because.NO_LIST, Because.ANY_REASON):
        assert ending.vetoed
    if ending.about is not None:
        assert row.points[ending.about].valence < 0
    assert not (ending.ended_by is EndedBy.CONSENT and favor and ending.tier in (Tier.LOW, Tier.DNR))


WORRIED = a_row(visa="h1b")


# ---------------------------------------------------------------- fatigue and the director's own side


def test_a_director_who_sponsors_the_row_or_is_for_it_vetoes_nothing() -> None:
    for cells, side in (({"advocate": "pd:strong"}, 0), ({}, 1)):
        row = a_row(**cells)
        row.stance, row.talk.objected = [-0.95] * row.size, True
        row.talk.sides[row.seating.director] = side
        assert not close(row).vetoed
    row = a_row()
    row.stance, row.talk.objected = [-0.95] * row.size, True
    row.talk.sides[row.seating.director] = -1
    assert close(row).vetoed


def test_a_tired_director_listens_to_fewer_and_calls_lower_unless_everybody_agrees() -> None:
    row = a_row()
    row.stance = [0.5 - 0.1 * member for member in range(row.size)]
    fresh = close(row).call
    row.fatigue[row.seating.director] = 0.6
    tired = close(row).call
    assert tired < fresh
    row.stance = [0.1] * row.size
    assert close(row).call == pytest.approx(0.1)


def test_a_call_may_lie_below_every_stance() -> None:
    """Open concerns come on top of a room of doubters, however low that stands already."""
    row = a_row()
    row.stance = [-1.0] * row.size
    assert close(row).call == pytest.approx(-1.0)
    row.talk.concerns[index_of(row, "step1")] = 0.0
    ending = close(row)
    assert -2.0 < ending.call < -1.0
    assert ending.room == pytest.approx(-1.0)

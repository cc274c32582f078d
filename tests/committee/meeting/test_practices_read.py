from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from committee.applicants.applicant import Applicant, GapReason, Step1, Visa
from committee.applicants.posture import Posture
from committee.events import RowClosed, RowOpened, Uttered
from committee.meeting.practices import (
    hidden_columns,
    inferred_kind,
    inferred_posture,
    moved_by,
    under_rubric,
    written_share,
)
from committee.terms import Flag, Kind
from tests.adopted import EACH, HIDEABLE, practices, ruled, told, unkind
from tests.conversing import about, closing_of, opening_of, said_in
from tests.scripted import (
    SIX,
    a_flagged_row,
    a_meeting,
    an_applicant,
    an_open_row,
    by_row,
    held,
    only,
    the_rules,
)

# ---------------------------------------------------------------- written verdicts


def test_what_members_write_down_is_what_the_room_has_shown_before_anybody_speaks() -> None:
    row = a_flagged_row(ruled(ballots='"before"'))
    written = [stance for stance, vote in zip(row.stance, row.seating.voting, strict=True) if vote]
    assert len(written) == 9  # the coordinator does not vote
    assert row.expressed.mean == pytest.approx(sum(written) / 9)
    assert row.expressed.weight == 9.0
    assert a_flagged_row().expressed.mean == pytest.approx((row.docket.pre_score - 50.0) / 50.0)


@pytest.mark.parametrize("commitment", [0.0, 0.3, 1.0])
def test_whoever_has_written_takes_in_less_and_whoever_has_no_vote_as_before(commitment: float) -> None:
    plain, row = a_flagged_row(), a_flagged_row(ruled(ballots='"before"', commitment=str(commitment)))
    for member, vote in enumerate(row.seating.voting):
        kept = 1.0 - commitment if vote else 1.0
        assert row.attention[member] == pytest.approx(kept * plain.attention[member])


def test_whoever_keeps_wholly_to_a_ballot_is_moved_by_nothing() -> None:
    said = only(told({"ballots": '"before"', "commitment": "1.0"}, rows=SIX), Uttered)
    assert any(event.moved for event in only(told({}, rows=SIX), Uttered))
    assert {member for event in said for member in event.moved} <= {"coordinator"}


def test_no_ballot_no_commitment() -> None:
    assert moved_by(0.8, practices(commitment="1.0")) == 0.8
    assert moved_by(0.8, practices(ballots='"before"', commitment="0.25")) == pytest.approx(0.6)


def test_ballots_after_talk_count_their_share_in_the_call() -> None:
    assert written_share(-0.5, 0.1, practices(ballots='"before"', ballot_share="1.0")) == -0.5
    after = {"ballots": '"before_and_after"'}
    calls = [written_share(-0.5, 0.1, practices(**after, ballot_share=share)) for share in ("0.0", "0.25", "1.0")]
    assert calls == pytest.approx([-0.5, -0.35, 0.1])


def test_a_call_by_ballots_alone_is_their_mean() -> None:
    events = told({"ballots": '"before_and_after"', "ballot_share": "1.0"}, rows=SIX)
    for row in by_row(events).values():
        last = said_in(row)[-1].stances
        ballots = [stance for member, stance in last.items() if member != "coordinator"]
        assert closing_of(row).call == about(sum(ballots) / len(ballots))


def test_what_a_factor_weighed_counts_in_the_ballots_too() -> None:
    """With ballots alone, capital and caution are out of the call, so that a factor weighs what it moves the mean."""
    row = an_open_row(SIX[0], ruled(ballots='"before_and_after"', ballot_share="1.0"))
    ending = held(row)
    closed = only(ending.events, RowClosed)[0]
    half = held(an_open_row(SIX[0], ruled(ballots='"before_and_after"', ballot_share="0.5")))
    assert closed.weighed != only(half.events, RowClosed)[0].weighed


# ---------------------------------------------------------------- blinding

COLUMNS = {
    "kind": {"kind"},
    "school": {"school", "country"},
    "exams": {"step1", "step1_fails", "step2_ck", "step2_fails", "step3"},
    "graduation": {"yog", "gap_years", "gap_reason"},
    "visa": {"visa"},
    "class": {"class_quartile"},
}
IMPLIED = {"visa": {"step3"}}
"""Columns that say something only beside what is blinded: whether Step 3 is passed, where a visa needs it."""
WHOLE = an_applicant(
    id="whole",
    kind="us_img",
    school="Old School",
    country="Westland",
    step1="fail",
    step1_fails=2,
    step2_ck=250,
    step2_fails=1,
    step3="pass",
    yog=2012,
    gap_years=3,
    gap_reason="research",
    visa="h1b",
    class_quartile=1,
    us_clinical="hands_on",
    us_clinical_months=3,
    letters="us:glowing; abroad:generic",
    narrative="concrete",
    note="A repeated year.",
    impression="warm; quiet",
    advocate="apd:mild",
)
"""A row with something in every column that can be blinded."""
OTHERWISE: Mapping[str, Applicant] = {
    "kind": replace(WHOLE, kind=Kind.US_DO),
    "school": replace(WHOLE, school="New School", country="Eastland"),
    "exams": replace(WHOLE, step1=Step1.PASS, step1_fails=0, step2_ck=210, step2_fails=0),
    "graduation": replace(WHOLE, yog=2025, gap_years=0, gap_reason=GapReason.NONE),
    "visa": replace(WHOLE, visa=Visa.J1),
    "class": replace(WHOLE, class_quartile=4),
}
"""The same row with something else there."""


@pytest.mark.parametrize("word", HIDEABLE)
def test_what_is_blinded_is_off_the_wall_and_nobody_can_speak_of_it(word: str) -> None:
    plain = opening_of(told({}, rows=[WHOLE]))
    opened = opening_of(told({"blind": f'["{word}"]'}, rows=[WHOLE]))
    assert set(opened.hidden) == COLUMNS[word]
    for column, cell in plain.cells.items():
        assert opened.cells[column] == ("" if column in COLUMNS[word] else cell)
    assert {point.id for point in opened.points} == {
        point.id for point in plain.points if point.column not in {*COLUMNS[word], *IMPLIED.get(word, ())}
    }


@pytest.mark.parametrize("word", HIDEABLE)
def test_what_is_blinded_moves_nothing(word: str) -> None:
    """Whatever stands in the cells that are off the wall, the room says and does the same."""
    rules = {"blind": f'["{word}"]', "order": '"by_score"'}
    before, after = (told(rules, rows=[row, *SIX]) for row in (WHOLE, OTHERWISE[word]))
    assert [unkind(event) for event in before] == [unkind(event) for event in after]
    if word != "school":  # which moves nothing anyway
        assert told({}, rows=[WHOLE, *SIX]) != told({}, rows=[OTHERWISE[word], *SIX])


def test_with_everything_blinded_the_wall_holds_the_rest() -> None:
    opened = opening_of(told(EACH["blind everything"], rows=[WHOLE]))
    assert set(opened.hidden) == set().union(*COLUMNS.values())
    columns = {point.column for point in opened.points}
    assert columns == {"letters", "narrative", "us_clinical", "impression", "advocate"}
    assert opened.inferred is Kind.US_IMG  # a letter from abroad gives it away


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"visa": "j1"}, Kind.NON_US_IMG),
        ({"visa": "h1b", "letters": ""}, Kind.NON_US_IMG),
        ({"letters": "us:glowing; abroad:generic"}, Kind.US_IMG),
        ({"us_clinical": "observership"}, Kind.US_IMG),
        ({"yog": 2010}, Kind.US_IMG),
        ({"us_clinical": "hands_on"}, Kind.US_MD),
        ({"country": "Westland", "school": "Abroad"}, Kind.US_MD),
        ({}, Kind.US_MD),
    ],
    ids=str,
)
def test_the_rest_of_the_sheet_gives_a_kind_away(cells: dict[str, str], kind: Kind) -> None:
    for own in Kind:
        (opened,) = only(told({"blind": '["kind"]'}, rows=[an_applicant(kind=own, **cells)]), RowOpened)
        assert (opened.inferred, opened.kind) == (kind, own)


def test_what_is_blinded_gives_no_kind_away() -> None:
    hidden = {"blind": '["kind", "visa", "graduation"]'}
    (opened,) = only(told(hidden, rows=[an_applicant(kind="non_us_img", visa="h1b", yog=2005)]), RowOpened)
    assert opened.inferred is Kind.US_MD
    assert inferred_kind(an_applicant(), [Flag.GAP]) is Kind.US_MD


def test_where_the_kind_stands_on_the_wall_nothing_is_inferred() -> None:
    assert {event.inferred for event in only(told({"blind": '["visa", "exams"]'}), RowOpened)} == {None}


def test_how_closely_the_room_looks_goes_from_nobody_in_particular_to_the_kind() -> None:
    postures = {
        Kind.US_MD: Posture(amplify=1.0, shift=0.0),
        Kind.US_DO: Posture(amplify=1.2, shift=0.0),
        Kind.US_IMG: Posture(amplify=1.4, shift=-0.1),
        Kind.NON_US_IMG: Posture(amplify=1.6, shift=-0.3),
    }
    unsure, half, sure = (inferred_posture(Kind.NON_US_IMG, postures, share) for share in (0.0, 0.5, 1.0))
    assert (unsure.amplify, unsure.shift) == pytest.approx((1.3, -0.1))
    assert (half.amplify, half.shift) == pytest.approx((1.45, -0.2))
    assert (sure.amplify, sure.shift) == pytest.approx((1.6, -0.3))


def test_nothing_is_hidden_where_nothing_is_blinded() -> None:
    assert hidden_columns(practices()) == frozenset()
    assert hidden_columns(practices(blind='["class", "kind"]')) == {"class_quartile", "kind"}


# ---------------------------------------------------------------- a rubric


def test_under_a_rubric_members_differ_less_and_a_background_alone_moves_nobody() -> None:
    plain, narrowed = the_rules(), under_rubric(the_rules(ruled(rubric="true", agreement="0.25")))
    assert narrowed.beliefs.weight_spread == pytest.approx(0.75 * plain.beliefs.weight_spread)
    assert narrowed.beliefs.alarm_spread == pytest.approx(0.75 * plain.beliefs.alarm_spread)
    assert narrowed.memory.background == 0.0 < plain.memory.background
    assert under_rubric(plain) is plain


def test_members_who_agree_wholly_weigh_factors_alike() -> None:
    minds = [member.mind for member in a_meeting(ruled(rubric="true", agreement="1.0")).members]
    assert len({tuple(mind.weights.items()) for mind in minds}) == 1
    assert len({tuple(member.mind.weights.items()) for member in a_meeting().members}) == len(minds)

"""The invite meeting: the same room and the same laws, three verdicts, and nobody has met anybody."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from committee.applicants.applicant import Impression, Value
from committee.chance import Chance
from committee.convene import Convener
from committee.engine.outcomes import outcomes_of
from committee.errors import ScenarioRefused, UsageRefused
from committee.events import CapitalMoved, Event, Listed, RowClosed, RowOpened, Uttered
from committee.meeting.intervention import Changes
from committee.meeting.verdicts import FROM_INTERVIEWS, before_interviews, under_verdicts
from committee.terms import Act, Family, Tier, Verdicts
from tests.lawful import assert_lawful
from tests.scripted import a_scenario, an_applicant, events_of, only, the_rules

INVITE = {"meeting.verdicts": '"invite"'}
SEEDS = range(1, 7)


@cache
def meetings() -> tuple[Sequence[Event], ...]:
    return tuple(events_of(INVITE, seed=seed) for seed in SEEDS)


@pytest.mark.parametrize("number", range(len(SEEDS)))
def test_an_invite_meeting_keeps_every_law(number: int) -> None:
    assert_lawful(meetings()[number])


def test_only_its_own_verdicts_are_heard_in_it() -> None:
    events = [event for meeting in meetings() for event in meeting]
    called = {row.tier for row in only(events, RowClosed)}
    asked = {move.ask for move in only(events, CapitalMoved)}
    proposed = {said.tier for said in only(events, Uttered)} - {None}
    assert called == set(Verdicts.INVITE.tiers)
    assert asked
    assert asked | proposed <= called


def test_nobody_has_met_anybody_and_the_office_still_has_its_papers() -> None:
    rows = only([event for meeting in meetings() for event in meeting], RowOpened)
    families = {point.family for row in rows for point in row.points}
    assert not families & {Family.INTERVIEW_SCORE, Family.IMPRESSION, Family.VALUE}
    assert not [said for meeting in meetings() for said in only(meeting, Uttered) if said.act is Act.IMPRESSION]
    office = an_applicant(emails="poor", visa="h1b")
    (row,) = only(events_of(INVITE, rows=[office]), RowOpened)
    assert {Family.EMAILS, Family.PAPERWORK} <= {point.family for point in row.points if point.holders}


def test_a_row_is_not_held_back_because_nobody_has_met_them() -> None:
    """The crude score takes what is unknown for usual, whatever an interview would have said later."""
    poor, good = (an_applicant(id="one", interview_score=score) for score in (2.0, 5.0))
    opened = [only(events_of(INVITE, rows=[row]), RowOpened)[0] for row in (poor, good)]
    assert opened[0] == opened[1]
    assert opened[0].cells["interview_score"] == ""


def test_the_list_is_the_order_of_invitations() -> None:
    for meeting in meetings():
        (listed,) = only(meeting, Listed)
        assert set(listed.ids) == {row.id for row in only(meeting, RowClosed) if row.tier is not Tier.NO}


def test_steps_of_the_call_come_from_the_thresholds_of_inviting() -> None:
    rules = the_rules({**INVITE, "meeting.call.invite": "{ invite = 0.3, hold = 0.1 }"})
    assert dict(rules.call.tiers) == {"top": 0.3, "mid": 0.3, "low": 0.1}
    assert rules.room.interviewers == 0
    assert under_verdicts(rules) == rules
    plain = the_rules()
    assert under_verdicts(plain) is plain


def test_thresholds_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ScenarioRefused, match="they must descend from invite to hold"):
        a_scenario({"meeting.call.invite": "{ invite = -0.5, hold = 0.1 }"})


def test_a_verdict_that_is_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(ScenarioRefused, match="invite"):
        a_scenario({"meeting.verdicts": '"invit"'})


def test_what_interviews_fill_in_is_blank_before_them() -> None:
    row = an_applicant(interview_score=4.8, impression="warm", value="reliable")
    assert (row.impression, row.value) == ((Impression.WARM,), (Value.RELIABLE,))
    blank = before_interviews(row)
    assert [getattr(blank, column) for column in FROM_INTERVIEWS] == list(FROM_INTERVIEWS.values())
    assert before_interviews(blank) == blank


def test_a_change_of_an_interview_is_refused_before_there_is_one() -> None:
    convener = Convener(a_scenario(INVITE))
    row = convener.rows(Chance(1))[0].id
    with pytest.raises(UsageRefused, match="nobody has interviewed anybody"):
        convener.meeting(1, changes=Changes(cells={row: {"Interview": "4.0"}}))


def test_both_engines_count_the_same() -> None:
    pytest.importorskip("numba")
    compiled, readable = (outcomes_of(a_scenario(INVITE), SEEDS, engine=engine) for engine in ("compiled", "objects"))
    assert compiled.astype(str).equals(readable.astype(str))
    assert set(compiled["tier"]) <= set(Verdicts.INVITE.tiers)

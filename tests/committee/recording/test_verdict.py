"""A call in words: what was said, what weighed, what was paid for."""

from __future__ import annotations

from typing import Any

import pytest

from committee.recording.recording import RecordedRow
from committee.recording.spoken import BECAUSE
from committee.recording.verdict import reason, unpaid, weighed_most, weighing
from committee.terms import Act, Because, Factor, Tier
from tests.builders import a_header, a_row_closed, a_row_opened, an_utterance, heard

WEIGHED = {"exams": 0.1, "letters": 0.4, "interview": -0.31, "severity": -0.2, "advocacy": 0.004}


def called(act: Act = Act.CALL, **given: object) -> RecordedRow:
    return heard([a_header(1), a_row_opened(1), an_utterance(1, "pd", act), a_row_closed(1, **given)]).rows[0]


@pytest.mark.parametrize("because", list(Because))
@pytest.mark.parametrize(("act", "says"), [(Act.CALL, "Said"), (Act.VETO, "Grounds of the veto")])
def test_every_reason_is_said_and_a_veto_has_grounds(because: Because, act: Act, says: str) -> None:
    assert reason(called(act, because=because)) == f"{says}: {BECAUSE[because]}"


def test_a_reason_names_the_point_that_it_is_about() -> None:
    row = called(because=Because.CONCERN, about="point_1")
    assert reason(row) == "Said: a failed Step (1), a worry that weighs with the director"


def test_a_call_that_needs_no_reason_and_a_row_without_a_call_have_none() -> None:
    assert reason(called()) == ""
    assert reason(heard([a_header(1), a_row_opened(1)]).rows[0]) == ""


def test_a_plain_middle_is_weighed_either_way() -> None:
    assert weighing(called(tier=Tier.MID, weighed=WEIGHED)) == "Weighed most: the letters +0.40"
    lowered = {"exams": 0.1, "interview": -0.31}
    assert weighing(called(tier=Tier.MID, weighed=lowered)) == "Weighed most: the interview -0.31"


@pytest.mark.parametrize(
    ("given", "factor"),
    [
        ({"tier": Tier.TOP}, (Factor.LETTERS, 0.4)),
        ({"tier": Tier.TOP, "because": Because.SEATS}, (Factor.INTERVIEW, -0.31)),
        ({"tier": Tier.MID, "because": Because.CONCERN}, (Factor.INTERVIEW, -0.31)),
        ({"tier": Tier.LOW}, (Factor.INTERVIEW, -0.31)),
        ({"tier": Tier.DNR, "because": Because.UNSPOKEN}, (Factor.INTERVIEW, -0.31)),
        ({"tier": Tier.INVITE}, (Factor.LETTERS, 0.4)),
        ({"tier": Tier.NO}, (Factor.INTERVIEW, -0.31)),
    ],
)
def test_what_weighed_most_has_the_sign_of_the_verdict(given: dict[str, Any], factor: tuple[Factor, float]) -> None:
    assert weighed_most(a_row_closed(weighed=WEIGHED, **given)) == factor


def test_where_nothing_points_the_way_of_the_verdict_that_is_said() -> None:
    raised = {"exams": 0.1, "letters": 0.4}
    low = called(tier=Tier.LOW, weighed=raised, because=Because.UNSPOKEN)
    assert weighing(low) == "Weighed most: nothing that way; nobody spoke for it"
    spoken = an_utterance(1, "apd_1", Act.ADVOCATE, side=1)
    closed = a_row_closed(1, tier=Tier.LOW, weighed=raised, because=Because.CONCERN)
    praised = heard([a_header(1), a_row_opened(1), spoken, closed]).rows[0]
    assert weighing(praised) == "Weighed most: nothing before the talk"
    hopeless = called(tier=Tier.DNR, weighed={"exams": -0.02, "letters": 0.0}, because=Because.UNSPOKEN)
    assert weighing(hopeless) == "Weighed most: no one thing; without any one of them it stands as low"


def test_a_recording_that_does_not_tell_what_weighed_and_a_plain_middle_of_nothing_say_nothing() -> None:
    assert weighing(called(because=Because.SEATS)) == weighing(called(tier=Tier.LOW)) == ""
    slight = {"exams": 0.004, "letters": -0.0299}
    assert weighing(called(tier=Tier.MID, weighed=slight)) == ""


def test_what_the_call_owes_to_capital_is_told_only_where_somebody_paid() -> None:
    assert (
        unpaid(a_row_closed(call=0.4, unpaid=-0.12)) == "If nobody had paid, the call would have been -0.12, not +0.40"
    )
    assert unpaid(a_row_closed(call=0.4)) == ""

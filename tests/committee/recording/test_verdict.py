"""A call in words: what was said, what weighed, what was paid for."""

from __future__ import annotations

import pytest

from committee.recording.recording import RecordedRow
from committee.recording.spoken import BECAUSE
from committee.recording.verdict import reason, unpaid, weighed_most, weighing
from committee.terms import Act, Because, Factor
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


def test_what_weighed_most_is_the_largest_change_of_the_call() -> None:
    assert weighed_most(a_row_closed(weighed=WEIGHED)) == (Factor.LETTERS, 0.4)
    assert weighing(a_row_closed(weighed=WEIGHED)) == "Weighed most: the letters +0.40"


def test_beside_a_reason_stands_what_lowered_the_call_most() -> None:
    assert weighing(a_row_closed(weighed=WEIGHED, because=Because.UNSPOKEN)) == "Weighed most: the interview -0.31"


def test_beside_a_reason_for_what_nothing_lowered_stands_what_weighed_most_all_the_same() -> None:
    raised = {"exams": 0.1, "letters": 0.4}
    assert weighing(a_row_closed(weighed=raised, because=Because.SEATS)) == "Weighed most: the letters +0.40"


@pytest.mark.parametrize("weighed", [{}, {"exams": 0.004, "letters": -0.0299}])
def test_what_weighed_next_to_nothing_is_not_worth_a_word(weighed: dict[str, float]) -> None:
    assert weighing(a_row_closed(weighed=weighed, because=Because.SEATS)) == ""


def test_what_the_call_owes_to_capital_is_told_only_where_somebody_paid() -> None:
    assert (
        unpaid(a_row_closed(call=0.4, unpaid=-0.12)) == "If nobody had paid, the call would have been -0.12, not +0.40"
    )
    assert unpaid(a_row_closed(call=0.4)) == ""

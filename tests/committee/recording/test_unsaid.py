"""What the minutes count as left unsaid: nothing that was raised, and nothing that nobody would say."""

from __future__ import annotations

from typing import Any

import pytest

from committee.events import PointSeen, Unheard
from committee.recording.recording import RecordedRow
from committee.recording.row_minutes import row_minutes
from committee.recording.unsaid import left_unsaid, topic_unsaid
from committee.terms import Act, Family, Kind, Recall, WhyNot
from tests.builders import a_header, a_point, a_recording, a_row_closed, a_row_opened, an_utterance, heard

NOTE = a_point(1, id="professionalism", column="professionalism", family=Family.PROFESSIONALISM, detail="note")
IN_FILE = a_point(2, id="professionalism.file", column="professionalism", family=Family.PROFESSIONALISM, detail="note")
WARDS = a_point(3, id="us_clinical", column="us_clinical", family=Family.US_CLINICAL, detail="22 months", flag=None)
SILENT = a_point(4, id="narrative", column="narrative", family=Family.NARRATIVE, detail="none", flag=None)
FAILED = a_point(5, id="step1_fails", column="step1_fails", family=Family.STEP_FAIL, detail="Step 1", flag="step_fail")
LETTERS = [
    a_point(n, id=f"letters.{n}", column="letters", family=Family.LETTER_GLOWING, detail="US", flag=None)
    for n in (6, 7)
]


def a_row(*points: PointSeen, unheard: PointSeen, said: tuple[dict[str, Any], ...] = (), **given: Any) -> RecordedRow:
    lines = [
        an_utterance(turn, "faculty_1", each.pop("act"), **each) for turn, each in enumerate(map(dict, said), start=1)
    ]
    closed = a_row_closed(1, unheard=(Unheard(point=unheard.id, why=WhyNot.NO_BID),))
    return heard([a_header(1), a_row_opened(1, points=points, **given), *lines, closed]).rows[0]


def unsaid(row: RecordedRow) -> list[str]:
    return [topic_unsaid(row, point) for point, _ in left_unsaid(row)]


def test_a_note_on_conduct_that_was_raised_is_not_listed_under_the_key_of_the_file() -> None:
    raised = ({"act": Act.CONCERN, "point": NOTE.id},)
    assert unsaid(a_row(NOTE, IN_FILE, unheard=IN_FILE, said=raised)) == []
    assert unsaid(a_row(NOTE, IN_FILE, unheard=IN_FILE)) == ["professionalism in the file (note)"]


@pytest.mark.parametrize(
    ("kind", "listed"), [(Kind.US_MD, False), (Kind.US_DO, False), (Kind.US_IMG, True), (Kind.NON_US_IMG, True)]
)
def test_us_clinical_work_is_nothing_to_leave_unsaid_for_us_graduates(kind: Kind, listed: bool) -> None:
    assert unsaid(a_row(WARDS, unheard=WARDS, kind=kind)) == (["US clinical work (22 months)"] if listed else [])


def test_an_explanation_is_missed_only_where_there_is_something_to_explain_and_nobody_was_told() -> None:
    assert unsaid(a_row(SILENT, unheard=SILENT)) == []
    assert unsaid(a_row(SILENT, FAILED, unheard=SILENT)) == ["no explanation by the applicant"]
    asked = ({"act": Act.ASK, "point": FAILED.id}, {"act": Act.ANSWER, "point": None})
    assert unsaid(a_row(SILENT, FAILED, unheard=SILENT, said=asked)) == []


def test_a_letter_beside_one_that_was_raised_is_another_one() -> None:
    first, second = LETTERS
    raised = ({"act": Act.VOUCH, "point": first.id},)
    assert unsaid(a_row(*LETTERS, unheard=second, said=raised)) == ["another glowing letter (US)"]
    assert unsaid(a_row(*LETTERS, unheard=second)) == ["a glowing letter (US)"]


def test_everybody_who_names_a_past_resident_has_thought_of_them() -> None:
    """Somebody may name a resident who did not weigh enough with them to be told of as the row opened."""
    row = a_recording().rows[0]
    silent = {event.member for event in row.remembered if event.how is Recall.SILENT}
    spoken = {event.member for event in row.remembered if event.how is Recall.SPOKEN}
    assert (silent, spoken) == ({"pd"}, {"chief_1"})
    assert row_minutes(a_recording(), row).in_silence[1].startswith("Dr. Dunmore thinks of the resident whose visa")

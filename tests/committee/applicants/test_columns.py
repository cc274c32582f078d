from __future__ import annotations

from collections import Counter
from dataclasses import fields

import pytest

from committee.applicants.applicant import Applicant
from committee.applicants.cells import squash
from committee.applicants.columns import SHEET_COLUMNS, column_of


def test_there_is_a_column_for_every_field_but_the_unseen_ones_in_the_same_order() -> None:
    unseen = {"promise", "extras"}
    assert [column.name for column in SHEET_COLUMNS] == [f.name for f in fields(Applicant) if f.name not in unseen]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Step 2 CK", "step2_ck"),
        ("step2ck", "step2_ck"),
        ("STEP_2_CK", "step2_ck"),
        ("Step-2 (CK)", "step2_ck"),
        ("YOG", "yog"),
        ("Year of graduation", "yog"),
        ("Visa", "visa"),
        ("Interview score", "interview_score"),
        ("US clinical months", "us_clinical_months"),
        ("LoRs", "letters"),
        ("E-mails", "emails"),
    ],
)
def test_headings_match_without_case_spaces_or_underscores(heading: str, name: str) -> None:
    column = column_of(heading)
    assert column is not None
    assert column.name == name


def test_no_heading_means_two_columns_and_all_are_written_squashed() -> None:
    headings = [heading for column in SHEET_COLUMNS for heading in (squash(column.name), *column.headings)]
    assert [heading for heading, times in Counter(headings).items() if times > 1] == []
    assert [heading for heading in headings if squash(heading) != heading] == []


@pytest.mark.parametrize("column", SHEET_COLUMNS, ids=lambda column: column.name)
def test_a_blank_is_written_blank(column) -> None:
    assert column.text(column.blank) == ""

"""The cells that a search tries are ones that a sheet may hold, and each is another."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings

from committee.applicants.applicant import Applicant
from committee.applicants.changing import with_cells
from committee.applicants.points import COLUMN_RULES
from committee.applicants.sheet import cells, read_rows
from committee.experiments.row.other_cells import other_cells, weight_of
from committee.meeting.lookups import Lookups
from committee.meeting.rules import MeetingRules
from tests.scripted import the_rules
from tests.strategies import applicants

ROW = {
    "name": "Ada Vale",
    "kind": "non_us_img",
    "step1": "fail",
    "step2_ck": "229",
    "yog": "2016",
    "gap_years": "2",
    "letters": "us:lukewarm; abroad:generic:known",
    "interview_score": "3.6",
    "impression": "shy; nice",
    "value": "reliable",
    "visa": "h1b",
}


@cache
def _rules() -> MeetingRules:
    return the_rules()


def _row(**more: str) -> Applicant:
    (row,) = read_rows([ROW | more], year=_rules().year, place="row")
    return row


def _tried(row: Applicant) -> dict[str, list[str]]:
    tried: dict[str, list[str]] = {}
    for column, text in other_cells(row, _rules()):
        tried.setdefault(column, []).append(text)
    return tried


def test_every_column_that_says_something_is_tried() -> None:
    assert {*_tried(_row())} == {*COLUMN_RULES} | {"gap_reason", "us_clinical_months"}


@given(applicants())
@settings(max_examples=25, deadline=None)
def test_every_cell_tried_can_be_read_and_is_another(applicant: Applicant) -> None:
    assert _rules().year >= applicant.yog
    own = cells(applicant)
    for column, text in other_cells(applicant, _rules()):
        (changed,) = with_cells([applicant], {applicant.id: {column: text}}, year=_rules().year)
        now = cells(changed)
        with_it = {"step1_fails"} if column == "step1" else set()
        assert {name for name in now if now[name] != own[name]} - with_it == {column}


@pytest.mark.parametrize(
    ("column", "among"),
    [
        ("step1", ["pass", "225"]),
        ("step2_ck", ["235", "209", "249"]),
        ("yog", ["2021", "2017", "2015"]),
        ("gap_years", ["0", "1", "4"]),
        ("interview_score", ["4.1", "4.6", "2.6"]),
        ("letters", ["abroad:generic:known", "us:glowing; abroad:generic:known", "us:lukewarm; abroad:generic"]),
        ("impression", ["nice", "shy", "shy; nice; warm"]),
        ("visa", ["none", "j1"]),
        ("advocate", ["pd:strong", "outside:mild"]),
    ],
)
def test_numbers_go_in_steps_and_lists_by_one(column: str, among: list[str]) -> None:
    assert {*among} <= {*_tried(_row())[column]}


def test_a_worry_ends_at_the_value_that_is_tried() -> None:
    lookups = Lookups(_rules(), ())
    for column, text in (("step2_ck", "235"), ("yog", "2021"), ("gap_years", "0"), ("visa", "none")):
        assert text in _tried(_row())[column]
        flags = {point.column for point in lookups.points_of(_row(**{column: text})) if point.flag is not None}
        assert column in {point.column for point in lookups.points_of(_row()) if point.flag is not None}
        assert column not in flags


def test_a_row_weighs_more_with_a_better_cell() -> None:
    lookups = Lookups(_rules(), ())
    plain = weight_of(lookups.points_of(_row()))
    assert weight_of(lookups.points_of(_row(visa="none"))) > plain
    assert weight_of(lookups.points_of(_row(emails="poor"))) < plain

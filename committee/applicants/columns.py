"""The columns of a sheet: one table says each column's name, other headings it goes by, cell form and default.

The order here is the order in which a sheet is written and shown. Unknown headings are no concern of this
file: they are kept as extras.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from typing import Any, Final

from committee.applicants.applicant import (
    Applicant,
    Emails,
    GapReason,
    Impression,
    Narrative,
    PriorTraining,
    Professionalism,
    Step3,
    UsClinical,
    Value,
)
from committee.applicants.cells import (
    Form,
    advocate_form,
    letters_form,
    line_form,
    note_form,
    real_form,
    score_or_word_form,
    squash,
    whole_form,
    word_form,
    words_form,
    year_form,
)
from committee.terms import Kind, Visa


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a sheet."""

    name: str
    """Also the field of :class:`~committee.applicants.applicant.Applicant`, whose default is what a blank means."""
    form: Form
    """How its cells are read and written."""
    blank: Any
    """What an empty cell means; None where none may be empty."""
    required: bool
    """Whether the column must be there, with no blank cell."""
    headings: tuple[str, ...]
    """Other names, squashed: without case, spaces, underscores or punctuation."""

    def text(self, value: Any) -> str:
        """The canonical text of ``value``: blank where that is what a blank means."""
        return "" if value == self.blank else self.form.write(value)


EARLIEST_YEAR: Final = 1950
"""The first year of graduation that a sheet may hold."""

_SCORE = (180, 300)  # the Steps report on this scale; passing has moved within it (Step 1: 196 since January 2022)


_MADE = frozenset({"id"})
"""Columns that no applicant lacks and a sheet may: what they hold is made where it is not given."""

_DEFAULTS = {field.name: field.default for field in fields(Applicant)}


def _column(name: str, form: Form, *headings: str) -> Column:
    """The column of the applicant's field ``name``; the field says what a blank means."""
    default = _DEFAULTS[name]
    lacking = default is MISSING
    blank = None if lacking else default
    return Column(name=name, form=form, blank=blank, required=lacking and name not in _MADE, headings=headings)


SHEET_COLUMNS: Final = (
    _column("id", line_form(), "applicantid", "rowid"),
    _column("name", line_form(), "applicant", "applicantname", "fullname"),
    _column("school", line_form(), "medicalschool", "medschool", "schoolname"),
    _column("country", line_form(), "schoolcountry", "countryofschool", "countryoftraining"),
    _column("kind", word_form(Kind), "applicantkind", "applicanttype", "type"),
    _column("step1", score_or_word_form(*_SCORE), "usmlestep1", "step1score", "step1result", "usmle1", "s1"),
    _column(
        "step2_ck",
        whole_form(*_SCORE, "a score"),
        "step2",
        "ck",
        "step2score",
        "step2ckscore",
        "ckscore",
        *("usmlestep2ck", "usmlestep2", "usmle2ck", "usmle2", "s2ck", "s2"),
    ),
    _column("step1_fails", whole_form(0, 3, "a whole number"), "step1failures", "step1failed", "failsstep1"),
    _column(
        "step2_fails",
        whole_form(0, 3, "a whole number"),
        "step2ckfails",
        "step2failures",
        "step2ckfailures",
        *("step2failed", "failsstep2", "ckfails"),
    ),
    _column("step3", word_form(Step3), "usmlestep3", "step3result", "usmle3", "s3"),
    _column(
        "yog",
        year_form(EARLIEST_YEAR),
        *("yearofgraduation", "graduationyear", "gradyear", "graduated", "yeargraduated", "classof"),
    ),
    _column("gap_years", whole_form(0, 30, "a whole number of years"), "gap", "yearsgap", "gapyrs", "gaplength"),
    _column("gap_reason", word_form(GapReason), "reasonforgap", "reasongap", "gapactivity"),
    _column(
        "prior_training",
        word_form(PriorTraining),
        *("priorresidency", "previoustraining", "previousresidency", "priorgme"),
    ),
    _column("us_clinical", word_form(UsClinical), "usce", "usclinicalexperience", "usexperience"),
    _column(
        "us_clinical_months",
        whole_form(0, 60, "a whole number of months"),
        *("uscemonths", "usclinicalexperiencemonths", "monthsusce", "monthsusclinical", "usmonths"),
    ),
    _column("rotated_here", whole_form(0, 12, "a whole number of months"), "rotationhere", "monthshere"),
    _column("letters", letters_form(), "lor", "lors", "lettersofrecommendation", "recommendationletters"),
    _column(
        "professionalism",
        word_form(Professionalism),
        *("professionalismflag", "professionalismissue", "professionalismissues"),
    ),
    _column("narrative", word_form(Narrative), "explanation", "personalstatement"),
    _column("visa", word_form(Visa), "visaneeded", "visaneed", "visatype", "visastatus", "visakind"),
    _column(
        "interview_score",
        real_form(1.0, 5.0, "a score"),
        *("interview", "interviewmean", "meaninterview", "meaninterviewscore", "interviewrating", "intscore"),
    ),
    _column("impression", words_form(Impression), "impressions", "interviewimpression", "interviewimpressions"),
    _column("emails", word_form(Emails), "emailmanner", "emailquality", "correspondence"),
    _column("value", words_form(Value), "values", "valuewords", "presentvalue", "presentdayvalue"),
    _column("class_quartile", whole_form(1, 4, "a quartile"), "quartile", "classrankquartile"),
    _column("advocate", advocate_form(), "advocates", "advocacy", "sponsor"),
    _column("note", note_form(), "notes", "comment", "comments", "remark", "remarks"),
)

BY_NAME: Final = {column.name: column for column in SHEET_COLUMNS}

_BY_HEADING: Final = {
    heading: column for column in SHEET_COLUMNS for heading in (squash(column.name), *column.headings)
}


def column_of(heading: str) -> Column | None:
    """The column that a ``heading`` means: ``Step 2 CK``, ``YOG`` and ``Visa`` are understood."""
    return _BY_HEADING.get(squash(heading))

"""The columns of a sheet: one table says each column's name, other headings it goes by, cell form and default.

The order here is the order in which a sheet is written and shown. Unknown headings are no concern of this
file: they are kept as extras.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from committee.applicants.applicant import (
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
    """One column. ``name`` is also the field of an applicant; ``blank`` is what an empty cell means.

    A ``required`` column must be there and none of its cells may be blank. ``headings`` are other names, squashed
    (without case, spaces, underscores or punctuation).
    """

    name: str
    form: Form
    blank: Any = None
    required: bool = False
    headings: tuple[str, ...] = ()

    def text(self, value: Any) -> str:
        """The canonical text of ``value``: blank where that is what a blank means."""
        return "" if value == self.blank else self.form.write(value)


EARLIEST_YEAR: Final = 1950
"""The first year of graduation that a sheet may hold."""

_SCORE = (180, 300)  # the Steps report on this scale; passing has moved within it (Step 1: 196 since January 2022)


def _column(name: str, form: Form, blank: Any = None, *headings: str) -> Column:
    return Column(name=name, form=form, blank=blank, headings=headings)


COLUMNS: Final = (
    _column("id", line_form(), None, "applicantid", "rowid"),
    Column(name="name", form=line_form(), required=True, headings=("applicant", "applicantname", "fullname")),
    _column("school", line_form(), "", "medicalschool", "medschool", "schoolname"),
    _column("country", line_form(), "", "schoolcountry", "countryofschool", "countryoftraining"),
    Column(name="kind", form=word_form(Kind), required=True, headings=("applicantkind", "applicanttype", "type")),
    _column("step1", score_or_word_form(*_SCORE), None, "usmlestep1", "step1score", "step1result", "usmle1", "s1"),
    _column(
        *("step2_ck", whole_form(*_SCORE, "a score"), None, "step2", "ck", "step2score", "step2ckscore", "ckscore"),
        *("usmlestep2ck", "usmlestep2", "usmle2ck", "usmle2", "s2ck", "s2"),
    ),
    _column("step1_fails", whole_form(0, 3, "a whole number"), 0, "step1failures", "step1failed", "failsstep1"),
    _column(
        *("step2_fails", whole_form(0, 3, "a whole number"), 0, "step2ckfails", "step2failures", "step2ckfailures"),
        *("step2failed", "failsstep2", "ckfails"),
    ),
    _column("step3", word_form(Step3), Step3.NONE, "usmlestep3", "step3result", "usmle3", "s3"),
    Column(
        name="yog",
        form=year_form(EARLIEST_YEAR),
        required=True,
        headings=("yearofgraduation", "graduationyear", "gradyear", "graduated", "yeargraduated", "classof"),
    ),
    _column("gap_years", whole_form(0, 30, "a whole number of years"), 0, "gap", "yearsgap", "gapyrs", "gaplength"),
    _column("gap_reason", word_form(GapReason), GapReason.NONE, "reasonforgap", "reasongap", "gapactivity"),
    _column(
        *("prior_training", word_form(PriorTraining), PriorTraining.NONE),
        *("priorresidency", "previoustraining", "previousresidency", "priorgme"),
    ),
    _column("us_clinical", word_form(UsClinical), UsClinical.NONE, "usce", "usclinicalexperience", "usexperience"),
    _column(
        *("us_clinical_months", whole_form(0, 60, "a whole number of months"), 0),
        *("uscemonths", "usclinicalexperiencemonths", "monthsusce", "monthsusclinical", "usmonths"),
    ),
    _column("rotated_here", whole_form(0, 12, "a whole number of months"), 0, "rotationhere", "monthshere"),
    _column("letters", letters_form(), (), "lor", "lors", "lettersofrecommendation", "recommendationletters"),
    _column(
        *("professionalism", word_form(Professionalism), Professionalism.NONE),
        *("professionalismflag", "professionalismissue", "professionalismissues"),
    ),
    _column("narrative", word_form(Narrative), Narrative.NONE, "explanation", "personalstatement"),
    _column("visa", word_form(Visa), Visa.NONE, "visaneeded", "visaneed", "visatype", "visastatus", "visakind"),
    _column(
        *("interview_score", real_form(1.0, 5.0, "a score"), None),
        *("interview", "interviewmean", "meaninterview", "meaninterviewscore", "interviewrating", "intscore"),
    ),
    _column("impression", words_form(Impression), (), "impressions", "interviewimpression", "interviewimpressions"),
    _column("emails", word_form(Emails), Emails.GOOD, "emailmanner", "emailquality", "correspondence"),
    _column("value", words_form(Value), (), "values", "valuewords", "presentvalue", "presentdayvalue"),
    _column("class_quartile", whole_form(1, 4, "a quartile"), None, "quartile", "classrankquartile"),
    _column("advocate", advocate_form(), None, "advocates", "advocacy", "sponsor"),
    _column("note", note_form(), "", "notes", "comment", "comments", "remark", "remarks"),
)

BY_NAME: Final = {column.name: column for column in COLUMNS}

_BY_HEADING: Final = {heading: column for column in COLUMNS for heading in (squash(column.name), *column.headings)}


def column_of(heading: str) -> Column | None:
    """The column that a ``heading`` means: ``Step 2 CK``, ``YOG`` and ``Visa`` are understood."""
    return _BY_HEADING.get(squash(heading))

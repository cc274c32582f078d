from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.applicants.applicant import Applicant
from committee.errors import ScenarioRefused
from committee.program.composite import composite, label
from committee.terms import Label
from tests.scripted import a_scenario, an_applicant, the_rules
from tests.strategies import applicants

RULES = the_rules().composite


@given(applicants())
def test_the_score_is_a_percentage(row: Applicant) -> None:
    assert 0.0 <= composite(row, RULES) <= 100.0


@given(applicants())
def test_only_exams_class_and_fit_count(row: Applicant) -> None:
    bare = an_applicant(id="b", letters="", step2_ck="", interview_score="")
    kept = ("step1", "step2_ck", "step1_fails", "step2_fails", "interview_score", "class_quartile")
    other = replace(bare, **{field: getattr(row, field) for field in kept})
    assert composite(other, RULES) == composite(row, RULES)


@given(st.integers(180, 299))
def test_a_better_exam_never_scores_lower(score: int) -> None:
    assert composite(an_applicant(step2_ck=score), RULES) <= composite(an_applicant(step2_ck=score + 1), RULES)


def test_a_failure_a_lower_quartile_and_a_poorer_interview_all_cost() -> None:
    plain = composite(an_applicant(class_quartile=1), RULES)
    assert composite(an_applicant(class_quartile=1, step1_fails=1, step1="pass"), RULES) < plain
    assert composite(an_applicant(class_quartile=4), RULES) < plain
    assert composite(an_applicant(class_quartile=1, interview_score=3.0), RULES) < plain


def test_what_is_missing_is_worth_the_stated_middle() -> None:
    unknown = an_applicant(step2_ck="", interview_score="")
    assert composite(unknown, RULES) == pytest.approx(RULES.unknown)


def test_a_label_begins_at_its_bound() -> None:
    assert label(RULES.strong_from, RULES) is Label.STRONG
    assert label(RULES.strong_from - 0.01, RULES) is Label.BORDERLINE
    assert label(RULES.borderline_from, RULES) is Label.BORDERLINE
    assert label(RULES.borderline_from - 0.01, RULES) is Label.DO_NOT_RANK


@pytest.mark.parametrize(
    "settings",
    [
        {"program.composite.exam_low": "270.0"},
        {"program.composite.fit_high": "3.0"},
        {f"program.composite.{part}_weight": "0.0" for part in ("exam", "class", "fit")},
    ],
)
def test_a_score_that_cannot_be_made_is_refused_before_the_meeting(settings: dict[str, str]) -> None:
    with pytest.raises(ScenarioRefused, match="composite"):
        a_scenario(settings)

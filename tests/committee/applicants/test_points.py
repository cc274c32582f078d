from __future__ import annotations

from dataclasses import fields, replace
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.applicants.applicant import Applicant
from committee.applicants.point import (
    EXAM_FLAGS,
    EXPLAINED_FLAGS,
    PAPER_FLAGS,
    PERSON_FLAGS,
    Circumstances,
    Point,
    bears_on,
)
from committee.applicants.points import COLUMN_RULES, USUAL_COLUMNS, flags_of, points_of
from committee.terms import Factor, Flag, Holding, VisaPolicy
from tests.scripted import an_applicant, circumstances, the_points
from tests.strategies import applicants

AT = circumstances()
RULES = AT.rules
IMG = {"kind": "non_us_img"}
WORRIES = sorted(Flag)


def worth(points: dict[str, Point], column: str) -> float:
    """What a column says in all, signed."""
    return sum(point.valence * point.strength for point in points.values() if point.column == column)


@given(applicants())
def test_every_legal_row_becomes_points_that_can_be_said(row: Applicant) -> None:
    points = points_of(row, AT)
    assert len({point.id for point in points}) == len(points)
    for point in points:
        assert point.strength > 0
        assert isfinite(point.strength)
        assert point.valence in (-1, 1)
        assert 0 <= point.proof <= 1
        assert 0 <= point.tolerance <= 1
        assert point.column in COLUMN_RULES
        assert point.id.split(".")[0] == point.column
        assert point.detail
        assert point.flag is None or (point.valence < 0 and point.issue)


@given(applicants(), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_name_school_country_and_note_say_nothing(row: Applicant, name: str, school: str, country: str) -> None:
    other = replace(row, name=name, school=school, country=country, note=name)
    assert points_of(other, AT) == points_of(row, AT)


@given(applicants(), applicants())
def test_a_column_reads_the_cells_that_it_names_and_no_others(row: Applicant, other: Applicant) -> None:
    for column in COLUMN_RULES.values():
        named = {name: getattr(row, name) for name in _named(column.cells)}
        assert [*column.derive(replace(other, **named), AT)] == [*column.derive(row, AT)]


def _named(cells: object) -> tuple[str, ...]:
    names: tuple[str, ...] = cells.__reduce__()[1]  # type: ignore[assignment]  # what an attrgetter was made of
    return names


def test_what_was_derived_before_changes_nothing() -> None:
    rows = [
        an_applicant(**IMG, visa="h1b", step3=step3, letters=letters)
        for step3 in ("pass", "none")
        for letters in ("", "us:fight")
    ]
    fresh = [points_of(row, replace(AT)) for row in rows]
    kept = replace(AT)
    assert [points_of(row, kept) for row in rows * 2] == fresh * 2


def test_the_columns_that_say_nothing_have_no_entry() -> None:
    cells = {field.name for field in fields(Applicant)}
    silent = {"id", "name", "school", "country", "kind", "note", "promise", "extras"}
    parts = {"gap_reason", "us_clinical_months"}  # said with gap_years and us_clinical
    assert set(COLUMN_RULES) == cells - silent - parts
    assert set(USUAL_COLUMNS) <= set(COLUMN_RULES)


# ---------------------------------------------------------------- ramps


@given(st.integers(180, 299))
def test_a_lower_step_2_is_never_better_and_a_point_is_never_a_cliff(score: int) -> None:
    here, above = (worth(the_points(step2_ck=s), "step2_ck") for s in (score, score + 1))
    assert here <= above
    assert above - here <= max(RULES.step2_worry_per_point, RULES.step2_merit_per_point) + 1e-12


def test_step_2_worries_from_235_down_and_not_before() -> None:
    assert the_points(step2_ck=234)["step2_ck"].flag is Flag.LOW_STEP2
    assert "step2_ck" not in the_points(step2_ck=235)


@given(st.integers(0, 75))
def test_an_older_graduation_never_worries_less_and_a_year_is_never_a_cliff(age: int) -> None:
    here, older = (worth(the_points(yog=2026 - years), "yog") for years in (age, age + 1))
    assert older <= here
    assert here - older <= RULES.old_grad_per_year + 1e-12


def test_five_years_out_is_not_yet_old_and_six_is() -> None:
    assert "yog" not in the_points(yog=2021)
    assert the_points(yog=2020)["yog"].flag is Flag.OLD_GRAD


@given(st.integers(0, 29), st.sampled_from(["military", "research", "exam_prep", "unknown"]))
def test_a_longer_gap_never_worries_less(years: int, reason: str) -> None:
    here, longer = (worth(the_points(gap_years=y, gap_reason=reason), "gap_years") for y in (years, years + 1))
    assert longer <= here
    assert here - longer <= RULES.gap_per_year * RULES.gap_reason[reason] + 1e-12


@given(st.integers(10, 49))
def test_a_better_interview_never_counts_less(score: int) -> None:
    here, above = (worth(the_points(interview_score=s / 10), "interview_score") for s in (score, score + 1))
    assert here <= above
    assert above - here <= RULES.interview_per_point * 0.1 + 1e-9


@given(st.integers(180, 299))
def test_a_better_step_1_never_counts_less(score: int) -> None:
    assert worth(the_points(step1=score), "step1") <= worth(the_points(step1=score + 1), "step1")


@given(st.integers(0, 59), st.sampled_from(["observership", "hands_on"]))
def test_more_months_never_count_less_and_stop_counting_at_the_end_of_the_ramp(months: int, kind: str) -> None:
    at = {**IMG, "us_clinical": kind}
    here, more = (worth(the_points(**at, us_clinical_months=m), "us_clinical") for m in (months, months + 1))
    assert here <= more
    if months >= RULES.us_clinical_months_most:
        assert here == more


# ---------------------------------------------------------------- orders that the domain asks for


def test_a_gap_worries_by_its_reason() -> None:
    cost = {
        reason: -worth(the_points(gap_years=3, gap_reason=reason), "gap_years")
        for reason in ("military", "clinical", "residency_abroad", "research", "family", "exam_prep", "unknown")
    }
    softened = max(cost[reason] for reason in ("military", "clinical", "residency_abroad"))
    challenged = (cost["research"], cost["family"])
    assert softened < min(challenged)
    assert max(challenged) < min(cost["exam_prep"], cost["unknown"])


def test_a_gap_without_a_reason_reads_as_unexplained() -> None:
    assert the_points(gap_years=3)["gap_years"] == the_points(gap_years=3, gap_reason="unknown")["gap_years"]


def test_professionalism_is_ordered_from_a_note_to_a_dismissal() -> None:
    words = ("note", "citation", "remediation", "probation", "dismissal")
    cost = [-worth(the_points(professionalism=word), "professionalism") for word in words]
    assert cost == sorted(cost)
    assert len(set(cost)) == len(cost)


def test_the_code_stands_on_the_wall_and_the_rest_in_the_file() -> None:
    points = the_points(professionalism="remediation")
    code, rest = points["professionalism"], points["professionalism.file"]
    assert (code.holding, rest.holding) == (Holding.PUBLIC, Holding.FILE)
    assert code.strength + rest.strength == pytest.approx(RULES.professionalism["remediation"])


def test_no_us_letter_is_better_than_one_that_stayed_cool() -> None:
    none = worth(the_points(**IMG, letters=""), "letters")
    lukewarm = worth(the_points(**IMG, letters="us:lukewarm"), "letters")
    assert none >= lukewarm


def test_letters_are_ordered_by_tone_and_count_less_from_abroad() -> None:
    tones = ("coded", "lukewarm", "generic", "glowing", "fight")
    home = [worth(the_points(letters=f"us:{tone}"), "letters") for tone in tones]
    assert home == sorted(home)
    for tone in ("glowing", "fight"):
        abroad = the_points(letters=f"abroad:{tone}")["letters.1"].strength
        assert abroad < the_points(letters=f"us:{tone}")["letters.1"].strength


def test_the_second_letter_of_a_kind_adds_less_than_the_first() -> None:
    points = the_points(letters="us:glowing; us:glowing; us:glowing")
    sizes = [points[f"letters.{number}"].strength for number in (1, 2, 3)]
    assert sizes[0] > sizes[1] > sizes[2] > 0


def test_a_known_writer_is_a_point_of_its_own() -> None:
    assert the_points(letters="us:generic:known")["letters.1.known"].factor is Factor.ADVOCACY


def test_more_failures_worry_more() -> None:
    cost = []
    for fails in (0, 1, 2, 3):
        points = the_points(step1="pass", step1_fails=fails)
        cost.append(sum(p.strength for p in points.values() if p.flag in (Flag.STEP_FAIL, Flag.ATTEMPTS)))
    assert cost == sorted(cost)
    assert len(set(cost)) == 4


def test_a_failed_step_1_is_said_once_wherever_it_stands() -> None:
    by_result = the_points(step1="fail")
    by_count = the_points(step1="pass", step1_fails=1)
    assert by_result["step1"].strength == by_count["step1_fails"].strength
    assert [p.flag for p in by_result.values()].count(Flag.STEP_FAIL) == 1


@pytest.mark.parametrize(
    ("point", "cells", "proves"),
    [
        ("step2_ck", {"step2_ck": 262}, EXAM_FLAGS),
        ("narrative", {"narrative": "concrete", "step1": "fail"}, EXPLAINED_FLAGS),
        ("letters.1", {"letters": "us:fight"}, PERSON_FLAGS),
        ("advocate", {"advocate": "apd:mild"}, PERSON_FLAGS),
        ("step3", {"visa": "h1b", "step3": "pass"}, PAPER_FLAGS),
        ("narrative", {"narrative": "hidden", "step1": "fail"}, frozenset()),
        ("letters.1", {"letters": "abroad:fight"}, frozenset()),
        ("letters.1", {"letters": "us:glowing"}, frozenset()),
        ("step2_ck", {"step2_ck": 220}, frozenset()),
        ("step3", {"visa": "h1b"}, frozenset()),
    ],
)
def test_proof_says_which_worries_it_answers(
    point: str, cells: dict[str, str | int | float], proves: frozenset[Flag]
) -> None:
    seen = the_points(**cells)[point]
    assert seen.proves == proves
    assert (seen.proof > 0.0) is bool(proves)


def test_no_word_about_the_person_answers_a_visa_and_no_later_exam_a_gap() -> None:
    assert Flag.VISA not in EXPLAINED_FLAGS | PERSON_FLAGS | EXAM_FLAGS
    assert Flag.WEAK_LETTERS not in EXPLAINED_FLAGS
    assert Flag.GAP not in EXAM_FLAGS
    assert {Flag.VISA} == PAPER_FLAGS


@given(applicants(), applicants())
def test_what_bears_on_a_worry_proves_its_flag_or_is_a_merit_of_its_factor(one: Applicant, other: Applicant) -> None:
    for point in points_of(one, AT):
        for worry in points_of(other, AT):
            proven = worry.flag is not None and worry.flag in point.proves
            alike = point.factor is worry.factor and worry.factor is not Factor.SEVERITY
            assert bears_on(point, worry) is (point.valence > 0 and (proven or alike))


# ---------------------------------------------------------------- visas


@pytest.mark.parametrize("policy", VisaPolicy)
def test_a_visa_costs_by_the_policy_of_the_program(policy: VisaPolicy) -> None:
    order = (VisaPolicy.ROUTINE, VisaPolicy.CASE_BY_CASE, VisaPolicy.BARRED)
    at = replace(AT, h1b=policy)
    (visa,) = (p for p in points_of(an_applicant(**IMG, visa="h1b", step3="pass"), at) if p.column == "visa")
    harsher = order[order.index(policy) + 1 :]
    for other in harsher:
        found = points_of(an_applicant(**IMG, visa="h1b", step3="pass"), replace(AT, h1b=other))
        assert next(p for p in found if p.column == "visa").strength > visa.strength


def test_a_j1_is_said_and_is_no_flag() -> None:
    row = an_applicant(visa="j1")
    points = points_of(row, AT)
    assert any(point.column == "visa" for point in points)
    assert not flags_of(points, RULES)


def test_step_3_is_paperwork_of_an_h1b_that_only_the_office_knows() -> None:
    for step3 in ("none", "fail", "pass"):
        assert the_points(**IMG, visa="h1b", step3=step3)["step3"].holding is Holding.PRIVATE
    assert the_points(**IMG, visa="h1b", step3="pass")["step3"].valence == 1
    assert the_points(**IMG, visa="h1b", step3="fail")["step3"].valence == -1
    assert "step3" not in the_points(**IMG, visa="j1")


# ---------------------------------------------------------------- flags


@given(applicants())
def test_a_row_is_flagged_from_the_stated_severity_up(row: Applicant) -> None:
    points = points_of(row, AT)
    worst = max((p.strength for p in points if p.flag is not None), default=0.0)
    assert bool(flags_of(points, RULES)) == (worst >= RULES.flag_from)
    assert not flags_of(points, replace(RULES, flag_from=worst + 0.001))


def test_the_plain_row_is_clean() -> None:
    assert not flags_of(tuple(the_points().values()), RULES)


@given(st.integers(6, 40), st.integers(1, 20), st.sampled_from(["military", "family", "unknown"]))
def test_an_old_graduation_and_a_gap_are_one_cause(age: int, gap: int, reason: str) -> None:
    old = the_points(yog=2026 - age)["yog"].strength
    idle = the_points(gap_years=gap, gap_reason=reason)["gap_years"].strength
    both = the_points(yog=2026 - age, gap_years=gap, gap_reason=reason)
    total = both["yog"].strength + both["gap_years"].strength
    assert total == pytest.approx(max(old, idle) + RULES.shared_cause * min(old, idle))


def test_where_every_worry_flags_any_worry_wants_an_explanation() -> None:
    every = circumstances({"program.points.flag_from": "0"})
    assert "narrative" not in {point.id for point in points_of(an_applicant(), every)}
    worried = {point.id: point for point in points_of(an_applicant(step2_ck=234), every)}
    assert flags_of(tuple(worried.values()), every.rules) == (Flag.LOW_STEP2,)
    assert worried["narrative"].strength == -every.rules.narrative["none"]


def test_a_silent_personal_statement_costs_only_where_there_is_something_to_explain() -> None:
    assert "narrative" not in the_points()
    assert the_points(step1="fail")["narrative"].valence == -1
    owed = [the_points(step2_ck=ck).get("narrative") for ck in range(240, 200, -1)]
    sizes = [0.0 if point is None else point.strength for point in owed]
    assert sizes[0] == 0.0
    assert sizes[-1] == the_points(step1="fail")["narrative"].strength
    assert any(0.0 < size < sizes[-1] for size in sizes)
    assert sizes == sorted(sizes)


# ---------------------------------------------------------------- who knows what


@pytest.mark.parametrize(
    ("cells", "point", "holding"),
    [
        ({"step2_ck": 250}, "step2_ck", Holding.PUBLIC),
        ({"yog": 2015}, "yog", Holding.PUBLIC),
        ({"gap_years": 3}, "gap_years", Holding.PUBLIC),
        ({"visa": "h1b"}, "visa", Holding.PUBLIC),
        ({"interview_score": 4.8}, "interview_score", Holding.PUBLIC),
        ({"letters": "us:glowing; us:generic"}, "letters", Holding.PUBLIC),
        ({"letters": "us:glowing"}, "letters.1", Holding.FILE),
        ({"class_quartile": 1}, "class_quartile", Holding.FILE),
        ({"narrative": "concrete_with_change"}, "narrative", Holding.FILE),
        ({"impression": "warm"}, "impression.1", Holding.INTERVIEW),
        ({"value": "reliable"}, "value.1", Holding.INTERVIEW),
        ({"emails": "poor"}, "emails", Holding.PRIVATE),
        ({"advocate": "apd:strong"}, "advocate", Holding.PRIVATE),
    ],
)
def test_each_column_is_known_by_those_who_would_know(
    cells: dict[str, str | int | float], point: str, holding: Holding
) -> None:
    assert the_points(**cells)[point].holding is holding


def test_a_strong_advocate_says_more_than_a_mild_one() -> None:
    mild, strong = (the_points(advocate=f"apd:{how}")["advocate"] for how in ("mild", "strong"))
    assert strong.strength > mild.strength
    assert strong.proof > mild.proof


def test_the_same_cells_in_another_year_are_older() -> None:
    row = an_applicant(yog=2020)
    later = Circumstances(year=2030, h1b=AT.h1b, j1=AT.j1, rules=RULES)
    now = next(p for p in points_of(row, AT) if p.column == "yog")
    then = next(p for p in points_of(row, later) if p.column == "yog")
    assert then.strength > now.strength

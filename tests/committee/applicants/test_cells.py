from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.applicants.applicant import Applicant, Impression, LetterTone, Origin, Step1, Visa
from committee.applicants.cells import LONGEST_LINE, plain, squash
from committee.applicants.columns import BY_NAME, SHEET_COLUMNS
from tests.strategies import applicants


def read(column: str, text: str) -> Any:
    return BY_NAME[column].form.read(text)


@given(applicants())
def test_every_cell_reads_back_as_what_was_written(applicant: Applicant) -> None:
    for column in SHEET_COLUMNS:
        value = getattr(applicant, column.name)
        text = column.text(value)
        assert (column.form.read(text) if text else column.blank) == value
        assert plain(text) == text


@given(st.text(), st.sampled_from(SHEET_COLUMNS))
def test_any_text_is_read_or_refused_never_a_fault(text: str, column) -> None:
    column.form.read(text)
    column.form.closest(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (4.2, "4.2"),
        (-0.0, "0"),
        (True, "true"),
        (None, ""),
        ("  x ", "x"),
        (date(2020, 5, 1), "2020-05-01"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (1e300, "1e+300"),
    ],
)
def test_what_a_cell_says_as_text(value: object, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    "text", ["nan", "inf", "1e999", "-inf", "5.1", "0.99", "٤.٢", "4.2.1", "0x4", "4_2", "4.", "1e0"]
)
def test_an_interview_score_is_a_plain_number_from_1_to_5(text: str) -> None:
    assert read("interview_score", text) is None


@pytest.mark.parametrize("text", ["4.2", "4,2", "4.20"])
def test_a_decimal_comma_is_understood(text: str) -> None:
    assert read("interview_score", text) == 4.2


@pytest.mark.parametrize(
    "text", ["٢٤٥", "２４５", "245.5", "1e2", "nan", "-245", "99999999999999999999", "245 points", "²45"]
)
def test_a_score_is_a_plain_whole_number(text: str) -> None:
    assert read("step2_ck", text) is None


def test_a_whole_number_of_a_spreadsheet_is_whole() -> None:
    assert read("step2_ck", "245.0") == 245


def test_a_number_too_long_to_spell_out_is_still_text() -> None:
    assert plain(1 << 100_000).startswith("0x1")


@pytest.mark.parametrize(("text", "kind"), [("Non-US IMG", "non_us_img"), ("US MD", "us_md"), ("us-do", "us_do")])
def test_words_match_without_case_spaces_or_hyphens(text: str, kind: str) -> None:
    assert read("kind", text) == kind
    assert read("visa", "H-1B") is Visa.H1B


def test_step1_is_a_score_or_a_word() -> None:
    assert read("step1", "FAIL") is Step1.FAIL
    assert read("step1", "214") == 214
    assert read("step1", "maybe") is None


def test_letters_are_read_in_their_order_with_known_writers() -> None:
    found = read("letters", "us:glowing ;abroad:generic:known;; US: Fight")
    assert [(each.origin, each.tone, each.known) for each in found] == [
        (Origin.US, LetterTone.GLOWING, False),
        (Origin.ABROAD, LetterTone.GENERIC, True),
        (Origin.US, LetterTone.FIGHT, False),
    ]


@pytest.mark.parametrize(
    "text", ["us", "us:", ":glowing", "us:glowing:unknown", "us:glowing:known:known", "mars:glowing", ";"]
)
def test_letters_of_another_shape_are_refused(text: str) -> None:
    assert read("letters", text) is None


def test_thousands_of_letters_are_refused() -> None:
    assert read("letters", "us:glowing;" * 5000) is None


def test_a_repeated_impression_counts_once_and_none_is_none() -> None:
    assert read("impression", "warm; warm; Short answers") == (Impression.WARM, Impression.SHORT_ANSWERS)
    assert read("impression", "none") == ()


@pytest.mark.parametrize(
    ("column", "wrong", "near"),
    [
        ("kind", "us_mdd", "us_md"),
        ("kind", "non us imgs", "non_us_img"),
        ("visa", "j11", "j1"),
        ("letters", "us:glowing; us:glowng", "us:glowing"),
        ("letters", "abroad:genric:known", "abroad:generic:known"),
        ("advocate", "adp:strong", "apd:strong"),
        ("step2_ck", "310", "300"),
        ("step1", "fial", "fail"),
        ("interview_score", "5.4", "5.0"),
        ("impression", "warm; reflectiv", "reflective"),
    ],
)
def test_the_nearest_allowed_text_is_found(column: str, wrong: str, near: str) -> None:
    assert read(column, wrong) is None
    assert BY_NAME[column].form.closest(wrong) == near


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "שלום", "🎓" * 50, "\u202eabc", "=cmd|' /C calc'!A0"])
def test_a_name_is_kept_as_text_whatever_it_says(text: str) -> None:
    assert read("name", text) == text


@pytest.mark.parametrize("text", ["a\nb", "a\x00b", "a\x1b[2J", "\ud800", "x" * (LONGEST_LINE + 1)])
def test_a_name_is_one_line_of_a_sensible_length(text: str) -> None:
    assert read("name", text) is None


def test_a_note_may_have_lines_but_no_other_control_characters() -> None:
    assert read("note", "a\nb\tc") == "a\nb\tc"
    assert read("note", "a\x07b") is None


def test_a_whole_number_may_have_a_decimal_comma() -> None:
    assert (read("step2_ck", "245,0"), read("step2_ck", "245.00"), read("interview_score", "4,2")) == (245, 245, 4.2)
    assert (read("step2_ck", "245,5"), read("step2_ck", "245,"), read("step2_ck", "2,45")) == (None, None, None)


@pytest.mark.parametrize("text", ["\u200b", "245\u200b", "\ufeff245"])
def test_a_cell_with_what_nobody_sees_is_neither_blank_nor_a_number(text: str) -> None:
    assert plain(text) == text
    assert read("step2_ck", text) is None
    assert read("visa", "\u200b") is None


def test_squashing_drops_what_headings_differ_in() -> None:
    assert squash("  Step_2-CK ") == squash("STEP 2 (ck)") == "step2ck"


@pytest.mark.parametrize("text", ["j1?", "!none", "none*", "~j1", "j1\u200b", "h1b+", "≠j1"])
def test_a_sign_that_says_something_is_not_guessed_away(text: str) -> None:
    assert read("visa", text) is None


@pytest.mark.parametrize("text", ["J-1", "j 1", "J.1", "(j1)", "'j1'", "J\u20111", "J\u00a01"])
def test_signs_that_say_nothing_are_passed_over(text: str) -> None:
    assert read("visa", text) is Visa.J1


def test_a_thousand_is_not_one() -> None:
    assert (read("gap_years", "1,000"), read("gap_years", "1.000"), read("gap_years", "1,00")) == (None, 1, 1)

from __future__ import annotations

from dataclasses import fields
from enum import StrEnum
from itertools import product
from math import nextafter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.applicants.applicant import (
    AdvocateStrength,
    AdvocateWho,
    Applicant,
    Emails,
    Impression,
    LetterTone,
    Origin,
    Professionalism,
    Step1,
)
from committee.applicants.coded import (
    ADVOCATE_PLACES,
    ADVOCATES,
    LETTER_DIGITS,
    LETTERS,
    MEANINGS,
    encoded,
    first_school,
    number,
    tenths,
)
from committee.applicants.figures import names
from committee.terms import Kind, Visa


def test_every_drawn_field_has_a_meaning() -> None:
    undrawn = {"id", "name", "promise", "note", "extras"}
    assert MEANINGS.keys() == {field.name for field in fields(Applicant)} - undrawn


@pytest.mark.parametrize("words", [Kind, Visa, Professionalism, Emails])
def test_a_word_comes_back_from_its_number(words: type[StrEnum]) -> None:
    meaning = {Kind: "kind", Visa: "visa", Professionalism: "professionalism", Emails: "emails"}[words]
    assert [MEANINGS[meaning](number(word)) for word in words] == list(words)


def test_a_step_1_result_is_a_word_or_a_score() -> None:
    assert [MEANINGS["step1"](code) for code in (number(Step1.PASS), number(Step1.FAIL), 194)] == ["pass", "fail", 194]


def test_letters_are_digits_and_the_first_is_the_lowest() -> None:
    for origin, tone, known in product(Origin, LetterTone, (False, True)):
        digit = LETTER_DIGITS[number(origin), number(tone), int(known)]
        letter = LETTERS[digit]
        assert letter is not None
        assert (letter.origin, letter.tone, letter.known) == (origin, tone, known)
        assert MEANINGS["letters"](int(digit)) == (letter,)
        assert MEANINGS["letters"](int(digit) * len(LETTERS) + 7) == (LETTERS[7], letter)
    assert MEANINGS["letters"](0) == ()


def test_an_advocate_stands_at_its_place() -> None:
    for who, strength in product(AdvocateWho, AdvocateStrength):
        advocate = ADVOCATES[ADVOCATE_PLACES[number(who), number(strength)]]
        assert advocate is not None
        assert (advocate.who, advocate.strength) == (who, strength)
    assert ADVOCATES[0] is None


def test_words_are_bits_in_the_order_of_their_list() -> None:
    assert MEANINGS["impression"](0b10000000101) == ("warm", "clear", "dull")
    assert MEANINGS["value"](0b1001) == ("reliable", "immediately_useful")
    assert MEANINGS["value"](0) == ()


@pytest.mark.parametrize("kind", Kind)
def test_the_schools_of_a_kind_stand_together(kind: Kind) -> None:
    listed = [
        (MEANINGS["school"](first_school(kind) + place), MEANINGS["country"](first_school(kind) + place))
        for place in range(len(names().schools[kind]))
    ]
    assert [" | ".join(filter(None, map(str, each))) for each in listed] == list(names().schools[kind])


def test_a_quartile_of_0_is_unknown() -> None:
    assert [MEANINGS["class_quartile"](code) for code in (0, 1, 4)] == [None, 1, 4]


def rounded(score: float) -> float:
    return round(min(max(score, 1.0), 5.0), 1)


@pytest.mark.parametrize("hundredth", range(95, 510, 5))
def test_scores_round_as_python_does_where_two_tenths_meet(hundredth: int) -> None:
    middle = hundredth / 100
    scores = [nextafter(middle, 0.0), middle, nextafter(middle, 9.0)]
    assert [MEANINGS["interview_score"](code) for code in tenths(np.array(scores)).tolist()] == [
        rounded(score) for score in scores
    ]


@given(st.floats(-1.0, 7.0))
def test_any_score_rounds_as_python_does(score: float) -> None:
    assert MEANINGS["interview_score"](int(tenths(np.array([score]))[0])) == rounded(score)


TEXTS = {"school", "country"}


@given(st.data())
def test_every_field_but_two_texts_reads_back_from_its_number(data: st.DataObject) -> None:
    """Any applicant, not only those that a pool draws: a Step 1 of which nothing is known, several letters."""
    cells = {
        "kind": st.sampled_from(Kind),
        "step1": st.one_of(st.none(), st.sampled_from(Step1), st.integers(180, 300)),
        "step2_ck": st.one_of(st.none(), st.integers(180, 300)),
        "step1_fails": st.integers(0, 3),
        "step2_fails": st.integers(0, 3),
        "yog": st.integers(1960, 2030),
        "visa": st.sampled_from(Visa),
        "professionalism": st.sampled_from(Professionalism),
        "letters": st.lists(st.sampled_from([letter for letter in LETTERS if letter is not None]), max_size=4).map(
            tuple
        ),
        "interview_score": st.one_of(st.none(), st.integers(10, 50).map(lambda tenth: tenth / 10)),
        "impression": st.sets(st.sampled_from(Impression)).map(
            lambda words: tuple(w for w in Impression if w in words)
        ),
        "emails": st.sampled_from(Emails),
        "class_quartile": st.one_of(st.none(), st.integers(1, 4)),
        "advocate": st.sampled_from(ADVOCATES),
    }
    who = Applicant(id="a", name="A", school="Nowhere", country="Elsewhere", **data.draw(st.fixed_dictionaries(cells)))
    codes = encoded(who)
    assert codes.keys() == MEANINGS.keys()
    assert {field: MEANINGS[field](codes[field]) for field in MEANINGS.keys() - TEXTS} == {
        field: getattr(who, field) for field in MEANINGS.keys() - TEXTS
    }
    assert {codes[field] for field in TEXTS} == {0}

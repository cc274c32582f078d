"""Fields of an applicant as whole numbers, for arrays of many applicants.

A number stands for itself, a word for its place in its list. A score of an interview is in tenths. Several words are a
number with a bit for each; several letters are its digits, the first letter the lowest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from itertools import product
from math import nextafter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from committee.applicants.applicant import (
    Advocate,
    AdvocateStrength,
    AdvocateWho,
    Applicant,
    Emails,
    GapReason,
    Impression,
    Letter,
    LetterTone,
    Narrative,
    Origin,
    PriorTraining,
    Professionalism,
    Step1,
    Step3,
    UsClinical,
)
from committee.applicants.figures import figures, names
from committee.applicants.traits import INTERVIEW_LEAST, INTERVIEW_MOST, school_and_country, the_letter
from committee.terms import Kind, Visa

Wholes = NDArray[np.intp]
"""One whole number for each of many applicants."""


def number(value: int | StrEnum) -> int:
    """What stands for a number or a word."""
    return value if isinstance(value, int) else tuple(type(value)).index(value)


LETTERS: Final[tuple[Letter | None, ...]] = (
    None,
    *(the_letter(*each) for each in product(Origin, LetterTone, (False, True))),
)
"""Every letter there may be, and none."""

LETTER_DIGITS: Final = np.arange(1, len(LETTERS)).reshape(len(Origin), len(LetterTone), 2)
"""The place in :data:`LETTERS`: by origin, tone, and whether directors know the writer."""

ADVOCATES: Final[tuple[Advocate | None, ...]] = (
    None,
    *(Advocate(who=who, strength=strength) for who, strength in product(AdvocateWho, AdvocateStrength)),
)
"""Every advocate there may be, and none."""

ADVOCATE_PLACES: Final = np.arange(1, len(ADVOCATES)).reshape(len(AdvocateWho), len(AdvocateStrength))
"""The place in :data:`ADVOCATES`: by who it is, and how strong."""


@cache
def schools() -> tuple[tuple[str, str], ...]:
    """Every school with its country, kind after kind."""
    return tuple(school_and_country(listed) for kind in Kind for listed in names().schools[kind])


def first_school(kind: Kind) -> int:
    """The place in :func:`schools` of the first of ``kind``."""
    return sum(len(names().schools[earlier]) for earlier in tuple(Kind)[: number(kind)])


def _rounding_up() -> list[float]:
    """For each tenth of an interview score but the last, the least number that Python rounds to the next one."""
    limits = []
    for tenth in range(round(INTERVIEW_LEAST * 10), round(INTERVIEW_MOST * 10)):
        middle = (tenth + 0.5) / 10
        limits.append(middle if round(middle, 1) > tenth / 10 else nextafter(middle, INTERVIEW_MOST))
    return limits


_ROUNDING_UP: Final = np.array(_rounding_up())


def tenths(scores: NDArray[np.float64]) -> Wholes:
    """Interview scores in tenths, rounded as ``round(score, 1)`` does and kept within their bounds."""
    return round(INTERVIEW_LEAST * 10) + np.searchsorted(_ROUNDING_UP, scores, side="right")


_NOT_REPORTED: Final = -1
"""What stands for a Step 1 of which nothing is known."""


def _step1(code: int) -> int | Step1 | None:
    """A result without a score is a place in the list; every score is larger."""
    if code == _NOT_REPORTED:
        return None
    return tuple(Step1)[code] if code < len(Step1) else code


@cache
def _letters(code: int) -> tuple[Letter, ...]:
    found = []
    while code:
        code, digit = divmod(code, len(LETTERS))
        letter = LETTERS[digit]
        assert letter is not None
        found.append(letter)
    return tuple(found)


def _words(words: tuple[StrEnum, ...], code: int) -> tuple[StrEnum, ...]:
    return tuple(word for bit, word in enumerate(words) if code >> bit & 1)


MEANINGS: Final[Mapping[str, Callable[[int], object]]] = {
    "school": lambda code: schools()[code][0],
    "country": lambda code: schools()[code][1],
    "kind": tuple(Kind).__getitem__,
    "step1": _step1,
    "step2_ck": lambda code: code or None,
    "step1_fails": int,
    "step2_fails": int,
    "step3": tuple(Step3).__getitem__,
    "yog": int,
    "gap_years": int,
    "gap_reason": tuple(GapReason).__getitem__,
    "prior_training": tuple(PriorTraining).__getitem__,
    "us_clinical": tuple(UsClinical).__getitem__,
    "us_clinical_months": int,
    "rotated_here": int,
    "letters": _letters,
    "professionalism": tuple(Professionalism).__getitem__,
    "narrative": tuple(Narrative).__getitem__,
    "visa": tuple(Visa).__getitem__,
    "interview_score": lambda code: code / 10 if code else None,
    "impression": lambda code: _words(tuple(Impression), code),
    "emails": tuple(Emails).__getitem__,
    "value": lambda code: _words(tuple(figures().value.share), code),
    "class_quartile": lambda code: code or None,
    "advocate": ADVOCATES.__getitem__,
}
"""What a whole number means, for every field of a drawn applicant but id, name and promise."""


def encoded(applicant: Applicant) -> dict[str, int]:
    """The whole numbers that mean the fields of an applicant; school and country, which are texts, become 0.

    Each field but those two reads back as it was, ``MEANINGS[field](code)``; several words come in the order of their
    list.
    """
    plain = {
        field: _coded(getattr(applicant, field))
        for field in MEANINGS
        if field not in ("school", "country", *_OWN_CODES)
    }
    return {
        **dict.fromkeys(("school", "country"), 0),
        **plain,
        **{f: code(applicant) for f, code in _OWN_CODES.items()},
    }


def _coded(value: int | StrEnum | None) -> int:
    return 0 if value is None else number(value)


def _letters_code(applicant: Applicant) -> int:
    code = 0
    for letter in reversed(applicant.letters):
        code = code * len(LETTERS) + LETTERS.index(letter)
    return code


def _bits(words: tuple[StrEnum, ...], chosen: tuple[StrEnum, ...]) -> int:
    return sum(1 << words.index(word) for word in chosen)


_OWN_CODES: Final[Mapping[str, Callable[[Applicant], int]]] = {
    "step1": lambda who: _NOT_REPORTED if who.step1 is None else number(who.step1),
    "letters": _letters_code,
    "interview_score": lambda who: round((who.interview_score or 0.0) * 10),
    "impression": lambda who: _bits(tuple(Impression), who.impression),
    "value": lambda who: _bits(tuple(figures().value.share), who.value),
    "advocate": lambda who: ADVOCATES.index(who.advocate),
}

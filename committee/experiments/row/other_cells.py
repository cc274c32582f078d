"""Other cells that a row could have had: the values that a search tries, column by column.

Every column that can make the room say something is tried (:data:`~committee.applicants.points.COLUMN_RULES`). A column
of words is tried with every word; a list with one word or letter more, less, or another; a number with a few steps and
with the value at which its worry ends. Who the applicant is (name, kind, school, country) is left alone, and before an
invite meeting so is what only interviews fill in.

A value is *better* if what can be said for the row, less what can be said against it, weighs more with it, in strength
units over all points; it is *worse* if that weighs less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from math import ceil
from typing import Final

from committee.applicants.applicant import (
    AdvocateStrength,
    AdvocateWho,
    Applicant,
    Emails,
    GapReason,
    Impression,
    LetterTone,
    Narrative,
    Origin,
    PriorTraining,
    Professionalism,
    Step1,
    Step3,
    UsClinical,
    Value,
)
from committee.applicants.columns import BY_NAME, EARLIEST_YEAR
from committee.applicants.point import Point
from committee.meeting.rules import MeetingRules
from committee.meeting.verdicts import FROM_INTERVIEWS
from committee.terms import Verdicts, Visa

_SCORES = (180, 300)
_SCORE_STEPS = (-20, -10, -5, 5, 10, 20)
_YEAR_STEPS = (-5, -2, -1, 1, 2, 5)
_RATING_STEPS = (-1.0, -0.5, 0.5, 1.0)
_RATINGS = (1.0, 5.0)
_MONTHS = (0, 1, 2, 3, 6, 12)
_FAILS = range(4)
_QUARTILES = range(1, 5)
_LONGEST_GAP = 30

Texts = Callable[[Applicant, MeetingRules], Iterable[str]]


def other_cells(applicant: Applicant, rules: MeetingRules) -> Iterator[tuple[str, str]]:
    """(column, text) of every cell that is tried, in the order of the sheet's columns; never the text that is there."""
    unmet = FROM_INTERVIEWS if rules.verdicts is Verdicts.INVITE else {}
    for name, texts in _TEXTS.items():
        if name in unmet:
            continue
        column = BY_NAME[name]
        own = getattr(applicant, name)
        for text in dict.fromkeys(texts(applicant, rules)):
            if (column.form.read(text) if text else column.blank) != own:
                yield name, text


def weight_of(points: Iterable[Point]) -> float:
    """What can be said for a row, less what can be said against it, in strength units."""
    weight = 0.0
    for point in points:
        weight += point.valence * point.strength
    return weight


def _words(*words: Iterable[str]) -> Texts:
    every = tuple(str(word) for each in words for word in each)
    return lambda _applicant, _rules: every


def _counts(counts: Iterable[int]) -> Texts:
    every = tuple(str(count) for count in counts)
    return lambda _applicant, _rules: every


def _within(values: Iterable[int], least: int, most: int) -> list[str]:
    return [str(value) for value in values if least <= value <= most]


def _step1(applicant: Applicant, rules: MeetingRules) -> list[str]:
    score = applicant.step1
    steps = [score + step for step in _SCORE_STEPS] if isinstance(score, int) else []
    return [*(word.value for word in Step1), *_within([ceil(rules.points.step1_par), *steps], *_SCORES)]


def _step1_fails(applicant: Applicant, _rules: MeetingRules) -> list[str]:
    return [str(count) for count in _FAILS if count or applicant.step1 is not Step1.FAIL]


def _step2_ck(applicant: Applicant, rules: MeetingRules) -> list[str]:
    score = applicant.step2_ck
    steps = [score + step for step in _SCORE_STEPS] if score is not None else []
    return _within([ceil(rules.points.step2_worry_from), *steps], *_SCORES)


def _yog(applicant: Applicant, rules: MeetingRules) -> list[str]:
    threshold = rules.year - int(rules.points.old_grad_from)
    years = [threshold, *(applicant.yog + step for step in _YEAR_STEPS)]
    return _within(years, EARLIEST_YEAR, rules.year)


def _gap_years(applicant: Applicant, _rules: MeetingRules) -> list[str]:
    return _within([0, *(applicant.gap_years + step for step in _YEAR_STEPS)], 0, _LONGEST_GAP)


def _interview_score(applicant: Applicant, rules: MeetingRules) -> list[str]:
    if applicant.interview_score is None:
        return []
    least, most = _RATINGS
    scores = [rules.points.interview_par, *(applicant.interview_score + step for step in _RATING_STEPS)]
    return [f"{score:.1f}" for score in scores if least <= score <= most]


def _letters(applicant: Applicant, _rules: MeetingRules) -> Iterator[str]:
    """One letter less, one with another tone, from the other side, by a writer known or unknown, or one more."""
    every = [f"{each.origin}:{each.tone}{':known' if each.known else ''}" for each in applicant.letters]
    for number, letter in enumerate(applicant.letters):
        before, after = every[:number], every[number + 1 :]
        yield "; ".join(before + after)
        known = ":known" if letter.known else ""
        other = Origin.ABROAD if letter.origin is Origin.US else Origin.US
        instead = [f"{letter.origin}:{tone}{known}" for tone in LetterTone]
        instead += [f"{other}:{letter.tone}{known}", f"{letter.origin}:{letter.tone}{'' if known else ':known'}"]
        for text in instead:
            yield "; ".join([*before, text, *after])
    for tone in LetterTone:
        yield "; ".join([*every, f"{Origin.US}:{tone}"])


def _list_of(column: str, words: Iterable[str]) -> Texts:
    """One word less, or one more."""
    every = tuple(str(word) for word in words)

    def texts(applicant: Applicant, _rules: MeetingRules) -> Iterator[str]:
        own = [str(word) for word in getattr(applicant, column)]
        for word in own:
            yield "; ".join(other for other in own if other != word)
        for word in every:
            if word not in own:
                yield "; ".join([*own, word])

    return texts


_TEXTS: Final[Mapping[str, Texts]] = {
    "step1": _step1,
    "step1_fails": _step1_fails,
    "step2_ck": _step2_ck,
    "step2_fails": _counts(_FAILS),
    "step3": _words(Step3),
    "yog": _yog,
    "gap_years": _gap_years,
    "gap_reason": _words(GapReason),
    "prior_training": _words(PriorTraining),
    "us_clinical": _words(UsClinical),
    "us_clinical_months": _counts(_MONTHS),
    "rotated_here": _counts(_MONTHS),
    "letters": _letters,
    "professionalism": _words(Professionalism),
    "narrative": _words(Narrative),
    "visa": _words(Visa),
    "interview_score": _interview_score,
    "impression": _list_of("impression", Impression),
    "emails": _words(Emails),
    "value": _list_of("value", Value),
    "class_quartile": _counts(_QUARTILES),
    "advocate": _words([""], [f"{who}:{strength}" for who, strength in product(AdvocateWho, AdvocateStrength)]),
}
"""By column, the texts that are tried."""

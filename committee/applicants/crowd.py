"""The traits of many invented applicants of one kind at once, as whole numbers in arrays.

The rules are those of :mod:`committee.applicants.traits`. Figures, slots, latent scores and limits come from there.
Only which case is which stands here a second time, in a function of the same name and in the same order. What a number
means is in :mod:`committee.applicants.coded`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache, reduce
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from committee.applicants import traits
from committee.applicants.applicant import (
    Emails,
    GapReason,
    Impression,
    Narrative,
    Origin,
    PriorTraining,
    Professionalism,
    Step1,
    Step3,
    UsClinical,
)
from committee.applicants.coded import (
    ADVOCATE_PLACES,
    LETTER_DIGITS,
    LETTERS,
    Wholes,
    first_school,
    number,
    tenths,
)
from committee.applicants.draws import Draws, Reals, Slot, blend, cut
from committee.applicants.figures import ImpressionFigures, Ladder, names
from committee.terms import Kind, Visa

Many = Draws[Reals]
"""The draws of many applicants of one kind."""

Columns = dict[str, Wholes]
"""Some fields of many applicants."""


def fields_of(draws: Many) -> Columns:
    """Everything about each but kind and promise, and :func:`name`.

    Mirrors :func:`~committee.applicants.pool.fields_of`.
    """
    fields: Columns = {"visa": visa(draws)}
    fields |= history(draws)
    fields |= exams(draws, fields["yog"], fields["visa"])
    fields |= clinical(draws)
    fields |= meeting_day(draws)
    fields |= school(draws)
    fields["professionalism"] = conduct(draws)
    fields["narrative"] = narrative(draws, fields)
    fields["emails"] = emails(draws)
    fields["class_quartile"] = class_quartile(draws)
    fields["advocate"] = advocate(draws)
    return fields | name(draws)


def exams(draws: Many, yog: Wholes, visa: Wholes) -> Columns:
    """Mirrors :func:`traits.exams`."""
    failures, step3, normals = draws.figures.failures, draws.figures.step3, draws.normals[Slot.STEP3]
    step2_fails = _fails(draws, Slot.STEP2_FAILED, failures.step2[draws.kind])
    step1_fails = _fails(draws, Slot.STEP1_FAILED, failures.step1[draws.kind])
    taken = np.where(visa == number(Visa.H1B), _at(step3.h1b, normals), _at(step3.share[draws.kind], normals))
    return {
        "step1": np.where(step1_fails > 0, number(Step1.FAIL), _step1(draws, yog)),
        "step1_fails": step1_fails,
        "step2_ck": _step2(draws, step2_fails),
        "step2_fails": step2_fails,
        "step3": np.where(yog < draws.year, taken, number(Step3.NONE)),
    }


def _fails(draws: Many, slot: Slot, share: float) -> Wholes:
    failures = draws.figures.failures
    passed = draws.examined(slot, failures.exam) >= cut(share)
    return np.where(passed, 0, np.where(draws.happens(slot + 1, failures.again), 2, 1))


def _step2(draws: Many, fails: Wholes) -> Wholes:
    stated = draws.figures.step2_ck
    return _within(stated.lowest, traits.step2_points(draws, fails.astype(np.float64)), stated.highest)


def _step1(draws: Many, yog: Wholes) -> Wholes:
    stated = draws.figures.step1
    after = _at(stated.years_after_graduation[draws.kind], draws.normals[Slot.STEP1_YEAR])
    unscored = np.minimum(yog + after, draws.year - 1) >= stated.pass_fail_since
    return np.where(unscored, number(Step1.PASS), _within(stated.lowest, traits.step1_points(draws), stated.highest))


def _within(low: int, values: Reals, high: int) -> Wholes:
    return np.clip((values + 0.5).astype(np.intp), low, high)


def history(draws: Many) -> Columns:
    """Mirrors :func:`traits.history`."""
    since = _at(draws.figures.years_since_graduation.share[draws.kind], draws.normals[Slot.SINCE])
    prior = _prior_training(draws, since)
    years, reason = _gap(draws, since)
    completed = (reason == number(GapReason.RESIDENCY_ABROAD)) & (prior == number(PriorTraining.NONE))
    prior = np.where(completed, number(PriorTraining.COMPLETED_ABROAD), prior)
    return {"yog": draws.year - since, "gap_years": years, "gap_reason": reason, "prior_training": prior}


_YEARS_BEFORE: Final = np.array([traits.YEARS_BEFORE[prior] for prior in PriorTraining])


def _prior_training(draws: Many, since: Wholes) -> Wholes:
    drawn = _at(draws.figures.prior_training.share[draws.kind], draws.normals[Slot.PRIOR])
    return np.where(since >= _YEARS_BEFORE[drawn], drawn, number(PriorTraining.NONE))


def _gap(draws: Many, since: Wholes) -> tuple[Wholes, Wholes]:
    stated = draws.figures.gap
    some = (since != 0) & draws.happens(Slot.GAP, stated.share[draws.kind])
    reason = _at(stated.reason, draws.normals[Slot.GAP_REASON])
    years = np.minimum(_at(stated.years, draws.normals[Slot.GAP_YEARS]), since)
    residency = reason == number(GapReason.RESIDENCY_ABROAD)
    abroad = residency & draws.kind.is_img & (since >= traits.RESIDENCY_YEARS)
    years = np.where(abroad, traits.RESIDENCY_YEARS, years)
    reason = np.where(residency & ~abroad, number(GapReason.CLINICAL), reason)
    return np.where(some, years, 0), np.where(some, reason, number(GapReason.NONE))


def clinical(draws: Many) -> Columns:
    """Mirrors :func:`traits.clinical`."""
    months, normals = draws.figures.us_clinical_months, draws.normals[Slot.MONTHS]
    work = _at(draws.figures.us_clinical.share[draws.kind], draws.normals[Slot.CLINICAL])
    hands_on = work == number(UsClinical.HANDS_ON)
    ladder = traits.hands_on_months(months, draws.kind)
    worked = np.where(hands_on, _at(ladder, normals), _at(months.observership, normals))
    worked = np.where(work == number(UsClinical.NONE), 0, worked)
    here = hands_on & draws.happens(Slot.ROTATED, months.rotated_here[draws.kind])
    stay = np.where(draws.happens(Slot.ROTATED_TWO, months.rotated_two_months), 2, 1)
    return {
        "us_clinical": work,
        "us_clinical_months": worked,
        "rotated_here": np.where(here, np.minimum(stay, worked), 0),
        "letters": _letters(draws, work),
    }


_US_LETTERS_MOST: Final = np.array([traits.US_LETTERS_MOST[work] for work in UsClinical])


def _letters(draws: Many, work: Wholes) -> Wholes:
    stated = draws.figures.letters
    count = _at(stated.number, draws.normals[Slot.LETTERS])
    from_us = count
    if draws.kind in stated.from_us:
        earned = _at(stated.from_us[draws.kind], draws.normals[Slot.FROM_US])
        from_us = np.minimum(earned, _US_LETTERS_MOST[work])
    letters = np.zeros_like(count)
    for index in reversed(range(traits.LETTERS_MOST)):
        letter = np.where(index < from_us, _letter(draws, index, Origin.US), _letter(draws, index, Origin.ABROAD))
        letters = letters * len(LETTERS) + np.where(index < count, letter, 0)
    return letters


def _letter(draws: Many, index: int, origin: Origin) -> Wholes:
    stated = draws.figures.letters
    tones, known = traits.written(stated, draws.kind, origin)
    tone = _at(tones, draws.moved(Slot.TONE + index, stated.promise))
    digits: Wholes = LETTER_DIGITS[number(origin), tone, draws.happens(Slot.KNOWN + index, known).astype(np.intp)]
    return digits


def conduct(draws: Many) -> Wholes:
    """Mirrors :func:`traits.conduct`."""
    stated = draws.figures.professionalism
    return _at(stated.share, draws.moved(Slot.PROFESSIONALISM, stated.promise))


def narrative(draws: Many, fields: Columns) -> Wholes:
    """Mirrors :func:`traits.narrative`."""
    prior = fields["prior_training"]
    asks = (
        (fields["step1_fails"] > 0)
        | (fields["step2_fails"] > 0)
        | (fields["gap_years"] > 0)
        | (fields["professionalism"] != number(Professionalism.NONE))
        | (prior == number(PriorTraining.US_WITHDREW))
        | (prior == number(PriorTraining.US_DISMISSED))
    )
    stated = draws.figures.narrative
    told = _at(stated.share, draws.moved(Slot.NARRATIVE, stated.promise))
    return np.where(asks, told, number(Narrative.NONE))


def visa(draws: Many) -> Wholes:
    """Mirrors :func:`traits.visa`."""
    needed = _at(draws.figures.visa.share, draws.normals[Slot.VISA])
    return needed if draws.kind is Kind.NON_US_IMG else np.full_like(needed, number(Visa.NONE))


def meeting_day(draws: Many) -> Columns:
    """Mirrors :func:`traits.meeting_day`."""
    value = draws.figures.value
    went = draws.moved(Slot.INTERVIEW, draws.figures.interview.promise)
    return {
        "interview_score": tenths(traits.interview_mean(draws, went)),
        "impression": impressions(went, draws.normals[Slot.IMPRESSION : Slot.EMAILS], draws.figures.impression),
        "value": _bits(
            draws.moved(Slot.VALUE + index, value.promise) > cut(1.0 - share)
            for index, share in enumerate(value.share.values())
        ),
    }


_CONTRADICTING: Final = np.array(
    [
        sum(1 << number(other) for pair in traits.CONTRADICTIONS if word in pair for other in pair - {word})
        for word in Impression
    ]
)
"""For each word of an impression the bits of those that do not stand together with it."""


def impressions(went: Reals, normals: Sequence[Reals], stated: ImpressionFigures) -> Wholes:
    """The words that came out most strongly, given how each interview ``went``, as a bit a word.

    ``normals`` has an array for each word of the list. Mirrors :func:`traits.meeting_day`.
    """
    lacks = np.empty((len(Impression), len(went)))
    words = zip(traits.words_and_cuts(), normals, strict=True)
    for index, ((_, good, least), normal) in enumerate(words):
        lacks[index] = least - blend(stated.interview, went if good else -went, normal)
    order = np.argsort(lacks, axis=0, kind="stable")
    kept, many = np.zeros(went.shape, dtype=np.intp), np.zeros(went.shape, dtype=np.intp)
    for word, lack in zip(order, np.take_along_axis(lacks, order, axis=0), strict=True):
        keeps = (lack < 0.0) & (kept & _CONTRADICTING[word] == 0) & (many < stated.most)
        kept |= np.where(keeps, 1 << word, 0)
        many += keeps
    return kept


def _bits(words: Iterable[NDArray[np.bool_]]) -> Wholes:
    """Which of ``words`` each applicant has: a bit a word, the first the lowest."""
    return reduce(np.bitwise_or, (np.where(has, 1 << bit, 0) for bit, has in enumerate(words)))


def emails(draws: Many) -> Wholes:
    """Mirrors :func:`traits.emails`."""
    stated = draws.figures.emails
    poor = draws.moved(Slot.EMAILS, stated.promise) < cut(stated.poor)
    return np.where(poor, number(Emails.POOR), number(Emails.GOOD))


def class_quartile(draws: Many) -> Wholes:
    """Mirrors :func:`traits.class_quartile`."""
    stated = draws.figures.class_quartile
    known = draws.happens(Slot.CLASS_KNOWN, stated.known[draws.kind])
    return np.where(known, _at(stated.share, draws.examined(Slot.CLASS, stated.exam)), 0)


def advocate(draws: Many) -> Wholes:
    """Mirrors :func:`traits.advocate`."""
    stated = draws.figures.advocate
    who = _at(stated.who, draws.normals[Slot.ADVOCATE_WHO])
    strength = _at(stated.strength, draws.normals[Slot.ADVOCATE_STRENGTH])
    nobody = draws.moved(Slot.ADVOCATE, stated.promise) < cut(stated.none)
    return np.where(nobody, 0, ADVOCATE_PLACES[who, strength])


def school(draws: Many) -> Columns:
    """Mirrors :func:`traits.school`: both texts by the place of the school."""
    of_kind = _place(len(names().schools[draws.kind]), draws.uniforms[Slot.SCHOOL])
    return dict.fromkeys(("school", "country"), first_school(draws.kind) + of_kind)


def name(draws: Many) -> Columns:
    """Mirrors :func:`traits.name`."""
    return {
        "given": _place(len(names().given), draws.uniforms[Slot.GIVEN]),
        "family": _place(len(names().family), draws.uniforms[Slot.FAMILY]),
    }


def _place(count: int, uniforms: Reals) -> Wholes:
    """Mirrors :func:`~committee.applicants.draws.place`."""
    return (uniforms * count).astype(np.intp)


def _at(ladder: Ladder[Any], normals: Reals) -> Wholes:
    """What :meth:`Ladder.at` gives for each of ``normals``."""
    return _numbers(ladder)[ladder.places(normals)]


@cache
def _numbers(ladder: Ladder[int] | Ladder[StrEnum]) -> Wholes:
    return np.array([number(value) for value in ladder.values], dtype=np.intp)

"""What an invented applicant is like, trait by trait, from the draws of one id.

Each trait has its own slots (:class:`Slot`), so that changing how one is made shifts no other. Latent promise
moves most of them: a trait's own normal is blended with promise, or with the *exam side* of the applicant (what
exams have in common), by the correlation that ``pool.toml`` states. Functions give the applicant's fields by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, unique
from functools import cache
from math import sqrt
from typing import Any, Final, TypeVar

from committee.applicants.applicant import (
    Advocate,
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
from committee.applicants.figures import Figures, Names, figures
from committee.chance import normal_of
from committee.terms import Kind, Visa

T = TypeVar("T")

Fields = dict[str, Any]
"""Some fields of an applicant."""

DRAWS: Final = 64
"""Slots set aside for one applicant."""


@unique
class Slot(IntEnum):
    """Where in an applicant's draws a trait finds its own. A number, once given, is never given again."""

    PROMISE = 0
    EXAM = 1
    STEP1_FAILED = 2
    STEP1_AGAIN = 3
    STEP2_FAILED = 4
    STEP2_AGAIN = 5
    STEP1_SCORE = 6
    STEP1_YEAR = 7
    STEP3 = 8
    SINCE = 9
    GAP = 10
    GAP_YEARS = 11
    GAP_REASON = 12
    PRIOR = 13
    CLINICAL = 14
    MONTHS = 15
    ROTATED = 16
    ROTATED_TWO = 17
    LETTERS = 18
    FROM_US = 19
    TONE = 20  # to 23, one a letter
    KNOWN = 24  # to 27, one a letter
    PROFESSIONALISM = 28
    NARRATIVE = 29
    VISA = 30
    INTERVIEW = 31
    IMPRESSION = 32  # to 42, one a word
    EMAILS = 43
    VALUE = 44  # to 47, one a word
    CLASS = 48
    CLASS_KNOWN = 49
    ADVOCATE = 50
    ADVOCATE_STRENGTH = 51
    ADVOCATE_WHO = 52
    GIVEN = 53
    FAMILY = 54
    SCHOOL = 55


CONTRADICTIONS: Final = (
    {Impression.WARM, Impression.DULL},
    {Impression.CLEAR, Impression.ODD},
    {Impression.REFLECTIVE, Impression.SHORT_ANSWERS},
    {Impression.MOTIVATED, Impression.DULL},
)
"""Impressions that do not stand together; the one that came out more strongly stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """One applicant's draws, with what all traits share: the kind, the season's year, and the figures.

    ``promise`` is latent promise and ``exam`` what all exams of the applicant have in common, both standard normal.
    """

    kind: Kind
    year: int
    figures: Figures
    uniforms: Sequence[float]
    normals: Sequence[float]
    promise: float
    exam: float

    @classmethod
    def of(cls, kind: Kind, year: int, uniforms: Sequence[float], normals: Sequence[float]) -> Draws:
        """The draws that ``uniforms``, one a slot, and the ``normals`` of the same words make."""
        promise, known = normals[Slot.PROMISE], figures()
        exam = blend(known.step2_ck.promise, promise, normals[Slot.EXAM])
        return cls(kind=kind, year=year, figures=known, uniforms=uniforms, normals=normals, promise=promise, exam=exam)

    def happens(self, slot: int, share: float) -> bool:
        """Whether what happens to ``share`` of applicants happens to this one, whatever their promise."""
        return self.uniforms[slot] < share

    def moved(self, slot: int, strength: float) -> float:
        """A standard normal that correlates with promise by ``strength``."""
        return blend(strength, self.promise, self.normals[slot])

    def examined(self, slot: int, strength: float) -> float:
        """A standard normal that correlates with the exam side of the applicant by ``strength``."""
        return blend(strength, self.exam, self.normals[slot])


cut: Final = cache(normal_of)
"""The standard normal below which a share of draws falls; the shares are the few of ``pool.toml``."""


def blend(strength: float, common: float, own: float) -> float:
    """A standard normal from two: correlation ``strength`` with ``common``, the rest ``own``."""
    return strength * common + sqrt(1.0 - strength * strength) * own


def pick(options: Sequence[T], uniform: float) -> T:
    """One of ``options``, each as likely."""
    return options[int(uniform * len(options))]


def exams(draws: Draws, yog: int, visa: Visa) -> Fields:
    """Steps 1 to 3: results and failures."""
    step2_fails = _fails(draws, Slot.STEP2_FAILED, draws.figures.failures.step2[draws.kind])
    step1_fails = _fails(draws, Slot.STEP1_FAILED, draws.figures.failures.step1[draws.kind])
    step3 = draws.figures.step3.h1b if visa is Visa.H1B else draws.figures.step3.share[draws.kind]
    return {
        "step1": Step1.FAIL if step1_fails else _step1(draws, yog),
        "step1_fails": step1_fails,
        "step2_ck": _step2(draws, step2_fails),
        "step2_fails": step2_fails,
        "step3": step3.at(draws.normals[Slot.STEP3]) if yog < draws.year else Step3.NONE,
    }


def _fails(draws: Draws, slot: Slot, share: float) -> int:
    """How often a Step was failed; whether again stands in the slot after."""
    failures = draws.figures.failures
    if draws.examined(slot, failures.exam) >= cut(share):
        return 0
    return 2 if draws.happens(slot + 1, failures.again) else 1


def _step2(draws: Draws, fails: int) -> int:
    stated = draws.figures.step2_ck
    score = stated.mean[draws.kind] + stated.sd[draws.kind] * draws.exam - stated.lost_by_failing * fails
    return _within(stated.lowest, score, stated.highest)


def _step1(draws: Draws, yog: int) -> int | Step1:
    """A score for those who sat it while scores were reported, else a pass."""
    stated = draws.figures.step1
    after = stated.years_after_graduation[draws.kind].at(draws.normals[Slot.STEP1_YEAR])
    if min(yog + after, draws.year - 1) >= stated.pass_fail_since:
        return Step1.PASS
    score = stated.mean[draws.kind] + stated.sd * draws.examined(Slot.STEP1_SCORE, stated.exam)
    return _within(stated.lowest, score, stated.highest)


def _within(low: int, value: float, high: int) -> int:
    return min(max(int(value + 0.5), low), high)


def history(draws: Draws) -> Fields:
    """The year of graduation, and what has happened since."""
    since = draws.figures.years_since_graduation.share[draws.kind].at(draws.normals[Slot.SINCE])
    prior = _prior_training(draws, since)
    years, reason = _gap(draws, since)
    if reason is GapReason.RESIDENCY_ABROAD and prior is PriorTraining.NONE:
        prior = PriorTraining.COMPLETED_ABROAD
    return {"yog": draws.year - since, "gap_years": years, "gap_reason": reason, "prior_training": prior}


def _prior_training(draws: Draws, since: int) -> PriorTraining:
    """Earlier training, if there has been time for it."""
    needs = {PriorTraining.REAPPLICANT: 1, PriorTraining.COMPLETED_ABROAD: 3}
    drawn = draws.figures.prior_training.share[draws.kind].at(draws.normals[Slot.PRIOR])
    return drawn if drawn is PriorTraining.NONE or since >= needs.get(drawn, 2) else PriorTraining.NONE


def _gap(draws: Draws, since: int) -> tuple[int, GapReason]:
    """A gap no longer than the time since graduation; a residency abroad takes three years, by IMGs."""
    stated = draws.figures.gap
    if since == 0 or not draws.happens(Slot.GAP, stated.share[draws.kind]):
        return 0, GapReason.NONE
    reason = stated.reason.at(draws.normals[Slot.GAP_REASON])
    years = min(stated.years.at(draws.normals[Slot.GAP_YEARS]), since)
    if reason is not GapReason.RESIDENCY_ABROAD:
        return years, reason
    return (3, reason) if since >= 3 and draws.kind.is_img else (years, GapReason.CLINICAL)


def clinical(draws: Draws) -> Fields:
    """Clinical work in the US, and the letters that came of it or from elsewhere."""
    months = draws.figures.us_clinical_months
    work = draws.figures.us_clinical.share[draws.kind].at(draws.normals[Slot.CLINICAL])
    ladder = months.hands_on if work is UsClinical.HANDS_ON else months.observership
    if work is UsClinical.HANDS_ON and draws.kind is not Kind.NON_US_IMG:
        ladder = months.us_img if draws.kind.is_img else months.us_school
    worked = 0 if work is UsClinical.NONE else ladder.at(draws.normals[Slot.MONTHS])
    here = work is UsClinical.HANDS_ON and draws.happens(Slot.ROTATED, months.rotated_here[draws.kind])
    stay = 2 if draws.happens(Slot.ROTATED_TWO, months.rotated_two_months) else 1
    return {
        "us_clinical": work,
        "us_clinical_months": worked,
        "rotated_here": min(stay, worked) if here else 0,
        "letters": _letters(draws, work),
    }


def _letters(draws: Draws, work: UsClinical) -> tuple[Letter, ...]:
    """Letters, those from the US first; an observership earns at most two, no US work none."""
    stated = draws.figures.letters
    number = stated.number.at(draws.normals[Slot.LETTERS])
    from_us = number
    if draws.kind in stated.from_us:
        most = {UsClinical.NONE: 0, UsClinical.OBSERVERSHIP: 2, UsClinical.HANDS_ON: number}[work]
        from_us = min(stated.from_us[draws.kind].at(draws.normals[Slot.FROM_US]), most)
    return tuple(_letter(draws, index, Origin.US if index < from_us else Origin.ABROAD) for index in range(number))


def _letter(draws: Draws, index: int, origin: Origin) -> Letter:
    stated = draws.figures.letters
    tones, known = stated.abroad, stated.known_abroad
    if origin is Origin.US:
        tones, known = stated.us_for_img if draws.kind.is_img else stated.us_for_us, stated.known_us
    tone = tones.at(draws.moved(Slot.TONE + index, stated.promise))
    return _the_letter(origin, tone, draws.happens(Slot.KNOWN + index, known))


@cache
def _the_letter(origin: Origin, tone: LetterTone, known: bool) -> Letter:
    """There are but twenty letters, and one of each serves every applicant."""
    return Letter(origin=origin, tone=tone, known=known)


def conduct(draws: Draws) -> Professionalism:
    """What the record says about conduct."""
    stated = draws.figures.professionalism
    return stated.share.at(draws.moved(Slot.PROFESSIONALISM, stated.promise))


def narrative(draws: Draws, fields: Fields) -> Narrative:
    """How the applicant explains what ``fields`` show, if anything asks for an explanation."""
    asks = (
        fields["step1_fails"]
        or fields["step2_fails"]
        or fields["gap_years"]
        or fields["professionalism"] is not Professionalism.NONE
        or fields["prior_training"] in (PriorTraining.US_WITHDREW, PriorTraining.US_DISMISSED)
    )
    if not asks:
        return Narrative.NONE
    stated = draws.figures.narrative
    return stated.share.at(draws.moved(Slot.NARRATIVE, stated.promise))


def visa(draws: Draws) -> Visa:
    """What the applicant needs in order to work; only non-US IMGs need anything."""
    return draws.figures.visa.share.at(draws.normals[Slot.VISA]) if draws.kind is Kind.NON_US_IMG else Visa.NONE


def meeting_day(draws: Draws) -> Fields:
    """The interview score, the words that interviewers used, and those that others wrote about the work."""
    stated = draws.figures.interview
    went = draws.moved(Slot.INTERVIEW, stated.promise)
    return {
        "interview_score": round(min(max(stated.mean + stated.sd * went, 1.0), 5.0), 1),
        "impression": _impression(draws, went),
        "value": tuple(
            word
            for index, (word, share) in enumerate(draws.figures.value.share.items())
            if draws.moved(Slot.VALUE + index, draws.figures.value.promise) > cut(1.0 - share)
        ),
    }


def _impression(draws: Draws, went: float) -> tuple[Impression, ...]:
    """The words that came out most strongly, given how the interview went, in the order of the list of words."""
    stated = draws.figures.impression
    came_out = []
    words = zip(_words_and_cuts(), draws.normals[Slot.IMPRESSION : Slot.EMAILS], strict=True)
    for index, ((word, good, least), normal) in enumerate(words):
        latent = blend(stated.interview, went if good else -went, normal)
        if latent > least:
            came_out.append((least - latent, index, word))
    kept: set[Impression] = set()
    for _, _, word in sorted(came_out):
        clash = any(word in pair and not pair.isdisjoint(kept) for pair in CONTRADICTIONS)
        if not clash and len(kept) < stated.most:
            kept.add(word)
    return tuple(word for _, _, word in came_out if word in kept)


@cache
def _words_and_cuts() -> tuple[tuple[Impression, bool, float], ...]:
    """Each word, whether it is a good one, and the standard normal from which it is used."""
    stated = figures().impression
    shares = {**stated.good, **stated.bad}
    return tuple((word, word in stated.good, cut(1.0 - shares[word])) for word in Impression)


def emails(draws: Draws) -> Emails:
    """How the applicant writes to the coordinator."""
    stated = draws.figures.emails
    return Emails.POOR if draws.moved(Slot.EMAILS, stated.promise) < cut(stated.poor) else Emails.GOOD


def class_quartile(draws: Draws) -> int | None:
    """Standing in class, where the school reports it."""
    stated = draws.figures.class_quartile
    if not draws.happens(Slot.CLASS_KNOWN, stated.known[draws.kind]):
        return None
    return stated.share.at(draws.examined(Slot.CLASS, stated.exam))


def advocate(draws: Draws) -> Advocate | None:
    """Who argues for the applicant, if anybody does."""
    stated = draws.figures.advocate
    if draws.moved(Slot.ADVOCATE, stated.promise) < cut(stated.none):
        return None
    return Advocate(
        who=stated.who.at(draws.normals[Slot.ADVOCATE_WHO]),
        strength=stated.strength.at(draws.normals[Slot.ADVOCATE_STRENGTH]),
    )


def school(draws: Draws, names: Names) -> Fields:
    """An invented school, and its country where that is not the program's."""
    text, _, country = pick(names.schools[draws.kind], draws.uniforms[Slot.SCHOOL]).partition(" | ")
    return {"school": text, "country": country}

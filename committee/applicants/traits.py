"""What an invented applicant is like, trait by trait, from the draws of one id.

Each trait has its own slots (:class:`Slot`), so that changing how one is made shifts no other. Latent promise
moves most of them: a trait's own normal is blended with promise, or with the *exam side* of the applicant (what
exams have in common), by the correlation that ``pool.toml`` states. Functions give the applicant's fields by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, unique
from math import sqrt
from typing import Any, Final, TypeVar

from committee.applicants.applicant import (
    Advocate,
    Emails,
    GapReason,
    Impression,
    Letter,
    Narrative,
    Origin,
    PriorTraining,
    Professionalism,
    Step1,
    Step3,
    UsClinical,
)
from committee.applicants.figures import Figures, LetterFigures, Names
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
    """One applicant's uniforms, with what all traits share: the kind, the season's year, and the figures."""

    kind: Kind
    year: int
    uniforms: Sequence[float]
    figures: Figures

    def normal(self, slot: int) -> float:
        """The standard normal of ``slot``."""
        return normal_of(self.uniforms[slot])

    def happens(self, slot: int, share: float) -> bool:
        """Whether what happens to ``share`` of applicants happens to this one, whatever their promise."""
        return self.uniforms[slot] < share

    def moved(self, slot: int, strength: float) -> float:
        """A standard normal that correlates with promise by ``strength``."""
        return blend(strength, self.promise, self.normal(slot))

    def examined(self, slot: int, strength: float) -> float:
        """A standard normal that correlates with the exam side of the applicant by ``strength``."""
        return blend(strength, self.exam, self.normal(slot))

    @property
    def promise(self) -> float:
        """Latent promise, standard normal within the pool."""
        return self.normal(Slot.PROMISE)

    @property
    def exam(self) -> float:
        """What all exams of the applicant have in common, standard normal."""
        return self.moved(Slot.EXAM, self.figures.step2_ck.promise)


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
        "step3": step3.at(draws.normal(Slot.STEP3)) if yog < draws.year else Step3.NONE,
    }


def _fails(draws: Draws, slot: Slot, share: float) -> int:
    """How often a Step was failed; whether again stands in the slot after."""
    failures = draws.figures.failures
    if draws.examined(slot, failures.exam) >= normal_of(share):
        return 0
    return 2 if draws.happens(slot + 1, failures.again) else 1


def _step2(draws: Draws, fails: int) -> int:
    figures = draws.figures.step2_ck
    score = figures.mean[draws.kind] + figures.sd[draws.kind] * draws.exam - figures.lost_by_failing * fails
    return _within(figures.lowest, score, figures.highest)


def _step1(draws: Draws, yog: int) -> int | Step1:
    """A score for those who sat it while scores were reported, else a pass."""
    figures = draws.figures.step1
    after = figures.years_after_graduation[draws.kind].at(draws.normal(Slot.STEP1_YEAR))
    if min(yog + after, draws.year - 1) >= figures.pass_fail_since:
        return Step1.PASS
    score = figures.mean[draws.kind] + figures.sd * draws.examined(Slot.STEP1_SCORE, figures.exam)
    return _within(figures.lowest, score, figures.highest)


def _within(low: int, value: float, high: int) -> int:
    return min(max(int(value + 0.5), low), high)


def history(draws: Draws) -> Fields:
    """The year of graduation, and what has happened since."""
    since = draws.figures.years_since_graduation.share[draws.kind].at(draws.normal(Slot.SINCE))
    prior = _prior_training(draws, since)
    years, reason = _gap(draws, since)
    if reason is GapReason.RESIDENCY_ABROAD and prior is PriorTraining.NONE:
        prior = PriorTraining.COMPLETED_ABROAD
    return {"yog": draws.year - since, "gap_years": years, "gap_reason": reason, "prior_training": prior}


def _prior_training(draws: Draws, since: int) -> PriorTraining:
    """Earlier training, if there has been time for it."""
    needs = {PriorTraining.REAPPLICANT: 1, PriorTraining.COMPLETED_ABROAD: 3}
    drawn = draws.figures.prior_training.share[draws.kind].at(draws.normal(Slot.PRIOR))
    return drawn if drawn is PriorTraining.NONE or since >= needs.get(drawn, 2) else PriorTraining.NONE


def _gap(draws: Draws, since: int) -> tuple[int, GapReason]:
    """A gap no longer than the time since graduation; a residency abroad takes three years, by IMGs."""
    figures = draws.figures.gap
    if since == 0 or not draws.happens(Slot.GAP, figures.share[draws.kind]):
        return 0, GapReason.NONE
    reason = figures.reason.at(draws.normal(Slot.GAP_REASON))
    years = min(figures.years.at(draws.normal(Slot.GAP_YEARS)), since)
    if reason is not GapReason.RESIDENCY_ABROAD:
        return years, reason
    return (3, reason) if since >= 3 and draws.kind.is_img else (years, GapReason.CLINICAL)


def clinical(draws: Draws) -> Fields:
    """Clinical work in the US, and the letters that came of it or from elsewhere."""
    months = draws.figures.us_clinical_months
    work = draws.figures.us_clinical.share[draws.kind].at(draws.normal(Slot.CLINICAL))
    ladder = months.hands_on if work is UsClinical.HANDS_ON else months.observership
    if work is UsClinical.HANDS_ON and draws.kind is not Kind.NON_US_IMG:
        ladder = months.us_img if draws.kind.is_img else months.us_school
    worked = 0 if work is UsClinical.NONE else ladder.at(draws.normal(Slot.MONTHS))
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
    figures = draws.figures.letters
    number = figures.number.at(draws.normal(Slot.LETTERS))
    from_us = number
    if draws.kind in figures.from_us:
        most = {UsClinical.NONE: 0, UsClinical.OBSERVERSHIP: 2, UsClinical.HANDS_ON: number}[work]
        from_us = min(figures.from_us[draws.kind].at(draws.normal(Slot.FROM_US)), most)
    return tuple(
        _letter(draws, figures, index, Origin.US if index < from_us else Origin.ABROAD) for index in range(number)
    )


def _letter(draws: Draws, figures: LetterFigures, index: int, origin: Origin) -> Letter:
    tones, known = figures.abroad, figures.known_abroad
    if origin is Origin.US:
        tones, known = figures.us_for_img if draws.kind.is_img else figures.us_for_us, figures.known_us
    return Letter(
        origin=origin,
        tone=tones.at(draws.moved(Slot.TONE + index, figures.promise)),
        known=draws.happens(Slot.KNOWN + index, known),
    )


def conduct(draws: Draws) -> Professionalism:
    """What the record says about conduct."""
    figures = draws.figures.professionalism
    return figures.share.at(draws.moved(Slot.PROFESSIONALISM, figures.promise))


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
    figures = draws.figures.narrative
    return figures.share.at(draws.moved(Slot.NARRATIVE, figures.promise))


def visa(draws: Draws) -> Visa:
    """What the applicant needs in order to work; only non-US IMGs need anything."""
    return draws.figures.visa.share.at(draws.normal(Slot.VISA)) if draws.kind is Kind.NON_US_IMG else Visa.NONE


def meeting_day(draws: Draws) -> Fields:
    """The interview score, the words that interviewers used, and those that others wrote about the work."""
    figures = draws.figures.interview
    went = draws.moved(Slot.INTERVIEW, figures.promise)
    return {
        "interview_score": round(min(max(figures.mean + figures.sd * went, 1.0), 5.0), 1),
        "impression": _impression(draws, went),
        "value": tuple(
            word
            for index, (word, share) in enumerate(draws.figures.value.share.items())
            if draws.moved(Slot.VALUE + index, draws.figures.value.promise) > normal_of(1.0 - share)
        ),
    }


def _impression(draws: Draws, went: float) -> tuple[Impression, ...]:
    """The words that came out most strongly, given how the interview went, in the order of the list of words."""
    figures = draws.figures.impression
    margins = {}
    for index, word in enumerate(Impression):
        good = word in figures.good
        share = figures.good[word] if good else figures.bad[word]
        latent = blend(figures.interview, went if good else -went, draws.normal(Slot.IMPRESSION + index))
        margins[word] = latent - normal_of(1.0 - share)
    kept: list[Impression] = []
    for word in sorted(margins, key=lambda each: -margins[each]):
        clash = any(word in pair and not pair.isdisjoint(kept) for pair in CONTRADICTIONS)
        if margins[word] > 0 and not clash and len(kept) < figures.most:
            kept.append(word)
    return tuple(word for word in Impression if word in kept)


def emails(draws: Draws) -> Emails:
    """How the applicant writes to the coordinator."""
    figures = draws.figures.emails
    return Emails.POOR if draws.moved(Slot.EMAILS, figures.promise) < normal_of(figures.poor) else Emails.GOOD


def class_quartile(draws: Draws) -> int | None:
    """Standing in class, where the school reports it."""
    figures = draws.figures.class_quartile
    if not draws.happens(Slot.CLASS_KNOWN, figures.known[draws.kind]):
        return None
    return figures.share.at(draws.examined(Slot.CLASS, figures.exam))


def advocate(draws: Draws) -> Advocate | None:
    """Who argues for the applicant, if anybody does."""
    figures = draws.figures.advocate
    if draws.moved(Slot.ADVOCATE, figures.promise) < normal_of(figures.none):
        return None
    return Advocate(
        who=figures.who.at(draws.normal(Slot.ADVOCATE_WHO)),
        strength=figures.strength.at(draws.normal(Slot.ADVOCATE_STRENGTH)),
    )


def school(draws: Draws, names: Names) -> Fields:
    """An invented school, and its country where that is not the programme's."""
    text, _, country = pick(names.schools[draws.kind], draws.uniforms[Slot.SCHOOL]).partition(" | ")
    return {"school": text, "country": country}

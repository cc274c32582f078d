"""What an invented applicant is like, trait by trait, from the draws of one id.

Latent promise moves most traits: a trait's own normal is blended with promise, or with the *exam side* of the
applicant (what exams have in common), by the correlation that ``pool.toml`` states. Functions give the applicant's
fields by name.

:mod:`committee.applicants.crowd` makes the same traits of many applicants at once. It takes from here what is the same
for one and for many, and repeats for arrays which case is which. If you change a function here, change the one of the
same name there; a test compares them.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

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
from committee.applicants.draws import Draws, Real, Slot, blend, cut, pick, place
from committee.applicants.figures import Ladder, LetterFigures, MonthsFigures, Names, figures
from committee.terms import Kind, Visa

Fields = dict[str, Any]
"""Some fields of an applicant."""

RESIDENCY_YEARS: Final = 3
"""How long a residency abroad takes."""

YEARS_BEFORE: Final = {
    PriorTraining.NONE: 0,
    PriorTraining.REAPPLICANT: 1,
    PriorTraining.US_WITHDREW: 2,
    PriorTraining.US_DISMISSED: 2,
    PriorTraining.COMPLETED_ABROAD: RESIDENCY_YEARS,
}
"""Years after graduation that there must have been for an earlier training."""

LETTERS_MOST: Final = Slot.KNOWN - Slot.TONE
"""The most letters that anybody has: each needs a slot for its tone."""

US_LETTERS_MOST: Final = {UsClinical.NONE: 0, UsClinical.OBSERVERSHIP: 2, UsClinical.HANDS_ON: LETTERS_MOST}
"""The most letters from the US that an IMG's work there can earn."""

INTERVIEW_LEAST: Final = 1.0
INTERVIEW_MOST: Final = 5.0
"""Within these is every interview score."""

CONTRADICTIONS: Final = (
    {Impression.WARM, Impression.DULL},
    {Impression.CLEAR, Impression.ODD},
    {Impression.REFLECTIVE, Impression.SHORT_ANSWERS},
    {Impression.MOTIVATED, Impression.DULL},
)
"""Impressions that do not stand together; the one that came out more strongly stays."""


def exams(draws: Draws[float], yog: int, visa: Visa) -> Fields:
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


def _fails(draws: Draws[float], slot: Slot, share: float) -> int:
    """How often a Step was failed; whether again stands in the slot after."""
    failures = draws.figures.failures
    if draws.examined(slot, failures.exam) >= cut(share):
        return 0
    return 2 if draws.happens(slot + 1, failures.again) else 1


def _step2(draws: Draws[float], fails: int) -> int:
    stated = draws.figures.step2_ck
    return _within(stated.lowest, step2_points(draws, fails), stated.highest)


def step2_points(draws: Draws[Real], fails: Real) -> Real:
    """Step 2 CK before it is rounded and kept within its bounds."""
    stated = draws.figures.step2_ck
    return stated.mean[draws.kind] + stated.sd[draws.kind] * draws.exam - stated.lost_by_failing * fails


def _step1(draws: Draws[float], yog: int) -> int | Step1:
    """A score for those who sat it while scores were reported, else a pass."""
    stated = draws.figures.step1
    after = stated.years_after_graduation[draws.kind].at(draws.normals[Slot.STEP1_YEAR])
    if min(yog + after, draws.year - 1) >= stated.pass_fail_since:
        return Step1.PASS
    return _within(stated.lowest, step1_points(draws), stated.highest)


def step1_points(draws: Draws[Real]) -> Real:
    """A Step 1 score before it is rounded and kept within its bounds."""
    stated = draws.figures.step1
    return stated.mean[draws.kind] + stated.sd * draws.examined(Slot.STEP1_SCORE, stated.exam)


def _within(low: int, value: float, high: int) -> int:
    return min(max(int(value + 0.5), low), high)


def history(draws: Draws[float]) -> Fields:
    """The year of graduation, and what has happened since."""
    since = draws.figures.years_since_graduation.share[draws.kind].at(draws.normals[Slot.SINCE])
    prior = _prior_training(draws, since)
    years, reason = _gap(draws, since)
    if reason is GapReason.RESIDENCY_ABROAD and prior is PriorTraining.NONE:
        prior = PriorTraining.COMPLETED_ABROAD
    return {"yog": draws.year - since, "gap_years": years, "gap_reason": reason, "prior_training": prior}


def _prior_training(draws: Draws[float], since: int) -> PriorTraining:
    """Earlier training, if there has been time for it."""
    drawn = draws.figures.prior_training.share[draws.kind].at(draws.normals[Slot.PRIOR])
    return drawn if since >= YEARS_BEFORE[drawn] else PriorTraining.NONE


def _gap(draws: Draws[float], since: int) -> tuple[int, GapReason]:
    """A gap no longer than the time since graduation; a residency abroad is for IMGs, and has its own length."""
    stated = draws.figures.gap
    if since == 0 or not draws.happens(Slot.GAP, stated.share[draws.kind]):
        return 0, GapReason.NONE
    reason = stated.reason.at(draws.normals[Slot.GAP_REASON])
    years = min(stated.years.at(draws.normals[Slot.GAP_YEARS]), since)
    if reason is not GapReason.RESIDENCY_ABROAD:
        return years, reason
    abroad = draws.kind.is_img and since >= RESIDENCY_YEARS
    return (RESIDENCY_YEARS, reason) if abroad else (years, GapReason.CLINICAL)


def clinical(draws: Draws[float]) -> Fields:
    """Clinical work in the US, and the letters that came of it or from elsewhere."""
    months = draws.figures.us_clinical_months
    work = draws.figures.us_clinical.share[draws.kind].at(draws.normals[Slot.CLINICAL])
    ladder = hands_on_months(months, draws.kind) if work is UsClinical.HANDS_ON else months.observership
    worked = 0 if work is UsClinical.NONE else ladder.at(draws.normals[Slot.MONTHS])
    here = work is UsClinical.HANDS_ON and draws.happens(Slot.ROTATED, months.rotated_here[draws.kind])
    stay = 2 if draws.happens(Slot.ROTATED_TWO, months.rotated_two_months) else 1
    return {
        "us_clinical": work,
        "us_clinical_months": worked,
        "rotated_here": min(stay, worked) if here else 0,
        "letters": _letters(draws, work),
    }


def hands_on_months(stated: MonthsFigures, kind: Kind) -> Ladder[int]:
    """Months of hands-on work: of those at a US school, of US-IMGs, of others."""
    if kind is Kind.NON_US_IMG:
        return stated.hands_on
    return stated.us_img if kind.is_img else stated.us_school


def _letters(draws: Draws[float], work: UsClinical) -> tuple[Letter, ...]:
    """Letters, those from the US first; an observership earns at most two, no US work none."""
    stated = draws.figures.letters
    number = stated.number.at(draws.normals[Slot.LETTERS])
    from_us = number
    if draws.kind in stated.from_us:
        from_us = min(stated.from_us[draws.kind].at(draws.normals[Slot.FROM_US]), US_LETTERS_MOST[work])
    return tuple(_letter(draws, index, Origin.US if index < from_us else Origin.ABROAD) for index in range(number))


def _letter(draws: Draws[float], index: int, origin: Origin) -> Letter:
    stated = draws.figures.letters
    tones, known = written(stated, draws.kind, origin)
    tone = tones.at(draws.moved(Slot.TONE + index, stated.promise))
    return the_letter(origin, tone, draws.happens(Slot.KNOWN + index, known))


def written(stated: LetterFigures, kind: Kind, origin: Origin) -> tuple[Ladder[LetterTone], float]:
    """The tones of letters from there, and how many of their writers directors know."""
    if origin is Origin.ABROAD:
        return stated.abroad, stated.known_abroad
    return stated.us_for_img if kind.is_img else stated.us_for_us, stated.known_us


@cache
def the_letter(origin: Origin, tone: LetterTone, known: bool) -> Letter:
    """There are but twenty letters, and one of each serves every applicant."""
    return Letter(origin=origin, tone=tone, known=known)


def conduct(draws: Draws[float]) -> Professionalism:
    """What the record says about conduct."""
    stated = draws.figures.professionalism
    return stated.share.at(draws.moved(Slot.PROFESSIONALISM, stated.promise))


def narrative(draws: Draws[float], fields: Fields) -> Narrative:
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


def visa(draws: Draws[float]) -> Visa:
    """What the applicant needs in order to work; only non-US IMGs need anything."""
    return draws.figures.visa.share.at(draws.normals[Slot.VISA]) if draws.kind is Kind.NON_US_IMG else Visa.NONE


def meeting_day(draws: Draws[float]) -> Fields:
    """The interview score, the words that interviewers used, and those that others wrote about the work."""
    stated = draws.figures.interview
    went = draws.moved(Slot.INTERVIEW, stated.promise)
    return {
        "interview_score": round(min(max(interview_mean(draws, went), INTERVIEW_LEAST), INTERVIEW_MOST), 1),
        "impression": _impression(draws, went),
        "value": tuple(
            word
            for index, (word, share) in enumerate(draws.figures.value.share.items())
            if draws.moved(Slot.VALUE + index, draws.figures.value.promise) > cut(1.0 - share)
        ),
    }


def interview_mean(draws: Draws[Real], went: Real) -> Real:
    """The interview score before it is rounded and kept within its bounds."""
    stated = draws.figures.interview
    return stated.mean + stated.sd * went


def _impression(draws: Draws[float], went: float) -> tuple[Impression, ...]:
    """The words that came out most strongly, given how the interview went, in the order of the list of words."""
    stated = draws.figures.impression
    came_out = []
    words = zip(words_and_cuts(), draws.normals[Slot.IMPRESSION : Slot.EMAILS], strict=True)
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
def words_and_cuts() -> tuple[tuple[Impression, bool, float], ...]:
    """Each word, whether it is a good one, and the standard normal from which it is used."""
    stated = figures().impression
    shares = {**stated.good, **stated.bad}
    return tuple((word, word in stated.good, cut(1.0 - shares[word])) for word in Impression)


def emails(draws: Draws[float]) -> Emails:
    """How the applicant writes to the coordinator."""
    stated = draws.figures.emails
    return Emails.POOR if draws.moved(Slot.EMAILS, stated.promise) < cut(stated.poor) else Emails.GOOD


def class_quartile(draws: Draws[float]) -> int | None:
    """Standing in class, where the school reports it."""
    stated = draws.figures.class_quartile
    if not draws.happens(Slot.CLASS_KNOWN, stated.known[draws.kind]):
        return None
    return stated.share.at(draws.examined(Slot.CLASS, stated.exam))


def advocate(draws: Draws[float]) -> Advocate | None:
    """Who argues for the applicant, if anybody does."""
    stated = draws.figures.advocate
    if draws.moved(Slot.ADVOCATE, stated.promise) < cut(stated.none):
        return None
    return Advocate(
        who=stated.who.at(draws.normals[Slot.ADVOCATE_WHO]),
        strength=stated.strength.at(draws.normals[Slot.ADVOCATE_STRENGTH]),
    )


def school(draws: Draws[float], names: Names) -> Fields:
    """An invented school, and its country where that is not the program's."""
    text, country = school_and_country(pick(names.schools[draws.kind], draws.uniforms[Slot.SCHOOL]))
    return {"school": text, "country": country}


def school_and_country(listed: str) -> tuple[str, str]:
    """The two texts of an entry in the list of schools; no country for a school in the US."""
    text, _, country = listed.partition(" | ")
    return text, country


def name(draws: Draws[float], names: Names) -> tuple[int, int]:
    """The places of an invented given and family name in their lists, whoever else has them."""
    uniforms = draws.uniforms
    return place(len(names.given), uniforms[Slot.GIVEN]), place(len(names.family), uniforms[Slot.FAMILY])

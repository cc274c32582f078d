"""The crude composite score of a file, and the informal label it earns, before anybody has spoken.

Exams, class standing and "fit" (the interview mean), each on 0-100, weighted. Nothing else: it is the spreadsheet's
opinion, not the room's.
"""

from __future__ import annotations

from dataclasses import dataclass

from committee.applicants.applicant import Applicant, Step1
from committee.arithmetic import total
from committee.terms import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeRules:
    """How the score is made.

    ``exam_low`` and ``exam_high`` are the exam scores worth 0 and 100; ``fit_low`` and ``fit_high`` the
    interview means worth 0 and 100; ``fail`` is taken off a failed Step (points of 100); a missing part is
    worth ``unknown``. Weights need not sum to 1.
    """

    exam_low: float
    exam_high: float
    fit_low: float
    fit_high: float
    exam_weight: float
    class_weight: float
    fit_weight: float
    fail: float
    unknown: float
    strong_from: float
    borderline_from: float


def composite(applicant: Applicant, rules: CompositeRules) -> float:
    """The pre-score, 0-100."""
    exams = _exams(applicant, rules)
    standing = rules.unknown if applicant.class_quartile is None else (4 - applicant.class_quartile) * 100.0 / 3.0
    fit = rules.unknown
    if applicant.interview_score is not None:
        fit = _scaled(applicant.interview_score, rules.fit_low, rules.fit_high)
    whole = rules.exam_weight + rules.class_weight + rules.fit_weight
    weighted = rules.exam_weight * exams + rules.class_weight * standing + rules.fit_weight * fit
    return _percent(weighted / whole)


def label(score: float, rules: CompositeRules) -> Label:
    """The informal label of a pre-score."""
    if score >= rules.strong_from:
        return Label.STRONG
    return Label.BORDERLINE if score >= rules.borderline_from else Label.DO_NOT_RANK


def _exams(applicant: Applicant, rules: CompositeRules) -> float:
    scores = [s for s in (applicant.step2_ck, applicant.step1) if isinstance(s, int) and not isinstance(s, Step1)]
    if not scores:
        return rules.unknown
    scaled = total(_scaled(float(score), rules.exam_low, rules.exam_high) for score in scores)
    failed = applicant.step1_fails + applicant.step2_fails
    return _percent(scaled / len(scores) - rules.fail * failed)


def _scaled(value: float, low: float, high: float) -> float:
    return _percent((value - low) / (high - low) * 100.0)


def _percent(value: float) -> float:
    return max(0.0, min(value, 100.0))

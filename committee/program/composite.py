"""The crude composite score of a file and the informal label that it earns, before anybody has spoken.

It is the weighted mean of exams, class standing and "fit" (the interview mean), each from 0 to 100. Nothing else
enters: it is the spreadsheet's opinion, not the room's.
"""

from __future__ import annotations

from dataclasses import dataclass

from committee.applicants.applicant import Applicant, Step1
from committee.arithmetic import total
from committee.terms import Label
from committee.units import SMALLEST, AtOdds, Multiplier, Percent, Rating, Score


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeRules:
    """How the score is made. The weights need not sum to 1.

    Raises
    ------
    AtOdds
        If a scale has no length, or all three weights are 0.
    """

    exam_low: Score
    """The exam score worth 0."""
    exam_high: Score
    """The exam score worth 100."""
    fit_low: Rating
    """The interview mean worth 0."""
    fit_high: Rating
    """The interview mean worth 100."""
    exam_weight: Multiplier
    """The weight of exams."""
    class_weight: Multiplier
    """The weight of class standing."""
    fit_weight: Multiplier
    """The weight of fit, the interview mean."""
    fail: Percent
    """Points that each failed Step takes off the exams."""
    unknown: Percent
    """What a missing part is worth. More of it: gaps in a file cost less."""
    strong_from: Percent
    """The least score with the label strong."""
    borderline_from: Percent
    """The least score with the label borderline. Below it the label is do not rank."""

    def __post_init__(self) -> None:
        """Refuse scales and weights that give no score."""
        for scale in ("exam", "fit"):
            low, high = getattr(self, f"{scale}_low"), getattr(self, f"{scale}_high")
            if not low < high:
                allowed = f"it must be below {scale}_high, which is {high}"
                raise AtOdds(allowed, where=(f"{scale}_low",), value=str(low))
        weight = self.exam_weight + self.class_weight + self.fit_weight
        if weight < SMALLEST:
            allowed = f"exam_weight, class_weight and fit_weight must add up to at least {SMALLEST}"
            raise AtOdds(allowed, where=(), value=str(weight))


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

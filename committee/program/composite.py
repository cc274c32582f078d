"""The crude composite score of a file and the informal label that it earns, before anybody has spoken.

It is the weighted mean of exams, class standing and "fit" (the interview mean), each from 0 to 100. Nothing else
enters: it is the spreadsheet's opinion, not the room's.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

from committee.applicants.applicant import Applicant, Step1
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
    return score_of(
        (score(applicant.step1), score(applicant.step2_ck)),
        applicant.step1_fails + applicant.step2_fails,
        applicant.class_quartile or 0,
        nan if applicant.interview_score is None else applicant.interview_score,
        rules,
    )


def score(cell: int | Step1 | None) -> float:
    """An exam as a number; not a number if no score is known."""
    return nan if cell is None or isinstance(cell, Step1) else float(cell)


def score_of(
    exams_taken: tuple[float, float], failed: int, quartile: int, interview: float, rules: CompositeRules
) -> float:
    """The pre-score from plain numbers.

    Parameters
    ----------
    exams_taken
        Step 1 and Step 2 CK; not a number without a score.
    failed
        Failed Steps.
    quartile
        Class standing, 1 the best; 0 if it is unknown.
    interview
        The interview mean; not a number without an interview.
    rules
        How the score is made.
    """
    exams = _exams(exams_taken, failed, rules)
    standing = (4 - quartile) * 100.0 / 3.0 if quartile else rules.unknown
    fit = rules.unknown
    if interview == interview:  # noqa: PLR0124 - it is a number
        fit = _scaled(interview, rules.fit_low, rules.fit_high)
    whole = rules.exam_weight + rules.class_weight + rules.fit_weight
    weighted = rules.exam_weight * exams + rules.class_weight * standing + rules.fit_weight * fit
    return _percent(weighted / whole)


def label(score: float, rules: CompositeRules) -> Label:
    """The informal label of a pre-score."""
    if score >= rules.strong_from:
        return Label.STRONG
    return Label.BORDERLINE if score >= rules.borderline_from else Label.DO_NOT_RANK


def _exams(taken: tuple[float, float], failed: int, rules: CompositeRules) -> float:
    scaled, scores = 0.0, 0
    for exam in (taken[1], taken[0]):
        if exam == exam:  # noqa: PLR0124 - it is a number
            scaled += _scaled(exam, rules.exam_low, rules.exam_high)
            scores += 1
    return _percent(scaled / scores - rules.fail * failed) if scores else rules.unknown


def _scaled(value: float, low: float, high: float) -> float:
    return _percent((value - low) / (high - low) * 100.0)


def _percent(value: float) -> float:
    return max(0.0, min(value, 100.0))

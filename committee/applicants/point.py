"""A talking point, the rules that weigh it, and the circumstances that decide what a cell means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from committee.terms import Factor, Family, Flag, Holding, VisaPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRules:
    """How much each cell counts. All values come from the scenario, where each has its source.

    Strengths are in standard units; mappings are keyed by the words of the sheet and hold signed
    strengths (below 0 speaks against). ``*_per_*`` are slopes of ramps, ``*_most`` their ends.
    """

    flag_from: float
    step1_par: float
    step1_per_point: float
    step1_most: float
    step2_merit_from: float
    step2_merit_per_point: float
    step2_merit_most: float
    step2_worry_from: float
    step2_worry_per_point: float
    step2_worry_most: float
    step2_proof: float
    class_quartile: Mapping[str, float]
    step_fail: float
    more_fails: float
    step2_fail: float
    old_grad_from: float
    old_grad_per_year: float
    old_grad_most: float
    gap_per_year: float
    gap_most: float
    gap_reason: Mapping[str, float]
    shared_cause: float
    prior_training: Mapping[str, float]
    professionalism: Mapping[str, float]
    coded_share: float
    visa_j1: Mapping[str, float]
    visa_h1b: Mapping[str, float]
    paperwork: float
    narrative: Mapping[str, float]
    narrative_proof: Mapping[str, float]
    us_letters: Mapping[str, float]
    letter: Mapping[str, float]
    letter_abroad: float
    letter_repeat: float
    letter_fight_proof: float
    letter_known: float
    us_clinical: Mapping[str, float]
    us_clinical_per_month: Mapping[str, float]
    us_clinical_months_most: float
    rotated_here: float
    rotated_here_per_month: float
    interview_par: float
    interview_per_point: float
    interview_most: float
    impression: Mapping[str, float]
    value: Mapping[str, float]
    value_tolerance: float
    emails_poor: float
    advocate: Mapping[str, float]
    advocate_proof: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that can be said about a row.

    ``strength`` is at least 0 and ``valence`` 1 or -1. ``flag`` is the trait a worry counts as, or None.
    ``issue`` marks what a member counts when asking whether there is too much about a row: every flag,
    and the small oddities that are none. ``proof`` in [0, 1] is how much of a worry's remediable part
    this point answers; ``proves_exams`` restricts it to worries about exams. ``tolerance`` is how much more of
    one single issue is let pass for it.
    """

    id: str
    column: str
    family: Family
    factor: Factor
    valence: int
    strength: float
    holding: Holding
    detail: str
    flag: Flag | None = None
    issue: bool = False
    proof: float = 0.0
    proves_exams: bool = False
    tolerance: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What besides the cells decides what a cell means: the year and the programme's visa policy."""

    year: int
    h1b: VisaPolicy
    j1: VisaPolicy
    rules: PointRules


EXAM_FLAGS: Final = frozenset({Flag.STEP_FAIL, Flag.ATTEMPTS, Flag.LOW_STEP2})
"""Worries that a later exam can answer."""

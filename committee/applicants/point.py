"""A talking point, the rules that weigh it, and the circumstances that decide what a cell means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Final

from annotated_types import Ge, Le

from committee.applicants.applicant import (
    AdvocateStrength,
    GapReason,
    Impression,
    LetterTone,
    Narrative,
    PriorTraining,
    Professionalism,
    UsClinical,
    Value,
)
from committee.terms import Factor, Family, Flag, Holding, VisaPolicy
from committee.units import (
    SMALLEST,
    Months,
    Multiplier,
    OneOf,
    Rating,
    Score,
    Share,
    Signed,
    Slope,
    Strength,
    Table,
    Unit,
    Years,
)

GapWord = Annotated[str, OneOf(*(reason for reason in GapReason if reason is not GapReason.NONE))]
TrainingWord = Annotated[str, OneOf(*(word for word in PriorTraining if word is not PriorTraining.NONE))]
ConductWord = Annotated[str, OneOf(*(word for word in Professionalism if word is not Professionalism.NONE))]
ProofWord = Annotated[str, OneOf(Narrative.CONCRETE, Narrative.CONCRETE_WITH_CHANGE)]
QuartileWord = Annotated[str, OneOf("1", "2", "3", "4")]
LettersWord = Annotated[str, OneOf("0", "1", "2", "3")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRules:
    """How much each cell counts. All values come from the scenario, where each has its source.

    Strengths are in standard units (su): 1 is one standard deviation of an exam. Tables are keyed by the words of the
    sheet and hold signed strengths (below 0 speaks against). ``*_per_*`` are slopes of ramps, ``*_most`` their ends.
    """

    flag_from: Strength
    """The least worry that flags a row. More of it: fewer flagged rows. At 0 every worry flags."""
    step1_par: Score
    """The Step 1 score that says nothing. More of it: reported scores speak less for a row."""
    step1_per_point: Slope
    """What a point of Step 1 above or below par counts."""
    step1_most: Strength
    """The most that a Step 1 score counts, either way."""
    step2_merit_from: Score
    """The Step 2 CK score from which it speaks for the row. More of it: fewer rows gain."""
    step2_merit_per_point: Slope
    """What each point of Step 2 CK above that counts."""
    step2_merit_most: Annotated[float, Ge(SMALLEST), Le(10), Unit("su")]
    """The most that a high Step 2 CK score counts."""
    step2_worry_from: Score
    """The Step 2 CK score below which it is a worry. More of it: more rows are worried about."""
    step2_worry_per_point: Slope
    """What each point of Step 2 CK below that adds to the worry."""
    step2_worry_most: Strength
    """The largest worry that a low Step 2 CK score makes."""
    step2_proof: Share
    """How much of worries about exams the highest Step 2 CK score answers."""
    class_quartile: Table[QuartileWord, Signed]
    """What class standing counts by quartile, 1 the best."""
    step_fail: Strength
    """The worry of a failed Step 1, whatever came after."""
    more_fails: Strength
    """The worry that each further failure adds."""
    step2_fail: Strength
    """The worry of a failed Step 2 CK."""
    old_grad_from: Years
    """The years since graduation from which they worry. More of it: later graduates pass unremarked."""
    old_grad_per_year: Slope
    """What each year beyond that adds to the worry."""
    old_grad_most: Strength
    """The largest worry that an old graduation makes."""
    gap_per_year: Slope
    """The worry of each year of a gap, before its reason is considered."""
    gap_most: Strength
    """The largest worry that a gap makes, before its reason is considered."""
    gap_reason: Table[GapWord, Multiplier]
    """What each reason leaves of the worry about a gap. Below 1 it excuses, above 1 it aggravates."""
    shared_cause: Share
    """What the milder of an old graduation and a gap counts, since they are one cause. At 1 both count in full."""
    prior_training: Table[TrainingWord, Signed]
    """What earlier residency training counts by how it ended. Below 0 it is a worry."""
    professionalism: Table[ConductWord, Strength]
    """The worry of each entry about conduct."""
    coded_share: Share
    """How much of a worry about conduct stands on the sheet as a code. The rest is in the file."""
    visa_j1: Table[VisaPolicy, Strength]
    """The worry of a J-1 visa, by the program's policy on it."""
    visa_h1b: Table[VisaPolicy, Strength]
    """The worry of an H-1B visa, by the program's policy on it."""
    paperwork: Strength
    """The worry of an H-1B without a Step 3 pass, which the coordinator knows."""
    paperwork_done: Strength
    """What a Step 3 pass counts for an H-1B, which the coordinator knows."""
    paperwork_proof: Share
    """How much of the worry about the visa that pass answers."""
    narrative: Table[Narrative, Signed]
    """What the file's own explanation counts where there is something to explain."""
    narrative_proof: Table[ProofWord, Share]
    """How much of any worry a concrete explanation answers."""
    us_letters: Table[LettersWord, Signed]
    """What the number of US letters counts, 3 or more as 3. Below 0 it is a worry."""
    letter: Table[LetterTone, Signed]
    """What a US letter counts by its tone."""
    letter_abroad: Share
    """What the same letter from abroad counts, as a share."""
    letter_repeat: Share
    """What the second letter of its kind counts, as a share of the first. The third counts this share of the second."""
    letter_fight_proof: Share
    """How much of any worry a fight letter answers."""
    letter_known: Signed
    """What it counts that directors know a letter's writer."""
    us_clinical: Table[UsClinical, Signed]
    """What US clinical work counts by its kind, before its months."""
    us_clinical_per_month: Table[UsClinical, Slope]
    """What each month of US clinical work adds."""
    us_clinical_months_most: Months
    """The most months that count. More of it: long clinical work pays more."""
    rotated_here: Signed
    """What it counts to have rotated here."""
    rotated_here_per_month: Slope
    """What each month of a rotation here adds."""
    interview_par: Rating
    """The interview mean that says nothing. More of it: the same scores speak less for a row."""
    interview_per_point: Slope
    """What a point of the interview mean above or below par counts."""
    interview_most: Strength
    """The most that the interview mean counts, either way."""
    impression: Table[Impression, Signed]
    """What each word of those who met the applicant counts."""
    value: Table[Value, Signed]
    """What each word for present-day value counts."""
    value_tolerance: Share
    """How much more of a single issue each word for present-day value lets pass."""
    emails_poor: Strength
    """What careless e-mails count against the row, which the coordinator knows."""
    advocate: Table[AdvocateStrength, Strength]
    """What an advocate's word counts by its strength."""
    advocate_proof: Table[AdvocateStrength, Share]
    """How much of any worry an advocate's word answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that can be said about a row.

    ``strength`` is at least 0 and ``valence`` 1 or -1. ``flag`` is the trait a worry counts as, or None.
    ``issue`` marks what a member counts when asking whether there is too much about a row: every flag,
    and the small oddities that are none. ``proof`` in [0, 1] is how much of a worry's remediable part
    this point answers, and ``proves`` names the flags that it answers. ``tolerance`` is how much more of one single
    issue is let pass for it.
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
    proves: frozenset[Flag] = frozenset()
    tolerance: float = 0.0


def signed(
    column: str, family: Family, factor: Factor, holding: Holding, amount: float, detail: str, **more: Any
) -> Point:
    """A point for or against, as ``amount`` is above or below 0; ``more`` are further fields of the point."""
    fields = {"id": column, **more}
    if not fields.get("proof"):
        fields["proves"] = frozenset()
    return Point(
        column=column,
        family=family,
        factor=factor,
        valence=1 if amount >= 0 else -1,
        strength=abs(amount),
        holding=holding,
        detail=detail,
        **fields,
    )


def worry(column: str, family: Family, flag: Flag, amount: float, detail: str, **more: Any) -> Point:
    """A worry that everybody sees, unless ``more`` says otherwise."""
    fields = {"id": column, "factor": Factor.SEVERITY, "holding": Holding.PUBLIC, **more}
    return Point(
        column=column, family=family, valence=-1, strength=amount, detail=detail, flag=flag, issue=True, **fields
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What besides the cells decides what a cell means: the year and the program's visa policy."""

    year: int
    h1b: VisaPolicy
    j1: VisaPolicy
    rules: PointRules


EXAM_FLAGS: Final = frozenset({Flag.STEP_FAIL, Flag.ATTEMPTS, Flag.LOW_STEP2})
"""Worries that a later exam can answer."""

EXPLAINED_FLAGS: Final = frozenset(Flag) - {Flag.VISA, Flag.WEAK_LETTERS}
"""Worries that applicants can explain: what they did, or what became of them. A visa is the system's problem."""

PERSON_FLAGS: Final = frozenset(Flag) - {Flag.VISA}
"""Worries about the person, which somebody's word for them answers."""

PAPER_FLAGS: Final = frozenset({Flag.VISA})
"""Worries that paperwork answers."""


def bears_on(point: Point, worry: Point) -> bool:
    """Whether ``point`` is an answer to ``worry``.

    Proof answers the flags that it proves. Where the worry is no flag, or the flag lies in a factor that has merits of
    its own (exams, letters), a merit of the same factor answers it.
    """
    if point.valence < 0:
        return False
    if worry.flag is not None and worry.flag in point.proves:
        return True
    return point.factor is worry.factor and worry.factor is not Factor.SEVERITY

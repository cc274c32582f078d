"""One applicant: the row of a sheet as typed, frozen values, one field a column.

Nothing here judges. What can be said about a row is in :mod:`committee.applicants.points`; what a cell
may hold and how it is written is in :mod:`committee.applicants.sheet`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from committee.terms import Kind, Visa


class Step1(StrEnum):
    """Step 1 where no score is known. FAIL: failed first, passed since."""

    PASS = "pass"  # noqa: S105 - a result, not a password
    FAIL = "fail"


class Step3(StrEnum):
    """Step 3, which an H-1B petition requires."""

    NONE = "none"
    PASS = "pass"  # noqa: S105 - a result, not a password
    FAIL = "fail"


class GapReason(StrEnum):
    """What the applicant says the gap was for."""

    NONE = "none"
    MILITARY = "military"
    CLINICAL = "clinical"
    RESIDENCY_ABROAD = "residency_abroad"
    RESEARCH = "research"
    FAMILY = "family"
    EXAM_PREP = "exam_prep"
    UNKNOWN = "unknown"


class PriorTraining(StrEnum):
    """Earlier residency training, and how it ended."""

    NONE = "none"
    COMPLETED_ABROAD = "completed_abroad"
    US_WITHDREW = "us_withdrew"
    US_DISMISSED = "us_dismissed"
    REAPPLICANT = "reapplicant"


class UsClinical(StrEnum):
    """Clinical work in the US before applying."""

    NONE = "none"
    OBSERVERSHIP = "observership"
    HANDS_ON = "hands_on"


class Origin(StrEnum):
    """Where a letter was written."""

    US = "us"
    ABROAD = "abroad"


class LetterTone(StrEnum):
    """How a letter reads, from one that argues to one in coded phrases."""

    FIGHT = "fight"
    GLOWING = "glowing"
    GENERIC = "generic"
    LUKEWARM = "lukewarm"
    CODED = "coded"


class Professionalism(StrEnum):
    """What the record says about conduct, mildest first."""

    NONE = "none"
    NOTE = "note"
    CITATION = "citation"
    REMEDIATION = "remediation"
    PROBATION = "probation"
    DISMISSAL = "dismissal"


class Narrative(StrEnum):
    """How the file itself explains what went wrong."""

    NONE = "none"
    HIDDEN = "hidden"
    MELODRAMATIC = "melodramatic"
    CONCRETE = "concrete"
    CONCRETE_WITH_CHANGE = "concrete_with_change"


class Impression(StrEnum):
    """Words an interviewer used."""

    WARM = "warm"
    REFLECTIVE = "reflective"
    CLEAR = "clear"
    NICE = "nice"
    MOTIVATED = "motivated"
    QUIET = "quiet"
    ANXIOUS = "anxious"
    SHY = "shy"
    SHORT_ANSWERS = "short_answers"
    ODD = "odd"
    DULL = "dull"


class Emails(StrEnum):
    """How the applicant writes to the coordinator."""

    GOOD = "good"
    POOR = "poor"


class Value(StrEnum):
    """Present-day value that somebody noted."""

    RELIABLE = "reliable"
    LOW_DRAMA = "low_drama"
    HARD_WORKING = "hard_working"
    IMMEDIATELY_USEFUL = "immediately_useful"


class AdvocateWho(StrEnum):
    """Who argues for the applicant: somebody outside who phones, or a member of the room."""

    OUTSIDE = "outside"
    AFFILIATE_APD = "affiliate_apd"
    PD = "pd"
    APD = "apd"
    FACULTY = "faculty"
    CHIEF = "chief"


class AdvocateStrength(StrEnum):
    """How much the advocate is willing to say."""

    MILD = "mild"
    STRONG = "strong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter of recommendation. ``known``: directors know the writer."""

    origin: Origin
    tone: LetterTone
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Advocate:
    """Who speaks up for the applicant, and how strongly."""

    who: AdvocateWho
    strength: AdvocateStrength


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """One row of the sheet. A column is a field of the same name; its default is what a blank cell means.

    ``promise`` and ``extras`` are no columns.
    """

    id: str
    """Unique in the sheet; made from the row's number where the cell is blank."""
    name: str
    school: str = ""
    country: str = ""
    kind: Kind
    step1: int | Step1 | None = None
    """A score (180 to 300), pass, or fail (failed first, passed since); None is not reported."""
    step2_ck: int | None = None
    """A score (180 to 300); None is not taken."""
    step1_fails: int = 0
    step2_fails: int = 0
    step3: Step3 = Step3.NONE
    yog: int
    """The year of graduation."""
    gap_years: int = 0
    """Years."""
    gap_reason: GapReason = GapReason.NONE
    prior_training: PriorTraining = PriorTraining.NONE
    us_clinical: UsClinical = UsClinical.NONE
    us_clinical_months: int = 0
    """Months."""
    rotated_here: int = 0
    """Months."""
    letters: tuple[Letter, ...] = ()
    professionalism: Professionalism = Professionalism.NONE
    narrative: Narrative = Narrative.NONE
    visa: Visa = Visa.NONE
    interview_score: float | None = None
    """1.0 to 5.0; None is not interviewed."""
    impression: tuple[Impression, ...] = ()
    emails: Emails = Emails.GOOD
    value: tuple[Value, ...] = ()
    class_quartile: int | None = None
    """1 (best) to 4; None is unknown."""
    advocate: Advocate | None = None
    note: str = ""
    promise: float | None = None
    """The latent quality that nobody in the room sees, standard normal within the pool; None for a row of a sheet."""
    extras: tuple[tuple[str, str], ...] = ()
    """Heading and text of unknown columns: shown, never counted."""

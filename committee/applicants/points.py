"""What can be said about a row: cells become talking points.

One function a column, gathered in :data:`COLUMN_RULES`, which is the table *column -> points -> factor, valence,
holding*. A point says what is so, how much it counts (``strength``, in standard units: about 1 is what
one standard deviation of an exam score is worth) and who knows it beforehand. How much a member makes
of it is :mod:`committee.members.reading`. What letters say is in :mod:`committee.applicants.letters`.

Severity is a ramp, never a step: Step 2 CK from ``step2_worry_from`` down, years since graduation from
``old_grad_from`` up, gaps by length. An old graduation and a gap are one cause, so the milder of the two
counts in part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Final

from committee.applicants.applicant import (
    Applicant,
    Emails,
    GapReason,
    Narrative,
    PriorTraining,
    Professionalism,
    Step1,
    Step3,
    UsClinical,
)
from committee.applicants.letters import letters_say
from committee.applicants.point import (
    EXAM_FLAGS,
    EXPLAINED_FLAGS,
    PAPER_FLAGS,
    PERSON_FLAGS,
    Circumstances,
    Point,
    PointRules,
    signed,
    worry,
)
from committee.terms import Factor, Family, Flag, Holding, Visa


def points_of(applicant: Applicant, circumstances: Circumstances) -> tuple[Point, ...]:
    """Every point of the row, in the order of the sheet's columns; ids are unique within the row."""
    return PointTable(circumstances).of(applicant)


class PointTable:
    """What cells say under the same circumstances. Whoever reads many rows keeps one, and equal cells are read once."""

    __slots__ = ("_circumstances", "_known")

    def __init__(self, circumstances: Circumstances) -> None:
        self._circumstances = circumstances
        self._known: dict[object, tuple[Point, ...]] = {}

    def of(self, applicant: Applicant) -> tuple[Point, ...]:
        """Every point of the row, as :func:`points_of`."""
        rules = self._circumstances.rules
        points: list[Point] = []
        for name, column in COLUMN_RULES.items():
            cells = (name, column.cells(applicant))
            said = self._known.get(cells)
            if said is None:
                if len(self._known) >= _KNOWN_MOST:
                    self._known.clear()
                derived = column.derive(applicant, self._circumstances)
                said = self._known[cells] = tuple(point for point in derived if point.strength > 0.0)
            points += said
        return tuple(_one_cause(_explained(points, rules), rules.shared_cause))


_KNOWN_MOST: Final = 4096
"""Cells whose points are kept; a sheet of all sorts must not fill the memory of a long run."""


def flags_of(points: tuple[Point, ...], rules: PointRules) -> tuple[Flag, ...]:
    """The distinct flags whose worry is as severe as the scenario's threshold, in the order of the points.

    A row that has any is flagged.
    """
    return tuple(dict.fromkeys(p.flag for p in points if p.flag is not None and p.strength >= rules.flag_from))


def _one_cause(points: list[Point], share: float) -> Iterator[Point]:
    ages = [point for point in points if point.flag in (Flag.OLD_GRAD, Flag.GAP)]
    milder = min(ages, key=lambda point: point.strength) if len(ages) == 2 else None
    for point in points:
        yield replace(point, strength=point.strength * share) if point is milder else point


def _explained(points: list[Point], rules: PointRules) -> list[Point]:
    """What a silent or poor narrative costs, as far as there is something to explain.

    Nothing up to half the severity of a flag, all of it from a flag on, a ramp between.
    """
    gravest = max((point.strength for point in points if point.flag is not None), default=0.0)
    owed = to_explain(gravest, rules.flag_from)
    return [_owing(point, owed) for point in points if point.column != "narrative" or point.valence > 0 or owed > 0.0]


def to_explain(gravest: float, flag_from: float) -> float:
    """How much there is to explain: above 0 from half of ``flag_from`` on, 1 from it on; nothing without a worry."""
    if gravest < flag_from:
        return 2.0 * gravest / flag_from - 1.0
    return 1.0 if gravest > 0.0 else 0.0


def _owing(point: Point, owed: float) -> Point:
    poor = point.column == "narrative" and point.valence < 0
    return replace(point, strength=point.strength * owed) if poor and owed < 1.0 else point


def _within(amount: float, most: float) -> float:
    return max(-most, min(amount, most))


def _years(count: int) -> str:
    return "1 year" if count == 1 else f"{count} years"


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"


def _step1(who: Applicant, at: Circumstances) -> Iterator[Point]:
    rules = at.rules
    if isinstance(who.step1, int) and not isinstance(who.step1, Step1):
        amount = _within((who.step1 - rules.step1_par) * rules.step1_per_point, rules.step1_most)
        yield signed("step1", Family.STEP1, Factor.EXAMS, Holding.PUBLIC, amount, str(who.step1))


def _step1_fails(who: Applicant, at: Circumstances) -> Iterator[Point]:
    fails = max(who.step1_fails, 1 if who.step1 is Step1.FAIL else 0)
    if fails:
        column = "step1" if who.step1 is Step1.FAIL else "step1_fails"
        yield worry(column, Family.STEP_FAIL, Flag.STEP_FAIL, at.rules.step_fail, "Step 1")
    if fails > 1:
        amount = at.rules.more_fails * (fails - 1)
        yield worry("step1_fails", Family.ATTEMPTS, Flag.ATTEMPTS, amount, str(fails), id="step1_fails.more")


def _step2_ck(who: Applicant, at: Circumstances) -> Iterator[Point]:
    rules = at.rules
    if who.step2_ck is None:
        return
    merit = (who.step2_ck - rules.step2_merit_from) * rules.step2_merit_per_point
    short = (rules.step2_worry_from - who.step2_ck) * rules.step2_worry_per_point
    detail = str(who.step2_ck)
    if merit > 0:
        merit = _within(merit, rules.step2_merit_most)
        proof = rules.step2_proof * merit / rules.step2_merit_most
        shown = {"proof": proof, "proves": EXAM_FLAGS}
        yield signed("step2_ck", Family.STEP2, Factor.EXAMS, Holding.PUBLIC, merit, detail, **shown)
    elif short > 0:
        short = _within(short, rules.step2_worry_most)
        yield worry("step2_ck", Family.STEP2, Flag.LOW_STEP2, short, detail, factor=Factor.EXAMS)


def _step2_fails(who: Applicant, at: Circumstances) -> Iterator[Point]:
    if who.step2_fails:
        amount = at.rules.step2_fail + at.rules.more_fails * (who.step2_fails - 1)
        yield worry("step2_fails", Family.ATTEMPTS, Flag.ATTEMPTS, amount, str(who.step2_fails))


def _yog(who: Applicant, at: Circumstances) -> Iterator[Point]:
    over = at.year - who.yog - at.rules.old_grad_from
    if over > 0:
        amount = _within(over * at.rules.old_grad_per_year, at.rules.old_grad_most)
        yield worry("yog", Family.OLD_GRAD, Flag.OLD_GRAD, amount, str(who.yog))


def _gap(who: Applicant, at: Circumstances) -> Iterator[Point]:
    if who.gap_years:
        reason = GapReason.UNKNOWN if who.gap_reason is GapReason.NONE else who.gap_reason
        length = _within(who.gap_years * at.rules.gap_per_year, at.rules.gap_most)
        amount = length * at.rules.gap_reason[reason]
        yield worry("gap_years", Family.GAP, Flag.GAP, amount, _years(who.gap_years))


_PRIOR_WORDS: Final = {
    PriorTraining.COMPLETED_ABROAD: "completed a residency abroad",
    PriorTraining.US_WITHDREW: "withdrew from a US program",
    PriorTraining.US_DISMISSED: "dismissed from a US program",
    PriorTraining.REAPPLICANT: "reapplying",
}


def _prior_training(who: Applicant, at: Circumstances) -> Iterator[Point]:
    if who.prior_training is PriorTraining.NONE:
        return
    amount = at.rules.prior_training[who.prior_training]
    detail = _PRIOR_WORDS[who.prior_training]
    if amount >= 0:
        family = Family.PRIOR_TRAINING
        yield signed("prior_training", family, Factor.SEVERITY, Holding.PUBLIC, amount, detail)
    else:
        yield worry("prior_training", Family.PRIOR_TRAINING, Flag.PRIOR_TRAINING, -amount, detail)


def _professionalism(who: Applicant, at: Circumstances) -> Iterator[Point]:
    """The code on the sheet, which everybody sees, and what the file says about it, which readers know."""
    if who.professionalism is Professionalism.NONE:
        return
    amount = at.rules.professionalism[who.professionalism]
    family, flag, word = Family.PROFESSIONALISM, Flag.PROFESSIONALISM, who.professionalism.value
    coded = amount * at.rules.coded_share
    rest = amount * (1.0 - at.rules.coded_share)
    in_file = {"id": "professionalism.file", "holding": Holding.FILE}
    yield worry("professionalism", family, flag, coded, word)
    yield worry("professionalism", family, flag, rest, word, **in_file)


def _visa(who: Applicant, at: Circumstances) -> Iterator[Point]:
    if who.visa is Visa.J1:
        yield worry("visa", Family.VISA, Flag.VISA, at.rules.visa_j1[at.j1], "J-1")
    elif who.visa is Visa.H1B:
        yield worry("visa", Family.VISA, Flag.VISA, at.rules.visa_h1b[at.h1b], "H-1B")


def _step3(who: Applicant, at: Circumstances) -> Iterator[Point]:
    """An H-1B needs Step 3. Without it there is more to worry about; with it, less. The coordinator knows which."""
    if who.visa is not Visa.H1B:
        return
    if who.step3 is not Step3.PASS:
        amount = at.rules.paperwork
        yield worry("step3", Family.PAPERWORK, Flag.VISA, amount, "Step 3", holding=Holding.PRIVATE)
    else:
        done = {"proof": at.rules.paperwork_proof, "proves": PAPER_FLAGS}
        amount = at.rules.paperwork_done
        yield signed("step3", Family.PAPERWORK, Factor.SEVERITY, Holding.PRIVATE, amount, "Step 3", **done)


def _narrative(who: Applicant, at: Circumstances) -> Iterator[Point]:
    amount = at.rules.narrative[who.narrative]
    detail = who.narrative.value
    told = who.narrative in (Narrative.CONCRETE, Narrative.CONCRETE_WITH_CHANGE)
    proof = at.rules.narrative_proof[who.narrative] if told else 0.0
    yield signed(
        "narrative",
        Family.NARRATIVE,
        Factor.SEVERITY,
        Holding.FILE,
        amount,
        detail,
        proof=proof,
        proves=EXPLAINED_FLAGS,
    )


def _class(who: Applicant, at: Circumstances) -> Iterator[Point]:
    if who.class_quartile is not None:
        amount = at.rules.class_quartile[str(who.class_quartile)]
        detail = str(who.class_quartile)
        yield signed("class_quartile", Family.CLASS_RANK, Factor.EXAMS, Holding.FILE, amount, detail)


def _us_clinical(who: Applicant, at: Circumstances) -> Iterator[Point]:
    """US clinical work. A US graduate's is their school's: a blank cell there means all the months that count."""
    word, count = who.us_clinical, who.us_clinical_months
    if who.us_clinical is UsClinical.NONE and not who.kind.is_img:
        word, count = UsClinical.HANDS_ON, int(at.rules.us_clinical_months_most)
    months = _within(float(count), at.rules.us_clinical_months_most)
    amount = at.rules.us_clinical[word] + at.rules.us_clinical_per_month[word] * months
    detail = "none" if word is UsClinical.NONE else _months(count)
    yield signed("us_clinical", Family.US_CLINICAL, Factor.LETTERS, Holding.FILE, amount, detail)


def _rotated_here(who: Applicant, at: Circumstances) -> Iterator[Point]:
    if who.rotated_here:
        months = _within(float(who.rotated_here), at.rules.us_clinical_months_most)
        amount = at.rules.rotated_here + at.rules.rotated_here_per_month * months
        detail = _months(who.rotated_here)
        yield signed("rotated_here", Family.ROTATED_HERE, Factor.LETTERS, Holding.FILE, amount, detail)


def _interview_score(who: Applicant, at: Circumstances) -> Iterator[Point]:
    if who.interview_score is not None:
        amount = (who.interview_score - at.rules.interview_par) * at.rules.interview_per_point
        amount = _within(amount, at.rules.interview_most)
        detail = f"{who.interview_score:.1f}"
        yield signed("interview_score", Family.INTERVIEW_SCORE, Factor.INTERVIEW, Holding.PUBLIC, amount, detail)


def _impression(who: Applicant, at: Circumstances) -> Iterator[Point]:
    for number, word in enumerate(who.impression, start=1):
        amount = at.rules.impression[word]
        detail = word.value.replace("_", " ")
        more = {"id": f"impression.{number}", "issue": amount < 0}
        yield signed("impression", Family.IMPRESSION, Factor.INTERVIEW, Holding.INTERVIEW, amount, detail, **more)


def _value(who: Applicant, at: Circumstances) -> Iterator[Point]:
    for number, word in enumerate(who.value, start=1):
        amount = at.rules.value[word]
        detail = word.value.replace("_", " ")
        more = {"id": f"value.{number}", "tolerance": at.rules.value_tolerance}
        yield signed("value", Family.VALUE, Factor.INTERVIEW, Holding.INTERVIEW, amount, detail, **more)


def _emails(who: Applicant, at: Circumstances) -> Iterator[Point]:
    if who.emails is Emails.POOR:
        amount = -at.rules.emails_poor
        yield signed("emails", Family.EMAILS, Factor.INTERVIEW, Holding.PRIVATE, amount, "poor", issue=True)


def _advocate(who: Applicant, at: Circumstances) -> Iterator[Point]:
    if who.advocate is not None:
        amount = at.rules.advocate[who.advocate.strength]
        detail = f"{who.advocate.who.value}, {who.advocate.strength.value}"
        proof = at.rules.advocate_proof[who.advocate.strength]
        word = {"proof": proof, "proves": PERSON_FLAGS}
        yield signed("advocate", Family.ADVOCATE, Factor.ADVOCACY, Holding.PRIVATE, amount, detail, **word)


Derive = Callable[[Applicant, Circumstances], Iterator[Point]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRule:
    """A column that can make the room say something: how, and from which cells of the row it does so."""

    derive: Derive
    cells: Callable[[Applicant], object]


COLUMN_RULES: Final[Mapping[str, ColumnRule]] = {
    "step1": ColumnRule(derive=_step1, cells=attrgetter("step1")),
    "step1_fails": ColumnRule(derive=_step1_fails, cells=attrgetter("step1", "step1_fails")),
    "step2_ck": ColumnRule(derive=_step2_ck, cells=attrgetter("step2_ck")),
    "step2_fails": ColumnRule(derive=_step2_fails, cells=attrgetter("step2_fails")),
    "step3": ColumnRule(derive=_step3, cells=attrgetter("step3", "visa")),
    "yog": ColumnRule(derive=_yog, cells=attrgetter("yog")),
    "gap_years": ColumnRule(derive=_gap, cells=attrgetter("gap_years", "gap_reason")),
    "prior_training": ColumnRule(derive=_prior_training, cells=attrgetter("prior_training")),
    "us_clinical": ColumnRule(derive=_us_clinical, cells=attrgetter("kind", "us_clinical", "us_clinical_months")),
    "rotated_here": ColumnRule(derive=_rotated_here, cells=attrgetter("rotated_here")),
    "letters": ColumnRule(derive=letters_say, cells=attrgetter("letters")),
    "professionalism": ColumnRule(derive=_professionalism, cells=attrgetter("professionalism")),
    "narrative": ColumnRule(derive=_narrative, cells=attrgetter("narrative")),
    "visa": ColumnRule(derive=_visa, cells=attrgetter("visa")),
    "interview_score": ColumnRule(derive=_interview_score, cells=attrgetter("interview_score")),
    "impression": ColumnRule(derive=_impression, cells=attrgetter("impression")),
    "emails": ColumnRule(derive=_emails, cells=attrgetter("emails")),
    "value": ColumnRule(derive=_value, cells=attrgetter("value")),
    "class_quartile": ColumnRule(derive=_class, cells=attrgetter("class_quartile")),
    "advocate": ColumnRule(derive=_advocate, cells=attrgetter("advocate")),
}
"""Column -> what it can make the room say. Name, school, country, note and kind have no entry: they say nothing."""

USUAL_COLUMNS: Final = ("class_quartile", "us_clinical", "rotated_here", "letters", "impression", "value")
"""Columns of which most members know nothing, and which they fill with what is usual for the kind."""

"""What could move an applicant's row, step by step: the decision path of the account that the model is built on.

The main flag is found. Then each step of the path is tried by itself in many meetings, with the same seeds: later
exams, a plain explanation, a letter, a rotation here, a visa that needs less, somebody who argues. What no applicant
can do any more, such as a Step that was failed, is tried too and shown apart.

What comes out is what this model does. It is no advice to anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import Final

from msgspec import Struct

from committee.applicants.applicant import Applicant, LetterTone, Narrative, Step1, Step3
from committee.applicants.cells import MOST_PARTS
from committee.applicants.columns import BY_NAME
from committee.engine.choice import Told
from committee.errors import Problem, UsageRefused, nearest
from committee.experiments.whatifs.ends import AS_IT_IS, ends_of_each
from committee.experiments.whatifs.remade import Remade
from committee.experiments.whatifs.replicates import Replicates, compared, is_drawn
from committee.measures.intervals import Estimate, level_share
from committee.terms import Flag, Visa

SEEDS: Final = 200
"""Meetings with each step, if nobody says how many."""

RAISED: Final = 15
"""Points by which the step of a better Step 2 CK raises a score: about one standard deviation of all takers."""

TAKEN: Final = 245
"""The score of a Step 2 CK that has yet to be taken: near the mean of those who pass."""

Cells = dict[str, str]


class Part(StrEnum):
    """A part of the path, in its order."""

    EXAMS = "If the file showed later exams"
    NARRATIVE = "If the file explained more"
    LETTERS = "If the file held one more letter"
    ROTATION = "If the file showed a rotation here"
    VISA = "If the file asked for another visa"
    ADVOCATE = "If somebody here argued for the row"
    COUNTERFACTUAL = "What nobody can change any more"


class Step(Struct, frozen=True):
    """One change of the path."""

    part: Part
    """Where it stands on the path."""
    words: str
    """What it is."""
    cells: Cells
    """The cells of the row that it changes."""


class Tried(Struct, frozen=True, kw_only=True):
    """A step, and what came of it."""

    step: Step
    """The step."""
    found: Replicates
    """What it did to the row."""


class Path(Struct, frozen=True, kw_only=True):
    """What each step of the path does to one row."""

    row: str
    """The id of the row."""
    name: str
    """The applicant's name, or the id where the row is another person for each seed."""
    flags: tuple[Flag, ...]
    """The flags of the file, the heaviest first."""
    argued: bool
    """Whether anybody argues for the row already: an advocate, or a letter that fights."""
    unchanged: Estimate
    """How often the row is ranked as it is."""
    vetoed: Estimate
    """How often the director vetoes the row as it is."""
    lifted: bool
    """Whether any step lifts the veto in any of those meetings."""
    tried: tuple[Tried, ...]
    """In the order of the path; within a part the largest effect first."""
    drawn: bool
    """Whether the row is another person for each seed."""

    @property
    def by_chance(self) -> bool:
        """Whether the same file is ranked in some meetings and not in others, and nobody argues for it."""
        return not (self.argued or self.drawn) and 0.0 < self.unchanged.effect < 1.0

    @property
    def furthest(self) -> Part | None:
        """The part of the path with the step that moved the row furthest up; None if none did for sure."""
        up = [each for each in self.tried if each.found.places_up.effect.low > 0.0]
        most = max(up, key=lambda each: each.found.places_up.effect.effect, default=None)
        return None if most is None else most.step.part

    @property
    def never_ranked(self) -> bool:
        """Whether the row is off the list in every meeting, with every step."""
        return not (self.unchanged.effect or any(each.found.ranked.after.effect for each in self.tried))


def path_of(remade: Remade, row: str, seeds: Sequence[int], told: Told | None = None) -> Path:
    """Try each step of the path for a row, over ``seeds``.

    Raises
    ------
    UsageRefused
        If there is no such row, or a meeting changed inside its rows is asked.
    """
    applicant, flags = _somebody(remade, row)
    drawn, steps = is_drawn(remade, row), steps_for(applicant)
    before, *after = ends_of_each(remade, row, [AS_IT_IS, *(step.cells for step in steps)], seeds, told)
    tried = [
        Tried(step=step, found=compared(before, ends, seeds, drawn=drawn))
        for step, ends in zip(steps, after, strict=True)
    ]
    return Path(
        row=row,
        name=row if drawn else applicant.name,
        flags=flags,
        argued=applicant.advocate is not None or any(each.tone is LetterTone.FIGHT for each in applicant.letters),
        unchanged=level_share(before.ranked),
        vetoed=level_share(before.vetoed),
        lifted=any(bool(((before.vetoed == 1.0) & (ends.vetoed == 0.0)).any()) for ends in after),
        tried=tuple(_in_order(tried)),
        drawn=drawn,
    )


def _in_order(tried: Sequence[Tried]) -> list[Tried]:
    parts = list(Part)

    def place(each: Tried) -> tuple[int, float, float]:
        found = each.found
        return parts.index(each.step.part), -found.places_up.effect.effect, -found.call.effect.effect

    return sorted(tried, key=place)


def _somebody(remade: Remade, row: str) -> tuple[Applicant, tuple[Flag, ...]]:
    """The applicant of the row in this meeting, and their flags, the heaviest first."""
    meeting = remade.meeting()
    briefs = {brief.applicant.id: brief for brief in meeting.briefs}
    if row not in briefs:
        allowed = "no row has this id"
        raise UsageRefused(Problem(place="--row", value=row, allowed=allowed, nearest=nearest(row, briefs)))
    brief = briefs[row]
    weights = {
        flag: max(point.strength for point in brief.points if point.flag is flag) for flag in dict.fromkeys(brief.flags)
    }
    return brief.applicant, tuple(sorted(weights, key=lambda flag: -weights[flag]))


# ---------------------------------------------------------------- the steps


def steps_for(applicant: Applicant) -> list[Step]:
    """The steps of the path that would change something for this applicant."""
    return [step for steps in _STEPS for step in steps(applicant)]


def _exams(applicant: Applicant) -> Iterator[Step]:
    if applicant.step2_ck is None:
        yield Step(Part.EXAMS, f"Step 2 CK taken, {TAKEN}", {"step2_ck": str(TAKEN)})
    if applicant.step3 is not Step3.PASS:
        yield Step(Part.EXAMS, "Step 3 passed", {"step3": Step3.PASS.value})


def _narrative(applicant: Applicant) -> Iterator[Step]:
    words = {
        Narrative.CONCRETE: "the facts in one plain paragraph",
        Narrative.CONCRETE_WITH_CHANGE: "the facts, and what was changed since",
    }
    reached = applicant.narrative
    for narrative, said in words.items():
        if reached not in (narrative, Narrative.CONCRETE_WITH_CHANGE):
            yield Step(Part.NARRATIVE, said, {"narrative": narrative.value})


def _letters(applicant: Applicant) -> Iterator[Step]:
    if len(applicant.letters) >= MOST_PARTS:
        return
    written = BY_NAME["letters"].text(applicant.letters)
    for words, letter in {
        "a polite one from the US": "us:generic",
        "a strong one from the US": "us:glowing",
        "one from the US that argues, by a writer whom directors know": "us:fight:known",
    }.items():
        yield Step(Part.LETTERS, words, {"letters": f"{written}; {letter}" if written else letter})


def _rotation(applicant: Applicant) -> Iterator[Step]:
    if not applicant.rotated_here:
        yield Step(Part.ROTATION, "a month here", {"rotated_here": "1"})


def _visa(applicant: Applicant) -> Iterator[Step]:
    if applicant.visa is Visa.H1B:
        yield Step(Part.VISA, "a J-1 in place of the H-1B", {"visa": Visa.J1.value})


def _advocate(applicant: Applicant) -> Iterator[Step]:
    strength = None if applicant.advocate is None else applicant.advocate.strength.value
    for words, cell in {
        "an associate director here who says a good word": "apd:mild",
        "an associate director here who pushes": "apd:strong",
    }.items():
        if strength not in (cell.partition(":")[2], "strong"):
            yield Step(Part.ADVOCATE, words, {"advocate": cell})


def _counterfactual(applicant: Applicant) -> Iterator[Step]:
    if applicant.step1 is Step1.FAIL or applicant.step1_fails:
        cells = {"step1": Step1.PASS.value, "step1_fails": ""} if applicant.step1 is Step1.FAIL else {"step1_fails": ""}
        yield Step(Part.COUNTERFACTUAL, "Step 1 passed at once", cells)
    if applicant.step2_fails:
        yield Step(Part.COUNTERFACTUAL, "Step 2 CK passed at once", {"step2_fails": ""})
    if applicant.step2_ck is not None:
        better = min(applicant.step2_ck + RAISED, 300)
        yield Step(Part.COUNTERFACTUAL, f"a Step 2 CK of {better}, not {applicant.step2_ck}", {"step2_ck": str(better)})


_STEPS: Final[tuple[Callable[[Applicant], Iterator[Step]], ...]] = (
    _exams,
    _narrative,
    _letters,
    _rotation,
    _visa,
    _advocate,
    _counterfactual,
)

"""What a row holds as it opens: the facts about kind, file and exams that a phrase may take for granted.

What is so as a member begins to speak is in :mod:`committee.recording.presumed`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from committee.events import RowOpened
from committee.phrases.facts import Fact
from committee.terms import Family, Kind

COMPLETE: Final = 3
"""How many letters a file needs."""

LETTERS: Final = frozenset(
    {
        Family.LETTER_FIGHT,
        Family.LETTER_GLOWING,
        Family.LETTER_GENERIC,
        Family.LETTER_LUKEWARM,
        Family.LETTER_CODED,
    }
)
"""The families of the letters themselves, each with its tone."""


COOL_LETTERS: Final = frozenset({Family.LETTER_LUKEWARM, Family.LETTER_CODED})
"""Those of them whose tone holds back or warns."""


def kind_in_the_room(opened: RowOpened) -> Kind:
    """The kind that the room goes by: what it takes the applicant for, where a rule hides the kind."""
    return opened.inferred or opened.kind


def of_kind(opened: RowOpened) -> Iterator[Fact]:
    """What the row holds about where the applicant trained and worked; a kind that a rule hides is not named."""
    shown = "kind" not in opened.hidden
    if not kind_in_the_room(opened).is_img:
        if shown:
            yield Fact.US_GRADUATE
        return
    if shown:
        yield Fact.IMG
    count = next((point.detail for point in opened.points if point.family is Family.US_LETTERS), None)
    from_us = any(point.family in LETTERS and point.detail == "US" for point in opened.points)
    if count == "0" and not from_us:
        yield Fact.NO_US_LETTER
    clinical = opened.cells.get("us_clinical", "")
    if clinical in _CLINICAL:
        yield _CLINICAL[clinical]


_CLINICAL: Final = {"hands_on": Fact.HANDS_ON, "observership": Fact.OBSERVED}


def of_file(opened: RowOpened) -> Iterator[Fact]:
    """What the row holds about letters and explanations."""
    signed = {(point.family, point.valence) for point in opened.points}
    families = {family for family, _ in signed}
    if Family.ROTATED_HERE in families:
        yield Fact.ROTATED_HERE
    if families & {Family.LETTER_GLOWING, Family.LETTER_FIGHT}:
        yield Fact.GOOD_LETTER
    if sum(point.family in LETTERS for point in opened.points) >= COMPLETE:
        yield Fact.LETTERS_COMPLETE
        if not families & COOL_LETTERS:
            yield Fact.LETTERS_CLEAN
    if (Family.NARRATIVE, 1) not in signed and not opened.cells.get("note"):
        yield Fact.UNEXPLAINED
    if opened.cells.get("gap_reason") in ("military", "clinical", "residency_abroad"):
        yield Fact.WORKED_GAP


def of_exams(opened: RowOpened) -> Iterator[Fact]:
    """What the row holds about failed exams."""
    attempts = [point for point in opened.points if point.family is Family.ATTEMPTS]
    failed_step1 = any(point.family is Family.STEP_FAIL for point in opened.points)
    failed_ck = any(point.column == "step2_fails" for point in attempts)
    if not failed_step1 and not failed_ck:
        return
    yield Fact.FAILED_EXAM
    if failed_step1 != failed_ck and [point.detail for point in attempts] in ([], ["1"]):
        yield Fact.FAILED_ONCE
    if opened.cells.get("step2_ck") and not failed_ck:
        yield Fact.PASSED_SINCE

"""The draws of an applicant: which slot is whose, and what a draw makes happen.

Each trait has its own slots (:class:`Slot`), so that changing how one is made shifts no other. All of it but
:func:`place` and :func:`pick` is the same for one applicant and for arrays of many (:data:`Real`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, unique
from functools import cache
from math import sqrt
from typing import Final, Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from committee.applicants.figures import Figures, figures
from committee.chance import normal_of
from committee.terms import Kind

T = TypeVar("T")

Reals = NDArray[np.float64]
"""One number for each of many applicants."""

Real = TypeVar("Real", float, Reals)
"""A number of one applicant, or one for each of many."""

DRAWS: Final = 64
"""Slots set aside for one applicant."""


@unique
class Slot(IntEnum):
    """Where in an applicant's draws a trait finds its own. A number, once given, is never given again."""

    PROMISE = 0
    EXAM = 1
    STEP1_FAILED = 2
    STEP1_AGAIN = 3
    STEP2_FAILED = 4
    STEP2_AGAIN = 5
    STEP1_SCORE = 6
    STEP1_YEAR = 7
    STEP3 = 8
    SINCE = 9
    GAP = 10
    GAP_YEARS = 11
    GAP_REASON = 12
    PRIOR = 13
    CLINICAL = 14
    MONTHS = 15
    ROTATED = 16
    ROTATED_TWO = 17
    LETTERS = 18
    FROM_US = 19
    TONE = 20  # to 23, one a letter
    KNOWN = 24  # to 27, one a letter
    PROFESSIONALISM = 28
    NARRATIVE = 29
    VISA = 30
    INTERVIEW = 31
    IMPRESSION = 32  # to 42, one a word
    EMAILS = 43
    VALUE = 44  # to 47, one a word
    CLASS = 48
    CLASS_KNOWN = 49
    ADVOCATE = 50
    ADVOCATE_STRENGTH = 51
    ADVOCATE_WHO = 52
    GIVEN = 53
    FAMILY = 54
    SCHOOL = 55


TAKEN: Final = Slot.SCHOOL + 1
"""How many slots, from the first on, traits use so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws(Generic[Real]):
    """One applicant's draws, with what all traits share: the kind, the season's year, and the figures.

    Or the draws of many applicants of one kind: an array for each slot. ``promise`` is latent promise and ``exam`` what
    all exams of the applicant have in common, both standard normal.
    """

    kind: Kind
    year: int
    figures: Figures
    uniforms: Sequence[Real]
    normals: Sequence[Real]
    promise: Real
    exam: Real

    @classmethod
    def of(
        cls, kind: Kind, year: int, uniforms: Sequence[Real], normals: Sequence[Real], known: Figures | None = None
    ) -> Draws[Real]:
        """The draws that ``uniforms``, one a slot, and the ``normals`` of the same words make.

        ``known`` are the figures to draw by, those of the interviewed where nothing is said.
        """
        promise, known = normals[Slot.PROMISE], known or figures()
        exam = blend(known.step2_ck.promise, promise, normals[Slot.EXAM])
        return cls(kind=kind, year=year, figures=known, uniforms=uniforms, normals=normals, promise=promise, exam=exam)

    @overload
    def happens(self: Draws[float], slot: int, share: float) -> bool: ...
    @overload
    def happens(self: Draws[Reals], slot: int, share: float | Reals) -> NDArray[np.bool_]: ...
    def happens(self, slot: int, share: float | Reals) -> bool | NDArray[np.bool_]:
        """Whether what happens to ``share`` of applicants happens to this one, whatever their promise."""
        return self.uniforms[slot] < share

    def moved(self, slot: int, strength: float) -> Real:
        """A standard normal that correlates with promise by ``strength``."""
        return blend(strength, self.promise, self.normals[slot])

    def examined(self, slot: int, strength: float) -> Real:
        """A standard normal that correlates with the exam side of the applicant by ``strength``."""
        return blend(strength, self.exam, self.normals[slot])


cut: Final = cache(normal_of)
"""The standard normal below which a share of draws falls; the shares are the few of ``pool.toml``."""


def blend(strength: float, common: Real, own: Real) -> Real:
    """A standard normal from two: correlation ``strength`` with ``common``, the rest ``own``."""
    return strength * common + sqrt(1.0 - strength * strength) * own


def pick(options: Sequence[T], uniform: float) -> T:
    """One of ``options``, each as likely."""
    return options[place(len(options), uniform)]


def place(count: int, uniform: float) -> int:
    """One of 0 to ``count`` - 1, each as likely."""
    return int(uniform * count)

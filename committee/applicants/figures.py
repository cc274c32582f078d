"""The figures of invented applicants, read from ``pool.toml``, ``applied.toml`` and ``names.toml`` beside this file.

``pool.toml`` is about those whom one program interviewed, ``applied.toml`` about all who apply. Every table says where
its figures come from; this file says what shape they have, and refuses shares that do not add up. Shares and
probabilities are 0-1, correlations -1 to 1 and with latent promise unless a name says otherwise. Within a kind, shares
stand from the worst to the best where promise moves them.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import GenericAlias
from typing import Any, Final, Generic, Literal, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from committee.applicants.applicant import (
    AdvocateStrength,
    AdvocateWho,
    GapReason,
    Impression,
    LetterTone,
    Narrative,
    PriorTraining,
    Professionalism,
    Step3,
    UsClinical,
    Value,
)
from committee.chance import normal_of
from committee.terms import Kind, Visa

T = TypeVar("T")


class Ladder(Generic[T]):
    """Values in an order, each with its share of draws, chosen by where a standard normal falls.

    Raises ``ValueError`` where the shares are not above 0 or do not add up to 1.
    """

    def __init__(self, shares: Mapping[T, float]) -> None:
        self.shares = dict(shares)
        self._rungs: list[float] = []
        self.values = tuple(shares)
        total = 0.0
        for share in shares.values():
            total += share
            self._rungs.append(normal_of(min(max(total, 0.0), 1.0)))
        self._rungs.pop()  # above the last but one stands the last
        if not 0.999999 < total < 1.000001 or min(shares.values()) <= 0:
            raise ValueError(f"shares must be above 0 and add up to 1, not {total}")

    def at(self, normal: float) -> T:
        """The value at ``normal``: the first for a low one, the last for a high one."""
        return self.values[bisect_right(self._rungs, normal)]

    def places(self, normals: NDArray[np.float64]) -> NDArray[np.intp]:
        """Which of ``values`` :meth:`at` gives for each of ``normals``, in the shape given."""
        return np.searchsorted(self._rungs, normals, side="right")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read a ladder as a table of shares."""
        table = GenericAlias(dict, (get_args(source)[0], float))
        return core_schema.no_info_after_validator_function(cls, handler(table))


ByKind = dict[Kind, float]
"""A figure for each kind."""


class _Sourced(BaseModel):
    """Figures, and where they come from."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    source: str


class Step2Figures(_Sourced):
    """Step 2 CK: a normal for each kind, within ``lowest`` to ``highest``; points lost by failing once."""

    mean: ByKind
    sd: ByKind
    lowest: int
    highest: int
    promise: float
    lost_by_failing: int


class FailureFigures(_Sourced):
    """Who failed a Step; ``again``: a second time; ``exam``: correlation with the exam side of an applicant."""

    step1: ByKind
    step2: ByKind
    again: float
    exam: float


class Step1Figures(_Sourced):
    """Step 1 scores of those who sat it before ``pass_fail_since``; ``exam`` as above."""

    pass_fail_since: int
    mean: ByKind
    sd: float
    exam: float
    lowest: int
    highest: int
    years_after_graduation: dict[Kind, Ladder[int]]


class Step3Figures(_Sourced):
    """Step 3 by kind, and of those who need an H-1B."""

    share: dict[Kind, Ladder[Step3]]
    h1b: Ladder[Step3]


class SinceFigures(_Sourced):
    """Years between graduation and the season."""

    share: dict[Kind, Ladder[int]]


class GapFigures(_Sourced):
    """Who, of those old enough, has a gap; how long in years; what for."""

    share: ByKind
    years: Ladder[int]
    reason: Ladder[GapReason]


class PriorFigures(_Sourced):
    """Earlier training."""

    share: dict[Kind, Ladder[PriorTraining]]


class ClinicalFigures(_Sourced):
    """What clinical work in the US was."""

    share: dict[Kind, Ladder[UsClinical]]


class MonthsFigures(_Sourced):
    """How many months of it, and who worked at the program itself."""

    us_school: Ladder[int]
    us_img: Ladder[int]
    hands_on: Ladder[int]
    observership: Ladder[int]
    rotated_here: ByKind
    rotated_two_months: float


class LetterFigures(_Sourced):
    """How many letters, from where, in which tone, and whose writers directors know."""

    number: Ladder[int]
    from_us: dict[Kind, Ladder[int]]
    us_for_us: Ladder[LetterTone]
    us_for_img: Ladder[LetterTone]
    abroad: Ladder[LetterTone]
    known_us: float
    known_abroad: float
    promise: float


class ProfessionalismFigures(_Sourced):
    """What the record says about conduct."""

    share: Ladder[Professionalism]
    promise: float


class NarrativeFigures(_Sourced):
    """How those with something to explain explain it."""

    share: Ladder[Narrative]
    promise: float


class VisaFigures(_Sourced):
    """What non-US IMGs need; the other kinds need nothing."""

    share: Ladder[Visa]


class InterviewFigures(_Sourced):
    """The mean of an applicant's interviews on 1-5."""

    mean: float
    sd: float
    promise: float


class ImpressionFigures(_Sourced):
    """How often each word falls; ``interview``: correlation with the interview; ``most``: words in a cell."""

    good: dict[Impression, float]
    bad: dict[Impression, float]
    interview: float
    most: int


class EmailFigures(_Sourced):
    """Who writes poorly."""

    poor: float
    promise: float


class ValueFigures(_Sourced):
    """How often each word falls."""

    share: dict[Value, float]
    promise: float


class ClassFigures(_Sourced):
    """The quartile, and how many report it; ``exam`` as above."""

    share: Ladder[int]
    known: ByKind
    exam: float


class AdvocateFigures(_Sourced):
    """Who has an advocate, how strong, and who that is."""

    none: float
    strength: Ladder[AdvocateStrength]
    who: Ladder[AdvocateWho]
    promise: float


class Figures(BaseModel):
    """All of ``pool.toml``, a field a table; for all who apply, keys of ``applied.toml`` stand in place of its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    step2_ck: Step2Figures
    failures: FailureFigures
    step1: Step1Figures
    step3: Step3Figures
    years_since_graduation: SinceFigures
    gap: GapFigures
    prior_training: PriorFigures
    us_clinical: ClinicalFigures
    us_clinical_months: MonthsFigures
    letters: LetterFigures
    professionalism: ProfessionalismFigures
    narrative: NarrativeFigures
    visa: VisaFigures
    interview: InterviewFigures
    impression: ImpressionFigures
    emails: EmailFigures
    value: ValueFigures
    class_quartile: ClassFigures
    advocate: AdvocateFigures


class Names(BaseModel):
    """The invented names of ``names.toml``; ``schools`` by kind, with the country after a bar."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    given: tuple[str, ...]
    family: tuple[str, ...]
    schools: dict[Kind, tuple[str, ...]]


Of = Literal["interviewed", "applied"]
"""Whom figures are about: those whom one program interviewed, or all who apply."""

_LAID_OVER: Final[Mapping[str, tuple[str, ...]]] = {"interviewed": (), "applied": ("applied.toml",)}
"""What stands in the place of keys of ``pool.toml``."""


@cache
def figures(of: Of = "interviewed") -> Figures:
    """The figures of the pool, or of all who apply."""
    tables = _table("pool.toml")
    for over in _LAID_OVER[of]:
        for name, table in _table(over).items():
            tables[name] = tables[name] | table
    return Figures.model_validate(tables)


@cache
def names() -> Names:
    """The invented names."""
    return Names.model_validate(_table("names.toml"))


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))

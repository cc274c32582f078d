"""Where the quiet filters of each program stand: drawn once, from the shares and numbers of its type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from annotated_types import Ge, Le
from msgspec import Struct

from committee.chance import Chance, Purpose, normals_of, uniforms_of
from committee.pipeline.files import Reals
from committee.pipeline.filters import Bars
from committee.units import Score, Share, Unit, Years


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRules:
    """The quiet filters of a type of program."""

    ck_us: Score
    """The least Step 2 CK of graduates of US schools, on average. More of it: fewer files are read."""
    ck_img: Score
    """The least Step 2 CK of graduates from abroad, on average."""
    ck_spread: Annotated[float, Ge(0), Le(40), Unit("score")]
    """How far both differ between programs of the type: a standard deviation."""
    years: Years
    """The most years since graduation, on average."""
    years_spread: Years
    """How far that differs between programs of the type: a standard deviation."""
    step1_fail: Share
    """The share of programs where a failed Step 1 stops a file."""
    step2_fail: Share
    """The share where a failed Step 2 CK does."""
    conduct: Share
    """The share where a citation or worse in the record of conduct does."""
    notes: Share
    """The share where a mere note in the dean's letter does."""
    h1b: Share
    """The share that takes no H-1B."""
    j1: Share
    """The share that takes no J-1."""
    leak: Share
    """The share of stopped files that slip through all the same."""


class BarShares(Struct, frozen=True, kw_only=True):
    """The rules of P programs, as arrays of shape (P,); the fields are those of :class:`BarRules`."""

    ck_us: Reals
    ck_img: Reals
    ck_spread: Reals
    years: Reals
    years_spread: Reals
    step1_fail: Reals
    step2_fail: Reals
    conduct: Reals
    notes: Reals
    h1b: Reals
    j1: Reals
    leak: Reals


class BarDraws(Struct, frozen=True, kw_only=True):
    """What a program's own filters are drawn by, for P programs: it lasts, whatever happens to the shares."""

    score: Reals
    """A standard normal: how much stricter than its type a program is about scores."""
    years: Reals
    """A standard normal: how many more years it lets pass."""
    failures: Reals
    """A uniform: below the share, a failed Step stops a file. One for both Steps, so that the rules go together."""
    conduct: Reals
    """A uniform: below the share, a record of conduct does. One for citations and notes, so that both go together."""
    visas: Reals
    """A uniform: below the share, a program takes no such visa. One for both, so that the rules go together."""


def shares_of(rules: Sequence[BarRules]) -> BarShares:
    """The rules of all programs, one each."""
    fields = BarShares.__struct_fields__
    return BarShares(**{field: np.array([getattr(each, field) for each in rules], dtype=float) for field in fields})


def draw_bars(programs: int, chance: Chance) -> BarDraws:
    """What the filters of so many programs are drawn by. It depends on the seed and the program's number alone."""
    drawn = uniforms_of(chance.raws(Purpose.BASE_BARS, [f"p{program:03d}" for program in range(programs)], 8))
    score, years = normals_of(drawn[:, 0]), normals_of(drawn[:, 1])
    return BarDraws(score=score, years=years, failures=drawn[:, 2], conduct=drawn[:, 3], visas=drawn[:, 4])


def bars_from(shares: BarShares, draws: BarDraws) -> Bars:
    """Where the filters stand. A share that rises shuts the filter at more programs, and opens it at none."""
    stricter = shares.ck_spread * draws.score
    return Bars(
        conduct=draws.conduct < shares.conduct,
        step2_fail=draws.failures < shares.step2_fail,
        notes=draws.conduct < shares.notes,
        step1_fail=draws.failures < shares.step1_fail,
        ck_us=np.rint(shares.ck_us + stricter),
        ck_img=np.rint(shares.ck_img + stricter),
        years=np.maximum(np.rint(shares.years + shares.years_spread * draws.years), 1.0),
        h1b=draws.visas < shares.h1b,
        j1=draws.visas < shares.j1,
        leak=shares.leak,
    )


def base_bars(rules: Sequence[BarRules], chance: Chance) -> Bars:
    """The filters of all programs as they stand before anything was lived, one of ``rules`` for each program."""
    return bars_from(shares_of(rules), draw_bars(len(rules), chance))

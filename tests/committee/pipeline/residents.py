"""Invented residents, one or thousands, and the shipped rules of what becomes of them."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

import numpy as np
from msgspec import structs
from pydantic import TypeAdapter

from committee.chance import Chance
from committee.machine import shipped
from committee.pipeline.residency import Fate, ResidencyRules, Resident, fates
from committee.terms import Flag, Kind, Visa

PROGRAMS, YEARS, SEATS = 200, range(2027, 2035), 12


@cache
def rules() -> ResidencyRules:
    """The table ``[season.residency]`` as it ships."""
    table = tomllib.loads((shipped.folder() / "season.toml").read_text(encoding="utf-8"))
    return TypeAdapter(ResidencyRules).validate_python(table["season"]["residency"])


def a_resident(**changed: Any) -> Resident:
    """A US graduate with a clean file, unless something is changed."""
    plain = Resident(
        id="y2027m0001",
        name="Dr Example",
        program=0,
        entered=2027,
        kind=Kind.US_MD,
        visa=Visa.NONE,
        flags=(),
        promise=0.0,
        step2_ck=245,
        position=1,
    )
    return structs.replace(plain, **changed)


@cache
def a_country() -> tuple[Resident, ...]:
    """Eight classes of 200 programs, with kinds as in internal medicine in 2025 and flags as in our pool."""
    drawn = np.random.Generator(np.random.Philox(20))
    count = PROGRAMS * len(YEARS) * SEATS
    kinds = drawn.choice(len(Kind), count, p=[0.37, 0.17, 0.11, 0.35])
    return tuple(_one(number, tuple(Kind)[kind], drawn) for number, kind in enumerate(kinds.tolist()))


def _one(number: int, kind: Kind, drawn: np.random.Generator) -> Resident:
    visa = Visa.NONE
    if kind is Kind.NON_US_IMG:
        visa = Visa(drawn.choice([Visa.H1B, Visa.J1, Visa.NONE], p=[0.13, 0.52, 0.35]))
    promise, exam = drawn.normal(0.3), drawn.normal()
    score = {Kind.US_MD: 248, Kind.US_DO: 243, Kind.US_IMG: 237, Kind.NON_US_IMG: 245}[kind]
    score += round(13 * (0.4 * (promise - 0.3) + 0.9165 * exam))
    shares = {
        Flag.STEP_FAIL: 0.065 if kind.is_img else 0.03,
        Flag.OLD_GRAD: 0.3 if kind is Kind.NON_US_IMG else 0.0,
        Flag.WEAK_LETTERS: 0.3 if kind.is_img else 0.05,
        Flag.PROFESSIONALISM: 0.04,
    }
    flags = [flag.value for flag, share in shares.items() if drawn.random() < share]
    if score < 230:
        flags.append(Flag.LOW_STEP2.value)
    scrambled = drawn.random() < (0.06 if kind.is_img else 0.02)
    year, program = number % len(YEARS), number // len(YEARS) % PROGRAMS
    return a_resident(
        id=f"y{YEARS[year]}r{number}",
        program=program,
        entered=YEARS[year],
        kind=kind,
        visa=visa,
        flags=tuple(flags),
        promise=promise,
        step2_ck=score,
        position=None if scrambled else number // len(YEARS) // PROGRAMS + 1,
    )


@cache
def the_countrys_fates(seed: int = 1) -> dict[str, tuple[Fate, ...]]:
    return fates(a_country(), rules(), Chance(seed))

"""What becomes of residents, what rooms have in mind of them, and what they learn: plain data by seed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np

from committee.applicants.coded import LETTER_DIGITS, LETTERS, Wholes
from committee.pipeline.drift import leanings, unmoved
from committee.pipeline.learned import experience
from committee.pipeline.remembering import perceived_risk
from committee.pipeline.residency import Resident
from committee.season.season import Season
from committee.season.year import YearHeld
from committee.terms import Became, Flag, Kind, Visa
from tests.patterns.seasons_worlds import season_of

Data = dict[str, Any]

YEARS: Final = 8
"""Years of this study."""

BAD: Final = frozenset({Became.REMEDIATED, Became.LEFT, Became.BOARDS_FAILED, Became.LATE})
"""Events that count as bad."""

TRAITS: Final = (*(kind.value for kind in Kind), "j1", "step_fail")


def lived(world: str, column: str, seed: int) -> Data:
    """Some years of a market, and what they left."""
    season = season_of(world, column, seed)
    years = list(season.held(YEARS, told=False))
    settled = [one for year in years for one in year.ended.came if one.entered <= years[-1].time.year - 3]
    return {
        "types": [program.type for program in season.market.programs],
        "minds": _minds(season, years[-1]),
        "true": _true(season, years, settled),
        "late": [_late(year) for year in years],
        "noted": _noted(years, settled),
        "classes": _classes(season, years),
        "starts": _starts(season, years),
        "weights": _weights(season, years),
    }


# ---------------------------------------------------------------- fear


def _minds(season: Season, last: YearHeld) -> Data:
    """By trait, for each program: the share of bad in what comes to mind, and what its deciders have in mind."""
    found: Data = {trait: [] for trait in TRAITS}
    drift, year = season.scenario.season.drift, last.time.year + 1
    for life, standing in zip(last.ended.after.lives, last.standing, strict=True):
        rules = standing.program.rank
        mind = leanings(life, year, drift, rules.memory) if rules.switches.memory else unmoved(life)
        for trait in TRAITS:
            found[trait].append([perceived_risk(life, trait, year, rules.memory), mind[trait]])
    return found


def _true(season: Season, years: Sequence[YearHeld], settled: Iterable[Resident]) -> Data:
    """By trait, for each program: residents of finished classes, those with a bad event, and the sum of how it went."""
    bad = {one.id for year in years for one, event in year.ended.events if event in BAD}
    went = _went(season, years)
    quiet = season.scenario.season.remember.quiet
    found: Data = {trait: [[0, 0, 0.0] for _ in season.market.programs] for trait in TRAITS}
    for one in settled:
        for trait in TRAITS:
            if trait in one.traits:
                cell = found[trait][one.program]
                cell[0] += 1
                cell[1] += one.id in bad
                cell[2] += went.get(one.id, quiet)
    return found


def _went(season: Season, years: Sequence[YearHeld]) -> dict[str, float]:
    """How it went with residents to whom something happened: the gravest of it."""
    outcome = season.scenario.season.remember.outcome
    went: dict[str, float] = {}
    for year in years:
        for one, event in year.ended.events:
            went[one.id] = max(went.get(one.id, 0.0), outcome[event], key=lambda each: (abs(each), -each))
    return went


# ---------------------------------------------------------------- what was put in


def _late(year: YearHeld) -> list[int]:
    """Residents on a visa, and of them late; programs with two or more, and those where at least half were late."""
    slow = {one.id for one, event in year.ended.events if event is Became.LATE}
    of: dict[int, list[bool]] = {}
    for one in year.ended.came:
        if one.visa is not Visa.NONE:
            of.setdefault(one.program, []).append(one.id in slow)
    some = [each for each in of.values() if len(each) > 1]
    everybody = [late for each in of.values() for late in each]
    return [len(everybody), sum(everybody), len(some), sum(2 * sum(each) >= len(each) for each in some)]


def _noted(years: Sequence[YearHeld], settled: Sequence[Resident]) -> list[list[int]]:
    """Residents, and of them remediated: with a flag of conduct, of all; with such a flag and found after the Match.

    The first two are of those whom the Match brought, as were the residents of the published figure.
    """
    remediated = {one.id for year in years for one, event in year.ended.events if event is Became.REMEDIATED}
    brought = [one for one in settled if one.position is not None]
    groups = (
        [one for one in brought if Flag.PROFESSIONALISM.value in one.flags],
        brought,
        [one for one in settled if one.position is None and Flag.PROFESSIONALISM.value in one.flags],
    )
    return [[len(group), sum(one.id in remediated for one in group)] for group in groups]


# ---------------------------------------------------------------- luck


def _classes(season: Season, years: Sequence[YearHeld]) -> list[list[list[int]]]:
    """By program and year: residents who came, and those from abroad."""
    found = [[[0, 0] for _ in years] for _ in season.market.programs]
    for at, year in enumerate(years):
        for one in year.ended.came:
            found[one.program][at][0] += 1
            found[one.program][at][1] += one.kind.is_img
    return found


def _starts(season: Season, years: Sequence[YearHeld]) -> list[float]:
    """By program, the sum of how it went with residents from abroad in the first three years."""
    outcome = season.scenario.season.remember.outcome
    found = [0.0] * len(season.market.programs)
    for year in years[:3]:
        for one, event in year.ended.events:
            if one.kind.is_img:
                found[one.program] += outcome[event]
    return found


# ---------------------------------------------------------------- weights and experience


def _weights(season: Season, years: Sequence[YearHeld]) -> list[list[float]]:
    """For each program and year: its number, the experience of its deciders, with all and with those from abroad, and
    the slopes of its meeting.
    """
    drift = season.scenario.season.drift
    found = []
    for year in years:
        fits = _fits(year)
        for standing in year.standing:
            number = standing.program.number
            if number in fits:
                seen = [experience(standing.lived, kind, drift) for kind in Kind]
                abroad = [many for many, kind in zip(seen, Kind, strict=True) if kind.is_img]
                found.append([number, round(sum(seen), 3), round(sum(abroad), 3), *fits[number]])
    return found


def _fits(year: YearHeld) -> dict[int, list[float]]:
    """By program, slopes of a least-squares fit over the rows of its rank meeting.

    The place, from 1 for the first to 0 for the last and for those left off, on the crude score without an interview,
    having worked here or being known by a letter, coming from abroad, and the interview score. Scores are standardized
    in the meeting.
    """
    read, of = year.read, year.days.of
    who, where = read.applications.applicant[of], read.applications.program[of]
    lists = year.matched.ranked
    place = dict(zip(zip(lists.owners.tolist(), lists.of.tolist(), strict=True), lists.places.tolist(), strict=True))
    here = (read.files.numbers["rotated_here"][who] > 0) & read.applications.rotated[of]
    together = here + _known(read.files.numbers["letters"])[who]
    found = {}
    for program in np.unique(where).tolist():
        own = np.flatnonzero(where == program)
        last = max(1, len(own) - 1)
        y = np.array([1.0 - place.get((program, one), last) / last for one in who[own].tolist()])
        x = np.column_stack(
            [
                np.ones(len(own)),
                _standard(read.files.composite[who[own]]),
                together[own],
                read.files.kind[who[own]] > 1,
                _standard(year.days.score[own]),
            ]
        )
        if np.linalg.matrix_rank(x) == x.shape[1]:
            found[program] = [round(slope, 5) for slope in np.linalg.lstsq(x, y, rcond=None)[0][1:].tolist()]
    return found


def _standard(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    spread = values.std()
    return (values - values.mean()) / spread if spread > 0.0 else values * 0.0


_OF_KNOWN: Final = frozenset(LETTER_DIGITS[:, :, 1].ravel().tolist())
"""What stands for a letter by somebody known."""


def _known(codes: Wholes) -> np.ndarray[Any, Any]:
    """Whether somebody known to the program wrote one of the letters: 1 or 0."""
    found = {code: float(_has_known(code)) for code in np.unique(codes).tolist()}
    return np.array([found[code] for code in codes.tolist()])


def _has_known(code: int) -> bool:
    while code:
        code, digit = divmod(code, len(LETTERS))
        if digit in _OF_KNOWN:
            return True
    return False

"""What statements about a year count in whole markets: one function a study, plain data by seed.

A study is ``(world, column, seed) -> data`` and its data can be written as JSON, so that long runs are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final
from unittest.mock import patch

import numpy as np

from committee.applicants.applicant import Professionalism
from committee.applicants.coded import Wholes, number
from committee.chance import Gate
from committee.pipeline.applying import posted_policy
from committee.pipeline.bars import bars_from
from committee.pipeline.living import Time
from committee.season import gates as drawing
from committee.season.season import Season
from committee.season.year import YearHeld
from tests.patterns.seasons_worlds import season_of

Data = dict[str, Any]

YEARS: Final = 1
"""Years in which gates are counted."""


def gates(world: str, column: str, seed: int) -> Data:
    """What became of applications and applicants at each gate, summed over the first years."""
    season = season_of(world, column, seed)
    parts = [_counted(season, year) for year in season.held(YEARS, told=False)]
    return {name: _added([part[name] for part in parts]) for name in parts[0]}


def pages(world: str, column: str, seed: int) -> Data:
    """Programs, and those whose public page is wrong about a visa, summed over ten years. Nobody meets for that."""
    season = season_of(world, column, seed, engine="objects")
    bars, rules = bars_from(season.market.shares, season.market.draws), season.scenario.season.apply
    found = [0, 0]
    for nth in range(1, 11):
        chance = Time(seed=seed, number=nth, year=0).at(Gate.SCREEN)
        h1b, j1 = posted_policy(bars.h1b, bars.j1, rules, chance)
        found[0] += len(bars.j1)
        found[1] += int(((h1b != bars.h1b) | (j1 != bars.j1)).sum())
    return {"programs": found[0], "wrong": found[1]}


def _added(values: Sequence[Any]) -> Any:
    return np.sum([np.asarray(value, dtype=float) for value in values], axis=0).tolist()


def _counted(season: Season, year: YearHeld) -> Data:
    read, sent = year.read, year.invitations
    return {
        "applied": len(sent.kept),
        "stopped": int((~read.screened.alive).sum()),
        "first": int((sent.wave == 1).sum()),
        "invited": int((sent.wave > 0).sum()),
        "kept": int(sent.kept.sum()),
        "programs": len(read.bars.j1),
        "ck_gap": float((read.bars.ck_img - read.bars.ck_us).sum()),
        "step1_stops": int(read.bars.step1_fail.sum()),
        "ladder": _ladder(year),
        "failed": _failed(year),
        "signals": _signals(year),
        "interview": _interview(year),
        "roster": _roster(season, year),
        "shares": _shares(season, year),
    }


def _met(year: YearHeld) -> np.ndarray[Any, Any]:
    people = year.read.applications.applicant[year.invitations.kept]
    return np.bincount(people, minlength=len(year.read.files.ids)) > 0


def _ladder(year: YearHeld) -> list[list[int]]:
    """By kind: applicants, those with an interview, those who matched."""
    kind, met, matched = year.read.files.kind, _met(year), year.matched.program >= 0
    return [
        [int((kind == k).sum()), int((met & (kind == k)).sum()), int((matched & (kind == k)).sum())] for k in range(4)
    ]


def _failed(year: YearHeld) -> list[list[int]]:
    """By kind: those with a failed attempt, and of them matched; those without, and of them matched."""
    numbers, kind = year.read.files.numbers, year.read.files.kind
    failed = numbers["step1_fails"] + numbers["step2_fails"] > 0
    matched = year.matched.program >= 0
    return [
        [int((own & (kind == k)).sum()) for own in (failed, failed & matched, ~failed, ~failed & matched)]
        for k in range(4)
    ]


def _signals(year: YearHeld) -> list[list[int]]:
    """For all and for IMGs: signaled applications, kept interviews of them; the same of the others."""
    applications, kept = year.read.applications, year.invitations.kept
    abroad = year.read.files.kind[applications.applicant] >= 2
    told = applications.signaled
    return [
        [int((own & group).sum()) for own in (told, told & kept, ~told, ~told & kept)]
        for group in (np.ones_like(abroad), abroad)
    ]


def _interview(year: YearHeld) -> list[float]:
    """Sums for a correlation of the interview score with the crude score."""
    who = year.read.applications.applicant[year.days.of]
    x, y = year.read.files.composite[who], year.days.score / 10.0
    return [float(part) for part in (len(x), x.sum(), y.sum(), (x * x).sum(), (y * y).sum(), (x * y).sum())]


def _roster(season: Season, year: YearHeld) -> list[list[float]]:
    """By program, the share of IMGs that applicants read on its roster in the first year, and US MDs who apply."""
    applications = year.read.applications
    us_md = year.read.files.kind[applications.applicant] == 0
    read = season.market.img_share
    return [read.tolist(), np.bincount(applications.program[us_md], minlength=len(read)).tolist()]


def _shares(season: Season, year: YearHeld) -> list[list[int]]:
    """By type of the first four: residents who came, those from abroad."""
    of = [program.type for program in season.market.programs]
    came = year.ended.came
    return [
        [sum(of[one.program] == each for one in came), sum(of[one.program] == each and one.kind.is_img for one in came)]
        for each in ("university", "do_heavy", "img_led", "integrated")
    ]


# ---------------------------------------------------------------- the same file with and without a flag

FLAGS: Final[dict[str, dict[str, int]]] = {
    "note": {"professionalism": number(Professionalism.NOTE)},
    "citation": {"professionalism": number(Professionalism.CITATION)},
    "remediation": {"professionalism": number(Professionalism.REMEDIATION)},
    "step1": {"step1_fails": 1},
    "step2": {"step2_fails": 1},
}
"""What is written into a clean file."""

_ONE_IN: Final = 10
"""Of clean files with a first invitation, one in so many gets the flag, so that the field stays as it is."""


def flags(world: str, column: str, seed: int) -> Data:
    """By flag: first invitations of clean files, and those of the same files that are lost with the flag.

    The whole first year up to the invitations is held again with the flag in one clean file of ten: filters, readers
    and invite meetings. Beside it, of those that readers alone would invite, how many they would not invite.
    """
    season = season_of(world, column, seed)
    plain = next(iter(season.held(1, told=False)))
    applications = plain.read.applications
    first = plain.invitations.wave == 1
    clean = ~plain.read.files.flagged.any(axis=1)
    chosen = np.flatnonzero(clean & (np.bincount(applications.applicant[first], minlength=len(clean)) > 0))[::_ONE_IN]
    watched = np.isin(applications.applicant, chosen) & first
    read = np.isin(applications.applicant, chosen) & (plain.read.readings.leaning == 1)
    found: Data = {}
    for name, fields in FLAGS.items():
        with _written_in(chosen, fields):
            marked = next(iter(season.held(1, told=False)))
        after = marked.invitations.wave == 1
        left = marked.read.readings.leaning == 1
        found[name] = [int(watched.sum()), int((watched & ~after).sum()), int(read.sum()), int((read & ~left).sum())]
    conduct = plain.read.files.numbers["professionalism"]
    found["levels"] = np.bincount(conduct, minlength=len(Professionalism)).tolist()
    return found


@contextmanager
def _written_in(chosen: Wholes, fields: dict[str, int]) -> Iterator[None]:
    """Draw the same files, with ``fields`` in those that are chosen."""
    drawn: Callable[..., Any] = drawing.draw_applied

    def with_fields(*asked: Any) -> Any:
        numbers, promise = drawn(*asked)
        numbers = dict(numbers)
        for field, value in fields.items():
            numbers[field] = numbers[field].copy()
            numbers[field][chosen] = value
        return numbers, promise

    with patch.object(drawing, "draw_applied", with_fields):
        yield

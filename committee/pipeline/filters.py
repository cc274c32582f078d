"""The screen: quiet filters that stop files before anybody reads them, and what pulls some of them back.

Each filter stands here once: what the program says in public, the rule it goes by, and whom the rule stops. A program
has all filters; its :class:`Bars` say where each stands, or that it is off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from committee.applicants.applicant import AdvocateStrength, AdvocateWho, Professionalism
from committee.applicants.coded import ADVOCATES, Wholes, number
from committee.applicants.pools import Words, raws
from committee.chance import Chance, Purpose
from committee.pipeline.applying import Applications
from committee.pipeline.draws import At, of_some
from committee.pipeline.files import Bools, Files, Reals
from committee.terms import Kind, Visa
from committee.units import Share, Table

Codes = NDArray[np.int8]
"""A place in a short list for each application."""

NO_LIMIT: Final = 99.0
"""The most years since graduation of a program that does not count them."""


class Bars(Struct, frozen=True, kw_only=True):
    """Where the filters of P programs stand; arrays of shape (P,). A field has the name of its filter."""

    conduct: Bools
    """Whether a citation or worse stops a file."""
    step2_fail: Bools
    """Whether a failed Step 2 CK does."""
    notes: Bools
    """Whether a mere note in the dean's letter does."""
    step1_fail: Bools
    """Whether a failed Step 1 does."""
    ck_us: Reals
    """The least Step 2 CK of graduates of US schools; 0 for none."""
    ck_img: Reals
    """The least Step 2 CK of graduates from abroad; 0 for none."""
    years: Reals
    """The most years since graduation; :data:`NO_LIMIT` for none."""
    h1b: Bools
    """Whether the need of an H-1B stops a file."""
    j1: Bools
    """Whether the need of a J-1 does."""
    leak: Reals
    """The share of files that slip through although a filter stops them."""


Stops = Callable[[Files, Applications, Bars], Bools]
"""Which applications a filter stops; shape (A,)."""


class Filter(Struct, frozen=True, kw_only=True):
    """One quiet filter."""

    name: str
    """Its field in :class:`Bars`."""
    said: str
    """What the program says in public."""
    rule: str
    """What it goes by. ``{}`` stands for the program's number, where there is one."""
    stops: Stops
    """Whom it stops."""
    firm: bool = False
    """Whether no chance and no signal gets a file past it, only a call."""

    def rule_at(self, bars: Bars, program: int) -> str:
        """The rule of one program: ``no more than 5 years since graduation``."""
        return self.rule.format(round(float(getattr(bars, self.name)[program])))


def _of(applications: Applications, who: Bools, where: Bools) -> Bools:
    """The applications of ``who`` (of applicants) to ``where`` (of programs)."""
    both: Bools = who[applications.applicant] & where[applications.program]
    return both


def _conduct(files: Files, applications: Applications, bars: Bars) -> Bools:
    return _of(applications, files.numbers["professionalism"] >= number(Professionalism.CITATION), bars.conduct)


def _step2_fail(files: Files, applications: Applications, bars: Bars) -> Bools:
    return _of(applications, files.numbers["step2_fails"] > 0, bars.step2_fail)


def _notes(files: Files, applications: Applications, bars: Bars) -> Bools:
    return _of(applications, files.numbers["professionalism"] >= number(Professionalism.NOTE), bars.notes)


def _step1_fail(files: Files, applications: Applications, bars: Bars) -> Bools:
    return _of(applications, files.numbers["step1_fails"] > 0, bars.step1_fail)


_FROM_ABROAD: Final = np.array([kind.is_img for kind in Kind])


def _below(files: Files, applications: Applications, least: Reals, *, abroad: bool) -> Bools:
    """Those who trained abroad, or those who did not, whose Step 2 CK is too low or not there."""
    of_them = _FROM_ABROAD[files.kind] == abroad
    low: Bools = files.numbers["step2_ck"][applications.applicant] < least[applications.program]
    low &= of_them[applications.applicant]
    return low


def _ck_us(files: Files, applications: Applications, bars: Bars) -> Bools:
    return _below(files, applications, bars.ck_us, abroad=False)


def _ck_img(files: Files, applications: Applications, bars: Bars) -> Bools:
    return _below(files, applications, bars.ck_img, abroad=True)


def _years(files: Files, applications: Applications, bars: Bars) -> Bools:
    since = files.year - files.numbers["yog"]
    stopped: Bools = since[applications.applicant] > bars.years[applications.program]
    return stopped


def _h1b(files: Files, applications: Applications, bars: Bars) -> Bools:
    return _of(applications, files.numbers["visa"] == number(Visa.H1B), bars.h1b)


def _j1(files: Files, applications: Applications, bars: Bars) -> Bools:
    return _of(applications, files.numbers["visa"] == number(Visa.J1), bars.j1)


_NO_MINIMUM: Final = "There is no minimum score."
_NO_ROOM: Final = "We have little room to remediate."

FILTERS: Final[tuple[Filter, ...]] = (
    Filter(
        name="conduct",
        said="We read every file as a whole.",
        rule="nobody with a citation or worse in the record of conduct",
        stops=_conduct,
        firm=True,
    ),
    Filter(name="step2_fail", said=_NO_ROOM, rule="nobody who failed Step 2 CK", stops=_step2_fail),
    Filter(name="notes", said="We read every file as a whole.", rule="nobody with a note on conduct", stops=_notes),
    Filter(name="step1_fail", said=_NO_ROOM, rule="nobody who failed Step 1", stops=_step1_fail),
    Filter(name="ck_us", said=_NO_MINIMUM, rule="no Step 2 CK below {} for graduates of US schools", stops=_ck_us),
    Filter(name="ck_img", said=_NO_MINIMUM, rule="no Step 2 CK below {} for graduates from abroad", stops=_ck_img),
    Filter(
        name="years",
        said="We consider every year of graduation.",
        rule="no more than {} years since graduation",
        stops=_years,
    ),
    Filter(name="h1b", said="We look at visas case by case.", rule="no H-1B", stops=_h1b, firm=True),
    Filter(name="j1", said="We look at visas case by case.", rule="no J-1", stops=_j1, firm=True),
)
"""Every filter, the gravest reason first. A file that several of them stop is stopped by the first."""

CALLS: Final = tuple(f"call: {who}" for who in AdvocateWho)
"""Pulled back by an advocate's call: who called."""

PULLS: Final = ("", *CALLS, "signal", "leak")
"""How a file that a filter stops can stay alive all the same: nothing, a call, a signal, or chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenRules:
    """What pulls a file back that a filter stops."""

    call: Table[AdvocateStrength, Share]
    """The share of stopped files that a call pulls back, by its strength. More of it: knowing somebody helps more."""
    signal: Share
    """The share that a signal pulls back. More of it: signals open more doors. 0: filters ignore signals."""


class Screened(Struct, frozen=True, kw_only=True):
    """What the screen did with each application; arrays of shape (A,)."""

    stopped: Codes
    """Which of :data:`FILTERS` stops the file; -1 for none."""
    pulled: Codes
    """Which of :data:`PULLS` keeps it alive although it is stopped; 0 for none."""

    @property
    def alive(self) -> Bools:
        """Which files are still in."""
        return (self.stopped < 0) | (self.pulled > 0)

    def reason(self, place: int) -> Filter | None:
        """Why the file of one application is out; ``None`` if it is in."""
        return None if self.alive[place] else FILTERS[self.stopped[place]]


def screen(
    files: Files, applications: Applications, bars: Bars, rules: ScreenRules, chance: Chance, words: Words = raws
) -> Screened:
    """Screen every application.

    Parameters
    ----------
    files, applications
        Of the year.
    bars
        Where the filters of each program stand.
    rules
        What pulls a file back.
    chance
        Of the year, program 0 and the gate ``SCREEN``.
    words
        Makes the raw words.

    Returns
    -------
    Screened
        Of each application. One draw a file decides: a call pulls back first, then a signal, then chance, so that to
        have a call or a signal never harms.
    """
    stopped = np.full(len(applications.program), -1, dtype=np.int8)
    for place in reversed(range(len(FILTERS))):
        stopped[FILTERS[place].stops(files, applications, bars)] = place
    out = np.flatnonzero(stopped >= 0)
    at = At(applications.applicant[out], applications.program[out])
    drawn = of_some(chance, Purpose.LEAK, files.ids, at, 1, words)[:, 0]
    pulled = np.zeros_like(stopped)
    missed = np.ones(len(out))
    for by, share in _pulls(files, applications, (out, stopped[out]), bars, rules):
        missed *= 1.0 - share
        pulled[out] = np.where((pulled[out] == 0) & (drawn < 1.0 - missed), by, pulled[out])
    return Screened(stopped=stopped, pulled=pulled)


def _pulls(
    files: Files, applications: Applications, stopped: tuple[Wholes, Codes], bars: Bars, rules: ScreenRules
) -> Iterator[tuple[Wholes | int, Reals]]:
    """(the place in :data:`PULLS`, the share that it pulls back) of a call, a signal and chance, for stopped files.

    ``stopped`` are the places of those files among the applications, and the filters that stop them.
    """
    out, by = stopped
    soft = ~np.array([each.firm for each in FILTERS])[by]
    advocate = np.where(applications.called, files.numbers["advocate"][applications.applicant], 0)[out]
    yield _WHO[advocate], np.array([rules.call[each.strength] if each else 0.0 for each in ADVOCATES])[advocate]
    yield PULLS.index("signal"), rules.signal * (soft & applications.signaled[out]).astype(np.float64)
    yield PULLS.index("leak"), bars.leak[applications.program[out]] * soft


_WHO: Final = np.array([PULLS.index(f"call: {each.who}") if each else 0 for each in ADVOCATES])
"""By the place of an advocate in their list, the place of their call in :data:`PULLS`."""

"""What becomes of those who matched, from published base rates.

Most residents are unremarkable. Each of the others has one or more fates: an event, and how many years after entering
it happens. A risk is a base rate times what each mark of the file multiplies it by. Whether it comes true is a draw
that leans on promise, which nobody saw. So a flag tells something about what will happen, and less than a room fears:
of those with a failed Step, most finish without trouble.

Visas are late together. A year can be bad for everybody, and for one program in particular.

A fate depends on the resident's id, class and program and on their own file. Nobody else's fate enters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from typing import Annotated, Final

import numpy as np
from annotated_types import Ge, Le
from msgspec import Struct
from numpy.typing import NDArray

from committee.applicants.pools import Words, raws
from committee.chance import Chance, Gate, Purpose, normals_of
from committee.members.memory import Trait
from committee.pipeline.draws import Reals, of_each
from committee.terms import Became, Flag, Kind, Visa
from committee.units import AtOdds, OneOf, PartShare, Score, Share, Signed, Table, Unit

Flags = NDArray[np.bool_]
Ratio = Annotated[float, Ge(0), Le(10), Unit("risk ratio")]
Odds = Annotated[float, Ge(0), Le(10), Unit("odds ratio")]


class Resident(Struct, frozen=True, kw_only=True, gc=False):
    """Somebody who matched at a program, or was found afterward."""

    id: str
    """The id as an applicant."""
    name: str
    """The invented name."""
    program: int
    """The program's number."""
    entered: int
    """The calendar year in which they entered."""
    kind: Kind
    """The kind of applicant that they were."""
    visa: Visa
    """The visa that they came on."""
    flags: tuple[str, ...]
    """What the room read as a warning."""
    promise: float
    """How good they are. Nobody saw it."""
    step2_ck: int | None
    """The score of Step 2 CK, or None if there is none."""
    position: int | None
    """The place on the program's list, 1 for the top; None if they were found after the Match."""

    @property
    def traits(self) -> frozenset[str]:
        """The flags, visa and kind, by which memory compares people."""
        return frozenset((*self.flags, self.visa.value, self.kind.value))


class Fate(Struct, frozen=True, order=True, gc=False):
    """Something that became of a resident."""

    event: Became
    """What happened."""
    after: int
    """How many years after entering it happened, 0 to 3."""


AFTER: Final[Mapping[Became, tuple[int, int]]] = {
    Became.REMEDIATED: (0, 2),
    Became.LEFT: (1, 3),
    Became.BOARDS_FAILED: (3, 3),
    Became.LATE: (0, 0),
    Became.STOOD_OUT: (1, 3),
}
"""The first and the last year after entering in which each event may happen."""

NOTHING: Final = "nothing"
"""The word by which a forced fate says that nothing happens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forced:
    """The fate of somebody in one class, instead of the one that they would have: one ``[[season.fates]]`` table."""

    year: Annotated[int, Ge(1990), Le(2100), Unit("year")]
    """The calendar year in which the class enters."""
    program: Annotated[int, Ge(0), Le(4999), Unit("program")]
    """The number of the program, from 0."""
    like: tuple[Trait, ...]
    """Flags, visa and kind that the resident must have, all of them. An empty list: anybody. Of several, it is the one
    who stands highest on the list."""
    event: Annotated[str, OneOf(*Became, NOTHING)]
    """What happens to them, and nothing else; *nothing* takes away what would have happened."""
    after: Annotated[int, Ge(0), Le(3), Unit("years")]
    """How many years after entering it happens."""

    def __post_init__(self) -> None:
        """Refuse a year in which the event cannot happen."""
        if self.event == NOTHING:
            return
        first, last = AFTER[Became(self.event)]
        if not first <= self.after <= last:
            span = f"{first}" if first == last else f"{first} to {last}"
            raise AtOdds(f"use {span} with {self.event}", where=("after",), value=str(self.after))


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidencyRules:
    """How often what becomes of whom. Each rate is that of residents of the usual promise."""

    remediated: Share
    """The share of US graduates with a clean file, taken through the Match, who need remediation."""
    left: Share
    """The share of the same who leave before the end."""
    img_remediated: Ratio
    """How many times more often graduates from abroad need remediation, file for file."""
    img_left: Ratio
    """How many times more often they leave, file for file."""
    scrambled_remediated: Ratio
    """How many times more often those found after the Match need remediation."""
    scrambled_left: Ratio
    """How many times more often those found after the Match leave."""
    flag_remediated: Table[Flag, Ratio]
    """By flag, how many times more often those who bear it need remediation."""
    flag_left: Table[Flag, Ratio]
    """By flag, how many times more often those who bear it leave."""
    boards_failed: Share
    """The share of those with the usual score of Step 2 CK who fail the boards."""
    boards_score: Score
    """The usual score of Step 2 CK among residents. Who has no score counts as having it."""
    boards_point: Annotated[float, Ge(1), Le(2), Unit("odds ratio")]
    """What each point of Step 2 CK below the usual multiplies the odds of failing by."""
    boards_step_fail: Odds
    """What a failed Step multiplies the odds of failing by, score for score."""
    late_j1: Share
    """The share of residents on a J-1 who come more than a month late."""
    late_h1b: Share
    """The share of residents on an H-1B who do."""
    late_nation: Annotated[float, Ge(0), Le(0.49), Unit("share")]
    """How much of what makes visas late is common to the country in a year. More of it: years differ more."""
    late_program: Annotated[float, Ge(0), Le(0.49), Unit("share")]
    """How much is common to a program in a year. More of it: a longer tail of programs that wait for most of theirs."""
    stood_out: Share
    """The share of residents who stand out."""
    promise: PartShare
    """How much promise shows: the correlation of promise with what lies behind each event but a late visa."""
    usual_promise: Signed
    """The mean promise of those who match."""


_SLOTS: Final = (Became.REMEDIATED, Became.LEFT, Became.BOARDS_FAILED, Became.STOOD_OUT, Became.LATE)
"""The draws of a resident: one for each event, then one for the year of each."""


def fates(
    residents: Sequence[Resident],
    rules: ResidencyRules,
    chance: Chance,
    forced: Sequence[Forced] = (),
    words: Words = raws,
) -> dict[str, tuple[Fate, ...]]:
    """What becomes of residents, by id, in the order in which it happens. Who is unremarkable is left out.

    Parameters
    ----------
    residents
        Of any classes and programs. With ``forced`` fates they must hold the whole class that each is about.
    rules
        How often what happens.
    chance
        The draws of the seed. Each resident's are at the year they entered, their program and the gate of residency.
    forced
        What happens to some of them instead. One that fits nobody has no effect; see :func:`fitting`.
    words
        What makes the raw words.
    """
    drawn = np.empty((len(residents), 2 * len(_SLOTS)))
    waits = np.empty(len(residents))
    for (entered, program), rows in _classes(residents):
        own = chance.at(year=entered, program=program, gate=Gate.RESIDENCY)
        drawn[rows] = of_each(own, Purpose.FATE, [residents[row].id for row in rows], drawn.shape[1], words)
        waits[rows] = _wait(chance, own, rules)
    found = _happened(residents, rules, drawn, waits)
    return _with_forced(found, residents, forced)


def _classes(residents: Sequence[Resident]) -> list[tuple[tuple[int, int], list[int]]]:
    """The rows of each class of each program."""

    def its_class(row: int) -> tuple[int, int]:
        return residents[row].entered, residents[row].program

    return [(key, list(rows)) for key, rows in groupby(sorted(range(len(residents)), key=its_class), key=its_class)]


def _wait(chance: Chance, own: Chance, rules: ResidencyRules) -> float:
    """How much sooner than usual all visas of a class come; below 0 they are late."""
    nation = chance.at(year=own.year, program=0, gate=Gate.RESIDENCY).normals(Purpose.FATE, "visas of the country", 1)
    program = own.normals(Purpose.FATE, "visas of the program", 1)
    return sqrt(rules.late_nation) * nation[0] + sqrt(rules.late_program) * program[0]


def _happened(
    residents: Sequence[Resident], rules: ResidencyRules, drawn: Reals, waits: Reals
) -> dict[str, tuple[Fate, ...]]:
    """The fates of all of whom there is something to tell."""
    promise = np.array([one.promise for one in residents], dtype=np.float64) - rules.usual_promise
    own = normals_of(drawn[:, : len(_SLOTS)])
    luck = rules.promise * promise[:, None] + sqrt(1.0 - rules.promise * rules.promise) * own
    luck[:, 3] *= -1.0  # promise makes it likelier to stand out
    luck[:, 4] = waits + sqrt(1.0 - rules.late_nation - rules.late_program) * own[:, 4]
    risks = _risks(residents, rules)
    came = (luck < normals_of(risks)) & (risks > 0.0)
    when = drawn[:, len(_SLOTS) :]
    some = np.flatnonzero(came.any(axis=1)).tolist()
    return {residents[row].id: _told(came[row], when[row]) for row in some}


def _told(came: Flags, when: Reals) -> tuple[Fate, ...]:
    """The fates of one resident. Nothing happens after they left, and whoever was in trouble did not stand out."""
    after = {
        event: first + int(uniform * (last - first + 1))
        for event, happened, uniform in zip(_SLOTS, came.tolist(), when.tolist(), strict=True)
        for first, last in [AFTER[event]]
        if happened
    }
    if Became.LEFT in after:
        after.pop(Became.BOARDS_FAILED, None)
        if Became.REMEDIATED in after:
            after[Became.REMEDIATED] = min(after[Became.REMEDIATED], after[Became.LEFT] - 1)
    if not after.keys().isdisjoint(_TROUBLE):
        after.pop(Became.STOOD_OUT, None)
    return tuple(sorted((Fate(event, years) for event, years in after.items()), key=lambda fate: fate.after))


_TROUBLE: Final = frozenset({Became.REMEDIATED, Became.LEFT, Became.BOARDS_FAILED})
_HIGHEST: Final = 0.95
"""No risk is higher."""


def _risks(residents: Sequence[Resident], rules: ResidencyRules) -> Reals:
    """The risk of each event for residents of the usual promise; shape (residents, events)."""
    visas = {Visa.NONE: 0.0, Visa.J1: rules.late_j1, Visa.H1B: rules.late_h1b}
    columns = [
        _trouble(residents, rules.remediated, rules.img_remediated, rules.scrambled_remediated, rules.flag_remediated),
        _trouble(residents, rules.left, rules.img_left, rules.scrambled_left, rules.flag_left),
        _boards(residents, rules),
        np.full(len(residents), rules.stood_out),
        np.array([visas[one.visa] for one in residents], dtype=np.float64),
    ]
    risks: Reals = np.minimum(np.column_stack(columns), _HIGHEST)
    return risks


def _trouble(
    residents: Sequence[Resident], base: float, img: float, scrambled: float, by_flag: Mapping[Flag, float]
) -> Reals:
    """A base rate, times the ratio of everything that a resident brings."""
    risks = np.full(len(residents), base)
    risks[[one.kind.is_img for one in residents]] *= img
    risks[[one.position is None for one in residents]] *= scrambled
    for flag in Flag:
        risks[[flag.value in one.flags for one in residents]] *= by_flag[flag]
    return risks


def _boards(residents: Sequence[Resident], rules: ResidencyRules) -> Reals:
    """The risk of failing the boards."""
    usual = rules.boards_score
    below = np.array([0.0 if one.step2_ck is None else usual - one.step2_ck for one in residents], dtype=np.float64)
    odds = rules.boards_failed / (1.0 - min(rules.boards_failed, _HIGHEST)) * _to_the(rules.boards_point, below)
    odds[[Flag.STEP_FAIL.value in one.flags for one in residents]] *= rules.boards_step_fail
    risks: Reals = odds / (1.0 + odds)
    return risks


_MOST: Final = 150
"""Points of a score between the highest and the lowest."""


def _to_the(base: float, points: Reals) -> Reals:
    """``base`` to the power of whole ``points``, by multiplying: the same on every machine."""
    powers = np.cumprod(np.concatenate(([1.0], np.full(_MOST, base))))
    steps = np.clip(np.rint(points), -_MOST, _MOST).astype(np.intp)
    return np.where(steps >= 0, powers[np.abs(steps)], 1.0 / powers[np.abs(steps)])


def fitting(residents: Sequence[Resident], forced: Sequence[Forced]) -> list[Resident | None]:
    """Whom each forced fate is about: the highest on the list who fits and whom no earlier one is about; else None."""
    taken: set[str] = set()
    chosen: list[Resident | None] = []
    for fate in forced:
        fits = [one for one in residents if one.id not in taken and _fits(one, fate)]
        best = min(fits, key=_standing, default=None)
        if best is not None:
            taken.add(best.id)
        chosen.append(best)
    return chosen


def _fits(one: Resident, forced: Forced) -> bool:
    in_class = one.entered == forced.year and one.program == forced.program
    return in_class and one.traits.issuperset(forced.like)


def _standing(one: Resident) -> tuple[bool, int, str]:
    """By place on the list, those found afterward last."""
    return one.position is None, one.position or 0, one.id


def _with_forced(
    found: Mapping[str, tuple[Fate, ...]], residents: Sequence[Resident], forced: Sequence[Forced]
) -> dict[str, tuple[Fate, ...]]:
    """The fates with the forced ones in the place of those that they replace."""
    now = dict(found)
    for fate, one in zip(forced, fitting(residents, forced), strict=True):
        if one is not None:
            now.pop(one.id, None)
            if fate.event != NOTHING:
                now[one.id] = (Fate(Became(fate.event), fate.after),)
    return now

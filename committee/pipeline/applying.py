"""Who applies where: how many applications, to which programs, which of them are signaled, and who is known where.

Everybody likes some programs better than others: by the kind of program, by who stands on its roster, and by taste. One
applies to those one likes best, and signals the first few of them. Who needs a visa mostly leaves out programs whose
public page says no, right or wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Annotated, Any, Final

import numpy as np
from annotated_types import Ge, Le
from msgspec import Struct
from msgspec.structs import asdict
from numpy.typing import NDArray

from committee.applicants.coded import Wholes, number
from committee.applicants.pools import Words, raws
from committee.chance import Chance, Purpose, normals_of, uniforms_of
from committee.pipeline.draws import At, of_each, of_some
from committee.pipeline.files import Bools, Files, Reals
from committee.terms import Kind, Visa
from committee.units import PositiveShare, Share, Signed, Strength, Table, Unit

_OWN: Final = 4
"""Draws of an applicant that belong to no program; those of the programs follow."""

_AT_ONCE: Final = 2048
"""Applicants who choose at the same time: 12 MB a table with 758 programs."""

_PER_SD: Final = sqrt(12.0)
"""The width of a uniform of standard deviation 1. Millions of tastes are drawn, and normals would take thrice as long."""
"""The width of a uniform of standard deviation 1, of which tastes are: normals would cost three times as much."""

Many = Annotated[float, Ge(0), Le(1000), Unit("applications")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyRules:
    """How people choose where to apply."""

    number: Table[Kind, Many]
    """How many programs an applicant applies to, on average, if there are as many. More of it: more files a program."""
    spread: Share
    """How much that differs between applicants: a standard deviation, as a share of the mean."""
    most: PositiveShare
    """The most that anybody applies to, as a share of the programs there are."""
    taste: Strength
    """How far applicants differ in which programs they like. More of it: lists look less alike."""
    roster: Table[Kind, Signed]
    """What a roster of IMGs alone would add to a program, against one without. Above 0 the kind sees an open door."""
    heeds: Share
    """The share of those who need a visa who leave out a program whose public page says no."""
    posted_wrong: Share
    """The share of programs whose public page is wrong about one kind of visa."""
    signals: Annotated[int, Ge(0), Le(100), Unit("signals")]
    """How many programs each applicant signals. 0 takes signals out."""
    fit: Strength
    """How far the interview day moves what an applicant thinks of a program."""


class Offers(Struct, frozen=True, kw_only=True):
    """What applicants can see of P programs."""

    kind_appeal: Reals
    """P x kinds: how much a kind likes such a program, in su."""
    img_share: Reals
    """P: the share of IMGs in the classes on the roster. The same everywhere: nobody can read anything from it."""
    posted_h1b: Bools
    """P: whether the public page says that the program takes no H-1B."""
    posted_j1: Bools
    """P: the same of the J-1."""


class Applications(Struct, frozen=True, kw_only=True):
    """All applications of a year, by program and then by applicant. Arrays of shape (A,)."""

    applicant: Wholes
    """The place of the applicant among the files."""
    program: Wholes
    """The number of the program."""
    liking: Reals
    """What the applicant thinks of the program before having seen it, in su; higher is better."""
    signaled: Bools
    """Whether the applicant signaled the program."""
    called: Bools
    """Whether the applicant's advocate, if there is one, calls this program: one program for each advocate."""
    rotated: Bools
    """Whether the applicant worked here: one program for each who worked at any."""


def posted_policy(h1b: Bools, j1: Bools, rules: ApplyRules, chance: Chance) -> tuple[Bools, Bools]:
    """What the public pages say of the policies ``h1b`` and ``j1`` (whether a program bars them; shape (programs,)).

    A page that is wrong is wrong about one of the two. ``chance`` is of the year.
    """
    keys = [f"p{program:03d}" for program in range(len(h1b))]
    drawn = uniforms_of(chance.raws(Purpose.POSTED, keys, 4))
    wrong, about_h1b = drawn[:, 0] < rules.posted_wrong, drawn[:, 1] < 0.5
    return h1b ^ (wrong & about_h1b), j1 ^ (wrong & ~about_h1b)


def apply(files: Files, offers: Offers, rules: ApplyRules, chance: Chance, words: Words = raws) -> Applications:
    """Where everybody applies. Rows that the scenario fixes apply to program 0 whatever else they do.

    ``chance`` is of the year and program 0. Nobody's choice depends on who else applies.
    """
    blocks = [
        _of_block(files, slice(first, first + _AT_ONCE), offers, rules, (chance, words))
        for first in range(0, len(files.ids), _AT_ONCE)
    ]
    chosen = Applications(**{name: _joined(blocks, name) for name in Applications.__struct_fields__})
    by_program = np.argsort(chosen.program.astype(np.int16), kind="stable")
    return Applications(**{name: column[by_program] for name, column in asdict(chosen).items()})


_EMPTY: Final = Applications(
    applicant=np.zeros(0, np.intp),
    program=np.zeros(0, np.intp),
    liking=np.zeros(0),
    signaled=np.zeros(0, np.bool_),
    called=np.zeros(0, np.bool_),
    rotated=np.zeros(0, np.bool_),
)


def _joined(blocks: Sequence[Applications], name: str) -> NDArray[Any]:
    joined: NDArray[Any] = np.concatenate([getattr(block, name) for block in (_EMPTY, *blocks)])
    return joined


def _of_block(
    files: Files, block: slice, offers: Offers, rules: ApplyRules, drawing: tuple[Chance, Words]
) -> Applications:
    """The applications of some applicants."""
    kinds, programs = files.kind[block], len(offers.img_share)
    drawn = of_each(drawing[0], Purpose.APPLY, files.ids[block], _OWN + programs, drawing[1])
    liking = _liking(kinds, drawn[:, _OWN:], offers, rules)
    open_to = ~_left_out(files.numbers["visa"][block], drawn[:, 1], offers, rules)
    chosen, signaled = _best(np.where(open_to, liking, -np.inf), _how_many(kinds, drawn[:, 0], programs, rules), rules)
    fixed = np.arange(len(files.ids))[block] >= len(files.ids) - len(files.fixed)
    chosen[fixed, :1] = True
    rows, columns = np.nonzero(chosen)
    home = np.where(fixed, 0, np.where(chosen, liking, -np.inf).argmax(axis=1)) if programs else fixed
    at_home = columns == home[rows]
    has = [at_home & (files.numbers[field][block] > 0)[rows] for field in ("advocate", "rotated_here")]
    return Applications(
        applicant=rows + block.start,
        program=columns,
        liking=liking[rows, columns],
        signaled=signaled[rows, columns],
        called=has[0],
        rotated=has[1],
    )


def _liking(kinds: Wholes, uniforms: Reals, offers: Offers, rules: ApplyRules) -> Reals:
    """What each thinks of each program; shape (applicants, programs)."""
    reads = np.array([rules.roster[kind] for kind in Kind])[kinds]
    liking: Reals = uniforms - 0.5
    liking *= rules.taste * _PER_SD
    liking += offers.kind_appeal.T[kinds]
    liking += reads[:, None] * offers.img_share
    return liking


def _left_out(visas: Wholes, uniforms: Reals, offers: Offers, rules: ApplyRules) -> Bools:
    """Which programs each leaves out because of the public page; shape (applicants, programs)."""
    heeds = uniforms < rules.heeds
    out: Bools = ((visas == number(Visa.H1B)) & heeds)[:, None] & offers.posted_h1b
    out |= ((visas == number(Visa.J1)) & heeds)[:, None] & offers.posted_j1
    return out


def _how_many(kinds: Wholes, uniforms: Reals, programs: int, rules: ApplyRules) -> Wholes:
    mean = np.array([rules.number[kind] for kind in Kind])[kinds]
    wanted = np.rint(mean * (1.0 + rules.spread * normals_of(uniforms)))
    return np.clip(wanted, 1, max(round(rules.most * programs), 1)).astype(np.intp)


def _best(liking: Reals, many: Wholes, rules: ApplyRules) -> tuple[Bools, Bools]:
    """The ``many`` programs that each likes best, and the first few of them, which get a signal.

    Of two that are liked alike the one with the lower number comes first; one at minus infinity is never taken.
    """
    if not liking.size:
        return np.zeros(liking.shape, dtype=np.bool_), np.zeros(liking.shape, dtype=np.bool_)
    ordered = np.sort(liking, axis=1)
    return _first(liking, ordered, many), _first(liking, ordered, np.minimum(many, rules.signals))


def _first(liking: Reals, ordered: Reals, many: Wholes) -> Bools:
    many = np.minimum(many, np.isfinite(ordered).sum(axis=1))
    least = ordered[np.arange(len(many)), np.minimum(liking.shape[1] - many, liking.shape[1] - 1)]
    taken: Bools = liking >= np.where(many > 0, least, np.inf)[:, None]
    for row in np.flatnonzero(taken.sum(axis=1) > many):
        at = np.flatnonzero(liking[row] == least[row])
        taken[row, at[many[row] - taken[row].sum() :]] = False
    return taken


def preferences(
    files: Files, applications: Applications, of: Wholes, rules: ApplyRules, chance: Chance, words: Words = raws
) -> Reals:
    """What applicants think of programs after the interview day, in su; by it they order their lists.

    Parameters
    ----------
    files, applications
        Of the year.
    of
        Which applications: places in ``applications``.
    rules
        How people choose.
    chance
        Of the year, program 0.
    words
        Makes the raw words.

    Returns
    -------
    Reals
        One for each of ``of``. Before the interview day it is ``applications.liking``.
    """
    at = At(applications.applicant[of], applications.program[of])
    day = normals_of(of_some(chance, Purpose.FIT, files.ids, at, 1, words)[:, 0])
    liked: Reals = applications.liking[of] + rules.fit * day
    return liked

"""Invitations to interviews, wave after wave: a place that is given back goes to the next in line.

A program invites as many as it has places, in the order of its list. Applicants keep the interviews that they like best
of those offered so far, as many as they can travel to, and give the others back. In the next wave the program invites
as many more as it has places open. With one wave only, all programs invite the same few people, and the places that
these give back stay empty.

A program never invites anybody twice. More places at any program never leave an applicant with interviews that they
like less: whoever was invited by some wave still is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from annotated_types import Ge, Le
from msgspec import Struct
from numpy.typing import NDArray

from committee.applicants.coded import Wholes
from committee.applicants.pools import Words, raws
from committee.chance import Chance, Purpose
from committee.pipeline.applying import Applications
from committee.pipeline.draws import Reals, of_each
from committee.units import AtOdds, Count, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveRules:
    """How places go out, and how many an applicant keeps."""

    most: Annotated[int, Ge(1), Le(100), Unit("count")]
    """How often a program invites. More of it: fewer places stay empty. At 1 no place goes to the next in line."""
    keeps: Count
    """How many interviews an applicant keeps on average. More of it: fewer places are given back."""
    keeps_spread: Count
    """How many more or fewer an applicant keeps at most, each number as likely. More of it: applicants differ more."""

    def __post_init__(self) -> None:
        """Refuse fewer than none."""
        if self.keeps_spread > self.keeps:
            allowed = f"it must be at most keeps, which is {self.keeps}"
            raise AtOdds(allowed, where=("keeps_spread",), value=str(self.keeps_spread))


class Invitations(Struct, frozen=True):
    """What became of each application, in the order of the applications."""

    wave: NDArray[np.int16]
    """The wave in which the applicant was invited, from 1 on; 0 if never."""
    kept: NDArray[np.bool_]
    """Whether the interview takes place."""
    declined: NDArray[np.bool_]
    """Whether the applicant gave the place back, at once or for a better one."""


def keeps_of(ids: Sequence[str], rules: WaveRules, chance: Chance, words: Words = raws) -> Wholes:
    """How many interviews each of ``ids`` keeps; ``chance`` is of the year."""
    drawn = of_each(chance, Purpose.KEEPS, ids, 1, words)[:, 0] * (2 * rules.keeps_spread + 1)
    keeps: Wholes = rules.keeps - rules.keeps_spread + drawn.astype(np.intp)
    return keeps


def send(
    applications: Applications, order: Reals, slots: Wholes, utility: Reals, keeps: Wholes, rules: WaveRules
) -> Invitations:
    """Send the invitations of all programs.

    Parameters
    ----------
    applications
        All of them, sorted by program, then applicant.
    order
        The place of each on its program's list: the highest first, not a number for those who are not on it. Equals
        stand as the applications do.
    slots
        By program, how many it interviews.
    utility
        How much each applicant likes the program. Of equals, the first of the applications is kept.
    keeps
        By applicant, how many interviews they keep.
    rules
        How many waves there are; see :class:`WaveRules`.
    """
    of, start = _lines(applications.program, order, len(slots))
    by_liking = np.sort(of)
    by_liking = by_liking[np.lexsort((-utility[by_liking], applications.applicant[by_liking]))]
    liking = np.empty(len(order), dtype=np.intp)
    liking[by_liking] = np.arange(len(by_liking))
    wave = np.zeros(len(order), dtype=np.int16)
    held, reached = np.empty(0, dtype=np.intp), start[:-1].copy()
    for number in range(1, rules.most + 1):
        busy = np.bincount(applications.program[held], minlength=len(slots))
        count = np.minimum(slots - busy, start[1:] - reached)
        invited = of[_spans(reached, count)]
        if not len(invited):
            break
        wave[invited] = number
        reached += count
        offered = by_liking[np.sort(liking[np.concatenate((held, invited))])]
        held = _kept(offered, applications.applicant[offered], keeps)
    kept = np.zeros(len(order), dtype=np.bool_)
    kept[held] = True
    return Invitations(wave=wave, kept=kept, declined=(wave > 0) & ~kept)


def unfilled(applications: Applications, invitations: Invitations, slots: Wholes) -> Wholes:
    """By program, how many interview places nobody took."""
    taken = np.bincount(applications.program[invitations.kept], minlength=len(slots))
    left: Wholes = slots - taken
    return left


def _lines(program: Wholes, order: Reals, programs: int) -> tuple[Wholes, Wholes]:
    """Everybody who is on a list, list after list and the first in line first, and where each list starts."""
    listed = np.flatnonzero(~np.isnan(order))
    of = listed[np.lexsort((-order[listed], program[listed]))]
    return of, np.searchsorted(program[of], np.arange(programs + 1))


def _spans(start: Wholes, count: Wholes) -> Wholes:
    """The numbers from each of ``start`` on, ``count`` of each, one span after another."""
    ends = np.cumsum(count)
    spans: Wholes = np.arange(ends[-1] if len(ends) else 0) + np.repeat(start - (ends - count), count)
    return spans


def _kept(offered: Wholes, applicant: Wholes, keeps: Wholes) -> Wholes:
    """The first of what each ``applicant`` is ``offered``, as many as they keep; both stand applicant by applicant."""
    place = np.arange(len(offered)) - np.searchsorted(applicant, applicant)
    kept: Wholes = offered[place < keeps[applicant]]
    return kept

"""Draws about many applicants at once, keyed by the applicant, whoever else applies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from committee.applicants.coded import Wholes
from committee.applicants.pools import Words, raws
from committee.chance import Chance, Purpose, uniforms_of

Reals = NDArray[np.float64]

_BLOCK = 4
"""Words come in fours."""

_WORDS_AT_ONCE: Final = 1 << 20
"""Words that are held at the same time where only some of them are needed: 8 MB."""


class At(NamedTuple):
    """Pairs of an applicant and a program."""

    applicant: Wholes
    """By pair, the applicant's place among the ids."""
    program: Wholes
    """By pair, the program's number."""


def of_pairs(chance: Chance, purpose: Purpose, ids: Sequence[str], programs: int, words: Words = raws) -> Reals:
    """A uniform for each applicant at each program; shape (ids, ``programs``).

    The address is the applicant's id and the program's number, so one more program or applicant shifts no other draw.
    ``chance`` is of the year and gate, and ``words`` makes the raw words.
    """
    return of_each(chance, purpose, ids, programs, words)


def of_each(chance: Chance, purpose: Purpose, ids: Sequence[str], count: int, words: Words = raws) -> Reals:
    """The first ``count`` uniforms of each of ``ids``; shape (ids, ``count``)."""
    if not len(ids):
        return np.empty((0, count))
    whole = -(-count // _BLOCK) * _BLOCK
    return uniforms_of(words([chance], purpose, ids, whole)[0])[:, :count]


def of_some(chance: Chance, purpose: Purpose, ids: Sequence[str], at: At, count: int, words: Words = raws) -> Reals:
    """``count`` uniforms for each of some pairs; shape (pairs, ``count``).

    The same as ``of_pairs`` with ``count`` for each program, of which only those of the pairs are held in memory.
    """
    drawn = np.empty((len(at.program), count), dtype=np.uint64)
    asked, row = np.unique(at.applicant, return_inverse=True)
    order = np.argsort(row, kind="stable")
    width = -(-count * (int(at.program.max(initial=0)) + 1) // _BLOCK) * _BLOCK
    step = max(_WORDS_AT_ONCE // width, 1)
    edges = np.searchsorted(row[order], np.arange(0, len(asked) + step, step))
    for number, first in enumerate(range(0, len(asked), step)):
        block = order[edges[number] : edges[number + 1]]
        keys = [ids[one] for one in asked[first : first + step]]
        made = words([chance], purpose, keys, width)[0]
        drawn[block] = made[(row[block] - first)[:, None], at.program[block, None] * count + np.arange(count)]
    return uniforms_of(drawn)

"""Draws about many applicants at once, keyed by the applicant, whoever else applies."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from committee.applicants.pools import Words, raws
from committee.chance import Chance, Purpose, uniforms_of

Reals = NDArray[np.float64]

_BLOCK = 4
"""Words come in fours."""


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

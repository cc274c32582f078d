"""Draws all who apply in one year: traits as :mod:`committee.applicants.crowd` makes them, by ``applied.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from committee.applicants import crowd
from committee.applicants.coded import MEANINGS, Wholes, number
from committee.applicants.draws import TAKEN, Reals
from committee.applicants.figures import figures
from committee.applicants.pools import Words, draws_of, raws
from committee.chance import Chance, Purpose
from committee.terms import Kind


def draw_applied(
    ids: Sequence[str], kinds: Wholes, chance: Chance, year: int, words: Words = raws
) -> tuple[Mapping[str, Wholes], Reals]:
    """Everybody who applies, in the order given. Each one's draws depend on the seed and the own id alone.

    Parameters
    ----------
    ids
        One for each applicant, unique in the season.
    kinds
        The place of each one's kind in :class:`~committee.terms.Kind`; shape (ids,).
    chance
        The season's draws. What a person is lasts, so the occasion does not matter.
    year
        The calendar year, from which every age counts.
    words
        Makes the raw words. A faster function than :func:`~committee.applicants.pools.raws` must make the same words.

    Returns
    -------
    numbers
        By field, a key of :data:`~committee.applicants.coded.MEANINGS`, and ``given`` and ``family``, the places of
        the names in their lists; shape (ids,) each.
    promise
        Latent promise, standard normal; shape (ids,).
    """
    numbers = {field: np.zeros(len(ids), dtype=np.intp) for field in (*MEANINGS, "given", "family")}
    numbers["kind"][:] = kinds
    promise = np.zeros(len(ids))
    drawn = words([chance], Purpose.POOL, ids, TAKEN)
    for kind in Kind:
        own = np.flatnonzero(kinds == number(kind))
        draws = draws_of(kind, year, drawn[:, own], figures("applied"))
        promise[own] = draws.promise
        for field, found in crowd.fields_of(draws).items():
            numbers[field][own] = found
    return numbers, promise

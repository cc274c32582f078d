"""The draws of a row: whims, lengths and tones, by turn and seat."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from committee.chance import SEATS, Chance, Purpose, normals_of, uniforms_of

TURNS = 64
"""Turns that have draws of their own. The clock ends every row long before."""

_AT_ONCE = 16
"""Turns whose draws are made together. Most rows need no more."""


class Draws:
    """The draws of one row, by turn and seat. Each is made when somebody asks for it.

    :func:`draw_ahead` makes the draws that nearly every row needs for many rows at once. The numbers are the same.
    """

    __slots__ = ("_applicant", "_chance", "_drawn")

    def __init__(self, chance: Chance, applicant: str) -> None:
        self._chance = chance
        self._applicant = applicant
        self._drawn: dict[tuple[Purpose, int], NDArray[np.float64]] = {}

    def whims(self, turn: int, seats: Sequence[int]) -> list[float]:
        """A standard normal for each of ``seats``: how much each happens to want this turn."""
        drawn: list[float] = self._part(Purpose.BID, turn)[turn % _AT_ONCE].tolist()
        return [drawn[seat] for seat in seats]

    def length(self, turn: int, seat: int) -> float:
        """A standard normal: how long this utterance takes."""
        return self._part(Purpose.SECONDS, turn).item(turn % _AT_ONCE, seat)

    def closing_length(self, seat: int) -> float:
        """A standard normal: how long the call takes. It belongs to the last turn, so it is known from the start."""
        return self.length(TURNS - 1, seat)

    def tone(self, turn: int, seat: int) -> float:
        """A uniform: in what tone the member speaks."""
        return self._part(Purpose.TONE, turn).item(turn % _AT_ONCE, seat)

    def _part(self, purpose: Purpose, turn: int) -> NDArray[np.float64]:
        """The draws of ``turn`` and of the turns drawn together with it; turns x seats."""
        part = turn // _AT_ONCE
        drawn = self._drawn.get((purpose, part))
        if drawn is None:
            drawn = self._drawn[purpose, part] = _by_turn(self._chance, [self._applicant], purpose, part, SEATS)[0]
        return drawn

    def keep(self, purpose: Purpose, part: int, drawn: NDArray[np.float64]) -> None:
        """Keep draws made ahead; turns x seats."""
        self._drawn[purpose, part] = drawn


_NORMAL = frozenset({Purpose.BID, Purpose.SECONDS})


def _by_turn(chance: Chance, rows: Sequence[str], purpose: Purpose, part: int, seats: int) -> NDArray[np.float64]:
    """Draws of several rows for the first ``seats`` seats (rows x turns x seats); ``part`` says for which turns."""
    count = SEATS * _AT_ONCE
    words = chance.raws(purpose, rows, count, part * count).reshape(len(rows), _AT_ONCE, SEATS)
    drawn = uniforms_of(words[:, :, :seats])
    return normals_of(drawn) if purpose in _NORMAL else drawn


def draw_ahead(chance: Chance, rows: Sequence[str], seats: int) -> list[Draws]:
    """The draws of these applicants' rows, with those that nearly every row needs already made.

    Only the first ``seats`` seats have draws made ahead. No number changes because of it.
    """
    made = [Draws(chance, row) for row in rows]
    last = (TURNS - 1) // _AT_ONCE
    for purpose, part in ((Purpose.BID, 0), (Purpose.SECONDS, 0), (Purpose.SECONDS, last), (Purpose.TONE, 0)):
        for draws, drawn in zip(made, _by_turn(chance, rows, purpose, part, seats), strict=True):
            draws.keep(purpose, part, drawn)
    return made

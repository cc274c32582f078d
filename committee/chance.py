"""One seed, keyed streams: all randomness of the simulation comes from here.

No draw depends on the ones before it. Each has an address: (seed, purpose, key, index) and, if it belongs to one
occasion, the year, the program and the gate. The key is the id of an applicant or a member. So no other draw shifts
when you change a cell, add a member, silence an utterance or record more. The same address gives the same number on
every machine and with every version of Python and numpy. What lasts (:data:`LASTING`) has the same draws in every year
and at every program: a member does not get a new character each January.

The generator is Philox as raw 64-bit words, which numpy keeps stable. We do not use numpy's own distributions, because
they may change. A uniform is the top 53 bits of a word. Normals come from a stored table of quantiles, so that no
platform's logarithm enters.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum, unique
from functools import lru_cache
from hashlib import blake2b
from operator import index as whole
from typing import Any, Final, SupportsIndex

import numpy as np
from numpy.random import Philox
from numpy.typing import NDArray

from committee.errors import Problem, UsageRefused

SEATS = 32
"""Indices of one turn: one for each seat."""

_BLOCK = 4
"""Words that the generator makes from one value of its counter."""

UNIFORM_STEP: Final = 1.0 / 9007199254740992.0  # 2**-53
"""Between two neighboring uniforms."""

# Quantiles of the standard normal at 1/2 + i/256, i = 0 ... 127, and an end point that closes the tail.
# We interpolate between them. Mean 0, standard deviation 0.999.
QUANTILES: Final = (
    (0.0, 0.0098, 0.0196, 0.0294, 0.0392, 0.0490, 0.0588, 0.0686, 0.0784, 0.0882, 0.0981, 0.1079, 0.1178)
    + (0.1276, 0.1375, 0.1474, 0.1573, 0.1672, 0.1772, 0.1871, 0.1971, 0.2071, 0.2171, 0.2271, 0.2372)
    + (0.2473, 0.2574, 0.2675, 0.2777, 0.2879, 0.2981, 0.3084, 0.3186, 0.3290, 0.3393, 0.3497, 0.3601)
    + (0.3706, 0.3811, 0.3917, 0.4023, 0.4129, 0.4236, 0.4343, 0.4451, 0.4559, 0.4668, 0.4778, 0.4888)
    + (0.4998, 0.5110, 0.5222, 0.5334, 0.5447, 0.5561, 0.5676, 0.5791, 0.5908, 0.6024, 0.6142, 0.6261)
    + (0.6381, 0.6501, 0.6622, 0.6745, 0.6868, 0.6993, 0.7118, 0.7245, 0.7373, 0.7502, 0.7633, 0.7764)
    + (0.7897, 0.8032, 0.8168, 0.8305, 0.8444, 0.8585, 0.8727, 0.8871, 0.9018, 0.9166, 0.9316, 0.9468)
    + (0.9622, 0.9779, 0.9938, 1.0100, 1.0264, 1.0432, 1.0602, 1.0775, 1.0952, 1.1132, 1.1316, 1.1503)
    + (1.1695, 1.1892, 1.2093, 1.2299, 1.2510, 1.2727, 1.2950, 1.3180, 1.3417, 1.3662, 1.3915, 1.4178)
    + (1.4451, 1.4735, 1.5031, 1.5341, 1.5667, 1.6010, 1.6373, 1.6759, 1.7172, 1.7617, 1.8099, 1.8627)
    + (1.9214, 1.9874, 2.0635, 2.1539, 2.2662, 2.4176, 2.6601, 3.2)
)


@unique
class Purpose(IntEnum):
    """What a draw is for. No number is ever used again for another purpose."""

    POOL = 1
    """Everything about a drawn applicant."""
    POOL_ORDER = 2
    """Where a drawn applicant stands in the sheet."""
    FIXED_PLACE = 3
    """Which drawn row a fixed row replaces."""
    PROMISE = 4
    """The latent promise of an applicant from a sheet."""
    TEMPER = 10
    """A member's lasting weights, alarm and talkativeness."""
    TRUST = 11
    """How much one member trusts another."""
    INTERVIEWERS = 20
    """Who interviewed an applicant."""
    READERS = 21
    """Who read a file."""
    ADVOCATE = 22
    """Whom the advocate phoned."""
    TASTE = 23
    """A member's unexplained liking of a row."""
    BID = 24
    """Whim in who speaks next."""
    SECONDS = 25
    """How long an utterance takes."""
    NO_LIST = 26
    """Whom a member quietly decided against."""
    TONE = 27
    """How an utterance is said."""
    NULL_MODEL = 28
    """The one noise draw of the additive null."""
    DOUBT = 29
    """Whether a mild sponsor lets a turn go; no longer drawn."""
    ASSIGNED = 30
    """Who must speak for a row, and who against it."""
    ORDER = 31
    """Where a row stands when rows are shuffled."""
    APPLY = 40
    """How an applicant likes a program before having seen it."""
    SIGNAL = 41
    """Which programs an applicant signals."""
    POSTED = 42
    """Whether the public page of a program is wrong about visas."""
    LEAK = 43
    """Whether a file slips through a rule that stops it."""
    READER = 44
    """How a reader takes a file."""
    INTERVIEW = 45
    """How an interview goes at one program."""
    IMPRESSION_DAY = 46
    """The words that fall after an interview at one program."""
    FIT = 47
    """How an applicant likes a program after the interview."""
    FATE = 48
    """What becomes of a resident."""
    TURNOVER = 49
    """Who leaves a room, and who joins it."""
    HOLDERS = 50
    """Who worked with a resident, and who hears of them."""
    VIVID = 51
    """How vividly a resident is remembered."""
    WORD = 52
    """What reaches a program from others."""
    BASE_BARS = 53
    """A program's own quiet rules."""
    SCRAMBLE = 54
    """Who is found for a post that the Match left open."""
    KEEPS = 55
    """How many interviews an applicant keeps."""


LASTING: Final = frozenset(
    {
        Purpose.POOL,
        Purpose.POOL_ORDER,
        Purpose.FIXED_PLACE,
        Purpose.PROMISE,
        Purpose.TEMPER,
        Purpose.TASTE,
        Purpose.TRUST,
        Purpose.BASE_BARS,
    }
)
"""Draws that belong to a person and not to an occasion. Ids must be unique in a season."""


@unique
class Gate(IntEnum):
    """The occasion at a program for which something is drawn."""

    RANK = 0
    INVITE = 1
    SCREEN = 2
    INTERVIEW = 3
    MATCH = 4
    RESIDENCY = 5
    SECOND = 6
    """A second committee that ranks the same rows."""


_GATES: Final = 8
"""The most gates that a program can have."""

_SIZES = np.array([*QUANTILES, QUANTILES[-1]])


@lru_cache(maxsize=1 << 15)
def key_of(text: str) -> int:
    """The 64-bit key of an id: BLAKE2b of its UTF-8 bytes, little-endian."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def normal_of(uniform: float) -> float:
    """The standard normal quantile at ``uniform`` in [0, 1), from the stored table; at most 3.2 from 0."""
    distance = uniform - 0.5
    scaled = (distance if distance >= 0 else -distance) * 256.0
    index = int(scaled)
    if index >= 128:
        return QUANTILES[128] if distance > 0 else -QUANTILES[128]
    low = QUANTILES[index]
    size = low + (QUANTILES[index + 1] - low) * (scaled - index)
    return size if distance >= 0 else -size


def uniforms_of(words: NDArray[np.uint64]) -> NDArray[np.float64]:
    """The uniform in [0, 1) of each word, in the shape given."""
    return (words >> np.uint64(11)).astype(np.float64) * UNIFORM_STEP


def normals_of(uniforms: NDArray[np.float64]) -> NDArray[np.float64]:
    """:func:`normal_of` of each, to the last bit, in the shape given."""
    distance = uniforms - 0.5
    scaled = np.abs(distance) * 256.0
    index = scaled.astype(np.intp)
    low = _SIZES[index]
    normals: NDArray[np.float64] = np.copysign(low + (_SIZES[index + 1] - low) * (scaled - index), distance)
    return normals


def seed_of(given: object, place: str = "seed") -> int:
    """The seed that a caller gave as ``place``: a whole number of Python or numpy, 0 to 2**64 - 1.

    Raises
    ------
    UsageRefused
        If it is anything else, even a truth value or a number with a fraction: a seed is never rounded.
    """
    try:
        seed = -1 if isinstance(given, bool) else whole(given)  # type: ignore[arg-type]
    except TypeError:
        seed = -1
    if not 0 <= seed < 1 << 64:
        raise UsageRefused(Problem(place=place, value=str(given), allowed="use a whole number from 0 to 2**64 - 1"))
    return seed


_NO_OCCASION: Final = (0, 0)


class Chance:
    """All draws of one seed. It keeps no position, so the same question always gets the same answer.

    Parameters
    ----------
    seed
        See :func:`seed_of`.
    year, program, gate
        The occasion: 0 to 2**61 - 1 each. All 0 means a meeting on its own.
    """

    def __init__(self, seed: SupportsIndex, *, year: int = 0, program: int = 0, gate: Gate = Gate.RANK) -> None:
        if not (0 <= year < 1 << 61 and 0 <= program < 1 << 61):
            occasion = f"year {year}, program {program}"
            raise UsageRefused(
                Problem(place="occasion", value=occasion, allowed="use whole numbers from 0 to 2**61 - 1")
            )
        self.seed = seed = seed_of(seed)
        self.year, self.program, self.gate = year, program, gate
        self.occasion = (year, program * _GATES + gate)
        # One generator, which we set to an address before every use: a new one would ask the system for entropy.
        # Lists, not arrays: numpy reads an address word by word, and reading an array costs ten times as much.
        self._counter = [0, 0, 0, 0]
        self._key = [seed, 0]
        self._stream = Philox(key=np.array(self._key, dtype=np.uint64))
        self._address: Any = {
            "bit_generator": "Philox",
            "state": {"counter": self._counter, "key": self._key},
            "buffer": [0, 0, 0, 0],
            "buffer_pos": 4,
            "has_uint32": 0,
            "uinteger": 0,
        }

    def at(self, *, year: int, program: int, gate: Gate = Gate.RANK) -> Chance:
        """The draws of the same seed on another occasion."""
        return Chance(self.seed, year=year, program=program, gate=gate)

    def raw(self, purpose: Purpose, key: str, count: int, start: int = 0) -> NDArray[np.uint64]:
        """Raw 64-bit words of ``Philox(key=[seed, purpose], counter=[0, key_of(key), year, program * 8 + gate])``.

        Year, program and gate are 0 for what lasts. Returns the ``count`` words from ``start`` on, which is a multiple
        of 4; shape (``count``,).
        """
        self._counter[0] = start // _BLOCK
        self._counter[1] = key_of(key)
        self._counter[2:] = _NO_OCCASION if purpose in LASTING else self.occasion
        self._key[1] = int(purpose)
        self._stream.state = self._address
        return self._stream.random_raw(count)

    def raws(self, purpose: Purpose, keys: Collection[str], count: int, start: int = 0) -> NDArray[np.uint64]:
        """:meth:`raw` of each of ``keys``; shape (keys, ``count``)."""
        words = np.empty((len(keys), count), dtype=np.uint64)
        for row, key in enumerate(keys):
            words[row] = self.raw(purpose, key, count, start)
        return words

    def uniforms(self, purpose: Purpose, key: str, count: int) -> list[float]:
        """The first ``count`` uniforms in [0, 1) at (purpose, key)."""
        drawn: list[float] = uniforms_of(self.raw(purpose, key, count)).tolist()
        return drawn

    def normals(self, purpose: Purpose, key: str, count: int) -> list[float]:
        """The first ``count`` standard normals at (purpose, key)."""
        drawn: list[float] = normals_of(uniforms_of(self.raw(purpose, key, count))).tolist()
        return drawn

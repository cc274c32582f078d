"""Draws: numpy's Philox at an address, as :mod:`committee.chance` asks for it."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from committee.chance import QUANTILES, SEATS, UNIFORM_STEP
from committee.engine.jit import compiled, kept

_SIZES: Final = np.array(QUANTILES)
_STEP: Final = UNIFORM_STEP
_SEATS: Final = SEATS
_TAIL: Final = 128


@intrinsic  # type: ignore[untyped-decorator]
def _high(context: Any, a: Any, b: Any) -> Any:
    """The upper 64 bits of the product of two words."""
    del context, a, b

    def generated(_: Any, builder: Any, __: Any, arguments: Any) -> Any:
        wide, word = ir.IntType(128), ir.IntType(64)
        product = builder.mul(builder.zext(arguments[0], wide), builder.zext(arguments[1], wide))
        return builder.trunc(builder.lshr(product, ir.Constant(wide, 64)), word)

    return types.uint64(types.uint64, types.uint64), generated


@compiled
def block(number: Any, key: Any, occasion: Any, seed: Any, purpose: Any) -> Any:
    """The four words of one block: part of ``chance.Chance.raw``. ``occasion`` is (year, program and gate).

    numpy counts up before it makes a block.
    """
    many, few = np.uint64(0xD2E7470EE14C6C93), np.uint64(0xCA5A826395121157)
    step, other = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBB67AE8584CAA73B)
    a, b, c, d = np.uint64(number + np.uint64(1)), key, occasion[0], occasion[1]
    left, right = seed, np.uint64(purpose)
    for _ in range(10):
        upper, lower = _high(many, a), np.uint64(many * a)
        crossed, under = _high(few, c), np.uint64(few * c)
        a, b = np.uint64(crossed ^ b ^ left), under
        c, d = np.uint64(upper ^ d ^ right), lower
        left, right = np.uint64(left + step), np.uint64(right + other)
    return a, b, c, d


@compiled
def uniform_of(word: Any) -> float:
    """As ``chance.uniforms_of``."""
    return np.float64(word >> np.uint64(11)) * _STEP


@compiled
def normal_of(uniform: float) -> float:
    """As ``chance.normals_of``."""
    distance = uniform - 0.5
    scaled = (distance if distance >= 0.0 else -distance) * 256.0
    index = int(scaled)
    low = _SIZES[index]
    following = _SIZES[index + 1] if index < _TAIL else low
    size = low + (following - low) * (scaled - index)
    return size if distance >= 0.0 else -size


@compiled
def uniform_at(address: Any, purpose: int, key: Any, index: int) -> float:
    """One uniform: as ``chance.Chance.uniforms``; ``address`` is (seed, occasion)."""
    words = block(np.uint64(index >> 2), key, address[1], address[0], purpose)
    which = index & 3
    word = words[0] if which == 0 else words[1] if which == 1 else words[2] if which == 2 else words[3]
    return uniform_of(word)


@compiled
def lasting(address: Any) -> Any:
    """The address of what belongs to a person and not to an occasion: part of ``chance.Chance.raw``."""
    return address[0], (np.uint64(0), np.uint64(0))


@compiled
def by_seat(into: Any, room: Any, address: Any, purpose: int, key: Any, first: int) -> None:
    """A uniform for each member, by seat, into ``into``: as ``docket.Clerk._by_member``.

    They begin with the index ``first``, which is a multiple of 4.
    """
    for member in range(room.size):
        into[member] = -1.0
    for member in range(room.size):
        if into[member] < 0.0:
            number = (first + room.seats[member]) >> 2
            words = block(np.uint64(number), key, address[1], address[0], purpose)
            for other in range(member, room.size):
                if (first + room.seats[other]) >> 2 == number:
                    which = room.seats[other] & 3
                    into[other] = uniform_of(
                        words[0] if which == 0 else words[1] if which == 1 else words[2] if which == 2 else words[3]
                    )


@kept
def fill_words(words: Any, seeds: Any, occasions: Any, purpose: int, keys: Any) -> None:
    """Raw words of many seeds into ``words``, of shape (seeds, keys, count): as ``chance.Chance.raw``."""
    count = words.shape[2]
    for seed in range(len(seeds)):
        occasion = (occasions[seed, 0], occasions[seed, 1])
        for key in range(len(keys)):
            for number in range((count + 3) >> 2):
                made = block(np.uint64(number), keys[key], occasion, seeds[seed], purpose)
                at = 4 * number
                words[seed, key, at] = made[0]
                if at + 1 < count:
                    words[seed, key, at + 1] = made[1]
                if at + 2 < count:
                    words[seed, key, at + 2] = made[2]
                if at + 3 < count:
                    words[seed, key, at + 3] = made[3]


@compiled
def turn_index(turn: int, seat: int) -> int:
    """Where the draw of a seat stands in the draws of a turn: as ``draws.Draws._part``."""
    return turn * _SEATS + seat

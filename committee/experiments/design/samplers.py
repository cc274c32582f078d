"""Points of what is uncertain, spread so that few of them say much. Each sampler has a stated seed and no other.

``latin``
    A Latin hypercube (McKay, Beckman and Conover 1979): each of the n points has its own nth of every range.
``sobol``
    Saltelli's design (2010) on a scrambled Sobol sequence, for first and total indices. With d keys, each of the n base
    points becomes d + 2 points, one after another: A, B, and for each key the point A with this key from B.
``morris``
    Morris's trajectories (1991), for elementary effects: n trajectories of d + 1 points, one after another. From one
    point to the next one key changes.

A number drawn in [0, 1] becomes a value of its range. Whole numbers stay whole, and each is equally likely.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from committee.errors import Problem, UsageRefused

if TYPE_CHECKING:
    from committee.experiments.design.experiment import Span

Floats = NDArray[np.float64]

SEED: Final = 20_260_315
"""The seed of every sampler. Each draws from a generator of its own, keyed by the sampler's name."""

MORRIS_LEVELS: Final = 4
"""Levels of each range among which Morris's trajectories move."""


def sampled(sample: str, spans: Mapping[str, Span], points: int) -> list[dict[str, Any]]:
    """By point, the value of every key.

    Raises :class:`UsageRefused` if the sample needs a package that is not installed.
    """
    drawn = SAMPLERS[sample](len(spans), points)
    return [
        {key: value_at(share, span) for (key, span), share in zip(spans.items(), shares, strict=True)}
        for shares in drawn.tolist()
    ]


def value_at(share: float, span: Span) -> float:
    """The value at this ``share`` of the way, in [0, 1], from the lower bound to the upper."""
    low, high = span.low, span.high + 1 if span.integer else span.high
    if span.scale == "log":
        value = math.exp(math.log(low) + share * (math.log(high) - math.log(low)))
    else:
        value = low + share * (high - low)
    bounded = min(max(value, span.low), span.high)
    return math.floor(bounded) if span.integer else float(bounded)


def latin(keys: int, points: int) -> Floats:
    """A Latin hypercube; shape (points, keys)."""
    from scipy.stats import qmc

    return np.asarray(qmc.LatinHypercube(d=keys, rng=_generator("latin")).random(points))


def sobol(keys: int, points: int) -> Floats:
    """Saltelli's design; shape (points x (keys + 2), keys). ``points`` is a power of 2."""
    from scipy.stats import qmc

    both = qmc.Sobol(d=2 * keys, scramble=True, rng=_generator("sobol")).random(points)
    base, other = both[:, :keys], both[:, keys:]
    made = np.repeat(base[:, np.newaxis, :], keys + 2, axis=1)
    made[:, 1, :] = other
    for key in range(keys):
        made[:, 2 + key, key] = other[:, key]
    return made.reshape(-1, keys)


def morris(keys: int, points: int) -> Floats:
    """Morris's trajectories; shape (points x (keys + 1), keys)."""
    try:
        from SALib.sample import morris as salib
    except ImportError:
        allowed = "it needs SALib, which is not installed; install it with pip install 'committee[research]'"
        raise UsageRefused(Problem(place="sample", value="morris", allowed=allowed)) from None
    problem = {"num_vars": keys, "names": [str(key) for key in range(keys)], "bounds": [[0.0, 1.0]] * keys}
    return np.asarray(salib.sample(problem, points, num_levels=MORRIS_LEVELS, seed=_generator("morris")))


def _generator(sample: str) -> np.random.Generator:
    return np.random.default_rng([SEED, *sample.encode()])


SAMPLERS: Final[Mapping[str, Callable[[int, int], Floats]]] = {"latin": latin, "sobol": sobol, "morris": morris}
"""By name: (keys, points) -> shares in [0, 1]."""

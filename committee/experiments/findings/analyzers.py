"""How much each uncertain key matters, from the outcomes at the points of a sample: one analyzer for each sampler.

A sample is a list of *blocks* of points. A block of a Latin hypercube is one point. A block of Sobol's design is the
point A, the point B and, for each key, A with this key from B. A block of Morris's design is one trajectory.

Seeds are noise here: what we analyze is the mean outcome over seeds at each point. The square of such a mean is too
large on average, because squared noise is never negative. So for every square or product of two means we multiply each
seed with the *other* seeds only. Then the total index of a key that does nothing is 0 on average, and may fall below 0,
instead of growing with the noise.

An analyzer gives the indices under each of many sets of weights: equal weights give the indices, all seeds but one
their jackknife, and resamples their bootstrap. With one seed there is nothing to tell noise from effect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from committee.experiments.design.samplers import MORRIS_LEVELS

Floats = NDArray[np.float64]

MORRIS_STEP: Final = MORRIS_LEVELS / (2 * (MORRIS_LEVELS - 1))
"""The share of a range by which one step of a trajectory moves a key."""


@dataclass(frozen=True, eq=False)
class Sampled:
    """The outcomes at the points of a sample. Nothing is missing."""

    outcomes: Floats
    """Shape (blocks, points of a block, seeds)."""
    at: Floats
    """The value of each key at each point: shape (blocks, points of a block, keys)."""


@dataclass(frozen=True, eq=False)
class Weights:
    """Sets of weights under which the indices are wanted."""

    of_seeds: Floats
    """Shape (sets, seeds)."""
    of_blocks: Floats
    """Shape (sets, blocks); only a Latin hypercube draws its points anew."""


Indices = Mapping[str, Floats]
"""By name of the index: shape (sets, keys)."""

Analyzer = Callable[[Sampled, Weights], Indices]


def products(one: Floats, other: Floats, of_seeds: Floats) -> Floats:
    """The product of two means over seeds, averaged over blocks: each seed times the other seeds only.

    Parameters
    ----------
    one, other
        Shape (blocks, seeds).
    of_seeds
        Weights of seeds, shape (sets, seeds). The result has the shape (sets).
    """
    whole = ((one @ of_seeds.T) * (other @ of_seeds.T)).mean(axis=0)
    pairs = of_seeds.sum(axis=1) ** 2
    if one.shape[1] > 1:
        own = of_seeds**2
        whole, pairs = whole - own @ (one * other).mean(axis=0), pairs - own.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(pairs > 0.0, whole / pairs, np.nan))


def sobol(sample: Sampled, under: Weights) -> Indices:
    """First and total indices: the share of the variance that a key explains alone, and with all its interactions.

    Sources: for the first index Saltelli A et al. Variance based sensitivity analysis of model output. Comput Phys
    Commun 2010;181:259-270 (table 2, b); for the total index Jansen MJW. Analysis of variance designs for model output.
    Comput Phys Commun 1999;117:35-43.
    """
    centered = sample.outcomes - sample.outcomes[:, :2].mean(axis=(0, 1))
    base, other = centered[:, 0], centered[:, 1]
    count = 2 * len(base)
    of_seeds = under.of_seeds
    variance = (products(base, base, of_seeds) + products(other, other, of_seeds)) / 2 * count / (count - 1)
    variance = np.where(variance > 0.0, variance, np.nan)
    moved = [centered[:, 2 + key] - base for key in range(sample.at.shape[2])]
    return {
        "first": np.stack([products(other, move, of_seeds) / variance for move in moved], axis=1),
        "total": np.stack([products(move, move, of_seeds) / 2 / variance for move in moved], axis=1),
    }


def morris(sample: Sampled, under: Weights) -> Indices:
    """Elementary effects: the mean of their absolute values (mu*), their standard deviation, and their mean square.

    An effect is the change of the outcome for a step, divided by the step as a share of the key's range. Noise makes
    mu* larger. Whether a key does anything is therefore read from the mean square, which multiplies each seed with the
    other seeds only. A whole number that a step leaves where it is has no effect in that step.

    Sources: Morris MD. Factorial sampling plans for preliminary computational experiments. Technometrics
    1991;33:161-174. For mu*: Campolongo F, Cariboni J, Saltelli A. An effective screening design for sensitivity
    analysis of large models. Environ Model Softw 2007;22:1509-1518.
    """
    effects, of_seeds = _elementary(sample), under.of_seeds
    means = np.moveaxis(effects @ of_seeds.T / of_seeds.sum(axis=1), -1, 0)
    keys = range(effects.shape[1])
    return {
        "mu_star": np.abs(means).mean(axis=1),
        "sigma": means.std(axis=1, ddof=1) if len(effects) > 1 else np.full_like(means[:, 0], np.nan),
        "square": np.stack([products(effects[:, key], effects[:, key], of_seeds) for key in keys], axis=1),
    }


def _elementary(sample: Sampled) -> Floats:
    """The effect of each key in each trajectory: shape (trajectories, keys, seeds)."""
    change, steps = np.diff(sample.outcomes, axis=1), np.sign(np.diff(sample.at, axis=1))
    return np.asarray(np.einsum("tps,tpk->tks", change, steps) / MORRIS_STEP)


def latin(sample: Sampled, under: Weights) -> Indices:
    """Standardized rank regression: how far the outcome's rank moves with a key's, each in its standard deviations.

    Resamples draw points, too: how a key happens to lie to the others in a sample is chance.

    Source: Iman RL, Conover WJ. The use of the rank transform in regression. Technometrics 1979;21:499-509.
    """
    means = sample.outcomes[:, 0] @ under.of_seeds.T / under.of_seeds.sum(axis=1)
    shares = under.of_blocks / under.of_blocks.sum(axis=1, keepdims=True)
    return {"rank_coefficient": _standardized(_ranks(sample.at[:, 0]), _ranks(means).T, shares)}


def _ranks(values: Floats) -> Floats:
    """Ranks down each column, less their mean."""
    return np.asarray(rankdata(values, axis=0) - (len(values) + 1) / 2)


def _standardized(keys: Floats, outcome: Floats, of_points: Floats) -> Floats:
    """Standardized coefficients, shape (sets, keys), of ``outcome`` (sets, points) on ``keys`` (points, keys)."""
    means, count = of_points @ keys, keys.shape[1]
    squares = of_points @ np.einsum("ni,nj->nij", keys, keys).reshape(len(keys), -1)
    covariance = squares.reshape(-1, count, count) - np.einsum("wi,wj->wij", means, means)
    away = outcome - (of_points * outcome).sum(axis=1, keepdims=True)
    with_outcome = (of_points * away) @ keys
    slopes = np.einsum("wij,wj->wi", np.linalg.pinv(covariance, hermitian=True), with_outcome)
    spread = np.sqrt(np.einsum("wii->wi", covariance))
    variance = (of_points * away**2).sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(variance > 0.0, slopes * spread / np.sqrt(variance), np.nan))


ANALYZERS: Final[Mapping[str, Analyzer]] = {"latin": latin, "sobol": sobol, "morris": morris}
"""By name of the sampler."""


def block_size(sample: str, keys: int) -> int:
    """How many points a block of a sample of this many keys has."""
    return {"latin": 1, "sobol": keys + 2, "morris": keys + 1}[sample]

"""One change in many meetings: what it does to a row on average, paired by seed, and how sure that is.

The seeds are the same with and without the change, so what both have in common cancels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import nan
from typing import Final

import numpy as np
from msgspec import Struct

from committee.applicants.sheet import cells
from committee.chance import Chance, seed_of
from committee.engine.choice import Told
from committee.errors import Problem, UsageRefused
from committee.experiments.whatifs.change import Change, changed
from committee.experiments.whatifs.ends import Ends, Reals, ends_of
from committee.experiments.whatifs.remade import Remade
from committee.measures.intervals import Estimate, level_mean, level_share, paired_mean, paired_share, whole_seeds
from committee.terms import Tier

MOST: Final = 100_000
"""The most seeds of one question; an experiment holds more."""


class Effect(Struct, frozen=True, kw_only=True):
    """One outcome with and without a change."""

    before: Estimate
    """Without."""
    after: Estimate
    """With it."""
    effect: Estimate
    """The difference, paired by seed."""
    differ: int
    """In how many of the pairs the two are not the same."""


class Replicates(Struct, frozen=True, kw_only=True):
    """What a change does to a row in many meetings."""

    seeds: tuple[int, int]
    """The first and the last seed."""
    held: int
    """Pairs of meetings that count."""
    places_up: Effect
    """By how many places the change brings the row nearer to the top; the levels are places."""
    ranked: Effect
    """How often it is on the list."""
    call: Effect
    """The call."""
    tiers: tuple[tuple[Tier, Effect], ...]
    """How often it ends in each tier in which it ends at all, the best tier first."""
    rows: float
    """Rows of a meeting, on average."""
    rose: float
    """Of those, how many end nearer to the top with the change, on average."""
    fell: float
    """How many end further down."""
    drawn: bool
    """Whether the row is another person for each seed."""


def replicated(remade: Remade, row: str, change: Change, seeds: Sequence[int], told: Told | None = None) -> Replicates:
    """The effect of a change over ``seeds``; ``told`` gets a sentence if compiling comes first.

    Raises
    ------
    UsageRefused
        If a turn is to go unheard, which is another turn in every meeting, or if there are too many seeds.
    """
    if any(each.silenced for each in change.rows.values()):
        allowed = "a turn of one meeting is another turn in the next; leave --silence out, or hold one meeting"
        raise UsageRefused(Problem(place="--replicates", allowed=allowed))
    if len(seeds) > MOST:
        allowed = f"it takes at most {MOST:,}, not {len(seeds):,}; an experiment holds more"
        raise UsageRefused(Problem(place="--replicates", allowed=allowed))
    seed_of(seeds[-1])
    before = ends_of(remade, row, seeds, told)
    after = ends_of(changed(remade, change), row, seeds, told)
    return compared(before, after, seeds, drawn=is_drawn(remade, row))


def compared(before: Ends, after: Ends, seeds: Sequence[int], *, drawn: bool) -> Replicates:
    """Two lots of meetings with the same seeds, held against each other."""
    rose, fell, rows = _moved(before, after)
    return Replicates(
        seeds=(seeds[0], seeds[-1]),
        held=int(np.isfinite(before.place + after.place).sum()),
        places_up=_effect(before.place, after.place, (level_mean, lambda now, was: paired_mean(was, now))),
        ranked=_effect(before.ranked, after.ranked, (level_share, paired_share)),
        call=_effect(before.call, after.call, (level_mean, paired_mean)),
        tiers=tuple(_tiers(before.tier, after.tier)),
        rows=rows,
        rose=rose,
        fell=fell,
        drawn=drawn,
    )


def _effect(
    before: Reals, after: Reals, how: tuple[Callable[[Reals], Estimate], Callable[[Reals, Reals], Estimate]]
) -> Effect:
    """Levels and difference over the same pairs; ``how`` estimates a level, and a difference with and without."""
    was, now = whole_seeds(before, after)
    level, difference = how
    return Effect(before=level(was), after=level(now), effect=difference(now, was), differ=int((was != now).sum()))


def _tiers(before: Reals, after: Reals) -> Iterator[tuple[Tier, Effect]]:
    for number, tier in enumerate(Tier):
        if (before == number).any() or (after == number).any():
            was, now = (np.where(np.isfinite(each), each == number, nan) for each in (before, after))
            yield tier, _effect(was, now, (level_share, paired_share))


def _moved(before: Ends, after: Ends) -> tuple[float, float, float]:
    """How many rows of a meeting rise and fall, and how many it has, on average over the meetings held twice."""
    counts = [
        (sum(now[id_] < was[id_] for id_ in both), sum(now[id_] > was[id_] for id_ in both), len(both))
        for was, now in zip(before.positions, after.positions, strict=True)
        if (both := was.keys() & now.keys())
    ]
    rose, fell, rows = np.mean(counts, axis=0).tolist() if counts else (nan, nan, nan)
    return rose, fell, rows


def is_drawn(remade: Remade, row: str) -> bool:
    """Whether the row with this id is another person for another seed."""
    people = []
    for seed in (remade.seed, remade.seed ^ 1):
        rows = remade.convener.rows(Chance(seed))
        people.append(next((cells(applicant) for applicant in rows if applicant.id == row), None))
    return people[0] != people[1]

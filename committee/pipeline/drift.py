"""Drift: quiet rules and the visa policy move with what those who decide have in mind.

What the deciders have in mind of a trait is a *leaning*, from -1 (only bad comes to mind) to 1. It is the same mean as
that of the ghosts in the room (:func:`committee.members.memory.mean_outcome`): the vivid, the recent and the bad come
more easily, and nobody in particular is among them. *Fear* is how far a leaning has fallen since the season began.
Published shares of programs with a rule describe them as they were then, so no fear means no change.

A program has a lasting draw for each rule that it may have. Fear moves the share of programs that have the rule, and a
program has it as long as its own draw is below that share. So nobody closes a door and nobody opens it: the same
resident shuts it at one program and not at the next, and as the memory fades or its holders leave, it opens again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import floor
from typing import Annotated, Final

import numpy as np
from annotated_types import Ge, Le
from msgspec import structs

from committee.arithmetic import total
from committee.chance import Chance, Purpose
from committee.members.memory import MemoryRules, ease, mean_outcome
from committee.pipeline.bars import BarShares
from committee.pipeline.files import Reals
from committee.pipeline.lived import Lived, vividness_of
from committee.pipeline.remembering import share_of
from committee.terms import Flag, Kind, Role, Visa, VisaPolicy
from committee.units import Multiplier, Share, Table, Unit

Leanings = Mapping[str, float]
"""By trait, what the deciders have in mind, in [-1, 1]; of every trait in :data:`TRAITS`."""

TRAITS: Final = (*(flag.value for flag in Flag), Visa.J1.value, Visa.H1B.value, *(kind.value for kind in Kind))
"""Every trait on which there is a leaning."""

BEARS_ON: Final[Mapping[str, Mapping[str, float]]] = {
    "ck_us": {"low_step2": 0.5, "us_md": 0.25, "us_do": 0.25},
    "ck_img": {"low_step2": 0.5, "us_img": 0.25, "non_us_img": 0.25},
    "years": {"old_grad": 0.75, "gap": 0.25},
    "step1_fail": {"step_fail": 0.75, "attempts": 0.25},
    "step2_fail": {"attempts": 0.75, "step_fail": 0.25},
    "conduct": {"professionalism": 1.0},
    "notes": {"professionalism": 1.0},
    "h1b": {"h1b": 1.0},
    "j1": {"j1": 1.0},
}
"""By rule, which leanings bear on it, and how much. The shares of a rule sum to 1 [A]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftRules:
    """The table ``[season.drift]``: how far rules move with what was lived."""

    decides: Table[Role, Share]
    """How much what this role has in mind counts when rules are set."""
    other_visa: Share
    """How alike a J-1 and an H-1B are in memory. More of it: one visa that went wrong shuts the door to the other."""
    per_unit: Annotated[float, Ge(0), Le(100), Unit("odds")]
    """What a fear of 1 adds to the odds that a program has a rule, as a multiple. More of it: rules move more."""
    ck_points: Annotated[float, Ge(0), Le(100), Unit("points")]
    """How far a fear of 1 lifts the least Step 2 CK score."""
    years: Annotated[float, Ge(0), Le(60), Unit("years")]
    """How many years a fear of 1 takes off the most years since graduation."""
    policy: Multiplier
    """How many steps a fear of 1 moves the visa policy, on average, from routine by case to barred."""
    scarcity: Multiplier
    """How much fear a program loses that fills none of its posts for years. More of it: need opens doors sooner."""
    looks_back: Annotated[float, Ge(1), Le(50), Unit("years")]
    """Over how many years a program looks at its open posts. More of it: one bad Match moves less, and longer."""
    scrutiny: Multiplier
    """What a fear of 1 of a kind adds to how closely the room looks at it."""
    experience: Annotated[float, Ge(1), Le(10_000), Unit("residents")]
    """Residents of a kind to have worked with until half of what a kind counted beforehand is gone."""
    together: Multiplier
    """How much more, at most, what only working together shows counts with experience, as a share."""


def deciders(lived: Lived, rules: DriftRules) -> list[tuple[str, float]]:
    """Those who set the rules, each with their share of the say. The shares sum to 1."""
    weights = [(seated.spec.id, rules.decides[seated.role]) for seated in lived.seats if rules.decides[seated.role]]
    whole = total(weight for _, weight in weights)
    return [(member, weight / whole) for member, weight in weights]


def leanings(lived: Lived, year: int, rules: DriftRules, memory: MemoryRules) -> Leanings:
    """What the deciders of a program have in mind of each trait, weighted by role."""
    mean = dict.fromkeys(TRAITS, 0.0)
    for member, share in deciders(lived, rules):
        for trait, (outcomes, eases) in _in_mind(lived, member, year, rules, memory).items():
            mean[trait] += share * mean_outcome(outcomes, eases, memory.nobody)
    return mean


def _in_mind(
    lived: Lived, member: str, year: int, rules: DriftRules, memory: MemoryRules
) -> dict[str, tuple[float, float]]:
    """By trait, the outcomes of whom a member remembers, each times its ease, and the eases."""
    sums: dict[str, tuple[float, float]] = {}
    for episode in lived.episodes:
        if member not in episode.holders:
            continue
        easily = ease(episode.outcome, year - episode.year, memory)
        easily *= vividness_of(lived, member, episode) * share_of(episode, member, memory)
        for trait, likeness in _reached(episode.traits, rules.other_visa, memory.other_img):
            outcomes, eases = sums.get(trait, (0.0, 0.0))
            sums[trait] = (outcomes + episode.outcome * easily * likeness, eases + easily * likeness)
    return sums


@lru_cache(maxsize=4096)
def _reached(traits: tuple[str, ...], other_visa: float, other_img: float) -> tuple[tuple[str, float], ...]:
    """The traits on which somebody with ``traits`` bears, and how much."""
    alike: dict[str, float] = {}
    for group, share in (((Visa.J1, Visa.H1B), other_visa), ((Kind.US_IMG, Kind.NON_US_IMG), other_img)):
        if any(word in traits for word in group):
            alike.update({word.value: share for word in group})
    alike.update({trait: 1.0 for trait in traits if trait in TRAITS})
    return tuple(alike.items())


def opened(lived: Lived, year: int, rules: DriftRules, memory: MemoryRules) -> Lived:
    """The program with its leanings of the first year written down, by which fear is measured from then on."""
    return structs.replace(lived, opening=dict(leanings(lived, year, rules, memory)))


def fears(lived: Lived, now: Leanings, rules: DriftRules, *, scarcity: bool) -> dict[str, float]:
    """By rule, how much the program fears what it stops, in [-2 - scarcity, 2]; below 0 it is at ease.

    ``now`` is :func:`leanings` of this year, or :func:`unmoved`. Posts that stay empty lower every fear.
    """
    relief = rules.scarcity * lived.shortage if scarcity else 0.0
    found = {}
    for rule, traits in BEARS_ON.items():
        fear = total(weight * (lived.opening.get(trait, 0.0) - now[trait]) for trait, weight in traits.items())
        found[rule] = fear - relief
    return found


def after_a_match(lived: Lived, unfilled: float, rules: DriftRules) -> Lived:
    """The program after a Match that left open a share of its posts, ``unfilled`` in [0, 1].

    No program changes its rules for one Match. What counts is a mean over years in which the last weighs most.
    """
    return structs.replace(lived, shortage=lived.shortage + (unfilled - lived.shortage) / rules.looks_back)


def unmoved(lived: Lived) -> Leanings:
    """Leanings that change nothing: those of the opening. So it is where memory is switched off."""
    return {trait: lived.opening.get(trait, 0.0) for trait in TRAITS}


def shifted(share: Reals, fear: Reals, per_unit: float) -> Reals:
    """The share of programs with a rule, moved by fear; all of the same shape, the result in [0, 1].

    Fear multiplies the odds by ``1 + per_unit * fear``, and ease divides them in the same way. What all programs or
    none have does not move. No exponential is used, so that every machine gets the same bits.
    """
    times = 1.0 + per_unit * np.abs(fear)
    odds = np.where(fear >= 0.0, times, 1.0 / times)
    moved: Reals = share * odds / (1.0 - share + share * odds)
    return moved


def policy_of(base: VisaPolicy, fear: float, draw: float, rules: DriftRules) -> VisaPolicy:
    """How the room treats a visa; ``base`` is how it began, and ``draw`` in [0, 1) is the program's own and lasts.

    A fear of x moves the policy by ``policy * x`` steps on average. Without fear it stays.
    """
    steps = tuple(VisaPolicy)
    moved = steps.index(base) + floor(draw + rules.policy * fear)
    return steps[max(0, min(moved, len(steps) - 1))]


def policy_draws(chance: Chance, program: int) -> tuple[float, float]:
    """A program's lasting draws for :func:`policy_of`: of the J-1, of the H-1B."""
    j1, h1b = chance.uniforms(Purpose.BASE_BARS, f"visa policy of program {program}", 2)
    return j1, h1b


def fears_of(programs: Sequence[Mapping[str, float]]) -> dict[str, Reals]:
    """By rule, the fears of many programs as an array, in their order."""
    return {rule: np.array([each[rule] for each in programs], dtype=np.float64) for rule in BEARS_ON}


def moved_by(shares: BarShares, fear: Mapping[str, Reals], rules: DriftRules) -> BarShares:
    """The rules of all programs as fear has moved them; ``fear`` is :func:`fears_of`.

    :func:`committee.pipeline.bars.bars_from` makes the filters of a year of them, with draws that last.
    """
    moved = {
        rule: shifted(getattr(shares, rule), fear[rule], rules.per_unit)
        for rule in ("step1_fail", "step2_fail", "conduct", "notes", "h1b", "j1")
    }
    return structs.replace(
        shares,
        **moved,
        ck_us=shares.ck_us + rules.ck_points * fear["ck_us"],
        ck_img=shares.ck_img + rules.ck_points * fear["ck_img"],
        years=np.maximum(shares.years - rules.years * fear["years"], 0.0),
    )

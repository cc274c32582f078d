"""Seating the room: ``[[members]]`` become agents with minds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from mesa import Model

from committee.arithmetic import total
from committee.chance import Chance, Purpose, normals_of, uniforms_of
from committee.errors import Problem, UsageRefused, nearest
from committee.members.carried import NOBODY, NOTHING, Carried
from committee.members.member import Member, member_type
from committee.members.mind import BeliefRules, Mind
from committee.members.spec import MemberSpec
from committee.terms import Factor, Flag

# Roles register themselves as they are imported.
from committee.members import roles  # noqa: F401 isort: skip


_FACTORS: Final = tuple(Factor)
_FLAGS: Final = tuple(Flag)


def seat_members(
    model: Model,
    specs: Sequence[MemberSpec],
    chance: Chance,
    beliefs: BeliefRules,
    carried: Mapping[str, Carried] = NOBODY,
) -> list[Member]:
    """One agent for each spec, in the order of seats; ``carried`` says by member id what they bring along.

    Raises :class:`UsageRefused` if ``carried`` names somebody who has no seat.
    """
    ids = {spec.id for spec in specs}
    for stranger in sorted(carried.keys() - ids):
        known = f"the members are {', '.join(sorted(ids))}"
        raise UsageRefused(Problem(place="carried", value=stranger, allowed=known, nearest=nearest(stranger, ids)))
    seated = sorted(specs, key=lambda spec: spec.seat)
    tempers = _tempers(chance.seed, tuple(spec.id for spec in seated))
    members = []
    for spec, draws in zip(seated, tempers, strict=True):
        mind = dispersed(draws, beliefs, spec.alarm)
        members.append(member_type(spec.type)(model, spec, mind, carried.get(spec.id, NOTHING)))
    return members


@lru_cache(maxsize=1024)
def _tempers(seed: int, ids: tuple[str, ...]) -> list[list[float]]:
    """By member, a normal for each factor and each flag. They last: a room of a season meets again and again."""
    words = Chance(seed).raws(Purpose.TEMPER, ids, len(_FACTORS) + len(_FLAGS))
    drawn: list[list[float]] = normals_of(uniforms_of(words)).tolist()
    return drawn


def dispersed(draws: Sequence[float], beliefs: BeliefRules, caution: float) -> Mind:
    """A member's own mind; ``draws`` has a normal for each factor and each flag, ``caution`` multiplies alarm."""
    weights = {}
    for index, factor in enumerate(_FACTORS):
        weights[factor] = beliefs.weights[factor] * scatter(draws[index], beliefs.weight_spread)
    whole = total(weights.values())
    alarm = {}
    for index, flag in enumerate(_FLAGS, start=len(_FACTORS)):
        scattered = scatter(draws[index], beliefs.alarm_spread)
        alarm[flag] = beliefs.alarm[flag] * caution * scattered
    return Mind(
        weights={factor: weight / whole for factor, weight in weights.items()},
        alarm=alarm,
        fixability={flag: beliefs.fixability[flag] for flag in _FLAGS},
    )


def scatter(draw: float, spread: float) -> float:
    """A factor around 1 that is never below 0: 1 + x upwards and 1 / (1 - x) downwards, x = draw * spread."""
    size = draw * spread
    return 1.0 + size if size >= 0.0 else 1.0 / (1.0 - size)

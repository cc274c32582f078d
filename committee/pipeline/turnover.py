"""Turnover: people leave the table and others join, and whoever leaves takes along what they remember.

Chiefs change every year. The others leave with a yearly share by role. The seat stays, and somebody new sits on it from
the next meeting on, with a temper of their own and no memories of the house. A new chief comes as anybody new does; the
model does not choose them among its residents.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from committee.applicants.figures import names
from committee.arithmetic import total
from committee.chance import Chance, Purpose, normal_of
from committee.errors import Problem, UsageRefused, nearest
from committee.members.spec import MemberSpec
from committee.pipeline.lived import Lived, Seated, reseated
from committee.terms import Role
from committee.units import SMALLEST, Bid, Share, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnoverRules:
    """The table ``[season.turnover]``: who leaves in a year, and who comes."""

    leaves: Table[Role, Share]
    """The share of members of this role that leave in a year. More of it: memories are shorter."""
    talk_spread: Bid
    """The standard deviation of a newcomer's talkativeness around that of the role."""
    alarm_spread: Share
    """The standard deviation of a newcomer's alarm around that of the role, as a share."""


def turn_over(
    lived: Lived,
    base: Sequence[Seated],
    year: int,
    chance: Chance,
    rules: TurnoverRules,
    forced: Collection[int] = (),
    *,
    switched_on: bool = True,
) -> Lived:
    """The program with those who left replaced.

    Parameters
    ----------
    lived
        The program before.
    base
        Who sat there when the season began. A seat's newcomers are named after it, and take after the role.
    year
        The calendar year, which their ids bear.
    chance
        The draws of the year and program. The id of whoever may leave keys the draw.
    forced
        Seats whose members leave in any case.
    switched_on
        If not, only the forced leave.
    """
    seats = []
    for seated in lived.seats:
        drawn = switched_on and chance.uniforms(Purpose.TURNOVER, seated.spec.id, 1)[0] < rules.leaves[seated.role]
        leaving = drawn or seated.spec.seat in forced
        seats.append(_newcomer(seated, base, year, chance, rules) if leaving else seated)
    return reseated(lived, seats) if seats != list(lived.seats) else lived


def seats_of(lived: Lived, who: str) -> frozenset[int]:
    """The seats of whom a forced change means: a member's id, or everybody of a role.

    Raises :class:`UsageRefused` if nobody at the table is meant.
    """
    seats = frozenset(seated.spec.seat for seated in lived.seats if who in (seated.spec.id, seated.role.value))
    if not seats:
        known = who_may_leave(lived.seats)
        allowed = f"use one of {', '.join(known)}"
        raise UsageRefused(Problem(place="who leaves", value=who, allowed=allowed, nearest=nearest(who, known)))
    return seats


def who_may_leave(seats: Sequence[Seated]) -> list[str]:
    """The words by which a forced change can mean somebody at a table: ids, then roles."""
    ids = [seated.spec.id for seated in seats]
    return list(dict.fromkeys([*ids, *sorted({seated.role.value for seated in seats})]))


def _newcomer(leaver: Seated, base: Sequence[Seated], year: int, chance: Chance, rules: TurnoverRules) -> Seated:
    """Somebody new on the seat, of the same role and with the same purse."""
    seat, role = leaver.spec.seat, leaver.role
    first = next(seated for seated in base if seated.spec.seat == seat)
    name_at = _unused(f"{first.spec.id}_{year}", [seated.spec.id for seated in base])
    called, talk, alarm = chance.uniforms(Purpose.TURNOVER, name_at, 3)
    family = names().family
    spec = MemberSpec(
        id=name_at,
        name=f"Dr {family[int(called * len(family))]}" if role.votes else family[int(called * len(family))],
        type=role.value,
        seat=seat,
        capital=first.spec.capital,
        talkativeness=_mean(base, role, "talkativeness") + rules.talk_spread * normal_of(talk),
        alarm=max(SMALLEST, _mean(base, role, "alarm") * (1.0 + rules.alarm_spread * normal_of(alarm))),
        stamina=_mean(base, role, "stamina"),
    )
    return Seated(spec=spec, role=role)


def _unused(name: str, taken: Collection[str]) -> str:
    """``name``, or with a letter behind it if the season began with somebody of that id."""
    while name in taken:
        name += "b"
    return name


def _mean(base: Sequence[Seated], role: Role, setting: str) -> float:
    """The mean of a setting over those of the role with whom the season began."""
    sizes = [getattr(seated.spec, setting) for seated in base if seated.role is role]
    return total(sizes) / len(sizes)

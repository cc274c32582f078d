"""One thing that can be changed about a row, and what there is to change.

A past resident can be forgotten, a turn go unheard, a member keep quiet or keep their capital; a point can be said, a
unit staked, time be given; a cell can be another. Pivots try each once, a flip looks for those that turn the verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct

from committee.events import PointSeen
from committee.experiments.row.standing import Standing
from committee.meeting.intervention import NOTHING, Intervention
from committee.recording import Utterance
from committee.terms import Act, Family, Purse, WhyNot

MORE_S: Final = (20.0, 45.0)
"""Seconds more that a row is given."""
FRAME: Final = frozenset({Act.ANNOUNCE, Act.CALL, Act.VETO})
"""Acts that open and close a row. The others are what the room made of it."""


class Cause(StrEnum):
    """What is changed; the most natural excuse first."""

    UTTERANCE = "utterance"
    """Nobody hears a turn."""
    TIME = "time"
    """The row gets more seconds."""
    UNIT = "unit"
    """A member stakes a unit more."""
    STAKE = "stake"
    """A member stakes nothing."""
    MEMBER = "member"
    """A member keeps quiet."""
    UNSAID = "unsaid"
    """A member says what nobody raised."""
    GHOST = "ghost"
    """A past resident comes to nobody's mind."""
    CELL = "cell"
    """A cell of the sheet holds something else."""


class Single(Struct, frozen=True, kw_only=True):
    """One single change of a row."""

    cause: Cause
    """What is changed."""
    inside: Intervention = NOTHING
    """The change inside the row."""
    cells: Mapping[str, str] = {}
    """The changed cells, as text by column."""
    utterance: Utterance | None = None
    """The turn that nobody hears, as it was said."""
    member: str | None = None
    """The id of the member who keeps quiet, stakes, stakes nothing, or says the point."""
    ghost: str | None = None
    """The id of the past resident who is forgotten."""
    point: PointSeen | None = None
    """The point that is said."""
    why: WhyNot | None = None
    """Why nobody had said it."""
    amount: float = 0.0
    """Units staked, or seconds more that the row gets."""


def spoken(standing: Standing) -> list[Utterance]:
    """What was said about the row, without its reading and the call."""
    return [said for said in standing.row.utterances if said.act not in FRAME]


def silencing(said: Utterance) -> Single:
    """Nobody hears this turn."""
    inside = Intervention(silenced=(said.turn,))
    return Single(cause=Cause.UTTERANCE, inside=inside, utterance=said, member=said.member)


def forgetting(standing: Standing) -> list[Single]:
    """For each past resident who came to mind in the row, spoken of or not: nobody remembers them."""
    named = [said.ghost for said in standing.row.utterances if said.ghost is not None]
    minds = dict.fromkeys([*(event.ghost for event in standing.row.remembered), *named])
    return [Single(cause=Cause.GHOST, inside=Intervention(forgotten=(ghost,)), ghost=ghost) for ghost in minds]


def staked(standing: Standing) -> dict[str, float]:
    """By member id, the units staked on the row while it was open."""
    units: dict[str, float] = {}
    for moved in standing.row.capital:
        if moved.why is Purse.SPENT:
            units[moved.member] = units.get(moved.member, 0.0) + moved.amount
    return units


def frugal(member: str, units: float = 0.0) -> Single:
    """The member, who had staked ``units``, stakes nothing."""
    return Single(cause=Cause.STAKE, inside=Intervention(frugal=(member,)), member=member, amount=units)


def quiet(member: str) -> Single:
    """The member keeps quiet."""
    return Single(cause=Cause.MEMBER, inside=Intervention(quiet=(member,)), member=member)


def longer(standing: Standing) -> tuple[list[Single], str]:
    """The row gets more time, as far as it may; if it may get none, a clause that says why."""
    rules = standing.meeting.rules
    if not rules.switches.clock:
        return [], "there is no bell in this meeting"
    spare = rules.clock.row_seconds_max - standing.row.opened.allowed_s
    if spare <= 0.0:
        return [], "the row opened with all the seconds that a row may take"
    given = dict.fromkeys(min(more, spare) for more in MORE_S)
    return [Single(cause=Cause.TIME, inside=Intervention(more_s=more), amount=more) for more in given], ""


def act_about(point: PointSeen) -> Act:
    """What a member does who says the point of their own accord."""
    if point.valence < 0:
        return Act.CONCERN
    return Act.ADVOCATE if point.family is Family.ADVOCATE else Act.VOUCH

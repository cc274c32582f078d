"""The room: what stays the same all day, and how a row meets it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from msgspec import Struct

from committee.meeting.rules import MeetingRules
from committee.members.member import Member
from committee.terms import Act, Family, Role

_NOBODY: Final[frozenset[int]] = frozenset()


def director_of(members: Sequence[Member]) -> int:
    """The director."""
    return next(index for index, member in enumerate(members) if member.role is Role.DIRECTOR)


def announcer_of(members: Sequence[Member]) -> int:
    """Who reads the rows out: the coordinator if there is one, else the director."""
    office = (i for i, member in enumerate(members) if member.role is Role.COORDINATOR and Act.ANNOUNCE in member.acts)
    return next(office, director_of(members))


class Seating:
    """Who sits where and what they may do, by member index, so that every turn can look it up."""

    members: Sequence[Member]
    """The members, in the order of seats."""
    size: int
    """How many there are."""
    trust: Sequence[Sequence[float]]
    """``trust[a][b]``: how much of what b says reaches a."""
    heeded: list[list[float]]
    """The same by speaker: ``heeded[b][a]``."""
    ids: list[str]
    """By member, the id."""
    seats: list[int]
    """By member, the seat."""
    susceptible: list[float]
    """By member, how much of a pull without content reaches them."""
    talkative: list[float | None]
    """By member, what temperament adds to a bid; None if it depends on the moment."""
    director: int
    """The director."""
    office: list[int]
    """Coordinators."""
    announcer: int
    """Who reads the rows out."""
    voting: list[float]
    """By member, the director's trust in their vote; 0 for those who do not vote."""
    keeping_no_list: list[int]
    """Members who may keep a no list."""
    acts: list[frozenset[Act]]
    """By member, the acts that they may do."""
    agreeing: list[bool]
    """By member, whether they may agree."""
    challenging: list[bool]
    """By member, whether they may challenge."""
    hurrying: list[int]
    """Members who may move on."""
    keeping_to: list[tuple[int, frozenset[Family]]]
    """(member, what they speak about) of every member who speaks about some things only."""
    proposing: list[int]
    """Members who may propose a place. The director calls instead."""
    recasting: list[int]
    """Members who may recast a worry."""
    recalling: frozenset[int]
    """Members who may name a ghost."""
    asking: list[int]
    """Members who may ask."""
    answering: list[int]
    """Members who may answer."""

    def __init__(self, members: Sequence[Member], rules: MeetingRules, trust: Sequence[Sequence[float]]) -> None:
        self.members = members
        self.size = len(members)
        self.trust = trust
        self.heeded = [list(column) for column in zip(*trust, strict=True)]
        self.ids = [member.spec.id for member in members]
        self.seats = [member.spec.seat for member in members]
        self.susceptible = [rules.persuasion.susceptibility[member.role] for member in members]
        self.talkative = [member.spec.talkativeness if member.even_tempered else None for member in members]
        self.director = director_of(members)
        self.office = [index for index, member in enumerate(members) if member.role is Role.COORDINATOR]
        self.announcer = announcer_of(members)
        voters = zip(members, trust[self.director], strict=True)
        self.voting = [weight if member.votes else 0.0 for member, weight in voters]
        self.keeping_no_list = [index for index, member in enumerate(members) if member.keeps_no_list]
        self.acts = [member.acts for member in members]
        self.agreeing = [member.votes and Act.AGREE in member.acts for member in members]
        self.challenging = [Act.CHALLENGE in member.acts for member in members]
        self.hurrying = self._may(Act.MOVE_ON)
        self.keeping_to = [(i, member.topics) for i, member in enumerate(members) if member.topics is not None]
        self.proposing = [i for i in self._may(Act.PROPOSE) if members[i].votes and i != self.director]
        self.recasting = self._may(Act.REFRAME)
        self.recalling = frozenset(self._may(Act.RECALL))
        self.asking = self._may(Act.ASK)
        self.answering = self._may(Act.ANSWER)

    def who(self, ids: Collection[str]) -> frozenset[int]:
        """The members with these ids."""
        return frozenset(index for index, own in enumerate(self.ids) if own in ids) if ids else _NOBODY

    def ballots(self, stances: Sequence[float]) -> list[float]:
        """The stances of those who vote; ``stances`` are by member."""
        return [stance for stance, vote in zip(stances, self.voting, strict=True) if vote]

    def _may(self, act: Act) -> list[int]:
        return [index for index, member in enumerate(self.members) if act in member.acts]


class Room(Struct, frozen=True, kw_only=True, gc=False):
    """The room as a row meets it. Nothing in it changes while a row is open."""

    seating: Seating
    """Who sits where."""
    rules: MeetingRules
    """The rules of the meeting."""
    reserved: Sequence[float]
    """By member, the units that they keep for rows still to come."""
    edge_share: float
    """The caution of the moment: the share of the room's weight that makes the edge."""

"""The room: what stays the same all day, and what a row finds when it opens."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from committee.meeting.rules import MeetingRules
from committee.members.member import Member
from committee.terms import Act, Role


class Seating:
    """Who sits where and what they may do, laid out by member index for those who look it up at every turn.

    ``trust[a][b]`` is how much of b's words reaches a, and ``heeded[b][a]`` the same by speaker; ``voting`` the
    director's trust in each voter (0 for who does not vote); ``susceptible`` how far each is pulled by acts without
    content; ``talkative`` what temperament adds to a bid, None where it depends on the moment. ``acts`` are those a
    member may do; ``agreeing`` and ``challenging`` say who may, and the other lists hold those who may: ``hurrying``
    the row, ``recalling`` a ghost, ``asking``, ``keeping_no_list``.
    """

    def __init__(self, members: Sequence[Member], rules: MeetingRules, trust: Sequence[Sequence[float]]) -> None:
        self.members = members
        self.size = len(members)
        self.trust = trust
        self.heeded = [list(column) for column in zip(*trust, strict=True)]
        self.ids = [member.spec.id for member in members]
        self.seats = [member.spec.seat for member in members]
        self.susceptible = [rules.persuasion.susceptibility[member.role] for member in members]
        self.talkative = [member.spec.talkativeness if member.even_tempered else None for member in members]
        self.director = next(index for index, member in enumerate(members) if member.role is Role.DIRECTOR)
        self.announcer = self._announcer()
        voters = zip(members, trust[self.director], strict=True)
        self.voting = [weight if member.votes else 0.0 for member, weight in voters]
        self.keeping_no_list = [index for index, member in enumerate(members) if member.keeps_no_list]
        self.acts = [member.acts for member in members]
        self.agreeing = [member.votes and Act.AGREE in member.acts for member in members]
        self.challenging = [Act.CHALLENGE in member.acts for member in members]
        self.hurrying = self._may(Act.MOVE_ON)
        self.recalling = frozenset(self._may(Act.RECALL))
        self.asking = self._may(Act.ASK)

    def _announcer(self) -> int:
        """The coordinator reads the rows out, where there is one; else the director."""
        able = (i for i, m in enumerate(self.members) if m.role is Role.COORDINATOR and Act.ANNOUNCE in m.acts)
        return next(able, self.director)

    def _may(self, act: Act) -> list[int]:
        return [index for index, member in enumerate(self.members) if act in member.acts]


class Room(Struct, frozen=True, kw_only=True, gc=False):
    """The room as a row meets it; nothing in it changes while a row is open.

    ``reserved`` are the units each member keeps back for rows to come; ``edge_share`` the caution of the moment.
    """

    seating: Seating
    rules: MeetingRules
    reserved: Sequence[float]
    edge_share: float

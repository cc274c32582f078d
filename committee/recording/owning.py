"""What a speaker has to own up to: earlier words of the row that a call, a stake or a reopening goes against.

:mod:`committee.recording.presumed` tells a row's events to :class:`Stands` in order, and takes its facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from committee.events import PointSeen, RowClosed, RowOpened, Uttered
from committee.phrases.facts import Fact
from committee.recording.practices import duty_done
from committee.terms import Act, Because, Family, Tier

ENDS_ROW: Final = (Act.CALL, Act.VETO)
"""The acts that end a row."""

_BEST: Final = (Tier.TOP, Tier.INVITE)
_POOR: Final = (Tier.LOW, Tier.DNR, Tier.NO)
_ANSWERS: Final = (Act.CHALLENGE, Act.COUNTER, Act.REFRAME)
_ON_THE_WALL: Final = {
    Family.STEP1: Fact.UNNAMED_STEP1,
    Family.STEP2: Fact.UNNAMED_CK,
    Family.GAP: Fact.UNNAMED_GAP,
}
"""Worries that everybody reads on the wall, by family: a call that passes over one in silence looks blind to it."""


class Stands:
    """Who has taken which side in a row, asked for which tier and defended what."""

    def __init__(
        self, opened: RowOpened, closed: RowClosed | None, matters: Mapping[Family, Fact], *, paid_up: bool = False
    ) -> None:
        self._opened = opened
        self._because = closed.because if closed else None
        self._paid_up = paid_up
        self._reason = next((point for point in opened.points if closed and point.id == closed.about), None)
        self._matters = matters
        self._points = {point.id: point for point in opened.points}
        self._sides: dict[str, set[int]] = {}
        self._liked: set[str] = set()
        self._asked: list[Tier] = []
        self._staked: dict[str, Tier] = {}
        self._paid_for: set[tuple[str, Tier]] = set()
        self._defended: dict[str, set[Fact | Family]] = {}
        self._attacked: Fact | Family | None = None
        self._named: set[str] = set()
        self._last_named: Family | None = None
        self._previous: Uttered | None = None

    def take(self, event: Uttered, side: int, *, heard: bool = True) -> None:
        """Go past ``event``, which takes ``side``; of what nobody heard only its speaker knows."""
        me, point = event.member, self._points.get(event.point or "")
        if side and not duty_done(self._opened, event):  # whoever a rule has speak need not mean it
            self._sides.setdefault(me, set()).add(side)
        if side > 0 or (event.act is Act.IMPRESSION and point and point.valence > 0):
            self._liked.add(me)
        if side > 0:
            self._note_defense(event, point)
        if event.capital > 0 and event.tier is not None:
            self._staked[me] = event.tier
        if not heard:
            return
        if event.tier is not None:
            self._asked.append(event.tier)
            if event.capital > 0:
                self._paid_for.add((me, event.tier))
        if side < 0:
            self._attacked = self._matter(point)
        if event.act is not Act.ANNOUNCE:
            self._named.update(name for name in (event.point, event.also) if name)
            self._last_named = point.family if point else self._last_named
        self._previous = event

    def sides(self, member: str) -> frozenset[int]:
        """The sides that a member has taken, 1 and -1, other than because a rule assigned them."""
        return frozenset(self._sides.get(member, ()))

    def _note_defense(self, event: Uttered, point: PointSeen | None) -> None:
        matters = {self._matter(point)} | ({self._attacked} if event.act in _ANSWERS else set())
        self._defended.setdefault(event.member, set()).update(matter for matter in matters if matter)

    def _matter(self, point: PointSeen | None) -> Fact | Family | None:
        if point is None:
            return None
        matter = self._matters.get(point.family, point.family)
        return point.family if matter is Fact.ABOUT_EXAMS else matter  # to excuse one exam excuses no other

    def facts(self, event: Uttered, tier: Tier | None) -> Iterator[Fact]:
        """What the speaker of ``event``, who names ``tier`` or none, has to own up to."""
        if event.act in ENDS_ROW:
            yield from self._of_end(event.member, tier)
        if event.capital > 0 and event.tier is not None and self._staked.get(event.member) is event.tier:
            yield Fact.STAKED_AGAIN
        if event.member in self._liked:
            yield Fact.LIKED
        about = self._reason if event.act in ENDS_ROW else self._points.get(event.point or "")
        if about is not None and about.family is self._last_named:
            yield Fact.JUST_NAMED
        previous = self._previous
        if previous and previous.act is Act.MOVE_ON and previous.member == event.member:
            yield Fact.HAD_CLOSED

    def _of_end(self, me: str, tier: Tier | None) -> Iterator[Fact]:
        reason = self._reason
        if reason is not None and reason.id in self._named:
            yield Fact.REASON_TOLD
        if self._because is Because.CONCERN and self._matter(reason) in self._defended.get(me, ()):
            yield Fact.DEFENDED
        if self._because is None:
            yield from self._of_silence()
            if self._paid_up and any(tier is asked for member, asked in self._paid_for if member != me):
                yield Fact.CARRIED
        if tier is None:
            return
        sides = self.sides(me)
        if sides == {-1} and tier in _BEST:
            yield Fact.TURNED_FOR
        own = self._staked.get(me)
        if sides == {1} and tier in _POOR and own is not tier:
            yield Fact.TURNED_AGAINST
        if own is not None and own is not tier:
            yield Fact.OWN_ASK_LOWERED if tier.below(own) else Fact.OWN_ASK_RAISED
        if self._asked and all(asked.below(tier) for asked in self._asked):
            yield Fact.ABOVE_ASKED

    def _of_silence(self) -> Iterator[Fact]:
        for family, fact in _ON_THE_WALL.items():
            points = [point for point in self._opened.points if point.family is family and point.valence < 0]
            if points and self._named.isdisjoint(point.id for point in points):
                yield fact


def is_routine(point: PointSeen | None, facts: frozenset[Fact]) -> bool:
    """Whether ``point`` speaks for a US graduate by what every one of them has: enough letters, training here."""
    routine = (Family.US_LETTERS, Family.US_CLINICAL)
    return Fact.US_GRADUATE in facts and point is not None and point.valence > 0 and point.family in routine

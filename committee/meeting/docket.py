"""A row made ready before it is read out: its points, who knows which, and its draws.

Nothing here depends on what happened in earlier rows, so a row can be made ready alone, or twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from committee.applicants.applicant import AdvocateWho, Applicant
from committee.applicants.point import Point
from committee.applicants.points import flags_of, is_flagged, points_of
from committee.applicants.posture import Posture
from committee.chance import SEATS, Chance, Purpose, normal_of, normals_of, uniforms_of
from committee.meeting.rules import MeetingRules
from committee.members.member import Member
from committee.members.memory import Likeness, RowTraits, likeness
from committee.members.reading import RowView
from committee.programme.composite import composite, label
from committee.terms import Family, Flag, Holding, Label, Role, Visa

TURNS = 64
"""Turns for which draws are set aside; the clock ends every row long before."""

AHEAD = 64
"""Rows for which draws are made ahead at a time."""

_AT_ONCE = 8
"""Turns for which draws are made at a time; most rows need no more."""

_PUBLIC = Holding.PUBLIC
_STEP = 1.0 / 9007199254740992.0


class Draws:
    """The draws of one row, addressed by turn and seat, and made only as far as they are asked for.

    :func:`draw_ahead` makes for many rows at once what nearly every row asks for; the numbers are the same.
    """

    __slots__ = ("_applicant", "_chance", "_drawn")

    def __init__(self, chance: Chance, applicant: str) -> None:
        self._chance = chance
        self._applicant = applicant
        self._drawn: dict[tuple[Purpose, int], list[list[float]]] = {}

    def whims(self, turn: int, seats: Sequence[int]) -> list[float]:
        """A standard normal for each of ``seats``: how much each happens to want this turn."""
        drawn = self._at(_BID, turn)
        return [drawn[seat] for seat in seats]

    def length(self, turn: int, seat: int) -> float:
        """A standard normal: how long this utterance takes."""
        return self._at(_SECONDS, turn)[seat]

    def closing_length(self, seat: int) -> float:
        """A standard normal: how long the call takes; that of the last turn, so it is known from the start."""
        return self._at(_SECONDS, TURNS - 1)[seat]

    def doubt(self, turn: int, seat: int) -> float:
        """A uniform: whether a mild sponsor lets this turn go."""
        return self._at(_DOUBT, turn)[seat]

    def tone(self, turn: int, seat: int) -> float:
        """A uniform: how it is said."""
        return self._at(_TONE, turn)[seat]

    def _at(self, purpose: Purpose, turn: int) -> list[float]:
        """The draws of one turn, by seat."""
        part = turn // _AT_ONCE
        drawn = self._drawn.get((purpose, part))
        if drawn is None:
            drawn = self._drawn[purpose, part] = _by_turn([self], purpose, part, SEATS)[0]
        return drawn[turn % _AT_ONCE]

    def raw(self, purpose: Purpose, part: int) -> NDArray[np.uint64]:
        """The words of the turns that are drawn together with this ``part``, in the order of turns; shape (turns,)."""
        return self._chance.raw(purpose, self._applicant, SEATS * _AT_ONCE, part * SEATS * _AT_ONCE)

    def keep(self, purpose: Purpose, part: int, drawn: list[list[float]]) -> None:
        """Take what has been drawn ahead, by turn and seat."""
        self._drawn[purpose, part] = drawn


_BID, _SECONDS, _TONE, _DOUBT = Purpose.BID, Purpose.SECONDS, Purpose.TONE, Purpose.DOUBT
_NORMAL = frozenset({_BID, _SECONDS})


def _by_turn(rows: Sequence[Draws], purpose: Purpose, part: int, seats: int) -> list[list[list[float]]]:
    """Draws of several rows by row, turn and seat, for the first ``seats`` seats."""
    words = np.array([row.raw(purpose, part) for row in rows]).reshape(len(rows), _AT_ONCE, SEATS)
    drawn = uniforms_of(words[:, :, :seats])
    return (normals_of(drawn) if purpose in _NORMAL else drawn).tolist()


def draw_ahead(rows: Sequence[Draws], seats: int) -> None:
    """Make the draws that nearly every row asks for, of all ``rows`` at once, for the first ``seats`` seats."""
    last = (TURNS - 1) // _AT_ONCE
    for purpose, part in ((_BID, 0), (_SECONDS, 0), (_SECONDS, last), (_TONE, 0)):
        for row, drawn in zip(rows, _by_turn(rows, purpose, part, seats), strict=True):
            row.keep(purpose, part, drawn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Docket:
    """One row, ready.

    ``held[i][p]`` says whether member i knows point p beforehand; ``known`` are the same as point indices by member,
    ``holders`` as member indices by point; ``know_more`` are those who know anything that is not on the wall;
    ``open_flags`` the points on the wall that are worries; ``taste`` and ``no_list`` are one draw a member (a standard
    normal, a uniform); ``advocate`` is the member who holds the advocate's point.
    """

    number: int
    applicant: Applicant
    points: tuple[Point, ...]
    flags: tuple[Flag, ...]
    flagged: bool
    alike: tuple[Likeness, ...]
    view: RowView
    held: tuple[tuple[bool, ...], ...]
    known: tuple[tuple[int, ...], ...]
    holders: tuple[tuple[int, ...], ...]
    know_more: frozenset[int]
    open_flags: tuple[int, ...]
    interviewers: tuple[int, ...]
    readers: tuple[int, ...]
    advocate: int | None
    advocate_point: int | None
    taste: tuple[float, ...]
    no_list: tuple[float, ...]
    pre_score: float
    label: Label
    draws: Draws


class Clerk:
    """Makes rows ready for one room. Holds the room's fixed facts; :meth:`prepare` does the work."""

    def __init__(self, members: Sequence[Member], rules: MeetingRules, chance: Chance) -> None:
        self._members = members
        self._rules = rules
        self._chance = chance
        self._seats = [member.spec.seat for member in members]
        self._everybody = tuple(range(len(members)))

    def draw_ahead(self, dockets: Sequence[Docket]) -> None:
        """Make the draws that these rows are likely to ask for; it changes no number."""
        draw_ahead([docket.draws for docket in dockets], max(self._seats) + 1)

    def prepare(self, number: int, applicant: Applicant) -> Docket:
        """The docket of the row at ``number`` (from 1)."""
        points = points_of(applicant, self._rules.circumstances)
        met = self._drawn_among(Purpose.INTERVIEWERS, applicant, self._rules.room.interviewers, "interviews")
        interviewers = met if applicant.interview_score is not None else ()
        readers = self._readers(applicant)
        call = next((i for i, p in enumerate(points) if p.family is Family.ADVOCATE), None)
        advocate = None if call is None else self._advocate(applicant)
        holders = tuple([self._holders(point, interviewers, readers, advocate) for point in points])
        held = self._held(holders)
        public = [p for p, point in enumerate(points) if point.holding is _PUBLIC]
        flags = flags_of(points, self._rules.points)
        score = composite(applicant, self._rules.composite)
        return Docket(
            number=number,
            applicant=applicant,
            points=points,
            flags=flags,
            flagged=is_flagged(points, self._rules.points),
            alike=self._alike(applicant, flags),
            view=self._view(applicant, points),
            held=held,
            known=tuple([tuple(compress(range(len(points)), row)) for row in held]),
            holders=holders,
            know_more=frozenset().union(*[holders[p] for p in range(len(points)) if p not in public]),
            open_flags=tuple([p for p in public if points[p].flag is not None]),
            interviewers=interviewers,
            readers=readers,
            advocate=advocate,
            advocate_point=call,
            taste=tuple(map(normal_of, self._by_member(Purpose.TASTE, applicant))),
            no_list=tuple(self._by_member(Purpose.NO_LIST, applicant)),
            pre_score=score,
            label=label(score, self._rules.composite),
            draws=Draws(self._chance, applicant.id),
        )

    def _by_member(self, purpose: Purpose, applicant: Applicant) -> list[float]:
        """A uniform for each member; the draw is that of the seat."""
        draws = self._chance.words(purpose, applicant.id, SEATS)
        return [(draws[seat] >> 11) * _STEP for seat in self._seats]

    def _held(self, holders: Sequence[Sequence[int]]) -> tuple[tuple[bool, ...], ...]:
        held = [[False] * len(holders) for _ in self._members]
        for point, known in enumerate(holders):
            for member in known:
                held[member][point] = True
        return tuple(map(tuple, held))

    def _view(self, applicant: Applicant, points: tuple[Point, ...]) -> RowView:
        programme = self._rules.programme
        posture = programme.posture[applicant.kind] if self._rules.switches.posture else Posture(amplify=1.0, shift=0.0)
        return RowView(points=points, posture=posture, usual=programme.usual[applicant.kind])

    def _alike(self, applicant: Applicant, flags: Sequence[Flag]) -> tuple[Likeness, ...]:
        """The past residents whom the row is like, by its flags, its visa and its kind."""
        visa = () if applicant.visa is Visa.NONE else (applicant.visa.value,)
        row = RowTraits(kind=applicant.kind, traits=tuple(flag.value for flag in flags) + visa)
        found = (likeness(episode, row, self._rules.memory) for episode in self._rules.episodes)
        return tuple(like for like in found if like is not None)

    def _drawn_among(self, purpose: Purpose, applicant: Applicant, count: int, may: str) -> tuple[int, ...]:
        draws = self._by_member(purpose, applicant)
        able = [i for i, member in enumerate(self._members) if getattr(member, may)]
        return tuple(sorted(sorted(able, key=draws.__getitem__)[:count]))

    def _readers(self, applicant: Applicant) -> tuple[int, ...]:
        always = [i for i, member in enumerate(self._members) if member.reads_all]
        drawn = self._drawn_among(Purpose.READERS, applicant, self._rules.room.readers, "reads")
        return tuple(sorted({*always, *drawn}))

    def _advocate(self, applicant: Applicant) -> int | None:
        """Whom the advocate's point reaches: see ``advocate`` in the sheet's columns."""
        if applicant.advocate is None:
            return None
        wanted = _ADVOCATE_ROLES[applicant.advocate.who]
        draws = self._by_member(Purpose.ADVOCATE, applicant)
        for role in wanted:
            able = [i for i, member in enumerate(self._members) if member.role is role]
            if able:
                return min(able, key=draws.__getitem__)
        return None

    def _holders(
        self, point: Point, met: tuple[int, ...], read: tuple[int, ...], advocate: int | None
    ) -> tuple[int, ...]:
        if point.holding is _PUBLIC:
            return self._everybody
        if point.holding is Holding.FILE:
            return read
        if point.holding is Holding.INTERVIEW:
            return met
        if point.family is Family.ADVOCATE:
            return () if advocate is None else (advocate,)
        return tuple(i for i, member in enumerate(self._members) if member.role is Role.COORDINATOR)


_ADVOCATE_ROLES = {
    AdvocateWho.PD: (Role.DIRECTOR,),
    AdvocateWho.APD: (Role.ASSOCIATE,),
    AdvocateWho.FACULTY: (Role.FACULTY,),
    AdvocateWho.CHIEF: (Role.CHIEF,),
    AdvocateWho.OUTSIDE: (Role.ASSOCIATE, Role.DIRECTOR),
    AdvocateWho.AFFILIATE_APD: (Role.ASSOCIATE, Role.DIRECTOR),
}

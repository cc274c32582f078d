"""A row made ready before it is read out: its points, who knows which, and its draws.

Nothing here depends on what happened in earlier rows, so a row can be made ready alone, or twice.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from committee.applicants.applicant import AdvocateWho, Applicant
from committee.applicants.point import Point
from committee.applicants.points import flags_of, is_flagged, points_of
from committee.applicants.posture import Posture
from committee.chance import SEATS, Chance, Purpose, normals_of, uniforms_of
from committee.meeting.rules import MeetingRules
from committee.members.member import Member
from committee.members.memory import Likeness, RowTraits, likeness
from committee.members.mind import Minds
from committee.members.weighing import RowView, Weighed, first_heard, weigh
from committee.programme.composite import composite, label
from committee.terms import Family, Flag, Holding, Kind, Label, Role, Visa

TURNS = 64
"""Turns for which draws are set aside; the clock ends every row long before."""

_AT_ONCE = 8
"""Turns for which draws are made at a time; most rows need no more."""

_PUBLIC, _FILE, _INTERVIEW, _PRIVATE = Holding.PUBLIC, Holding.FILE, Holding.INTERVIEW, Holding.PRIVATE
_ADVOCATE = Family.ADVOCATE
_DUTIES = frozenset({Family.EMAILS, Family.PAPERWORK})


class Draws:
    """The draws of one row, addressed by turn and seat, and made only as far as they are asked for.

    :func:`draw_ahead` makes for many rows at once what nearly every row asks for; the numbers are the same.
    """

    __slots__ = ("_applicant", "_chance", "_drawn")

    def __init__(self, chance: Chance, applicant: str) -> None:
        self._chance = chance
        self._applicant = applicant
        self._drawn: dict[tuple[Purpose, int], NDArray[np.float64]] = {}

    def whims(self, turn: int, seats: Sequence[int]) -> list[float]:
        """A standard normal for each of ``seats``: how much each happens to want this turn."""
        drawn: list[float] = self._part(_BID, turn)[turn % _AT_ONCE].tolist()
        return [drawn[seat] for seat in seats]

    def length(self, turn: int, seat: int) -> float:
        """A standard normal: how long this utterance takes."""
        return self._part(_SECONDS, turn).item(turn % _AT_ONCE, seat)

    def closing_length(self, seat: int) -> float:
        """A standard normal: how long the call takes; that of the last turn, so it is known from the start."""
        return self.length(TURNS - 1, seat)

    def doubt(self, turn: int, seat: int) -> float:
        """A uniform: whether a mild sponsor lets this turn go."""
        return self._part(_DOUBT, turn).item(turn % _AT_ONCE, seat)

    def tone(self, turn: int, seat: int) -> float:
        """A uniform: how it is said."""
        return self._part(_TONE, turn).item(turn % _AT_ONCE, seat)

    def _part(self, purpose: Purpose, turn: int) -> NDArray[np.float64]:
        """The draws of ``turn`` and of those drawn with it; turns x seats."""
        part = turn // _AT_ONCE
        drawn = self._drawn.get((purpose, part))
        if drawn is None:
            drawn = self._drawn[purpose, part] = _by_turn([self], purpose, part, SEATS)[0]
        return drawn

    def raw(self, purpose: Purpose, part: int) -> NDArray[np.uint64]:
        """The words of the turns that are drawn together with this ``part``, in the order of turns; shape (turns,)."""
        return self._chance.raw(purpose, self._applicant, SEATS * _AT_ONCE, part * SEATS * _AT_ONCE)

    def keep(self, purpose: Purpose, part: int, drawn: NDArray[np.float64]) -> None:
        """Take what has been drawn ahead; turns x seats."""
        self._drawn[purpose, part] = drawn


_BID, _SECONDS, _TONE, _DOUBT = Purpose.BID, Purpose.SECONDS, Purpose.TONE, Purpose.DOUBT
_NORMAL = frozenset({_BID, _SECONDS})


def _by_turn(rows: Sequence[Draws], purpose: Purpose, part: int, seats: int) -> NDArray[np.float64]:
    """Draws of several rows, rows x turns x seats, for the first ``seats`` seats."""
    words = np.array([row.raw(purpose, part) for row in rows]).reshape(len(rows), _AT_ONCE, SEATS)
    drawn = uniforms_of(words[:, :, :seats])
    return normals_of(drawn) if purpose in _NORMAL else drawn


def draw_ahead(rows: Sequence[Draws], seats: int) -> None:
    """Make the draws that nearly every row asks for, of all ``rows`` at once, for the first ``seats`` seats."""
    last = (TURNS - 1) // _AT_ONCE
    for purpose, part in ((_BID, 0), (_SECONDS, 0), (_SECONDS, last), (_TONE, 0)):
        for row, drawn in zip(rows, _by_turn(rows, purpose, part, seats), strict=True):
            row.keep(purpose, part, drawn)


class Brief(Struct, frozen=True, kw_only=True):
    """What is known of a row from the beginning of the meeting, long before its turn.

    ``number`` counts from 1; ``flags`` are those at or above the threshold of :func:`is_flagged`; ``advocate`` is the
    member who holds the advocate's point, and ``advocate_point`` its index.
    """

    number: int
    applicant: Applicant
    points: tuple[Point, ...]
    flags: tuple[Flag, ...]
    flagged: bool
    advocate: int | None
    advocate_point: int | None


class Docket(Brief, frozen=True, kw_only=True):
    """One row, ready.

    ``holders`` are by point the members who know it beforehand, ``held`` the same as an array of members x points;
    ``pull``, of the same shape, how much each wants to say it. ``know_more`` are those who know anything that is not on
    the wall; ``open_flags`` the points on the wall that are worries; ``weighed`` what each point weighs with each
    member; ``taste`` and ``no_list`` are one draw a member (a standard normal, a uniform).
    """

    alike: tuple[Likeness, ...]
    view: RowView
    weighed: Weighed
    pull: NDArray[np.float64]
    held: NDArray[np.bool_]
    holders: tuple[tuple[int, ...], ...]
    know_more: frozenset[int]
    open_flags: tuple[int, ...]
    interviewers: tuple[int, ...]
    readers: tuple[int, ...]
    taste: list[float]
    no_list: list[float]
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
        self._minds = Minds([member.mind for member in members])
        self._everybody = tuple(range(len(members)))
        self._office = tuple(i for i, member in enumerate(members) if member.role is Role.COORDINATOR)
        self._may_meet = [i for i, member in enumerate(members) if member.interviews]
        self._may_read = [i for i, member in enumerate(members) if member.reads]
        self._likenesses: dict[tuple[Kind, Visa, tuple[Flag, ...]], tuple[Likeness, ...]] = {}
        self._read_all = [i for i, member in enumerate(members) if member.reads_all]

    def brief(self, number: int, applicant: Applicant) -> Brief:
        """The row at ``number``, as far as the meeting must know it beforehand."""
        points = points_of(applicant, self._rules.circumstances)
        call = next((i for i, point in enumerate(points) if point.family is _ADVOCATE), None)
        return Brief(
            number=number,
            applicant=applicant,
            points=points,
            flags=flags_of(points, self._rules.points),
            flagged=is_flagged(points, self._rules.points),
            advocate=None if call is None else self._advocate(applicant),
            advocate_point=call,
        )

    def prepare(self, number: int, applicant: Applicant) -> Docket:
        """The docket of one row."""
        return self.prepare_all([self.brief(number, applicant)])[0]

    def prepare_all(self, briefs: Sequence[Brief]) -> list[Docket]:
        """The dockets of several rows, which takes less than one after the other and gives the same."""
        rules = self._rules
        ids = [brief.applicant.id for brief in briefs]
        met = self._smallest(Purpose.INTERVIEWERS, ids, self._may_meet, rules.room.interviewers)
        read = self._smallest(Purpose.READERS, ids, self._may_read, rules.room.readers)
        taste = normals_of(self._by_member(Purpose.TASTE, ids)).tolist()
        no_list = self._by_member(Purpose.NO_LIST, ids).tolist()
        readers = [tuple(sorted({*self._read_all, *drawn})) for drawn in read]
        interviewers = [
            () if brief.applicant.interview_score is None else tuple(drawn)
            for brief, drawn in zip(briefs, met, strict=True)
        ]
        holders = [self._holders(*one) for one in zip(briefs, interviewers, readers, strict=True)]
        held = list(map(self._held, holders))
        views = list(map(self._view, briefs))
        heard = [first_heard(*one, rules.reading) for one in zip([brief.points for brief in briefs], held, strict=True)]
        weighed = weigh(views, self._minds, heard, rules.reading)
        draws = [Draws(self._chance, name) for name in ids]
        draw_ahead(draws, max(self._seats) + 1)
        return [
            self._docket(*one)
            for one in zip(
                briefs, views, weighed, held, holders, interviewers, readers, taste, no_list, draws, strict=True
            )
        ]

    def _docket(
        self,
        brief: Brief,
        view: RowView,
        weighed: Weighed,
        held: NDArray[np.bool_],
        holders: tuple[tuple[int, ...], ...],
        interviewers: tuple[int, ...],
        readers: tuple[int, ...],
        taste: list[float],
        no_list: list[float],
        draws: Draws,
    ) -> Docket:
        """Put together what has been made ready for one row."""
        points = brief.points
        private = [p for p, point in enumerate(points) if point.holding is not _PUBLIC]
        score = composite(brief.applicant, self._rules.composite)
        return Docket(
            number=brief.number,
            applicant=brief.applicant,
            points=points,
            flags=brief.flags,
            flagged=brief.flagged,
            advocate=brief.advocate,
            advocate_point=brief.advocate_point,
            alike=self._alike(brief.applicant, brief.flags),
            view=view,
            weighed=weighed,
            pull=self._pulls(brief, holders, weighed.salience),
            held=held,
            holders=holders,
            know_more=frozenset().union(*[holders[p] for p in private]),
            open_flags=tuple([p for p, seen in enumerate(points) if seen.flag is not None and seen.holding is _PUBLIC]),
            interviewers=interviewers,
            readers=readers,
            taste=taste,
            no_list=no_list,
            pre_score=score,
            label=label(score, self._rules.composite),
            draws=draws,
        )

    def _by_member(self, purpose: Purpose, ids: Sequence[str]) -> NDArray[np.float64]:
        """Rows x members: a uniform for each; the draw is that of the seat."""
        words = np.array([self._chance.raw(purpose, name, max(self._seats) + 1) for name in ids])
        return uniforms_of(words[:, self._seats])

    def _smallest(self, purpose: Purpose, ids: Sequence[str], able: Sequence[int], count: int) -> list[list[int]]:
        """By row, the members of the ``count`` smallest draws among those who are ``able``, by index."""
        order = self._by_member(purpose, ids)[:, able].argsort(axis=1, kind="stable")
        return np.sort(np.array(able, dtype=np.intp)[order[:, :count]], axis=1).tolist()  # type: ignore[no-any-return]

    def _holders(self, brief: Brief, met: tuple[int, ...], read: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
        """By point, who knows it beforehand: everybody, who read the file, who met the applicant, or one person."""
        known = {_PUBLIC: self._everybody, _FILE: read, _INTERVIEW: met, _PRIVATE: self._office}
        holders = [known[point.holding] for point in brief.points]
        for index, point in enumerate(brief.points):
            if point.family is _ADVOCATE and point.holding is _PRIVATE:
                holders[index] = () if brief.advocate is None else (brief.advocate,)
        return tuple(holders)

    def _held(self, holders: Sequence[tuple[int, ...]]) -> NDArray[np.bool_]:
        """Members x points: whether they know it beforehand. Few different groups hold all the points."""
        groups = list(dict.fromkeys(holders))
        masks = np.zeros((len(self._members), len(groups)), dtype=np.bool_)
        for place, group in enumerate(groups):
            masks[list(group), place] = True
        return masks[:, [groups.index(who) for who in holders]]

    def _pulls(
        self, brief: Brief, holders: Sequence[Sequence[int]], salience: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Members x points: how much it wants to be said while unsaid, by its weight and by company in knowing it."""
        rules = self._rules.floor
        size = len(self._members)
        company = [rules.point * (1.0 - rules.shared + rules.shared * len(known) / size) for known in holders]
        duty = [rules.duty if point.family in _DUTIES else 0.0 for point in brief.points]
        if brief.advocate_point is not None:
            duty[brief.advocate_point] = rules.sponsor * brief.points[brief.advocate_point].strength
        return duty + salience * company

    def _view(self, brief: Brief) -> RowView:
        programme, kind = self._rules.programme, brief.applicant.kind
        posture = programme.posture[kind] if self._rules.switches.posture else Posture(amplify=1.0, shift=0.0)
        return RowView(points=brief.points, posture=posture, usual=programme.usual[kind])

    def _alike(self, applicant: Applicant, flags: tuple[Flag, ...]) -> tuple[Likeness, ...]:
        """The past residents whom the row is like, by its flags, its visa and its kind."""
        known = self._likenesses.get((applicant.kind, applicant.visa, flags))
        if known is None:
            visa = () if applicant.visa is Visa.NONE else (applicant.visa.value,)
            row = RowTraits(kind=applicant.kind, traits=tuple(flag.value for flag in flags) + visa)
            found = [likeness(episode, row, self._rules.memory) for episode in self._rules.episodes]
            known = tuple(like for like in found if like is not None)
            self._likenesses[applicant.kind, applicant.visa, flags] = known
        return known

    def _advocate(self, applicant: Applicant) -> int | None:
        """Whom the advocate's point reaches: see ``advocate`` in the sheet's columns."""
        if applicant.advocate is None:
            return None
        draws: list[float] = self._by_member(Purpose.ADVOCATE, [applicant.id])[0].tolist()
        for role in _ADVOCATE_ROLES[applicant.advocate.who]:
            able = [i for i, member in enumerate(self._members) if member.role is role]
            if able:
                return min(able, key=draws.__getitem__)
        return None


_ADVOCATE_ROLES = {
    AdvocateWho.PD: (Role.DIRECTOR,),
    AdvocateWho.APD: (Role.ASSOCIATE,),
    AdvocateWho.FACULTY: (Role.FACULTY,),
    AdvocateWho.CHIEF: (Role.CHIEF,),
    AdvocateWho.OUTSIDE: (Role.ASSOCIATE, Role.DIRECTOR),
    AdvocateWho.AFFILIATE_APD: (Role.ASSOCIATE, Role.DIRECTOR),
}

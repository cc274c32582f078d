"""A row made ready before it is read out: its points, who knows which, and its draws.

Nothing here depends on what happened in earlier rows, so you can make a row ready alone, or twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from committee.applicants.applicant import AdvocateWho, Applicant
from committee.applicants.point import Point
from committee.applicants.points import flags_of
from committee.applicants.posture import Posture
from committee.chance import Chance, Purpose, normals_of, uniforms_of
from committee.meeting.draws import Draws, draw_ahead
from committee.meeting.holders import Holders, HoldersBatch
from committee.meeting.lookups import Lookups
from committee.meeting.practices import blinded, hidden_columns, inferred_kind, inferred_posture
from committee.meeting.rules import MeetingRules
from committee.members.member import Member
from committee.members.memory import Likeness, RowTraits
from committee.members.mind import Minds
from committee.members.weights import Layout, Weights, WeightsBatch
from committee.program.composite import composite, label
from committee.terms import Act, Family, Flag, Holding, Kind, Label, Role, Visa

_DUTIES = frozenset({Family.EMAILS, Family.PAPERWORK})


class Brief(Struct, frozen=True, kw_only=True, gc=False):
    """What is known of a row from the beginning of the meeting, long before its turn."""

    number: int
    """The row's number in the order in which rows are held, from 1."""
    applicant: Applicant
    """Whom the row is about."""
    shown: Applicant
    """The same as the wall shows them: without what is blinded."""
    kind: Kind
    """The kind as the room reads it; inferred where it is blinded."""
    hidden: tuple[str, ...]
    """The columns that are off the wall, in order."""
    points: tuple[Point, ...]
    """What anybody could say about them."""
    flags: tuple[Flag, ...]
    """Their flags, as :func:`~committee.applicants.points.flags_of` finds them."""
    advocate: int | None
    """The member who holds the advocate's point; None where nobody does."""
    advocate_point: int | None
    """The index of the advocate's point; None where there is none."""

    @property
    def flagged(self) -> bool:
        """Whether the row has any flag."""
        return bool(self.flags)


class Docket(Struct, frozen=True, kw_only=True, gc=False):
    """One row, ready to be read out. Members and points are indices."""

    brief: Brief
    """What was known of the row from the beginning."""
    alike: tuple[Likeness, ...]
    """The past residents whom the row is like."""
    weights: Weights
    """What each point weighs with each member."""
    pull: NDArray[np.float64]
    """Members x points: how much each member wants to say each point."""
    held: NDArray[np.bool_]
    """Members x points: whether the member knows the point beforehand."""
    holders: tuple[tuple[int, ...], ...]
    """By point, the members who know it beforehand: ``held`` in another form."""
    know_more: frozenset[int]
    """Members who know anything that is not on the wall."""
    open_flags: tuple[int, ...]
    """The points on the wall that are worries."""
    interviewers: tuple[int, ...]
    """Members who met the applicant."""
    readers: tuple[int, ...]
    """Members who read the file."""
    assigned_for: int | None
    """The reader who must speak for the row; None where nobody must."""
    assigned_against: int | None
    """The reader who must speak against it where nobody has; None where nobody must."""
    taste: list[float]
    """By member, a standard normal: how much they happen to like the row."""
    no_list: list[float]
    """By member, a uniform: whether they put the row on a no list."""
    pre_score: float
    """The crude score of the file, 0 to 100."""
    label: Label
    """The informal label of that score."""
    draws: Draws
    """The draws of every turn."""


def on_the_wall(applicant: Applicant, rules: MeetingRules, lookups: Lookups) -> tuple[Applicant, tuple[Point, ...]]:
    """The applicant as the wall shows them, with the kind that the room takes them for, and what can be said."""
    if not rules.practices.blind:
        return applicant, lookups.points_of(applicant)
    hidden = hidden_columns(rules.practices)

    def left(shown: Applicant) -> tuple[Point, ...]:
        return tuple(point for point in lookups.points_of(shown) if point.column not in hidden)

    shown = blinded(applicant, rules.year, rules.practices)
    points = left(shown)
    if "kind" in hidden:
        shown = replace(shown, kind=inferred_kind(shown, flags_of(points, rules.points)))
        points = left(shown)
    return shown, points


def posture_toward(kind: Kind, rules: MeetingRules) -> Posture:
    """How closely the room looks at a kind, or at what it takes for a row's kind where that is blinded."""
    postures = rules.program.posture
    if not rules.switches.posture:
        return Posture(amplify=1.0, shift=0.0)
    if "kind" in hidden_columns(rules.practices):
        return inferred_posture(kind, postures, rules.practices.confidence)
    return postures[kind]


_SPEAKING: Final = frozenset({Act.VOUCH, Act.CONCERN})
"""What a member must be able to do to be assigned to a row."""


def _only_if_asked(point: Point) -> bool:
    """Whether nobody brings the point up unasked: what the file tells of a note on conduct, which the wall shows."""
    return point.family is Family.PROFESSIONALISM and point.holding is Holding.FILE


_AHEAD: Final = 64
"""Rows that the clerk makes ready at a time. Many rows at once cost less than one after another."""


class Clerk:
    """Makes rows ready for one room: keeps the room's fixed facts, and :meth:`prepare` does the work."""

    def __init__(self, members: Sequence[Member], rules: MeetingRules, chance: Chance, lookups: Lookups) -> None:
        self._members = members
        self._rules = rules
        self._chance = chance
        self._lookups = lookups
        self._hidden = tuple(sorted(hidden_columns(rules.practices)))
        self._seats = [member.spec.seat for member in members]
        self._width = max(self._seats) + 1
        self._everybody = tuple(range(len(members)))
        self._office = tuple(i for i, member in enumerate(members) if member.role is Role.COORDINATOR)
        self._may_meet = [i for i, member in enumerate(members) if member.interviews]
        self._may_read = [i for i, member in enumerate(members) if member.reads]
        self._read_all = [i for i, member in enumerate(members) if member.reads_all]

    @cached_property
    def _minds(self) -> Minds:
        return Minds([member.mind for member in self._members])

    def brief(self, number: int, applicant: Applicant) -> Brief:
        """What the meeting must know beforehand of the row at ``number``."""
        shown, points = on_the_wall(applicant, self._rules, self._lookups)
        flags = flags_of(points, self._rules.points)
        call = next((i for i, point in enumerate(points) if point.family is Family.ADVOCATE), None)
        return Brief(
            number=number,
            applicant=applicant,
            shown=shown,
            kind=shown.kind,
            hidden=self._hidden,
            points=points,
            flags=flags,
            advocate=None if call is None else self._advocate(applicant),
            advocate_point=call,
        )

    def dockets(self, briefs: Sequence[Brief]) -> Iterator[Docket]:
        """The dockets of all rows in turn, made some rows ahead and released as you take them."""
        for start in range(0, len(briefs), _AHEAD):
            ready = self.prepare_all(briefs[start : start + _AHEAD])[::-1]
            while ready:
                yield ready.pop()

    def prepare(self, number: int, applicant: Applicant) -> Docket:
        """The docket of one row."""
        return self.prepare_all([self.brief(number, applicant)])[0]

    def prepare_all(self, briefs: Sequence[Brief]) -> list[Docket]:
        """The dockets of several rows: the same as one after another, in less time."""
        rules = self._rules
        ids = [brief.applicant.id for brief in briefs]
        met = self._smallest(Purpose.INTERVIEWERS, ids, self._may_meet, rules.room.interviewers)
        read = self._smallest(Purpose.READERS, ids, self._may_read, rules.room.readers)
        holders = [self._holders(*row) for row in zip(briefs, met, read, strict=True)]
        known = HoldersBatch(holders, len(self._members))
        weights = WeightsBatch(list(map(self._layout, briefs)), self._minds, known.heard(rules.reading), rules.reading)
        pulls = self._pulls(briefs, known, weights.salience)
        taste = normals_of(self._by_member(Purpose.TASTE, ids)).tolist()
        no_list = self._by_member(Purpose.NO_LIST, ids).tolist()
        draws = draw_ahead(self._chance, ids, self._width)
        pull = [pulls[:, part] for part in weights.parts]
        held = [known.held[:, part] for part in weights.parts]
        rows = zip(briefs, holders, weights.rows(), pull, held, taste, no_list, draws, strict=True)
        return [self._docket(*row) for row in rows]

    def _docket(
        self,
        brief: Brief,
        holders: Holders,
        weights: Weights,
        pull: NDArray[np.float64],
        held: NDArray[np.bool_],
        taste: list[float],
        no_list: list[float],
        draws: Draws,
    ) -> Docket:
        """Put together what is ready for one row."""
        _, readers, interviewers, _, _ = holders.groups
        score = composite(brief.shown, self._rules.composite)
        assigned = self._assigned(brief, readers)
        worries = [(p, point) for p, point in enumerate(brief.points) if point.flag is not None]
        return Docket(
            brief=brief,
            alike=self._alike(brief),
            weights=weights,
            pull=pull,
            held=held,
            holders=holders.of_points,
            know_more=holders.know_more,
            open_flags=tuple([p for p, point in worries if point.holding is Holding.PUBLIC]),
            interviewers=interviewers,
            readers=readers,
            assigned_for=assigned[0],
            assigned_against=assigned[1],
            taste=taste,
            no_list=no_list,
            pre_score=score,
            label=label(score, self._rules.composite),
            draws=draws,
        )

    def _assigned(self, brief: Brief, readers: Sequence[int]) -> tuple[int | None, int | None]:
        """Who must speak for the row and who against it, as far as a rule assigns them: the readers of smallest draws.

        The director leads and is not assigned. Nobody is assigned against a row that they have promised to push.
        """
        practices = self._rules.practices
        if not (practices.assigned_advocate or practices.devils_advocate):
            return None, None
        draws: list[float] = self._by_member(Purpose.ASSIGNED, [brief.applicant.id])[0].tolist()
        able = [i for i in readers if not self._members[i].reads_all and self._members[i].acts >= _SPEAKING]
        able.sort(key=draws.__getitem__)
        in_favor = able[0] if able and practices.assigned_advocate else None
        rest = [i for i in able if i not in (in_favor, brief.advocate)]
        return in_favor, rest[0] if rest and practices.devils_advocate else None

    def _by_member(self, purpose: Purpose, ids: Sequence[str]) -> NDArray[np.float64]:
        """A uniform for each row and member (rows x members), drawn by the member's seat."""
        return uniforms_of(self._chance.raws(purpose, ids, self._width)[:, self._seats])

    def _smallest(self, purpose: Purpose, ids: Sequence[str], able: Sequence[int], count: int) -> list[list[int]]:
        """By row, the members of the ``count`` smallest draws among those who are ``able``, by index."""
        order = self._by_member(purpose, ids)[:, able].argsort(axis=1, kind="stable")
        return np.sort(np.array(able, dtype=np.intp)[order[:, :count]], axis=1).tolist()  # type: ignore[no-any-return]

    def _holders(self, brief: Brief, met: Sequence[int], read: Sequence[int]) -> Holders:
        readers = tuple(sorted({*self._read_all, *read}))
        interviewers = () if brief.applicant.interview_score is None else tuple(met)
        advocates = () if brief.advocate is None else (brief.advocate,)
        return Holders.of(brief.points, (self._everybody, readers, interviewers, self._office, advocates))

    def _pulls(
        self, briefs: Sequence[Brief], known: HoldersBatch, salience: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Members x points: how much a member wants to say an unsaid point, by its weight and by how many know it."""
        rules = self._rules.floor
        company = rules.point * (1.0 - rules.shared + rules.shared * known.company / len(self._members))
        duties: list[float] = []
        told_if_asked: list[bool] = []
        for brief in briefs:
            told_if_asked += [_only_if_asked(point) for point in brief.points]
            duty = [rules.duty if point.family in _DUTIES else 0.0 for point in brief.points]
            if brief.advocate_point is not None:
                duty[brief.advocate_point] = rules.sponsor * brief.points[brief.advocate_point].strength
            duties += duty
        pulls: NDArray[np.float64] = np.array(duties) + salience * company
        pulls[:, told_if_asked] = 0.0
        return pulls

    def _layout(self, brief: Brief) -> Layout:
        posture, usual = posture_toward(brief.kind, self._rules), self._rules.program.usual[brief.kind]
        return Layout(points=brief.points, posture=posture, usual=usual)

    def _alike(self, brief: Brief) -> tuple[Likeness, ...]:
        """The past residents whom the row is like, by its flags, its visa and its kind."""
        visa = () if brief.shown.visa is Visa.NONE else (brief.shown.visa,)
        return self._lookups.likenesses_of(RowTraits(kind=brief.kind, traits=(*brief.flags, *visa)))

    def _advocate(self, applicant: Applicant) -> int | None:
        """Whom the advocate's point reaches: see ``advocate`` in the sheet's columns."""
        if applicant.advocate is None:
            return None
        draws: list[float] = self._by_member(Purpose.ADVOCATE, [applicant.id])[0].tolist()
        for role in ADVOCATE_ROLES[applicant.advocate.who]:
            able = [i for i, member in enumerate(self._members) if member.role is role]
            if able:
                return min(able, key=draws.__getitem__)
        return None


ADVOCATE_ROLES: Final[Mapping[AdvocateWho, tuple[Role, ...]]] = {
    AdvocateWho.PD: (Role.DIRECTOR,),
    AdvocateWho.APD: (Role.ASSOCIATE,),
    AdvocateWho.FACULTY: (Role.FACULTY,),
    AdvocateWho.CHIEF: (Role.CHIEF,),
    AdvocateWho.OUTSIDE: (Role.ASSOCIATE, Role.DIRECTOR),
    AdvocateWho.AFFILIATE_APD: (Role.ASSOCIATE, Role.DIRECTOR),
}
"""Who may hold an advocate's point, by who argues: the first of these roles that sits there."""

"""A scenario, its room and its rows as records of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from committee.applicants.applicant import AdvocateWho, Applicant
from committee.applicants.point import Point
from committee.applicants.points import COLUMN_RULES, USUAL_COLUMNS
from committee.chance import key_of
from committee.engine.records import (
    APPLICANT,
    COLUMNS,
    KINDS,
    POINT,
    POINTS,
    ROOM,
    SHEET,
    fill,
    place,
    rules_record,
)
from committee.engine.words import bits
from committee.meeting.docket import ADVOCATE_ROLES, on_the_wall, posture_toward
from committee.meeting.lookups import Lookups
from committee.meeting.meeting import Meeting, remembered
from committee.meeting.practices import hidden_columns
from committee.members.member import Member
from committee.members.memory import ease
from committee.members.trust import pair_key
from committee.members.weights import FACTOR_OF_COLUMN
from committee.meeting.rules import MeetingRules
from committee.program.composite import composite, label
from committee.terms import Act, Factor, Family, Flag, Holding, Kind, Label, Role, Visa

_STRONG: Final = "strong"


def rules_of(rules: MeetingRules) -> NDArray[Any]:
    """The rules of a meeting as one record, in an array of one."""
    made = np.zeros(1, rules_record())
    for part in made.dtype.names or ():
        fill(made[0][part], getattr(rules, part))
    return made


def sheet_of(meeting: Meeting) -> NDArray[Any]:
    """What else decides how the rows of a meeting are read, as one record, in an array of one."""
    rules, made = meeting.rules, np.zeros(1, SHEET)
    sheet = made[0]
    sheet["flag_from"], sheet["shared_cause"] = rules.points.flag_from, rules.points.shared_cause
    for number, kind in enumerate(Kind):
        posture = posture_toward(kind, rules)
        sheet["amplify"][number], sheet["shift"][number] = posture.amplify, posture.shift
        sheet["usual"][number] = [rules.program.usual[kind][column] for column in USUAL_COLUMNS]
    sheet["usual_factor"] = [place(FACTOR_OF_COLUMN[column], Factor) for column in USUAL_COLUMNS]
    sheet["advocates"] = -1
    for number, who in enumerate(AdvocateWho):
        roles = [place(role, Role) for role in ADVOCATE_ROLES[who]]
        sheet["advocates"][number][: len(roles)] = roles
    sheet["seats"], sheet["needed"] = rules.program.seats, rules.program.seats * rules.program.ranked_per_seat
    return made


def room_of(meeting: Meeting) -> NDArray[Any]:
    """The room of a meeting as one record, in an array of one. What is drawn by seed is still blank."""
    made = np.zeros(1, ROOM)
    room, members, rules = made[0], meeting.members, meeting.rules
    seating = meeting.room(meeting.briefs[0]).seating
    room["size"], room["director"], room["announcer"] = seating.size, seating.director, seating.announcer
    for number, member in enumerate(members):
        _sit(room, number, member, rules)
    ids = [member.spec.id for member in members]
    for a, truster in enumerate(ids):
        for b, other in enumerate(ids):
            room["pair"][a, b] = key_of(pair_key(truster, other))
            room["lived"][a, b] = members[a].lived_trust.get(other, np.nan)
    _remember(room, meeting)
    return made


def _sit(room: Any, number: int, member: Member, rules: MeetingRules) -> None:
    spec = member.spec
    room["seats"][number], room["role"][number] = spec.seat, place(member.role, Role)
    room["acts"][number] = bits(member.acts, Act)
    room["votes"][number], room["office"][number] = member.votes, member.role is Role.COORDINATOR
    room["may_meet"][number], room["may_read"][number] = member.interviews, member.reads
    room["reads_all"][number], room["keeps_no_list"][number] = member.reads_all, member.keeps_no_list
    room["topics"][number] = -1 if member.topics is None else bits(member.topics, Family)
    room["susceptible"][number] = rules.persuasion.susceptibility[member.role]
    room["talkative"][number], room["caution"][number] = spec.talkativeness, spec.alarm
    room["stamina"][number], room["opening"][number] = spec.stamina, member.purse.opening
    room["key"][number], room["standing"][number] = key_of(spec.id), rules.trust.standing[member.role]
    if member.episodes:
        room["background"][number] = [member.background(kind, rules.year, rules.memory) for kind in Kind]


def _remember(room: Any, meeting: Meeting) -> None:
    """Write down whom anybody remembers, how vividly, and how easily."""
    rules, residents = meeting.rules, remembered(meeting.rules, meeting.members)
    room["residents"] = len(residents)
    marks = [*Flag, Visa.J1, Visa.H1B]
    for number, resident in enumerate(residents):
        room["outcome"][number] = resident.outcome
        room["ease"][number] = ease(resident.outcome, rules.year - resident.year, rules.memory)
        room["marks"][number] = [resident.traits.count(mark) for mark in marks]
        room["kinds"][number] = bits((kind for kind in Kind if kind in resident.traits), Kind)
        room["distinctive"][number] = sum(trait not in tuple(Kind) for trait in resident.traits)
        for seat, member in enumerate(meeting.members):
            vividness = member.vividness.get(resident.id)
            if vividness is not None:
                room["holds"][seat, number], room["vivid"][seat, number] = 1, vividness
            room["share"][seat, number] = member.share(resident, rules.memory)


def breaks_of(rules: MeetingRules) -> NDArray[np.int64]:
    """The rows after which the room takes a break; none is a row that no meeting has."""
    return np.array(rules.practices.breaks or (-1,), dtype=np.int64)


class Wall(Struct, frozen=True, kw_only=True, gc=False):
    """The points of a row by their ids, and its flags."""

    points: tuple[str, ...]
    """The ids of its points."""
    flags: tuple[str, ...]
    """The flags of the points against it, each once, whatever their severity."""

    def ids_of(self, mask: int) -> list[str]:
        """The ids of the points in ``mask``, one bit a point."""
        return [point for number, point in enumerate(self.points) if (mask >> number) & 1]


class Cells:
    """The table of cells: what each combination of cells says, and the rows of a sheet as places in it.

    Cells are read by the model's own rules, once for each combination.
    """

    def __init__(self, rules: MeetingRules, lookups: Lookups) -> None:
        self._rules = rules
        self._lookups = lookups
        self._hidden = hidden_columns(rules.practices)
        self._known: list[dict[object, int]] = [{} for _ in range(COLUMNS)]
        self._points: list[list[Point]] = [[]]
        self._scores: dict[object, tuple[float, bool]] = {}
        self._arrays: tuple[NDArray[Any], NDArray[np.int64]] | None = None

    def arrays(self) -> tuple[NDArray[Any], NDArray[np.int64]]:
        """The points of all entries, one after another, and for each entry where they begin and how many they are."""
        if self._arrays is None:
            counts = [len(points) for points in self._points]
            firsts = np.concatenate([[0], np.cumsum(counts)[:-1]])
            spans = np.stack([firsts, counts], axis=1).astype(np.int64)
            table = np.zeros(max(sum(counts), 1), POINT)
            for number, point in enumerate([point for points in self._points for point in points]):
                _lay(table[number], point)
            self._arrays = table, spans
        return self._arrays

    def rows(self, applicants: Sequence[Applicant]) -> NDArray[Any]:
        """The rows of a sheet as records."""
        made = np.zeros(len(applicants), APPLICANT)
        for number, applicant in enumerate(applicants):
            self._encode(made[number], applicant)
        return made

    def points_of(self, row: Any) -> list[Point]:
        """The points of a row, before the rules that look at several of them at once."""
        return [point for cell in row["cells"] for point in self._points[cell]]

    def wall(self, applicants: Sequence[Applicant]) -> list[Wall]:
        """What stands on the wall of each row, for those who count it."""
        return [self._wall_of(applicant) for applicant in applicants]

    def _wall_of(self, applicant: Applicant) -> Wall:
        shown, points = on_the_wall(applicant, self._rules, self._lookups)
        del shown
        return Wall(points=tuple(point.id for point in points), flags=tuple(dict.fromkeys(p.flag for p in points if p.flag and p.valence < 0)))

    def _encode(self, row: Any, applicant: Applicant) -> None:
        shown, _ = on_the_wall(applicant, self._rules, self._lookups) if self._hidden else (applicant, ())
        row["key"], row["kind"], row["visa"] = key_of(applicant.id), _KIND[shown.kind], _VISA[shown.visa]
        row["who"] = -1 if applicant.advocate is None else _WHO[applicant.advocate.who]
        row["interviewed"], row["note"] = applicant.interview_score is not None, bool(applicant.note)
        row["pre_score"], row["borderline"] = self._scored(shown)
        row["cells"] = [
            known.get(said) or self._read(column, said, shown)
            for column, known in enumerate(self._known)
            for said in (_CELLS[column](shown),)
        ]

    def _scored(self, shown: Applicant) -> tuple[float, bool]:
        cells = (shown.step1, shown.step2_ck, shown.step1_fails, shown.step2_fails)
        key = (*cells, shown.class_quartile, shown.interview_score)
        if key not in self._scores:
            rules = self._rules.composite
            score = composite(shown, rules)
            self._scores[key] = score, label(score, rules) is Label.BORDERLINE
        return self._scores[key]

    def _read(self, column: int, said: object, shown: Applicant) -> int:
        """Add an entry to the table of cells."""
        derived = tuple(COLUMN_RULES.values())[column].derive(shown, self._rules.circumstances)
        self._points.append([point for point in derived if point.strength > 0.0 and point.column not in self._hidden])
        self._arrays = None
        entry = self._known[column][said] = len(self._points) - 1
        return entry


_CELLS: Final = [rule.cells for rule in COLUMN_RULES.values()]
_KIND: Final = {kind: number for number, kind in enumerate(Kind)}
_VISA: Final = {visa: number for number, visa in enumerate(Visa)}
_WHO: Final = {who: number for number, who in enumerate(AdvocateWho)}
_USUAL: Final[Mapping[str, int]] = {column: number for number, column in enumerate(USUAL_COLUMNS)}

assert len(COLUMN_RULES) == COLUMNS  # noqa: S101
assert len(Kind) == KINDS  # noqa: S101


def _lay(record: Any, point: Point) -> None:
    record["factor"], record["valence"], record["strength"] = place(point.factor, Factor), point.valence, point.strength
    record["holding"], record["family"] = place(point.holding, Holding), place(point.family, Family)
    record["flag"] = -1 if point.flag is None else place(point.flag, Flag)
    record["issue"], record["proof"], record["proves"] = point.issue, point.proof, bits(point.proves, Flag)
    record["tolerance"], record["usual"] = point.tolerance, _USUAL.get(point.column, -1)
    record["explains"] = point.column == "narrative"
    record["strong"] = point.detail.endswith(_STRONG)


def most_points(applicants: Sequence[Applicant], cells: Cells) -> int:
    """The most points that a row can have."""
    return max((len(cells.points_of(row)) for row in cells.rows(applicants)), default=0)


assert POINTS <= 64  # noqa: S101, PLR2004

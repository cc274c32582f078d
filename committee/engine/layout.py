"""A scenario, its room and its rows as records of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from committee.applicants.applicant import AdvocateWho, Applicant
from committee.applicants.point import Point
from committee.applicants.points import COLUMN_RULES, USUAL_COLUMNS, to_explain
from committee.chance import key_of
from committee.engine.derived import Derived, Noted, Under
from committee.engine.parameters import SUPPLY, fill, filled, place, record_of, rules_record
from committee.engine.records import APPLICANT, COLUMNS, POINT, ROOM, ROW, SHEET, STATE
from committee.engine.words import bits
from committee.meeting.docket import ADVOCATE_ROLES, on_the_wall, posture_toward
from committee.meeting.lookups import Lookups
from committee.meeting.meeting import Meeting
from committee.meeting.practices import hidden_columns
from committee.meeting.room import announcer_of, director_of
from committee.meeting.rules import MeetingRules
from committee.members.member import Member
from committee.members.memory import Episode, ease
from committee.members.trust import pair_key
from committee.members.weights import FACTOR_OF_COLUMN
from committee.program.composite import CompositeRules, composite, label
from committee.terms import Act, Factor, Family, Flag, Holding, Kind, Label, Role, Visa

_STRONG: Final = "strong"


def rules_of(rules: MeetingRules) -> NDArray[Any]:
    """The rules of a meeting as one record, in an array of one."""
    made = np.zeros(1, rules_record())
    for part in made.dtype.names or ():
        made[part] = filled(getattr(rules, part), made.dtype[part])
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


def room_of(meeting: Meeting, residents: Sequence[Episode]) -> NDArray[Any]:
    """The room of a meeting as one record, in an array of one. What is drawn by seed is still blank.

    ``residents`` are those whom anybody there remembers, as :func:`~committee.meeting.lookups.remembered` gives them.
    """
    made = np.zeros(1, ROOM)
    room, members = made[0], meeting.members
    room["size"], room["director"], room["announcer"] = len(members), director_of(members), announcer_of(members)
    own = slice(0, len(members))
    for name, values in _seats(members, meeting.rules).items():
        room[name][own] = values
    ids = tuple(member.spec.id for member in members)
    room["pair"][own, own] = _pairs(ids)
    room["lived"][own, own] = [[member.lived_trust.get(other, np.nan) for other in ids] for member in members]
    _remember(room, meeting, residents)
    return made


@lru_cache(maxsize=2048)
def _pairs(ids: tuple[str, ...]) -> NDArray[np.uint64]:
    """The keys of the draws of trust: by truster, then trusted. A room of a season meets again and again."""
    return np.array([[key_of(pair_key(truster, other)) for other in ids] for truster in ids], dtype=np.uint64)


def _seats(members: Sequence[Member], rules: MeetingRules) -> dict[str, Any]:
    """By field of the record, what each member is like."""
    specs = [member.spec for member in members]
    backgrounds = [_backgrounds(member, rules) for member in members]
    return {
        "seats": [spec.seat for spec in specs],
        "role": [place(member.role, Role) for member in members],
        "acts": [bits(member.acts, Act) for member in members],
        "votes": [member.votes for member in members],
        "office": [member.role is Role.COORDINATOR for member in members],
        "may_meet": [member.interviews for member in members],
        "may_read": [member.reads for member in members],
        "reads_all": [member.reads_all for member in members],
        "keeps_no_list": [member.keeps_no_list for member in members],
        "topics": [-1 if member.topics is None else bits(member.topics, Family) for member in members],
        "susceptible": [rules.persuasion.susceptibility[member.role] for member in members],
        "talkative": [spec.talkativeness for spec in specs],
        "caution": [spec.alarm for spec in specs],
        "stamina": [spec.stamina for spec in specs],
        "opening": [member.purse.opening for member in members],
        "key": np.array([key_of(spec.id) for spec in specs], dtype=np.uint64),
        "standing": [rules.trust.standing[member.role] for member in members],
        "background": backgrounds,
    }


def _backgrounds(member: Member, rules: MeetingRules) -> list[float]:
    """By kind, how far past residents of the kind move the member's stance."""
    if not member.episodes:
        return [0.0] * len(Kind)
    return [member.background(kind, rules.year, rules.memory) for kind in Kind]


def _remember(room: Any, meeting: Meeting, residents: Sequence[Episode]) -> None:
    """Write down whom anybody remembers, how vividly, and how easily."""
    rules, members = meeting.rules, meeting.members
    room["residents"] = len(residents)
    if not residents:
        return
    own = slice(0, len(residents))
    room["outcome"][own] = [resident.outcome for resident in residents]
    room["ease"][own] = [ease(each.outcome, rules.year - each.year, rules.memory) for each in residents]
    told = [_traits(resident.traits) for resident in residents]
    room["marks"][own] = [marks for marks, _, _ in told]
    room["kinds"][own] = [kinds for _, kinds, _ in told]
    room["distinctive"][own] = [distinctive for _, _, distinctive in told]
    # A member holds few of them. What is not held stays 0, and nobody asks for it.
    place_of = {each.id: number for number, each in enumerate(residents)}
    for seat, member in enumerate(members):
        held = [place_of[episode] for episode in member.vividness]
        room["holds"][seat, held] = 1
        room["vivid"][seat, held] = list(member.vividness.values())
        room["share"][seat, held] = [member.share(residents[number], rules.memory) for number in held]


@lru_cache(maxsize=2048)
def _traits(traits: tuple[str, ...]) -> tuple[list[int], int, int]:
    """(how often a past resident has each mark, the kinds as bits, how many traits are no kind)."""
    marks = [traits.count(mark) for mark in _MARKS]
    return marks, bits((kind for kind in Kind if kind in traits), Kind), sum(trait not in _KIND for trait in traits)


_MARKS: Final = (*Flag, Visa.J1, Visa.H1B)
"""The marks by which a past resident comes to mind, in the order of the record."""


def breaks_of(rules: MeetingRules) -> NDArray[np.int64]:
    """The rows after which the room takes a break; none is a row that no meeting has."""
    return np.array(rules.practices.breaks or (-1,), dtype=np.int64)


class Said(Struct, frozen=True, kw_only=True, gc=False):
    """The points of a cell or of a row by their ids, and the flags."""

    points: tuple[str, ...] = ()
    """The ids of the points."""
    flags: tuple[str, ...] = ()
    """The flags of the points against the row, each once, whatever their severity."""
    gravest: float = 0.0
    """The strength of the gravest worry of a cell."""
    explains_poorly: bool = False
    """Whether a cell is the file's own explanation, and speaks against the row where there is something to explain."""

    def ids_of(self, mask: int) -> list[str]:
        """The ids of the points in ``mask``, one bit a point."""
        return [point for number, point in enumerate(self.points) if (mask >> number) & 1]


class Reading(NamedTuple):
    """What the cells of a column say."""

    laid: list[tuple[Any, ...]]
    """The points as records."""
    said: Said
    """The same by their ids."""


class Scratch:
    """The large arrays in which compiled code holds a meeting. It resets what it uses as a meeting begins.

    Drivers that hold meetings one after another share them: to make them takes longer than parts of a meeting.
    """

    def __init__(self) -> None:
        self.day, self.row, self.supply = np.zeros(1, STATE), np.zeros(1, ROW), np.zeros(1, SUPPLY)


class Cells:
    """The table of cells: what each combination of cells says, and the rows of a sheet as places in it.

    Cells are read by the model's own rules, once for each combination; ``derived`` are the readings of other tables.
    """

    year: int
    """The year that every age in them counts from."""
    scratch: Scratch
    """Where those who share the table hold their meetings, one after another."""

    def __init__(self, rules: MeetingRules, lookups: Lookups, derived: Derived[Reading] | None = None) -> None:
        self.year, self.scratch = rules.year, Scratch()
        self._rules = rules
        self._lookups = lookups
        self._hidden = hidden_columns(rules.practices)
        self._readings = None if derived is None or self._hidden else Under(derived, rules.circumstances)
        self.composite = np.zeros(1, record_of(CompositeRules))
        fill(self.composite[0], rules.composite)
        self.borderline = rules.composite.borderline_from, rules.composite.strong_from
        self._known: list[dict[object, int]] = [{} for _ in range(COLUMNS)]
        self._said = [Said()]  # the first entry says nothing
        self._laid = 0
        self._table, self._spans = np.zeros(1024, POINT), np.zeros((1024, 2), np.int64)
        self._scores: dict[object, tuple[float, bool]] = {}

    def arrays(self) -> tuple[NDArray[Any], NDArray[np.int64]]:
        """The points of all entries, one after another, and for each entry where they begin and how many they are."""
        return self._table, self._spans

    def rows(self, applicants: Sequence[Applicant]) -> NDArray[Any]:
        """The rows of a sheet as records."""
        made = np.zeros(len(applicants), APPLICANT)
        for number, applicant in enumerate(applicants):
            self._encode(made[number], applicant)
        return made

    def said(self, rows: NDArray[Any]) -> list[Said]:
        """The points of each row by their ids, and its flags."""
        return [self._said_of(cells) for cells in rows["cells"].tolist()]

    def _said_of(self, cells: Sequence[int]) -> Said:
        entries = [entry for cell in cells if (entry := self._said[cell]).points]
        gravest = max([entry.gravest for entry in entries], default=0.0)
        if to_explain(gravest, self._rules.points.flag_from) <= 0.0:
            entries = [entry for entry in entries if not entry.explains_poorly]
        return Said(
            points=tuple([point for entry in entries for point in entry.points]),
            flags=tuple(dict.fromkeys([flag for entry in entries for flag in entry.flags])),
        )

    def _encode(self, row: Any, applicant: Applicant) -> None:
        shown, _ = on_the_wall(applicant, self._rules, self._lookups) if self._hidden else (applicant, ())
        row["key"], row["kind"], row["visa"] = key_of(applicant.id), _KIND[shown.kind], _VISA[shown.visa]
        row["who"] = -1 if applicant.advocate is None else _WHO[applicant.advocate.who]
        row["interviewed"], row["note"] = applicant.interview_score is not None, bool(applicant.note)
        row["pre_score"], row["borderline"] = self._scored(shown)
        row["cells"] = [
            self.entry(column, said) or self.read(column, said, shown)
            for column, cells in enumerate(_CELLS)
            for said in (cells(shown),)
        ]

    def _scored(self, shown: Applicant) -> tuple[float, bool]:
        cells = (shown.step1, shown.step2_ck, shown.step1_fails, shown.step2_fails)
        key = (*cells, shown.class_quartile, shown.interview_score)
        if key not in self._scores:
            rules = self._rules.composite
            score = composite(shown, rules)
            self._scores[key] = score, label(score, rules) is Label.BORDERLINE
        return self._scores[key]

    def entry(self, column: int, said: object) -> int | None:
        """The entry of what stands in the cells that a column reads; None if nobody has read them."""
        entry = self._known[column].get(said)
        if entry is None and self._readings is not None:
            reading = self._readings.recall((column, said))
            return None if reading is None else self._enter(column, said, reading)
        return entry

    def read(self, column: int, said: object, shown: Applicant) -> int:
        """Add an entry to the table of cells: that of an applicant who has them."""
        noted: Any = Noted(self._rules.circumstances)
        derived = _DERIVE[column](shown, noted)
        points = [point for point in derived if point.strength > 0.0 and point.column not in self._hidden]
        reading = Reading([_laid(point) for point in points], _summed(points))
        if self._readings is not None:
            self._readings.keep((column, said), noted, reading)
        return self._enter(column, said, reading)

    def _enter(self, column: int, said: object, reading: Reading) -> int:
        """Add a reading to the table of cells."""
        count = len(reading.laid)
        self._table = _with_room(self._table, self._laid + count)
        self._spans = _with_room(self._spans, len(self._said) + 1)
        self._spans[len(self._said)] = self._laid, count
        if count:
            self._table[self._laid : self._laid + count] = reading.laid
        self._laid += count
        self._said.append(reading.said)
        entry = self._known[column][said] = len(self._said) - 1
        return entry


_CELLS: Final = [rule.cells for rule in COLUMN_RULES.values()]
_DERIVE: Final = [rule.derive for rule in COLUMN_RULES.values()]
_KIND: Final = {kind: number for number, kind in enumerate(Kind)}
_VISA: Final = {visa: number for number, visa in enumerate(Visa)}
_WHO: Final = {who: number for number, who in enumerate(AdvocateWho)}
_USUAL: Final[Mapping[str, int]] = {column: number for number, column in enumerate(USUAL_COLUMNS)}


def _with_room(array: NDArray[Any], size: int) -> NDArray[Any]:
    """The array, or a copy twice as long if it is shorter than ``size``."""
    if len(array) >= size:
        return array
    longer = np.zeros((max(size, 2 * len(array)), *array.shape[1:]), array.dtype)
    longer[: len(array)] = array
    return longer


def _summed(points: Sequence[Point]) -> Said:
    worries = [point for point in points if point.flag is not None]
    return Said(
        points=tuple(point.id for point in points),
        flags=tuple(str(point.flag) for point in worries if point.valence < 0),
        gravest=max((point.strength for point in worries), default=0.0),
        explains_poorly=any(point.column == "narrative" and point.valence < 0 for point in points),
    )


def _laid(point: Point) -> tuple[Any, ...]:
    """A point as a record, in the order of its fields."""
    return (
        place(point.factor, Factor),
        point.valence,
        point.strength,
        place(point.holding, Holding),
        place(point.family, Family),
        -1 if point.flag is None else place(point.flag, Flag),
        point.issue,
        point.proof,
        bits(point.proves, Flag),
        point.tolerance,
        _USUAL.get(point.column, -1),
        point.column == "narrative",
        point.detail.endswith(_STRONG),
    )

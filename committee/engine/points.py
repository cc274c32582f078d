"""A row made ready: its points, who knows them, whom it is like. As ``applicants/points.py``, ``meeting/docket.py``."""

from __future__ import annotations

from typing import Any, Final

from committee.applicants import points as _points
from committee.chance import Purpose
from committee.engine.draws import by_seat, lasting, normal_of
from committee.engine.jit import as_it_stands, compiled
from committee.engine.reading import weigh
from committee.engine.records import COLUMNS, FLAGS
from committee.engine.words import (
    ADVOCATES_WORD,
    CONCERN,
    CONDUCT,
    EMAILS,
    FILE,
    GAP,
    INTERVIEW,
    NO_VISA,
    NOTHING,
    OLD_GRAD,
    PAPERWORK,
    PUBLIC,
    VISA_FLAG,
    VOUCH,
)
from committee.terms import Kind

_FROM_ABROAD: Final = sum(1 << place for place, kind in enumerate(Kind) if kind.is_img)
_ADVOCATE, _ASSIGNED = int(Purpose.ADVOCATE), int(Purpose.ASSIGNED)
_INTERVIEWERS, _READERS = int(Purpose.INTERVIEWERS), int(Purpose.READERS)
_TASTE, _NO_LIST = int(Purpose.TASTE), int(Purpose.NO_LIST)

_owed = as_it_stands(_points.to_explain)


@compiled
def lay_points(row: Any, applicant: Any, table: Any, spans: Any, sheet: Any) -> None:
    """The points of a row and its flags: as ``points.PointTable.of`` and ``points.flags_of``.

    ``spans`` has (first, count) in ``table`` for each entry of the table of cells.
    """
    owed = _owed(_gravest(applicant, table, spans), sheet.flag_from)
    row.points = 0
    row.advocate_point = NOTHING
    row.sits_up = row.strong = 0
    for column in range(COLUMNS):
        first, count = spans[applicant.cells[column], 0], spans[applicant.cells[column], 1]
        for which in range(first, first + count):
            point = table[which]
            poor = point.explains and point.valence < 0
            if not poor or owed > 0.0:
                _lay_point(row, point, point.strength * owed if poor and owed < 1.0 else point.strength)
    _count_one_cause(row, sheet)
    _lay_lists(row, sheet)
    row.key, row.kind, row.note, row.interviewed = applicant.key, applicant.kind, applicant.note, applicant.interviewed
    row.amplify, row.shift = sheet.amplify[applicant.kind], sheet.shift[applicant.kind]
    row.pre_score = applicant.pre_score
    row.borderline = applicant.borderline


@compiled
def _gravest(applicant: Any, table: Any, spans: Any) -> float:
    """The strength of the gravest worry: part of ``points._explained``."""
    gravest = 0.0
    for column in range(COLUMNS):
        first, count = spans[applicant.cells[column], 0], spans[applicant.cells[column], 1]
        for which in range(first, first + count):
            if table[which].flag != NOTHING:
                gravest = max(gravest, table[which].strength)
    return gravest


@compiled
def _lay_point(row: Any, point: Any, strength: float) -> None:
    """Lay one point beside the others of the row: part of ``points.PointTable.of``."""
    at = row.points
    row.points += 1
    row.factor[at], row.valence[at], row.strength[at] = point.factor, point.valence, strength
    row.holding[at], row.family[at], row.flag[at] = point.holding, point.family, point.flag
    row.issue[at], row.proof[at], row.proves[at] = point.issue, point.proof, point.proves
    row.tolerance[at], row.usual[at] = point.tolerance, point.usual
    if point.family == CONDUCT:
        row.sits_up = 1
    if point.family == ADVOCATES_WORD and row.advocate_point == NOTHING:
        row.advocate_point = at
        row.strong = point.strong


@compiled
def _count_one_cause(row: Any, sheet: Any) -> None:
    """An old graduation and a gap are one cause: as ``points._one_cause``."""
    ages = 0
    milder = NOTHING
    for point in range(row.points):
        if row.flag[point] == OLD_GRAD or row.flag[point] == GAP:
            ages += 1
            if milder == NOTHING or row.strength[point] < row.strength[milder]:
                milder = point
    if ages == 2:
        row.strength[milder] *= sheet.shared_cause


@compiled
def _lay_lists(row: Any, sheet: Any) -> None:
    """Flags, worries, oddities and proofs as lists: as ``weights.Layout.__init__``."""
    row.flags = row.worries = row.odds = row.lenients = row.provings = 0
    for flag in range(FLAGS):
        row.parts[flag] = 0
    for point in range(row.points):
        flag = row.flag[point]
        if flag != NOTHING:
            if row.parts[flag] == 0:
                row.worry[row.worries] = flag
                row.worries += 1
            row.part[flag, row.parts[flag]] = point
            row.parts[flag] += 1
            if row.strength[point] >= sheet.flag_from:
                row.flags |= 1 << flag
        elif row.issue[point]:
            row.odd[row.odds] = point
            row.odds += 1
        if row.tolerance[point] > 0.0:
            row.lenient[row.lenients] = point
            row.lenients += 1
        if row.proves[point]:
            row.proving[row.provings] = point
            row.provings += 1


@compiled
def find_advocate(row: Any, now: Any, applicant: Any, room: Any, sheet: Any, address: Any) -> None:
    """Whom the advocate's point reaches: as ``docket.Clerk._advocate``."""
    row.advocate = NOTHING
    if row.advocate_point == NOTHING:
        return
    by_seat(now.buffer, room, address, _ADVOCATE, row.key, 0)
    for which in range(2):
        role = sheet.advocates[applicant.who, which]
        for member in range(room.size):
            if room.role[member] == role and (row.advocate == NOTHING or now.buffer[member] < now.buffer[row.advocate]):
                row.advocate = member
        if row.advocate != NOTHING:
            return


@compiled
def prepare(row: Any, now: Any, applicant: Any, room: Any, sheet: Any, rules: Any, address: Any) -> None:
    """Everything else that is known of a row before it opens: as ``docket.Clerk.prepare``; its points are laid."""
    _draw_readers(row, now, room, rules, address)
    _draw_likings(row, room, rules, address)
    _assign(row, now, room, rules, address)
    _find_alike(row, applicant, room, rules)
    _find_holders(row, room)
    weigh(row, room, sheet, rules)
    _find_pulls(row, room, rules)


@compiled
def _draw_readers(row: Any, now: Any, room: Any, rules: Any, address: Any) -> None:
    """Who met the applicant, and who read the file: as ``docket.Clerk._holders``."""
    by_seat(now.buffer, room, address, _INTERVIEWERS, row.key, 0)
    _take_smallest(row.met, room.may_meet, now.buffer, room.size, rules.room.interviewers)
    by_seat(now.buffer, room, address, _READERS, row.key, 0)
    _take_smallest(row.reads, room.may_read, now.buffer, room.size, rules.room.readers)
    for member in range(room.size):
        if not row.interviewed:
            row.met[member] = 0
        if room.reads_all[member]:
            row.reads[member] = 1


@compiled
def _take_smallest(into: Any, able: Any, draws: Any, size: int, count: int) -> None:
    """Mark those of the ``count`` smallest draws among the able; the first of equals: as ``docket.Clerk._smallest``."""
    for member in range(size):
        into[member] = 0
    for _ in range(count):
        best = NOTHING
        for member in range(size):
            if able[member] and not into[member] and (best == NOTHING or draws[member] < draws[best]):
                best = member
        if best == NOTHING:
            return
        into[best] = 1


@compiled
def _draw_likings(row: Any, room: Any, rules: Any, address: Any) -> None:
    """As ``state._likings``."""
    by_seat(row.liking, room, lasting(address), _TASTE, row.key, 0)
    for member in range(room.size):
        spread = rules.reading.rapport if row.met[member] else rules.reading.taste
        row.liking[member] = normal_of(row.liking[member]) * spread
    if row.advocate != NOTHING:
        row.liking[row.advocate] = abs(row.liking[row.advocate])
    by_seat(row.no_list, room, address, _NO_LIST, row.key, 0)


@compiled
def _assign(row: Any, now: Any, room: Any, rules: Any, address: Any) -> None:
    """Who must speak for the row and against it: as ``docket.Clerk._assigned``."""
    row.assigned_for = row.assigned_against = NOTHING
    practices = rules.practices
    if not (practices.assigned_advocate or practices.devils_advocate):
        return
    by_seat(now.buffer, room, address, _ASSIGNED, row.key, 0)
    if practices.assigned_advocate:
        row.assigned_for = _smallest_able(row, now, room, NOTHING, NOTHING)
    if practices.devils_advocate:
        row.assigned_against = _smallest_able(row, now, room, row.assigned_for, row.advocate)


@compiled
def _smallest_able(row: Any, now: Any, room: Any, but: int, nor: int) -> int:
    """The able reader of the smallest draw; the first of equals: part of ``docket.Clerk._assigned``."""
    best = NOTHING
    for member in range(room.size):
        speaks = (room.acts[member] >> VOUCH) & 1 and (room.acts[member] >> CONCERN) & 1
        able = row.reads[member] and not room.reads_all[member] and speaks and member != but and member != nor
        if able and (best == NOTHING or now.buffer[member] < now.buffer[best]):
            best = member
    return best


@compiled
def _find_alike(row: Any, applicant: Any, room: Any, rules: Any) -> None:
    """The past residents whom the row is like: as ``memory.likeness`` for each."""
    row.alikes = 0
    for resident in range(room.residents):
        shared = 0
        bears = 0
        for flag in range(FLAGS):
            if (row.flags >> flag) & 1 and room.marks[resident, flag]:
                shared += room.marks[resident, flag]
                bears |= 1 << flag
        if applicant.visa != NO_VISA and room.marks[resident, FLAGS - 1 + applicant.visa]:
            shared += room.marks[resident, FLAGS - 1 + applicant.visa]
            bears |= 1 << VISA_FLAG
        if shared:
            match = _background(room.kinds[resident], row.kind, rules) * shared / room.distinctive[resident]
            row.alike[row.alikes] = resident
            row.likeness[row.alikes] = match * room.ease[resident]
            row.bears[row.alikes] = bears
            row.alikes += 1


@compiled
def _background(kinds: int, kind: int, rules: Any) -> float:
    """As ``memory.background_likeness``."""
    if (kinds >> kind) & 1:
        return 1.0
    if kinds & _FROM_ABROAD and (_FROM_ABROAD >> kind) & 1:
        return rules.memory.other_img
    return rules.memory.us


@compiled
def _find_holders(row: Any, room: Any) -> None:
    """Who knows which points: as ``holders.Holders.of_points``, ``holders.HoldersBatch.__init__``."""
    for member in range(room.size):
        row.knows_more[member] = 0
    for point in range(row.points):
        holding = row.holding[point]
        company = 0
        for member in range(room.size):
            if holding == PUBLIC:
                knows = 1
            elif holding == FILE:
                knows = row.reads[member]
            elif holding == INTERVIEW:
                knows = row.met[member]
            elif row.family[point] == ADVOCATES_WORD:
                knows = 1 if member == row.advocate else 0
            else:
                knows = room.office[member]
            row.held[point, member] = knows
            company += knows
            if knows and holding != PUBLIC:
                row.knows_more[member] = 1
        row.company[point] = company


@compiled
def _find_pulls(row: Any, room: Any, rules: Any) -> None:
    """How much a member wants to say an unsaid point: as ``docket.Clerk._pulls``."""
    floor = rules.floor
    for point in range(row.points):
        family = row.family[point]
        company = floor.point * (1.0 - floor.shared + floor.shared * row.company[point] / room.size)
        duty = floor.duty if family == EMAILS or family == PAPERWORK else 0.0
        if point == row.advocate_point:
            duty = floor.sponsor * row.strength[point]
        asked_for = family == CONDUCT and row.holding[point] == FILE
        for member in range(room.size):
            row.pull[point, member] = 0.0 if asked_for else duty + row.salience[point, member] * company

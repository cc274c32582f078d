"""Two readers decide most files that passed the screen; the room hears only of those that they cannot settle.

A reader makes of a file what its cells say (:class:`~committee.pipeline.files.Files`), under the program's posture and
with an error of their own. At this gate a no costs nothing, so a worry counts more than it will in January. How much
more differs from reader to reader. The program needs so many interviews, and the reading of the last file that still
gets one is its *line*. Above it a file is invited, below it waits, and far below it is declined.

A file goes to the room if it lies close to the line, or if the readers stand on different sides of it and either lie
far apart or have a flag to differ about.

Nothing here says which flag is worse. That comes from what the flags weigh in a file (``[program.points]``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated, Final

import numpy as np
from annotated_types import Ge, Le
from msgspec import Struct
from numpy.typing import NDArray

from committee.applicants.coded import Wholes, number
from committee.applicants.pools import Words, raws
from committee.applicants.posture import Posture
from committee.chance import Chance, Purpose, normals_of
from committee.members.mind import ReadingRules
from committee.pipeline.applying import Applications
from committee.pipeline.draws import At, Reals, of_each, of_some
from committee.pipeline.files import Bools, Files, cost_of
from committee.terms import Flag, Kind, Visa
from committee.units import SMALLEST, Count, Multiplier, Share, Signed, Strength, Unit

READERS: Final = 2
"""Who reads each file."""


class Decision(IntEnum):
    """What readers or the room make of a file."""

    NO = -1
    DISPUTED = 0
    INVITE = 1
    HOLD = 2
    """On the waiting list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRules:
    """How files are read before anybody is invited."""

    interviews_per_seat: Annotated[float, Ge(SMALLEST), Le(100), Unit("interviews a post")]
    """How many interviews a post needs. More of it: the line is lower."""
    noise: Strength
    """The standard deviation of one reader's error. More of it: programs like different people."""
    caution: Multiplier
    """How much a worry counts here for each time that it counts in the room. More of it: flagged files die sooner."""
    caution_spread: Share
    """How much that differs from reader to reader, as a relative standard deviation. More of it: more disputes."""
    signal: Strength
    """What a signal adds to a reading: somebody who would come. More of it: signals open more doors."""
    least: Signed
    """The mean reading below which a file is declined, however many interviews there are. More of it: fewer wait."""
    waiting: Multiplier
    """How many files wait for each interview. More of it: more places that are given back find somebody."""
    near: Strength
    """How close to the line a file is disputed, whatever the readers say. More of it: more disputes."""
    apart: Strength
    """How far apart readers on different sides are who dispute a file without a flag. More of it: fewer disputes."""
    room_rows: Count
    """The most files that a program takes to the room; those farther from the line are decided as read."""


class Desks(Struct, frozen=True):
    """What lies on the desks of all programs."""

    alive: Bools
    """By application, whether the file passed the screen."""
    needed: Wholes
    """By program, how many interviews it needs: see :func:`needed_of`."""
    postures: Sequence[Mapping[Kind, Posture]]
    """By program, how closely it looks at each kind."""
    dearer: Reals
    """Programs x kinds x worries: how many times dearer past residents make a worry than when the season began; see
    :func:`committee.pipeline.desk.dearer`."""
    reading: ReadingRules
    """How a member turns su into stance, in whose units a posture's shift is, and what is let pass of an issue."""


class Readings(Struct, frozen=True):
    """What the readers made of each application, in the order of the applications."""

    read: Reals
    """The mean of both readings, in weighted su; not a number for a file that nobody read."""
    leaning: NDArray[np.int8]
    """What that mean says, as a :class:`Decision`; never disputed."""
    decided: NDArray[np.int8]
    """The same for a file that needs no room, and disputed for one that does."""


def needed_of(seats: Wholes, rules: ReadRules) -> Wholes:
    """By program, how many interviews it needs for its ``seats``."""
    needed: Wholes = np.ceil(seats * rules.interviews_per_seat).astype(np.intp)
    return needed


def read_files(
    files: Files, applications: Applications, desks: Desks, rules: ReadRules, chance: Chance, words: Words = raws
) -> Readings:
    """Read every file that is alive.

    ``chance`` is of the year, program 0 and the gate of invitations. A reader's error is keyed by the applicant and the
    program, and how cautious a reader is by the program.
    """
    alive = np.flatnonzero(desks.alive)
    at = At(applications.applicant[alive], applications.program[alive])
    views = _views(files, at, desks, rules, (chance, words)) + rules.signal * applications.signaled[alive, None]
    mean = (views[:, 0] + views[:, 1]) / READERS
    place, line = _in_line(at.program, mean, desks.needed, rules)
    waits = desks.needed + np.floor(desks.needed * rules.waiting).astype(np.intp)
    leaning = np.where(mean >= line, Decision.INVITE, np.where(place < waits[at.program], Decision.HOLD, Decision.NO))
    leaning[mean < rules.least] = Decision.NO
    flagged: Bools = np.any(files.flagged, axis=1)
    disputed = _disputed(views, line, flagged[at.applicant], rules) & (mean >= rules.least)
    heard = _nearest(at.program, np.abs(mean - line), disputed, rules.room_rows)
    return Readings(
        read=_spread(mean, alive, len(desks.alive), np.nan),
        leaning=_spread(leaning, alive, len(desks.alive), Decision.NO).astype(np.int8),
        decided=_spread(np.where(heard, Decision.DISPUTED, leaning), alive, len(desks.alive), Decision.NO).astype(
            np.int8
        ),
    )


def order_of(readings: Readings, verdicts: Wholes, calls: Reals) -> Reals:
    """In which order each program sends its invitations: the highest first, not a number for those it never invites.

    First come those whom readers invite, by how they read; then those whom the room invites, by its call; then those on
    the waiting list, by how they read.

    Parameters
    ----------
    readings
        What the readers made of all applications.
    verdicts
        By application, the room's :class:`Decision`; ``DISPUTED`` where it gave none, so that the readers' leaning
        counts. Only those of disputed files are looked at.
    calls
        By application, what the room's call was where it gave one.
    """
    disputed = readings.decided == Decision.DISPUTED
    by_room = disputed & (verdicts != Decision.DISPUTED)
    final = np.where(by_room, verdicts, readings.leaning)
    invited = final == Decision.INVITE
    order = np.where(invited & by_room, _TIER + calls, readings.read)
    order[invited & ~by_room] += 2 * _TIER
    order[final == Decision.NO] = np.nan
    return order


_TIER: Final = 1000.0
"""More than two readings or calls can differ."""


def _views(files: Files, at: At, desks: Desks, rules: ReadRules, drawing: tuple[Chance, Words]) -> Reals:
    """What each reader makes of each file, in weighted su; shape (files, readers)."""
    chance, words = drawing
    kind = files.kind[at.applicant]
    amplify = np.array([[posture[each].amplify for each in Kind] for posture in desks.postures])[at.program, kind]
    shift = np.array([[posture[each].shift for each in Kind] for posture in desks.postures])[at.program, kind]
    desk_of = [f"desk {number}" for number in range(len(desks.needed))]
    temper = normals_of(of_each(chance, Purpose.READER, desk_of, READERS, words))
    caution = rules.caution * np.maximum(0.0, 1.0 + rules.caution_spread * temper)
    seen = files.worth[at.applicant] + shift / desks.reading.gain
    feared = amplify * _worried(files, at, desks)
    error = rules.noise * normals_of(of_some(chance, Purpose.READER, files.ids, at, READERS, words))
    views: Reals = seen[:, None] - caution[at.program] * feared[:, None] + error
    return views


_AT_ONCE: Final = 65_536
"""Files whose worries are added up at the same time, for the sake of memory."""


def _worried(files: Files, at: At, desks: Desks) -> Reals:
    """What worries each file costs, with the ghosts of its readers, in weighted su and for a posture of 1."""
    cost = files.issues[at.applicant]
    moved = (desks.dearer != 1.0).any(axis=(1, 2))[at.program] & (cost > 0.0)
    some = np.flatnonzero(moved)
    for first in range(0, len(some), _AT_ONCE):
        part = some[first : first + _AT_ONCE]
        who = at.applicant[part]
        times = desks.dearer[at.program[part], files.kind[who]]
        h1b = files.numbers["visa"][who] == number(Visa.H1B)
        times[h1b, _VISA] = times[h1b, -1]
        cost[part] = cost_of(files.left[who] * times[:, : len(Flag)], desks.reading.tolerance)
    return cost


_VISA: Final = tuple(Flag).index(Flag.VISA)


def _in_line(program: Wholes, mean: Reals, needed: Wholes, rules: ReadRules) -> tuple[Wholes, Reals]:
    """For each file its place among those of its program, from 0, and where the program's line is."""
    of = np.lexsort((-mean, program))
    start = np.searchsorted(program[of], np.arange(len(needed)))
    files = np.bincount(program, minlength=len(needed))
    place = np.empty(len(mean), dtype=np.intp)
    place[of] = np.arange(len(of)) - start[program[of]]
    line = np.full(len(needed), rules.least)
    line[needed == 0] = np.inf
    short = (needed > 0) & (files >= needed)
    line[short] = np.maximum(mean[of[start[short] + needed[short] - 1]], rules.least)
    return place, line[program]


def _disputed(views: Reals, line: Reals, flagged: Bools, rules: ReadRules) -> Bools:
    """Which files the readers cannot settle."""
    low, high = views.min(axis=1), views.max(axis=1)
    divided = (low < line) & (line <= high) & (flagged | (high - low > rules.apart))
    close = np.abs((low + high) / READERS - line) < rules.near
    found: Bools = divided | close
    return found


def _nearest(program: Wholes, distance: Reals, disputed: Bools, most: int) -> Bools:
    """The ``most`` of each program's ``disputed`` files that are nearest to the line."""
    some = np.flatnonzero(disputed)
    some = some[np.lexsort((distance[some], program[some]))]
    place = np.arange(len(some)) - np.searchsorted(program[some], program[some])
    heard = np.zeros_like(disputed)
    heard[some[place < most]] = True
    return heard


def _spread(values: NDArray[np.generic], places: Wholes, size: int, elsewhere: float) -> NDArray[np.float64]:
    """``values`` at their ``places`` of an array of this ``size``, and ``elsewhere`` at all others."""
    spread = np.full(size, elsewhere, dtype=np.float64)
    spread[places] = values
    return spread

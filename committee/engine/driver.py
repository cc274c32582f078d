"""Holds meetings in compiled code, one after another, in arrays that it keeps.

A driver is made from a meeting of the readable model that nobody has held: it reads from that meeting who sits there,
what they remember and which rules are in force. Then it holds the same meeting, and others with other seeds and rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from committee.applicants.applicant import Applicant
from committee.chance import Chance, Gate
from committee.convene import Convener
from committee.engine.day import meet
from committee.engine.layout import Cells, Scratch, breaks_of, room_of, rules_of, sheet_of
from committee.engine.listing import make_list
from committee.engine.records import END, POINTS, UTTERANCE
from committee.engine.rows import DrawnRows, Rows, rows_of, words
from committee.errors import BrokenPromise
from committee.meeting.lookups import Lookups, remembered
from committee.meeting.meeting import Meeting

Reals = NDArray[np.float64]
_NO_LOG: Final = np.zeros(0, UTTERANCE)
_NO_CALLS: Final = np.zeros(0)


class Held(Struct, frozen=True, kw_only=True, gc=False):
    """A meeting that was held: arrays by row, in the order in which rows were held, by member, or both."""

    chance: Chance
    """Its draws."""
    cells: NDArray[Any]
    """The rows as compiled code read them."""
    ends: NDArray[Any]
    """How each row ended (:data:`committee.engine.records.END`)."""
    before: Reals
    """Rows x members: stances before talk."""
    after: Reals
    """Rows x members: stances at the end."""
    staked: Reals
    """Rows x members: units staked."""
    ghosts: NDArray[np.int8]
    """Rows x past residents: who came to mind, in order; -1 from there on."""
    calls: Reals
    """The calls by which rows are listed, to 4 decimals."""
    tiers: NDArray[np.int64]
    """The tiers by which they are listed."""
    listed: NDArray[np.int64]
    """The rows on the list, the best first."""
    moves: NDArray[np.int64]
    """(row, from, to, member) of each move in the review; places count from 0."""
    minutes: float
    """Minutes that it all took."""
    balance: Reals
    """By member, the units left."""
    tired: Reals
    """By member, how tired they are."""
    vivid: Reals
    """Members x past residents: how vivid each memory is."""
    airtime: Reals
    """By member, the seconds they spoke, announcements aside."""
    capital: tuple[float, float, float]
    """Units staked on rows, returned and lost, as events tell them."""
    named_aloud: int
    """How often a past resident was named."""


class Driver:
    """Holds the meetings of one room under one set of rules."""

    sample: Meeting
    """The meeting that it was made from."""
    scratch: Scratch
    """Where it holds meetings. Drivers with the same table of cells share it."""

    def __init__(self, sample: Meeting, cells: Cells | None = None, scratch: Scratch | None = None) -> None:
        self.sample = sample
        self.size = len(sample.members)
        self.residents = remembered(sample.rules, sample.members)
        self.cells = Cells(sample.rules, Lookups(sample.rules, ())) if cells is None else cells
        self._rules, self._sheet = rules_of(sample.rules), sheet_of(sample)
        self._room = room_of(sample, self.residents)
        self._breaks = breaks_of(sample.rules)
        self.scratch = self.cells.scratch if scratch is None else scratch
        # The second committee meets before the first has made its list, so it may not write over that day.
        second = sample.rules.practices.second_committee
        self._second = Driver(sample.second(), self.cells, Scratch()) if second else None

    def fits(self, applicants: Sequence[Applicant]) -> bool:
        """Whether no row has more points than there is room for."""
        return self._most_points(self.cells.rows(applicants)) <= POINTS

    def rows(self, applicants: Sequence[Applicant]) -> Rows:
        """Applicants as the rows of a meeting, in the order given."""
        return rows_of(self.cells, applicants)

    def rows_of(self, convener: Convener, chances: Sequence[Chance]) -> Iterator[tuple[Chance, Rows]]:
        """The rows of the meetings of some seeds, drawn together where they can be."""
        pools = None if self.sample.rules.practices.blind else convener.pools(chances, words)
        if pools is None:
            for chance in chances:
                yield chance, self.rows(convener.rows(chance))
            return
        drawn = DrawnRows(self.cells, pools)
        for number, chance in enumerate(chances):
            yield chance, drawn.meeting(number)

    def hold(self, chance: Chance, rows: Rows, log: NDArray[Any] = _NO_LOG) -> Held:
        """Hold a meeting about these rows; ``log`` gets an entry for each utterance, as far as it goes."""
        return self._hold(chance, rows.cells, rows.by_id, log)

    def _hold(self, chance: Chance, cells: NDArray[Any], ids: NDArray[np.intp], log: NDArray[Any]) -> Held:
        if self._most_points(cells) > POINTS:
            raise BrokenPromise(f"a row has more than {POINTS} points; ask Driver.fits first")
        rows, size, own = len(cells), self.size, self.scratch
        ends = np.zeros(rows, END)
        before, after, staked = np.empty((rows, size)), np.empty((rows, size)), np.empty((rows, size))
        ghosts = np.empty((rows, len(self.residents)), np.int8)
        table, spans = self.cells.arrays()
        year, program = chance.occasion
        occasion = np.uint64(year), np.uint64(program)
        minutes, _ = meet(
            own.day, self._rules, self._sheet, self._room, table, spans, cells, np.uint64(chance.seed), occasion,
            self._breaks, ends, before, after, staked, ghosts, log, own.row,
            np.empty((rows + 1, size), np.int64), own.supply,
        )  # fmt: skip
        second = _NO_CALLS
        if self._second is not None:
            other = self._second._hold(_second_chance(chance), cells, ids, _NO_LOG)
            second = np.ascontiguousarray(other.ends["call"])
            minutes += other.minutes
        calls, tiers = np.empty(rows), np.empty(rows, np.int64)
        listed, moves = np.empty(rows, np.int64), np.empty((size, 4), np.int64)
        ranked, moved = make_list(
            own.day, self._rules, self._room, ends, second, ids, after, staked, calls, tiers, listed, moves
        )
        day, kept = own.day[0], slice(0, size)
        return Held(
            chance=chance,
            cells=cells,
            ends=ends,
            before=before,
            after=after,
            staked=staked,
            ghosts=ghosts,
            calls=calls,
            tiers=tiers,
            listed=listed[:ranked],
            moves=moves[:moved],
            minutes=float(minutes),
            balance=day["balance"][kept].copy(),
            tired=day["tired"][kept].copy(),
            vivid=day["vivid"][kept, : len(self.residents)].copy(),
            airtime=day["airtime"][kept].copy(),
            capital=(float(day["spent"]), float(day["returned"]), float(day["burned"])),
            named_aloud=int(day["named_aloud"]),
        )

    def _most_points(self, cells: NDArray[Any]) -> int:
        _, spans = self.cells.arrays()
        return int(spans[cells["cells"], 1].sum(axis=1).max(initial=0))


def _second_chance(chance: Chance) -> Chance:
    return chance.at(year=chance.year, program=chance.program, gate=Gate.SECOND)

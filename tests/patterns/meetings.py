"""Whole meetings in compiled code: a room for each scenario, and what came of a sheet at a seed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from committee.applicants.applicant import Applicant
from committee.chance import Chance
from committee.convene import Convener
from committee.engine.choice import Engine, choose
from committee.engine.driver import Driver, Held
from committee.engine.records import UTTERANCE
from committee.engine.rows import Rows
from committee.engine.words import DNR
from committee.scenario.scenario import Scenario

_UTTERANCES: Final = 64
"""The most utterances of a row."""


class Room:
    """The room of one scenario, ready to meet about any sheet at any seed."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.convener = Convener(scenario)
        choose(Engine.COMPILED, self.convener)
        self.driver = Driver(self.convener.meeting(1))
        self.voting = [number for number, member in enumerate(self.driver.sample.members) if member.votes]
        self._sheets: OrderedDict[tuple[Applicant, ...], Rows] = OrderedDict()

    def rows(self, applicants: Sequence[Applicant]) -> Rows:
        """The rows of a sheet; the last few are kept."""
        key = tuple(applicants)
        if key not in self._sheets:
            self._sheets[key] = self.driver.rows(key)
            while len(self._sheets) > _FEW:
                self._sheets.popitem(last=False)
        return self._sheets[key]

    def with_row(self, rows: Rows, place: int, applicant: Applicant) -> Rows:
        """The same sheet with another applicant of the same id at a place."""
        cells = rows.cells.copy()
        cells[place] = self.driver.cells.rows([applicant])[0]
        return structs.replace(rows, cells=cells)

    def hold(self, seed: int, rows: Rows) -> Day:
        """A meeting about these rows."""
        return Day(self, rows, self.driver.hold(Chance(seed), rows), None)

    def hold_told(self, seed: int, rows: Rows) -> Day:
        """The same with a log of every utterance."""
        log = np.zeros(_UTTERANCES * len(rows.cells), UTTERANCE)
        held = self.driver.hold(Chance(seed), rows, log)
        return Day(self, rows, held, log[: int(held.ends["utterances"].sum())])


_FEW: Final = 8
_ROOMS: OrderedDict[int, Room] = OrderedDict()
_MOST: Final = 64


def room_of(scenario: Scenario) -> Room:
    """The room of a scenario; those asked for lately are kept."""
    room = _ROOMS.get(id(scenario))
    if room is None:
        room = _ROOMS[id(scenario)] = Room(scenario)
        while len(_ROOMS) > _MOST:
            _ROOMS.popitem(last=False)
    _ROOMS.move_to_end(id(scenario))
    return room


class Day:
    """A meeting that is over. Arrays are by row, in the order of the sheet."""

    def __init__(self, room: Room, rows: Rows, held: Held, log: NDArray[Any] | None) -> None:
        self.room = room
        self.rows = rows
        self.held = held
        self.log = log

    @cached_property
    def ranked(self) -> NDArray[np.bool_]:
        """Whether the call left the row on the list."""
        return np.asarray(self.held.ends["tier"] != DNR)

    @cached_property
    def position(self) -> NDArray[np.int64]:
        """The position on the list, 1 at the top; 0 off the list."""
        position = np.zeros(len(self.held.ends), np.int64)
        position[self.held.listed] = np.arange(1, len(self.held.listed) + 1)
        return position

    @cached_property
    def places(self) -> NDArray[np.float64]:
        """The place as a share of the sheet; a row off the list gets the middle of the places that are left."""
        rows = len(self.held.ends)
        off = (len(self.held.listed) + 1 + rows) / 2
        return np.where(self.position > 0, self.position, off) / rows

    def mean_of_voters(self, stances: NDArray[np.float64]) -> float:
        """The mean of the stances that count; ``stances`` are by member."""
        counted = stances[self.room.voting].tolist()
        return float(sum(counted) / len(counted))

    @property
    def minutes(self) -> float:
        """Minutes that it took."""
        return self.held.minutes

"""A row had nobody paid: its state at the moment when somebody first wants to, to go on with where nobody may.

Up to that moment nothing depends on capital, so what follows on the same draws is the row as it would have been. Only
what a row changes is copied; the rest the two rows share.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import TypeVar

from msgspec import Struct, structs

from committee.meeting.state import OpenRow, Stakes
from committee.meeting.wish import Wish
from committee.members.reading import Reading, Worry

R = TypeVar("R", Reading, Worry)
S = TypeVar("S", bound=Struct)


def without_capital(row: OpenRow, wishes: Sequence[Wish]) -> tuple[OpenRow, list[Wish]]:
    """The row, in which nobody has staked anything, and the wishes for its next turn; in the copy nobody may stake.

    What happens in one of the two rows changes nothing in the other.
    """
    other = copy(row)
    other.may_pay, other.stakes = False, Stakes([0.0] * row.size, [0] * row.size)
    other.clock, other.timed = copy(row.clock), None
    other.talk, other.cue, other.missed = _apart(row.talk), _apart(row.cue), _apart(row.missed)
    other.expressed = _apart(row.expressed)
    other.recalled, other.to_put = list(row.recalled), list(row.to_put)
    other.readings = [_read_apart(reading) for reading in row.readings]
    other.ghosts, other.tales = list(row.ghosts), [list(tales) for tales in row.tales]
    other.stance, other.moved = list(row.stance), list(row.moved)
    other.knowledge = structs.replace(row.knowledge, unsaid=[list(points) for points in row.knowledge.unsaid])
    return other, [copy(wish) for wish in wishes]


def _apart(state: S) -> S:
    """A part of the state with lists, sets and tables of its own."""
    other = copy(state)
    for name in state.__struct_fields__:
        value = getattr(state, name)
        if isinstance(value, list | set | dict):
            setattr(other, name, value.copy())
    return other


def _read_apart(reading: Reading) -> Reading:
    other = _same_slots(reading)
    other.heard = list(reading.heard)
    other.worries = [_same_slots(worry) for worry in reading.worries]
    return other


def _same_slots(kept: R) -> R:
    """Another object with the same in its slots: ``copy`` takes three times as long, and a row has dozens of these."""
    other = object.__new__(type(kept))
    for name in kept.__slots__:
        setattr(other, name, getattr(kept, name))
    return other

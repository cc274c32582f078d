"""What a market takes from one year into the next, as plain data that reads back to the same bytes."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Struct

from committee.pipeline.desk import haunted
from committee.pipeline.drift import opened
from committee.pipeline.lived import Lived, begin
from committee.pipeline.residency import Fate, Resident
from committee.season.market import Market

CLASSES: Final = 5
"""Classes that a roster shows."""


class Pending(Struct, frozen=True, kw_only=True):
    """A resident to whom something happens, this year or later."""

    resident: Resident
    """The resident."""
    fates: tuple[Fate, ...]
    """What happens, the earliest first."""


class State(Struct, frozen=True, kw_only=True):
    """A market between two years. What :meth:`written` wrote reads back as the same state."""

    years: int
    """Years that are over."""
    lives: tuple[Lived, ...]
    """By program, what it has lived through."""
    training: tuple[Resident, ...] = ()
    """Everybody in training, by program and class."""
    pending: tuple[Pending, ...] = ()
    """Of whom there is something still to tell."""
    classes: tuple[tuple[tuple[int, int], ...], ...] = ()
    """By program, (graduates from abroad, residents) of the last classes, the newest last; empty before the first."""

    def written(self) -> bytes:
        """The state as JSON."""
        return msgspec.json.encode(self)


def beginning(market: Market) -> State:
    """The market before its first year."""
    season = market.scenario.season
    year = season.year
    lives = []
    for program in market.programs:
        rules = (year, season.drift, program.rank.memory)
        lives.append(haunted(opened(begin(program.number, program.table, program.past), *rules), *rules))
    return State(years=0, lives=tuple(lives), classes=tuple(() for _ in lives))

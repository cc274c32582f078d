"""The twin of a season, in which nobody remembers: a year at a time, as the season goes on.

Another process can hold it. It begins a year before anybody waits for it, and keeps the market as the last year left
it. A process that is lost takes nothing along: the one in its place holds the years again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Final, Protocol
from uuid import uuid4

from msgspec import Struct

from committee.engine.choice import Engine
from committee.scenario.seasons import SeasonScenario
from committee.season.crew import Answer, Crew
from committee.season.hands import hands_of
from committee.season.market import Market, market_of
from committee.season.state import State, beginning
from committee.season.writing import TwinYear, beside
from committee.season.year import How, hold_year

AHEAD: Final = 2
"""Years of the twin at most that are under way or waiting to be taken, so that many take no more memory than few."""


class TwinYears(Protocol):
    """The years of a twin, in order."""

    @property
    def late(self) -> int:
        """How many years the season may go on before anybody waits for the same year of the twin."""

    def go_on(self) -> None:
        """Begin the next year, if there is one and nobody is busy with enough of them."""

    def take(self) -> TwinYear:
        """The next year; wait for it if need be."""


class Twin(Struct, frozen=True, kw_only=True):
    """A season that another process can hold."""

    scenario: SeasonScenario
    """Its scenario, with memory off."""
    seed: int
    """Its seed."""
    engine: Engine
    """What holds its meetings."""
    jobs: int
    """In how many processes."""
    start: State | None
    """The state after the years that were held before; None if there were none."""
    key: str
    """Tells it from every other, so that a process makes its market once."""


def twin_of(scenario: SeasonScenario, seed: int, engine: Engine, jobs: int, start: State | None) -> Twin:
    """A season for another process."""
    return Twin(scenario=scenario, seed=seed, engine=engine, jobs=jobs, start=start, key=uuid4().hex)


class Elsewhere:
    """The years of a twin up to ``count``, held in another process. The first is begun at once."""

    late = 1

    def __init__(self, crew: Crew, twin: Twin, count: int) -> None:
        self._crew, self._twin, self._count = crew, twin, count
        self._begun = 0 if twin.start is None else twin.start.years
        self._asked: deque[Answer[TwinYear]] = deque()
        self.go_on()

    def go_on(self) -> None:
        """Begin the next year, if there is one and fewer than :data:`AHEAD` are under way."""
        if self._begun < self._count and len(self._asked) < AHEAD:
            self._begun += 1
            self._asked.append(self._crew.ask(held, self._twin, self._begun))

    def take(self) -> TwinYear:
        """The next year; wait for it if need be."""
        year = self._asked.popleft().answer()
        self.go_on()
        return year


class Here:
    """The years of a twin, each held in this process when it is taken."""

    late = 0

    def __init__(self, years: Iterator[TwinYear]) -> None:
        self._years = years

    def go_on(self) -> None:
        """Nothing: nobody else is there."""

    def take(self) -> TwinYear:
        """The next year."""
        return next(self._years)


def held(twin: Twin, number: int) -> TwinYear:
    """The year of the twin with this number, held in this process, which goes on from where it is if it can."""
    made = _MADE.get(twin.key)
    if made is None or made.state.years >= number:
        _MADE.clear()
        market = market_of(twin.scenario, twin.seed)
        how = How(hands=hands_of(twin.engine, twin.jobs), told=frozenset())
        made = _MADE[twin.key] = _Made(market, how, beginning(market) if twin.start is None else twin.start)
    while True:
        year = hold_year(made.market, made.state, twin.seed, made.how)
        made.state = year.ended.after
        if made.state.years == number:
            return beside(year)


class _Made(Struct):
    """A twin that this process holds."""

    market: Market
    """Its market as it began."""
    how: How
    """Who holds its meetings."""
    state: State
    """What the last year left."""


_MADE: dict[str, _Made] = {}
"""The twin that this process holds, by its key."""

"""The twin of a season, in which nobody remembers: held in another process, a year at a time, as the season goes on.

A year of the twin needs only the state of its market. So a process that is lost takes nothing along.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

from msgspec import Struct

from committee.engine.choice import Engine
from committee.scenario.seasons import SeasonScenario
from committee.season.crew import Crew
from committee.season.hands import hands_of
from committee.season.market import Market, market_of
from committee.season.state import State, beginning
from committee.season.writing import TwinYear, beside
from committee.season.year import How, hold_year


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
    key: str
    """Tells it from every other, so that a process makes its market once."""


def twin_of(scenario: SeasonScenario, seed: int, engine: Engine, jobs: int) -> Twin:
    """A season for another process."""
    return Twin(scenario=scenario, seed=seed, engine=engine, jobs=jobs, key=uuid4().hex)


def held_beside(crew: Crew, twin: Twin, count: int, after: State | None) -> Iterator[TwinYear]:
    """The years of a twin up to ``count``, after ``after`` if that is given: each is begun when the last is taken."""
    done = 0 if after is None else after.years
    asked = crew.ask(held, twin, after) if done < count else None
    while asked is not None:
        year = asked.answer()
        asked = crew.ask(held, twin, year.after) if year.after.years < count else None
        yield year


def held(twin: Twin, after: State | None) -> TwinYear:
    """The next year of the twin, held in this process."""
    if twin.key not in _MADE:
        _MADE.clear()
        how = How(hands=hands_of(twin.engine, twin.jobs), told=frozenset())
        _MADE[twin.key] = market_of(twin.scenario, twin.seed), how
    market, how = _MADE[twin.key]
    return beside(hold_year(market, beginning(market) if after is None else after, twin.seed, how))


_MADE: dict[str, tuple[Market, How]] = {}
"""The market that this process has made, and who holds its meetings."""

"""A season: some years of a market, one after another.

>>> from committee.season import Season
>>> Season("one_bad_year", seed=5).run(years=10)  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from os import PathLike
from typing import SupportsIndex

from committee.applicants.pools import Words, raws
from committee.chance import seed_of
from committee.convene import Convener
from committee.engine.choice import Engine, Told, choose
from committee.scenario.loading import load_season
from committee.scenario.seasons import SeasonScenario
from committee.season.market import Market, market_of
from committee.season.rooms import Bench
from committee.season.state import State, beginning
from committee.season.year import How, YearHeld, hold_year


class Season:
    """Some years of one market at one seed.

    Parameters
    ----------
    scenario
        A name, a path, or a scenario of a season.
    seed
        A whole number from 0 to 2**64 - 1.
    engine
        As for :func:`committee.outcomes_of`. It changes nothing but the time.
    told
        Is called with a sentence if compiling comes first.
    settings
        Values by dotted key with ``__`` for the dot: ``season__waves__most=1``.

    Raises
    ------
    ScenarioRefused
        If the scenario or a setting cannot be used.
    UsageRefused
        If the seed is none.
    """

    scenario: SeasonScenario
    """The scenario."""
    seed: int
    """The seed."""
    market: Market
    """All programs as the season begins."""

    def __init__(
        self,
        scenario: str | PathLike[str] | SeasonScenario,
        seed: SupportsIndex = 1,
        *,
        engine: str = "auto",
        told: Told | None = None,
        **settings: object,
    ) -> None:
        if not isinstance(scenario, SeasonScenario):
            scenario = load_season(scenario, {key.replace("__", "."): value for key, value in settings.items()})
        self.scenario = scenario
        self.seed = seed_of(seed)
        self.market = market_of(scenario, self.seed)
        self.choice = choose(engine, Convener(scenario), told=told)

    def how(self, told: Collection[int] | None = None) -> How:
        """How the years are held; ``told`` are the programs that are recorded, those of the scenario if it is None."""
        compiled = self.choice.engine is Engine.COMPILED
        focal = self.scenario.season.focal if told is None else told
        return How(words=_words(compiled=compiled), bench=Bench() if compiled else None, told=frozenset(focal))

    def years(self, count: int, after: State | None = None, told: Collection[int] | None = None) -> Iterator[YearHeld]:
        """Up to ``count`` years in all, one after another; ``after`` is the state that a stopped season left."""
        state = beginning(self.market) if after is None else after
        how = self.how(told)
        while state.years < count:
            held = hold_year(self.market, state, self.seed, how)
            state = held.ended.after
            yield held


def _words(*, compiled: bool) -> Words:
    if compiled:
        from committee.engine.rows import words

        return words
    return raws

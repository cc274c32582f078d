"""A season: some years of a market, one after another.

``committee.Season("one_bad_year", seed=5).run(years=10)`` gives the tables and the story.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import closing, nullcontext
from copy import copy
from functools import cached_property
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, SupportsIndex

import msgspec

from committee.archive.seasons import KEEPS
from committee.chance import seed_of
from committee.convene import Convener
from committee.engine.choice import Engine, Told, choose
from committee.errors import Problem, UsageRefused, nearest
from committee.machine.rules import SEASON, rules_digest
from committee.scenario.loading import as_data, load_season, resettled
from committee.scenario.seasons import SeasonScenario
from committee.season.hands import Hands, hands_of
from committee.season.holding import How as Holding
from committee.season.holding import hold
from committee.season.market import Market, as_plain, market_of
from committee.season.pages import Held, held_in, pages_of
from committee.season.state import State, beginning
from committee.season.twin import Elsewhere, Here, TwinYears, twin_of
from committee.season.writing import YearWritten, beside, written
from committee.season.year import How, YearHeld, hold_year


class Season:
    """Some years of one market at one seed.

    Parameters
    ----------
    scenario
        A name, a path, or a scenario of a season.
    seed
        A whole number from 0 to 2**64 - 1.
    keep
        Whose meetings are recorded: those of the scenario's ``focal`` programs, or of ``all``.
    jobs, scheduler
        Who holds the meetings: so many processes, or the workers of a Dask scheduler.
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
        If the seed is none, or ``keep`` is neither.
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
        keep: str = "focal",
        jobs: int = 1,
        scheduler: str = "",
        engine: str = "auto",
        told: Told | None = None,
        **settings: object,
    ) -> None:
        if not isinstance(scenario, SeasonScenario):
            scenario = load_season(scenario, {key.replace("__", "."): value for key, value in settings.items()})
        self.scenario = scenario
        self.seed = seed_of(seed)
        self.keep = _kept(keep)
        self.market = market_of(scenario, self.seed)
        self._asked, self._jobs, self._scheduler, self._told = engine, jobs, scheduler, told

    @cached_property
    def _engine(self) -> Engine:
        """Which engine holds the meetings. Finding out may compile, so it waits until there are meetings to hold."""
        return choose(self._asked, Convener(self.scenario), told=self._told).engine

    @cached_property
    def _hands(self) -> Hands:
        """Who holds the meetings."""
        return hands_of(self._engine, self._jobs, self._scheduler)

    @property
    def about(self) -> dict[str, Any]:
        """What the season is, as its manifest says it."""
        return {
            "title": self.scenario.title,
            "question": self.scenario.question,
            "scenario": as_data(self.scenario),
            "seed": self.seed,
            "keep": self.keep,
            "focal": [self.market.programs[number].code for number in sorted(self._recorded())],
            "programs": [dict(each) for each in as_plain(self.market)],
        }

    def _recorded(self) -> frozenset[int]:
        numbers = range(len(self.market.programs))
        return frozenset(numbers if self.keep == "all" else set(self.scenario.season.focal) & set(numbers))

    def held(self, count: int, after: State | None = None, *, told: bool = True) -> Iterator[YearHeld]:
        """Everything that happens in each of up to ``count`` years, after ``after`` if that is given.

        ``told`` says whether meetings are recorded.
        """
        state = beginning(self.market) if after is None else after
        how = How(hands=self._hands, told=self._recorded() if told else frozenset())
        while state.years < count:
            held = hold_year(self.market, state, self.seed, how)
            state = held.ended.after
            yield held

    def years(self, count: int, resume_from: bytes | None = None) -> Iterator[YearWritten]:
        """Years ready to write, each beside the same year of the twin: the market in which nobody remembers.

        ``resume_from`` is what a stopped season wrote after its last year.
        """
        own, twins = (None, None) if resume_from is None else msgspec.json.decode(resume_from, type=tuple[State, State])
        with closing(self._hands):
            twin, waiting = self._beside(count, twins), deque[YearHeld]()
            for held in self.held(count, own):
                twin.go_on()
                waiting.append(held)
                if len(waiting) > twin.late:
                    yield self._written(waiting.popleft(), twin)
            while waiting:
                yield self._written(waiting.popleft(), twin)

    def _written(self, held: YearHeld, twin: TwinYears) -> YearWritten:
        other = twin.take()
        after = msgspec.json.encode((held.ended.after, msgspec.Raw(other.after)))
        return written(held, after, other, self.scenario.season.drift)

    def _beside(self, count: int, after: State | None) -> TwinYears:
        """The years of the twin, held in another process if there is one."""
        helper, scenario = self._hands.helper, self._without_memory()
        if helper is not None:
            return Elsewhere(helper, twin_of(scenario, self.seed, self._engine, self._jobs, after), count)
        return Here(beside(held) for held in self.twin().held(count, after, told=False))

    def _without_memory(self) -> SeasonScenario:
        return resettled(self.scenario, {"switches.memory": False})

    def run(self, years: int, folder: Path | str | None = None) -> Held:
        """Hold so many years: what is counted of them, the doors, and the story.

        Everything goes into ``folder``, where a stopped season goes on, as the command ``season`` does it. Without a
        folder, nothing is kept but what is returned.

        Raises
        ------
        UsageRefused
            If there cannot be that many years, or the folder cannot be written.
        """
        with nullcontext(folder) if folder is not None else TemporaryDirectory() as path:
            place = Path(path) if folder is not None else Path(path) / "season"
            hold(self, place, years, Holding(rules=rules_digest(SEASON)), told=_untold, pages=pages_of)
            return held_in(place)

    def twin(self) -> Season:
        """The same season at the same seed, with memory off."""
        made = copy(self)
        made.scenario = self._without_memory()
        made.market = market_of(made.scenario, self.seed)
        return made


def _kept(keep: str) -> str:
    """Refuses a word for whose meetings are recorded that is none."""
    if keep not in KEEPS:
        allowed = f"use {' or '.join(KEEPS)}"
        raise UsageRefused(Problem(place="keep", value=keep, allowed=allowed, nearest=nearest(keep, KEEPS)))
    return keep


def _untold(year: object) -> None:
    """Whoever runs a season in Python hears of it when it is over."""
    del year

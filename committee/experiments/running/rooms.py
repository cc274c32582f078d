"""The meetings of one design point, ready to be held at any seeds, by compiled code where it may.

Making a room takes as long as some ten meetings in it. So a process keeps the rooms that it made last.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from committee.chance import Chance
from committee.convene import Convener, RankMeeting
from committee.engine.choice import Engine, choose
from committee.experiments.design.designs import ADDITIVE, PRIVATE
from committee.experiments.running.nulls import Asked, additive_tallies, privately
from committee.measures.tally import Tally, tally
from committee.measures.years import YearsTally
from committee.recording import Heard
from committee.scenario.seasons import SeasonScenario
from committee.season.season import Season
from committee.season.tallied import tally_of_years

if TYPE_CHECKING:
    from committee.engine.driver import Driver

KEPT: Final = 64
"""Rooms that a process keeps."""


class Room:
    """The meetings of one scenario.

    Parameters
    ----------
    convener
        It makes them.
    engine
        ``auto``, ``objects`` or ``compiled``; see :func:`committee.engine.choice.choose`.
    """

    def __init__(self, convener: Convener, engine: str) -> None:
        self.convener = convener
        self._driver: Driver | None = None
        if choose(engine, convener).engine is Engine.COMPILED:
            from committee.engine.driver import Driver

            self._driver = Driver(convener.meeting(1))

    def tallies(self, null: str, seeds: Sequence[int]) -> Iterator[Tally]:
        """What is counted of each meeting, or of the ranking that is held in its place."""
        if null == ADDITIVE:
            return additive_tallies(self.convener, seeds)
        if self._driver is not None:
            return self._compiled(seeds, asked=null == PRIVATE)
        return self._readable(seeds, asked=null == PRIVATE)

    def _compiled(self, seeds: Sequence[int], *, asked: bool) -> Iterator[Tally]:
        from committee.engine.tallied import tally_of

        driver = self._driver
        assert driver is not None
        for chance, rows in driver.rows_of(self.convener, [Chance(seed) for seed in seeds]):
            held = driver.hold(chance, rows)
            counted = tally_of(driver, held, rows)
            yield privately(counted, held.ends["alone"].tolist()) if asked else counted

    def _readable(self, seeds: Sequence[int], *, asked: bool) -> Iterator[Tally]:
        for seed in seeds:
            heard = Heard()
            meeting = (Asked if asked else RankMeeting)(self.convener, listeners=[heard], chance=Chance(seed))
            meeting.run()
            counted = tally(heard.recording())
            yield privately(counted, meeting.alone) if isinstance(meeting, Asked) else counted


class Years:
    """The seasons of one scenario: some years of a market, in the place of a meeting.

    Parameters
    ----------
    convener
        Of a scenario that is held as a season.
    engine
        What holds the meetings.
    years
        How many years a season has.
    """

    def __init__(self, convener: Convener, engine: str, years: int) -> None:
        self.convener = convener
        self._engine, self._years = engine, years

    def tallies(self, null: str, seeds: Sequence[int]) -> Iterator[YearsTally]:
        """What is counted of each season. A null that is no setting has nothing to do with years."""
        scenario = self.convener.scenario
        assert isinstance(scenario, SeasonScenario)
        assert not null
        for seed in seeds:
            yield tally_of_years(Season(scenario, seed, engine=self._engine).held(self._years, told=False))


class Rooms:
    """Rooms by their keys; those asked for last are kept."""

    def __init__(self, most: int = KEPT) -> None:
        self._most = most
        self._rooms: OrderedDict[object, Room | Years] = OrderedDict()

    def room(self, key: object, make: Callable[[], Room | Years]) -> Room | Years:
        """The room of a key, made if it is not kept."""
        if key not in self._rooms:
            self._rooms[key] = make()
            while len(self._rooms) > self._most:
                self._rooms.popitem(last=False)
        self._rooms.move_to_end(key)
        return self._rooms[key]

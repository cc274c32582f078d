"""Who holds the meetings of a season, and who makes its draws. None of it changes what comes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct

from committee.applicants.pools import Words, raws
from committee.engine.choice import Engine
from committee.meeting.held import Provenance
from committee.season.crew import Cluster, Crew, Workers
from committee.season.rooms import NOWHERE, Bench, Result, Sitting, hold_recorded, hold_told

SHARES: Final = 2
"""In how many shares the meetings of a gate are handed out for each process, so that none waits long for the others."""


FEW: Final = 8
"""Fewer meetings than this are held at once, where they are."""


class Hands(Struct, frozen=True, kw_only=True):
    """Those who hold the meetings."""

    words: Words
    """Makes the raw words of draws."""
    bench: Bench | None
    """Holds meetings by compiled code; None if the readable model holds all."""
    helper: Crew | None = None
    """The process that holds the twin; None if this one does."""
    crew: Workers | None = None
    """The processes that hold the meetings; None if this one does."""

    @property
    def recorders(self) -> Workers | None:
        """Who records meetings, while others hold them all the same; None if nobody can."""
        return self.helper if self.crew is None else self.crew

    def hold(self, sittings: Sequence[Sitting]) -> list[Result]:
        """What comes of meetings, whoever listens to them elsewhere."""
        if self.crew is None or len(sittings) < FEW:
            return _held(self.bench, sittings)
        work = _held_compiled if self.bench is not None else _held_readably
        asked = [self.crew.ask(work, share) for share in _shares(sittings, SHARES * self.crew.size)]
        return [result for share in asked for result in share.answer()]

    def record(self, sitting: Sitting, provenance: Provenance) -> Callable[[], tuple[Result, bytes]]:
        """What gives the result and the recording of a meeting, which is held here and now if nobody else can do it."""
        if self.recorders is not None:
            return self.recorders.ask(hold_recorded, sitting, provenance).answer
        recorded = hold_recorded(sitting, provenance)
        return lambda: recorded

    def close(self) -> None:
        """End the processes. They start again when somebody asks."""
        for each in (self.helper, self.crew):
            if each is not None:
                each.close()


def hands_of(engine: Engine, jobs: int = 1, scheduler: str = "") -> Hands:
    """Those who hold the meetings of a season and of its twin: ``jobs`` processes, or the workers of a Dask scheduler.

    From two processes on, the twin has one of its own, which also records meetings. From four on, the meetings of each
    are held and recorded in half of them.

    Raises :class:`~committee.errors.UsageRefused` if the scheduler or its workers cannot be used.
    """
    helper = Crew(1) if jobs > 1 and not scheduler else None
    crew = Cluster(scheduler) if scheduler else Crew(jobs // 2) if jobs // 2 > 1 else None
    if engine is Engine.OBJECTS:
        return Hands(words=raws, bench=None, helper=helper, crew=crew)
    from committee.engine.rows import words

    return Hands(words=words, bench=Bench(), helper=helper, crew=crew)


def _held(bench: Bench | None, sittings: Sequence[Sitting]) -> list[Result]:
    if bench is None:
        return [hold_told(each, NOWHERE) for each in sittings]
    return bench.hold(sittings)


def _shares(sittings: Sequence[Sitting], most: int) -> list[Sequence[Sitting]]:
    """The meetings in at most ``most`` shares of about the same size."""
    size = -(-len(sittings) // most)
    return [sittings[first : first + size] for first in range(0, len(sittings), size)]


_BENCH: Final = Bench()
"""Of a process that holds meetings for another."""


def _held_compiled(sittings: Sequence[Sitting]) -> list[Result]:
    return _held(_BENCH, sittings)


def _held_readably(sittings: Sequence[Sitting]) -> list[Result]:
    return _held(None, sittings)

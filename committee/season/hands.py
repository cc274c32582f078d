"""Who holds the meetings of a season, and who makes its draws. None of it changes what comes of them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from committee.applicants.pools import Words, raws
from committee.engine.choice import Engine
from committee.meeting.held import Provenance
from committee.season.rooms import Bench, Result, Sitting, hold_told

_UNTOLD = Provenance(scenario={}, inputs=())


class Hands(Struct, frozen=True, kw_only=True):
    """One process that holds all meetings."""

    words: Words
    """Makes the raw words of draws."""
    bench: Bench | None
    """Holds meetings by compiled code; None if the readable model holds all."""

    def hold(self, sittings: Sequence[Sitting]) -> list[Result]:
        """What comes of meetings to which nobody listens."""
        return [hold_told(each, _UNTOLD) if self.bench is None else self.bench.hold(each) for each in sittings]


def hands_of(engine: Engine, jobs: int, scheduler: str) -> Hands:
    """Those who hold the meetings of a season."""
    del jobs, scheduler
    if engine is Engine.OBJECTS:
        return Hands(words=raws, bench=None)
    from committee.engine.rows import words

    return Hands(words=words, bench=Bench())

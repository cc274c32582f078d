"""The two nulls that are no setting: what is counted of a list that nobody talked about.

``additive``
    A score and one noise draw for each row, by :func:`committee.meeting.nulls.additive_null`. There is no room.
``private_average``
    The readings of the room before its talk, by :func:`committee.meeting.nulls.private_average`. Each tier gets as many
    rows as the meeting gave it.

Both give a tally that holds the rows and the list and nothing of a talk. An outcome that says something of the talk has
no value there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import structs

from committee.chance import Chance
from committee.convene import RankMeeting
from committee.engine.choice import Engine
from committee.engine.outcomes import BLOCK, Meetings
from committee.events import real
from committee.measures.tally import Tally, tally
from committee.meeting.docket import Docket
from committee.meeting.nulls import additive_null, private_average
from committee.meeting.row import RowResult
from committee.meeting.state import OpenRow
from committee.recording import Heard
from committee.terms import Tier


def null_tallies(null: str, meetings: Meetings, seeds: Iterable[int]) -> Iterator[Tally]:
    """What is counted under a null of the meeting of each seed, one after another; the same by either engine.

    ``null`` is one of :data:`committee.experiments.designs.MEASURED_NULLS`.
    """
    held = _compiled if meetings.choice.engine is Engine.COMPILED else _readable
    ranked = _NULLS[null]
    for chance, room, alone in held(meetings, seeds):
        yield ranked(meetings, chance, room, alone)


Polled = Iterator[tuple[Chance, Tally, list[float]]]
"""The draws of a meeting, its tally, and by row the mean of the readings before talk."""


class _Polled(RankMeeting):
    """A meeting that notes what the room thought of each row before talk."""

    alone: list[float]
    """By row held, the private average."""

    def hold(self, docket: Docket) -> RowResult:
        """Note the private average, and hold the row."""
        if not self.held:
            self.alone = []
        self.alone.append(private_average(OpenRow(docket, self.room(docket.brief))))
        return super().hold(docket)


def _readable(meetings: Meetings, seeds: Iterable[int]) -> Polled:
    for seed in seeds:
        heard, chance = Heard(), Chance(seed)
        meeting = _Polled(meetings.convener, listeners=[heard], chance=chance)
        meeting.run()
        yield chance, tally(heard.recording()), meeting.alone


def _compiled(meetings: Meetings, seeds: Iterable[int]) -> Polled:
    from committee.engine.driver import Driver
    from committee.engine.tallied import tally_of

    driver = Driver(meetings.convener.meeting(1))
    left = list(seeds)
    for start in range(0, len(left), BLOCK):
        chances = [Chance(seed) for seed in left[start : start + BLOCK]]
        for chance, rows in driver.rows_of(meetings.convener, chances):
            held = driver.hold(chance, rows)
            yield chance, tally_of(driver, held, rows), held.ends["alone"].tolist()


# ---------------------------------------------------------------- the lists


def _by_readings(meetings: Meetings, chance: Chance, room: Tally, alone: Sequence[float]) -> Tally:
    """Every tier with as many rows as in the room, by the private average; ties by id."""
    del meetings, chance
    ids, tiers = room.rows["id"], room.rows["tier"]
    order = sorted(range(len(ids)), key=lambda row: (-alone[row], ids[row]))
    counts = {tier: list(tiers).count(tier) for tier in Tier}
    in_order = [tier for tier in Tier for _ in range(counts[tier])]
    placed = dict(zip(order, in_order, strict=True))
    return _listed(room, [real(value) for value in alone], [placed[row] for row in range(len(ids))], order)


def _by_score(meetings: Meetings, chance: Chance, room: Tally, alone: Sequence[float]) -> Tally:
    """The additive null's own calls and tiers."""
    del alone
    convener = meetings.convener
    found = additive_null(convener.rules, convener.rows(chance), chance)
    calls = [real(null.call) for null in found]
    order = sorted(range(len(found)), key=lambda row: found[row].place)
    return _listed(room, calls, [null.tier for null in found], order)


def _listed(room: Tally, calls: Sequence[float], tiers: Sequence[Tier], order: Sequence[int]) -> Tally:
    """The tally of the room with this list in place of its own, and nothing of its talk."""
    listed = [row for row in order if tiers[row].ranked]
    position: dict[int, int] = {row: number for number, row in enumerate(listed, start=1)}
    rows: Mapping[str, Sequence[Any]] = {
        **{name: room.rows[name] for name in _OF_THE_FILE},
        "tier": [str(tier) for tier in tiers],
        "call": list(calls),
        "position": [position.get(row) for row in range(len(tiers))],
    }
    return structs.replace(
        room, rows=rows, minutes=0.0, airtime={}, spent=0.0, returned=0.0, lost=0.0, ghosts_spoken=0, unheard=0
    )


_OF_THE_FILE: Final = ("id", "name", "kind", "flags", "label", "pre_score", "factors", "promise")
"""What a tally knows of a row before anybody has read it."""

_NULLS: Final[Mapping[str, Callable[[Meetings, Chance, Tally, Sequence[float]], Tally]]] = {
    "additive": _by_score,
    "private_average": _by_readings,
}

"""Whether compiled code gives the numbers of the readable model on this machine, seen once for each compiled version.

Processors may differ in how they contract or order operations. We do not trust that they do not: before compiled code
answers anybody, it holds two small meetings that the model holds too.
"""

from __future__ import annotations

import platform
from contextlib import suppress
from functools import cache
from typing import Any, Final

from committee.convene import Convener
from committee.engine.driver import Driver
from committee.engine.jit import cache_folder
from committee.scenario.loading import load_scenario

_FEW: Final[dict[str, Any]] = {"pool.us_md": 4, "pool.us_do": 2, "pool.us_img": 4, "pool.non_us_img": 8}
_UNDER: Final[tuple[dict[str, Any], ...]] = (
    {},
    {
        "meeting.rules.ballots": "before_and_after",
        "meeting.rules.base_rates": True,
        "meeting.rules.equal_airtime": True,
        "meeting.rules.capital_cap": 1.5,
        "meeting.floor.ghost": 9.0,
        "memory.noticed": 0.0,
    },
)
"""What both engines must agree under: no rule of the meeting, and those that calculate, with ghosts that are named."""


@cache
def agrees() -> bool:
    """Whether both engines hold the same meetings on this machine, to the last bit."""
    folder = cache_folder()
    seen = None if folder is None else folder / f"agrees-{platform.machine()}-{platform.python_version()}"
    if seen is not None and seen.exists():
        return True
    same = all(_agree(settings) for settings in _UNDER)
    if same and seen is not None:
        with suppress(OSError):
            seen.touch()
    return same


def _agree(settings: dict[str, Any]) -> bool:
    """Whether they agree on one small meeting: its rows, calls, stances, seconds, purses and list."""
    convener = Convener(load_scenario("baseline", {**_FEW, **settings}))
    meeting = convener.meeting(1)
    driver = Driver(convener.meeting(2))
    ((_, rows),) = driver.rows_of(convener, [meeting.chance])
    held = driver.hold(meeting.chance, rows)
    results = [row.result for row in meeting.run().held]
    return (
        rows.cells.tobytes() == driver.rows(meeting.applicants).cells.tobytes()
        and held.ends["call"].tolist() == [result.ending.call for result in results]
        and held.ends["seconds"].tolist() == [result.seconds for result in results]
        and held.before.tolist() == [list(result.before) for result in results]
        and held.after.tolist() == [list(result.stances) for result in results]
        and held.balance.tolist() == [member.purse.balance for member in meeting.members]
        and tuple(rows.ids[row] for row in held.listed.tolist()) == meeting.listed
    )

"""Whether compiled code gives the numbers of the readable model on this machine, seen once for each compiled version.

Processors may differ in how they contract or order operations. We do not trust that they do not: before compiled code
answers anybody, it holds two small meetings that the model holds too. That compiles everything that is kept, so
processes that start later find it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from time import sleep
from typing import Any, Final

from committee.convene import Convener
from committee.engine.day import meet
from committee.engine.draws import fill_words
from committee.engine.driver import Driver
from committee.engine.jit import cache_folder, is_warm
from committee.engine.listing import make_list
from committee.engine.rows import score_all
from committee.machine.locks import hold
from committee.scenario.loading import load_scenario

KEPT: Final = (meet, make_list, fill_words, score_all)
"""The functions that Python calls, and whose machine code is kept."""

_PATIENCE_S: Final = 0.2

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


def is_proven() -> bool:
    """Whether this process or an earlier one has compiled everything and seen that both engines agree."""
    if agrees.cache_info().currsize:
        return True
    seen = _seen()
    return seen is not None and seen.exists() and all(is_warm(function) for function in KEPT)


@cache
def agrees() -> bool:
    """Whether both engines end a meeting in the same state, to the last bit.

    Of several processes that ask at the same time one compiles, and the others wait for it.
    """
    if is_proven():  # nobody waits who need not compile
        return True
    with _alone():
        return is_proven() or _prove()


@contextmanager
def _alone() -> Iterator[None]:
    """One process compiles at a time. The lock is gone when that process ends, however it ends."""
    folder = cache_folder()
    if folder is None:
        yield
        return
    with (folder.parent / "compiling").open("ab") as file:
        while not hold(file.fileno()):
            sleep(_PATIENCE_S)
        yield


def _prove() -> bool:
    same = all(_agree(settings) for settings in _UNDER)
    seen = _seen()
    if same and seen is not None:
        with suppress(OSError):
            seen.touch()
    return same


def _seen() -> Path | None:
    folder = cache_folder()
    return None if folder is None else folder / "agrees"


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

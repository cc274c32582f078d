"""Many meetings of one scenario, counted: by compiled code or by the readable model, in one process or in several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import count as count_up
from itertools import islice
from os import PathLike
from typing import TYPE_CHECKING, Any, Final, TypeVar

from msgspec import Struct

from committee.chance import Chance, seed_of
from committee.convene import Convener, RankMeeting
from committee.engine.choice import Choice, Engine, Told, choose
from committee.measures.outcomes import OUTCOME_COLUMNS, table
from committee.measures.tally import Tally, tally
from committee.recording import Heard
from committee.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

    from committee.engine.driver import Driver

T = TypeVar("T")

FEW_TEXTS: Final = ("kind", "flags", "label", "tier", "ended_by", "sponsor")
"""Columns of the table of many meetings that hold the same few texts again and again."""

BLOCK: Final = 100
"""Meetings that a worker holds before it hands them over."""


class Meetings(Struct, frozen=True, kw_only=True):
    """The meetings of one scenario, to be held and counted by one engine."""

    convener: Convener
    """It makes the meetings."""
    choice: Choice
    """Which engine holds them, and why."""
    meeting: type[RankMeeting] = RankMeeting
    """The class of the meetings."""

    def tallies(self, seeds: Iterable[int]) -> Iterator[Tally]:
        """What is counted of the meeting of each seed, one after another."""
        return self.holder()(seeds)

    def holder(self) -> Holder:
        """Holds meetings of some seeds, and keeps what it learns about cells for the next ones."""
        if self.choice.engine is Engine.COMPILED:
            from committee.engine.driver import Driver

            return partial(_compiled, self.convener, Driver(self.convener.meeting(1)))
        return partial(_readable, self.convener, self.meeting)

    def blocks(self, seeds: Sequence[int], count: Callable[[list[Tally]], T], jobs: int = 1) -> Iterator[tuple[int, T]]:
        """(meetings, what ``count`` makes of their tallies) of one block of seeds after another, in order.

        ``count`` is a function that workers find by name if there are several ``jobs``.
        """
        blocks = _blocks(seeds)
        if jobs == 1 or len(seeds) <= BLOCK:
            hold = self.holder()
            for block in blocks:
                yield len(block), count(list(hold(block)))
            return
        from joblib import Parallel, delayed

        from committee.machine.processes import workers_environment

        task = next(_TASKS)
        with workers_environment():
            counted = Parallel(n_jobs=jobs, return_as="generator")(
                delayed(_count)(task, self, block, count) for block in blocks
            )
            yield from counted


Holder = Callable[[Iterable[int]], Iterator[Tally]]
"""Holds the meetings of some seeds and counts them."""


def _readable(convener: Convener, meeting: type[RankMeeting], seeds: Iterable[int]) -> Iterator[Tally]:
    for seed in seeds:
        heard = Heard()
        meeting(convener, listeners=[heard], chance=Chance(seed)).run()
        yield tally(heard.recording())


def _compiled(convener: Convener, driver: Driver, seeds: Iterable[int]) -> Iterator[Tally]:
    from committee.engine.tallied import tally_of

    for block in _blocks(seeds):
        for chance, rows in driver.rows_of(convener, [Chance(seed) for seed in block]):
            yield tally_of(driver, driver.hold(chance, rows), rows)


def _blocks(seeds: Iterable[int]) -> Iterator[list[int]]:
    left = iter(seeds)
    while block := list(islice(left, BLOCK)):
        yield block


_TASKS: Final = count_up()
"""Numbers of what workers were asked to do; a worker works for one process only."""

_AT_WORK: Final[dict[int, Holder]] = {}
"""In a worker, what holds the meetings of its task, kept from block to block."""


def _count(task: int, meetings: Meetings, seeds: Sequence[int], count: Callable[[list[Tally]], T]) -> tuple[int, T]:
    """What a worker does."""
    if task not in _AT_WORK:
        _AT_WORK.clear()
        _AT_WORK[task] = meetings.holder()
    return len(seeds), count(list(_AT_WORK[task](seeds)))


def meetings_of(
    scenario: str | PathLike[str] | Scenario | Convener,
    engine: str = "auto",
    meeting: type[RankMeeting] = RankMeeting,
    told: Told | None = None,
) -> Meetings:
    """The meetings of a scenario, ready to be held by ``engine``; see :func:`outcomes_of`."""
    convener = scenario if isinstance(scenario, Convener) else Convener(scenario)
    return Meetings(convener=convener, choice=choose(engine, convener, meeting, told), meeting=meeting)


def outcomes_of(
    scenario: str | PathLike[str] | Scenario | Convener,
    seeds: Iterable[int],
    *,
    engine: str = "auto",
    jobs: int = 1,
    meeting: type[RankMeeting] = RankMeeting,
    told: Told | None = None,
) -> pd.DataFrame:
    """The outcomes table of many meetings: a row for each applicant of each seed, with a leading column ``seed``.

    Its columns are those of :func:`committee.outcomes`. Texts of which there are only a few different ones
    (:data:`FEW_TEXTS`) are categories, which take a tenth of the memory; ``astype(str)`` makes plain texts of them.

    Parameters
    ----------
    scenario
        A name, a path, a loaded scenario, or the convener of one.
    seeds
        The seeds, in the order of the table.
    engine
        ``auto`` has compiled code hold the meetings if it can, ``objects`` the readable model, and ``compiled`` refuses
        what compiled code cannot hold. The table is the same. Its ``attrs`` say which engine it was, and why.
    jobs
        Processes that hold meetings.
    meeting
        A class of meetings of your own. The readable model holds those.
    told
        Is called with a sentence if compiling comes first, which takes about a minute, once on a machine:
        ``told=print``.

    Raises
    ------
    UsageRefused
        If a seed or an engine is none.
    ScenarioRefused, SheetRefused
        If the scenario or a row cannot be used.
    """
    import pandas as pd

    numbers = [seed_of(seed, "seeds") for seed in seeds]
    held = meetings_of(scenario, engine, meeting, told)
    tables = [made for _, made in held.blocks(numbers, frame_of, jobs)]
    frame = pd.concat(tables, ignore_index=True) if tables else frame_of([])
    frame = frame.astype(dict.fromkeys(FEW_TEXTS, "category"))
    frame.attrs["engine"], frame.attrs["engine_why"] = str(held.choice.engine), held.choice.why
    return frame


def frame_of(tallies: Sequence[Tally]) -> pd.DataFrame:
    """The outcomes of some meetings as one table, with a leading column ``seed``."""
    columns = columns_of(tallies)
    frame = table(columns)
    frame.insert(0, "seed", columns["seed"])
    return frame


def columns_of(tallies: Sequence[Tally]) -> dict[str, list[Any]]:
    """The columns of that table as plain values, None where one is missing."""
    columns: dict[str, list[Any]] = {"seed": [], **{name: [] for name in OUTCOME_COLUMNS}}
    for counted in tallies:
        rows = len(counted.rows["id"])
        columns["seed"] += [counted.seed] * rows
        for name in OUTCOME_COLUMNS:
            columns[name] += counted.rows.get(name, [None] * rows)
    return columns

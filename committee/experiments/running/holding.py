"""An experiment, held: from its file to a folder of results, or from a folder that somebody left to the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from itertools import count as count_up
from pathlib import Path
from time import perf_counter
from typing import Final

from msgspec import Struct

from committee.archive.folder import ResultFolder, claimed, refuse
from committee.archive.merging import merge
from committee.archive.results import KEYS, tables_of
from committee.engine.choice import Told, choose
from committee.errors import BrokenPromise
from committee.experiments.design.designs import points_from, points_of, scenario_at, size_of
from committee.experiments.design.experiment import Experiment
from committee.experiments.running.blocks import Left, Pace
from committee.experiments.running.manifest import token_of, wanted_by
from committee.experiments.running.runs import Answer, Block, Task, held, task_of
from committee.experiments.running.stopping import Looks, looks_of
from committee.experiments.running.workers import Beside, Here, WorkerLost, Workers, cluster

LOSSES: Final = 3
"""How often workers may be lost before we give up."""

FEW: Final = (1, 4, 45)
"""Runs that are held first, to make everything ready and to know the pace."""

SLOW_S: Final = 0.1
"""Seconds of a run above which we know the pace by then."""


MEANWHILE_S: Final = 20.0
"""Seconds from one time that something is made of the runs that are there to the next."""

RARELY: Final = 50
"""How many times as long as that takes it is left alone afterwards."""

SETTLED_S: Final = 3.0
"""Seconds after the first answer from which the time that is left is judged by what came since."""


class How(Struct, frozen=True, kw_only=True):
    """How an experiment is held. Nothing of it shows in the results but the width."""

    jobs: int = 1
    """Processes that hold meetings."""
    scheduler: str = ""
    """The address of a Dask scheduler whose workers hold them; empty for none."""
    engine: str = "auto"
    """What holds meetings."""
    until_width: float | None = None
    """How wide the interval of the primary outcome may be in the end; None if the number of seeds is fixed."""
    stop_at_first_error: bool = False
    """Whether the first run that fails is the last."""
    force: bool = False
    """Whether to begin anew where there are results."""
    agreed: bool = False
    """Whether somebody has agreed to more than a million runs."""
    told: Told | None = None
    """Is told a sentence if compiling comes first, which takes about a minute."""
    begins: Told | None = None
    """Is told once how many meetings are to be held."""


class Standing(Struct, frozen=True, kw_only=True):
    """How far an experiment has come."""

    progress: int
    """Runs that are finished."""
    of: int
    """All runs."""
    seconds_left: float
    """About how long the others take."""


Seen = Callable[[Standing], object]
"""Is told how far an experiment has come."""


class Came(Struct, frozen=True, kw_only=True):
    """What came of an experiment."""

    of: int
    """All runs."""
    ok: int
    """Runs that came to their end."""
    failed: int
    """Runs that did not."""
    first: str
    """Where and why the first of those failed that failed just now; empty if none did."""
    finished: bool
    """Whether all runs have been held; not so if it was stopped at the first error."""
    looks: tuple[int, ...]
    """After how many seeds the width of the interval was looked at."""
    width: float | None
    """How wide it was in the end."""


class _Stopped(Exception):
    """A run failed, and nobody wanted any other after that."""


def hold(
    experiment: Experiment,
    out: Path,
    how: How,
    seen: Seen = id,
    finish: Callable[[Path], object] = id,
    meanwhile: Callable[[Path], object] | None = None,
) -> Came:
    """Hold all runs of an experiment that its folder does not have yet.

    Parameters
    ----------
    experiment
        What is tried.
    out
        The folder of its results.
    how
        Who holds the meetings.
    seen
        Is told how far we are.
    finish
        Makes what is made of the results; until it has, the folder is not finished.
    meanwhile
        Makes what can be made of the runs that are there: now and then, and if somebody or an error stops us.

    Raises
    ------
    UsageRefused
        If the folder cannot be written, is about something else or is finished, or if a worker cannot be used.
    """
    looks = looks_of(experiment, how.until_width)
    if how.until_width is None:
        size_of(experiment, agreed=how.agreed)
    wanted = wanted_by(experiment, how.until_width)
    refuse(out, wanted, force=how.force)
    choose(how.engine, scenario_at(experiment, points_of(experiment)[0]), told=how.told)
    with _workers(how, experiment.files) as workers, claimed(out, wanted, force=how.force) as folder:
        holding = _Holding(experiment, folder, how, seen)
        holding.meanwhile = meanwhile
        holding.task = task_of(experiment, points_from(folder.design), how.engine, token_of(wanted))
        try:
            holding.until(looks, workers)
        except _Stopped:
            holding.conclude()
            return holding.came(finished=False)
        except KeyboardInterrupt:
            holding.conclude()
            raise
        holding.merge()
        finish(out)
        folder.finish()
        return holding.came(finished=True)


def _workers(how: How, files: Sequence[Path]) -> AbstractContextManager[Workers]:
    if how.scheduler:
        return cluster(how.scheduler, files)
    return nullcontext(Here() if how.jobs == 1 else Beside(how.jobs))


class _Holding:
    """One experiment while its runs are held."""

    task: Task
    """What goes to the workers."""
    meanwhile: Callable[[Path], object] | None = None
    """Makes what can be made of the runs that are there."""

    def __init__(self, experiment: Experiment, folder: ResultFolder, how: How, seen: Seen) -> None:
        self._experiment, self._folder, self._how, self._seen = experiment, folder, how, seen
        self._points, self._nulls = points_from(folder.design), ["", *experiment.nulls]
        self._pace = Pace(len(self._points) * len(self._nulls))
        self._numbers = count_up(1)
        self._under_way: dict[int, Block] = {}
        self._of = self._ok = self._failed = 0
        self._first, self._told = "", False
        self._clock = _Clock(1)
        self._next = perf_counter() + MEANWHILE_S
        self._looks: list[int] = []
        self._width: float | None = None

    def until(self, looks: Looks, workers: Workers) -> None:
        """Hold as many replicates as are asked for, or until the interval is narrow enough."""
        for replicates in looks.replicates:
            self._run(workers, looks.seeds[:replicates])
            if looks.width is None:
                return
            self._looks.append(replicates)
            self._width = looks.width_after(replicates, self._folder.path, self._experiment, self._points)
            self._folder.write_manifest(stopping=looks.said(self._looks))
            if self._width <= looks.width:
                return

    def _run(self, workers: Workers, seeds: Sequence[int]) -> None:
        """Hold the runs at these seeds that are not there yet."""
        left = Left(self._points, self._nulls, seeds)
        for table in tables_of(self._folder.path, [*KEYS, "status"]):
            left.note(table)
        self._of = len(self._points) * len(self._nulls) * len(seeds)
        if not left.runs():
            return
        self._tell(left.runs())
        self._folder.unfinish(self._of)
        self._clock = _Clock(workers.hands)
        self._pace.hands = workers.hands
        self._find_pace(left)
        for _ in range(LOSSES):
            try:
                for answer in workers.answers(self.task, self._blocks(left)):
                    self._take(left, answer)
            except WorkerLost as lost:
                why = str(lost)
                continue
            return
        raise BrokenPromise(f"workers were lost {LOSSES} times: {why}")

    def _tell(self, left: int) -> None:
        """Say once how many meetings are to be held, and how many are there from before."""
        there = self._of - left
        if self._how.begins is not None and not self._told:
            unit = self._experiment.unit
            going_on = f"Going on from {there:,} of {self._of:,} {unit}."
            self._how.begins(going_on if there else f"Holding {left:,} {unit}.")
        self._told = True

    def _find_pace(self, left: Left) -> None:
        """Hold some runs in this process, to see how long they take; the first ones also make everything ready."""
        for runs in FEW:
            self._under_way[0] = block = left.few(runs)
            self._pace.seconds = 0.0
            self._take(left, held(self.task, 0, block))
            if not left.runs():
                return
            if runs > FEW[0] and self._pace.seconds > SLOW_S:
                return

    def _blocks(self, left: Left) -> Iterator[tuple[int, Block]]:
        for block in left.blocks(self._pace):
            number = next(self._numbers)
            self._under_way[number] = block
            yield number, block

    def _take(self, left: Left, answer: Answer) -> None:
        """Keep what came of a block."""
        self._folder.keep(answer.runs)
        left.note_block(self._under_way.pop(answer.number))
        self._pace.note(answer.ok + answer.failed, answer.seconds)
        self._first = self._first or answer.first
        if self._of - left.runs() > FEW[0]:  # the first run tells nothing: it makes everything ready
            self._seen(self._clock.standing(self._of, left.runs(), self._pace.seconds))
        if perf_counter() > self._next:
            self.conclude()
        if answer.failed and self._how.stop_at_first_error:
            raise _Stopped

    def conclude(self) -> None:
        """Make what can be made of the runs that are there, if there are any."""
        if self.meanwhile is not None and next(tables_of(self._folder.path, KEYS), None) is not None:
            began = perf_counter()
            with suppress(Exception):  # of what is provisional nothing stops the runs; in the end nothing is hidden
                self.meanwhile(self._folder.path)
            self._next = perf_counter() + max(MEANWHILE_S, RARELY * (perf_counter() - began))

    def merge(self) -> None:
        """Put all runs into one table, and say in the manifest what there is."""
        merged = merge(self._folder.path, self.task.schema())
        self._ok, self._failed = merged.ok, merged.failed
        runs = {"of": self._of, "ok": merged.ok, "failed": merged.failed}
        self._folder.write_manifest(runs=runs, values_digest=merged.digest)

    def came(self, *, finished: bool) -> Came:
        """What came of it."""
        return Came(
            of=self._of,
            ok=self._ok,
            failed=self._failed,
            first=self._first,
            finished=finished,
            looks=tuple(self._looks),
            width=self._width,
        )


class _Clock:
    """Tells how long the rest takes.

    At first by the pace of one run and by how many hold them; then by how long it took since the first answer, for
    before it workers start.
    """

    def __init__(self, hands: int) -> None:
        self._hands = hands
        self._first = 0.0
        self._left = 0

    def standing(self, of: int, left: int, pace_s: float) -> Standing:
        """How far we are with ``left`` runs left."""
        now = perf_counter()
        if not self._first:
            self._first, self._left = now, left
        since, done = now - self._first, self._left - left
        each = since / done if done and since > SETTLED_S else pace_s / self._hands
        return Standing(progress=of - left, of=of, seconds_left=each * left)

"""What one run is, and how a block of them is held and counted.

A run is a design point, a null (or the model itself) and a replicate, which has its seed. It becomes one row of the
results. A run that fails becomes a row too, with the stage at which it failed and a sentence; the others go on.

Everything here gives the same rows in any process, in any order and in blocks of any size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import nan
from threading import Lock
from time import perf_counter
from typing import Any, Final

import pyarrow as pa
from msgspec import Struct, field

from committee.archive.results import FAILED, OK, schema_of
from committee.chance import Chance
from committee.errors import BrokenPromise, InputRefused, harmless
from committee.experiments.design.designs import MEASURED_NULLS, Point, scenario_at
from committee.experiments.design.experiment import Experiment
from committee.experiments.design.levers import Value, as_toml
from committee.experiments.design.outcomes import Context, Outcome, columns_of, counted, outcome_named
from committee.experiments.running.rooms import Room, Rooms, Years
from committee.machine.rules import rules_digest
from committee.measures.tally import Tally
from committee.measures.years import YearsTally

LONGEST_SENTENCE: Final = 300
"""The most characters of why a run failed."""


class Share(Struct, frozen=True):
    """Some replicates of one design point under one null."""

    point: Point
    """The design point."""
    null: str
    """The null; empty for the model itself."""
    replicates: tuple[int, ...]
    """The replicates, from 1."""
    seeds: tuple[int, ...]
    """The seed of each."""


Block = Sequence[Share]
"""What a worker holds before it hands its runs over."""


class Task(Struct, frozen=True, kw_only=True):
    """What all blocks of an experiment have in common; it goes to every worker."""

    experiment: Experiment
    """What is tried."""
    base: Point
    """The first design point."""
    outcomes: tuple[Outcome, ...]
    """What is counted."""
    kinds: Mapping[str, str]
    """By lever, the type of its column."""
    engine: str
    """What holds the meetings, as it was asked for."""
    rules: str
    """The digest of the rules by which the meetings are to be held."""
    token: str
    """What tells this task from every other that a worker may have seen."""

    def schema(self) -> pa.Schema:
        """The columns of the results."""
        return schema_of(self.kinds, columns_of(self.outcomes))


class Answer(Struct, frozen=True, kw_only=True):
    """What came of a block."""

    number: int
    """The block's number."""
    runs: bytes
    """Its rows, as a file of Arrow's."""
    ok: int
    """Runs that came to their end."""
    failed: int
    """Runs that did not."""
    seconds: float
    """Seconds that it took."""
    first: str = ""
    """Where and why the first run failed."""


class Failed(Struct, frozen=True):
    """Why a run gave nothing."""

    stage: str
    """``convene``, ``run`` or ``count``."""
    error: str
    """A sentence."""


Found = Tally | YearsTally | Failed
"""What is counted of a run, or why there is nothing to count."""


class _Kept(Struct):
    """What a process keeps from block to block."""

    token: str = ""
    rooms: Rooms = field(default_factory=Rooms)
    bases: dict[tuple[str, tuple[int, ...]], list[Found]] = field(default_factory=dict)


_KEPT: Final = _Kept()
_ONE_AT_A_TIME: Final = Lock()
"""A room is held by one thread at a time; workers of Dask may have several."""


def held(task: Task, number: int, block: Block) -> Answer:
    """Hold and count the runs of a block.

    Raises :class:`BrokenPromise` if this process has other rules than the one that asks.
    """
    if rules_digest() != task.rules:
        raise BrokenPromise(f"this worker has other rules ({rules_digest()}) than those asked for ({task.rules})")
    with _ONE_AT_A_TIME:
        began = perf_counter()
        if _KEPT.token != task.token:
            _KEPT.token, _KEPT.rooms, _KEPT.bases = task.token, Rooms(), {}
        rows = [row for share in block for row in _rows(task, share)]
        schema = task.schema()
        status = [row[-3] for row in rows]
        return Answer(
            number=number,
            runs=_as_file(rows, schema),
            ok=status.count(OK),
            failed=status.count(FAILED),
            seconds=perf_counter() - began,
            first=next((_where(row) for row in rows if row[-3] == FAILED), ""),
        )


def _where(row: Sequence[Any]) -> str:
    under = f" under {row[1]}" if row[1] else ""
    return f"Design point {row[0]}{under}, replicate {row[2]} (seed {row[3]}) failed at the stage {row[-2]}: {row[-1]}"


def _as_file(rows: Sequence[Sequence[Any]], schema: pa.Schema) -> bytes:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    arrays = [pa.array(values, kind) for values, kind in zip(columns, schema.types, strict=True)]
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, schema) as writer:
        writer.write_batch(pa.record_batch(arrays, schema=schema))
    return bytes(sink.getvalue())


def _rows(task: Task, share: Share) -> Iterator[tuple[Any, ...]]:
    """The rows of the results of some replicates."""
    levers = [_cell(share.point.levers[key], kind) for key, kind in task.kinds.items()]
    found = _tallies(task, share.point, share.null, share.seeds)
    bases = _bases(task, share)
    none = (nan,) * len(columns_of(task.outcomes))
    for replicate, seed, result, base in zip(share.replicates, share.seeds, found, bases, strict=True):
        values = _counted(task, share, result, base)
        key = (share.point.number, share.null, replicate, seed, *levers)
        if isinstance(values, Failed):
            yield (*key, *none, FAILED, values.stage, values.error)
        else:
            yield (*key, *values, OK, "", "")


def _cell(value: Value, kind: str) -> Any:
    """A lever's value as its column holds it."""
    if kind == "string":
        return value if isinstance(value, str) else as_toml(value)
    return float(value) if kind == "double" else value


def _counted(task: Task, share: Share, found: Found, base: Found | None) -> tuple[float, ...] | Failed:
    if isinstance(found, Failed):
        return found
    context = Context(base if isinstance(base, Tally) else None, share.null not in MEASURED_NULLS)
    try:
        return counted(task.outcomes, found, context)
    except Exception as error:
        return Failed("count", _sentence(error))


def _bases(task: Task, share: Share) -> Sequence[Found | None]:
    """The meetings of the first design point at the same seeds, if an outcome looks at them."""
    if not any(each.against_base for each in task.outcomes):
        return [None] * len(share.seeds)
    key = share.null, share.seeds
    if key not in _KEPT.bases:
        _KEPT.bases.clear()
        _KEPT.bases[key] = _tallies(task, task.base, share.null, share.seeds)
    return _KEPT.bases[key]


def _tallies(task: Task, point: Point, null: str, seeds: Sequence[int]) -> list[Found]:
    """By seed, what is counted of the meeting or the season, or why there is nothing to count."""
    setting = "" if null in MEASURED_NULLS else null
    try:
        room = _KEPT.rooms.room(
            (point.number, setting, task.engine),
            lambda: _room(task, point, setting),
        )
    except Exception as error:
        return [Failed("convene", _sentence(error))] * len(seeds)
    try:
        return list(room.tallies(null, seeds))
    except Exception:
        return [_alone(room, null, seed) for seed in seeds]


def _room(task: Task, point: Point, setting: str) -> Room | Years:
    """What is held at a point: its meetings, or its seasons."""
    convener, years = scenario_at(task.experiment, point, setting), task.experiment.years
    return Years(convener, task.engine, years) if years else Room(convener, task.engine)


def _alone(room: Room | Years, null: str, seed: int) -> Found:
    try:
        room.convener.rows(Chance(seed))
    except Exception as error:
        return Failed("convene", _sentence(error))
    try:
        (found,) = room.tallies(null, [seed])
    except Exception as error:
        return Failed("run", _sentence(error))
    return found


def _sentence(error: Exception) -> str:
    """What went wrong, on one line, without what differs from process to process."""
    text = str(error) if isinstance(error, InputRefused) else f"{type(error).__name__}: {error}"
    line = re.sub(r" at 0x[0-9a-fA-F]+", "", harmless(" ".join(text.split()), keep=""))
    return line if len(line) <= LONGEST_SENTENCE else f"{line[: LONGEST_SENTENCE - 1]}…"


def task_of(experiment: Experiment, points: Sequence[Point], engine: str, token: str) -> Task:
    """The task of holding an experiment at these points, its own."""
    return Task(
        experiment=experiment,
        base=points[0],
        outcomes=tuple(map(outcome_named, experiment.outcomes)),
        kinds=kinds_of(points),
        engine=engine,
        rules=rules_digest(),
        token=token,
    )


def kinds_of(points: Sequence[Point]) -> dict[str, str]:
    """By lever, the type of its column: what all its values are, else text."""
    return {key: _kind([point.levers[key] for point in points]) for key in points[0].levers}


def _kind(values: Sequence[Value]) -> str:
    if all(isinstance(value, bool) for value in values):
        return "bool"
    if any(isinstance(value, bool) for value in values):
        return "string"
    if all(isinstance(value, int) and abs(value) < 1 << 63 for value in values):
        return "int64"
    return "double" if all(isinstance(value, int | float) for value in values) else "string"

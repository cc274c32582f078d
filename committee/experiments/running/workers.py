"""Who holds the blocks of an experiment: this process, processes beside it, or a cluster that is there already.

All give the same answers, in any order. A worker that is lost takes nothing along: its blocks are held again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from committee.errors import Problem, UsageRefused
from committee.experiments.running.runs import Answer, Block, Task, held
from committee.machine import shipped
from committee.machine.rules import rules_digest

if TYPE_CHECKING:
    from distributed import Client

PATIENCE_S: Final = 10
"""Seconds for which we wait for a scheduler to answer."""

QUEUED: Final = 3
"""Blocks that are under way for each thread of a cluster."""


class WorkerLost(Exception):
    """Workers were lost, and blocks with them; what is left can be held again."""


class Workers(Protocol):
    """Something that holds blocks."""

    @property
    def hands(self) -> int:
        """How many blocks are held at the same time."""

    def answers(self, task: Task, blocks: Iterator[tuple[int, Block]]) -> Iterator[Answer]:
        """What came of each block, as soon as it is there.

        Raises :class:`WorkerLost` if some will not come.
        """


class Here:
    """The process that asks."""

    hands = 1

    def answers(self, task: Task, blocks: Iterator[tuple[int, Block]]) -> Iterator[Answer]:
        """What came of each block, in order."""
        for number, block in blocks:
            yield held(task, number, block)


class Beside:
    """Some processes beside this one."""

    def __init__(self, jobs: int) -> None:
        self.hands = jobs

    def answers(self, task: Task, blocks: Iterator[tuple[int, Block]]) -> Iterator[Answer]:
        """What came of each block, as soon as it is there."""
        from joblib import Parallel, delayed
        from joblib.externals.loky.process_executor import TerminatedWorkerError

        from committee.machine.processes import workers_environment

        with workers_environment():
            parallel = Parallel(
                n_jobs=self.hands, return_as="generator_unordered", batch_size=1, pre_dispatch="2*n_jobs"
            )
            try:
                yield from parallel(delayed(held)(task, number, block) for number, block in blocks)
            except TerminatedWorkerError as error:
                raise WorkerLost("a worker process was killed, perhaps because the memory was full") from error


class Cluster:
    """The workers of a Dask scheduler that runs already. :func:`cluster` connects to it."""

    def __init__(self, client: Client, address: str) -> None:
        self._client, self._address = client, address

    def answers(self, task: Task, blocks: Iterator[tuple[int, Block]]) -> Iterator[Answer]:
        """What came of each block, as soon as it is there. Only a few are under way at a time."""
        from distributed import as_completed

        arriving = as_completed(loop=self._client.loop)
        try:
            for number, block in islice(blocks, QUEUED * self.hands):
                arriving.add(self._submitted(task, number, block))
            for future in arriving:
                yield self._answer(future)
                for number, block in islice(blocks, 1):
                    arriving.add(self._submitted(task, number, block))
        finally:
            arriving.clear()

    def check_files(self, files: Iterable[Path]) -> None:
        """Refuse a worker that does not see the files of an experiment as we see them. Shipped ones are everywhere."""
        paths = [str(path.resolve()) for path in files if not path.resolve().is_relative_to(shipped.folder().resolve())]
        ours = _digests(paths)
        for worker, theirs in sorted(self._client.run(_digests, paths).items()):
            for path, here, there in zip(paths, ours, theirs, strict=True):
                if here != there or not there:
                    why = "it is another file there" if there else "it is not there; put it where all workers see it"
                    raise UsageRefused(Problem(place=f"worker {worker}, {path}", allowed=why))

    @property
    def hands(self) -> int:
        """The threads of all workers."""
        return max(sum(map(int, self._client.nthreads().values())), 1)

    def _submitted(self, task: Task, number: int, block: Block) -> Any:
        return self._client.submit(held, task, number, block, pure=False, key=f"committee-{task.token}-{number}")

    def _answer(self, future: Any) -> Answer:
        from concurrent.futures import CancelledError

        from distributed import KilledWorker
        from distributed.comm import CommClosedError

        try:
            answer: Answer = future.result()
        except KilledWorker as error:
            raise WorkerLost("the same block ended several workers of the cluster") from error
        except (CancelledError, CommClosedError, OSError) as error:
            raise self._gone() from error
        return answer

    def _gone(self) -> UsageRefused:
        allowed = "the scheduler is gone; what is finished is kept, and the same command goes on from there"
        return UsageRefused(Problem(place="--scheduler", value=self._address, allowed=allowed))


def _digests(paths: Sequence[str]) -> list[str]:
    """The digest of each file, as the process that is asked sees it; empty for a file that it does not see."""
    return [sha256(path.read_bytes()).hexdigest() if path.is_file() else "" for path in map(Path, paths)]


@contextmanager
def cluster(address: str, files: Iterable[Path] = ()) -> Iterator[Cluster]:
    """The workers at a scheduler's address, each of which has our rules and sees these files.

    Raises
    ------
    UsageRefused
        If Dask is not installed, no scheduler answers, it has no worker, or a worker has other rules, lacks us or does
        not see a file.
    """
    try:
        from distributed import Client
    except ImportError:
        allowed = "it needs Dask, which is not installed; install it with pip install 'committee[research]'"
        raise UsageRefused(Problem(place="--scheduler", value=address, allowed=allowed)) from None
    _hush()
    try:
        client = Client(address, timeout=PATIENCE_S, set_as_default=False)
    except (OSError, TimeoutError, ValueError, RuntimeError) as error:
        allowed = f"no scheduler answers there within {PATIENCE_S} seconds; start one with: dask scheduler"
        raise UsageRefused(Problem(place="--scheduler", value=address, allowed=allowed)) from error
    try:
        _check_workers(client, address)
        found = Cluster(client, address)
        found.check_files(files)
        yield found
    finally:
        client.close(timeout=PATIENCE_S)


def _hush() -> None:
    """Keep Dask's own logs from the user's screen: what matters of them we say in a sentence."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _check_workers(client: Client, address: str) -> None:
    found = client.run(_rules_there, on_error="return")
    if not found:
        allowed = "this scheduler has no worker; start one with: dask worker ADDRESS"
        raise UsageRefused(Problem(place="--scheduler", value=address, allowed=allowed))
    ours = rules_digest()
    for worker, rules in sorted(found.items()):
        if isinstance(rules, BaseException):
            why = f"committee cannot be imported there ({rules})"
        elif rules != ours:
            why = f"it has the rules {rules}, and here they are {ours}; install the same version of committee"
        else:
            continue
        raise UsageRefused(Problem(place=f"worker {worker}", allowed=why))


def _rules_there() -> str:
    """What a worker says of its rules."""
    return rules_digest()

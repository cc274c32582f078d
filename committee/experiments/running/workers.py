"""Who holds the blocks of an experiment: this process, processes beside it, or a cluster that is there already.

All give the same answers, in any order. A worker that is lost takes nothing along: its blocks are held again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from committee.errors import Problem, UsageRefused
from committee.experiments.running.runs import Answer, Block, Task, held
from committee.machine import shipped
from committee.machine.clusters import connected, scheduler_gone, threads_of
from committee.machine.rules import rules_digest

if TYPE_CHECKING:
    from distributed import Client

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
        return threads_of(self._client)

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
            raise scheduler_gone(self._address) from error
        return answer


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
    with connected(address, rules_digest(), _rules_there) as client:
        found = Cluster(client, address)
        found.check_files(files)
        yield found


def _rules_there() -> str:
    """What a worker says of its rules."""
    return rules_digest()

"""Processes that hold parts of a season: beside this one, or the workers of a cluster.

Which of them does what changes nothing that comes of it. One that is lost takes nothing along: what it was asked is
asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar

from committee.errors import Problem, UsageRefused
from committee.machine.clusters import connected, scheduler_gone, threads_of
from committee.machine.processes import workers_environment

if TYPE_CHECKING:
    from concurrent.futures import Future

    from distributed import Client

T = TypeVar("T")
_PACKAGE: Final = Path(__file__).resolve().parents[1]
_KILLED: Final = "a worker process was killed twice, perhaps because the memory was full; use fewer"
_LOST: Final = "the same meetings ended several workers of the cluster, perhaps because their memory was full"


class Workers(Protocol):
    """Processes that do the same work with many things."""

    @property
    def size(self) -> int:
        """How many work at the same time."""

    def ask_all(self, work: Callable[[Any], T], givens: Sequence[Any]) -> list[T]:
        """What comes of the work with each of ``givens``."""

    def close(self) -> None:
        """Let go of the processes. They are there again when somebody asks."""


class Crew:
    """Some processes beside this one.

    They start when they are first asked, and keep what they have made ready until they are closed.
    """

    size: int
    """How many there are."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._executor: Any = None
        self._begun: list[Future[Any]] = []

    def ask(self, work: Callable[..., T], *given: Any) -> Asked[T]:
        """Have a process do some work. It begins now; ask what came of it when you need it."""
        return Asked(self, work, given)

    def ask_all(self, work: Callable[..., T], givens: Sequence[Any]) -> list[T]:
        """Have the processes do the same work with each of ``givens``."""
        return [asked.answer() for asked in [self.ask(work, given) for given in givens]]

    def begin(self, work: Callable[..., T], given: Sequence[Any]) -> Future[T]:
        """Have the work done, once."""
        if self._executor is None:
            from joblib.externals.loky import ProcessPoolExecutor

            self._executor = ProcessPoolExecutor(max_workers=self.size)
        with workers_environment():
            begun: Future[T] = self._executor.submit(work, *given)
        self._begun = [*(each for each in self._begun if not each.done()), begun]
        return begun

    def close(self) -> None:
        """End the processes: at once if any is still at work, as nobody will ask what came of it."""
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=True, kill_workers=not all(begun.done() for begun in self._begun))
        self._begun = []


class Asked(Generic[T]):
    """Work that a process does for us."""

    def __init__(self, crew: Crew, work: Callable[..., T], given: Sequence[Any]) -> None:
        self._crew, self._work, self._given = crew, work, given
        self._begun = crew.begin(work, given)

    def answer(self) -> T:
        """What came of it; wait for it if it is not there yet.

        Raises :class:`~committee.errors.UsageRefused` if the worker was lost, and the one who took its place as well.
        """
        from joblib.externals.loky.process_executor import TerminatedWorkerError

        try:
            return self._begun.result()
        except TerminatedWorkerError:
            self._crew.close()
        try:
            return self._crew.begin(self._work, self._given).result()
        except TerminatedWorkerError as error:
            raise UsageRefused(Problem(place="--jobs", value=str(self._crew.size), allowed=_KILLED)) from error


class Cluster:
    """The workers of a Dask scheduler.

    Raises :class:`~committee.errors.UsageRefused` as :func:`committee.machine.clusters.connected` does.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._open = ExitStack()
        self._client: Client | None = None
        self._connect()

    @property
    def size(self) -> int:
        """The threads of all workers."""
        return threads_of(self._connect())

    def ask_all(self, work: Callable[[Any], T], givens: Sequence[Any]) -> list[T]:
        """Have the workers do the same work with each of ``givens``."""
        from concurrent.futures import CancelledError

        from distributed import KilledWorker
        from distributed.comm import CommClosedError

        client = self._connect()
        try:
            answers: list[T] = client.gather([client.submit(work, given, pure=False) for given in givens])
        except KilledWorker as error:
            raise UsageRefused(Problem(place="--scheduler", value=self._address, allowed=_LOST)) from error
        except (CancelledError, CommClosedError, OSError) as error:
            raise scheduler_gone(self._address) from error
        return answers

    def close(self) -> None:
        """Leave the scheduler."""
        self._client = None
        self._open.close()

    def _connect(self) -> Client:
        if self._client is None:
            self._client = self._open.enter_context(connected(self._address, sources_digest(), sources_digest))
        return self._client


@cache
def sources_digest() -> str:
    """A digest of all our sources and figures: a season depends on more of them than a meeting does."""
    digest = sha256()
    for path in sorted(path for path in _PACKAGE.rglob("*") if path.suffix in (".py", ".toml", ".json")):
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]

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
T_co = TypeVar("T_co", covariant=True)
_PACKAGE: Final = Path(__file__).resolve().parents[1]
_KILLED: Final = "a worker process was killed twice, perhaps because the memory was full; use fewer"
_LOST: Final = "the same meetings ended several workers of the cluster, perhaps because their memory was full"


class Answer(Protocol[T_co]):
    """Work that is under way."""

    def answer(self) -> T_co:
        """What came of it; wait for it if it is not there yet."""


class Workers(Protocol):
    """Processes that work for us."""

    @property
    def size(self) -> int:
        """How many work at the same time."""

    def ask(self, work: Callable[..., T], *given: Any) -> Answer[T]:
        """Have one of them do some work. It begins now."""

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

    def begin(self, work: Callable[..., T], given: Sequence[Any]) -> Future[T]:
        """Have the work done, once."""
        if self._executor is None:
            from joblib.externals.loky import ProcessPoolExecutor

            self._executor = ProcessPoolExecutor(max_workers=self.size)
        with workers_environment():
            begun: Future[T] = self._executor.submit(work, *given)
        self._begun = [*(each for each in self._begun if not each.done()), begun]
        return begun

    @property
    def running(self) -> object:
        """What tells these processes from those that take their place."""
        return self._executor

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
        self._by = crew.running

    def answer(self) -> T:
        """What came of it; wait for it if it is not there yet.

        Raises :class:`~committee.errors.UsageRefused` if the worker was lost, and the one who took its place as well.
        """
        from joblib.externals.loky.process_executor import TerminatedWorkerError

        try:
            return self._begun.result()
        except TerminatedWorkerError:
            if self._crew.running is self._by:
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

    def ask(self, work: Callable[..., T], *given: Any) -> Answer[T]:
        """Have a worker do some work. It begins now."""
        return Submitted(self._connect().submit(work, *given, pure=False), self._address)

    def close(self) -> None:
        """Leave the scheduler."""
        self._client = None
        self._open.close()

    def _connect(self) -> Client:
        if self._client is None:
            self._client = self._open.enter_context(connected(self._address, sources_digest(), sources_digest))
        return self._client


class Submitted(Generic[T]):
    """Work that a worker of a cluster does for us."""

    def __init__(self, future: Any, address: str) -> None:
        self._future, self._address = future, address

    def answer(self) -> T:
        """What came of it; wait for it if it is not there yet.

        Raises :class:`~committee.errors.UsageRefused` if the scheduler is gone, or the work ended several workers.
        """
        from concurrent.futures import CancelledError

        from distributed import KilledWorker
        from distributed.comm import CommClosedError

        try:
            answer: T = self._future.result()
        except KilledWorker as error:
            raise UsageRefused(Problem(place="--scheduler", value=self._address, allowed=_LOST)) from error
        except (CancelledError, CommClosedError, OSError) as error:
            raise scheduler_gone(self._address) from error
        return answer


@cache
def sources_digest() -> str:
    """A digest of all our sources and figures: a season depends on more of them than a meeting does."""
    digest = sha256()
    for path in sorted(path for path in _PACKAGE.rglob("*") if path.suffix in (".py", ".toml", ".json")):
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]

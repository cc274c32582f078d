"""Processes beside this one that hold parts of a season. Which process does what changes nothing that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from committee.errors import Problem, UsageRefused
from committee.machine.processes import workers_environment

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")

_LOST: Final = ("--jobs", "a worker process was killed twice, perhaps because the memory was full; use fewer")


class Crew:
    """Some processes. They start when they are first asked, and keep what they have made ready until they are closed.

    A worker that is lost takes nothing along: what it was asked is asked again, once.
    """

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
            place, why = _LOST
            raise UsageRefused(Problem(place=place, value=str(self._crew.size), allowed=why)) from error

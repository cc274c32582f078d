"""A cluster that is there already: the workers of a Dask scheduler, all of which must have our rules."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from committee.errors import Problem, UsageRefused

if TYPE_CHECKING:
    from distributed import Client

PATIENCE_S: Final = 10
"""Seconds for which we wait for a scheduler to answer."""


@contextmanager
def connected(address: str, ours: str, theirs: Callable[[], str]) -> Iterator[Client]:
    """A client of the scheduler at an address.

    ``ours`` is the digest of our rules, and ``theirs`` gives that of the worker that calls it.

    Raises
    ------
    UsageRefused
        If Dask is not installed, no scheduler answers, it has no worker, or a worker has other rules or lacks us.
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
        _check_workers(client, address, ours, theirs)
        yield client
    finally:
        client.close(timeout=PATIENCE_S)


def threads_of(client: Client) -> int:
    """The threads of all workers, at least 1."""
    return max(sum(map(int, client.nthreads().values())), 1)


def scheduler_gone(address: str) -> UsageRefused:
    """What to say when a scheduler answers no more."""
    allowed = "the scheduler is gone; what is finished is kept, and the same command goes on from there"
    return UsageRefused(Problem(place="--scheduler", value=address, allowed=allowed))


def _hush() -> None:
    """Keep Dask's own logs from the user's screen: what matters of them we say in a sentence."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _check_workers(client: Client, address: str, ours: str, theirs: Callable[[], str]) -> None:
    found = client.run(theirs, on_error="return")
    if not found:
        allowed = "this scheduler has no worker; start one with: dask worker ADDRESS"
        raise UsageRefused(Problem(place="--scheduler", value=address, allowed=allowed))
    for worker, rules in sorted(found.items()):
        if isinstance(rules, BaseException):
            why = f"committee cannot be imported there ({rules})"
        elif rules != ours:
            why = f"it has the rules {rules}, and here they are {ours}; install the same version of committee"
        else:
            continue
        raise UsageRefused(Problem(place=f"worker {worker}", allowed=why))

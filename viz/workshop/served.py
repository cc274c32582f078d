"""What the addresses of one workshop share."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from starlette.requests import HTTPConnection

from viz.workshop.addresses import Address
from viz.workshop.desk import Desk
from viz.workshop.guarding import Guesses
from viz.workshop.serving import Door


@dataclass(kw_only=True)
class Served:
    """What belongs to one server."""

    desk: Desk
    """Where everything that is said arrives."""
    door: Door = field(default_factory=Door)
    """Who is connected and has not come in."""
    port: int = 0
    """Where it answers."""
    reached: Sequence[Address] = ()
    """The addresses at which phones may reach it, the one on the board first; none without --lan."""
    probes: bool = False
    """Whether to answer phones that ask for internet."""
    guesses: Guesses = field(default_factory=Guesses)
    """Who said wrong codes."""

    def __post_init__(self) -> None:
        self.desk.join_url = f"{self.join_urls[0]}?c={self.desk.room.code}"

    @property
    def join_urls(self) -> Sequence[str]:
        """The addresses for phones, the one on the board first."""
        hosts = [one.host for one in self.reached] or ["127.0.0.1"]
        return [f"http://{host}:{self.port}/join" for host in hosts]

    @cached_property
    def packed(self) -> Mapping[str, bytes]:
        """Each recording, gzipped."""
        return {name: _packed(path) for name, path in self.desk.known.recordings.items()}

    async def wrong_code(self, asked: HTTPConnection) -> None:
        """Note a wrong code; returns when it may be answered."""
        await self.guesses.wrong(asked.client.host if asked.client else "")


def served_of(asked: HTTPConnection) -> Served:
    """What belongs to the server that a request reached."""
    served: Served = asked.app.state.served
    return served


def _packed(path: Path) -> bytes:
    data = path.read_bytes()
    return data if path.name.endswith(".gz") else gzip.compress(data, mtime=0)

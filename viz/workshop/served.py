"""What the addresses of one workshop share."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass, field
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

    _packed: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.desk.join_url = f"{self.join_urls[0]}?c={self.desk.room.code}"

    @property
    def join_urls(self) -> Sequence[str]:
        """The addresses for phones, the one on the board first."""
        hosts = [one.host for one in self.reached] or ["127.0.0.1"]
        return [f"http://{host}:{self.port}/join" for host in hosts]

    @property
    def base(self) -> str:
        """Where phones find this server, as far as any do: the start of every address that they are given."""
        return self.join_urls[0].removesuffix("/join")

    def recording(self, name: str) -> bytes | None:
        """The recording of this name, gzipped; None if there is none."""
        paths = dict(self.desk.known.recordings)
        for seated in self.desk.room.seated.values():
            if seated.recording:
                paths[seated.recording] = self.desk.player.path(seated.file)
        if name not in paths:
            return None
        if name not in self._packed:
            self._packed[name] = _packed(paths[name])
        return self._packed[name]

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

"""A room full of phones: ``python -m tests.load --phones 300``.

A workshop is served by a process of its own, and all phones are websockets of this one, over loopback. They come in,
vote within one second, drop out, come back twice, vote again from a second tab, and see the reveal. It says how long
that took and what a phone costs the server. It ends with status 1 if a vote is lost or counted twice, if somebody waits
for the reveal for more than a second, or if a phone costs more than 0.2 MB.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import http.client
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect

from viz.workshop.journal import read_entries
from viz.workshop.room import Room, room_of

ROOT = Path(__file__).resolve().parents[1]
CHOICES = ("top", "mid", "low", "dnr")
ROUND = "main:r001"
REVEAL_S = 1.0
MB_A_PHONE = 0.2


@dataclass
class Server:
    """A workshop in a process of its own."""

    folder: Path
    port: int
    link: str
    code: str
    pid: int

    def memory_mb(self) -> float:
        """What the process holds in memory now."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024

    def kept(self) -> Room:
        """The room as the file has it."""
        return room_of(read_entries(self.folder / "mine.workshop.jsonl"), "")

    def cookie(self) -> str:
        """The cookie of a host; the link is used up."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", f"/host?t={self.link}")
        answer = connection.getresponse()
        answer.read()
        return str(answer.headers["set-cookie"]).partition(";")[0]


class Servers:
    """Workshops, each in a process that starts within a moment; all end with the block."""

    def __enter__(self) -> Self:
        words = [sys.executable, "-m", "tests.viz.workshop.serving_alone"]
        self._starter = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._starter.communicate(timeout=30)

    def start(self, folder: Path, port: int = 0) -> Server:
        """Serve the workshop in ``folder``, or go on with it."""
        assert self._starter.stdin is not None
        assert self._starter.stdout is not None
        self._starter.stdin.write(f"{folder} {port}\n")
        self._starter.stdin.flush()
        return Server(folder=folder, **json.loads(self._starter.stdout.readline()))


@dataclass
class Phone:
    """One phone at its websocket."""

    client: str
    server: Server
    origin: str = ""
    socket: ClientConnection | None = None
    state: dict[str, Any] = field(default_factory=dict)
    acknowledged: dict[str, str] = field(default_factory=dict)
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    listening: asyncio.Task[None] | None = None
    revealed_at: float = 0.0

    async def come(self) -> None:
        """Come in, or come back."""
        address = f"ws://127.0.0.1:{self.server.port}/room/ws"
        origin = f"http://127.0.0.1:{self.server.port}"
        self.socket = await connect(address, origin=origin, compression=None, open_timeout=30)  # type: ignore[arg-type]
        self.heard.clear()
        self.listening = asyncio.create_task(self.listen())
        await self.say(type="join", client=self.client, code=self.server.code)
        await asyncio.wait_for(self.heard.wait(), 30)

    async def say(self, **message: Any) -> None:
        assert self.socket is not None
        await self.socket.send(json.dumps({"v": 1, **message}))

    async def listen(self) -> None:
        """Keep what the server says last."""
        assert self.socket is not None
        with contextlib.suppress(Exception):
            async for text in self.socket:
                self._hear(json.loads(text))

    def _hear(self, told: dict[str, Any]) -> None:
        if told["type"] == "ack":
            self.acknowledged[told["ballot"]] = told["choice"]
        elif told["type"] == "state":
            self.state = told
            if told["phase"] == "revealed" and not self.revealed_at:
                self.revealed_at = monotonic()
        self.heard.set()

    async def vote(self, ballot: str, choice: str, n: int) -> None:
        """Vote, and wait until it counts."""
        self.acknowledged.pop(ballot, None)
        await self.say(type="vote", client=self.client, round=ROUND, ballot=ballot, n=n, choice=choice)
        while ballot not in self.acknowledged:
            self.heard.clear()
            await asyncio.wait_for(self.heard.wait(), 30)

    async def until(self, phase: str) -> None:
        while self.state.get("phase") != phase:
            self.heard.clear()
            await asyncio.wait_for(self.heard.wait(), 30)

    async def drop(self) -> None:
        """Go away without a word, as a phone does that leaves the network."""
        assert self.socket is not None
        self.socket.transport.abort()
        if self.listening is not None:
            await self.listening


class Host:
    """A console."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket, self.at = socket, 0

    async def go(self, *names: str) -> None:
        """Carry out commands that must succeed."""
        for name in names:
            await self.socket.send(json.dumps({"v": 1, "type": name, "at": self.at}))
            while (told := json.loads(await asyncio.wait_for(self.socket.recv(), 30)))["type"] == "host":
                pass
            assert told["type"] == "done", told
            self.at += name == "next"


@dataclass
class Report:
    """What was measured."""

    phones: int
    join_s: float = 0.0
    vote_s: float = 0.0
    reveal_s: float = 0.0
    mb_a_phone: float = 0.0
    counted: bool = False
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> Sequence[str]:
        return [
            f"{self.phones} phones came in within {self.join_s:.2f} s.",
            f"They voted within one second; the last vote counted after {self.vote_s:.2f} s.",
            f"The last one saw the reveal after {self.reveal_s:.2f} s (at most {REVEAL_S:g}).",
            f"A phone costs the server {self.mb_a_phone:.3f} MB (at most {MB_A_PHONE:g}).",
            *self.wrong,
        ]


async def play(server: Server, count: int, seed: int = 1) -> Report:
    """Play one round with ``count`` phones."""
    report, draw = Report(phones=count), Random(seed)  # noqa: S311 - which phone does what
    phones = [Phone(client=f"phone{number:05d}-0123456789", server=server) for number in range(count)]
    address = f"ws://127.0.0.1:{server.port}/room/ws?as=host"
    origin, headers = f"http://127.0.0.1:{server.port}", {"Cookie": server.cookie()}
    async with connect(address, origin=origin, additional_headers=headers, compression=None) as socket:  # type: ignore[arg-type]
        host = Host(socket)
        before = server.memory_mb()
        start = monotonic()
        await asyncio.gather(*(phone.come() for phone in phones))
        report.join_s = monotonic() - start
        report.mb_a_phone = (server.memory_mb() - before) / count
        wanted = {"before": {}, "after": {}}
        for ballot in ("before", "after"):
            await host.go("next", "open_ballot")
            await asyncio.gather(*(phone.until("open") for phone in phones))
            start = monotonic()
            await asyncio.gather(*(_votes(phone, ballot, draw, wanted[ballot]) for phone in phones))
            report.vote_s = max(report.vote_s, monotonic() - start)
            await _come_and_go(phones[:: max(1, count // 30)], ballot, wanted[ballot])
            await host.go("lock", "next")
        start = monotonic()
        await host.go("reveal")
        await asyncio.gather(*(phone.until("revealed") for phone in phones))
        report.reveal_s = max(phone.revealed_at for phone in phones) - start
        _compare(report, server, phones, wanted)
        for phone in phones:
            await phone.drop()
    return report


async def _votes(phone: Phone, ballot: str, draw: Random, wanted: dict[str, str]) -> None:
    """Vote at some moment of one second."""
    choice, moment = draw.choice(CHOICES), draw.random()
    await asyncio.sleep(moment)
    await phone.vote(ballot, choice, 1)
    wanted[phone.client] = choice


async def _come_and_go(phones: Sequence[Phone], ballot: str, wanted: dict[str, str]) -> None:
    """Some drop out, come back twice, say the same vote again, and change it in a second tab."""
    for phone in phones:
        for _ in range(2):
            await phone.drop()
            await phone.come()
            mine = phone.state["questions"][0]["mine"]
            assert mine == {"choice": wanted[phone.client], "n": 1}, mine
        await phone.vote(ballot, wanted[phone.client], 1)
        tab = Phone(client=phone.client, server=phone.server)
        await tab.come()
        await tab.vote(ballot, "dnr", 2)
        wanted[phone.client] = "dnr"
        await tab.drop()


def _compare(report: Report, server: Server, phones: Sequence[Phone], wanted: dict[str, dict[str, str]]) -> None:
    """What counts must be what everybody chose, once each, in the file and on every phone."""
    kept = server.kept().votes
    for ballot, votes in wanted.items():
        counted = {client: vote.choice for client, vote in kept[ROUND, ballot].items()}
        if counted != votes:
            report.wrong.append(f"WRONG: the votes on {ballot} in the file are not those that were cast.")
        tally = {choice: list(votes.values()).count(choice) for choice in set(votes.values())}
        if any(phone.state["result"][ballot] != tally for phone in phones):
            report.wrong.append(f"WRONG: a phone shows another tally of {ballot}.")
    report.counted = not report.wrong
    if report.reveal_s > REVEAL_S:
        report.wrong.append("WRONG: somebody waited too long for the reveal.")
    if report.mb_a_phone > MB_A_PHONE:
        report.wrong.append("WRONG: a phone costs too much memory.")


def main() -> int:
    """Play a round and say how it went."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--phones", type=int, default=300, metavar="N")
    phones = parser.parse_args().phones
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 2 * phones + 200)), hard))
    with tempfile.TemporaryDirectory() as folder, Servers() as servers:
        report = asyncio.run(play(servers.start(Path(folder)), phones))
    print("\n".join(report.lines()))
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""A server that is killed at any moment: what was acknowledged is there when it comes back on the same port."""

from __future__ import annotations

import asyncio
import os
import signal
from functools import partial
from pathlib import Path
from random import Random
from time import monotonic

import pytest
from websockets.asyncio.client import connect

from tests.load import CHOICES, ROUND, Host, Phone, Server, Servers
from tests.viz.apart import apart

PHONES = 6
LIVES = 20
"""How often one workshop is killed before the next one begins."""


class Voter(Phone):
    """A phone that changes its mind all the time."""

    last = 0
    acked: tuple[int, str] = (0, "")

    async def vote_forever(self, draw: Random) -> None:
        while True:
            self.last += 1
            choice = draw.choice(CHOICES)
            await self.vote("before", choice, self.last)
            self.acked = self.last, choice


async def one_life(server: Server, life: int, draw: Random, voters: list[Voter]) -> None:
    """Come in, vote until the server is killed, and note what was acknowledged."""
    new = [Voter(client=f"life{life:04d}-phone{number:04d}", server=server) for number in range(PHONES)]
    for one in new:
        await one.come()
    work = {asyncio.create_task(one.vote_forever(draw)) for one in new}
    await asyncio.sleep(draw.random() * 0.15)
    os.kill(server.pid, signal.SIGKILL)
    while work:  # Python 3.11 may swallow a cancellation that comes together with what was waited for
        for task in work:
            task.cancel()
        _, work = await asyncio.wait(work, timeout=0.05)
    voters += new


async def open_ballot(server: Server, cookie: str) -> None:
    address, origin = f"ws://127.0.0.1:{server.port}/room/ws?as=host", f"http://127.0.0.1:{server.port}"
    async with connect(address, origin=origin, additional_headers={"Cookie": cookie}, compression=None) as socket:
        await Host(socket).go("next", "open_ballot")


def nothing_lost(server: Server, voters: list[Voter]) -> int:
    """How many votes were acknowledged; every one of them must be in the file, or a later one of the same phone."""
    kept = server.kept()
    votes = kept.votes.get((ROUND, "before"), {})
    for voter in voters:
        assert voter.client in kept.animals
        n, choice = voter.acked
        if n:
            vote = votes[voter.client]
            assert n <= vote.n <= voter.last
            assert vote.n != n or vote.choice == choice
    return sum(voter.acked[0] for voter in voters)


def killed(folder: Path, lives: int, seed: int, servers: Servers) -> int:
    """Kill one workshop ``lives`` times; returns how many votes were acknowledged."""
    draw = Random(seed)  # noqa: S311 - which vote comes when
    voters: list[Voter] = []
    server = servers.start(folder)
    cookie = server.cookie()
    asyncio.run(open_ballot(server, cookie))
    for life in range(lives):
        asyncio.run(one_life(server, life, draw, voters))
        acknowledged = nothing_lost(server, voters)
        server = servers.start(folder, server.port)
        assert server.kept().stand.phase == "open"  # the host goes on where they were
    asyncio.run(back_in_place(server, cookie, voters))
    return acknowledged


async def back_in_place(server: Server, cookie: str, voters: list[Voter]) -> None:
    """Phones come back to their votes without the code, and the host's cookie still opens the console."""
    start = monotonic()
    for voter in voters[-PHONES:]:
        again = Phone(client=voter.client, server=Server(server.folder, server.port, "", "", server.pid))
        await again.come()
        mine = again.state["questions"][0]["mine"]
        assert mine is None or mine["n"] >= voter.acked[0]
    assert monotonic() - start < 5
    address, origin = f"ws://127.0.0.1:{server.port}/room/ws?as=host", f"http://127.0.0.1:{server.port}"
    async with connect(address, origin=origin, additional_headers={"Cookie": cookie}, compression=None) as socket:
        host = Host(socket)
        host.at = 1
        await host.go("lock", "next")


@pytest.mark.parametrize("moments", [3, pytest.param(200, marks=pytest.mark.soak)])
def test_kill_workshop_at_random_moments_and_nothing_acknowledged_is_lost(tmp_path: Path, moments: int) -> None:
    acknowledged = 0
    with Servers() as servers:
        for number, lives in enumerate(range(0, moments, LIVES)):
            folder = tmp_path / str(number)
            folder.mkdir()
            acknowledged += apart(partial(killed, folder, min(LIVES, moments - lives), number, servers))
    assert acknowledged > moments

"""Anything at all said by phones: nobody without the cookie moves the meeting or reads a tally early."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.viz.apart import apart
from tests.viz.workshop.drawn import Drawer
from tests.viz.workshop.held import a_session
from tests.viz.workshop.wired import Wired
from viz.workshop import sockets
from viz.workshop.desk import Desk
from viz.workshop.guarding import digest
from viz.workshop.messages import SAID
from viz.workshop.opening import begin
from viz.workshop.room import entry
from viz.workshop.served import Served
from viz.workshop.server import application

MINE, OTHER = "mine-0123456789abcdef", "other-0123456789abcdef"
EACH = 2_000
"""Messages in one workshop, from its first step to its last."""

ANSWERS = ("ack", "refused", "done")
WORDS = {
    "client": (MINE, MINE, OTHER),
    "round": ("main:r001", "main:r001", "main:r002", "sure"),
    "ballot": ("before", "after", "moved", "pre"),
    "choice": ("top", "mid", "low", "dnr", "yes"),
    "code": ("", "AAAAAA"),
}
PATH = (
    "next",
    "open_ballot",
    "lock",
    "next",
    "next",
    "open_ballot",
    "pause",
    "go_on",
    "lock",
    "next",
    "reveal",
    "back",
    "next",
)
"""What the host does meanwhile, over and over."""


class Fuzz:
    """A phone that says anything, another phone, a board, and a host who leads through the session."""

    def __init__(self, folder: Path, seed: int) -> None:
        session, known = a_session(folder)
        opened = begin(folder, "mine", session.digest, 0)
        self.desk = Desk(session, known, opened.journal, opened.room)
        self.app = application(Served(desk=self.desk))
        self.code = opened.room.code
        self.link = digest(opened.link)
        self.drawer = Drawer(SAID.json_schema(), seed, WORDS)
        self.acknowledged = 0
        self.draw = Random(seed)  # noqa: S311 - when the host moves

    async def run(self, messages: int) -> None:
        work = asyncio.create_task(self.desk.run())
        await self.desk.say(entry("host", link=self.link, cookie=digest("cookie")))
        phone, other = await Wired(self.app).open(), await Wired(self.app).open()
        host = await Wired(self.app, "host", cookie="committee_host=cookie").open()
        board = await Wired(self.app, "board").open()
        for page, client in ((phone, MINE), (other, OTHER)):
            page.say({"type": "join", "client": client, "code": self.code})
            await page.hear("state")
        steps = 0
        for _ in range(messages):
            if self.draw.random() < 0.02:
                host.say({"type": PATH[steps % len(PATH)], "at": self.desk.room.stand.index})
                await host.hear("done", "refused")
                steps += 1
            await self.one(phone)
        await self.nothing_else(phone, other, board, host)
        assert self.acknowledged > messages / 1000  # some of it were votes that count
        assert self.desk.room.revealed
        work.cancel()

    async def one(self, phone: Wired) -> None:
        """Say one thing as a phone, and see that only its own vote can follow."""
        before = self.desk.room
        phone.say(self.drawer.any())
        heard = await phone.hear()
        while heard["type"] == "state":
            self.shows_nothing_early(heard)
            heard = await phone.hear()
        assert heard["type"] in ANSWERS, heard
        self.acknowledged += heard["type"] == "ack"
        after = self.desk.room
        same = ("stand", "hands", "revealed", "held", "hosts", "links", "code", "ended", "animals")
        assert {name: getattr(after, name) for name in same} == {name: getattr(before, name) for name in same}
        for key in before.votes.keys() | after.votes.keys():
            others = [{c: v for c, v in room.votes.get(key, {}).items() if c != MINE} for room in (before, after)]
            assert others[0] == others[1]

    def shows_nothing_early(self, view: dict[str, Any]) -> None:
        """A result only of a round that a host has revealed; nowhere anybody's client but one's own."""
        if view["result"] is not None:
            assert view["result"]["round"] in self.desk.room.revealed
            assert view["phase"] in ("revealed", "paused")
        assert OTHER not in json.dumps(view)

    async def nothing_else(self, *pages: Wired) -> None:
        """Every page is alive, and says nothing early."""
        for page in pages[2:]:
            page.say("?")
            while (heard := await page.hear())["type"] != "refused":
                assert MINE not in json.dumps(heard)
                if heard.get("result"):
                    assert heard["result"]["round"] in self.desk.room.revealed
        for page in pages:
            await page.close()


@pytest.mark.parametrize("messages", [EACH, pytest.param(100_000, marks=pytest.mark.soak)])
def test_whatever_a_phone_says_only_its_own_vote_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, messages: int
) -> None:
    monkeypatch.setattr(sockets, "MESSAGES", 10**9)
    for seed in range(-(-messages // EACH)):
        folder = tmp_path / str(seed)
        folder.mkdir()
        apart(lambda there=folder, s=seed: asyncio.run(Fuzz(there, seed=s).run(EACH)))

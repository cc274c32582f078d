"""Where everything arrives: nothing counts before it is on the disk, and a fault in one message stops no other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from committee.errors import Problem, UsageRefused
from tests.viz.apart import apart
from tests.viz.workshop.held import a_session
from viz.workshop import desk as module
from viz.workshop.desk import NOT_WRITTEN, OUR_FAULT, Desk
from viz.workshop.messages import Join, Vote
from viz.workshop.opening import begin
from viz.workshop.room import Stand, step_entry

ANNA = "anna-0123456789abcdef"
VOTE = Vote(v=1, type="vote", client=ANNA, round="main:r001", ballot="before", n=1, choice="top")


def at_the_desk(folder: Path, story: Callable[[Desk], Awaitable[None]]) -> None:
    """Play ``story`` at a desk where a ballot is open and Anna is in."""

    async def played() -> None:
        session, known = a_session(folder)
        opened = begin(folder, "mine", session.digest, 0)
        desk = Desk(session, known, opened.journal, opened.room)
        work = asyncio.create_task(desk.run())
        await desk.say(step_entry(Stand(index=1, phase="open"), [("main:r001", "before")]))
        await desk.say(Join(v=1, type="join", client=ANNA, code=opened.room.code))
        await story(desk)
        work.cancel()
        opened.journal.close()

    apart(lambda: asyncio.run(played()))


def test_what_comes_in_while_the_disk_is_busy_is_written_with_one_flush(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(desk: Desk) -> None:
        flushes = []
        append = desk._journal.append
        monkeypatch.setattr(desk._journal, "append", lambda entries: (flushes.append(len(entries)), append(entries)))
        joins = [Join(v=1, type="join", client=f"phone{n:03d}-0123456789", code=desk.room.code) for n in range(300)]
        answers = await asyncio.gather(*map(desk.say, joins))
        assert {answer["type"] for answer in answers} == {"done"}
        assert sum(flushes) == 300
        assert len(flushes) <= 3

    at_the_desk(tmp_path, story)


def test_if_the_disk_fails_nothing_is_acknowledged_and_hosts_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(desk: Desk) -> None:
        def full(_entries: Any) -> None:
            raise UsageRefused(Problem(place="the file", allowed="cannot be written (No space left on device)"))

        with monkeypatch.context() as patch:
            patch.setattr(desk._journal, "append", full)
            first, again = await asyncio.gather(desk.say(VOTE), desk.say(VOTE))  # the second only says it again
            assert first["why"] == again["why"] == NOT_WRITTEN
            assert desk.room.votes == {}
            assert "No space left" in desk.around.advice[0]
        assert (await desk.say(VOTE))["type"] == "ack"
        assert desk.around.advice == ()

    at_the_desk(tmp_path, story)


def test_a_fault_of_ours_in_one_message_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(desk: Desk) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(module, "vote", lambda *_: 1 / 0)
            assert (await desk.say(VOTE))["why"] == OUR_FAULT
        assert (await desk.say(VOTE))["type"] == "ack"

    at_the_desk(tmp_path, story)

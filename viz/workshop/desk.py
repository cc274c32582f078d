"""The one place where everything that is said arrives: it decides, writes, and only then answers and shows.

What phones and hosts say is taken in the order in which it comes. Everything that has come in while the disk was busy
is decided together, written with one flush, and then answered. So the room that pages see is always on the disk, and
three hundred votes of one second cost a few flushes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import reduce
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from committee.errors import InputRefused
from viz.workshop.asked import Ballot
from viz.workshop.blocks import blocks_of, seat_blocks, seat_step_blocks
from viz.workshop.deciding import DONE, Decision, Place, command, join, played, refused, vote
from viz.workshop.journal import Entry, Journal
from viz.workshop.known import Known
from viz.workshop.lines import Line
from viz.workshop.messages import LONGEST_TIMER_S, Command, Join, Move, Pages, Timer, Vote
from viz.workshop.pacing import paced
from viz.workshop.playing import Player
from viz.workshop.room import Key, Room, fold
from viz.workshop.session import Session
from viz.workshop.shown import Block
from viz.workshop.views import Around, board_view, host_view, phone_view

if TYPE_CHECKING:
    from viz.workshop.facts import Facts

TOGETHER_S: Final = 0.1
"""Pages hear of changes at most this often, in seconds."""

GRACE_S: Final = 2.0
"""How long a vote that was on its way when its ballot was locked still counts, in seconds."""

NOT_WRITTEN: Final = "This was not saved: the disk of the host's computer does not take it. Try again."
"""The answer to whatever cannot be written."""

OUR_FAULT: Final = "Something went wrong in the server with this. Everything else goes on."
"""The answer to what the server fails at."""


@dataclass(frozen=True)
class Played:
    """What came of the seats of a step."""

    index: int
    acts: Entry


Heard = Join | Vote | Command | Entry | Played

_LOG: Final = logging.getLogger(__name__)


@dataclass
class _Timer:
    """When the open ballot locks by itself, on the clock of this process."""

    ends: float | None = None
    left: float | None = None
    """What is left while the session is paused."""


class Desk:
    """A workshop under way.

    Parameters
    ----------
    session
        What is asked.
    known
        What the recordings say of it.
    journal
        Where everything is kept.
    room
        What is so at the start: new, or read from the journal.
    player
        Holds meetings again with what groups do; by default beside the journal.
    """

    def __init__(
        self, session: Session, known: Known, journal: Journal, room: Room, player: Player | None = None
    ) -> None:
        self.session, self.known, self.room = session, known, room
        self.player = player or Player(journal.path.parent, known)
        self._playing: asyncio.Task[None] | None = None
        self.join_url = ""
        self.lines: set[Line] = set()
        self.advice: list[str] = []
        self._trouble: dict[str, str] = {}
        self._journal = journal
        self._heard: list[tuple[Heard, asyncio.Future[Mapping[str, Any]]]] = []
        self._something = asyncio.Event()
        self._changed = asyncio.Event()
        self._grace: dict[Key, tuple[Ballot, float]] = {}
        self._timer = _Timer()
        self._timers_set = 0
        self._pace = paced(session, room.stand, monotonic())
        self._debriefed: tuple[Room, list[Block]] | None = None

    @property
    def place(self) -> Place:
        """What decisions and views are about at this moment."""
        return self._place(self.room)

    @property
    def around(self) -> Around:
        """What is so around the room."""
        here = {line.client for line in self.lines if line.role == "phone"}
        return Around(
            here=len(here),
            busy=self._playing is not None,
            seconds_left=self._seconds_left(),
            spent=self._pace.spent(monotonic()),
            join_url=self.join_url,
            debrief=self._debrief(),
            advice=(*self._trouble.values(), *self.advice),
        )

    @property
    def facts(self) -> Facts:
        """What the debrief and the handout are made from. What is asked twice waits until everybody has answered."""
        from viz.workshop.facts import Facts

        last = self.room.stand.index == len(self.session.steps) - 1
        return Facts(
            session=self.session,
            room=self.room,
            meetings=self.known.meetings,
            nulls=self.known.ghostless,
            decided={round_: told.pivots for round_, told in self.known.told.items()},
            hide_small=self.room.stand.hide_small,
            with_items=self.room.ended or (last and self.room.stand.phase == "locked"),
        )

    def _debrief(self) -> Sequence[Block]:
        """What the debrief says at this step; made once for each room, however many pages ask."""
        step = self.session.steps[self.room.stand.index]
        if step.kind == "seat":
            return seat_step_blocks(self.place, busy=self._playing is not None)
        if not step.part:
            return ()
        from viz.workshop.debrief import debrief_page

        if self._debriefed is None or self._debriefed[0] is not self.room:
            page = debrief_page(self.facts, step.part)
            seats = [block for row in self.room.seated for block in seat_blocks(self.place, row)]
            blocks = [*(blocks_of(page) if page else []), *(seats if step.part == "analysis" else [])]
            self._debriefed = self.room, blocks
        return self._debriefed[1]

    async def say(self, heard: Heard) -> Mapping[str, Any]:
        """Hand in a message, or an entry of our own; returns the answer when what follows is on the disk."""
        answer: asyncio.Future[Mapping[str, Any]] = asyncio.get_running_loop().create_future()
        self._heard.append((heard, answer))
        self._something.set()
        return await answer

    def come(self, line: Line) -> None:
        """Begin to tell a page what changes."""
        self.lines.add(line)
        _show(line, self.place, self.around, self._timers_set)
        self._changed.set()

    def go(self, line: Line) -> None:
        """Stop telling a page."""
        self.lines.discard(line)
        self._changed.set()

    def paged(self, line: Line, pages: Pages) -> None:
        """A board says which of its pages it shows. Where several boards stand, the one with the most pages counts."""
        line.pages = pages
        self._changed.set()

    def _pages(self, index: int) -> tuple[int, int]:
        said = [line.pages for line in self.lines if line.pages is not None and line.pages.at == index]
        most = max(said, key=lambda pages: pages.of, default=None)
        return (most.page, most.of) if most is not None else (0, 1)

    def _turn(self, by: int) -> None:
        """Boards turn their pages and say so in a moment; until then nobody turns the same page twice."""
        for line in self.lines:
            if line.pages is not None:
                page = min(line.pages.of - 1, max(0, line.pages.page + by))
                line.pages = line.pages.model_copy(update={"page": page})

    def advise(self, advice: Sequence[str]) -> None:
        """Let hosts read ``advice``."""
        if list(advice) != self.advice:
            self.advice = list(advice)
            self._changed.set()

    async def run(self) -> None:
        """Work until canceled."""
        await asyncio.gather(self._answer_forever(), self._show_forever(), self._lock_in_time())

    async def _answer_forever(self) -> None:
        while True:
            await self._something.wait()
            self._something.clear()
            heard, self._heard = self._heard, []
            await self._answer(heard)

    async def _answer(self, heard: Sequence[tuple[Heard, asyncio.Future[Mapping[str, Any]]]]) -> None:
        """Decide all that has come in, write it at once, and answer."""
        room, answers = self.room, []
        entries: list[Entry] = []
        for said, answer in heard:
            decision, room = self._decided(said, room)
            entries += decision.entries
            answers.append((answer, decision))
        if entries and not await self._written(entries):
            # All of them: the answer to one may rest on what another would have written.
            answers = [(answer, refused(NOT_WRITTEN)) for answer, _ in answers]
            room = self.room
        self._move_to(room)
        for (said, _), (answer, decision) in zip(heard, answers, strict=True):
            if decision.answer["type"] == "done":
                self._do(said)
            with suppress(asyncio.InvalidStateError):  # whoever asked has gone
                answer.set_result(decision.answer)
        if entries:
            self._changed.set()

    def _decided(self, said: Heard, room: Room) -> tuple[Decision, Room]:
        """What follows from a message, and the room after that. A fault of ours in one message stops no other."""
        try:
            decision = _decision(said, self._place(room))
            return decision, reduce(fold, decision.entries, room)
        except Exception:
            _LOG.exception("A message could not be decided")
            return refused(OUR_FAULT), room

    async def _written(self, entries: Sequence[Entry]) -> bool:
        try:
            await asyncio.to_thread(self._journal.append, entries)
        except InputRefused as trouble:
            self._trouble["disk"] = f"Votes cannot be saved. {trouble}"
            self._changed.set()
            return False
        self._trouble.pop("disk", None)
        return True

    def _move_to(self, room: Room) -> None:
        """Make ``room`` the one that pages see. A ballot that closes by this keeps its door open for a moment."""
        before, self.room = self.place, room
        was_open = before.room.stand.phase == "open"
        if was_open and (room.stand.phase != "open" or room.stand.index != before.room.stand.index):
            until = monotonic() + GRACE_S
            self._grace = {key: (ballot, until) for key, ballot in before.ballots.items()}
            self._timer = _Timer()
        self._pace = self._pace.moved(before.room.stand, room.stand, monotonic())
        if room.stand.paused != before.room.stand.paused:
            self._hold_timer(paused=room.stand.paused)

    def _place(self, room: Room) -> Place:
        grace = {}
        if self._grace:
            now = monotonic()
            self._grace = {key: (ballot, until) for key, (ballot, until) in self._grace.items() if until > now}
            grace = {key: ballot for key, (ballot, _) in self._grace.items()}
        pages = self._pages(room.stand.index)
        return Place(session=self.session, told=self.known.told, room=room, grace=grace, pages=pages)

    async def _show_forever(self) -> None:
        """Tell every page what it shows, if that has changed; whatever changes together is told together."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            place, around = self.place, self.around
            for line in tuple(self.lines):
                _show(line, place, around, self._timers_set)
            await asyncio.sleep(TOGETHER_S)

    def _seconds_left(self) -> int | None:
        timer = self._timer
        if timer.left is not None:
            return round(timer.left)
        return None if timer.ends is None else max(0, round(timer.ends - monotonic()))

    def _do(self, said: Heard) -> None:
        """Do what a command asks for that is no part of the room."""
        if isinstance(said, Timer):
            self._set_timer(said)
        elif isinstance(said, Move) and said.type in _TURNS:
            self._turn(_TURNS[said.type])
        elif isinstance(said, Move) and said.type == "play" and self._playing is None:
            self._playing = asyncio.create_task(self._play(said.at))
            self._changed.set()

    async def _play(self, index: int) -> None:
        """Have the meeting held again with what groups do, and keep what came of it."""
        try:
            self._trouble.pop("seats", None)
            acts = await asyncio.to_thread(self.player.play, self.session.steps[index], index, self.room)
            await self.say(Played(index, acts))
        except InputRefused as trouble:
            self._trouble["seats"] = f"The meeting could not be held with what the groups do. {trouble}"
        finally:
            self._playing = None
            self._changed.set()

    def _set_timer(self, said: Timer) -> None:
        seconds = min(LONGEST_TIMER_S, said.seconds + ((self._seconds_left() or 0) if said.more else 0))
        if not seconds or self.room.stand.phase != "open":
            self._timer = _Timer()
        elif self.room.stand.paused:
            self._timer = _Timer(left=seconds)
        else:
            self._timer = _Timer(ends=monotonic() + seconds)
        self._timers_set += 1
        self._changed.set()

    def _hold_timer(self, *, paused: bool) -> None:
        now, timer = monotonic(), self._timer
        if paused and timer.ends is not None:
            self._timer = _Timer(left=timer.ends - now)
        elif not paused and timer.left is not None:
            self._timer = _Timer(ends=now + timer.left)

    async def _lock_in_time(self) -> None:
        """Lock the open ballot when its time is up."""
        while True:
            await asyncio.sleep(TOGETHER_S)
            ends = self._timer.ends
            if ends is not None and monotonic() >= ends:
                self._timer = replace(self._timer, ends=None)
                await self.say(Move(v=1, type="lock", at=self.room.stand.index))


_TURNS: Final = {"page_on": 1, "page_back": -1}


def _decision(said: Heard, place: Place) -> Decision:
    if isinstance(said, Join):
        return join(place, said)
    if isinstance(said, Vote):
        return vote(place, said)
    if isinstance(said, Played):
        return played(place, said.index, said.acts)
    if isinstance(said, Mapping):
        return Decision(entries=[said], answer=DONE)
    return command(place, said)


def _show(line: Line, place: Place, around: Around, timers_set: int) -> None:
    """Tell one page what it shows. A fault of ours in one view leaves the others as they are."""
    try:
        line.show(_view(line, place, around), timers_set)
    except Exception:
        _LOG.exception("A page could not be shown")


def _view(line: Line, place: Place, around: Around) -> Mapping[str, Any]:
    """What the page at the other end of ``line`` shows."""
    if line.role == "phone":
        return phone_view(place, around, line.client)
    return host_view(place, around) if line.role == "host" else board_view(place, around)

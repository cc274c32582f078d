"""One row under the cursor, second by second.

:meth:`Row.run` is the story: read out, an impression, then whoever wants the floor most until the bell or
silence, then the call. The row changes nobody: purses, memories and fatigue are settled by the meeting
from the :class:`RowResult`, so that the same row can be held twice (with and without capital) to see what
the capital changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from committee.events import Event
from committee.meeting import floor
from committee.meeting.docket import Docket
from committee.meeting.draws import TURNS
from committee.meeting.ending import Ending, close
from committee.meeting.room import Room
from committee.meeting.tale import Tale
from committee.meeting.talk import Talk
from committee.meeting.wish import NO_WISH, Wish
from committee.terms import Act, Family, Holding, Tier, WhyNot


class Stake(Struct, frozen=True, kw_only=True, gc=False):
    """Units put up for a row in all, and the tier asked for."""

    member: int
    units: float
    ask: Tier


class RowResult(Struct, frozen=True, kw_only=True, gc=False):
    """What a row leaves behind. ``recalled`` are (member, episode, spoken) triples; ``stances`` by member index."""

    ending: Ending
    seconds: float
    stances: tuple[float, ...]
    stakes: tuple[Stake, ...]
    recalled: tuple[tuple[int, str, bool], ...]
    events: tuple[Event, ...]


class Row(Talk):
    """One open row that runs to its end."""

    def __init__(self, docket: Docket, room: Room, *, tell: bool = True, capital: bool = True) -> None:
        super().__init__(docket, room, capital=capital)
        self.tale = Tale(self) if tell else None

    def run(self) -> RowResult:
        """Hold the row and say what came of it."""
        self._announce()
        self._impression()
        while not self._over():
            pass
        ending = self._call()
        return RowResult(
            ending=ending,
            seconds=self.clock.elapsed,
            stances=tuple(self.stance),
            stakes=self._stakes(),
            recalled=tuple(self.recalled),
            events=self.tale.events if self.tale is not None else (),
        )

    def _announce(self) -> None:
        self._utter(Wish(self.table.announcer, 0.0, Act.ANNOUNCE), [])

    def _impression(self) -> None:
        """One who met the applicant says in a sentence how it was: whoever of them wants to most."""
        met = [i for i in self.docket.interviewers if Act.IMPRESSION in self.members[i].acts]
        if not met:
            return
        found = floor.wishes(self)
        who = max(met, key=lambda i: (found[i].bid, -i))
        best = self._impression_point(who)
        wish = Wish(who, found[who].bid, Act.IMPRESSION, best)
        if self.clock.fits(self.seconds_of(wish) + self.closing_seconds()):
            self._utter(wish, found)

    def _impression_point(self, member: int) -> int | None:
        known = [p for p in self.unsaid[member] if self.points[p].holding is Holding.INTERVIEW]
        if known:
            return max(known, key=lambda p: (self.salience[member][p], -p))
        return next((p for p, seen in enumerate(self.points) if seen.family is Family.INTERVIEW_SCORE), None)

    def _over(self) -> bool:
        """One turn; True when the row is ready to be called."""
        if self.turn >= TURNS - 2:
            return True
        found = floor.wishes(self)
        threshold = self.threshold
        wanting = [wish for wish in found if wish.bid >= threshold and wish.bid > NO_WISH]
        paid = floor.buyer(self, found) if self.may_pay and self.turn > 1 else None
        if paid is None and not wanting:
            return True
        wanting.sort(key=lambda wish: (-wish.bid, wish.member))
        wish = next((wish for wish in ([paid] if paid else []) + wanting if self._time_for(wish)), None)
        if wish is None:
            self.last_wishes = wanting
            self.rung = True
            return True
        self._pass_over(wish, wanting)
        self._utter(wish, found)
        return False

    def _pass_over(self, winner: Wish, wanting: Sequence[Wish]) -> None:
        """Note who wanted the turn too. Who wanted it more and had no time left for what it takes does not bid."""
        for wish in wanting:
            if wish is winner:
                continue
            too_long = winner.stake == 0.0 and (wish.bid, -wish.member) > (winner.bid, -winner.member)
            if wish.point is not None:
                self.wanted[wish.point] = WhyNot.BELL if too_long else WhyNot.OUTBID
            if too_long:
                wish.bid = NO_WISH

    def _time_for(self, wish: Wish) -> bool:
        """Whether it can be said before the bell, after what a stake or a contest adds to the clock."""
        before = self.clock.allowed
        if wish.stake > 0.0:
            self.clock.stretch(wish.stake)
        needed = self.seconds_of(wish) + self.closing_seconds()
        while not self.clock.fits(needed):
            if not (self.favour and self.against and self.clock.stretch()):
                if wish.stake > 0.0:
                    self.clock.allowed = before
                return False
        return True

    def _utter(self, wish: Wish, found: Sequence[Wish]) -> None:
        start = self.clock.elapsed
        closing = wish.act in (Act.CALL, Act.VETO)
        self.clock.pass_(self.closing_seconds() if closing else self.seconds_of(wish))
        if wish.stake > 0.0:
            self._stake(wish)
        self.moved = [0.0] * self.size
        if not closing:
            self.take_effect(wish)
        if self.tale is not None:
            self.tale.uttered(self, wish, found, (start, self.tone_for(wish)))
        self.turn += 1

    def _stake(self, wish: Wish) -> None:
        self.staked[wish.member] += wish.stake
        self.bought[wish.member] += 1
        self.asks.setdefault(wish.member, self.ask_of(wish.member))

    # ---------------------------------------------------------------- the end

    def _call(self) -> Ending:
        director = self.table.director
        ending = close(self)
        act = Act.VETO if ending.vetoed else Act.CALL
        self._utter(Wish(director, 0.0, act), [])
        if self.tale is not None:
            self.tale.closed(self, ending)
        return ending

    def _stakes(self) -> tuple[Stake, ...]:
        return tuple(
            Stake(member=member, units=self.staked[member], ask=self.asks[member])
            for member in range(self.size)
            if self.staked[member] > 0.0
        )

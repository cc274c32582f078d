"""What follows from what a phone or a host says: the entries of the journal that it makes, and the answer to it.

Nothing here changes anything. A decision takes the room as it is, and gives what would have to be written; when that is
on the disk, it is so.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from viz.workshop.animals import an_animal
from viz.workshop.asked import Ballot, Told, ballots_of, is_for
from viz.workshop.journal import Entry
from viz.workshop.messages import Command, Hands, Join, Move, Setting, Vote
from viz.workshop.room import Key, Room, Stand, entry, step_entry
from viz.workshop.session import Session, Step

MOST_PHONES: Final = 1000
"""The most people of one session."""

TALKS: Final = ("talk", "talkover")
"""The kinds of steps at which the room talks when a host starts it."""

ENTRIES_A_BALLOT: Final = 100
"""The most times that one phone may change its vote on one ballot."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """What decisions are made about."""

    session: Session
    told: Mapping[str, Told]
    room: Room
    grace: Mapping[Key, Ballot] = field(default_factory=dict)
    """Ballots that were locked a moment ago: a vote on its way then still counts, and is called late."""
    pages: tuple[int, int] = (0, 1)
    """Which page the board shows at this step, from 0, and how many it has there, as it says itself."""

    @property
    def step(self) -> Step:
        """The step where the session stands."""
        return self.session.steps[self.room.stand.index]

    @property
    def ballots(self) -> Mapping[Key, Ballot]:
        """The ballots of the step where the session stands."""
        return {ballot.key: ballot for ballot in ballots_of(self.session, self.told, self.room.stand.index)}


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What follows."""

    entries: Sequence[Entry] = ()
    answer: Mapping[str, Any]


def refused(why: str) -> Decision:
    """The decision to change nothing, and to say why."""
    return Decision(answer={"v": 1, "type": "refused", "why": why})


DONE: Final = MappingProxyType({"v": 1, "type": "done"})
"""The answer to a command that was carried out, and to a phone that is in."""


def join(place: Place, message: Join) -> Decision:
    """A phone comes in with the right code, or comes back to its place without one."""
    room = place.room
    if message.client in room.animals:
        return Decision(answer=DONE)
    if room.ended:
        return refused("This session is over.")
    if not secrets.compare_digest(plain(message.code).encode(), room.code.encode()):
        return refused(WRONG_CODE)
    if len(room.animals) >= MOST_PHONES:
        return refused(f"This session is full: {MOST_PHONES:,} people are in.")
    animal = an_animal(frozenset(room.animals.values()))
    return Decision(entries=[entry("joined", client=message.client, animal=animal)], answer=DONE)


WRONG_CODE: Final = "This is not the code on the board."


def plain(code: str) -> str:
    """A code as somebody typed it, in the form that the journal has: capitals, without spaces and dashes."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def vote(place: Place, message: Vote) -> Decision:
    """A vote counts if its ballot is open, or was until a moment ago."""
    room, key = place.room, (message.round, message.ballot)
    if message.client not in room.animals:
        return refused("Come in first, with the code on the board.")
    standing = room.votes.get(key, {}).get(message.client)
    if standing is not None and message.n <= standing.n:
        return _acknowledged(message, standing.n, standing.choice, late=standing.late)
    late = key in place.grace and not (key in place.ballots and room.stand.phase == "open")
    if why := _why_not(place, message, late=late):
        return refused(why)
    changed = standing is not None and (standing.changed or standing.choice != message.choice)
    if standing is not None and standing.choice != message.choice and not room.stand.may_change:
        return refused("The host lets nobody change a vote now. Yours stands.")
    if message.n > ENTRIES_A_BALLOT:
        return refused("You have changed this vote too often. The last one stands.")
    told = entry(
        "voted",
        client=message.client,
        round=message.round,
        ballot=message.ballot,
        n=message.n,
        choice=message.choice,
        changed=changed,
        late=late,
    )
    return replace(_acknowledged(message, message.n, message.choice, late=late), entries=[told])


def _why_not(place: Place, message: Vote, *, late: bool) -> str:
    """Why a vote cannot count now; empty if it can."""
    why = _closed_to_all(place.room, message)
    if why or late:
        return why or _not_a_choice(place.grace[message.round, message.ballot], message)
    room, key = place.room, (message.round, message.ballot)
    if key not in place.ballots or room.stand.phase != "open":
        return "This vote is not open now."
    if not is_for(place.ballots[key], place.step, room.animals, message.client):
        return "Another group sits in this seat."
    return _not_a_choice(place.ballots[key], message)


def _closed_to_all(room: Room, message: Vote) -> str:
    """Why nobody can vote on this now, however early they were; empty if somebody can."""
    if room.ended:
        return "This session is over."
    if message.round in room.revealed:
        return "The result is out. Nobody votes on this anymore."
    return "The host has paused. Vote when it goes on." if room.stand.paused else ""


def _not_a_choice(ballot: Ballot, message: Vote) -> str:
    return "" if message.choice in dict(ballot.choices) else "There is no such choice here."


def _acknowledged(message: Vote, n: int, choice: str, *, late: bool) -> Decision:
    answer = {"round": message.round, "ballot": message.ballot, "n": n, "choice": choice, "late": late}
    return Decision(answer={"v": 1, "type": "ack", **answer})


def command(place: Place, message: Command) -> Decision:
    """What a host says is done if it can be done at this step."""
    if place.room.ended:
        return refused("This session is over.")
    if message.at != place.room.stand.index:
        return refused("Another host has moved on meanwhile.")
    if isinstance(message, Move):
        return _MOVES[message.type](place)
    if isinstance(message, Setting):
        return _stands(_SETTINGS[message.type](place.room.stand, message.on))
    if isinstance(message, Hands):
        return _hands(place, message)
    return Decision(answer=DONE)  # a timer is no part of the room: it ends with the process


def _stands(stand: Stand, opening: Sequence[Key] = (), *more: Entry) -> Decision:
    return Decision(entries=[step_entry(stand, opening), *more], answer=DONE)


def _go(place: Place, index: int) -> Decision:
    """Go to another step. In an open session the result of a round shows as soon as its step begins."""
    if not 0 <= index < len(place.session.steps):
        return refused("There is no step before this one." if index < 0 else "This is the last step.")
    stand = replace(place.room.stand, index=index, phase="waiting", paused=False, page=0)
    there, step = replace(place, room=replace(place.room, stand=stand)), place.session.steps[index]
    if step.kind == "reveal" and step.round in place.room.revealed:
        return _stands(replace(stand, phase="revealed"))
    if step.kind == "seat" and step.round in place.room.seated:
        return _stands(replace(stand, phase="locked"))
    if not stand.blind and not why_not_reveal(there):
        return _reveal(there)
    return _stands(stand)


def _next(place: Place) -> Decision:
    return _go(place, place.room.stand.index + 1)


def _back(place: Place) -> Decision:
    return _go(place, place.room.stand.index - 1)


def _skip(place: Place) -> Decision:
    """Leave out the rest of this round."""
    beyond = beyond_round(place)
    return refused("There is no row to skip here.") if beyond is None else _go(place, beyond)


def beyond_round(place: Place) -> int | None:
    """The first step after this one that is not about its row; None if this one is about none, or all are."""
    here, steps = place.room.stand.index, place.session.steps
    if not steps[here].round:
        return None
    return next((index for index in range(here + 1, len(steps)) if steps[index].round != steps[here].round), None)


def _turned(by: int) -> Callable[[Place], Decision]:
    """Turns the pages of the board, which alone knows how many there are."""

    def turn(place: Place) -> Decision:
        why = why_not_turn(place, by)
        return refused(why) if why else _stands(replace(place.room.stand, page=place.room.stand.page + by))

    return turn


def why_not_turn(place: Place, by: int) -> str:
    """Why the board cannot turn so many pages now; empty if it can."""
    page, of = place.pages
    return "" if 0 <= page + by < of else "The board has no such page at this step."


def _pause(place: Place) -> Decision:
    if place.room.stand.paused:
        return refused("Everything waits already.")
    return _stands(replace(place.room.stand, paused=True))


def _go_on(place: Place) -> Decision:
    if not place.room.stand.paused:
        return refused("Nothing waits.")
    return _stands(replace(place.room.stand, paused=False))


def _start(place: Place) -> Decision:
    why = why_not_start(place)
    return refused(why) if why else _stands(replace(place.room.stand, phase="playing"))


def why_not_start(place: Place) -> str:
    """Why no talk can start now; empty if one can."""
    step = place.step
    if step.kind not in TALKS or step.round not in place.told:
        return "Nobody talks at this step."
    return "" if place.room.stand.phase == "waiting" else "The talk has started already."


def _open(place: Place) -> Decision:
    why = why_not_open(place)
    return refused(why) if why else _stands(replace(place.room.stand, phase="open"), tuple(place.ballots))


def why_not_open(place: Place) -> str:
    """Why no ballot can be opened now; empty if one can."""
    if not place.ballots:
        return "Nobody votes at this step."
    if any(ballot.round in place.room.revealed for ballot in place.ballots.values()):
        return "The result of this row is out. Nobody votes on it anymore."
    return "The vote is open already." if place.room.stand.phase == "open" else ""


def _lock(place: Place) -> Decision:
    if place.room.stand.phase != "open":
        return refused("No vote is open.")
    return _stands(replace(place.room.stand, phase="locked"))


def _reveal(place: Place) -> Decision:
    if why := why_not_reveal(place):
        return refused(why)
    stand = replace(place.room.stand, phase="revealed", page=0)
    step = place.session.steps[stand.index]
    # What groups did in their seats can be tried again, so nothing is over with it.
    return _stands(stand, (), *([entry("revealed", round=step.round)] if step.kind == "reveal" else []))


def why_not_reveal(place: Place) -> str:
    """Why the result of this step cannot be shown now; empty if it can: both votes must be over.

    At a seat step, the meeting must have been held again with what the groups do.
    """
    step = place.step
    if step.kind not in ("reveal", "seat"):
        return "There is nothing to reveal at this step."
    if place.room.stand.phase == "revealed":
        return "The result is out already."
    if step.kind == "seat":
        ready = step.round in place.room.seated and place.room.stand.phase == "locked"
        return "" if ready else "The meeting has not been held with what the groups do."
    wanted = {
        ballot.key
        for index, other in enumerate(place.session.steps)
        if other.round == step.round
        for ballot in ballots_of(place.session, place.told, index)
        if ballot.name in ("before", "after")
    }
    if not wanted <= place.room.held:
        return "Not every vote on this row has been held. Go back and open it, or skip the row."
    return ""


def _play(place: Place) -> Decision:
    """Hold the meeting again with what the groups do; the desk has a child process do that (:func:`played`)."""
    why = why_not_play(place)
    return refused(why) if why else Decision(answer=DONE)


def why_not_play(place: Place) -> str:
    """Why the meeting cannot be held again now; empty if it can."""
    step = place.step
    if step.kind != "seat":
        return "Nobody takes a seat at this step."
    if step.round in place.room.seated:
        return "The groups have played this row already."
    if place.room.stand.phase == "open":
        return "Close the vote first."
    return "" if place.room.stand.phase == "locked" else "The groups have not chosen yet. Open the vote first."


def played(place: Place, index: int, acts: Entry) -> Decision:
    """What came of the seats at the step ``index`` is kept, unless the groups choose again by now.

    If the session still stands there, the board plays the new talk, and the host shows what it changed after that.
    """
    stand = place.room.stand
    again = stand.index == index and stand.phase == "open"
    return Decision(entries=[] if again else [acts], answer=DONE)


def _end(_place: Place) -> Decision:
    return Decision(entries=[entry("ended")], answer=DONE)


def _hands(place: Place, message: Hands) -> Decision:
    """Hands count for a ballot of this step, whether phones vote on it or not."""
    ballot = place.ballots.get((message.round, message.ballot))
    if ballot is None:
        return refused("Nobody votes on this at this step.")
    if message.round in place.room.revealed:
        return refused("The result is out. Nobody votes on this anymore.")
    if not set(message.counts) <= set(dict(ballot.choices)):
        return refused("There is no such choice here.")
    told = entry("hands", round=message.round, ballot=message.ballot, counts=dict(message.counts))
    return Decision(entries=[told], answer=DONE)


_MOVES: Final[Mapping[str, Callable[[Place], Decision]]] = MappingProxyType(
    {
        "next": _next,
        "back": _back,
        "skip": _skip,
        "page_on": _turned(1),
        "page_back": _turned(-1),
        "pause": _pause,
        "go_on": _go_on,
        "start": _start,
        "open_ballot": _open,
        "lock": _lock,
        "reveal": _reveal,
        "play": _play,
        "end": _end,
    }
)

_SETTINGS: Final[Mapping[str, Callable[[Stand, bool], Stand]]] = MappingProxyType(
    {
        "blind": lambda stand, on: replace(stand, blind=on),
        "allow_change": lambda stand, on: replace(stand, may_change=on),
        "show_count": lambda stand, on: replace(stand, show_count=on),
        "hide_small": lambda stand, on: replace(stand, hide_small=on),
        "handout": lambda stand, on: replace(stand, handout=on),
    }
)

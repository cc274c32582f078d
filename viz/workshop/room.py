"""What is so in a workshop at any moment: where the session stands, who is in, how everybody has voted.

A :class:`Room` is data. :func:`fold` gives the room after one entry of the journal, so a room read from a file is the
room that was, whatever ended the process. Only what is in the journal is in the room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from types import MappingProxyType
from typing import Any, Final, Literal

from committee.errors import Problem, UsageRefused
from viz.workshop.journal import Entry

Phase = Literal["waiting", "playing", "open", "locked", "revealed"]
"""How far a step has come."""

Key = tuple[str, str]
"""What names a ballot: its round, and its name."""


@dataclass(frozen=True, kw_only=True)
class Stand:
    """Where the session stands, and how the hosts want it run."""

    index: int = 0
    """The step, from 0."""
    phase: Phase = "waiting"
    """How far that step has come."""
    paused: bool = False
    """Whether everything waits."""
    blind: bool = True
    """Whether a result waits for a host to reveal it; if not, it shows as soon as its step begins."""
    may_change: bool = True
    """Whether a vote may be changed while its ballot is open."""
    show_count: bool = True
    """Whether the board says how many are in."""
    hide_small: bool = False
    """Whether tallies of a handful of votes are hidden, because they would tell who voted what."""
    page: int = 0
    """How many pages of the board hosts have turned at this step, forward less back."""
    handout: bool = False
    """Whether everybody may read the handout before the session is over, and the board says where it is."""


@dataclass(frozen=True, kw_only=True)
class Vote:
    """One vote as it counts."""

    n: int
    """The number that its phone gave it; the highest one wins."""
    choice: str
    """What was chosen."""
    changed: bool = False
    """Whether the phone chose something else before."""
    late: bool = False
    """Whether it came in the moment after its ballot was locked."""


@dataclass(frozen=True, kw_only=True)
class Seated:
    """What groups of the audience did in their seats, and what came of it."""

    picked: Mapping[str, str]
    """By member, the value of what their group chose."""
    said: Sequence[str]
    """What it did, in sentences."""
    beside: Sequence[Sequence[str]] = ()
    """The meeting without them beside the meeting with them: rows of what it is, without, with."""
    recording: str = ""
    """The name under which the board gets the meeting with what they did; empty if they did nothing."""
    file: str = ""
    """Where that meeting lies, in the folder of the workshop."""
    end_s: float = 0.0
    """When the row is over there, in seconds from its opening."""


@dataclass(frozen=True, kw_only=True)
class Room:
    """A workshop at one moment."""

    session: str = ""
    """The digest of the session."""
    code: str = ""
    """What a phone says to come in."""
    stand: Stand = Stand()
    """Where the session stands."""
    animals: Mapping[str, str] = field(default_factory=dict)
    """Everybody who ever came in, by client: the animal that they are."""
    votes: Mapping[Key, Mapping[str, Vote]] = field(default_factory=dict)
    """The votes by ballot and client."""
    hands: Mapping[Key, Mapping[str, int]] = field(default_factory=dict)
    """Hands that a host has counted, by ballot and choice."""
    held: frozenset[Key] = frozenset()
    """The ballots that have been open at least once."""
    revealed: frozenset[str] = frozenset()
    """The rounds whose result everybody has seen; nobody votes on them anymore."""
    seated: Mapping[str, Seated] = field(default_factory=dict)
    """By round, what groups did in their seats, and what came of it."""
    first_link: str = ""
    """The digest of the first host link: random, and the same for as long as the workshop lasts."""
    links: frozenset[str] = frozenset()
    """Digests of host links that nobody has used."""
    hosts: frozenset[str] = frozenset()
    """Digests of the cookies of hosts."""
    ended: bool = False
    """Whether the session is over."""


def fold(room: Room, entry: Entry) -> Room:
    """The room after ``entry``."""
    return _FOLDS[entry["event"]](room, entry)


def room_of(entries: Iterable[Entry], place: str) -> Room:
    """The room after all ``entries``. Raises UsageRefused, naming ``place``, if they are not those of a workshop."""
    try:
        return reduce(fold, entries, Room())
    except (KeyError, TypeError, ValueError, AttributeError):
        why = "an entry of it is not one that this version writes"
        raise UsageRefused(Problem(place=place, allowed=why)) from None


def entry(event: str, **values: Any) -> Entry:
    """One entry of the journal."""
    return {"event": event, **values}


def step_entry(stand: Stand, opening: Iterable[Key] = ()) -> Entry:
    """The entry that says where the session stands now; ``opening`` are the ballots that it opens."""
    return entry("step", **vars(stand), opening=[list(key) for key in opening])


def _opened(room: Room, told: Entry) -> Room:
    link = told["link"]
    return replace(room, session=told["digest"], code=told["code"], first_link=link, links=frozenset({link}))


def _linked(room: Room, told: Entry) -> Room:
    return replace(room, links=room.links | {told["link"]})


def _hosted(room: Room, told: Entry) -> Room:
    return replace(room, links=room.links - {told["link"]}, hosts=room.hosts | {told["cookie"]})


def _joined(room: Room, told: Entry) -> Room:
    return replace(room, animals={**room.animals, told["client"]: told["animal"]})


def _stepped(room: Room, told: Entry) -> Room:
    values = {name: told[name] for name in vars(room.stand)}
    opening = frozenset((round_, ballot) for round_, ballot in told["opening"])
    anew = {round_.partition("@")[0] for round_, ballot in opening if ballot == "seat"}
    seated = {round_: came for round_, came in room.seated.items() if round_ not in anew}
    return replace(room, stand=Stand(**values), held=room.held | opening, seated=seated)


def _voted(room: Room, told: Entry) -> Room:
    key = told["round"], told["ballot"]
    before = room.votes.get(key, {})
    standing = before.get(told["client"])
    if standing is not None and standing.n >= told["n"]:
        return room
    vote = Vote(**{name: told[name] for name in ("n", "choice", "changed", "late")})
    return replace(room, votes={**room.votes, key: {**before, told["client"]: vote}})


def _counted(room: Room, told: Entry) -> Room:
    key = told["round"], told["ballot"]
    return replace(room, hands={**room.hands, key: dict(told["counts"])}, held=room.held | {key})


def _revealed(room: Room, told: Entry) -> Room:
    return replace(room, revealed=room.revealed | {told["round"]})


def _acted(room: Room, told: Entry) -> Room:
    names = ("picked", "said", "beside", "recording", "file", "end_s")
    came = Seated(**{name: told[name] for name in names if name in told})
    return replace(room, seated={**room.seated, told["round"]: came})


def _ended(room: Room, _told: Entry) -> Room:
    return replace(room, ended=True)


_FOLDS: Final[Mapping[str, Callable[[Room, Entry], Room]]] = MappingProxyType(
    {
        "opened": _opened,
        "link": _linked,
        "host": _hosted,
        "joined": _joined,
        "step": _stepped,
        "voted": _voted,
        "hands": _counted,
        "revealed": _revealed,
        "acts": _acted,
        "ended": _ended,
    }
)


def tally(room: Room, key: Key) -> Mapping[str, int]:
    """How often each choice of a ballot was made, on phones and by hands."""
    counts = dict(room.hands.get(key, {}))
    for vote in room.votes.get(key, {}).values():
        counts[vote.choice] = counts.get(vote.choice, 0) + 1
    return counts

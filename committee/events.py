"""Everything that can happen in a meeting, as frozen records, and the listener that is told.

The model tells these events and never writes a file. Recordings, measures, replays and exports all read them.
Events carry no wording: :mod:`committee.recording` asks :mod:`committee.phrases` for ``text``.

Reals are rounded by :func:`real` when the event is made, so a listener in the same process and a recording
have the same numbers.

The records are msgspec structs: ``msgspec.structs.replace(event, ...)`` makes a changed copy,
``msgspec.structs.asdict(event)`` gives the fields by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from msgspec import UNSET, Struct, UnsetType, field

from committee.terms import (
    Act,
    Because,
    EndedBy,
    Factor,
    Family,
    Kind,
    Label,
    Purse,
    Recall,
    Role,
    Tier,
    Tone,
    Verdicts,
    WhyNot,
)


def real(value: float) -> float:
    """Round ``value`` to the 4 decimals that events keep, halves away from 0; never minus zero.

    Written out because a meeting rounds about 25,000 reals, and Python's own ``round`` is five times slower.
    """
    return int(value * 10000.0 + (0.5 if value >= 0.0 else -0.5)) / 10000.0


def reals(values: Iterable[float]) -> list[float]:
    """Round each value as :func:`real` does, in the order given; without a call for each it takes half the time."""
    return [int(value * 10000.0 + (0.5 if value >= 0.0 else -0.5)) / 10000.0 for value in values]


class SeatedMember(Struct, frozen=True, kw_only=True, gc=False):
    """A member of the committee and the seat they sit in."""

    id: str
    """The member's id; unique in the meeting."""
    role: Role
    """The member's role."""
    seat: int
    """The seat, 0 to 31. It stays the same all meeting and is part of the key of every draw for the member."""
    name: str
    """The name as people read it."""


class PointSeen(Struct, frozen=True, kw_only=True, gc=False):
    """One thing that can be said about a row."""

    id: str
    """The point's id; unique in its row."""
    column: str
    """The column of the sheet that the point comes from."""
    family: Family
    """What the point is about."""
    factor: Factor
    """The factor of the decision that the point counts toward."""
    valence: int
    """1 (in favor) or -1 (against)."""
    strength: float
    """How much the point weighs, in strength units; 0 or more."""
    holders: tuple[str, ...]
    """Ids of the members who know the point before anybody speaks."""
    detail: str
    """The plain fact: ``238``, ``anxious``, ``2 years``."""
    flag: str | None
    """The flag (:class:`committee.terms.Flag`) that the point counts as, or None."""


class EventBase(Struct, tag_field="event", frozen=True, kw_only=True, gc=False):
    """The base of every event. It gives each its name, which is the field ``event`` of a recording's line.

    Events are msgspec structs and not dataclasses because a meeting makes about three thousand of them: making one
    takes an eighth of the time, and the garbage collector, which has nothing to find in them, skips them.
    """

    @property
    def event(self) -> str:
        """The event's name."""
        return str(self.__struct_config__.tag)


class MeetingOpened(EventBase, tag="header", frozen=True, kw_only=True, gc=False):
    """The meeting opens. This is the first event."""

    seed: int
    """The seed of the run."""
    scenario: Mapping[str, Any]
    """The whole scenario as plain data."""
    inputs: tuple[Mapping[str, Any], ...]
    """The files that the run read, each with its ``file`` name and ``sha256``."""
    members: tuple[SeatedMember, ...]
    """Everybody in the room."""
    rows: int
    """How many rows the meeting will discuss."""
    trust: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """How much of what a speaker says reaches a listener, in [0, 1]; by listener id, then by speaker id.

    Empty in recordings made before this field existed.
    """
    changes: Mapping[str, Any] = field(default_factory=dict)
    """What an experimenter changed in this meeting beside its scenario, as plain data; empty if nothing was.

    See :class:`committee.meeting.intervention.Changes`. The header of a recording leaves it out if it is empty.
    """
    season: str | None = None
    """The title of the season that the meeting belongs to. None, like the next three, for a meeting on its own.

    The header of a recording leaves them out then.
    """
    year: int | None = None
    """The calendar year of the season's year."""
    program: str | None = None
    """The program's id in the season: ``p000``."""
    gate: Verdicts | None = None
    """The gate of the season that the meeting is."""

    @property
    def verdicts(self) -> Verdicts:
        """What the meeting decides about a row, as its scenario says; to rank it, where that says nothing."""
        meeting = self.scenario.get("meeting")
        word = meeting.get("verdicts") if isinstance(meeting, Mapping) else None
        return Verdicts.INVITE if word == Verdicts.INVITE else Verdicts.RANK


class RowOpened(EventBase, tag="row_opened", frozen=True, kw_only=True, gc=False):
    """The meeting comes to a row. Everything here is as it was before any talk about the row."""

    row: int
    """The row's number in the sheet, from 1."""
    id: str
    """The applicant's id."""
    name: str
    """The applicant's name."""
    kind: Kind
    """The applicant's kind."""
    cells: Mapping[str, str]
    """The text of each cell by column."""
    points: tuple[PointSeen, ...]
    """Everything that can be said about the row."""
    label: Label
    """The informal label that the crude composite gives the file."""
    pre_score: float
    """The crude composite score, 0 to 100."""
    allowed_s: float
    """How many seconds the row may take so far. An extension adds to it."""
    stances: Mapping[str, float]
    """Each member's stance by member id, in [-1, 1]."""
    capital: Mapping[str, float]
    """What each purse holds, in units of capital, by member id."""
    fatigue: Mapping[str, float]
    """How tired each member is, from 0 to below 1, by member id."""
    no_list: tuple[str, ...] = ()
    """The ids of the members who have put the row on their personal no list. Empty in recordings before version 3."""
    hidden: tuple[str, ...] = ()
    """The columns that a rule of the meeting keeps off the wall; their cells are blank here too, but not ``kind``."""
    inferred: Kind | None = None
    """The kind that the room takes the applicant for, where a rule hides it; else None."""
    assigned: Mapping[str, str] = field(default_factory=dict)
    """Who must speak by a rule of the meeting: ``for`` the row, ``against`` it, each with the member's id."""


class Tally(Struct, frozen=True, kw_only=True, gc=False):
    """The program's own count of past residents such as the one just named."""

    residents: int
    """How many such residents the program has had."""
    trouble: int
    """How many of them went badly."""


class Uttered(EventBase, tag="uttered", frozen=True, kw_only=True, gc=False):
    """A member took a turn and said something."""

    row: int
    """The row's number, from 1."""
    turn: int
    """The turn's number in the row, from 0."""
    start_s: float
    """When the utterance began, in seconds from the opening of the row."""
    end_s: float
    """When it ended, in seconds from the opening of the row."""
    member: str
    """The speaker's id."""
    act: Act
    """What the utterance does."""
    tone: Tone
    """How it is said."""
    point: str | None
    """The id of the point that it names, or None."""
    to: str | None
    """The id of the member it is addressed to, or None."""
    ghost: str | None
    """The id of the past resident (an episode of the scenario) that it names, or None."""
    capital: float
    """The units of capital that the speaker staked to buy this turn; 0 where the turn cost nothing."""
    bids: Mapping[str, float]
    """How much each member wanted this turn, by member id, in units of bid; only members who wanted to speak."""
    stances: Mapping[str, float]
    """Each member's stance after the utterance, in [-1, 1], by member id."""
    moved: Mapping[str, float]
    """How far the utterance moved each stance, by member id; only members whose stance it moved."""
    allowed_s: float
    """How many seconds the row may take after this utterance."""
    side: int = 0
    """The side that the utterance takes: 1 for the row, -1 against it, 0 neither. 0 in recordings before version 3."""
    also: str | None = None
    """The id of a second point that an impression names, one that pulls the other way; else None."""
    tier: Tier | None = None
    """The tier that the speaker proposes, or asks for with a stake; None where they name none."""
    tally: Tally | UnsetType = UNSET
    """The tally that is read out because the speaker names a past resident. Left out where no rule has it read."""
    waited: tuple[str, ...] | UnsetType = UNSET
    """The ids of the members who wanted this turn more and had to wait by a rule. Left out where nobody had to."""


class Unheard(Struct, frozen=True, kw_only=True, gc=False):
    """A point that only part of the room knew and that nobody raised."""

    point: str
    """The point's id."""
    why: WhyNot
    """Why it was not raised."""


class RowClosed(EventBase, tag="row_closed", frozen=True, kw_only=True, gc=False):
    """The director makes the call on a row."""

    row: int
    """The row's number, from 1."""
    id: str
    """The applicant's id."""
    tier: Tier
    """Where the call puts the row."""
    ended_by: EndedBy
    """How the row ended."""
    call: float
    """The director's call, in [-1, 1]."""
    room: float
    """The mean stance of the room as the director weighs it, in [-1, 1]."""
    unheard: tuple[Unheard, ...]
    """The points that part of the room knew and nobody raised."""
    sponsor: str | None
    """The id of the row's sponsor, or None."""
    heard: bool | WhyNot | None
    """True if the sponsor spoke in favor before the bell, else the reason why not.

    None where the row has neither a sponsor nor an advocate.
    """
    because: Because | None = None
    """The reason named with the call; None for a call that needs none, and in recordings before version 3."""
    about: str | None = None
    """The id of the point that the reason is about, or None."""
    weighed: Mapping[str, float] = field(default_factory=dict)
    """What each factor (:class:`committee.terms.Factor`) did to the call.

    It is the change of the call when the factor stands as in the file, and not as is usual for the kind. Stances are
    read again without talk. Empty in recordings before version 3.
    """
    unpaid: float | None = None
    """What the call would have been if nobody had paid, on the same draws; None where nobody paid."""


class CapitalMoved(EventBase, tag="capital", frozen=True, kw_only=True, gc=False):
    """A purse changed during or after a row, or a stake was lost."""

    row: int
    """The number of the row that the capital was staked on, from 1."""
    member: str
    """The id of the member whose purse it is."""
    why: Purse
    """``spent`` takes from the purse, ``returned`` and ``interest`` add to it; ``burned`` means a stake stays spent."""
    amount: float
    """The units of capital, 0 or more."""
    balance: float
    """What the purse holds afterward, in units of capital."""
    ask: Tier
    """The tier that the stake asked for."""


class Remembered(EventBase, tag="remembered", frozen=True, kw_only=True, gc=False):
    """The row reminded a member of a past resident."""

    row: int
    """The row's number, from 1."""
    member: str
    """The id of the member who remembers."""
    ghost: str
    """The id of the past resident (an episode of the scenario)."""
    traits: tuple[str, ...]
    """What the past resident and the applicant have in common."""
    weight: float
    """The memory's part in the mean that acts, from -1 to 1; below 0 it counts against the row."""
    how: Recall
    """Whether the member named the past resident or only thought of them."""


_POSITIONS = {"from_position": "from", "to_position": "to"}
"""Fields whose name in a recording is a reserved word in Python, or goes with one."""


class Reviewed(EventBase, tag="reviewed", rename=_POSITIONS, frozen=True, kw_only=True, gc=False):
    """After the last row, a member paid to move a ranked row.

    The stake buys the move itself, so it asks for no tier and nothing comes back.
    """

    id: str
    """The id of the applicant who was moved."""
    from_position: int
    """The position on the list before the move, from 1."""
    to_position: int
    """The position after the move, from 1."""
    by: str
    """The id of the member who paid."""
    amount: float
    """The units of capital paid, 0 or more."""
    balance: float
    """What the member's purse holds afterward, in units of capital."""


class Listed(EventBase, tag="listed", frozen=True, kw_only=True, gc=False):
    """The final list."""

    ids: tuple[str, ...]
    """The ids of the ranked rows, best first."""
    promise: Mapping[str, float] = field(default_factory=dict)
    """Each applicant's latent promise by id, standard normal over a pool; told only now, when nobody can act on it.

    Rows of a sheet have none.
    """
    second: Mapping[str, float] = field(default_factory=dict)
    """The call of a second committee by id; empty where only one has met."""
    tiers: Mapping[str, Tier] = field(default_factory=dict)
    """Where the mean of the two calls puts each row, by id; empty where only one committee has met."""
    minutes: float = 0.0
    """Minutes that it all took, with breaks and a second committee's time; 0 in recordings that did not tell it."""


Event = MeetingOpened | RowOpened | Uttered | RowClosed | CapitalMoved | Remembered | Reviewed | Listed
"""Any event of a meeting."""


class Listener(Protocol):
    """Anything that wants to be told what happens. It must not change the events."""

    def told(self, event: Event, /) -> None:
        """Take note of ``event``. The model calls this in the order in which things happen."""

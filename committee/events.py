"""All that can happen in a meeting, as frozen records, and the listener that is told.

The model tells these events and never writes. Recordings, measures, replays and exports all read them.
Events carry no wording: :mod:`committee.recording` asks :mod:`committee.phrases` for ``text``.

Reals are rounded by :func:`real` as the event is made, so what a listener in the same process sees and
what a recording holds are the same numbers.

The records are structs of msgspec: a changed copy is ``msgspec.structs.replace(event, ...)``, the fields by name are
``msgspec.structs.asdict(event)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from msgspec import Struct, field

from committee.terms import (
    Act,
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
    WhyNot,
)


def real(value: float) -> float:
    """``value`` rounded to the 4 decimals that events keep, halves away from 0; never minus zero.

    Written out because a meeting rounds some 25,000 reals, and Python's own ``round`` is five times slower.
    """
    return int(value * 10000.0 + (0.5 if value >= 0.0 else -0.5)) / 10000.0


def reals(values: Iterable[float]) -> list[float]:
    """Each value rounded as by :func:`real`, in the order given; without a call for each it takes half the time."""
    return [int(value * 10000.0 + (0.5 if value >= 0.0 else -0.5)) / 10000.0 for value in values]


class SeatedMember(Struct, frozen=True, kw_only=True, gc=False):
    """Who sits where. ``seat`` is fixed for the meeting, 0 to 31, and keys every draw of the member."""

    id: str
    role: Role
    seat: int
    name: str


class PointSeen(Struct, frozen=True, kw_only=True, gc=False):
    """One thing that can be said about a row.

    ``valence`` is 1 (in favor) or -1 (against), ``strength`` is at least 0, ``detail`` is the plain fact
    (``238``, ``anxious``, ``2 years``), ``holders`` are the ids of the members who know it beforehand.
    ``flag`` is the trait it counts as (:class:`committee.terms.Flag`), or None.
    """

    id: str
    column: str
    family: Family
    factor: Factor
    valence: int
    strength: float
    holders: tuple[str, ...]
    detail: str
    flag: str | None


class Told(Struct, tag_field="event", frozen=True, kw_only=True, gc=False):
    """What every event has: its name, by which a recording's lines know it.

    Structs of msgspec, not dataclasses, because a meeting makes some three thousand: one takes an eighth of the time,
    and the garbage collector, which has nothing to find in them, passes them over.
    """

    @property
    def event(self) -> str:
        """The event's name."""
        return str(self.__struct_config__.tag)


class MeetingOpened(Told, tag="header", frozen=True, kw_only=True, gc=False):
    """The first event. ``scenario`` is the scenario in full, as plain data; ``inputs`` are file name and sha256.

    ``trust`` says how much of a speaker's words reaches a listener, in [0, 1]: listener id, then speaker id. Empty
    where it was not told.
    """

    seed: int
    scenario: Mapping[str, Any]
    inputs: tuple[Mapping[str, Any], ...]
    members: tuple[SeatedMember, ...]
    rows: int
    trust: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


class RowOpened(Told, tag="row_opened", frozen=True, kw_only=True, gc=False):
    """A row comes under the cursor. ``stances`` are before any talk, in [-1, 1] by member id.

    ``row`` counts from 1 in the order of the sheet. ``pre_score`` is the crude composite, 0-100.
    ``allowed_s`` is the seconds the row may take so far. ``capital`` and ``fatigue`` are by member id.
    """

    row: int
    id: str
    name: str
    kind: Kind
    cells: Mapping[str, str]
    points: tuple[PointSeen, ...]
    label: Label
    pre_score: float
    allowed_s: float
    stances: Mapping[str, float]
    capital: Mapping[str, float]
    fatigue: Mapping[str, float]


class Uttered(Told, tag="uttered", frozen=True, kw_only=True, gc=False):
    """Somebody said something. Seconds count from the opening of the row.

    ``point`` names at most one point of the row, ``to`` the member addressed, ``ghost`` the episode named,
    ``capital`` the units staked to buy this turn. ``bids`` are all members' wishes to have had this turn,
    ``stances`` are after it, ``moved`` is the change this utterance made (only members it moved).
    """

    row: int
    turn: int
    start_s: float
    end_s: float
    member: str
    act: Act
    tone: Tone
    point: str | None
    to: str | None
    ghost: str | None
    capital: float
    bids: Mapping[str, float]
    stances: Mapping[str, float]
    moved: Mapping[str, float]
    allowed_s: float


class Unheard(Struct, frozen=True, kw_only=True, gc=False):
    """A point that only some of the room knew and that was never said, and why."""

    point: str
    why: WhyNot


class RowClosed(Told, tag="row_closed", frozen=True, kw_only=True, gc=False):
    """The director's call. ``call`` and ``room`` are in [-1, 1].

    ``heard`` is True if the sponsor made an act in favor before the bell, else the reason; None where
    the row has neither a sponsor nor an advocate.
    """

    row: int
    id: str
    tier: Tier
    ended_by: EndedBy
    call: float
    room: float
    unheard: tuple[Unheard, ...]
    sponsor: str | None
    heard: bool | WhyNot | None


class CapitalMoved(Told, tag="capital", frozen=True, kw_only=True, gc=False):
    """In or after a row a purse changed, or a stake was lost.

    ``amount`` is in units, 0 or more; ``balance`` is after it; ``ask`` the tier asked for.

    ``spent`` takes from the purse, ``returned`` and ``interest`` give; ``burned`` says that a stake stays spent.
    """

    row: int
    member: str
    why: Purse
    amount: float
    balance: float
    ask: Tier


class Remembered(Told, tag="remembered", frozen=True, kw_only=True, gc=False):
    """A past resident came to mind. ``weight`` is signed: below 0 the memory speaks against the row."""

    row: int
    member: str
    ghost: str
    traits: tuple[str, ...]
    weight: float
    how: Recall


_POSITIONS = {"from_position": "from", "to_position": "to"}
"""Fields that a recording's lines call by a word that Python keeps for itself, and its pair."""


class Reviewed(Told, tag="reviewed", rename=_POSITIONS, frozen=True, kw_only=True, gc=False):
    """After the last row somebody paid to move a ranked row. Positions count from 1.

    ``amount`` is the units that ``by`` paid, 0 or more; ``balance`` is what their purse holds after it. The stake
    buys the move itself, so it asks for no tier and nothing comes back.
    """

    id: str
    from_position: int
    to_position: int
    by: str
    amount: float
    balance: float


class Listed(Told, tag="listed", frozen=True, kw_only=True, gc=False):
    """The list as it leaves the room: ids of the ranked rows, best first.

    ``promise`` is each applicant's latent promise by id, standard normal over a pool: told now that nobody can act on
    it. Rows of a sheet have none.
    """

    ids: tuple[str, ...]
    promise: Mapping[str, float] = field(default_factory=dict)


Event = MeetingOpened | RowOpened | Uttered | RowClosed | CapitalMoved | Remembered | Reviewed | Listed


class Listener(Protocol):
    """Anything that wants to be told. It must not change what it is told."""

    def told(self, event: Event, /) -> None:
        """Take note of ``event``; called in the order in which things happen."""

"""What a session asks of the audience: which ballots each of its steps holds, and what can be chosen there.

A *round* is a row that people vote on, before the talk and after it. What is asked before and after the whole session
is asked at its first and at its last step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from committee.recording.spoken import TIERS
from committee.terms import Tier
from viz.workshop.seats import Option
from viz.workshop.session import Item, Session, Step

BallotName = Literal["before", "after", "moved", "seat", "pre", "post"]
"""Which of the questions about a round a vote answers."""

VERDICTS: Final = tuple((tier.value, TIERS[tier]) for tier in (Tier.TOP, Tier.MID, Tier.LOW, Tier.DNR))
"""What can be chosen about a row: the value that travels, and what people read."""

NOTHING_MOVED: Final = ("nothing", "Nothing I heard")
"""What somebody chooses whom no point moved."""


@dataclass(frozen=True, kw_only=True)
class Chair:
    """A seat in the room as a group of the audience takes it."""

    name: str
    """Who sits there."""
    label: str
    """Who sits there, with the capital that they have."""
    knows: Sequence[str]
    """What they know of the row."""
    options: Sequence[Option]
    """What the group can do."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the recordings say of one round."""

    number: int
    """The number of the row in its meeting, from 1."""
    name: str
    """The applicant's name."""
    verdict: str
    """Where the committee put the row."""
    points: Sequence[tuple[str, str]]
    """The points that the room heard: id, and what people call it."""
    read_s: float
    """When the row has been read aloud, in seconds from its opening."""
    call_s: float
    """When the director begins to call it."""
    end_s: float
    """When it is over."""
    null: str = ""
    """Where it ends if nobody remembers a past resident; empty if nobody asked."""
    pivots: Sequence[str] = ()
    """What alone would have changed where it ends, in sentences; one that says so if nothing would."""
    without: Sequence[str] = ()
    """Where it ends without a word, and without past residents, in sentences."""
    unsaid: str = ""
    """What members knew and nobody said."""
    chairs: Mapping[str, Chair] = field(default_factory=dict)
    """The seats that groups take in this row, by member."""


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """One question that can be open to votes."""

    round: str
    """What it is about: ``recording:row``, or the id of an item."""
    name: BallotName
    """Which of the questions about it."""
    question: str
    """What people read."""
    choices: tuple[tuple[str, str], ...]
    """What can be chosen: the value that travels, and what people read."""
    optional: bool = False
    """Whether one may well leave it open."""

    @property
    def key(self) -> tuple[str, str]:
        """What names it in a room."""
        return self.round, self.name


def ballots_of(session: Session, told: Mapping[str, Told], index: int) -> tuple[Ballot, ...]:
    """The ballots of the step at ``index``, in the order in which they are asked."""
    step = session.steps[index]
    if step.kind == "predict":
        return (_verdict(step, "before", "What would you do?"),)
    if step.kind == "vote":
        return (_verdict(step, "after", "And now, after the talk?"), *_moved(step, told))
    if step.kind == "seat":
        return tuple(_seat(step, member, told[step.round].chairs[member]) for member in step.seats)
    when = {0: "pre", len(session.steps) - 1: "post"}.get(index)
    return tuple(_item(item) for item in session.items if item.when == when)


def _seat(step: Step, member: str, chair: Chair) -> Ballot:
    choices = tuple((option.value, option.label) for option in chair.options)
    question = f"You are {chair.label}. What do you do?"
    return Ballot(round=f"{step.round}@{member}", name="seat", question=question, choices=choices)


def is_for(ballot: Ballot, step: Step, clients: Iterable[str], client: str) -> bool:
    """Whether a client votes on a ballot: on that of a seat only if their group sits there.

    ``clients`` are all who came in, in that order: each takes the next seat.
    """
    if ballot.name != "seat":
        return True
    return ballot.round == f"{step.round}@{seat_for(step, clients, client)}"


def seat_for(step: Step, clients: Iterable[str], client: str) -> str:
    """The member in whose seat the group of a client sits at a seat step."""
    place = next((number for number, other in enumerate(clients) if other == client), 0)
    return step.seats[place % len(step.seats)]


def _item(item: Item) -> Ballot:
    choices = tuple((choice, choice) for choice in item.choices)
    return Ballot(round=item.id, name=item.when, question=item.text, choices=choices)


def _verdict(step: Step, name: BallotName, question: str) -> Ballot:
    return Ballot(round=step.round, name=name, question=question, choices=VERDICTS)


def _moved(step: Step, told: Mapping[str, Told]) -> tuple[Ballot, ...]:
    """What moved you? Only points that the room heard can be chosen; without any there is no such question."""
    heard = told[step.round].points if step.round in told else ()
    if not heard:
        return ()
    choices = (*heard, NOTHING_MOVED)
    return (Ballot(round=step.round, name="moved", question="What moved you?", choices=choices, optional=True),)

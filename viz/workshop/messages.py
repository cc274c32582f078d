"""What pages may say to the server, and nothing else: JSON of at most 2 KB, checked strictly.

A message that is longer, is no JSON, names something unknown or leaves something out is refused as a whole. The schema
(``messages.schema.json``) is made from the records below; a test holds the two together. It also describes the
answers, which :mod:`viz.workshop.views` makes.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from viz.workshop.asked import BallotName

LARGEST: Final = 2048
"""The most bytes of a message."""

MOST_HANDS: Final = 2000
"""The most hands that a host can count for one choice."""

LONGEST_TIMER_S: Final = 3600
"""The most seconds of a timer."""

Client = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
"""What a phone calls itself: random, made by the phone, known to nobody else. Who knows it votes for that phone."""

Round = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Choice = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class _Message(BaseModel):
    """What every message has."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    v: Annotated[int, Field(ge=1, le=1)]  # a literal would take true for 1
    """The version of these messages."""


class Join(_Message):
    """A phone comes in, or comes back."""

    type: Literal["join"]
    client: Client
    code: Annotated[str, StringConstraints(max_length=20)] = ""
    """What the board shows. A phone that is already in need not say it."""


class Vote(_Message):
    """A phone votes. Saying the same again changes nothing."""

    type: Literal["vote"]
    client: Client
    round: Round
    ballot: BallotName
    n: Annotated[int, Field(ge=1, le=1_000_000)]
    """Higher than that of every vote this phone sent before on this ballot; the highest one wins."""
    choice: Choice


class _Command(_Message):
    """What a host says."""

    at: Annotated[int, Field(ge=0, le=10_000)]
    """The step that the host sees. If another host has moved on meanwhile, the command is refused."""


class Move(_Command):
    """Do one thing that needs no more words."""

    type: Literal[
        "next",
        "back",
        "skip",
        "pause",
        "go_on",
        "start",
        "open_ballot",
        "lock",
        "reveal",
        "play",
        "page_on",
        "page_back",
        "end",
    ]


class Setting(_Command):
    """Turn something on or off.

    A result waits until it is revealed; votes may change; the board says how many are in; small tallies are hidden;
    phones may read the handout, and the board says where it is.
    """

    type: Literal["blind", "allow_change", "show_count", "hide_small", "handout"]
    on: bool


class Timer(_Command):
    """Close the open ballot in some seconds; with 0, do not."""

    type: Literal["timer"]
    seconds: Annotated[int, Field(ge=0, le=LONGEST_TIMER_S)]
    more: bool = False
    """Whether these seconds come on top of what is left."""


class Hands(_Command):
    """Hands in the room, counted by a host, in place of those counted before on the same ballot."""

    type: Literal["hands"]
    round: Round
    ballot: BallotName
    counts: Annotated[dict[Choice, Annotated[int, Field(ge=0, le=MOST_HANDS)]], Field(max_length=40)]


class Pages(_Message):
    """The board says which page it shows: only it knows how many there are."""

    type: Literal["pages"]
    at: Annotated[int, Field(ge=0, le=10_000)]
    """The step that the board shows."""
    page: Annotated[int, Field(ge=0, le=1000)]
    """The page, from 0."""
    of: Annotated[int, Field(ge=1, le=1000)]
    """How many there are."""


Command = Move | Setting | Timer | Hands
Said = Annotated[Join | Vote | Move | Setting | Timer | Hands | Pages, Field(discriminator="type")]

SAID: Final[TypeAdapter[Join | Vote | Command | Pages]] = TypeAdapter(Said)
"""Reads a message, and knows the schema of all of them."""


def understood(text: str | bytes) -> Join | Vote | Command | Pages | None:
    """The message that ``text`` is; None if it is none."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(data) > LARGEST:
        return None
    try:
        return SAID.validate_json(data)
    except ValidationError:
        return None

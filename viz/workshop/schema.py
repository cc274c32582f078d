"""The published schema of all messages: what pages say, and what they are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, Literal

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from viz.workshop.messages import SAID
from viz.workshop.shown import BoardView, HostView, PhoneView

SCHEMA: Final = Path(__file__).with_name("messages.schema.json")
"""The published file."""


class Ack(TypedDict):
    """A vote counts: that of the message, or a later one of the same phone."""

    v: Literal[1]
    type: Literal["ack"]
    round: str
    ballot: str
    n: int
    choice: str
    late: bool


class Refused(TypedDict):
    """What was said changes nothing."""

    v: Literal[1]
    type: Literal["refused"]
    why: str


class Done(TypedDict):
    """A command was carried out, or a phone is in."""

    v: Literal[1]
    type: Literal["done"]


TOLD: Final[TypeAdapter[Any]] = TypeAdapter(PhoneView | BoardView | HostView | Ack | Refused | Done)
"""What pages are told."""


def schema() -> dict[str, Any]:
    """The schema: a message is one that a page says, or one that it is told."""
    said, told = SAID.json_schema(), TOLD.json_schema()
    definitions = {**said.pop("$defs"), **told.pop("$defs")}
    definitions |= {"Said": said, "Told": told}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Messages of a workshop of the committee",
        "anyOf": [{"$ref": "#/$defs/Said"}, {"$ref": "#/$defs/Told"}],
        "$defs": definitions,
    }

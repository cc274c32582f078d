"""What pages are told, as they are told it. :mod:`viz.workshop.views` makes it."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # on Python 3.11, pydantic makes no schema of the standard library's

Shown = Literal["waiting", "playing", "open", "locked", "revealed", "paused", "ended"]
"""How far a step has come, as a page is told."""


class Named(TypedDict):
    """The session."""

    title: str


class Option(TypedDict):
    """Something that can be chosen: what travels, and what people read."""

    value: str
    label: str


class Mine(TypedDict):
    """One's own vote as it stands."""

    choice: str
    n: int


class Question(TypedDict):
    """One question on a phone."""

    round: str
    ballot: str
    question: str
    choices: list[Option]
    optional: bool
    mine: Mine | None


class Step(TypedDict):
    """Where the session stands."""

    index: int
    of: int
    kind: str
    title: str
    part: str
    questions: list[str]


class Result(TypedDict):
    """What came out of one round, once it is revealed."""

    round: str
    before: dict[str, int]
    after: dict[str, int]
    moved: dict[str, int]
    choices: list[Option]
    moved_choices: list[Option]
    committee: str
    null: str
    pivots: list[str]
    without: list[str]
    unsaid: str
    hidden: bool


class Block(TypedDict):
    """A part of the debrief: a sentence, or a table with a head."""

    text: str
    caption: str
    head: list[str]
    rows: list[list[str]] | None


class Taken(TypedDict):
    """The seat that one's group takes."""

    label: str
    knows: list[str]


class PhoneView(TypedDict):
    """What a phone shows."""

    v: Literal[1]
    type: Literal["state"]
    session: Named
    animal: str
    step: Step
    phase: Shown
    questions: list[Question]
    may_change: bool
    seconds_left: int | None
    result: Result | None
    seat: Taken | None
    debrief: list[Block]
    handout: str
    note: str


class Playhead(TypedDict):
    """Which seconds of a row to play, counted from its opening."""

    start: float
    end: float


class BoardView(TypedDict):
    """What the board shows."""

    v: Literal[1]
    type: Literal["board"]
    session: Named
    step: Step
    phase: Shown
    recording: str
    row: str
    number: int
    name: str
    playhead: Playhead | None
    page: int
    asked: list[str]
    joined: int | None
    voted: dict[str, int]
    seconds_left: int | None
    code: str
    join_url: str
    result: Result | None
    debrief: list[Block]
    handout: str


class Counted(TypedDict):
    """A ballot as a host needs it who counts hands."""

    round: str
    ballot: str
    question: str
    choices: list[Option]
    hands: int


class Planned(TypedDict):
    """One step in the plan of the session."""

    kind: str
    title: str
    seconds: int


class Spent(TypedDict):
    """Seconds since the session began, and since it came to its step."""

    session: int
    step: int


class Settings(TypedDict):
    """How the hosts want the session run."""

    blind: bool
    allow_change: bool
    show_count: bool
    hide_small: bool
    handout: bool


class HostView(TypedDict):
    """What a console shows."""

    v: Literal[1]
    type: Literal["host"]
    session: Named
    step: Step
    phase: Shown
    script: str
    notes: str
    hands: str
    seconds: int
    plays: int
    spent: Spent | None
    steps: list[Planned]
    commands: list[str]
    page: int
    pages: int
    settings: Settings
    ballots: list[Counted]
    joined: int
    here: int
    busy: bool
    voted: dict[str, int]
    seconds_left: int | None
    code: str
    join_url: str
    handout: str
    advice: list[str]
    result: Result | None
    debrief: list[Block]

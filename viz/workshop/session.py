"""A session of a workshop: which meetings are shown, what is asked of the audience, and what a facilitator says.

A session is a TOML file. Shipped ones have names, your own have a path. The file is read whole and checked whole, so
one message holds everything that is wrong with it. Whether the rows are there, only the meetings can say:
``committee check`` draws them, and a workshop looks when its recordings are made.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import Annotated, Final, Literal

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from committee.errors import Problem, ScenarioRefused, nearest
from committee.machine import shipped
from committee.units import LARGEST_SEED, PLAIN, Identifier
from committee.written.refusals import OneFile, problems_of
from committee.written.source import Table, read_table
from viz.workshop.evidence import evidence
from viz.workshop.ordered import problems_with

Frame = Literal["fairness", "process"]
"""What a session is about: who gets a fair hearing, or how reliable the room's process is."""

StepKind = Literal["join", "predict", "talk", "vote", "reveal", "seat", "debrief", "talkover"]
"""What happens at a step."""

When = Literal["pre", "post"]
"""When an item is asked: before the first row, or after the last."""

Part = Literal["reactions", "description", "analysis", "summary"]
"""A part of the debrief."""

LONGEST: Final = 240
"""The most minutes of a session."""


def _joined(text: object) -> object:
    """A text of several lines as paragraphs: lines become one line, an empty line parts two paragraphs."""
    if not isinstance(text, str):
        return text
    paragraphs = (" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n"))
    return "\n\n".join(part for part in paragraphs if part)


Title = Annotated[str, MinLen(1), MaxLen(200), PLAIN]
Question = Annotated[str, MinLen(1), MaxLen(400), PLAIN]
Prose = Annotated[str, MaxLen(3000), BeforeValidator(_joined)]


class _Written(BaseModel):
    """What a file says; no key is read that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Meeting(_Written):
    """A meeting that the session shows."""

    name: Identifier
    """What the steps call it."""
    scenario: Annotated[str, MinLen(1), MaxLen(300), PLAIN] = ""
    """The scenario that it is held of: the name of a shipped one, or a path beside the file."""
    seed: Annotated[int, Ge(0), Le(LARGEST_SEED)] = 1
    """The seed of all its draws."""
    set: tuple[Annotated[str, MinLen(3), MaxLen(300), PLAIN], ...] = ()
    """Settings on top, each as ``run --set`` takes it: ``switches.memory=false``."""
    file: Annotated[str, MaxLen(300), PLAIN] = ""
    """A recording that is there already, in place of all of these."""


class Step(_Written):
    """One step of the session."""

    kind: StepKind
    """What happens."""
    title: Title
    """What everybody reads above it."""
    seconds: Annotated[int, Ge(0), Le(LONGEST * 60)]
    """How long it is planned to take."""
    recording: Annotated[str, MaxLen(80)] = ""
    """The name of the recording that it is about; empty if it is about none."""
    row: Annotated[str, MaxLen(80), PLAIN] | Literal[""] = ""
    """The id of the row that it is about; empty if it is about none."""
    part: Part | Literal[""] = ""
    """Which part of the debrief it is."""
    seats: Annotated[tuple[Identifier, ...], MaxLen(6)] = ()
    """The ids of the members whose seats groups of the audience take."""
    questions: Annotated[tuple[Question, ...], MaxLen(6)] = ()
    """What everybody reads and talks about."""
    script: Prose = ""
    """What the facilitator can read aloud. Paragraphs are parted by an empty line."""
    notes: Prose = ""
    """What only hosts read."""
    hands: Prose = ""
    """How to do the step without phones."""

    @property
    def round(self) -> str:
        """The round that the step is part of: ``recording:row``; empty if it is part of none."""
        return f"{self.recording}:{self.row}" if self.row else ""


class ItemWritten(_Written):
    """One question, as the file says it."""

    id: Identifier
    """Its name."""
    when: When | Literal["both"]
    """When it is asked; an item that is asked twice is a pair."""
    text: Question
    """The question."""
    choices: Annotated[tuple[Annotated[str, MinLen(1), MaxLen(80), PLAIN], ...], MinLen(2), MaxLen(7)]
    """What can be chosen."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question that is asked at one time; two with the same id are a pair."""

    id: str
    """Its name; that of its round, too."""
    when: When
    """When it is asked."""
    text: str
    """The question."""
    choices: tuple[str, ...]
    """What can be chosen."""


class Session(_Written):
    """A session, as its file says it."""

    title: Title
    """What people call it."""
    minutes: Annotated[int, Ge(1), Le(LONGEST)]
    """How long it takes."""
    frame: Frame
    """What it is about."""
    audience: Prose = ""
    """Whom it is for, and what it needs."""
    aims: Annotated[tuple[Question, ...], MinLen(1), MaxLen(6)]
    """What people take home."""
    recordings: Annotated[tuple[Meeting, ...], MinLen(1), MaxLen(8)]
    """The meetings that it shows."""
    steps: Annotated[tuple[Step, ...], MinLen(1), MaxLen(200)]
    """Its steps, in order."""
    asked: Annotated[tuple[ItemWritten, ...], MaxLen(20), Field(alias="items")] = ()
    """What is asked before and after, as the file says it."""
    evidence: Annotated[tuple[Identifier, ...], MaxLen(20)] = ()
    """What published evidence the handout tells, by the names in the kit's ``evidence.toml``."""
    after: Annotated[tuple[Question, ...], MaxLen(6)] = ()
    """What the follow-up sheet asks two weeks later."""

    @property
    def rounds(self) -> tuple[tuple[str, str], ...]:
        """The rows that people vote on, as (recording, row), in the order in which they come."""
        voted = ((step.recording, step.row) for step in self.steps if step.row and step.kind in VOTED)
        return tuple(dict.fromkeys(voted))

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Every row that any step is about, as (recording, row), in the order in which they come."""
        return tuple(dict.fromkeys((step.recording, step.row) for step in self.steps if step.row))

    @property
    def items(self) -> tuple[Item, ...]:
        """What is asked before the first row, and then what is asked after the last."""
        times: tuple[When, ...] = ("pre", "post")
        return tuple(
            Item(id=item.id, when=when, text=item.text, choices=item.choices)
            for when in times
            for item in self.asked
            if item.when in (when, "both")
        )

    @property
    def digest(self) -> str:
        """A digest of all that the file says; its layout and comments do not count."""
        return sha256(self.model_dump_json().encode()).hexdigest()


VOTED: Final = ("predict", "vote")
"""The kinds of steps at which people vote on a row."""


def load_session(name_or_path: str | PathLike[str]) -> Session:
    """The session ``name_or_path``, checked.

    Parameters
    ----------
    name_or_path
        A path, if it is a path object, has a slash or ends in ``.toml``. Else the name of a shipped session. It is
        never looked up in the current folder. Paths inside the file start beside the file.

    Raises
    ------
    ScenarioRefused
        If anything is wrong with the file, with every problem.
    """
    path = shipped.find(shipped.spelled(name_or_path), what=shipped.What.SESSION)
    session = _placed(_validated(read_table(path), path), path)
    found = (problems_with, _unknown_scenarios, _unknown_evidence)
    problems = [problem for look in found for problem in look(session, path.name)]
    if problems:
        raise ScenarioRefused(*problems)
    return session


def shipped_sessions() -> tuple[str, ...]:
    """The names of the shipped sessions, the shortest first, each frame beside the other."""
    return tuple(sorted(shipped.names(shipped.What.SESSION), key=lambda name: (load_session(name).minutes, name)))


def _validated(table: Table, path: Path) -> Session:
    """The table with each key of the right type."""
    try:
        # From JSON, strict validation takes lists for tuples, and nothing else for anything.
        return Session.model_validate_json(json.dumps(table), strict=True)
    except ValidationError as error:
        problems = problems_of(error, OneFile(table=table, name=path.name), Session)
    raise ScenarioRefused(*problems)


def _placed(session: Session, path: Path) -> Session:
    """The session with every path in it starting where the file's folder is."""
    return session.model_copy(update={"recordings": tuple(_from(each, path.parent) for each in session.recordings)})


def _from(meeting: Meeting, folder: Path) -> Meeting:
    own = {"file": str(folder / meeting.file)} if meeting.file else {}
    if meeting.scenario and shipped.is_path(meeting.scenario):
        own["scenario"] = str(folder / meeting.scenario)
    return meeting.model_copy(update=own)


def _unknown_scenarios(session: Session, file: str) -> Iterator[Problem]:
    """Scenarios that are not shipped, or whose path no file can have."""
    for number, meeting in enumerate(session.recordings, start=1):
        if meeting.file or not meeting.scenario:
            continue
        try:
            shipped.find(meeting.scenario)
        except ScenarioRefused as refused:
            for problem in refused.problems:
                place = f"{file}, recordings.{number}.scenario"
                yield Problem(place=place, value=problem.value, allowed=problem.allowed, nearest=problem.nearest)


def _unknown_evidence(session: Session, file: str) -> Iterator[Problem]:
    known = evidence()
    for name in session.evidence:
        if name not in known:
            allowed = f"the entries of the kit are {', '.join(known)}"
            yield Problem(place=f"{file}, evidence", value=name, allowed=allowed, nearest=nearest(name, known))

"""What a scenario can set: the tables of its file, made of the frozen records of the layers below.

A setting is declared once, on the record of the rule that uses it: type, bounds, unit and a docstring. This module says
only which table holds which record, and what no rule knows: the question, the year, where the rows come from. Pydantic
validates a file against the records themselves, so a meeting uses exactly what the file says. Each setting is required.
The defaults are the file ``scenarios/baseline.toml``, where each value has its comment and source. Every other scenario
extends it. Nothing can change during a run, and unknown keys are refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic import BaseModel, ConfigDict, PrivateAttr, model_validator

from committee.applicants.point import PointRules
from committee.applicants.pool import PoolSpec
from committee.meeting.call import CallRules
from committee.meeting.clock import ClockRules
from committee.meeting.persuasion import PersuasionRules
from committee.meeting.practices import Practices
from committee.meeting.review import ReviewRules
from committee.meeting.rules import NullRules, RoomRules, Switches
from committee.meeting.speech import SpeechRules
from committee.meeting.wish import FloorRules
from committee.members.capital import CapitalRules
from committee.members.memory import Episode, MemoryRules
from committee.members.mind import BeliefRules, ReadingRules
from committee.members.spec import MemberSpec
from committee.members.trust import TrustRules
from committee.program.composite import CompositeRules
from committee.program.program import Program
from committee.units import PLAIN, AtOdds, OneOf, Text, Unit

LAST_YEAR: Final = 2100
"""The last calendar year of anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """The table ``[season]``."""

    year: Annotated[int, Ge(1990), Le(LAST_YEAR), Unit("year")]
    """The year of the rank meeting. Every age counts from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramTable(Program):
    """The table ``[program]``: who hires, and the tables inside it."""

    points: PointRules
    """How much each cell counts."""
    composite: CompositeRules
    """How the crude score is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingTable(RoomRules, ClockRules):
    """The table ``[meeting]``: the rules of the clock and the room, and the tables inside it."""

    beliefs: BeliefRules
    """What everybody brings."""
    reading: ReadingRules
    """How a row is read."""
    trust: TrustRules
    """Who trusts whom."""
    speech: SpeechRules
    """How long it takes to say something."""
    floor: FloorRules
    """Who speaks next."""
    persuasion: PersuasionRules
    """What talk does to those who listen."""
    call: CallRules
    """How the director calls a row."""
    capital: CapitalRules
    """What capital does."""
    review: ReviewRules
    """What happens after the last row."""
    rules: Practices
    """Rules that a committee could adopt: the table ``[meeting.rules]``."""
    null: NullRules
    """The additive null that results are held against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryTable(MemoryRules):
    """The table ``[memory]``: how memory works, and what there is to remember."""

    episodes: tuple[Episode, ...]
    """The past residents: one ``[[memory.episodes]]`` table each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolTable(PoolSpec):
    """The table ``[pool]``: rows drawn anew for every seed."""

    order: Annotated[str, OneOf("drawn", "reversed")]
    """The order of the sheet: as drawn, or the same rows from the bottom up."""
    rows: tuple[dict[str, str | int | float], ...] = ()
    """Fixed rows in the columns of the sheet. Each replaces one drawn row of its kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTable:
    """The table ``[sheet]``: rows from a file, instead of a pool."""

    file: Text
    """The sheet's file, beside the scenario."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where a scenario comes from. None of it is a setting, and no recording has it."""

    folder: Path = Path()
    """The folder of the file that names the sheet."""
    rows_origin: str = ""
    """The file or setting that wrote the fixed rows, as a message says it."""


class Scenario(BaseModel):
    """One question to the room. It cannot change, and it refuses unknown keys, NaN and infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    title: Annotated[str, MinLen(1), MaxLen(200), PLAIN]
    """A short name for people."""
    question: Annotated[str, MinLen(1), MaxLen(500), PLAIN]
    """What the scenario asks."""
    season: Season
    """The year that every age counts from."""
    program: ProgramTable
    """Who hires."""
    members: Annotated[tuple[MemberSpec, ...], MinLen(2), MaxLen(32)]
    """Who sits there: one ``[[members]]`` table each."""
    meeting: MeetingTable
    """What happens in the room."""
    memory: MemoryTable
    """Ghosts."""
    switches: Switches
    """The mechanisms; ``false`` takes one out and leaves a null model."""
    pool: PoolTable | None = None
    """How to draw the rows, if they are drawn."""
    sheet: SheetTable | None = None
    """The file that gives the rows, if one does."""
    _folder: Path = PrivateAttr(default=Path())
    _rows_origin: str = PrivateAttr(default="")

    @property
    def whereabouts(self) -> Whereabouts:
        """Where the scenario comes from."""
        return Whereabouts(folder=self._folder, rows_origin=self._rows_origin)

    @property
    def rows_place(self) -> str:
        """Where the fixed rows are, as a message says it."""
        return f"{self._rows_origin}, pool.rows" if self._rows_origin else "pool.rows"

    def model_post_init(self, context: object, /) -> None:
        """Take over the :class:`Whereabouts` that validation was given, if any. A scenario never changes after this."""
        if isinstance(context, Whereabouts):
            self._folder = context.folder
            self._rows_origin = context.rows_origin

    @property
    def sheet_path(self) -> Path | None:
        """The path of the sheet, if the rows come from one."""
        return None if self.sheet is None else self._folder / self.sheet.file

    @model_validator(mode="after")
    def _rows_come_from_one_place(self) -> Scenario:
        if (self.pool is None) == (self.sheet is None):
            raise ValueError("rows come from [pool] or from [sheet]; use only one of them")
        return self

    @model_validator(mode="after")
    def _seats_are_taken_once(self) -> Scenario:
        for name in ("id", "seat"):
            _each_of_its_own("members", self.members, ("members",), name)
        return self

    @model_validator(mode="after")
    def _residents_are_told_apart(self) -> Scenario:
        _each_of_its_own("episodes", self.memory.episodes, ("memory", "episodes"), "id")
        return self


def _each_of_its_own(what: str, items: Sequence[object], where: tuple[str, ...], name: str) -> None:
    """Raise :class:`AtOdds` if two of ``items`` have the same value under ``name``."""
    taken: set[object] = set()
    for number, item in enumerate(items):
        value = getattr(item, name)
        if value in taken:
            allowed = f"two {what} have the same {name}; each has one of its own"
            raise AtOdds(allowed, where=(*where, number, name), value=str(value))
        taken.add(value)

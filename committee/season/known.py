"""What the sentences of a story are made from: one program of a season, its people, its rooms and its rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any

from msgspec import Struct

from committee.measures.groups import Group
from committee.season.causes import Happened, lived_through
from committee.season.closures import Seen, seen
from committee.season.doors import Door
from committee.season.moments import Moment, Place, Rooms
from committee.season.tables import Tables
from committee.season.wording import EVENTS, plain


class Told(Struct, frozen=True, kw_only=True):
    """All that a story is told from."""

    tables: Tables
    """The tables of the season."""
    doors: Sequence[Door]
    """The doors that closed: :func:`committee.season.doors.doors`."""
    programs: Sequence[Mapping[str, Any]]
    """The programs as the manifest has them: ``program``, ``name``, ``seats``."""
    recordings: Mapping[Place, Path]
    """The recordings that were kept, by year, program and gate."""
    title: str
    """The title of the scenario."""
    notes: Sequence[str] = ()
    """What a reader must know besides, such as that a fate came to nobody."""
    forced: Collection[str] = ()
    """The ids of the residents whose fate the scenario forces, whom the story follows if no door closed."""
    changes: Sequence[Mapping[str, Any]] = ()
    """Who leaves a table because the scenario says so, as in its section ``season``."""
    policies: Sequence[Mapping[str, Any]] = ()
    """The policies from outside, as in the scenario's section ``season``."""


class Step(IntEnum):
    """When in a year something happens, in order."""

    RULE = 0
    """Before anybody meets: rules are set."""
    MEETING = 1
    """The meetings."""
    MATCH = 2
    """The Match, and the new class."""
    TRAINING = 3
    """What becomes of residents."""
    AFTER = 4
    """Looking back, after all of the year."""


class Need(IntEnum):
    """How little a story can do without a sentence: of too many, those with the highest number are left out."""

    SPINE = 0
    """Who, what, which rule, whom it kept out, until when."""
    ANSWER = 1
    """What the scenario asks."""
    SCENE = 2
    """What can be watched."""
    AROUND = 3
    """What else moved."""
    ELSEWHERE = 4
    """What other programs did."""


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence, and where to watch what it says."""

    text: str
    """The sentence."""
    moment: Moment | None = None
    """The second of a meeting that shows what the sentence says; None where no meeting does."""
    year: int
    """The year by which it takes its place in the story."""
    step: Step
    """Its place within the year."""
    need: Need = Need.SPINE
    """How little the story can do without it."""


class Known:
    """One program of a season, and all that is known of it."""

    def __init__(self, told: Told, program: str, years: Sequence[int], rooms: Rooms) -> None:
        self.told, self.program, self.years, self.rooms = told, program, tuple(years), rooms
        self.tables = told.tables
        self.names = {str(each["program"]): plain(str(each["name"])) for each in told.programs}
        self.lived = lived_through(told.tables, program)
        self.followed = ""
        """The id of the resident whom the story follows; empty if it follows nobody."""

    def resident(self, id_: str) -> Mapping[Any, Any]:
        """The row of a resident in the table, at whichever program; empty for somebody from before these years."""
        own = self.tables.residents[self.tables.residents["id"] == id_]
        return dict(own.iloc[0]) if len(own) else {}

    def called(self, id_: str) -> str:
        """What the story calls a resident: the invented name, or what members call them."""
        own = self.resident(id_)
        name = str(own.get("name") or "")
        if not name and own and str(own["program"]) == self.program:
            name = self.rooms.name(int(own["entered"]), self.program, id_)
        label = name or self.rooms.label(self.program, id_)
        if label:
            return plain(label)
        return f"a resident of {int(own['entered'])}" if own else "somebody from before these years"

    def introduced(self, id_: str, before: int) -> str:
        """Somebody whom the story has not met: the name, where they were, and what became of them before a year."""
        own, name = self.resident(id_), self.called(id_)
        if not own:
            return name
        elsewhere = str(own["program"]) != self.program
        lived = lived_through(self.tables, str(own["program"])) if elsewhere else self.lived
        last = next((each for each in reversed(lived) if each.id == id_ and each.year < before), None)
        name += f" of another program ({own['program']})" if elsewhere else ""
        return f"{name}, who {_what(last)}," if last else name

    def seen(self, group: Group, years: Sequence[int]) -> Seen:
        """The interviews of a group at the program, beside the twin's."""
        return seen(self.tables, [self.program], group, years)

    def first_of(self, group: Group, years: Iterable[int]) -> tuple[str, int, Moment] | None:
        """Who of a group was the first on the table of a rank meeting of these years: name, year and when."""
        seen_in = (year for year in years if self.seen(group, [year]).own)
        found = self.rooms.first_of(seen_in, self.program, group)
        return (plain(found[1].opened.name), found[0].year, found[0]) if found else None

    def leaks(self, year: int) -> bool:
        """Whether some files slip through the rules of a year."""
        bars = self.tables.bars
        if "leak" not in bars.columns:
            return False
        own = bars[(bars["program"] == self.program) & (bars["year"] == year)]
        return bool((own["leak"].astype(float) > 0).any())


def _what(happened: Happened) -> str:
    return f"in {happened.year} {EVENTS.get(happened.event, happened.event.replace('_', ' '))}"

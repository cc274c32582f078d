"""What a page shows of one program of a season, as frozen records, and the addresses that lead to its meetings."""

from __future__ import annotations

from msgspec import Struct

from committee.measures.groups import Bar, Row
from viz.export.doors import Chart
from viz.season.tale import Sentence


class Event(Struct, frozen=True, kw_only=True):
    """Something that became of a resident."""

    year: int
    """The year."""
    what: str
    """What, after the name: *left early*."""
    remembered: int
    """How many members of the room remembered it that year."""


class Resident(Struct, frozen=True, kw_only=True):
    """Somebody who came to the program."""

    id: str
    """The id, unique in the season."""
    name: str
    """The invented name; the id where neither the table nor a recording says it."""
    entered: int
    """The year."""
    kind: str
    """A word of :class:`~committee.terms.Kind`."""
    visa: str
    """A word of :class:`~committee.terms.Visa`."""
    flags: tuple[str, ...]
    """Words of :class:`~committee.terms.Flag`."""
    position: str
    """The place on the program's list; empty for somebody who came after the Match."""
    has_row: bool
    """Whether a recorded rank meeting has their row."""
    events: tuple[Event, ...]
    """What became of them, by year."""


class Move(Struct, frozen=True, kw_only=True):
    """A bar that became stricter than without memory, or no longer is."""

    bar: Bar
    """Which."""
    stricter: bool
    """Whether it became stricter."""
    behind: str
    """The id of the past resident behind it; empty if none is known."""


class Year(Struct, frozen=True, kw_only=True):
    """A year of the program."""

    year: int
    """The calendar year."""
    applied: int
    """Applications to the program."""
    interviewed: int
    """Applicants whom it interviewed."""
    ranked: int
    """Applicants on its list."""
    matched: int
    """Applicants who matched there."""
    came: int
    """Residents who came, with those from after the Match."""
    imgs: int
    """Those of them who had trained abroad."""
    closed: tuple[str, ...]
    """The groups to which the door was closed: words of :data:`committee.measures.groups.GROUPS`."""
    moves: tuple[Move, ...]
    """The bars that moved."""
    meetings: tuple[str, ...]
    """The meetings that were recorded: words of :data:`committee.archive.seasons.GATES`."""


class Shut(Struct, frozen=True, kw_only=True):
    """How a bar of the program stood in the last year."""

    bar: Bar
    """Which."""
    own: str
    """Its cell in ``bars.csv``."""
    twin: str
    """That of the twin without memory; that of the first year if there is no twin."""


class Program(Struct, frozen=True, kw_only=True):
    """All that a page shows of one program."""

    season: str
    """The name of the season in links."""
    title: str
    """The title of the scenario."""
    question: str
    """Its question."""
    seed: str
    """The seed."""
    code: str
    """The program, as ``p000``."""
    name: str
    """What it is called."""
    seats: int
    """Its posts in a year."""
    programs: int
    """How many programs the market has."""
    watched: tuple[tuple[str, str], ...]
    """The programs with a recording or a closed door: code and name."""
    complete: bool
    """Whether the season has all years that were asked for."""
    asked: int
    """How many years were asked for; 0 if the folder does not say, as those of earlier versions."""
    years: tuple[Year, ...]
    """The finished years, in order."""
    charts: tuple[Chart, ...]
    """Its groups, those with a closed door first."""
    doors: tuple[Row, ...]
    """Its closed doors: rows of ``doors.csv``."""
    bars: tuple[Shut, ...]
    """How its bars stand."""
    residents: tuple[Resident, ...]
    """Its residents, by year, then by place."""
    tale: tuple[Sentence, ...]
    """The sentences of the story."""

    def resident(self, id_: str) -> Resident | None:
        """The resident with this id, or None if the program has none."""
        return next((each for each in self.residents if each.id == id_), None)


def address(program: Program, resident: Resident) -> str:
    """The row in which the room ranked a resident; their place on the page of the season if there is none."""
    if resident.has_row:
        return meeting_address(program, resident.entered, "rank", f"?row={resident.id}")
    return f"/season/{program.season}/{program.code}#{resident.id}"


def meeting_address(program: Program, year: int, gate: str, query: str = "") -> str:
    """The replay of a meeting of the season."""
    return f"/season/{program.season}/{year}/{program.code}/{gate}{query}"

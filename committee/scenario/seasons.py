"""What a scenario can set of some years: the tables inside ``[season]``.

As in :mod:`committee.scenario.scenario`, a setting is declared once, on the record of the rule that uses it. The
defaults are the file ``scenarios/season.toml``, which is laid under every scenario that is held as a season.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le
from pydantic import model_validator

from committee.pipeline.applying import ApplyRules
from committee.pipeline.bets import BetRules
from committee.pipeline.drift import DriftRules
from committee.pipeline.filters import ScreenRules
from committee.pipeline.interviews import InterviewRules
from committee.pipeline.match import MatchRules
from committee.pipeline.policies import Policy
from committee.pipeline.readers import ReadRules
from committee.pipeline.remembering import RememberRules
from committee.pipeline.residency import Forced, ResidencyRules
from committee.pipeline.turnover import TurnoverRules
from committee.pipeline.types import ProgramType
from committee.pipeline.waves import WaveRules
from committee.scenario.scenario import Scenario, Season
from committee.terms import Kind
from committee.units import AtOdds, Identifier, Share, Table, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonSwitches:
    """The table ``[season.switches]``: ``false`` takes a mechanism out."""

    room: bool
    """Whether members and readers bring along what they lived, to the room and the desk."""
    waves: bool
    """Whether an invitation that is given back goes to the next in line."""
    signals: bool
    """Whether applicants signal a few programs."""
    roster_reading: bool
    """Whether applicants read on rosters who was taken."""
    filters: bool
    """Whether quiet bars drift with what was lived."""
    visa: bool
    """Whether the visa policy drifts with what was lived."""
    word: bool
    """Whether word of other programs' residents reaches the room."""
    turnover: bool
    """Whether members leave and join."""
    scarcity: bool
    """Whether a program that could not fill its posts lowers its bars."""
    scores_shown: bool
    """Whether interviewers see the scores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Somebody leaves a table: one ``[[season.changes]]`` table."""

    year: Annotated[int, Ge(1990), Le(2100), Unit("year")]
    """The calendar year, after whose meetings they leave."""
    program: Annotated[int, Ge(0), Le(4999), Unit("program")]
    """The number of the program, from 0."""
    leaves: Identifier
    """The id of the member, or a role: everybody of the role."""


Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonTable(Season):
    """The table ``[season]`` of a scenario that is held as a season."""

    focal_type: Identifier
    """The type whose place the scenario's own program, number 0, takes in the market."""
    focal: tuple[Annotated[int, Ge(0), Le(1999), Unit("program")], ...]
    """The numbers of the programs whose meetings are recorded."""
    past: Share
    """The share of the scenario's past residents whom each other program has had, too. More of it: programs begin with
    more of the same past."""
    pool: Table[Kind, Annotated[int, Ge(0), Le(50_000), Unit("applicants")]]
    """How many of each kind apply in a year, fixed rows included."""
    types: dict[Identifier, ProgramType]
    """The types of programs, each with how many there are."""
    invite: dict[str, str | int | float | bool]
    """Settings of the invite meeting, by dotted key; everything else is as in the rank meeting."""
    apply: ApplyRules
    """How people choose where to apply."""
    screen: ScreenRules
    """What pulls a file back that a filter stops."""
    read: ReadRules
    """How files are read before anybody is invited."""
    waves: WaveRules
    """How invitations go out."""
    interview: InterviewRules
    """How interviews go."""
    match: MatchRules
    """What happens to the posts that the Match leaves open."""
    residency: ResidencyRules
    """What becomes of residents."""
    remember: RememberRules
    """What a year leaves in memory."""
    drift: DriftRules
    """How far rules move with what was lived."""
    turnover: TurnoverRules
    """Who leaves and who comes."""
    bets: BetRules
    """What a bet on a resident earns or costs."""
    switches: SeasonSwitches
    """The mechanisms of a season."""
    fates: tuple[Forced, ...] = ()
    """What becomes of somebody in one class, whatever else would: one ``[[season.fates]]`` table each."""
    changes: tuple[Change, ...] = ()
    """Who leaves a table in a year, whatever else would happen: one ``[[season.changes]]`` table each."""
    policies: tuple[Policy, ...] = ()
    """What keeps programs from taking a visa, whatever they have lived through: one ``[[season.policies]]`` table
    each."""

    @property
    def programs(self) -> int:
        """How many programs there are; the scenario's own takes the place of one of its type, or is one more."""
        own = self.types[self.focal_type].count if self.focal_type in self.types else 0
        return sum(each.count for each in self.types.values()) + (own == 0)


class SeasonScenario(Scenario):
    """A scenario of some years."""

    season: SeasonTable
    """The market, its gates, and what it remembers."""

    @model_validator(mode="after")
    def _programs_are_there(self) -> SeasonScenario:
        season = self.season
        if season.focal_type not in season.types:
            allowed = f"the types are {', '.join(season.types)}"
            raise AtOdds(allowed, where=("season", "focal_type"), value=season.focal_type)
        last = season.programs - 1
        for where, program in _named(season):
            if program > last:
                allowed = (
                    f"the programs of this market are 0 to {last:,}" if last else "this market has program 0 alone"
                )
                raise AtOdds(allowed, where=where, value=str(program))
        return self


def _named(season: SeasonTable) -> Iterator[tuple[Place, int]]:
    """Every program that a season names by its number, and where."""
    for place, program in enumerate(season.focal):
        yield ("season", "focal", place), program
    for place, fate in enumerate(season.fates):
        yield ("season", "fates", place, "program"), fate.program
    for place, change in enumerate(season.changes):
        yield ("season", "changes", place, "program"), change.program

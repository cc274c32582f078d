"""A scenario and a seed become a ready meeting.

The one place where the scenario's sections are turned into the frozen records of the layers below. A section
has the field names of its record, so that :func:`record` can do it; a test holds the two together.

Whoever holds many meetings of one scenario keeps a :class:`Convener`: it reads the scenario, the sheet and the rules
once, and what the rules alone decide is worked out once for all its meetings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final, TypeVar

from mesa import DataCollector
from pydantic import BaseModel

from committee.applicants.applicant import Applicant
from committee.applicants.point import PointRules
from committee.applicants.posture import Posture
from committee.chance import Chance, Gate
from committee.errors import Problem, ScenarioRefused, nearest
from committee.events import Listener, real
from committee.meeting.call import CallRules
from committee.meeting.clock import ClockRules
from committee.meeting.lookups import Lookups
from committee.meeting.meeting import Meeting, Opening
from committee.meeting.persuasion import PersuasionRules
from committee.meeting.review import ReviewRules
from committee.meeting.rules import MeetingRules, NullRules, RoomRules, Switches
from committee.meeting.speech import SpeechRules
from committee.meeting.wish import FloorRules
from committee.members.capital import CapitalRules
from committee.members.carried import Carried
from committee.members.member import MemberSpec, known_types
from committee.members.memory import Episode, MemoryRules
from committee.members.mind import ReadingRules
from committee.members.roster import BeliefRules
from committee.members.trust import TrustRules
from committee.programme.composite import CompositeRules
from committee.programme.programme import Programme
from committee.scenario.loading import as_data, load_scenario
from committee.scenario.rows import RowSource
from committee.scenario.scenario import Scenario
from committee.terms import Kind, Role

Record = TypeVar("Record")

_NOBODY: Final[Mapping[str, Carried]] = {}


REPORTED: Final[Mapping[str, Callable[[Meeting], float | str]]] = {
    "rows": lambda meeting: len(meeting.closed),
    "minutes": lambda meeting: real(meeting.minutes),
    "call": lambda meeting: real(meeting.closed[-1].result.ending.call),
    "tier": lambda meeting: meeting.closed[-1].result.ending.tier.value,
}
"""What Mesa's ``DataCollector`` keeps after each row: rows held, minutes gone, the row's call and tier."""


class Convener:
    """One scenario, many seeds: owns what all meetings of a scenario share, for as long as somebody holds them.

    Parameters
    ----------
    scenario
        The scenario of every meeting.
    applicants
        Rows that take the place of the scenario's.
    inputs
        ``{"file", "sha256"}`` of the files that ``applicants`` came from, for the first event.

    Raises
    ------
    ScenarioRefused
        Where the room cannot meet: no director or two, or a member type nobody has defined.
    SheetRefused
        Where the scenario's sheet or its fixed rows cannot be read.
    """

    def __init__(
        self,
        scenario: Scenario,
        *,
        applicants: Sequence[Applicant] | None = None,
        inputs: Sequence[Mapping[str, str]] = (),
    ) -> None:
        check_room(scenario)
        self.scenario = scenario
        self.rules = meeting_rules(scenario)
        self.roster = roster_of(scenario)
        self.lookups = Lookups(self.rules, self.rules.episodes)
        if applicants is None:
            self._rows: RowSource | tuple[Applicant, ...] = RowSource(scenario)
            inputs = (*inputs, *self._rows.inputs)
        else:
            self._rows = tuple(applicants)
        self.opening = Opening(scenario=as_data(scenario), inputs=tuple(inputs))

    def rows(self, chance: Chance) -> tuple[Applicant, ...]:
        """The applicants of one seed. Raises :class:`ScenarioRefused` where there are none."""
        rows = self._rows.drawn(chance) if isinstance(self._rows, RowSource) else self._rows
        if not rows:
            raise ScenarioRefused(Problem(place="pool", allowed="a meeting needs at least one row"))
        return rows

    def meeting(
        self,
        seed: int,
        *,
        listeners: Sequence[Listener] = (),
        carried: Mapping[str, Carried] = _NOBODY,
        year: int = 0,
        program: int = 0,
        gate: Gate = Gate.RANK,
    ) -> RankMeeting:
        """A meeting ready to run. Year, program and gate say which occasion of a season it is (all 0: none)."""
        chance = Chance(seed, year=year, program=program, gate=gate)
        return RankMeeting(self, listeners=listeners, carried=carried, chance=chance)


class RankMeeting(Meeting):
    """The meeting as Mesa's own tools make it: ``RankMeeting(scenario="baseline", seed=None, **settings)``.

    Parameters
    ----------
    scenario
        The name or path of a scenario, a :class:`committee.Scenario`, or the :class:`Convener` of one.
    seed
        0 to 2**64 - 1; None is 1, so that a run without a seed can be repeated.
    listeners, applicants, inputs
        See :func:`convene`.
    carried
        By member id, what they bring along from earlier meetings.
    chance
        The draws, where they are more than those of a seed.
    settings
        Values by dotted key with ``__`` for the dot: ``meeting__row_seconds=45``.
    """

    def __init__(
        self,
        scenario: str | Scenario | Convener = "baseline",
        seed: int | None = None,
        *,
        listeners: Sequence[Listener] = (),
        applicants: Sequence[Applicant] | None = None,
        inputs: Sequence[Mapping[str, str]] = (),
        carried: Mapping[str, Carried] = _NOBODY,
        chance: Chance | None = None,
        **settings: object,
    ) -> None:
        if isinstance(scenario, str):
            dotted = {key.replace("__", "."): value for key, value in settings.items()}
            scenario = load_scenario(scenario, dotted)
        if isinstance(scenario, Scenario):
            scenario = Convener(scenario, applicants=applicants, inputs=inputs)
        if chance is None:
            chance = Chance(1 if seed is None else int(seed))
        super().__init__(
            scenario.rules,
            scenario.roster,
            scenario.rows(chance),
            chance,
            scenario.opening,
            listeners,
            carried=carried,
            lookups=scenario.lookups,
        )
        self.loaded_scenario = scenario.scenario
        self.datacollector = DataCollector(model_reporters=dict(REPORTED))

    def step(self) -> None:
        """Hold the next row and let Mesa's collector note how far the meeting has come."""
        super().step()
        if len(self.closed) > len(self.datacollector.model_vars["rows"]):
            self.datacollector.collect(self)

    @property
    def scenario(self) -> None:
        """Nothing. Mesa 3.5 keeps a scenario of its own kind here and would hand it to a meeting made anew."""

    @scenario.setter
    def scenario(self, given: object) -> None:
        """Let Mesa's own scenario go; ours is ``loaded_scenario``."""


def convene(
    scenario: Scenario,
    seed: int,
    *,
    listeners: Sequence[Listener] = (),
    applicants: Sequence[Applicant] | None = None,
    inputs: Sequence[Mapping[str, str]] = (),
) -> RankMeeting:
    """A meeting ready to :meth:`~committee.meeting.meeting.Meeting.run`.

    ``applicants`` take the place of the scenario's rows; ``inputs`` are ``{"file", "sha256"}`` of the files
    they came from, for the first event.

    Raises
    ------
    ScenarioRefused
        Where the room cannot meet: no director or two, or a member type nobody has defined.
    """
    return Convener(scenario, applicants=applicants, inputs=inputs).meeting(seed, listeners=listeners)


def check_room(scenario: Scenario) -> None:
    """Refuse a room that cannot meet."""
    types = known_types()
    problems = [
        Problem(
            place=f"members.{number}.type",
            value=member.type,
            allowed=f"known are {', '.join(sorted(types))}",
            nearest=nearest(member.type, types),
        )
        for number, member in enumerate(scenario.members, start=1)
        if member.type not in types
    ]
    directors = [m for m in scenario.members if m.type in types and types[m.type].role is Role.DIRECTOR]
    if not problems and len(directors) != 1:
        allowed = f"a room has exactly one director, and this one has {len(directors)}"
        problems.append(Problem(place="members", allowed=allowed))
    if problems:
        raise ScenarioRefused(*problems)


def roster_of(scenario: Scenario) -> tuple[MemberSpec, ...]:
    """Who sits there."""
    return tuple(record(MemberSpec, member) for member in scenario.members)


def meeting_rules(scenario: Scenario) -> MeetingRules:
    """The scenario as the frozen record that a meeting is run by."""
    meeting, memory = scenario.meeting, scenario.memory
    return MeetingRules(
        year=scenario.season.year,
        programme=_programme(scenario),
        points=record(PointRules, scenario.programme.points),
        composite=record(CompositeRules, scenario.programme.composite),
        beliefs=record(BeliefRules, meeting.beliefs),
        reading=record(ReadingRules, meeting.reading),
        trust=record(TrustRules, meeting.trust),
        room=record(RoomRules, meeting),
        clock=record(ClockRules, meeting),
        speech=record(SpeechRules, meeting.speech),
        floor=record(FloorRules, meeting.floor),
        persuasion=record(PersuasionRules, meeting.persuasion),
        call=record(CallRules, meeting.call),
        capital=record(CapitalRules, meeting.capital),
        review=record(ReviewRules, meeting.review),
        null=record(NullRules, meeting.null),
        memory=record(MemoryRules, memory),
        episodes=tuple(record(Episode, episode) for episode in memory.episodes),
        switches=record(Switches, scenario.switches),
    )


def _programme(scenario: Scenario) -> Programme:
    section = scenario.programme
    return Programme(
        name=section.name,
        seats=section.seats,
        ranked_per_seat=section.ranked_per_seat,
        h1b=section.h1b,
        j1=section.j1,
        posture={kind: record(Posture, section.posture[kind]) for kind in Kind},
        usual={kind: {str(key): value for key, value in section.usual[kind].items()} for kind in Kind},
    )


def record(made: type[Record], section: BaseModel) -> Record:
    """The frozen record ``made`` from the section that has its field names."""
    values: dict[str, Any] = {field.name: getattr(section, field.name) for field in fields(made)}  # type: ignore[arg-type]
    return made(**values)

"""A scenario and a seed become a ready meeting.

The one place where the scenario's sections are turned into the frozen records of the layers below. A section
has the field names of its record, so that :func:`record` can do it; a test holds the two together.
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
from committee.errors import Problem, ScenarioRefused, nearest
from committee.events import Listener, real
from committee.meeting.call import CallRules
from committee.meeting.clock import ClockRules
from committee.meeting.meeting import Meeting, Opening
from committee.meeting.persuasion import PersuasionRules
from committee.meeting.review import ReviewRules
from committee.meeting.rules import MeetingRules, NullRules, RoomRules, Switches
from committee.meeting.speech import SpeechRules
from committee.meeting.wish import FloorRules
from committee.members.capital import CapitalRules
from committee.members.member import MemberSpec, known_types
from committee.members.memory import Episode, MemoryRules
from committee.members.mind import ReadingRules
from committee.members.roster import BeliefRules
from committee.members.trust import TrustRules
from committee.programme.composite import CompositeRules
from committee.programme.programme import Programme
from committee.scenario.loading import as_data, load_scenario
from committee.scenario.rows import applicants_of, inputs_of
from committee.scenario.scenario import Scenario
from committee.terms import Kind, Role

Record = TypeVar("Record")


REPORTED: Final[Mapping[str, Callable[[Meeting], float | str]]] = {
    "rows": lambda meeting: len(meeting.closed),
    "minutes": lambda meeting: real(meeting.minutes),
    "call": lambda meeting: real(meeting.closed[-1].result.ending.call),
    "tier": lambda meeting: meeting.closed[-1].result.ending.tier.value,
}
"""What Mesa's ``DataCollector`` keeps after each row: rows held, minutes gone, the row's call and tier."""


class RankMeeting(Meeting):
    """The meeting as Mesa's own tools make it: ``RankMeeting(scenario="baseline", seed=None, **settings)``.

    Parameters
    ----------
    scenario
        The name or path of a scenario, or a :class:`committee.Scenario`.
    seed
        0 to 2**64 - 1; None is 1, so that a run without a seed can be repeated.
    listeners, applicants, inputs
        See :func:`convene`.
    settings
        Values by dotted key with ``__`` for the dot: ``meeting__row_seconds=45``.
    """

    def __init__(
        self,
        scenario: str | Scenario = "baseline",
        seed: int | None = None,
        *,
        listeners: Sequence[Listener] = (),
        applicants: Sequence[Applicant] | None = None,
        inputs: Sequence[Mapping[str, str]] = (),
        **settings: object,
    ) -> None:
        if not isinstance(scenario, Scenario):
            dotted = {key.replace("__", "."): value for key, value in settings.items()}
            scenario = load_scenario(scenario, dotted)
        chosen = 1 if seed is None else int(seed)
        check_room(scenario)
        if applicants is None:
            rows = applicants_of(scenario, chosen)
            inputs = (*inputs, *inputs_of(scenario))
        else:
            rows = tuple(applicants)
        if not rows:
            raise ScenarioRefused(Problem(place="pool", allowed="a meeting needs at least one row"))
        opening = Opening(scenario=as_data(scenario), inputs=tuple(inputs))
        super().__init__(meeting_rules(scenario), roster_of(scenario), rows, chosen, opening, listeners)
        self.loaded_scenario = scenario
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
    return RankMeeting(scenario, seed, listeners=listeners, applicants=applicants, inputs=inputs)


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


_kept: list[tuple[Scenario, MeetingRules]] = []
"""The rules of the scenario that last met: whoever holds many meetings mostly holds them of one."""


def meeting_rules(scenario: Scenario) -> MeetingRules:
    """The scenario as the frozen record that a meeting is run by."""
    if not _kept or _kept[0][0] is not scenario:
        _kept[:] = [(scenario, _rules_of(scenario))]
    return _kept[0][1]


def _rules_of(scenario: Scenario) -> MeetingRules:
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

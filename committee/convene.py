"""A scenario and a seed become a ready meeting.

The one place where the tables of a scenario are handed to the layers below, as the frozen records that they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from inspect import Signature, signature
from os import PathLike
from typing import ClassVar, Final, SupportsIndex
from warnings import warn

from mesa import DataCollector

from committee.applicants.applicant import Applicant
from committee.chance import seed_of
from committee.errors import Problem, SameMeetingAgain, ScenarioRefused, UsageRefused, nearest
from committee.events import Listener, real
from committee.meeting.meeting import Meeting, Opening
from committee.meeting.rules import MeetingRules
from committee.members.member import known_types
from committee.members.spec import MemberSpec
from committee.scenario.loading import as_data, load_scenario
from committee.scenario.rows import NO_ROWS, applicants_of, inputs_of
from committee.scenario.scenario import Scenario
from committee.terms import Role

REPORTED: Final[Mapping[str, Callable[[Meeting], float | str]]] = {
    "rows": lambda meeting: len(meeting.closed),
    "minutes": lambda meeting: real(meeting.minutes),
    "call": lambda meeting: real(meeting.closed[-1].result.ending.call),
    "tier": lambda meeting: meeting.closed[-1].result.ending.tier.value,
}
"""What Mesa's ``DataCollector`` keeps after each row: rows held, minutes gone, the row's call and tier."""


class RankMeeting(Meeting):
    """The meeting as Mesa's own tools make it: ``RankMeeting(scenario="baseline", seed=None, **settings)``.

    One seed is one meeting. Many meetings take many seeds, also in Mesa's ``batch_run``, whose ``iterations`` vary
    nothing::

        mesa.batch_run(RankMeeting, {"scenario": "baseline", "seed": range(20)})

    Parameters
    ----------
    scenario
        The name or path of a scenario, or a :class:`committee.Scenario`.
    seed
        A whole number, 0 to 2**64 - 1. None is 1, so that a run without a seed can be repeated; making the same
        meeting so a second time warns once (:class:`~committee.errors.SameMeetingAgain`).
    rng
        Another name for ``seed``, which Mesa's ``batch_run`` uses from 3.4 on.
    listeners, applicants, inputs
        See :func:`convene`.
    settings
        Values by dotted key with ``__`` for the dot: ``meeting__row_seconds=45``. They go with a name or a path.

    Raises
    ------
    UsageRefused
        For what is no seed, and for settings beside a scenario that is loaded already.
    ScenarioRefused, SheetRefused
        Where the scenario, a setting or a row cannot be used, or the room cannot meet.
    """

    __signature__: ClassVar[Signature | None]

    def __init__(
        self,
        scenario: str | PathLike[str] | Scenario = "baseline",
        seed: SupportsIndex | None = None,
        *,
        rng: SupportsIndex | None = None,
        listeners: Sequence[Listener] = (),
        applicants: Sequence[Applicant] | None = None,
        inputs: Sequence[Mapping[str, str]] = (),
        **settings: object,
    ) -> None:
        chosen = _seed_of(seed, rng)
        scenario = _scenario_of(scenario, settings)
        check_room(scenario)
        if applicants is None:
            rows = applicants_of(scenario, chosen)
            inputs = (*inputs, *inputs_of(scenario))
        else:
            rows = tuple(applicants)
        if not rows:
            raise ScenarioRefused(NO_ROWS)
        opening = Opening(scenario=as_data(scenario), inputs=tuple(inputs))
        if seed is None and rng is None:
            _WITHOUT_SEED.note(opening.scenario, rows)
        super().__init__(meeting_rules(scenario), roster_of(scenario), rows, chosen, opening, listeners)
        self.loaded_scenario = scenario
        self.datacollector = DataCollector(model_reporters=dict(REPORTED))

    def __init_subclass__(cls, **more: object) -> None:
        """Let a subclass that takes parameters of its own show those."""
        super().__init_subclass__(**more)
        if "__init__" in vars(cls):
            cls.__signature__ = None

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


# Mesa's batch_run, from 3.4 on, writes None over the seeds that its caller gave wherever it finds a parameter called
# seed; where there is none it passes an rng besides.
_PARAMETERS = signature(RankMeeting).parameters.values()
RankMeeting.__signature__ = Signature([parameter for parameter in _PARAMETERS if parameter.name != "seed"])


def _seed_of(seed: SupportsIndex | None, rng: SupportsIndex | None) -> int:
    """The seed that the caller gave by either name; 1 where neither was given."""
    if seed is not None and rng is not None:
        raise UsageRefused(
            Problem(place="rng", value=str(rng), allowed="it is another name for seed; give one of them")
        )
    if rng is not None:
        return seed_of(rng, "rng")
    return 1 if seed is None else seed_of(seed)


def _scenario_of(scenario: str | PathLike[str] | Scenario, settings: Mapping[str, object]) -> Scenario:
    """The scenario, loaded with ``settings`` unless it is loaded already."""
    if not isinstance(scenario, Scenario):
        return load_scenario(scenario, {key.replace("__", "."): value for key, value in settings.items()})
    if settings:
        allowed = "this scenario is loaded already, so give its name or path, or load_scenario(NAME, SETTINGS)"
        raise UsageRefused(Problem(place="settings", value=", ".join(settings), allowed=allowed))
    return scenario


class _WithoutSeed:
    """The meetings that this process has made without a seed, by digest, and whether one came twice."""

    def __init__(self) -> None:
        self.made: set[bytes] = set()
        self.said = False

    def note(self, scenario: Mapping[str, object], rows: Sequence[Applicant]) -> None:
        """Warn whoever makes the meeting if it was made before, once a process."""
        if self.said:
            return
        digest = blake2b(f"{json.dumps(scenario, sort_keys=True)}{rows!r}".encode(errors="surrogatepass")).digest()
        self.said = digest in self.made
        self.made.add(digest)
        if self.said:
            warn(SameMeetingAgain(_SAME_AGAIN), stacklevel=3)


_SAME_AGAIN: Final = (
    "The same meeting was made twice without a seed, and both are the meeting of seed 1, word for word. "
    'Give each its seed: RankMeeting(..., seed=2), or {"seed": range(20)} among the parameters of batch_run, '
    "whose iterations do not vary it. Give seed=1 if one meeting is what you want."
)
_WITHOUT_SEED: Final = _WithoutSeed()


def convene(
    scenario: Scenario,
    seed: SupportsIndex,
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
    return scenario.members


_kept: list[tuple[Scenario, MeetingRules]] = []
"""The rules of the scenario that last met: whoever holds many meetings mostly holds them of one."""


def meeting_rules(scenario: Scenario) -> MeetingRules:
    """The scenario as the frozen record that a meeting is run by."""
    if not _kept or _kept[0][0] is not scenario:
        _kept[:] = [(scenario, _rules_of(scenario))]
    return _kept[0][1]


def _rules_of(scenario: Scenario) -> MeetingRules:
    programme, meeting, memory = scenario.programme, scenario.meeting, scenario.memory
    return MeetingRules(
        year=scenario.season.year,
        programme=programme,
        points=programme.points,
        composite=programme.composite,
        beliefs=meeting.beliefs,
        reading=meeting.reading,
        trust=meeting.trust,
        room=meeting,
        clock=meeting,
        speech=meeting.speech,
        floor=meeting.floor,
        persuasion=meeting.persuasion,
        call=meeting.call,
        capital=meeting.capital,
        review=meeting.review,
        null=meeting.null,
        memory=memory,
        episodes=memory.episodes,
        switches=scenario.switches,
    )

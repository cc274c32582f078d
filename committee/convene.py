"""A scenario and a seed become a ready meeting.

Only this module hands the tables of a scenario to the layers below, as the frozen records that they are.

To hold many meetings of one scenario, keep a :class:`Convener`. It reads the scenario and its sheet once, and works out
once for all its meetings what depends on the rules alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from inspect import Signature, signature
from os import PathLike
from typing import ClassVar, Final, SupportsIndex

from mesa import DataCollector

from committee.applicants.applicant import Applicant
from committee.applicants.changing import Changed, with_cells
from committee.applicants.columns import column_of
from committee.applicants.pools import Pools, Words, raws
from committee.chance import Chance, Gate, seed_of
from committee.errors import Problem, ScenarioRefused, UsageRefused, nearest
from committee.events import Listener, real
from committee.meeting.held import Occasion, Provenance
from committee.meeting.intervention import UNCHANGED, Changes
from committee.meeting.lookups import Lookups
from committee.meeting.meeting import Meeting
from committee.meeting.practices import in_order
from committee.meeting.rules import MeetingRules
from committee.meeting.unseeded import Unseeded
from committee.meeting.verdicts import FROM_INTERVIEWS, before_interviews, under_verdicts
from committee.members.carried import NOBODY, Carried
from committee.members.member import known_types
from committee.members.spec import MemberSpec
from committee.scenario.loading import as_data, load_scenario
from committee.scenario.rows import NO_ROWS, RowSource
from committee.scenario.scenario import Scenario
from committee.terms import Role, Verdicts

REPORTED: Final[Mapping[str, Callable[[Meeting], float | str]]] = {
    "rows": lambda meeting: len(meeting.held),
    "minutes": lambda meeting: real(meeting.minutes),
    "call": lambda meeting: real(meeting.held[-1].result.ending.call),
    "tier": lambda meeting: meeting.rules.verdicts.said(meeting.held[-1].result.ending.tier).value,
}
"""What Mesa's ``DataCollector`` keeps after each row: rows held, minutes gone, the row's call and tier."""


_AS_DRAWN: Final[Changed] = {}
"""No cell is changed."""


class Convener:
    """One scenario, many seeds: it owns what all meetings of a scenario share.

    Parameters
    ----------
    scenario
        The scenario of every meeting: its name or path, or a :class:`committee.Scenario`.
    applicants
        Rows that replace the scenario's.
    inputs
        ``{"file", "sha256"}`` of the files that ``applicants`` came from, for the first event.

    Raises
    ------
    ScenarioRefused
        If the scenario cannot be read, or the room cannot meet: it has no director or two, or a member type that
        nobody has defined.
    SheetRefused
        If the scenario's sheet or its fixed rows cannot be read.
    """

    scenario: Scenario
    """The scenario of every meeting."""
    rules: MeetingRules
    """The same as the rules of a meeting."""
    roster: tuple[MemberSpec, ...]
    """Who sits there."""
    lookups: Lookups
    """What depends on the rules alone."""
    provenance: Provenance
    """What the first event of each meeting says of where it comes from."""

    def __init__(
        self,
        scenario: str | PathLike[str] | Scenario,
        *,
        applicants: Sequence[Applicant] | None = None,
        inputs: Sequence[Mapping[str, str]] = (),
    ) -> None:
        if not isinstance(scenario, Scenario):
            scenario = load_scenario(scenario)
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
        self.provenance = Provenance(scenario=as_data(scenario), inputs=tuple(inputs))

    def under(self, scenario: Scenario) -> Convener:
        """The convener of another scenario about the same rows if those were given, else about that scenario's own."""
        if isinstance(self._rows, RowSource):
            return Convener(scenario)
        return Convener(scenario, applicants=self._rows, inputs=self.provenance.inputs)

    def rows(self, chance: Chance, cells: Changed = _AS_DRAWN) -> tuple[Applicant, ...]:
        """The applicants of one seed, with ``cells`` changed.

        Raises :class:`ScenarioRefused` if there are none, :class:`SheetRefused` if a cell cannot be changed so.
        """
        rows = self._rows.drawn(chance) if isinstance(self._rows, RowSource) else self._rows
        if not rows:
            raise ScenarioRefused(NO_ROWS)
        if cells:
            rows = with_cells(rows, cells, year=self.rules.year)
        if self.rules.verdicts is Verdicts.INVITE:
            _check_uninterviewed(cells)
            rows = tuple(before_interviews(row) for row in rows)
        return in_order(rows, chance, self.rules)

    def pools(self, chances: Sequence[Chance], words: Words = raws) -> Pools | None:
        """The rows of many seeds in arrays, in the order in which they are held, if they can be had that way.

        They cannot if the rows come from a sheet, if a rule looks at each row or draws to put them in order, or if
        nobody has interviewed the applicants yet.
        """
        order = self.rules.practices.order
        inviting = self.rules.verdicts is Verdicts.INVITE
        if inviting or not isinstance(self._rows, RowSource) or order not in ("sheet", "reversed"):
            return None
        pools = self._rows.pools(chances, words)
        return pools.backwards() if pools is not None and order == "reversed" else pools

    def meeting(
        self,
        seed: SupportsIndex,
        *,
        listeners: Sequence[Listener] = (),
        carried: Mapping[str, Carried] = NOBODY,
        changes: Changes = UNCHANGED,
        year: int = 0,
        program: int = 0,
        gate: Gate = Gate.RANK,
        occasion: Occasion | None = None,
    ) -> RankMeeting:
        """A meeting ready to run.

        Year, program and gate key the draws of an occasion of a season; all 0 means none. ``occasion`` is the same in
        words, for the first event.
        """
        chance = Chance(seed, year=year, program=program, gate=gate)
        return RankMeeting(
            self, listeners=listeners, carried=carried, chance=chance, changes=changes, occasion=occasion
        )


class RankMeeting(Meeting):
    """The meeting as Mesa's own tools make it: ``RankMeeting(scenario="baseline", seed=None, **settings)``.

    One seed gives one meeting. For many meetings, give many seeds. The ``iterations`` of Mesa's ``batch_run`` repeat
    the same meeting, so vary the seed::

        mesa.batch_run(RankMeeting, {"scenario": "baseline", "seed": range(20)})

    Parameters
    ----------
    scenario
        The name or path of a scenario, a :class:`committee.Scenario`, or the :class:`Convener` of one.
    seed
        A whole number from 0 to 2**64 - 1. None means 1, so that you can repeat a run without a seed. If you make the
        same meeting twice without a seed, you are warned once (:class:`~committee.errors.SameMeetingAgain`).
    rng
        Another name for ``seed``, which Mesa's ``batch_run`` uses from 3.4 on.
    listeners, applicants, inputs
        See :func:`convene`.
    carried
        By member id, what they bring along from earlier meetings.
    chance
        The draws of an occasion, in place of a seed.
    changes
        What an experimenter changes in this meeting: cells of rows, and what happens inside them.
    occasion
        Which meeting of a season it is, for the first event.
    settings
        Values by dotted key with ``__`` for the dot: ``meeting__row_seconds=45``. Only for a scenario that you name or
        give as a path.

    Raises
    ------
    UsageRefused
        If the seed is none, or if you give settings beside a scenario that is loaded already.
    ScenarioRefused, SheetRefused
        If the scenario, a setting or a row cannot be used, or if the room cannot meet.
    """

    __signature__: ClassVar[Signature | None]

    def __init__(
        self,
        scenario: str | PathLike[str] | Scenario | Convener = "baseline",
        seed: SupportsIndex | None = None,
        *,
        rng: SupportsIndex | None = None,
        listeners: Sequence[Listener] = (),
        applicants: Sequence[Applicant] | None = None,
        inputs: Sequence[Mapping[str, str]] = (),
        carried: Mapping[str, Carried] = NOBODY,
        chance: Chance | None = None,
        changes: Changes = UNCHANGED,
        occasion: Occasion | None = None,
        **settings: object,
    ) -> None:
        unseeded = chance is None and seed is None and rng is None
        chance = chance or Chance(_seed_of(seed, rng))
        convener = _convener_of(scenario, settings, applicants, inputs)
        rows = convener.rows(chance, changes.cells)
        _check_rows(changes, rows)
        if unseeded:
            _WITHOUT_SEED.note(convener.provenance.scenario, rows)
        super().__init__(
            convener.rules,
            convener.roster,
            rows,
            chance,
            replace(convener.provenance, occasion=occasion),
            listeners,
            carried=carried,
            lookups=convener.lookups,
            changes=changes,
        )
        self.loaded_scenario = convener.scenario
        self.datacollector = DataCollector(model_reporters=dict(REPORTED))

    def __init_subclass__(cls, **more: object) -> None:
        """Let a subclass with parameters of its own show those."""
        super().__init_subclass__(**more)
        if "__init__" in vars(cls):
            cls.__signature__ = None

    def step(self) -> None:
        """Hold the next row and let Mesa's collector note how far the meeting has come."""
        super().step()
        if len(self.held) > len(self.datacollector.model_vars["rows"]):
            self.datacollector.collect(self)

    @property
    def scenario(self) -> None:
        """Nothing. Mesa 3.5 keeps a scenario of its own kind here and would hand it to a new meeting."""

    @scenario.setter
    def scenario(self, given: object) -> None:
        """Ignore Mesa's own scenario; ours is ``loaded_scenario``."""


# From Mesa 3.4 on, batch_run overwrites the seeds of its caller with None if it finds a parameter called seed. If there
# is none, it passes an rng besides.
_PARAMETERS = signature(RankMeeting).parameters.values()
RankMeeting.__signature__ = Signature([parameter for parameter in _PARAMETERS if parameter.name != "seed"])


def _check_rows(changes: Changes, rows: Sequence[Applicant]) -> None:
    """Refuse a change inside a row that is not there."""
    ids = {applicant.id for applicant in rows}
    for id_ in changes.rows:
        if id_ not in ids:
            allowed = "no row has this id"
            raise UsageRefused(Problem(place="row", value=id_, allowed=allowed, nearest=nearest(id_, ids)))


def _check_uninterviewed(cells: Changed) -> None:
    """Refuse a change of what only an interview fills in."""
    for id_, changed in cells.items():
        for heading in changed:
            column = column_of(heading)
            if column is not None and column.name in FROM_INTERVIEWS:
                allowed = "nobody has interviewed anybody before an invite meeting; change another column"
                raise UsageRefused(Problem(place=f"row {id_}", value=column.name, allowed=allowed))


def _seed_of(seed: SupportsIndex | None, rng: SupportsIndex | None) -> int:
    """The seed that the caller gave by either name; 1 if they gave none."""
    if seed is not None and rng is not None:
        raise UsageRefused(
            Problem(place="rng", value=str(rng), allowed="it is another name for seed; give one of them")
        )
    if rng is not None:
        return seed_of(rng, "rng")
    return 1 if seed is None else seed_of(seed)


def _convener_of(
    scenario: str | PathLike[str] | Scenario | Convener,
    settings: Mapping[str, object],
    applicants: Sequence[Applicant] | None,
    inputs: Sequence[Mapping[str, str]],
) -> Convener:
    """The convener of the scenario. It loads the scenario with ``settings``, unless it is loaded already."""
    if not isinstance(scenario, Scenario | Convener):
        scenario = load_scenario(scenario, {key.replace("__", "."): value for key, value in settings.items()})
    elif settings:
        allowed = "this scenario is already loaded; give its name or path instead, or use load_scenario(NAME, SETTINGS)"
        raise UsageRefused(Problem(place="settings", value=", ".join(settings), allowed=allowed))
    if isinstance(scenario, Convener):
        if applicants is not None:
            raise UsageRefused(
                Problem(
                    place="applicants", allowed="a convener already has its rows; give these to Convener(...) instead"
                )
            )
        return scenario
    return Convener(scenario, applicants=applicants, inputs=inputs)


_WITHOUT_SEED: Final = Unseeded()


def convene(
    scenario: Scenario,
    seed: SupportsIndex,
    *,
    listeners: Sequence[Listener] = (),
    applicants: Sequence[Applicant] | None = None,
    inputs: Sequence[Mapping[str, str]] = (),
) -> RankMeeting:
    """A meeting ready to :meth:`~committee.meeting.meeting.Meeting.run`.

    ``applicants`` replace the scenario's rows; ``inputs`` are ``{"file", "sha256"}`` of the files that they came from,
    for the first event.

    Raises
    ------
    ScenarioRefused
        If the room cannot meet: it has no director or two, or a member type that nobody has defined.
    """
    return Convener(scenario, applicants=applicants, inputs=inputs).meeting(seed, listeners=listeners)


def check_room(scenario: Scenario) -> None:
    """Refuse a room that cannot meet."""
    types = known_types()
    problems = [
        Problem(
            place=f"members.{number}.type",
            value=member.type,
            allowed=f"the types are {', '.join(sorted(types))}",
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


def meeting_rules(scenario: Scenario) -> MeetingRules:
    """The scenario's rules as one frozen record, as the verdicts of its meeting want them."""
    program, meeting, memory = scenario.program, scenario.meeting, scenario.memory
    rules = MeetingRules(
        year=scenario.season.year,
        program=program,
        points=program.points,
        composite=program.composite,
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
        practices=meeting.rules,
        null=meeting.null,
        memory=memory,
        episodes=memory.episodes,
        switches=scenario.switches,
    )
    return under_verdicts(rules)

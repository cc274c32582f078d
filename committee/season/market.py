"""A market: every program with its own room, people, quiet filters and draws, made once for a season.

Program 0 is the scenario's own. The others are of the types in ``[season.types]``: each has the program table of the
shipped scenario that its type names, and the people and the past of the baseline under ids of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

import numpy as np
from msgspec import Struct

from committee.applicants.applicant import Applicant
from committee.applicants.coded import LETTERS, Wholes
from committee.applicants.sheet import read_rows
from committee.archive.seasons import program_name
from committee.chance import Chance, Gate, Purpose
from committee.convene import check_room, meeting_rules
from committee.errors import Problem, ScenarioRefused, nearest
from committee.meeting.rules import MeetingRules
from committee.members.member import member_type
from committee.members.memory import Episode
from committee.members.spec import MemberSpec
from committee.pipeline.bars import BarDraws, BarShares, draw_bars, shares_of
from committee.pipeline.drift import policy_draws
from committee.pipeline.files import Reals, Yardstick
from committee.pipeline.lived import Seated
from committee.pipeline.turnover import who_may_leave
from committee.pipeline.types import ProgramType
from committee.scenario.loading import load_scenario, resettled
from committee.scenario.scenario import Scenario
from committee.scenario.seasons import SeasonScenario
from committee.terms import Kind

_OWN: Final = 0
"""The number of the scenario's own program."""

MOST_LETTERS: Final = next(most for most in range(64) if len(LETTERS) ** (most + 1) > np.iinfo(np.intp).max)
"""Letters of an applicant that fit into one whole number of :mod:`committee.applicants.coded`."""


class Program(Struct, frozen=True, kw_only=True):
    """One program, as the season begins."""

    number: int
    """Its number in the market."""
    type: str
    """The name of its type."""
    title: str
    """What it is called."""
    seats: int
    """Posts to fill in a year."""
    rank: MeetingRules
    """The rules of its rank meetings."""
    invite: MeetingRules
    """The rules of its invite meetings."""
    table: tuple[Seated, ...]
    """Who sits there."""
    past: tuple[Episode, ...]
    """Whom they remember."""
    policy: tuple[float, float]
    """Its lasting draws about visas: of the J-1, of the H-1B."""
    rooms: tuple[Scenario, Scenario]
    """The scenarios of its rank and invite meetings, as headers tell them."""

    @property
    def code(self) -> str:
        """Its name in files: ``p000``."""
        return program_name(self.number)

    def room(self, gate: Gate) -> Scenario:
        """The scenario of its meeting at a gate."""
        return self.rooms[gate is Gate.INVITE]


class Market(Struct, frozen=True, kw_only=True):
    """All programs of a season."""

    scenario: SeasonScenario
    """The scenario."""
    programs: tuple[Program, ...]
    """By number."""
    seats: Wholes
    """By program, posts."""
    appeal: Reals
    """Programs x kinds: how much each kind likes it, in su."""
    img_share: Reals
    """By program, the share of IMGs on its roster when the season begins."""
    shares: BarShares
    """By program, how common each quiet filter is among its kind."""
    draws: BarDraws
    """By program, what its own filters are drawn by."""
    yardstick: Yardstick
    """By what files are read."""
    fixed: tuple[Applicant, ...]
    """The rows that the scenario gives, who apply in the first year."""


def market_of(scenario: SeasonScenario, seed: int) -> Market:
    """The market of a scenario at one seed.

    Raises :class:`~committee.errors.ScenarioRefused` if a room cannot meet, or rows cannot apply.
    """
    chance = Chance(seed)
    fixed = _fixed_rows(scenario)
    types = [scenario.season.focal_type, *_other_types(scenario)]
    own = _rooms(scenario, scenario)
    rooms = {name: _rooms(_room_of(name, scenario), scenario) for name in dict.fromkeys(types)}
    programs = [
        _program(scenario, number, name, own if number == _OWN else rooms[name], chance)
        for number, name in enumerate(types)
    ]
    _check_changes(scenario, programs)
    of_type = [scenario.season.types[name] for name in types]
    return Market(
        scenario=scenario,
        programs=tuple(programs),
        seats=np.array([program.seats for program in programs], dtype=np.intp),
        appeal=np.array([[each.appeal[kind] for kind in Kind] for each in of_type]),
        img_share=np.array([each.img_share for each in of_type]),
        shares=shares_of([each.bars for each in of_type]),
        draws=draw_bars(len(programs), chance),
        yardstick=yardstick_of(own.rules[0]),
        fixed=fixed,
    )


def _fixed_rows(scenario: SeasonScenario) -> tuple[Applicant, ...]:
    """The rows that the scenario gives."""
    if scenario.pool is None or not scenario.pool.rows:
        return ()
    rows = read_rows(scenario.pool.rows, year=scenario.season.year, place=scenario.rows_place)
    for number, row in enumerate(rows, 1):
        if len(row.letters) > MOST_LETTERS:
            place = f"{scenario.rows_place}, row {number}, column letters"
            allowed = f"a season keeps at most {MOST_LETTERS} letters of an applicant"
            raise ScenarioRefused(Problem(place=place, value=f"{len(row.letters)} letters", allowed=allowed))
    return rows


def _check_changes(scenario: SeasonScenario, programs: Sequence[Program]) -> None:
    """Refuse a change that can mean nobody: neither who sits there, nor a role there, nor who may come to a seat."""
    for number, change in enumerate(scenario.season.changes, 1):
        table = programs[change.program].table
        known = who_may_leave(table)
        comes, _, year = change.leaves.rpartition("_")
        newcomer = comes in known and year.isdecimal() and scenario.season.year <= int(year) < change.year
        if change.leaves not in known and not newcomer:
            place, allowed = f"season.changes.{number}.leaves", f"use one of {', '.join(known)}"
            close = nearest(change.leaves, known)
            raise ScenarioRefused(Problem(place=place, value=change.leaves, allowed=allowed, nearest=close))


def yardstick_of(rules: MeetingRules) -> Yardstick:
    """By what a program reads files before it has met anybody."""
    return Yardstick(
        circumstances=rules.circumstances,
        beliefs=rules.beliefs,
        reading=rules.reading,
        composite=rules.composite,
        program=rules.program,
    )


def _other_types(scenario: SeasonScenario) -> list[str]:
    """The type of every program but the scenario's own, which takes the place of one of its type."""
    season = scenario.season
    return [
        name
        for name, each in season.types.items()
        for _ in range(each.count - (name == season.focal_type and each.count > 0))
    ]


class _Rooms(Struct, frozen=True):
    """The rank and the invite meeting of a room."""

    scenarios: tuple[Scenario, Scenario]
    rules: tuple[MeetingRules, MeetingRules]


@cache
def _shipped(name: str) -> Scenario:
    return load_scenario(name)


def _room_of(name: str, scenario: SeasonScenario) -> Scenario:
    """The shipped room of a type of program."""
    try:
        return _shipped(scenario.season.types[name].room)
    except ScenarioRefused as refused:
        raise _placed(refused, lambda _: f"season.types.{name}.room") from None


def _placed(refused: ScenarioRefused, place: Callable[[str], str]) -> ScenarioRefused:
    """The same refusal, at the places of this scenario where somebody wrote what is refused."""
    return ScenarioRefused(
        *(
            Problem(place=place(each.place), value=each.value, allowed=each.allowed, nearest=each.nearest)
            for each in refused.problems
        )
    )


def _rooms(room: Scenario, scenario: SeasonScenario) -> _Rooms:
    """Both meetings of a room, with the mechanisms and the memory of the scenario, and under its title."""
    check_room(room)
    rank, invite = (_of_season(each, scenario) for each in (room, _invite(room, scenario)))
    return _Rooms((rank, invite), (_rules(rank), _rules(invite)))


def _invite(room: Scenario, scenario: SeasonScenario) -> Scenario:
    """The invite meeting of a room."""
    for key in scenario.season.invite:
        if key.partition(".")[0] not in ("program", "meeting"):
            allowed = "set keys of program and meeting here; the rest is the same at both meetings"
            raise ScenarioRefused(Problem(place="season.invite", value=key, allowed=allowed))
    try:
        return resettled(room, dict(scenario.season.invite))
    except ScenarioRefused as refused:
        raise _placed(refused, lambda place: f"season.invite, {place.removeprefix('--set ')}") from None


def _of_season(room: Scenario, scenario: SeasonScenario) -> Scenario:
    """A room with everything of the scenario that holds at all programs."""
    everywhere = ("title", "question", "season", "memory", "switches")
    return room.model_copy(update={name: getattr(scenario, name) for name in everywhere})


def _rules(room: Scenario) -> MeetingRules:
    """The rules of a meeting, as yet without anybody to remember."""
    return replace(meeting_rules(room), episodes=())


def _program(scenario: SeasonScenario, number: int, name: str, rooms: _Rooms, chance: Chance) -> Program:
    of_type: ProgramType = scenario.season.types[name]
    seats = scenario.program.seats if number == _OWN else of_type.seats
    rank, invite = (replace(each, program=replace(each.program, seats=seats)) for each in rooms.rules)
    return Program(
        number=number,
        type=name,
        title=scenario.program.name if number == _OWN else of_type.title,
        seats=seats,
        rank=rank,
        invite=invite,
        table=tuple(_seated(spec, number) for spec in scenario.members),
        past=_past(scenario, number, chance),
        policy=policy_draws(chance, number),
        rooms=rooms.scenarios,
    )


def _seated(spec: MemberSpec, number: int) -> Seated:
    return Seated(spec=replace(spec, id=_own_id(spec.id, number)), role=member_type(spec.type).role)


def _own_id(member: str, number: int) -> str:
    """The id of somebody at a program: ids are unique in a season, as they key what lasts."""
    return member if number == _OWN else f"{member}_{program_name(number)}"


def _past(scenario: SeasonScenario, number: int, chance: Chance) -> tuple[Episode, ...]:
    """Whom a program has had: the scenario's own all of them, any other some of the same, at random."""
    episodes = scenario.memory.episodes
    if number == _OWN:
        return episodes
    drawn = {
        each.id: chance.uniforms(Purpose.BASE_BARS, f"{each.id} {program_name(number)}", 1)[0] for each in episodes
    }
    return tuple(_renamed(each, number) for each in episodes if drawn[each.id] < scenario.season.past)


def _renamed(episode: Episode, number: int) -> Episode:
    return replace(
        episode,
        holders=tuple(_own_id(member, number) for member in episode.holders),
        witnessed=tuple(_own_id(member, number) for member in episode.witnessed),
    )


def as_plain(market: Market) -> list[Mapping[str, Any]]:
    """The programs as a manifest tells them."""
    return [
        {"program": each.code, "type": each.type, "name": each.title, "seats": each.seats} for each in market.programs
    ]

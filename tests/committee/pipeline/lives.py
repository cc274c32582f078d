"""Programs with something to remember: rooms, residents and the rules that season.toml sets."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter

from committee.chance import Chance, Gate
from committee.members.memory import Episode
from committee.pipeline.bets import BetRules
from committee.pipeline.drift import DriftRules
from committee.pipeline.lived import Lived, Seated, begin
from committee.pipeline.living import Happened, LivingRules, Time
from committee.pipeline.remembering import Event, Occasion, RememberRules
from committee.pipeline.residency import Resident
from committee.pipeline.turnover import TurnoverRules
from committee.terms import Became, Kind, Role, Visa
from tests.scripted import a_scenario, the_rules

_TABLES: dict[str, Any] = tomllib.loads(Path("scenarios/season.toml").read_text(encoding="utf-8"))["season"]
_Rules = TypeVar("_Rules")


def _rules(record: type[_Rules], table: str) -> _Rules:
    """The record of a table of season.toml, held to its bounds."""
    return TypeAdapter(record).validate_python(_TABLES[table])


MEMORY = the_rules().memory
REMEMBER = _rules(RememberRules, "remember")
DRIFT = _rules(DriftRules, "drift")
TURNOVER = _rules(TurnoverRules, "turnover")
BETS = _rules(BetRules, "bets")
LIVING = LivingRules(memory=MEMORY, remember=REMEMBER, turnover=TURNOVER, bets=BETS, drift=DRIFT)
YEAR = 2027


def trainee(
    name: str, entered: int = YEAR, kind: Kind = Kind.US_MD, visa: Visa = Visa.NONE, flags: tuple[str, ...] = ()
) -> Resident:
    """A resident of the first program."""
    return Resident(
        id=name,
        name=name,
        program=0,
        entered=entered,
        kind=kind,
        visa=visa,
        flags=flags,
        promise=0.0,
        step2_ck=240,
        position=1,
    )


WASHOUT = trainee("washout", kind=Kind.NON_US_IMG, visa=Visa.J1, flags=("step_fail",))


def seats(program: int = 0) -> tuple[Seated, ...]:
    """The baseline's room at a program."""
    return tuple(
        Seated(spec=replace(spec, id=f"p{program}.{spec.id}" if program else spec.id), role=Role(spec.type))
        for spec in a_scenario().members
    )


def program(number: int = 0, *episodes: Episode) -> Lived:
    """A program as a season begins."""
    return begin(number, seats(number), episodes)


def everybody_saw(lived: Lived) -> Lived:
    """The same program, where nobody missed anything."""
    ids = lived.ids
    episodes = tuple(replace(episode, holders=ids, witnessed=ids) for episode in lived.episodes)
    return type(lived)(program=lived.program, seats=lived.seats, episodes=episodes)


def house(year: int = YEAR, img: int = 2, clean: int = 12) -> tuple[Resident, ...]:
    """Residents of one class: ``clean`` US MDs and ``img`` graduates from abroad."""
    abroad = [trainee(f"y{year}n{place}", entered=year, kind=Kind.NON_US_IMG) for place in range(img)]
    return (*(trainee(f"y{year}m{place}", entered=year) for place in range(clean)), *abroad)


def befell(one: Resident, became: Became) -> Event:
    """What became of a resident."""
    return one, became


def an_occasion(year: int = YEAR, number: int = 1, at: int = 0, *roster: Resident) -> Occasion:
    chance = Chance(1, year=number, program=at, gate=Gate.RESIDENCY)
    return Occasion(year=year, chance=chance, roster=roster or house(year))


def at(number: int, seed: int = 1) -> Time:
    return Time(year=YEAR - 1 + number, number=number, seed=seed)


def nothing_happened(lived: Lived) -> Happened:
    return Happened(base=lived.seats)


def an_episode(name: str = "old", **changes: Any) -> Episode:
    """Somebody who washed out and whom everybody saw, with ``changes``."""
    ids = tuple(seated.spec.id for seated in seats())
    plain = Episode(
        id=name,
        year=YEAR,
        traits=("step_fail", "non_us_img"),
        outcome=-0.8,
        vividness=0.6,
        holders=ids,
        witnessed=ids,
        label="the resident who did not finish",
    )
    return replace(plain, **changes)

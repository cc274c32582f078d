"""A small market with the shipped settings, for tests of the gates before the meetings."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from pydantic import TypeAdapter

from committee.applicants.applied import draw_applied
from committee.applicants.coded import Wholes
from committee.applicants.point import Circumstances
from committee.chance import Chance, Gate
from committee.pipeline.applying import Applications, ApplyRules, Offers, apply, posted_policy
from committee.pipeline.bars import base_bars
from committee.pipeline.files import Files, Yardstick, files_of
from committee.pipeline.filters import Bars, Screened, ScreenRules, screen
from committee.pipeline.types import ProgramType
from committee.scenario.loading import load_scenario
from committee.terms import Kind

T = TypeVar("T")
YEAR = 2027
SEASON = tomllib.loads(Path("scenarios/season.toml").read_text(encoding="utf-8"))["season"]


def record(kind: type[T], table: Mapping[str, Any]) -> T:
    """A record of settings as a scenario would read it."""
    return TypeAdapter(kind).validate_json(json.dumps(table), strict=True)


APPLY: ApplyRules = record(ApplyRules, SEASON["apply"])
SCREEN: ScreenRules = record(ScreenRules, SEASON["screen"])
TYPES: dict[str, ProgramType] = {name: record(ProgramType, table) for name, table in SEASON["types"].items()}
FORTY = [each for each in TYPES.values() for _ in range(each.count)]


class Drawn(NamedTuple):
    """The people of a year."""

    ids: list[str]
    kinds: Wholes


def people(*counts: int) -> Drawn:
    kinds = np.repeat(np.arange(len(Kind)), counts)
    return Drawn([f"y{YEAR}{kind}{place:04d}" for place, kind in enumerate(kinds)], kinds)


ALL = people(108, 54, 54, 193)


def chance(seed: int, gate: Gate = Gate.RANK) -> Chance:
    return Chance(seed).at(year=1, program=0, gate=gate)


@cache
def yardstick() -> Yardstick:
    room = load_scenario("baseline")
    program, meeting = room.program, room.meeting
    return Yardstick(
        circumstances=Circumstances(year=YEAR, h1b=program.h1b, j1=program.j1, rules=program.points),
        beliefs=meeting.beliefs,
        reading=meeting.reading,
        composite=program.composite,
        program=program,
    )


def files(who: Drawn, seed: int, fixed: tuple[Any, ...] = ()) -> Files:
    return files_of(YEAR, who.ids, draw_applied(who.ids, who.kinds, chance(seed), YEAR), yardstick(), fixed)


def offers(types: list[ProgramType], bars: Bars, seed: int, rules: ApplyRules = APPLY) -> Offers:
    h1b, j1 = posted_policy(bars.h1b, bars.j1, rules, chance(seed))
    return Offers(
        kind_appeal=np.array([[each.appeal[kind] for kind in Kind] for each in types]).reshape(-1, len(Kind)),
        img_share=np.array([each.img_share for each in types]),
        posted_h1b=h1b,
        posted_j1=j1,
    )


class Held(NamedTuple):
    """A year up to the screen."""

    files: Files
    bars: Bars
    offers: Offers
    applications: Applications
    screened: Screened


def held(who: Drawn = ALL, seed: int = 1, rules: ApplyRules = APPLY, types: list[ProgramType] = FORTY) -> Held:
    apply_to = files(who, seed)
    bars = base_bars([each.bars for each in types], chance(seed))
    seen = offers(types, bars, seed, rules)
    applications = apply(apply_to, seen, rules, chance(seed))
    screened = screen(apply_to, applications, bars, SCREEN, chance(seed, Gate.SCREEN))
    return Held(apply_to, bars, seen, applications, screened)

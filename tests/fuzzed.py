"""Rooms, rules and sheets of any kind: what may sit together, whether or not it ever does.

Hypothesis draws the sheet and one number. The number rolls all else, because a room of 32 members who remember 64
residents is thousands of choices, and hypothesis takes seconds for as many.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

from hypothesis import strategies as st

from committee.applicants.applicant import Applicant
from committee.chance import Gate
from committee.convene import Convener
from committee.members.carried import Carried
from committee.members.memory import Episode
from committee.scenario.loading import as_data, load_scenario
from committee.scenario.scenario import Scenario
from committee.terms import Flag, Kind, Visa
from tests.adopted import HIDEABLE
from tests.declared import Choice, Leaf, leaves, with_choice
from tests.strategies import applicants

TYPES = ("associate", "faculty", "chief", "coordinator")
TRAITS = (*map(str, Flag), str(Visa.J1), str(Visa.H1B), *map(str, Kind))


class Dice:
    """Rolls by a number: the same number, the same rolls."""

    def __init__(self, number: int) -> None:
        self._random = Random(number)  # noqa: S311 - for tests

    def one(self, of: Sequence[Any]) -> Any:
        return self._random.choice(of)

    def some(self, of: Sequence[Any], most: int) -> list[Any]:
        """Up to ``most`` of them, each once."""
        return self._random.sample(of, min(len(of), self._random.randint(0, most)))

    def whole(self, least: int, most: int) -> int:
        return self._random.randint(least, most)

    def real(self, least: float, most: float) -> float:
        """A bound, the middle, or any number between."""
        between = self._random.uniform(least, most)
        return self.one((least, most, least + (most - least) / 2.0, between, between, between))

    def flips(self) -> bool:
        return self._random.random() < 0.5

    def leaf(self, leaf: Leaf) -> Any:
        """A bound, or for a number anything between."""
        if isinstance(leaf.ends[0], float):
            return self.real(*leaf.ends)
        if isinstance(leaf.ends[0], bool | str) or self.flips():
            return self.one(leaf.ends)
        return self.whole(*leaf.ends)


@cache
def plain() -> dict[str, Any]:
    return as_data(load_scenario("baseline"))


@cache
def the_leaves() -> tuple[Leaf, ...]:
    """Every value with bounds or words, but those of members, past residents and the pool, which are made here."""
    elsewhere = ("members", "pool", "season")
    made = [leaf for leaf in leaves(plain()) if leaf.ends and leaf.where[0] not in elsewhere]
    return tuple(leaf for leaf in made if leaf.where[:2] not in (("memory", "episodes"), ("meeting", "rules")))


def a_choice(dice: Dice) -> Choice:
    """Some settings at a bound or between: none, a few, or very many."""
    return {leaf.where: dice.leaf(leaf) for leaf in dice.some(the_leaves(), dice.one((0, 4, 30, 200)))}


def a_room(dice: Dice) -> list[dict[str, Any]]:
    """One to 32 members, exactly one of them the director, in any seats and mixtures, alike or not."""
    size = dice.one((1, 2, 3, 5, 8, 10, 32, dice.whole(1, 32)))
    seats = dice._random.sample(range(32), size)
    types = dice.one([TYPES, TYPES, *[(kind,) for kind in TYPES]])
    alike, own = dice.flips(), _temper(dice)
    return [
        {
            "id": f"m{seat}",
            "name": f"Dr {seat}",
            "type": dice.one(types) if number else "director",
            "seat": seat,
            **(own if alike else _temper(dice)),
        }
        for number, seat in enumerate(seats)
    ]


def _temper(dice: Dice) -> dict[str, float]:
    return {
        "capital": dice.one((0.0, 0.5, 1.0, 6.0, 100.0)),
        "talkativeness": dice.one((0.0, 0.2, -1.0, 1.0)),
        "alarm": dice.one((0.0, 1.0, 1.3)),
        "stamina": dice.one((0.5, 1.0, 1.7)),
    }


def the_past(dice: Dice, members: Sequence[str], size: int, prefix: str = "past") -> list[dict[str, Any]]:
    """Past residents, whom anybody or some remember, and saw or not."""
    made = []
    for number in range(size):
        holders = dice.some(members, 4)
        made.append(
            {
                "id": f"{prefix}_{number}",
                "year": dice.whole(2000, 2027),
                "traits": [*dice.some(TRAITS, 5), dice.one(TRAITS)],
                "outcome": dice.one((-1.0, -0.4, 0.0, 0.4, 1.0, dice.real(-1.0, 1.0))),
                "vividness": dice.one((0.0, 0.5, 1.0)),
                "holders": holders,
                "witnessed": dice.some(holders or members, 2),
                "label": f"the resident {number}",
            }
        )
    return made


def adopted(dice: Dice) -> dict[str, Any]:
    """Rules of the meeting in any mixture, often none."""
    shares = ("commitment", "ballot_share", "confidence", "agreement", "tally_weight")
    switches = ("rubric", "assigned_advocate", "devils_advocate", "equal_airtime", "no_capital", "base_rates")
    possible = {
        "ballots": dice.one(("none", "before", "before_and_after")),
        "blind": dice.some(HIDEABLE, len(HIDEABLE)),
        "order": dice.one(("sheet", "shuffled", "by_score", "reversed")),
        "breaks": [dice.whole(1, 4) for _ in range(dice.whole(0, 3))],
        "break_minutes": dice.one((0.0, 10.0, 240.0)),
        "capital_cap": dice.one((0.0, 0.5, 1.0, 100.0)),
        **{name: dice.one((0.0, 0.3, 1.0)) for name in shares},
        **{name: dice.flips() for name in (*switches, "second_committee")},
    }
    return {name: possible[name] for name in dice.some(sorted(possible), dice.one((0, 2, 8)))}


def put_together(
    choice: Choice, members: list[dict[str, Any]], past: list[dict[str, Any]], rules: Mapping[str, Any]
) -> Scenario:
    """A scenario of all that, with tiers and scales set upright."""
    data = with_choice(plain(), choice)
    data["members"], data["memory"]["episodes"] = members, past
    data["meeting"]["rules"].update(rules)
    return Scenario.model_validate_json(json.dumps(data), strict=True)


def carried_by(dice: Dice, names: Sequence[str]) -> dict[str, Carried]:
    """What some members bring along: a purse, memories of their own, how vivid they are, and whom they trust."""
    past = tuple(_episode(each) for each in the_past(dice, names, dice.whole(0, 3), "own"))
    return {
        name: Carried(
            purse=dice.one((None, 0.0, 0.7, 12.0)),
            episodes=dice.one((None, past)),
            vividness={episode.id: dice.one((0.0, 0.25, 1.0)) for episode in past[:2]},
            trust={other: dice.one((1e-9, 0.3, 1.0)) for other in dice.some(names, 5)},
        )
        for name in dice.some(names, dice.one((0, 3)))
    }


def _episode(given: Mapping[str, Any]) -> Episode:
    return Episode(**{name: tuple(value) if isinstance(value, list) else value for name, value in given.items()})


@st.composite
def meetings(draw: st.DrawFn) -> tuple[Convener, dict[str, Carried]]:
    """A meeting of any room under any rules about any sheet, and what its members bring along."""
    rows = draw(st.lists(applicants(year=2026), min_size=1, max_size=4, unique_by=lambda row: row.id))
    dice = Dice(draw(st.integers(0, 2**64 - 1)))
    members = a_room(dice)
    names = [member["id"] for member in members]
    past, choice, rules = the_past(dice, names, dice.one((0, 1, 3, 12, 61))), a_choice(dice), adopted(dice)
    convener = a_convener(put_together(choice, in_company(members), past, rules), members, rows, twin=dice.flips())
    return convener, carried_by(dice, names)


def a_convener(
    scenario: Scenario, members: Sequence[Any], rows: Sequence[Applicant], *, twin: bool = False
) -> Convener:
    """The convener of these members; one alone is more than a scenario allows, and less than a meeting does."""
    convener = Convener(scenario, applicants=with_a_twin(rows) if twin else rows)
    convener.roster = convener.roster[: len(members)]
    return convener


def in_company(members: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Members as a scenario may have them: at least two."""
    stranger = {**members[0], "id": "stranger", "seat": (members[0]["seat"] + 1) % 32, "type": "faculty"}
    return members if len(members) > 1 else [*members, stranger]


def with_a_twin(rows: Sequence[Applicant]) -> tuple[Applicant, ...]:
    """The rows, and another applicant with the cells of the first."""
    name = max(row.id for row in rows) + "z"
    return (*rows, replace(rows[0], id=name))


def occasions() -> st.SearchStrategy[dict[str, Any]]:
    """No occasion in particular, or one of a season."""
    far = st.fixed_dictionaries(
        {"year": st.integers(1, 3000), "program": st.integers(0, 9999), "gate": st.sampled_from(Gate)}
    )
    return st.just({}) | far

"""Small markets that can be held many times: three programs of two posts, twenty-six applicants, five people a room.

As a file, for tests that write tables below it, the market has all people of the baseline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from msgspec import Struct

from committee.scenario.loading import load_scenario
from committee.season.season import Season
from committee.season.year import YearHeld

FIRST: Final = 2026
"""The calendar year in which the shipped market begins."""

_TYPES: Final = ("university", "img_led", "integrated")

PROGRAMS: Final = 3
"""Number 0 is the scenario's own, of the type integrated; then one for university and one for img_led."""

_PLAIN: Final[Mapping[str, object]] = {
    "season.pool.us_md": 7,
    "season.pool.us_do": 4,
    "season.pool.us_img": 4,
    "season.pool.non_us_img": 11,
    "season.types.do_heavy.count": 0,
    **{f"season.types.{name}.count": 1 for name in _TYPES},
    **{f"season.types.{name}.seats": 2 for name in _TYPES},
    "program.seats": 2,
    "season.read.interviews_per_seat": 4.0,
    "season.read.room_rows": 3,
}

APPLICANTS: Final = sum(count for key, count in _PLAIN.items() if ".pool." in key)  # type: ignore[misc]
"""How many apply in a year."""

SMALL: Final = "\n".join(
    [
        'extends = "season"',
        'title = "A small market"',
        'question = "What is left of a market if it is small?"',
        *(f"{key} = {value}" for key, value in _PLAIN.items()),
        "",
    ]
)
"""The market as a scenario file; tables may follow."""

AT_THE_TABLE: Final = ("director", "apd_1", "faculty_1", "chief_1", "coordinator")


@cache
def members() -> tuple[Mapping[str, object], ...]:
    """Some of the baseline's members."""
    everybody = load_scenario("baseline").model_dump(mode="json")["members"]
    return tuple({key: cell for key, cell in each.items() if cell is not None} for each in everybody)


def table_of(*ids: str) -> list[Mapping[str, object]]:
    return [each for each in members() if each["id"] in ids]


def small(seed: int = 1, scenario: str = "season", keep: str = "focal", **settings: object) -> Season:
    """A season of the market. Settings are dotted, with ``__`` for the dot."""
    dotted = {key.replace("__", "."): cell for key, cell in settings.items()}
    plain = {"members": table_of(*AT_THE_TABLE), **_PLAIN, **dotted}
    return Season(scenario, seed, keep=keep, engine="objects", **{k.replace(".", "__"): v for k, v in plain.items()})


def years(count: int, seed: int = 1, **settings: object) -> list[YearHeld]:
    """Some years to which nobody listens."""
    return list(small(seed, **settings).held(count, told=False))  # type: ignore[arg-type]


def in_file(folder: Path, text: str = "", seed: int = 1, **settings: Any) -> Season:
    """A season of the market as a file with more tables below it, held by the engine that needs no compiling."""
    path = folder / "small.toml"
    path.write_text(f"{SMALL}\n{text}")
    return Season(path, seed, engine="objects", **settings)


def years_in_file(folder: Path, count: int = 1, text: str = "", **settings: Any) -> list[YearHeld]:
    """Some years of it, not recorded."""
    return list(in_file(folder, text, **settings).held(count, told=False))


def fate(
    event: str, after: int = 0, like: Sequence[str] = (), year: int = FIRST, program: int = 0
) -> Mapping[str, object]:
    """What is forced on somebody."""
    return {"year": year, "program": program, "like": list(like), "event": event, "after": after}


def same(one: Any, other: Any) -> bool:
    """Whether all that is in two records is equal, to the bit; a number that is none equals another."""
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    if isinstance(one, Struct):
        return type(one) is type(other) and all(
            same(getattr(one, name), getattr(other, name)) for name in one.__struct_fields__
        )
    if is_dataclass(one):
        return type(one) is type(other) and all(
            same(getattr(one, each.name), getattr(other, each.name)) for each in fields(one)
        )
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return bool(one == other)


GATES: Final = ("read", "invitations", "days", "wishes", "matched")
"""What of a year comes before anybody's fate."""


def same_gates(one: YearHeld, other: YearHeld) -> bool:
    """Whether everything up to the Match and the scramble is the same in two years, and so are the new classes."""
    return all(same(getattr(one, name), getattr(other, name)) for name in GATES) and one.ended.came == other.ended.came

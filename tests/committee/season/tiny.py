"""Tiny markets, for tests that hold whole years: a few programs with two posts each, thirty applicants."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from committee.season.season import Season
from committee.season.year import YearHeld

TINY: Final = """
extends = "season"
title = "A tiny market"
question = "What is left of a market if it is small?"

[program]
seats = 2

[season.pool]
us_md = 8
us_do = 4
us_img = 6
non_us_img = 12

[season.types]
university = { count = 1, seats = 2 }
do_heavy.count = 0
img_led = { count = 2, seats = 2 }
integrated = { count = 1, seats = 2 }
"""
"""Four programs: number 0 the scenario's own, 1 a university program, 2 and 3 led by IMGs."""


def a_season(folder: Path, text: str = "", seed: int = 1, **settings: Any) -> Season:
    """A season of a tiny market with more tables below it, held by the engine that needs no compiling."""
    path = folder / "tiny.toml"
    path.write_text(f"{TINY}\n{text}")
    return Season(path, seed, engine="objects", **settings)


def years(folder: Path, count: int = 1, text: str = "", seed: int = 1, **settings: Any) -> list[YearHeld]:
    """Some years of it, not recorded."""
    return list(a_season(folder, text, seed, **settings).held(count, told=False))

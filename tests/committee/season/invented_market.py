"""An invented market: programs whose filters are known, and classes that came through them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from committee.season.tables import Tables

TYPES = {
    "university": {"h1b": 0.75, "j1": 0.3, "years": 0.9, "step1_fail": 0.45, "step2_fail": 0.6, "abroad": 0.2},
    "mixed": {"h1b": 0.75, "j1": 0.3, "years": 0.4, "step1_fail": 0.2, "step2_fail": 0.4, "abroad": 0.45},
    "open": {"h1b": 0.65, "j1": 0.22, "years": 0.1, "step1_fail": 0.1, "step2_fail": 0.25, "abroad": 0.75},
}
LAST = 2031
LEAK = 0.08
"""The share of those stopped who come all the same."""


def a_market(seed: int, programs: int = 500, years: int = 5) -> Tables:
    """The tables of a season of so many programs; which filters hold is drawn by type and lasts."""
    drawn = np.random.default_rng(seed)
    bars, residents = [], []
    for number in range(programs):
        kind = list(TYPES)[number % len(TYPES)]
        shares = TYPES[kind]
        name = f"p{number:03}"
        has = {bar: bool(drawn.random() < share) for bar, share in shares.items() if bar != "abroad"}
        has["conduct"] = bool(drawn.random() < 0.7)
        bars.append({"year": LAST, "program": name, **has, "years": 3.0 if has["years"] else 9.0})
        seats = int(drawn.integers(4, 16))
        abroad = np.clip(shares["abroad"] * (0.7 if has["step1_fail"] else 1.1) + 0.05 * drawn.normal(), 0.02, 0.95)
        for year in range(LAST - years + 1, LAST + 1):
            residents += [a_resident(drawn, name, year, has, float(abroad)) for _ in range(seats)]
    empty = pd.DataFrame()
    return Tables(
        years=empty, twin_years=empty, became=empty, twin_bars=empty,
        residents=pd.DataFrame(residents),
        bars=pd.DataFrame(bars),
    )


def a_resident(
    drawn: np.random.Generator, program: str, year: int, has: dict[str, bool], abroad: float
) -> dict[str, object]:
    """Somebody who came: what a filter stops comes as rarely as filters leak."""
    plain = {"program": program, "entered": year, "visa": "none", "flags": ""}
    if drawn.random() >= abroad:
        return plain | {"kind": "us_md"}
    if drawn.random() < 0.4:
        return plain | {"kind": "us_img", "flags": _old(drawn, has)}
    weights = np.array([0.25, 0.55 * (LEAK if has["j1"] else 1.0), 0.2 * (LEAK if has["h1b"] else 1.0)])
    visa = drawn.choice(["none", "j1", "h1b"], p=weights / weights.sum())
    return plain | {"kind": "non_us_img", "visa": str(visa), "flags": _old(drawn, has)}


def _old(drawn: np.random.Generator, has: dict[str, bool]) -> str:
    return "step_fail; old_grad" if drawn.random() < 0.3 * (LEAK if has["years"] else 1.0) else "step_fail"

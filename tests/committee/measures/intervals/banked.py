"""A bank of real meetings: what came of one row and of all kinds, by room and seed, to draw experiments from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from committee.chance import Chance
from committee.convene import Convener
from committee.engine.driver import Driver, Held
from committee.machine.processes import workers_environment
from committee.measures.places import place
from committee.scenario.loading import load_scenario

ROW: Final = "borderline"
"""The row of interest."""

_SHARE: Final = 5000
"""Meetings that a worker holds before it hands them over."""

_SMALL: Final = {"pool.us_md": "8", "pool.us_do": "3", "pool.us_img": "3", "pool.non_us_img": "6"}
_LEVER: Final = {"switches.social_influence": "false"}
_NULL: Final = {"switches.capital": "false"}
ROOMS: Final[Mapping[str, Mapping[str, str]]] = {
    "base": _SMALL,
    "changed": _SMALL | _LEVER,
    "null": _SMALL | _NULL,
    "changed null": _SMALL | _LEVER | _NULL,
}
"""Meetings of twenty rows, in which members follow each other or do not, which moves the row in half of them; and the
same two without capital."""

COLUMNS: Final = ("place", "ranked", "listed_img", "img", "listed_us_md", "us_md")
"""What is banked of a meeting."""

Bank = Mapping[str, NDArray[np.float64]]
"""By room, :data:`COLUMNS` of each seed: shape (seeds, columns)."""


def bank(seeds: range, jobs: int = 2) -> Bank:
    """The meetings of these seeds in every room."""
    shares = [seeds[start : start + _SHARE] for start in range(0, len(seeds), _SHARE)]
    with workers_environment():
        held = Parallel(n_jobs=jobs)(delayed(_held)(room, share) for room in ROOMS for share in shares)
    by_room = np.concatenate(held).reshape(len(ROOMS), len(seeds), len(COLUMNS))
    return dict(zip(ROOMS, by_room, strict=True))


def _held(room: str, seeds: Sequence[int]) -> NDArray[np.float64]:
    convener = Convener(load_scenario("sponsor_none", ROOMS[room]))
    driver = Driver(convener.meeting(1))
    rows = driver.rows_of(convener, [Chance(seed) for seed in seeds])
    return np.array([_counted(driver.hold(chance, about), about) for chance, about in rows])


def _counted(held: Held, about: Any) -> list[float]:
    count, ranked = len(about.ids), len(held.listed)
    positions: list[int | None] = [None] * count
    for position, row in enumerate(held.listed.tolist(), start=1):
        positions[row] = position
    own = positions[list(about.ids).index(ROW)]
    counted = [place(own, ranked, count), float(own is not None)]
    for kind in ("non_us_img", "us_md"):
        of_kind = [position for position, other in zip(positions, about.kinds, strict=True) if other == kind]
        counted += [float(sum(position is not None for position in of_kind)), float(len(of_kind))]
    return counted

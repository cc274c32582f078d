"""How far a row held in place ends from a row with a meeting of its own."""

from __future__ import annotations

from collections.abc import Sequence

from joblib import Parallel, delayed

from tests.patterns.fixtures import ROW, VARIANTS
from tests.patterns.sizes import averaged
from tests.patterns.trials import tried
from tests.patterns.worlds import BASELINE, scenario_of

SAMPLE = ("borderline", "borderline strong", "even", "even + remediation", "even + h1b", "us_md", "A", "B", "A saved")
"""Rows of every sort."""


def differences(seed: int) -> dict[str, tuple[float, float]]:
    """By row: its place in place less that in its own meeting, and the same of being ranked."""
    apart = {}
    for world, names in (
        ("baseline", [name for name in SAMPLE if VARIANTS[name]["id"] == ROW]),
        ("pair", [name for name in SAMPLE if VARIANTS[name]["id"] != ROW]),
    ):
        rows = {name: VARIANTS[name] for name in names}
        scenario = scenario_of(world, BASELINE)
        in_place, whole = (tried(scenario, seed, rows, whole=whole) for whole in (False, True))
        for name in names:
            (here, _), (alone, _) = in_place[name], whole[name]
            apart[name] = (here.place - alone.place, float(here.ranked) - float(alone.ranked))
    return apart


def compared(seeds: Sequence[int], jobs: int) -> str:
    """One sentence: the largest mean differences over the sample."""
    held = Parallel(n_jobs=jobs, batch_size=1)(delayed(differences)(seed) for seed in seeds)
    places = {name: averaged([apart[name][0] for apart in held]) for name in SAMPLE}
    ranked = {name: averaged([apart[name][1] for apart in held]) for name in SAMPLE}
    place = max(SAMPLE, key=lambda name: abs(places[name].value))
    rank = max(SAMPLE, key=lambda name: abs(ranked[name].value))
    return (
        f"Rows are held in place. Over {len(seeds)} seeds, nine rows of every sort end apart from the same rows in "
        f"meetings of their own by at most {places[place].value:+.4f} of the sheet in the mean ({place}) and "
        f"{ranked[rank].value:+.3f} of the share ranked ({rank})."
    )

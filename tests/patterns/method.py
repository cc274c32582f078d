"""How far a row held in place ends from a row with a meeting of its own."""

from __future__ import annotations

from collections.abc import Sequence

from joblib import Parallel, delayed

from tests.patterns.fixtures import ROW, VARIANTS
from tests.patterns.statement import effect
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
            ranked = float(in_place[name].ranked) - float(whole[name].ranked)
            apart[name] = (in_place[name].place - whole[name].place, ranked)
    return apart


def compared(seeds: Sequence[int], jobs: int) -> str:
    """One sentence: the largest mean differences over the sample."""
    held = Parallel(n_jobs=jobs, batch_size=1)(delayed(differences)(seed) for seed in seeds)
    places = {name: effect([apart[name][0] for apart in held]) for name in SAMPLE}
    ranked = {name: effect([apart[name][1] for apart in held]) for name in SAMPLE}
    place = max(SAMPLE, key=lambda name: abs(places[name].mean))
    rank = max(SAMPLE, key=lambda name: abs(ranked[name].mean))
    return (
        f"Held both ways over {len(seeds)} seeds, nine rows of every sort end apart by at most "
        f"{places[place].mean:+.4f} of the sheet in the "
        f"mean ({place}) and {ranked[rank].mean:+.3f} of the share ranked ({rank})."
    )

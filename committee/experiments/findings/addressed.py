"""The addresses of the meetings of an experiment that was held, from its folder alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from committee.archive.results import read_design, read_manifest
from committee.errors import InputRefused
from committee.experiments.design.designs import null_setting, points_from
from committee.experiments.design.levers import SCENARIO, as_toml
from committee.experiments.design.outcomes import outcome_named
from committee.experiments.whatifs.address import Address
from committee.machine import shipped
from committee.recording.addressing import DIGITS

Run = tuple[int, str, int]
"""(Design point, null, seed)."""


def addresses_of(folder: Path, runs: Iterable[Run]) -> Iterator[Address | None]:
    """The address of each run, opened at the row of the primary outcome if that is about one.

    A null that only counts a meeting in another way has the address of that meeting. None for a season, which is no
    single meeting, and for the meeting of a scenario file that a lever names: an address knows such a file by a digest,
    which the folder does not keep.

    Raises
    ------
    UsageRefused
        If the folder holds no results.
    """
    manifest = read_manifest(folder)
    experiment = manifest["experiment"]
    levers = {point.number: point.levers for point in points_from(read_design(folder))}
    row = _row(experiment["outcomes"][0])
    for number, null, seed in runs:
        values = {**levers[int(number)], **null_setting(str(null))}
        named = values.pop(SCENARIO, None)
        if experiment.get("years") or (named is not None and shipped.is_path(named)):
            yield None
            continue
        yield Address(
            version=manifest["committee"],
            rules=manifest["rules"][:DIGITS],
            scenario=experiment["scenario"] if named is None else named,
            sha256=experiment["scenario_sha256"] if named is None else "",
            seed=int(seed),
            settings={key: as_toml(value) for key, value in values.items()},
            row=row,
        )


def _row(outcome: str) -> str:
    """The row that an outcome is about; empty if it is about none, or is one of somebody's own that is not here."""
    try:
        return outcome_named(outcome).row
    except InputRefused:
        return ""

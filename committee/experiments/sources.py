"""A meeting as a command names it: a recording, or a scenario with a seed."""

from __future__ import annotations

from pathlib import Path

from committee.errors import Problem, UsageRefused, nearest
from committee.experiments.remade import Remade, from_recording, from_scenario
from committee.machine.shipped import names


def is_scenario(source: str) -> bool:
    """Whether ``source`` names a scenario: a shipped name, or a path that ends in ``.toml``."""
    return source.endswith(".toml") or source in names()


def remade_from(source: str, seed: int | None = None) -> Remade:
    """The meeting of a scenario at a seed (1 if none is given), or of a recording.

    Raises
    ------
    UsageRefused
        If a recording comes with a seed, or there is neither a file nor a scenario of this name.
    ScenarioRefused, RecordingRefused
        If the file cannot be used.
    """
    if is_scenario(source):
        return from_scenario(source, 1 if seed is None else seed)
    if seed is not None:
        allowed = "a recording has its seed; leave this out, or give a scenario"
        raise UsageRefused(Problem(place="--seed", value=str(seed), allowed=allowed))
    if not Path(source).exists():
        allowed = "there is no such file, and no scenario has this name"
        raise UsageRefused(Problem(place="recording", value=source, allowed=allowed, nearest=nearest(source, names())))
    return from_recording(source)

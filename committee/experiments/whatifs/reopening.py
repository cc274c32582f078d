"""Makes the meeting at an address again, if this copy has its rules and its scenario."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace as problem_at
from os import PathLike
from pathlib import Path
from typing import Final

from committee.errors import InputRefused, Problem, UsageRefused, nearest
from committee.experiments.design.levers import convener_with
from committee.experiments.whatifs.address import Address, digest_of, refused
from committee.experiments.whatifs.change import changed
from committee.experiments.whatifs.remade import Remade
from committee.machine import shipped
from committee.machine.rules import rules_digest
from committee.recording.addressing import DIGITS
from committee.scenario.loading import load_scenario
from committee.written.source import read_value

_READS_FILES: Final = ("sheet", "scenario", "extends")
"""Tables by which a scenario reads another file."""


def remade_of(address: Address, scenario_file: str | PathLike[str] | None = None) -> Remade:
    """The meeting at an address, ready to be made again.

    Parameters
    ----------
    scenario_file
        The file of the scenario, if the address is that of a scenario of somebody's own.

    Raises
    ------
    UsageRefused
        If the address was made by other rules, or its scenario is another one or is not there.
    ScenarioRefused, SheetRefused
        If something in it cannot be used.
    """
    if address.rules != rules_digest()[:DIGITS]:
        made_by = f"{address.rules}, version {address.version}" if address.version else address.rules
        remedy = f"install committee {address.version} as it was then" if address.version else "it names no version"
        allowed = f"made by other rules ({made_by}) than this copy has ({rules_digest()[:DIGITS]}); {remedy}"
        raise UsageRefused(Problem(place="address", allowed=allowed))
    for key in address.settings:
        if key.partition(".")[0] in _READS_FILES:
            raise refused(key, "an address reads no file; give the scenario with --scenario FILE")
    name = _found(address, scenario_file)
    with blamed():
        values = {key: read_value(text, f"set {key}") for key, text in address.settings.items()}
        return changed(Remade(convener=convener_with(name, values), seed=address.seed), address.change)


@contextmanager
def blamed() -> Iterator[None]:
    """Say of whatever is refused inside that it stands in the address: nobody typed an option."""
    try:
        yield
    except InputRefused as refused:
        raise type(refused)(*map(_in_address, refused.problems)) from None


def _in_address(problem: Problem) -> Problem:
    return problem_at(problem, place=f"address: {problem.place.removeprefix('--')}")


def _found(address: Address, scenario_file: str | PathLike[str] | None) -> str:
    """The name or path of the scenario, once it is known to be the same."""
    if not address.sha256:
        if scenario_file is not None:
            raise refused(address.scenario, "this scenario is a shipped one; leave --scenario out")
        if shipped.is_path(address.scenario) or address.scenario not in shipped.names():
            allowed = "no shipped scenario has this name"
            raise refused(address.scenario, allowed, nearest(address.scenario, shipped.names()))
        return address.scenario
    if scenario_file is None:
        raise refused(address.scenario, "this scenario is somebody's own file; give it with --scenario FILE")
    path = shipped.spelled(Path(scenario_file))
    if digest_of(load_scenario(path)) != address.sha256:
        raise refused(Path(path).name, f"this is another scenario than {address.scenario} was at this address")
    return path

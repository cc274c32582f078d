"""A residency rank meeting, simulated, recorded and watched.

The model tells typed events and never writes. Recordings, measures, replays and exports all read those
events; so the model runs with nobody listening, a replay needs no model, and what is measured is exactly
what can be watched.

The layers, top to bottom; imports point down only (``tests/test_imports.py`` holds it)::

    __main__    commands/                     what a user types
    viz                                       the window, a package of its own beside this one
    experiments/                              what is learned from many meetings
    season/                                   some years of a market of programs
    engine/                                   many meetings at once, by compiled code
    convene                                   a scenario and a seed become a ready meeting
    scenario/                                 what is tried: the tables of settings; the values are data
    meeting/ | pipeline/                      what happens, row by row, second by second | and between meetings
    members/ | program/                     who sits there | who hires
    applicants/                               who applies
    measures/                                 what is counted in a recording
    recording/ | archive/                     what is kept of a meeting | files that are whole or not there
    phrases/                                  how it sounds
    chance arithmetic events terms            what everything stands on
    written/                                  what people write in TOML: read without trust
    units                                     bounds and units of what can be set
    machine/                                  files, processes, the shipped scenarios
    errors                                    every error that is raised on purpose

The names below load when they are first used, so that importing the package costs nothing::

    import committee

    with committee.Recorder("two_imgs-1.jsonl") as recorder:
        committee.RankMeeting("two_imgs", seed=1, listeners=[recorder]).run()
    table = committee.outcomes(committee.open_recording("two_imgs-1.jsonl"))

(``convene``, which makes the same meeting from a loaded scenario, is not among them: its module has its name.)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"

if TYPE_CHECKING:
    from committee.convene import Convener, RankMeeting
    from committee.engine.outcomes import outcomes_of
    from committee.experiments.row.flip import flip
    from committee.experiments.row.pivots import pivots
    from committee.experiments.whatifs.whatif import whatif
    from committee.measures.outcomes import outcomes
    from committee.recording import Recorder, Recording, open_recording
    from committee.scenario.loading import load_scenario
    from committee.scenario.scenario import Scenario
    from committee.season.season import Season

_HOMES = {
    "Convener": "committee.convene",
    "RankMeeting": "committee.convene",
    "Recorder": "committee.recording",
    "Recording": "committee.recording",
    "Scenario": "committee.scenario.scenario",
    "Season": "committee.season.season",
    "flip": "committee.experiments.row.flip",
    "load_scenario": "committee.scenario.loading",
    "open_recording": "committee.recording",
    "outcomes": "committee.measures.outcomes",
    "outcomes_of": "committee.engine.outcomes",
    "pivots": "committee.experiments.row.pivots",
    "results": "committee.experiments.findings.results",
    "whatif": "committee.experiments.whatifs.whatif",
}

__all__ = [
    "Convener",
    "RankMeeting",
    "Recorder",
    "Recording",
    "Scenario",
    "Season",
    "__version__",
    "flip",
    "load_scenario",
    "open_recording",
    "outcomes",
    "outcomes_of",
    "pivots",
    "results",
    "whatif",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

"""What a folder of results says that it is about: the experiment, its scenario and inputs, and the rules.

No clock, host, worker or engine is in it, so that the same experiment has the same manifest everywhere.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from committee import __version__
from committee.archive.changes import seeds_text
from committee.archive.folder import Wanted
from committee.archive.results import FORMAT, VERSION
from committee.convene import Convener
from committee.experiments.design.designs import combinations_of, design_csv, points_of
from committee.experiments.design.experiment import Experiment
from committee.experiments.design.levers import convener_with
from committee.experiments.whatifs.address import digest_of
from committee.machine import shipped
from committee.machine.rules import rules_digest
from committee.scenario.loading import as_data, load_scenario


def wanted_by(experiment: Experiment, width: float | None = None) -> Wanted:
    """What the folder of an experiment is to be about.

    Parameters
    ----------
    experiment
        What is tried.
    width
        How wide the interval of the primary outcome may be in the end; None if the number of seeds is fixed.
    """
    convener = convener_with(
        experiment.scenario,
        combinations_of(experiment)[0],
        beside=experiment.folder,
        of_years=bool(experiment.years),
    )
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "committee": __version__,
        "rules": rules_digest(),
        "experiment": _experiment(experiment),
        "scenario": as_data(convener.scenario),
        "inputs": _inputs(experiment, convener),
        "stopping": {"rule": "seeds" if width is None else "width", "width": width, "looks": []},
        "runs": {"of": 0, "ok": 0, "failed": 0},
    }
    return Wanted(manifest=manifest, design=lambda: design_csv(points_of(experiment)))


def token_of(wanted: Wanted) -> str:
    """What tells one experiment from another, if only in a file that it reads."""
    return sha256(json.dumps(wanted.manifest, sort_keys=True).encode()).hexdigest()


def _experiment(experiment: Experiment) -> dict[str, Any]:
    return {
        "title": experiment.title,
        "question": experiment.question,
        "name": experiment.name,
        "scenario": shipped.short_name(experiment.scenario),
        "scenario_sha256": _own(experiment.scenario),
        "outcomes": list(experiment.outcomes),
        "design": experiment.design,
        "levers": {key: list(values) for key, values in experiment.levers.items()},
        "rows": [dict(row) for row in experiment.rows],
        "sample": experiment.sample,
        "points": experiment.points,
        "uncertain": {
            key: {"low": span.low, "high": span.high, "scale": span.scale, "integer": span.integer}
            for key, span in experiment.uncertain.items()
        },
        "null": list(experiment.nulls),
        "seeds": seeds_text(experiment.seeds),
        **({"years": experiment.years} if experiment.years else {}),
    }


def _own(scenario: str) -> str:
    """The digest by which an address knows a scenario that is a file; empty for a shipped one."""
    return digest_of(load_scenario(scenario)) if shipped.is_path(scenario) else ""


def _inputs(experiment: Experiment, convener: Convener) -> list[dict[str, str]]:
    """Every file that was read, by name and digest; of a folder nothing."""
    read = [{"file": path.name, "sha256": sha256(path.read_bytes()).hexdigest()} for path in experiment.files]
    return [*read, *(dict(given) for given in convener.provenance.inputs)]

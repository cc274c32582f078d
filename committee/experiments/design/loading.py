"""From the file of an experiment to the record of it, read whole and checked whole."""

from __future__ import annotations

import json
from os import PathLike
from pathlib import Path

from pydantic import ValidationError

from committee.errors import ScenarioRefused
from committee.experiments.design import checks, written
from committee.experiments.design.experiment import Experiment, Span
from committee.experiments.design.written import Written
from committee.machine import shipped
from committee.written.refusals import OneFile, problems_of
from committee.written.source import Table, read_table


def load_experiment(name_or_path: str | PathLike[str]) -> Experiment:
    """The experiment ``name_or_path``, checked.

    Parameters
    ----------
    name_or_path
        A path, if it is a path object, has a slash or ends in ``.toml``. Else the name of a shipped experiment. It is
        never looked up in the current folder. A path inside the file starts beside the file.

    Raises
    ------
    ScenarioRefused
        If anything is wrong, with every problem: in the file, or in the scenario with a lever at one of its values.
    """
    path = shipped.find(shipped.spelled(name_or_path), what=shipped.What.EXPERIMENT)
    experiment = _assembled(_validated(read_table(path), path), path)
    problems = checks.problems_with(experiment)
    if problems:
        raise ScenarioRefused(*problems)
    return experiment


def _validated(table: Table, path: Path) -> Written:
    """The table with each key of the right type."""
    try:
        return Written.model_validate_json(json.dumps(table), strict=True)
    except ValidationError as error:
        problems = problems_of(error, OneFile(table=table, name=path.name), Written)
    raise ScenarioRefused(*problems)


def _assembled(given: Written, path: Path) -> Experiment:
    """The record of what is written. Raises :class:`ScenarioRefused` where the file says no experiment."""
    notes = written.Notes(path.name)
    seeds = written.seeds(given.seeds, notes)
    levers, rows = written.levers(given.levers, notes), written.rows(given.rows, notes)
    spans = written.spans(given.uncertain, notes)
    scenario = written.scenario(given.scenario, path.parent, notes)
    written.refuse_mixtures(given, notes)
    if notes.problems:
        raise ScenarioRefused(*notes.problems)
    return Experiment(
        name=path.stem,
        title=given.title,
        question=given.question,
        scenario=scenario,
        seeds=seeds,
        years=given.years or 0,
        outcomes=given.outcomes,
        design=given.design or "",
        levers=levers,
        rows=rows,
        sample=given.sample or "",
        points=given.points or 0,
        uncertain={key: Span(**span) for key, span in spans.items()},
        nulls=given.null,
        files=(path, *written.files(scenario, levers, rows, path.parent)),
    )

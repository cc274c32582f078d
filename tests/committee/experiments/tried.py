"""Small experiments for tests: six rows, held by the readable model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from committee.experiments.design.designs import points_of
from committee.experiments.design.experiment import Experiment
from committee.experiments.design.loading import load_experiment
from committee.experiments.running.holding import Came, How, hold
from committee.experiments.running.runs import Task, task_of

SCENARIO = """extends = "baseline"
title = "Small"
question = "What comes of six rows?"

[pool]
us_md = 1
us_do = 1
us_img = 1
non_us_img = 3

[[pool.rows]]
id = "img_a"
name = "Ana Reyes"
kind = "non_us_img"
yog = 2024
step1 = "fail"
step2_ck = 238
"""

EXPERIMENT = """title = "Seconds"
question = "What do more seconds do?"
scenario = "./small.toml"
seeds = "{seeds}"
outcomes = ["place.img_a", "ranked", "minutes", "capital_spent"]
design = "full"
null = {nulls}

[levers]
"meeting.row_seconds" = [30, 45]
"""

OBJECTS = How(engine="objects")


def written(folder: Path, *, seeds: str = "1:4", nulls: str = '["private_average"]', text: str = EXPERIMENT) -> Path:
    """The file of a small experiment in ``folder``, beside its scenario."""
    (folder / "small.toml").write_text(SCENARIO)
    path = folder / "seconds.toml"
    path.write_text(text.format(seeds=seeds, nulls=nulls))
    return path


def small(folder: Path, **how: Any) -> Experiment:
    """A small experiment whose files are in ``folder``."""
    return load_experiment(written(folder, **how))


def task(experiment: Experiment, token: str = "") -> Task:
    """The task of holding it. Every task of a test is another one."""
    return task_of(experiment, points_of(experiment), "objects", token or str(experiment.files[0]))


def held_in(out: Path, experiment: Experiment, **how: Any) -> Came:
    """What came of an experiment that the readable model holds."""
    return hold(experiment, out, How(**{"engine": "objects", **how}))


def with_seeds(experiment: Experiment, last: int) -> Experiment:
    """The same with seeds from 1."""
    return replace(experiment, seeds=range(1, last + 1))


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(files)}

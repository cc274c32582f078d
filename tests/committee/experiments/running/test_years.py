"""Experiments over seasons: what they count, what they leave out, and what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from committee.archive.results import read_results
from committee.errors import ScenarioRefused
from committee.experiments.design.loading import load_experiment
from committee.experiments.findings.addressed import addresses_of
from committee.experiments.findings.conclusions import conclude
from committee.experiments.running.holding import hold
from committee.season.season import Season
from committee.season.tallied import tally_of_years
from tests.committee.experiments.tried import OBJECTS
from tests.committee.season.small import SMALL

ROW = '[[pool.rows]]\nid = "img_a"\nname = "Ana Reyes"\nkind = "non_us_img"\nyog = 2024\nstep2_ck = 262\n'

EXPERIMENT = """title = "An interview"
question = "What does a failed Step cost in a market?"
scenario = "./small.toml"
years = 1
seeds = "1:2"
outcomes = ["matched.img_a", "interviewed.img_a", "interviews.step_fail", "img_share"]
design = "full"

[levers]
"rows.img_a.step1" = ["pass", "fail"]
"""


def an_experiment(folder: Path, text: str = EXPERIMENT) -> Path:
    (folder / "small.toml").write_text(f"{SMALL}\n{ROW}")
    path = folder / "interview.toml"
    path.write_text(text)
    return path


def test_the_results_are_what_the_seasons_tell(tmp_path: Path) -> None:
    experiment = load_experiment(an_experiment(tmp_path))
    out = tmp_path / "out"
    came = hold(experiment, out, OBJECTS)
    assert (came.ok, came.failed) == (4, 0)
    assert {row["outcome"] for row in conclude(out, experiment)} == set(experiment.outcomes)
    rows = read_results(out).to_pylist()
    assert [row["seed"] for row in rows] == [1, 2, 1, 2]
    told = tally_of_years(Season(tmp_path / "small.toml", 2, engine="objects").held(1, told=False))
    (of_pass,) = (row for row in rows if row["seed"] == 2 and row["rows.img_a.step1"] == "pass")
    assert of_pass["matched.img_a"] == float(told.rows["matched"][0])
    assert of_pass["interviewed.img_a"] == float(told.rows["interviewed"][0])
    assert of_pass["interviews.step_fail"] == told.interviews["step_fail"]
    assert of_pass["img_share"] == told.imgs / told.came
    assert list(addresses_of(out, [(1, "", 1)])) == [None]


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("years = 1\n", "", 'outcomes: "matched.img_a" is not allowed; this is known only after a market'),
        ('"img_share"', '"minutes"', '"minutes" is not allowed; with years, what can be counted is matched.ID, '),
        ("matched.img_a", "matched.img_b", 'matched.img_b: "img_b" is not allowed; the rows that you can name here'),
        ("interviews.step_fail", "interviews.step", 'did you mean "step_fail"?'),
        ("years = 1", "years = 0", 'years: "0" is not allowed; use a whole number from 1 to 200'),
        ('design = "full"', 'design = "full"\nnull = ["additive"]', "it ranks the rows of one meeting"),
    ],
)
def test_what_does_not_go_with_years_is_refused(was: str, now: str, said: str, tmp_path: Path) -> None:
    assert was in EXPERIMENT
    with pytest.raises(ScenarioRefused) as refused:
        load_experiment(an_experiment(tmp_path, EXPERIMENT.replace(was, now, 1)))
    assert said in str(refused.value)

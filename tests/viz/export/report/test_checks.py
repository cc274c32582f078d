"""Each check speaks where it applies, and only there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.viz.export.report.studies import NULL, Invented, build
from viz.export.report.checks import checks_of
from viz.export.report.levers import plain
from viz.export.report.study import read_study

LARGE = {1: 0.0, 2: -11.2, 3: -8.0, 4: -9.0, 5: -10.0}


def raised(folder: Path, **asked: Any) -> list[str]:
    """What is raised about the primary outcome and the runs."""
    return [each for each in everything(folder, **asked) if "xploratory" not in each]


def everything(folder: Path, **asked: Any) -> list[str]:
    built = build(folder / "study", Invented(**{"changes": LARGE, **asked}))
    return [plain(words) for words in checks_of(read_study(built)).raised]


def test_nothing_is_raised_where_nothing_is_wrong(tmp_path: Path) -> None:
    assert raised(tmp_path) == []
    well = plain(checks_of(read_study(tmp_path / "study")).well)
    assert well.startswith("For the primary outcome (place of Rowan Tesk): 200 seeds, no failed run, no interval wider")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"seeds": 30}, "Few seeds: 30."),
        ({"failed": 3}, "3 runs of 2,000 failed, and their pairs are left out."),
        ({"changes": {**LARGE, 3: -0.2}}, "For 1 of 4 changes, the interval of the primary outcome is wider than the"),
        ({"changes": {**LARGE, 4: 0.0}, "nulls": ()}, "The primary outcome is the same in every meeting with Dr"),
    ],
)
def test_each_doubt_is_said_alone(tmp_path: Path, asked: dict[str, Any], sentence: str) -> None:
    assert [each for each in raised(tmp_path, **asked) if not each.startswith(sentence)] == []
    assert raised(tmp_path, **asked)


def test_a_null_that_does_the_same_is_named_once(tmp_path: Path) -> None:
    found = raised(tmp_path, in_null=1.0)
    assert len(found) == 1
    assert found[0].startswith("A null model may do the same to place of Rowan Tesk: nobody moves anybody")
    assert NULL in found[0]
    assert "The same is true of 3 other changes." in found[0]


def test_what_holds_leaves_out_what_does_not(tmp_path: Path) -> None:
    raised(tmp_path, seeds=30, failed=3, in_null=1.0)
    well = plain(checks_of(read_study(tmp_path / "study")).well)
    assert not re.search("seeds|failed|null", well)


def test_exploratory_outcomes_are_looked_at_too(tmp_path: Path) -> None:
    found = "\n".join(everything(tmp_path, in_null=1.0))
    assert "the change in how often Rowan Tesk is on the list (exploratory) may be the same as in the model" in found
    assert "In 4 of 4 comparisons" in found


def test_an_experiment_without_nulls_says_that_it_has_none(tmp_path: Path) -> None:
    raised(tmp_path, nulls=())
    assert "names no null model" in plain(checks_of(read_study(tmp_path / "study")).well)

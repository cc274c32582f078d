"""What changes do by now: the runs that are there, paired by seed, and the same numbers as in the end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from committee.errors import UsageRefused
from tests.viz.export.report.studies import Invented, begin, build
from viz import filling
from viz.export.report.study import read_study

ASKED = Invented(seeds=40, nulls=())


def test_half_of_the_seeds_give_half_of_the_pairs(tmp_path: Path) -> None:
    changes = filling.changes_by_now(begin(tmp_path / "half", ASKED))
    assert [change.seeds for change in changes] == [20] * 4
    assert changes[0].label == "an associate director argues strongly for Rowan Tesk"
    assert changes[0].words.endswith(" places higher")


def test_from_all_runs_it_makes_what_the_effects_will_say(tmp_path: Path) -> None:
    study = read_study(build(tmp_path / "whole", ASKED))
    made = filling.effects_of(study)
    assert [each.point for each in made] == [each.point for each in study.changes]
    for now, then in zip(made, study.changes, strict=True):
        assert now.effect == pytest.approx(then.effect)
        assert now.n == then.n
        assert (now.low, now.high) == pytest.approx((then.low, then.high), abs=0.1)


def test_a_sampled_combination_counts_a_seed_once_all_of_its_samples_are_there(tmp_path: Path) -> None:
    study = read_study(begin(tmp_path / "half", ASKED))
    sampled = replace(study, combinations={1: 1, 2: 2, 3: 2, 4: 3, 5: 3})
    second, third = filling.effects_of(sampled)
    assert (second.point, third.point) == (2, 4)
    values = [study.values[point, "", study.primary] for point in (1, 2, 3)]
    wanted = sum((values[1][k] + values[2][k]) / 2 - values[0][k] for k in values[0]) / len(values[0])
    assert second.effect == pytest.approx(wanted)


def test_what_is_pooled_over_seeds_waits_for_the_end(tmp_path: Path) -> None:
    study = read_study(begin(tmp_path / "half", ASKED))
    pooled = study.runs.append_column(f"{study.primary}#part", study.runs["minutes"])
    assert filling.effects_of(replace(study, runs=pooled)) == []


def test_a_folder_without_runs_is_refused(tmp_path: Path) -> None:
    folder = begin(tmp_path / "empty", ASKED)
    (folder / "runs" / "000001.arrow").unlink()
    with pytest.raises(UsageRefused, match="no run is finished yet"):
        filling.changes_by_now(folder)

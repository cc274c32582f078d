"""What a folder says that it is about, and what tells one experiment from another."""

from __future__ import annotations

import json
from pathlib import Path

from committee.archive.changes import first_change
from committee.experiments.running.manifest import token_of, wanted_by
from committee.experiments.whatifs.address import digest_of
from committee.machine.rules import rules_digest
from committee.scenario.loading import load_scenario
from tests.committee.experiments.tried import small, with_seeds


def test_it_says_all_that_the_results_depend_on_and_no_place(tmp_path: Path) -> None:
    experiment = small(tmp_path)
    manifest = dict(wanted_by(experiment).manifest)
    assert manifest["rules"] == rules_digest()
    assert manifest["scenario"]["meeting"]["row_seconds"] == 30
    assert manifest["experiment"]["scenario"] == "small"
    assert manifest["experiment"]["scenario_sha256"] == digest_of(load_scenario(tmp_path / "small.toml"))
    assert manifest["stopping"] == {"rule": "seeds", "width": None, "looks": []}
    assert str(tmp_path) not in json.dumps(manifest)


def test_a_file_that_it_reads_makes_it_another_experiment(tmp_path: Path) -> None:
    experiment = small(tmp_path)
    before = wanted_by(experiment)
    (tmp_path / "small.toml").write_text((tmp_path / "small.toml").read_text() + "\n# another word\n")
    after = wanted_by(experiment)
    assert token_of(before) != token_of(after)
    assert first_change(before.manifest, after.manifest).startswith("inputs was ")


def test_more_seeds_are_no_other_experiment(tmp_path: Path) -> None:
    experiment = small(tmp_path)
    more = wanted_by(with_seeds(experiment, 9))
    assert first_change(wanted_by(experiment).manifest, more.manifest) == ""
    assert more.manifest["experiment"]["seeds"] == "1:9"
    assert first_change(wanted_by(experiment, 0.5).manifest, more.manifest).startswith("stopping.rule was ")


def test_points_are_drawn_only_if_somebody_asks(tmp_path: Path) -> None:
    text = wanted_by(small(tmp_path)).design()
    assert text.splitlines() == ["design_point,combination,sample,meeting.row_seconds", "1,1,0,30", "2,2,0,45"]

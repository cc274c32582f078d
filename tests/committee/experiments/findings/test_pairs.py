"""Which pairs of meetings are worth watching, and that they are the meetings of the results."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from committee.archive.results import read_results
from committee.experiments.design.designs import points_of
from committee.experiments.design.experiment import Experiment
from committee.experiments.design.outcomes import outcome_named
from committee.experiments.findings.pairs import _chosen, _size, _ties, reason, write_pairs
from committee.experiments.whatifs.address_reading import parsed
from committee.experiments.whatifs.reopening import remade_of
from committee.recording import open_recording
from tests.committee.experiments.tried import held_in, small

SIDES = ("base", "changed")


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Experiment:
    return small(tmp_path_factory.mktemp("tried"), seeds="1:6", nulls="[]")


@pytest.fixture(scope="module")
def written(tried: Experiment, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The folder of the experiment, and what is said of its pairs."""
    out = tmp_path_factory.mktemp("written") / "out"
    held_in(out, tried)
    write_pairs(out, read_results(out), tried, points_of(tried))
    return out, json.loads((out / "pairs.json").read_text())


def test_a_pair_is_recorded_as_the_results_say(tried: Experiment, written: tuple[Path, dict[str, Any]]) -> None:
    out, said = written
    rows = {(row["design_point"], row["replicate"]): row for row in read_results(out).to_pylist()}
    pairs = {name: pair for name, pair in said.items() if "seed" in pair}
    assert set(pairs) == {"typical"}
    for name, pair in pairs.items():
        recordings = [open_recording(out / "pairs" / f"{name}-{side}.jsonl.gz") for side in SIDES]
        keys = ((1, pair["replicate"]), (pair["design_point"], pair["replicate"]))
        base, changed = (rows[key]["place.img_a"] for key in keys)
        assert (pair["base_value"], pair["changed_value"]) == (base, changed)
        assert pair["difference"] == changed - base
        assert [recording.header.seed for recording in recordings] == [pair["seed"]] * 2
        assert pair["row"] == "img_a"
        for recording, key in zip(recordings, keys, strict=True):
            assert recording.complete
            assert recording.header.scenario["meeting"]["row_seconds"] == rows[key]["meeting.row_seconds"]
    assert 1 <= said["typical"]["ties"] <= said["typical"]["of"] == 6
    assert said["surprising"].keys() == {"reason"}


def test_its_addresses_lead_to_the_same_meetings(tried: Experiment, written: tuple[Path, dict[str, Any]]) -> None:
    out, said = written
    for side in SIDES:
        recording = open_recording(out / "pairs" / f"typical-{side}.jsonl.gz")
        address = parsed(said["typical"][side])
        meeting = remade_of(address, tried.scenario).meeting().run()
        assert meeting.listed == recording.listed.ids if recording.listed else False
        assert address.row == "img_a"


def differences(*values: float) -> Any:
    """Places x one outcome."""
    return np.array(values, float).reshape(-1, 1)


@pytest.mark.parametrize(
    ("values", "chosen"),
    [
        ((1.0, 2.0, 9.0), {"typical": 1}),
        ((1.0, 2.0, 9.0, -3.0, -1.0), {"typical": 0, "surprising": 3}),
        ((8.0, 8.0, 9.0, -3.0, -1.0), {"typical": 0}),
        ((8.0, 8.0, 9.0, -4.0, -1.0), {"typical": 0, "surprising": 3}),
        ((0.0, 0.0, 0.0, 3.0, -0.5), {"typical": 0}),
        ((0.0, 0.0, 0.0, 3.0, -1.0), {"typical": 0, "surprising": 4}),
        ((-1.0, -2.0, 4.0, -9.0), {"typical": 0, "surprising": 2}),
        ((0.0, 0.0, 1.0), {"typical": 0}),
        ((float("nan"), 3.0, 1.0, 2.0), {"typical": 3}),
    ],
)
def test_the_typical_is_nearest_the_median_and_the_surprising_goes_the_other_way(
    values: tuple[float, ...], chosen: dict[str, int]
) -> None:
    assert _chosen(differences(*values), "places") == chosen


def test_half_a_place_is_no_surprise_and_half_a_stance_is() -> None:
    found = differences(0.75, 0.75, 0.75, -0.5)
    assert set(_chosen(found, "places")) == {"typical"}
    assert set(_chosen(found, "stance, -1 to 1")) == {"typical", "surprising"}


@pytest.mark.parametrize(
    ("outcome", "values", "said"),
    [
        ("place.img_a", (9.0, 8.0, -1.0, -0.5), "In 2 of 4 meetings the applicant rose, by at most one place."),
        ("place.img_a", (-9.0, -8.0, 2.5), "In 1 of 3 meetings the applicant fell, by at most 2.5 places."),
        ("place.img_a", (-9.0, 0.0, float("nan")), "In none of the 2 meetings did the applicant fall."),
        ("call.img_a", (0.3, -0.01), "In 1 of 2 meetings the difference goes the other way, by at most 0.01 "
         "(call, -2 to 1)."),
        ("minutes", (0.3, 1.0), "In none of the 2 meetings does the difference go the other way."),
        ("minutes", (-1.0, 1.0), "The mean difference is 0, so no meeting goes the other way."),
    ],
)  # fmt: skip
def test_without_a_surprising_pair_there_is_a_reason(outcome: str, values: tuple[float, ...], said: str) -> None:
    assert reason(np.array(values), outcome_named(outcome)) == said


def test_ties_are_those_that_are_as_near_the_median() -> None:
    assert _ties(np.array([1.0, 3.0, 3.0, 3.0, 9.0, float("nan")])) == 3
    assert _ties(np.array([1.0, 3.0])) == 2


def test_among_equals_the_other_outcomes_decide() -> None:
    both = np.array([[0.0, 9.0], [0.0, 1.0], [0.0, 2.0], [1.0, 2.0]])
    assert _chosen(both, "places")["typical"] == 2


@pytest.mark.filterwarnings("error")
def test_an_outcome_without_a_value_in_any_meeting_decides_nothing() -> None:
    plain = np.array([[0.0, 9.0], [0.0, 1.0], [0.0, 2.0], [1.0, 2.0]])
    pooled = np.column_stack([plain[:, 0], np.full(4, np.nan), plain[:, 1]])
    assert _chosen(pooled, "places") == _chosen(plain, "places")


def test_a_point_at_which_no_meeting_differs_has_no_pair(tried: Experiment, tmp_path: Path) -> None:
    assert _size(differences(0.0, 0.0)) == 0.0
    assert _size(differences(-1.0, 1.0)) > 0.0
    out = tmp_path / "out"
    held_in(out, small(tmp_path, seeds="1:2", nulls="[]"))
    assert write_pairs(out, read_results(out), tried, points_of(tried)) == {}
    assert not (out / "pairs.json").exists()
    assert not (out / "pairs").exists()

"""Every row of results leads to its meeting."""

from __future__ import annotations

from pathlib import Path

import pytest

import committee
from committee.experiments.design.loading import load_experiment
from committee.experiments.whatifs.address_reading import parsed
from committee.experiments.whatifs.reopening import remade_of
from committee.measures.places import place
from tests.committee.experiments.tried import EXPERIMENT, held_in, written

NULLS = '["switches.memory=false", "private_average"]'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("held")
    text = EXPERIMENT.replace('"meeting.row_seconds" = [30, 45]', '"rows.img_a.step1" = ["fail", "pass"]')
    held_in(made / "out", load_experiment(written(made, seeds="3:4", nulls=NULLS, text=text)))
    return made


def test_each_address_makes_the_meeting_of_its_row(folder: Path) -> None:
    frame = committee.results(folder / "out", addresses=True)
    assert list(frame.columns)[-1] == "address"
    assert len(frame) == 2 * 2 * 3
    for run in frame[frame["null"] != "private_average"].to_dict("records"):
        address = parsed(run["address"])
        assert (address.row, address.seed) == ("img_a", run["seed"])
        meeting = remade_of(address, folder / "small.toml").meeting().run()
        at = place(meeting.position.get("img_a"), len(meeting.position), len(meeting.held))
        assert (at, float(len(meeting.position))) == (run["place.img_a"], run["ranked"])
        assert meeting.loaded_scenario.switches.memory is not (run["null"] == "switches.memory=false")


def test_a_null_that_counts_in_another_way_leads_to_the_same_meeting(folder: Path) -> None:
    frame = committee.results(folder / "out", addresses=True)
    counted = frame[frame["null"] == "private_average"]["address"].tolist()
    assert counted == frame[frame["null"] == ""]["address"].tolist()


def test_nobody_pays_for_addresses_that_are_not_asked_for(folder: Path) -> None:
    assert "address" not in committee.results(folder / "out").columns

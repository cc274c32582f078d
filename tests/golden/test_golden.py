"""Twelve rows of every shipped scenario, as minutes that people read and as a digest that machines compare.

The minutes are the review of a change of the model: `make golden` makes them anew, and the difference is read
before it is committed. The digests are the same on every Python.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from committee.convene import convene
from committee.machine import shipped
from committee.recording import Recorder, open_recording, transcript
from committee.scenario.loading import load_scenario

HERE = Path(__file__).resolve().parent
DIGESTS = HERE / "digests.json"
TWELVE = {"pool.us_md": 3, "pool.us_do": 2, "pool.us_img": 2, "pool.non_us_img": 5}
INVITING = "invite_meeting"
SETTINGS = {INVITING: ("baseline", {"meeting.verdicts": '"invite"'})}
"""Meetings that no shipped scenario is: by name, the scenario that each comes from and its settings."""

NAMES = (*shipped.meetings(), *SETTINGS)
REWRITE = os.environ.get("GOLDEN") == "rewrite"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A recording of twelve rows of a meeting of :data:`NAMES`, seed 1, held once."""
    folder = tmp_path_factory.mktemp("golden")

    @cache
    def recording_of(name: str) -> Path:
        path = folder / f"{name}-1.jsonl"
        with Recorder(path) as recorder:
            scenario, settings = SETTINGS.get(name, (name, {}))
            convene(load_scenario(scenario, {**TWELVE, **settings}), 1, listeners=[recorder]).run()
        return path

    return recording_of


def known_digests() -> dict[str, str]:
    return dict(json.loads(DIGESTS.read_text())) if DIGESTS.exists() else {}


@pytest.mark.parametrize("name", NAMES)
def test_the_minutes_read_as_they_did(held: Callable[[str], Path], name: str) -> None:
    said = transcript.as_text(open_recording(held(name)))
    golden = HERE / f"{name}.txt"
    if REWRITE:
        golden.write_text(said)
    assert golden.exists(), "make golden"
    assert said.splitlines() == golden.read_text().splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_the_recording_is_the_same_to_the_byte(held: Callable[[str], Path], name: str) -> None:
    digest = open_recording(held(name)).digest
    if REWRITE:
        DIGESTS.write_text(json.dumps({**known_digests(), name: digest}, indent=1, sort_keys=True) + "\n")
    assert digest == known_digests().get(name), "the recording changed: read the minutes, then make golden"


def test_no_golden_file_outlives_its_scenario() -> None:
    kept = {path.stem for path in HERE.glob("*.txt")}
    assert kept <= set(NAMES)
    assert set(known_digests()) <= set(NAMES)

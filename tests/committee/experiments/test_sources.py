"""A command takes a recording or a scenario, and says what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from committee.errors import UsageRefused
from committee.experiments.remade import from_scenario, recorded
from committee.experiments.sources import remade_from
from tests.scripted import SMALL


def test_a_scenario_takes_a_seed() -> None:
    assert remade_from("two_imgs").seed == 1
    assert remade_from("two_imgs", 7).seed == 7


def test_a_recording_brings_its_seed(tmp_path: Path) -> None:
    file = tmp_path / "meeting.jsonl"
    file.write_bytes(recorded(from_scenario("baseline", 5, settings=SMALL)))
    assert remade_from(str(file)).seed == 5
    with pytest.raises(UsageRefused, match="a recording has its seed"):
        remade_from(str(file), 5)


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(UsageRefused, match=r"no such file, and no scenario has this name .did you mean .two_imgs"):
        remade_from("two_img")

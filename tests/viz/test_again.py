"""A recorded meeting held again with one thing changed, in a child process."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from committee.errors import UsageRefused
from committee.recording import open_recording
from viz.again import Again, Agains, Change
from viz.children import Runs

CHILD = [sys.executable, str(Path(__file__).with_name("invented_run.py"))]


@pytest.fixture
def recording(tmp_path: Path, made_up: Callable[..., str]) -> Path:
    path = tmp_path / "meeting-1.jsonl"
    path.write_text(made_up(rows=3), encoding="utf-8")
    return path


def wait_for(again: Again, seconds: float = 30.0) -> Again:
    end = time.monotonic() + seconds
    while not again.over:
        assert time.monotonic() < end, "the child never ended"
        time.sleep(0.02)
    return again


def test_the_changed_meeting_is_kept_under_a_name_that_tells_the_change(tmp_path: Path, recording: Path) -> None:
    change = Change(row="r1", cells={"advocate": "apd:strong"}, settings={"switches.memory": "false"})
    again = Agains(Runs(tmp_path), command=CHILD).start(recording, change)
    seen = []
    while not again.over:
        seen.append(again.so_far())
        time.sleep(0.001)
    counted = [(each.meeting, each.share) for each in seen]
    assert counted == sorted(counted), "it never goes back, even when the child prints its answer"
    assert set(counted) <= {(0, 0.0), (1, 2 / 12), (2, 6 / 12), (3, 10 / 12)}
    kept = again.kept()
    assert kept == again.kept() == tmp_path / "meeting-1-r1-advocate-apd-strong-memory-false.jsonl"
    assert json.loads(kept.read_text().partition("\n")[0])["changes"] == {"cells": {"r1": {"advocate": "apd:strong"}}}
    assert recording.read_text().count('"changes"') == 0
    same = wait_for(Agains(Runs(tmp_path), command=CHILD).start(recording, change))
    assert same.kept() == kept, "the very same meeting is not kept twice"


def test_what_the_child_refuses_is_passed_on_and_nothing_is_kept(tmp_path: Path, recording: Path) -> None:
    again = wait_for(Agains(Runs(tmp_path), command=CHILD).start(recording, Change(row="r1", cells={"yog": "3000"})))
    assert again.problem == 'row r1, column yog: "3000" is not allowed.'
    assert again.kept() is None
    assert list(tmp_path.iterdir()) == [recording]


def test_every_word_reaches_the_child_as_one_and_none_as_an_option_of_its_own() -> None:
    change = Change(
        row="--out", cells={"note": "--force"}, settings={"switches.clock": "false"}, without=("chief_1", "--json")
    )
    assert change.words == [
        "--row=--out",
        "--set=note=--force",
        "--set=switches.clock=false",
        "--without=chief_1",
        "--without=--json",
    ]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Change(row="r1"), "nothing is changed yet"),
        (Change(row="r1", settings={"memory": "false"}), "section.key = value"),
        (Change(row="r1", settings={"--out.x": "false"}), "section.key = value"),
    ],
)
def test_what_cannot_be_asked_never_starts_a_child(tmp_path: Path, recording: Path, change: Change, why: str) -> None:
    with pytest.raises(UsageRefused, match=why):
        Agains(Runs(tmp_path), command=["/nowhere"]).start(recording, change)


def test_only_so_many_are_held_at_once_and_stopping_ends_them(tmp_path: Path, recording: Path) -> None:
    agains = Agains(Runs(tmp_path), command=[sys.executable, "-c", "import time; time.sleep(60)"])
    started = [agains.start(recording, Change(row="r1", without=("chief_1",))) for _ in range(2)]
    with pytest.raises(UsageRefused, match="at once"):
        agains.start(recording, Change(row="r1", without=("chief_1",)))
    agains.stop()
    assert all(again.over for again in started)


@pytest.mark.soak
def test_a_real_meeting_is_held_again_with_one_cell_changed(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    run = runs.start(
        "two_imgs", "1", {"pool.us_md": "2", "pool.us_do": "1", "pool.us_img": "1", "pool.non_us_img": "4"}
    )
    while not run.over:
        time.sleep(0.05)
    again = wait_for(Agains(runs).start(run.path, Change(row="img_b", cells={"advocate": ""})), seconds=120)
    assert again.problem == ""
    kept = again.kept()
    assert kept is not None
    changed, before = open_recording(kept), open_recording(run.path)
    assert changed.complete
    assert changed.header.changes == {"cells": {"img_b": {"advocate": ""}}}
    assert changed.header.scenario == before.header.scenario

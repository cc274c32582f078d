"""How far a what-if has come."""

from __future__ import annotations

from pathlib import Path

from committee.experiments.whatifs.progress import SoFar
from committee.experiments.whatifs.remade import from_scenario, recorded
from committee.experiments.whatifs.whatif import asked
from tests.scripted import SMALL


def test_of_a_recording_three_meetings_are_told_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "small.jsonl"
    path.write_bytes(recorded(from_scenario("two_imgs", 1, settings=SMALL)))
    told: list[SoFar] = []
    asked(path, row="img_b", sets={"visa": "j1"}, tell=told.append).held(told.append)
    of = told[0].of
    assert [(each.meeting, each.rows) for each in told] == [(k, row) for k in (1, 2, 3) for row in range(1, of + 1)]
    assert {(each.meetings, each.of) for each in told} == {(3, of)}

"""Where the stage draws members: worked out once a file, and nobody's trouble where it cannot be."""

from __future__ import annotations

import json
from pathlib import Path

from committee.recording import Recorder
from tests.builders import MEMBERS, a_header, a_meetings_events
from viz.network import layout_text


def recorded(path: Path, trust: dict[str, dict[str, float]]) -> Path:
    with Recorder(path, force=True) as recorder:
        for event in (a_header(3, trust=trust), *a_meetings_events(3)[1:]):
            recorder.told(event)
    return path


def test_the_places_are_those_of_the_members(tmp_path: Path) -> None:
    trust = {a.id: {b.id: 0.5 for b in MEMBERS if b is not a} for a in MEMBERS}
    places = json.loads(layout_text(recorded(tmp_path / "a.jsonl", trust)))
    assert set(places) == {member.id for member in MEMBERS}
    assert all(-1 <= value <= 1 for spot in places.values() for value in spot)


def test_a_file_written_anew_is_looked_at_anew(tmp_path: Path) -> None:
    path = recorded(tmp_path / "a.jsonl", {"pd": {"apd_1": 0.9}})
    before = layout_text(path)
    recorded(path, {})
    assert before != "{}"
    assert layout_text(path) == "{}"


def test_what_cannot_be_read_has_no_places(tmp_path: Path) -> None:
    (tmp_path / "foreign.jsonl").write_text("{}\n", encoding="utf-8")
    assert layout_text(tmp_path / "foreign.jsonl") == "{}"
    assert layout_text(tmp_path / "missing.jsonl") == "{}"

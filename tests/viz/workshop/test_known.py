"""What the recordings of a session say of the rows that people vote on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from committee.errors import UsageRefused
from tests.viz.made_up import recording
from tests.viz.workshop.held import session_text
from viz.workshop.known import Known, read_known
from viz.workshop.session import load_session


def known(folder: Path, *rows: str, pivots: object = None) -> Known:
    for name, seed in (("main", 1), ("ghostless", 2)):
        (folder / f"{name}.jsonl").write_text(recording(rows=3, seed=seed), encoding="utf-8")
    (folder / "mine.toml").write_text(session_text(rows), encoding="utf-8")
    (folder / "pivots.json").write_text(json.dumps(pivots), encoding="utf-8")
    session = load_session(folder / "mine.toml")
    twins = {"main": folder / "ghostless.jsonl"}
    asked = {("main", "r001"): folder / "pivots.json"} if pivots else {}
    return read_known(session, {"main": folder / "main.jsonl"}, twins=twins, pivots=asked)


def test_a_round_has_its_verdicts_its_times_and_the_points_that_were_heard(tmp_path: Path) -> None:
    told = known(tmp_path, "r001").told["main:r001"]
    rows = [json.loads(line) for line in (tmp_path / "main.jsonl").read_text().splitlines()]
    closed = next(row for row in rows if row["event"] == "row_closed" and row["id"] == "r001")
    said = [row for row in rows if row["event"] == "uttered" and row["row"] == 1]
    assert (told.number, told.verdict) == (1, closed["tier"])
    assert told.null in {"top", "mid", "low", "dnr"}
    assert (told.read_s, told.call_s, told.end_s) == (said[0]["end_s"], said[-1]["start_s"], said[-1]["end_s"])
    assert {point for point, _ in told.points} <= {one["point"] for one in said}
    words = [text for _, text in told.points]
    assert len(words) == len(set(words)) > 0
    assert all(text[0].isupper() for text in words)


def test_a_row_that_the_meeting_does_not_have_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageRefused, match='"r009" is not allowed; the recording main has no such row'):
        known(tmp_path, "r009")

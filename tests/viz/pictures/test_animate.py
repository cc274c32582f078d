"""The moving picture: which lines it shows, that it is made from a recording, that the one kept can be sent."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from committee.recording import RecordedRow, read_recording
from tests.viz.apart import apart
from viz.pictures import animate

KEPT = Path(animate.__file__).with_name("row.webp")


@pytest.fixture(scope="session")
def text(made_up: Callable[..., str]) -> str:
    return made_up(rows=12)


def rows(text: str) -> tuple[RecordedRow, ...]:
    return read_recording(io.BytesIO(text.encode()), "made up").rows


def paid(text: str) -> RecordedRow:
    """The first row in which somebody staked."""
    money = (event for event in map(json.loads, text.splitlines()) if event["event"] == "capital")
    number = next(event["row"] for event in money if event["why"] == "spent")
    return rows(text)[number - 1]


def test_it_shows_the_call_the_line_that_was_paid_for_and_time_to_read(text: str) -> None:
    for row in rows(text):
        shown = animate.stops(row)
        assert len(shown) <= animate.STOPS
        assert [stop.start_s for stop in shown] == sorted(stop.start_s for stop in shown)
        assert shown[-1].start_s == row.utterances[-1].start_s
        assert sum(stop.shown_ms for stop in shown) == pytest.approx(1000 * animate.SECONDS, abs=5)
        assert all(stop.shown_ms > animate.MOVES_MS for stop in shown)
    row = paid(text)
    staked = next(line for line in row.utterances if line.act == "advocate")
    assert staked.start_s in [stop.start_s for stop in animate.stops(row)]


def test_it_is_made_from_a_recording(
    text: str, tmp_path: Path, monkeypatch: Any, browser_type_launch_args: Any
) -> None:
    if browser_type_launch_args["executable_path"] is None:
        pytest.skip("no Chromium is installed (apt-get install chromium)")
    monkeypatch.setattr(animate, "STEP_MS", 360)
    monkeypatch.setattr(animate, "HOLD_MS", 4000)
    monkeypatch.setattr(animate, "STOPS", 3)
    monkeypatch.setattr(animate, "SIZE", {"width": 960, "height": 640})
    (tmp_path / "meeting.jsonl").write_text(text, encoding="utf-8")
    row = paid(text).opened.id
    made = apart(lambda: animate.animate(tmp_path / "meeting.jsonl", row, tmp_path / "row.webp"))
    with Image.open(made) as picture:
        assert 2 * animate.STOPS < picture.n_frames <= 3 * animate.STOPS
        assert picture.info["loop"] == 0


def test_the_one_kept_is_small_short_and_steady() -> None:
    assert KEPT.stat().st_size < 1_000_000
    with Image.open(KEPT) as picture:
        assert picture.width >= 900
        lengths = []
        for k in range(picture.n_frames):
            picture.seek(k)
            picture.load()
            lengths.append(picture.info["duration"])
    assert 8_000 <= sum(lengths) <= 12_500
    assert len(lengths) > 40

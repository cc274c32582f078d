"""Recordings of version 1, in which a stake of the review was an event of its own, filed with the last row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from committee.errors import RecordingRefused
from committee.measures.promise import promise_found
from committee.recording import Recording, open_recording
from committee.recording.transcript import as_text
from committee.terms import Purse
from tests.builders import a_meetings_events, heard, recorded
from tests.olden import as_version_1

NEW = recorded(a_meetings_events(3)).decode()
OLD = as_version_1(NEW)


def _opened(text: str, folder: Path) -> Recording:
    (folder / "old.jsonl").write_text(text, encoding="utf-8")
    return open_recording(folder / "old.jsonl")


def _changed(change: Callable[[dict[str, Any]], Any]) -> str:
    """The old recording without its footer, each line changed in place; None leaves a line out."""
    lines = [json.loads(line) for line in OLD.splitlines()[:-1]]
    return "".join(json.dumps(line) + "\n" for line in lines if change(line) is not False)


def test_an_old_recording_reads_as_the_new_one_of_the_same_meeting(tmp_path: Path) -> None:
    old, new = _opened(OLD, tmp_path), heard(a_meetings_events(3))
    assert old.complete
    assert (old.header, old.rows, old.reviewed, old.listed) == (new.header, new.rows, new.reviewed, new.listed)
    assert old.digest == hashlib.sha256(OLD[: OLD.rindex("{")].encode()).hexdigest()


def test_an_old_recording_that_stops_between_a_stake_and_its_move_ends_before_the_stake(tmp_path: Path) -> None:
    cut = _opened(OLD[: OLD.index('{"by"')], tmp_path)
    assert not cut.complete
    assert cut.reviewed == ()
    assert [len(row.capital) for row in cut.rows] == [2, 2, 2]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda e: e["event"] != "reviewed", "line 36, event"),
        (lambda e: e["event"] != "capital" or e["ask"] is not None, "the stake that paid for it must come before it"),
        (lambda e: e.update(by="pd") if e["event"] == "reviewed" else None, "the move that apd_1 bought"),
        (lambda e: e.update(amount="1") if e.get("ask", 0) is None else None, "line 35, amount"),
        (lambda e: e.update(amount=-1) if e.get("ask", 0) is None else None, "line 35, amount"),
    ],
)
def test_a_stake_and_its_move_come_together_or_are_refused(
    change: Callable[[dict[str, Any]], Any], said: str, tmp_path: Path
) -> None:
    with pytest.raises(RecordingRefused, match=said):
        _opened(_changed(change), tmp_path)


# ---------------------------------------------------------------- one that version 0.1.0 wrote

WRITTEN_BY_0_1_0 = Path(__file__).parent / "version_1.jsonl.gz"


def test_what_the_first_version_wrote_still_reads_and_counts() -> None:
    kept = open_recording(WRITTEN_BY_0_1_0)
    assert kept.complete
    assert (kept.header.rows, len(kept.rows), len(kept.reviewed)) == (7, 7, 1)
    assert kept.header.scenario["program"]["seats"] > 0
    assert "programme" not in kept.header.scenario
    assert promise_found(kept) is not None
    assert not any(event.why is Purse.SPENT and event.row == 7 for event in kept.rows[-1].capital)
    said = as_text(kept)
    assert "two_imgs" not in said
    assert "moves" in said.partition("REVIEW")[2]

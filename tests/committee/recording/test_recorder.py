"""What a recorder leaves in a file, whole or not."""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace

from committee.errors import BrokenPromise, UsageRefused
from committee.events import RowClosed
from committee.recording import Heard, Recorder, open_recording
from committee.recording.recording import Recording
from tests.builders import PlainWords, a_header, a_meetings_events, a_rows_events, an_utterance, heard, recorded


def _kept(path: Path, rows: int = 3, **how: bool) -> None:
    with Recorder(path, words=PlainWords(), **how) as recorder:
        for event in a_meetings_events(rows):
            recorder.told(event)


def _same_apart_from_digest(recording: Recording, other: Recording) -> bool:
    names = ("header", "rows", "reviewed", "listed", "complete")
    return all(getattr(recording, name) == getattr(other, name) for name in names)


def test_what_was_told_is_what_reads_back(tmp_path: Path) -> None:
    _kept(tmp_path / "kept.jsonl")
    assert _same_apart_from_digest(open_recording(tmp_path / "kept.jsonl"), heard(a_meetings_events()))


def test_lines_are_sorted_compact_and_vouched_for() -> None:
    kept = recorded(a_meetings_events())
    *lines, footer = kept.decode().splitlines(keepends=True)
    for line in lines:
        parsed = json.loads(line)
        assert line == json.dumps(parsed, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
    assert json.loads(footer) == {
        "event": "footer",
        "events": len(a_meetings_events()),
        "sha256": hashlib.sha256("".join(lines).encode()).hexdigest(),
    }


def test_the_same_meeting_gives_the_same_bytes(tmp_path: Path) -> None:
    assert recorded(a_meetings_events()) == recorded(a_meetings_events())
    for name in ("one.jsonl.gz", "two.jsonl.gz"):
        _kept(tmp_path / name)
    first, second = ((tmp_path / name).read_bytes() for name in ("one.jsonl.gz", "two.jsonl.gz"))
    assert first == second
    assert gzip.decompress(first) == recorded(a_meetings_events())


def test_the_english_phrases_are_the_default_and_announce_in_eighteen_words(tmp_path: Path) -> None:
    with Recorder(tmp_path / "kept.jsonl") as recorder:
        for event in a_meetings_events(12):
            recorder.told(event)
    rows = open_recording(tmp_path / "kept.jsonl").rows
    assert all(utterance.text.strip() for row in rows for utterance in row.utterances)
    assert all(len(row.utterances[0].text.split()) <= 18 for row in rows)


def test_the_call_is_worded_with_its_tier_and_the_concern_with_its_detail() -> None:
    row = heard(a_meetings_events()).rows[0]
    assert [utterance.text for utterance in row.utterances] == [
        "announce | Row 1 | Applicant 1 | DO | Step 1 fail | CK 245 | 2016 | H-1B",
        "concern | 1",
        "recall | 1 | the resident whose visa came in September",
        "advocate | strong | Dr. Aldane",
        "call | mid",
    ]


def test_a_file_is_not_written_over_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "kept.jsonl"
    path.write_text("precious")
    with pytest.raises(UsageRefused, match="exists already"):
        _kept(path)
    assert path.read_text() == "precious"
    _kept(path, force=True)
    assert open_recording(path).complete


def test_a_folder_or_a_missing_folder_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageRefused, match="is a folder"):
        Recorder(tmp_path)
    with pytest.raises(UsageRefused, match="cannot be written"):
        _kept(tmp_path / "nowhere" / "kept.jsonl")


def test_at_every_event_what_is_on_disk_reads_and_holds_whole_rows(tmp_path: Path) -> None:
    path = tmp_path / "kept.jsonl"
    recorder = Recorder(path, words=PlainWords())
    opened = 0
    for event in a_meetings_events(4):
        recorder.told(event)
        opened += event.event == "row_opened"
        on_disk = open_recording(path)
        assert not on_disk.complete
        assert len(on_disk.rows) in (opened, opened - 1)
        assert all(row.closed and row.capital for row in on_disk.rows)
    recorder.close()
    recorder.close()
    assert open_recording(path).complete


def test_the_header_is_one_write_and_each_row_another() -> None:
    chunks: list[bytes] = []

    class Chunks(BytesIO):
        def write(self, chunk: bytes) -> int:  # type: ignore[override]
            chunks.append(chunk)
            return len(chunk)

    with Recorder(Chunks(), words=PlainWords()) as recorder:
        for event in a_meetings_events(2):
            recorder.told(event)
    first_events = [[json.loads(line)["event"] for line in chunk.splitlines()] for chunk in chunks]
    assert first_events[0] == ["header"]
    assert [events[0] for events in first_events[1:3]] == ["row_opened", "row_opened"]
    assert [events[-1] for events in first_events[1:3]] == ["capital", "capital"]
    assert first_events[3:] == [["reviewed"], ["listed"], ["footer"]]


def test_a_meeting_that_raises_leaves_an_incomplete_file_and_no_gzip(tmp_path: Path) -> None:
    def interrupted(path: Path) -> None:
        with Recorder(path, words=PlainWords()) as recorder:
            for event in (a_header(), *a_rows_events(1), *a_rows_events(2), *a_rows_events(3)[:4]):
                recorder.told(event)
            raise ZeroDivisionError

    for name in ("cut.jsonl", "cut.jsonl.gz"):
        with pytest.raises(ZeroDivisionError):
            interrupted(tmp_path / name)
    assert not open_recording(tmp_path / "cut.jsonl").complete
    assert [row.opened.id for row in open_recording(tmp_path / "cut.jsonl").rows] == ["r1", "r2"]
    assert not (tmp_path / "cut.jsonl.gz").exists()


@pytest.mark.parametrize(("skipped", "events_told"), [(0, 99), (0, 1), (1, None)])
def test_a_recorder_that_missed_something_says_so(skipped: int, events_told: int | None) -> None:
    recorder = Recorder(BytesIO(), words=PlainWords())
    events = a_meetings_events(1)
    for event in events[: len(events) - skipped]:
        recorder.told(event)
    with pytest.raises(BrokenPromise):
        recorder.close(events_told)


def test_a_recorder_that_was_never_attached_says_so() -> None:
    with pytest.raises(BrokenPromise):
        Recorder(BytesIO(), words=PlainWords()).close()


def test_a_row_left_open_is_not_passed_over_in_silence() -> None:
    recorder = Recorder(BytesIO(), words=PlainWords())
    events = [event for event in a_meetings_events(1) if event.event != "row_closed"]
    for event in events:
        recorder.told(event)
    with pytest.raises(BrokenPromise, match="kept"):
        recorder.close()


def test_a_number_that_is_not_finite_cannot_be_kept() -> None:
    recorder = Recorder(BytesIO(), words=PlainWords())
    recorder.told(a_header())
    for event in a_rows_events(1):
        recorder.told(event)
    recorder.told(a_rows_events(2)[0])
    recorder.told(an_utterance(1, "pd", "call", row=2, bids={"pd": math.inf}))  # type: ignore[arg-type]
    for event in a_rows_events(2)[-2:]:
        recorder.told(event)
    with pytest.raises(BrokenPromise, match="not finite"):
        recorder.told(a_rows_events(3)[0])


def test_what_a_call_would_have_been_unpaid_must_be_finite_too() -> None:
    recorder = Recorder(BytesIO(), words=PlainWords())
    recorder.told(a_header())
    for event in a_rows_events(1):
        recorder.told(replace(event, unpaid=math.nan) if isinstance(event, RowClosed) else event)
    with pytest.raises(BrokenPromise, match="not finite"):
        recorder.told(a_rows_events(2)[0])


def test_names_in_any_script_stay_readable_and_half_characters_do_no_harm(tmp_path: Path) -> None:
    events = a_meetings_events(1)
    events[0] = a_header(1, inputs=({"file": "b\udcffd\u2028.csv", "sha256": "0" * 64},), scenario={"title": "Zoë"})
    (tmp_path / "kept.jsonl").write_bytes(recorded(events))
    kept = open_recording(tmp_path / "kept.jsonl")
    assert "Zoë".encode() in (tmp_path / "kept.jsonl").read_bytes()
    assert kept.header.inputs[0]["file"] == "b?d\u2028.csv"


def test_hearing_nothing_is_an_error_and_hearing_half_is_incomplete() -> None:
    with pytest.raises(BrokenPromise):
        Heard().recording()
    half = heard(a_meetings_events(3)[:15])
    assert not half.complete
    assert half.rows[-1].closed is None


def test_a_killed_process_leaves_a_recording_that_reads(tmp_path: Path) -> None:
    code = (
        "import os, sys\n"
        "from committee.recording import Recorder\n"
        "from tests.builders import PlainWords, a_header, a_rows_events\n"
        "recorder = Recorder(sys.argv[1], words=PlainWords())\n"
        "recorder.told(a_header(4000))\n"
        "for row in range(1, 4001):\n"
        "    for event in a_rows_events(row):\n"
        "        recorder.told(event)\n"
        "    if row == 50:\n"
        "        print('ready', flush=True)\n"
    )
    path = tmp_path / "killed.jsonl"
    with subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
    kept = open_recording(path)
    assert not kept.complete
    assert len(kept.rows) >= 49
    assert kept.rows[0].closed is not None


def test_two_processes_with_other_hashes_write_the_same_bytes() -> None:
    code = "import sys\nfrom tests.builders import *\nsys.stdout.buffer.write(recorded(a_meetings_events(3)))\n"
    ways = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert ways == {recorded(a_meetings_events(3))}


@pytest.mark.parametrize("listener", [Heard(), Recorder(BytesIO(), words=PlainWords())])
def test_a_second_meeting_is_refused_and_not_mixed_with_the_first(listener: Heard | Recorder) -> None:
    for event in a_meetings_events(1):
        listener.told(event)
    with pytest.raises(UsageRefused, match=r"^(Heard|Recorder): it keeps one meeting .* make a new one"):
        listener.told(a_header())

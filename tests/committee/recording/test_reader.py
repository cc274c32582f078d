"""Opening what may be anything."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from committee.errors import RecordingRefused
from committee.recording import VERSION, open_recording, unpacked
from committee.recording.transcript import as_markdown, as_text
from tests.builders import a_meetings_events, recorded
from tests.effort import some

WHOLE = recorded(a_meetings_events(3))
LINES = WHOLE.splitlines(keepends=True)


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[bytes], Any]:
    def opening(content: bytes) -> Any:
        path = tmp_path / "some.jsonl"
        path.write_bytes(content)
        return open_recording(path)

    return opening


def _refusal(opened: Callable[[bytes], Any], content: bytes) -> str:
    with pytest.raises(RecordingRefused) as refused:
        opened(content)
    return str(refused.value)


def _changed(number: int, **given: object) -> bytes:
    """The whole recording with some fields of one line (from 1) changed, and a footer that fits."""
    return _resealed([*LINES[: number - 1], _line(json.loads(LINES[number - 1]) | given), *LINES[number:-1]])


def _resealed(lines: list[bytes]) -> bytes:
    body = b"".join(lines)
    footer = {"event": "footer", "events": len(lines), "sha256": hashlib.sha256(body).hexdigest()}
    return body + _line(footer)


def _line(value: object) -> bytes:
    return json.dumps(value).encode() + b"\n"


def test_a_whole_recording_is_complete_and_its_digest_is_the_footers(opened: Callable[[bytes], Any]) -> None:
    recording = opened(WHOLE)
    assert recording.complete
    assert recording.digest == json.loads(LINES[-1])["sha256"]


def test_a_gzipped_recording_is_the_same_recording_whatever_its_name(opened: Callable[[bytes], Any]) -> None:
    assert opened(gzip.compress(WHOLE)) == opened(WHOLE)


@given(cut=st.integers(0, len(WHOLE) - 1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=some(100))
def test_cut_anywhere_it_is_refused_within_the_header_and_incomplete_after(
    opened: Callable[[bytes], Any], cut: int
) -> None:
    if cut < len(LINES[0]):
        assert "not a whole header" in _refusal(opened, WHOLE[:cut])
        return
    recording = opened(WHOLE[:cut])
    assert not recording.complete
    whole_lines = WHOLE[:cut].count(b"\n") - 1
    assert sum(1 + len(row.events) for row in recording.rows) <= whole_lines
    assert "incomplete" in as_text(recording)
    assert "incomplete" in as_markdown(recording)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"id,name\n1,A\n",
        b"\x00\xff\xfe\x89PNG\r\n",
        "{}".encode("utf-16"),
        b"[]\n",
        b'{"event":"header"}\n',
        b'{"event":"header","format":"another"}\n',
        b'{"event":"capital","format":"committee-recording","version":1,"why":"spent","ask":null}\n',
        b"[" * 200_000 + b"\n",
        b"9" * 10_000 + b"\n",
        b"\xef\xbb\xbf" + WHOLE,
    ],
)
def test_what_is_foreign_is_refused_in_a_sentence(opened: Callable[[bytes], Any], content: bytes) -> None:
    assert "some.jsonl: this is not a recording of a meeting" in _refusal(opened, content)


@pytest.mark.parametrize(
    "lines",
    [
        [line[:-1] + b"\r\n" for line in LINES[:-1]],
        [LINES[0], LINES[1][:-1] + b"\r\n", *LINES[2:-1]],
    ],
)
def test_lines_that_end_in_another_way_are_refused(opened: Callable[[bytes], Any], lines: list[bytes]) -> None:
    assert "ends in CRLF" in _refusal(opened, _resealed(lines))


def test_a_gzip_of_several_members_is_one_recording(opened: Callable[[bytes], Any]) -> None:
    members = [gzip.compress(WHOLE[start : start + 4000]) for start in range(0, len(WHOLE), 4000)]
    assert len(members) > 2
    assert opened(b"".join(members)) == opened(WHOLE)
    assert unpacked(b"".join(members)) == WHOLE == unpacked(WHOLE)


@pytest.mark.parametrize(
    "number", [b"Infinity", b"-Infinity", b"NaN", b"1e400", b"-1e400", b"[1e999]", b'"\\ud800"', b'{"\\udfff":0}']
)
def test_what_no_browser_reads_alike_is_refused_where_nobody_looks_too(
    opened: Callable[[bytes], Any], number: bytes
) -> None:
    for place in (0, 2):
        lines = [*LINES[:-1]]
        lines[place] = b'{"mood":' + number + b"," + lines[place][1:]
        said = _refusal(opened, _resealed(lines))
        assert "not a whole header" in said or "line 3: this line is damaged" in said


def test_what_is_not_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordingRefused, match="no such file"):
        open_recording(tmp_path / "nothing.jsonl")
    with pytest.raises(RecordingRefused, match="is a folder"):
        open_recording(tmp_path)


def test_a_newer_version_is_named_as_such(opened: Callable[[bytes], Any]) -> None:
    assert "newer" in _refusal(opened, _changed(1, version=VERSION + 1))
    for strange in ("1", 0, True, 1.5, None):
        assert "line 1, version" in _refusal(opened, _changed(1, version=strange))


def test_a_damaged_gzip_is_refused(opened: Callable[[bytes], Any]) -> None:
    packed = gzip.compress(WHOLE)
    assert "gzip" in _refusal(opened, packed[:-20])
    assert "gzip" in _refusal(opened, packed[:3] + b"\x00" * 50)


@pytest.mark.parametrize(
    "bad", [b"{\n", b"nothing\n", b"\n", b"[1]\n", b'"\\ud800"\n', b"\xff\xfe\n", b"{" + b'"a":[' * 100_000 + b"\n"]
)
def test_a_damaged_line_in_the_middle_is_named(opened: Callable[[bytes], Any], bad: bytes) -> None:
    assert "some.jsonl, line 4" in _refusal(opened, _resealed([*LINES[:3], bad, *LINES[4:-1]]))


def test_half_a_character_inside_a_text_is_refused(opened: Callable[[bytes], Any]) -> None:
    assert "line 2" in _refusal(opened, _changed(2, name="\ud800"))


def test_a_line_longer_than_any_recordings_is_refused(
    opened: Callable[[bytes], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("committee.recording.reader.LONGEST_LINE", 5_000)
    assert opened(WHOLE).complete
    assert "line 2" in _refusal(opened, _changed(2, name="x" * 6_000))


def test_a_recording_bigger_than_any_is_refused(
    opened: Callable[[bytes], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("committee.recording.reader.LARGEST", len(WHOLE) - 1)
    assert "more than a recording can hold" in _refusal(opened, gzip.compress(WHOLE))


@pytest.mark.parametrize(
    ("number", "given", "said"),
    [
        (1, {"seed": -1}, "line 1, seed"),
        (1, {"seed": 1e19}, "line 1, seed"),
        (1, {"members": []}, "line 1, members"),
        (1, {"trust": {"pd": {"apd_1": 2}}}, "line 1, trust.pd.apd_1"),
        (1, {"trust": {"pd": {"nobody": 0.5}}}, "line 1, trust"),
        (2, {"row": 2}, "row 1 of 3 is due"),
        (2, {"kind": "us_mdd"}, 'did you mean "us_md"?'),
        (2, {"stances": {"pd": 2}}, "line 2, stances.pd"),
        (2, {"stances": {"nobody": 0}}, "a member in the header"),
        (2, {"points": [{"id": "p"}]}, "line 2, points[0]"),
        (2, {"pre_score": True}, "a number"),
        (2, {"cells": []}, "an object"),
        (3, {"member": "faculty_2"}, 'did you mean "faculty_1"?'),
        (4, {"end_s": 0.1}, "line 4, start_s"),
        (4, {"event": "utterred"}, 'did you mean "uttered"?'),
        (5, {"point": "point_9"}, "the id of a point of the row"),
        (5, {"also": "point_9"}, "the id of a point of the row"),
        (2, {"no_list": ["nobody"]}, "the id of a member in the header"),
        (2, {"assigned": {"for": "nobody"}}, "the id of a member in the header"),
        (11, {"about": "point_9"}, "the id of a point of the row"),
        (5, {"turn": 1}, "line 5, turn"),
        (5, {"row": 7}, "the row that is open is 1"),
        (5, {"text": None}, "a text"),
        (8, {"row": 3}, "line 8, row"),
        (8, {"amount": -1.0}, "line 8, amount"),
        (8, {"ask": None}, "line 8, ask"),
        (12, {"row": 2}, "the row that is open, or closed last, is 1"),
        (11, {"id": "r2"}, "the row that is open is r1"),
        (11, {"heard": 1}, "line 11, heard"),
        (11, {"unheard": [{"point": "point_7", "why": "bell"}]}, "line 11, unheard"),
        (13, {"id": "r1"}, "an id of its own"),
        (35, {"id": "r3"}, "the id of a ranked row"),
        (35, {"to": 9}, "a place from 1 to 2"),
        (35, {"amount": -1.0}, "line 35, amount"),
        (35, {"balance": "3"}, "line 35, balance"),
        (36, {"ids": ["r1"]}, "all ranked rows"),
        (36, {"ids": ["r1", "r2", "r2"]}, "each ranked row is listed once"),
        (36, {"ids": [["r1"]]}, "line 36, ids[0]"),
        (36, {"promise": {"r9": 0.5}}, "it may hold the ids of opened rows only"),
        (36, {"promise": {"r1": "much"}}, "line 36, promise"),
    ],
)
def test_what_does_not_fit_is_refused_by_line_field_and_what_is_allowed(
    opened: Callable[[bytes], Any], number: int, given: dict[str, object], said: str
) -> None:
    message = _refusal(opened, _changed(number, **given))
    assert said in message
    assert f"line {number}" in message


@pytest.mark.parametrize("number", [11, 35, 36])
def test_lines_out_of_their_order_are_refused(opened: Callable[[bytes], Any], number: int) -> None:
    moved = [*LINES[:-1]]
    moved.insert(5, moved.pop(number - 1))
    assert "line " in _refusal(opened, _resealed(moved))


def test_a_changed_byte_is_found_by_the_footer(opened: Callable[[bytes], Any]) -> None:
    assert "not those that were recorded" in _refusal(opened, WHOLE.replace(b'"seed":1', b'"seed":2'))


def test_a_lost_line_or_anything_after_the_footer_is_found(opened: Callable[[bytes], Any]) -> None:
    assert "come before it" in _refusal(opened, b"".join([*LINES[:2], *LINES[3:]]))
    assert "nothing follows the footer" in _refusal(opened, WHOLE + LINES[2])
    assert "the list comes before the footer" in _refusal(opened, _resealed(LINES[:-2]))


def test_a_list_from_before_promise_was_told_reads(opened: Callable[[bytes], Any]) -> None:
    without = [json.loads(line) for line in LINES[:-1]]
    del without[35]["promise"]
    assert opened(_resealed([_line(line) for line in without])).listed == opened(WHOLE).listed


def test_fields_that_we_do_not_know_are_passed_over(opened: Callable[[bytes], Any]) -> None:
    assert opened(_changed(5, mood="bright")).rows == opened(WHOLE).rows


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(number=st.integers(1, len(LINES)), data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=some(150))
def test_any_value_in_any_field_reads_or_is_refused_and_never_breaks_the_minutes(
    opened: Callable[[bytes], Any], number: int, data: st.DataObject
) -> None:
    line = json.loads(LINES[number - 1])
    line[data.draw(st.sampled_from(sorted(line)))] = data.draw(JSON)
    lines = [*LINES[: number - 1], _line(line), *LINES[number:]]
    content = b"".join(lines) if number == len(LINES) else _resealed(lines[:-1])
    try:
        recording = opened(content)
    except RecordingRefused as refused:
        said = str(refused)
    else:
        said = as_text(recording) + as_markdown(recording)
    assert said
    assert all(part.isprintable() for part in said.split("\n"))

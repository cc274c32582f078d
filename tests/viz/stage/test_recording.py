"""The stage's ``state`` is Python's ``frame``, second by second."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from committee.recording import Part, part_of
from committee.recording.frame import frame, row_starts
from committee.recording.reader import read_recording
from tests.builders import a_meetings_events, recorded
from tests.olden import as_version_1


def seconds(recording: Any) -> list[float]:
    """Every moment at which something changes, a little after it, and beyond both ends."""
    *starts, total = row_starts(recording)
    edges = {0.0, total, -5.0, total + 5}
    for start, row in zip(starts, recording.rows, strict=True):
        edges.add(start)
        for event in row.utterances:
            edges |= {start + event.start_s, start + event.end_s}
    return sorted(edges | {edge + 0.31 for edge in edges})


def compare(stage: Any, text: str) -> int:
    recording = read_recording(io.BytesIO(text.encode()), "made up")
    moments = seconds(recording)
    stage.tell(f"() => {{ window.kept = stage.parse({json.dumps(text)}); }}")
    shown = stage.page.evaluate("moments => moments.map((t) => stage.state(window.kept, t))", moments)
    for t, state in zip(moments, shown, strict=True):
        assert state == frame(recording, t), t
    return len(moments)


@pytest.mark.parametrize("rows", [1, 12])
def test_state_is_the_frame_of_the_same_second(stage: Any, made_up: Callable[..., str], rows: int) -> None:
    assert compare(stage, made_up(rows=rows, seed=rows)) > 10 * rows


def test_state_is_the_frame_where_sides_are_taken_and_conduct_comes_up(stage: Any, contested: str) -> None:
    header, *others = contested.splitlines(keepends=True)
    first_rows = [line for line in others if json.loads(line).get("row", 99) <= 14]
    assert compare(stage, "".join([header, *first_rows])) > 140


def test_state_of_a_cut_recording_is_the_frame_too(stage: Any, made_up: Callable[..., str]) -> None:
    compare(stage, made_up(rows=8, whole=False))


def test_state_is_pure(stage: Any, sixty: str) -> None:
    stage.tell(f"() => {{ window.kept = stage.parse({json.dumps(sixty)}); }}")
    twice = "() => [700, 20, 700].map((t) => JSON.stringify(stage.state(window.kept, t)))"
    first, _, again = stage.tell(twice)
    assert first == again


def test_state_of_a_meeting_without_rows_is_an_empty_room(stage: Any, sixty: str) -> None:
    script = "text => { const kept = stage.parse(text); return [0, 5].map((t) => stage.state(kept, t)); }"
    for state in stage.page.evaluate(script, sixty.splitlines(keepends=True)[0]):
        assert state["id"] is None
        assert (state["list"], state["dnr"], state["finished"]) == ([], [], False)


def test_an_event_belongs_to_what_python_says(stage: Any) -> None:
    """``partOf`` is ``part_of``, for every event there is."""
    events = a_meetings_events(3)
    lines = [json.loads(line) for line in recorded(events).splitlines()]
    shown = stage.page.evaluate("lines => lines.map(stage.partOf)", lines)
    assert shown == [*map(part_of, events), Part.END]


def test_a_stake_of_the_review_is_nobodys_stake_in_the_last_row(stage: Any, made_up: Callable[..., str]) -> None:
    twelve = made_up(rows=12)
    (paid,) = (json.loads(line) for line in twelve.splitlines() if '"reviewed"' in line)
    for text in (twelve, as_version_1(twelve)):
        stage.tell(f"() => {{ window.kept = stage.parse({json.dumps(text)}); }}")
        last = stage.tell("() => { const row = kept.rows.at(-1); return [...row.pending, ...row.after]; }")
        assert {event["row"] for event in last} <= {12}
        assert all(event["ask"] for event in last)
        assert stage.tell("() => kept.reviewed.map(({ amount, balance }) => [amount, balance])") == [
            [paid["amount"], paid["balance"]]
        ]
        assert stage.tell("() => stage.state(kept, 1e9).capital.apd1") == paid["balance"]


def test_a_recording_of_version_1_is_shown_as_the_new_one_of_the_same_meeting(
    stage: Any, made_up: Callable[..., str]
) -> None:
    new = made_up(rows=12)
    old = as_version_1(new)
    assert '"ask":null' in old
    compare(stage, old)
    script = "text => [0, 30, 100, 1e9].map((t) => stage.state(stage.parse(text), t))"
    assert stage.page.evaluate(script, old) == stage.page.evaluate(script, new)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda text: "Dear diary\n", "not a recording"),
        (lambda text: "", "not a recording"),
        (lambda text: text.replace('"version": 2', '"version": 7', 1), "format version 7"),
        (lambda text: text.replace('{"act"', '{"act', 1), "damaged"),
        (lambda text: text.replace("committee-recording", "other", 1), "not a recording"),
        (lambda text: as_version_1(text).replace('"ask":null', '"ask":"top"'), "out of order"),
        (lambda text: "".join(line for line in as_version_1(text).splitlines(True) if "reviewed" not in line), "order"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    stage: Any, sixty: str, change: Callable[[str], str], sentence: str
) -> None:
    script = "text => { try { stage.parse(text); return ''; } catch (error) { return error.message; } }"
    said = stage.page.evaluate(script, change(sixty))
    assert sentence in said
    assert said.endswith(".")

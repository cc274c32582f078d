"""The stage on a recording that is still being written: it takes new rows, and what is looked at stays as it is."""

from __future__ import annotations

import json
from typing import Any

import pytest

KEEP = """() => {
  window.kept = {
    head: document.querySelector('.cs-rowhead'), line: document.querySelector('.cs-line'),
    slider: document.querySelector('.cs-timeline'), person: document.querySelector('[data-member="fac1"]'),
  };
}"""
STILL_THERE = "() => Object.values(window.kept).every((node) => node.isConnected)"


def until(text: str, rows: int) -> str:
    """``text`` up to and with the last line of row ``rows``."""
    lines = text.splitlines(keepends=True)
    last = max(k for k, line in enumerate(lines) if json.loads(line).get("row") == rows)
    return "".join(lines[: last + 1])


def grow(stage: Any, text: str, **options: Any) -> None:
    stage.page.evaluate("([text, options]) => player.update(text, options)", [text, options])


def growing(stage: Any, text: str, rows: int, **options: Any) -> Any:
    return stage.show(until(text, rows), live=True, **options)


def test_rows_are_taken_in_as_they_close(stage: Any, sixty: str) -> None:
    growing(stage, sixty, 3)
    for rows in (4, 9, 30):
        grow(stage, until(sixty, rows))
        assert stage.count(".cs-chapter") == rows
        assert stage.filled().count(".cs-rowlines") == rows
        assert stage.texts(".cs-where") == ["Row 1 of 60"]
        assert f"Under way: {rows} of 60 rows so far." in stage.texts(".cs-incomplete")
    grow(stage, sixty)
    assert stage.count(".cs-incomplete:not([hidden])") == 0
    assert stage.tell("() => player.state.underway") is False


def test_what_has_grown_is_what_would_have_been_read_at_once(stage: Any, sixty: str) -> None:
    growing(stage, sixty, 1)
    for rows in (2, 20, 21, 59):
        grow(stage, until(sixty, rows))
    grow(stage, sixty)
    script = """text => {
      const whole = stage.parse(text);
      const seconds = Array.from({ length: 400 }, (_, k) => (k * (whole.total + 5)) / 399);
      const room = (recording, t) => JSON.stringify(stage.state(recording, t));
      return seconds.filter((t) => room(whole, t) !== room(player.recording, t));
    }"""
    assert stage.page.evaluate(script, sixty) == []
    marks = stage.count(".cs-moment")
    stage.show(sixty)
    assert stage.count(".cs-moment") == marks


def test_the_play_head_and_all_that_is_open_stay(stage: Any, sixty: str) -> None:
    growing(stage, sixty, 5, start={"row": 3, "t": 6})
    stage.filled()
    stage.tell("() => { player.choose('fac1'); player.showTab('why'); }")
    stage.page.locator('[data-member="fac1"]').focus()
    stage.tell(KEEP)
    before = stage.tell("() => [player.t, player.scene.row.number]")
    grow(stage, until(sixty, 12))
    assert stage.tell("() => [player.t, player.scene.row.number]") == before
    assert stage.tell("() => player.chosen") == "fac1"
    assert stage.tell("() => document.activeElement.dataset.member") == "fac1"
    assert stage.tell(STILL_THERE)
    assert stage.tell("() => document.querySelector('.cs-why').hidden") is False


def test_what_is_sought_is_sought_in_what_comes(stage: Any, sixty: str) -> None:
    growing(stage, sixty, 5)
    sought = "() => Number.parseInt(document.querySelector('.cs-hits').textContent, 10) || 0"
    stage.page.get_by_label("Search the transcript").fill("boards")
    first = stage.tell(sought)
    grow(stage, until(sixty, 40))
    assert stage.tell(sought) > first


def test_the_whole_list_and_the_answers_grow_in_view(stage: Any, sixty: str) -> None:
    growing(stage, sixty, 5, start=1e9)
    stage.tell("() => player.setView('list')")
    stage.page.get_by_label("Any tier").select_option("top")
    grow(stage, until(sixty, 30))
    assert stage.count(".cs-chartrows li") == 30
    assert stage.page.get_by_label("Any tier").input_value() == "top"
    shown = stage.count(".cs-chartrows li:not(.cs-out)")
    assert 0 < shown < 30
    assert stage.texts(".cs-filters .cs-count")[0] == f"{shown} of 30"
    stage.tell("() => { player.setView('answers'); player.seek(1e9); }")
    links = stage.count(".cs-ringlink")
    grow(stage, sixty)
    stage.tell("() => player.seek(1e9)")
    assert stage.count(".cs-ringlink") > links


def test_at_the_end_of_what_there_is_it_waits_and_goes_on(stage: Any, sixty: str) -> None:
    growing(stage, sixty, 2, speed=16)
    end = stage.tell("() => { player.seek(player.recording.total - 1); player.play(); return player.recording.total; }")
    stage.page.wait_for_function("player.t >= player.recording.total")
    stage.settled()
    assert stage.tell("() => player.playing"), "it waits for the next row"
    assert "The meeting is over" not in stage.texts(".cs-who")[0]
    grow(stage, until(sixty, 3))
    stage.page.wait_for_function("end => player.t > end + 0.5", arg=end)
    grow(stage, until(sixty, 3), over=True)
    stage.page.wait_for_function("!player.playing")
    assert "This recording is incomplete: it stops in row 3." in stage.texts(".cs-incomplete")


def test_a_line_cut_in_the_middle_waits_for_its_rest(stage: Any, sixty: str) -> None:
    growing(stage, sixty, 2)
    longer = until(sixty, 4)
    grow(stage, longer[: longer.rindex("\n", 0, -1) + 20])
    grow(stage, longer)
    assert stage.tell("() => player.recording.rows.map((row) => Boolean(row.closed))") == [True] * 4


@pytest.mark.parametrize("text", ["", "Dear diary\n"])
def test_what_is_no_longer_text_of_the_meeting_is_refused(stage: Any, sixty: str, made_up: Any, text: str) -> None:
    growing(stage, sixty, 2)
    script = "text => { try { player.update(text); return ''; } catch (error) { return error.message; } }"
    assert stage.page.evaluate(script, text).endswith(".")
    other = made_up(rows=5).replace('"r001', '"x001')
    assert stage.page.evaluate(script, other) == "What was added belongs to another meeting."
    assert stage.count(".cs-chapter") == 2


def test_the_guide_learns_of_new_rows_and_stays_where_it_was_scrolled_to(stage: Any, sixty: str) -> None:
    lines = [json.loads(each) for each in sixty.splitlines()]
    last = [event["id"] for event in lines if event["event"] == "row_opened"][11]
    lines[0]["scenario"]["pool"] = {"rows": [{"id": last}]}
    text = "".join(json.dumps(each) + "\n" for each in lines)
    growing(stage, text, 3, guide=True)
    guide = stage.page.locator(".cs-guidebody")
    assert stage.count(".cs-follow") == 0
    assert "minutes" not in guide.inner_text().split("Each of 60 applicants")[0]
    guide.evaluate("node => { node.scrollTop = 150; }")
    for rows in (8, 11):
        grow(stage, until(text, rows))
    assert guide.evaluate("node => node.scrollTop") == 150
    grow(stage, until(text, 12))
    assert stage.texts(".cs-followrow") == ["Row 12"]
    grow(stage, text)
    assert "minutes" in guide.inner_text().split("Each of 60 applicants")[0]

"""Searching the transcript: hits are marked and counted, Enter goes on, Esc clears, and nothing found says so."""

from __future__ import annotations

from typing import Any

INSIDE = """(line) => {
  const { top, bottom } = document.querySelector(line).getBoundingClientRect();
  const panel = document.querySelector('.cs-lines').getBoundingClientRect();
  return top >= panel.top && bottom <= panel.bottom;
}"""
FOUND, HERE = ".cs-found", ".cs-here"
FOUND_IN = """() => [...document.querySelectorAll('.cs-line.cs-found')].map(
  (line) => parseInt(line.closest('section').textContent))"""
MARKED = "nodes => nodes.map(node => [...node.querySelectorAll('mark')].map(each => each.textContent.toLowerCase()))"


def test_hits_are_marked_and_counted(stage: Any, sixty: str) -> None:
    stage.show(sixty)
    stage.page.get_by_role("searchbox").fill("MY OWN name")
    lines = stage.page.locator(".cs-line:visible")
    assert stage.texts(".cs-hits") == [f"{lines.count()} lines"]
    assert lines.evaluate_all(MARKED) == [["my own name"]] * lines.count()
    stage.page.get_by_role("searchbox").fill("dr. [.*](")
    assert (stage.texts(".cs-hits"), stage.count(".cs-lines mark")) == (["Nothing found"], 0)
    none = stage.page.locator(".cs-lines .cs-empty").inner_text()
    assert none == "Nobody has said “\u2068dr. [.*](\u2069” in this meeting."


def test_enter_goes_on_from_the_play_head_and_shift_enter_goes_back(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 30}).filled()
    field = stage.page.get_by_role("searchbox")
    field.fill("my own name")
    count = int(stage.texts(".cs-hits")[0].split()[0])
    field.press("Enter")
    first = int(stage.texts(".cs-hits")[0].split()[0])
    assert stage.tell(FOUND_IN)[0] >= 30
    assert stage.settled().page.evaluate(INSIDE, FOUND)
    field.press("Enter")
    assert stage.texts(".cs-hits") == [f"{first + 1} of {count} lines"]
    field.press("Shift+Enter")
    field.press("Shift+Enter")
    assert stage.texts(".cs-hits") == [f"{first - 1} of {count} lines"]
    assert stage.tell(FOUND_IN)[0] < 30
    assert stage.settled().page.evaluate(INSIDE, FOUND)
    assert stage.tell("() => player.scene.row.number") == 30  # the play head stays
    field.press("Escape")
    assert (field.input_value(), stage.texts(".cs-hits"), stage.count(".cs-lines mark, .cs-found")) == ("", [""], 0)
    field.press("Escape")
    stage.page.keyboard.press("]")
    assert stage.tell("() => player.scene.row.number") == 31


def test_nothing_is_found_in_what_is_hidden(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 20}).filled()
    field = stage.page.get_by_role("searchbox")
    field.fill("my own name")
    whole = int(stage.texts(".cs-hits")[0].split()[0])
    stage.tell("() => player.toggleHide()")
    hidden = int(stage.texts(".cs-hits")[0].split()[0])
    assert hidden < whole
    assert stage.page.locator(".cs-line:visible").count() == hidden
    stage.tell("() => player.seekRow(40)")
    assert hidden < int(stage.texts(".cs-hits")[0].split()[0]) < whole
    stage.tell("() => player.toggleHide()")
    assert stage.texts(".cs-hits") == [f"{whole} lines"]


def test_the_current_line_stays_visible_when_the_window_changes(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 40, "t": 9}).filled()
    assert stage.page.evaluate(INSIDE, HERE)
    for width, height in ((1366, 650), (1920, 1080), (1024, 768)):
        stage.page.set_viewport_size({"width": width, "height": height})
        assert stage.settled().page.evaluate(INSIDE, HERE), (width, height)

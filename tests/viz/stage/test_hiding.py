"""The switch that hides what is still to come: what it says, what it keeps, and the time line under it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.effort import mixed
from tests.viz.barriers import barriers

WIDTHS = "() => [...document.querySelectorAll('.cs-chapter')].map((bar) => Number(bar.getAttribute('width')))"
SWITCH = "Hide what is to come"


def cut(text: str, rows: int, *, inside: bool = False) -> str:
    """``text`` up to the end of row ``rows``, or up to a line inside it."""
    lines = text.splitlines(keepends=True)
    events = [json.loads(line) for line in lines]
    wanted = "uttered" if inside else "row_closed"
    last = next(k for k, event in enumerate(events) if event["event"] == wanted and event["row"] == rows)
    return "".join(lines[: last + 1])


def test_the_time_line_has_equal_steps_and_tells_no_end_before_it_has_come(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 12, "t": 1}, hide=True)
    widths = stage.tell(WIDTHS)
    assert len(widths) == 60
    assert max(widths) - min(widths) < 0.1
    shown = stage.page.locator(".cs-bar").inner_text()
    assert "Row 12 of 60" in shown
    assert " / " not in shown
    line = stage.page.locator(".cs-timeline")
    assert line.get_attribute("aria-valuemax") == "60"
    box = line.bounding_box()
    tip = stage.page.locator(".cs-tip")
    for share, words in ((0.02, ("Top", "Middle", "Low", "Do not rank")), (0.9, ("Row 55", "still to come"))):
        stage.page.mouse.move(box["x"] + share * box["width"], box["y"] + 18)
        assert any(each in tip.inner_text() for each in words)
    stage.page.mouse.click(box["x"] + 0.908 * box["width"], box["y"] + 18)  # a step to come leads to its start
    assert stage.tell("() => [player.scene.row.number, player.scene.local]") == [55, 0]


def test_a_tip_that_shows_is_written_again_when_the_play_head_goes_back(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 30}, hide=True)
    box = stage.page.locator(".cs-timeline").bounding_box()
    stage.page.mouse.move(box["x"] + 0.34 * box["width"], box["y"] + 18)
    tip = stage.page.locator(".cs-tip")
    assert "still to come" not in tip.inner_text()
    stage.tell("() => player.seekRow(2)")
    assert "still to come" in tip.inner_text()


def test_the_guide_leads_to_rows_to_come_without_their_numbers(stage: Any, made_up: Any) -> None:
    lines = [json.loads(each) for each in made_up(rows=6).splitlines()]
    opened = {event["row"]: event for event in lines if event["event"] == "row_opened"}
    lines[0]["scenario"]["pool"] = {"rows": [{key: opened[k][key] for key in ("id", "name", "kind")} for k in (4, 2)]}
    stage.show("\n".join(map(json.dumps, lines)) + "\n", guide=True, hide=True, focus=True, size="projector")
    buttons = stage.page.locator(".cs-follow button")
    stage.page.keyboard.press("g")
    assert opened[4]["name"] in buttons.first.inner_text()
    assert not any("Row" in each for each in buttons.all_inner_texts())
    assert " in 2 minutes" not in stage.page.locator(".cs-guide").inner_text()
    for row in (2, 4):  # in the order in which they come, so that none tells how another ends
        stage.page.keyboard.press("g")
        stage.page.keyboard.press("Enter")
        assert stage.tell("() => [player.scene.row.number, player.scene.local]") == [row, 0]
        assert not stage.page.locator(".cs-side").is_visible()
    stage.page.keyboard.press("g")
    assert ["Row 4" in each for each in buttons.all_inner_texts()] == [True, False]
    assert stage.count(".cs-follownext") == 0
    buttons.last.click()
    assert stage.tell("() => player.scene.row.number") == 2


def test_a_link_keeps_it(stage: Any, six: str) -> None:
    stage.show(six, share="https://example.org/replay?hide=1")
    asked = "() => new URL(player.link()).searchParams.get('hide')"
    assert stage.tell(asked) is None
    stage.page.get_by_role("switch", name=SWITCH).press("Enter")
    assert stage.tell(asked) == "1"


@pytest.mark.parametrize("inside", [False, True])
def test_a_cut_recording_says_that_it_stops_and_where(stage: Any, sixty: str, inside: bool) -> None:
    stage.show(cut(sixty, 22, inside=inside), start=1e9)
    words = "in row 22 of 60" if inside else "22 of 60 rows"
    paper = stage.page.locator(".cs-speech")
    assert "The recording stops here" in paper.text_content()
    assert words in paper.text_content()
    assert stage.page.locator(".cs-live").inner_text() == f"The recording stops here, {words}."
    stage.show(cut(sixty, 22, inside=inside), start={"row": 20}, hide=True)
    assert stage.page.locator(".cs-incomplete:visible").count() == 0
    assert stage.count(".cs-chapter") == 60
    stage.tell("() => player.seek(1e9)")
    assert stage.page.locator(".cs-incomplete:visible").count() == 1


@pytest.mark.parametrize(("theme", "size"), mixed(["light", "dark", "contrast"], [(1366, 768), (390, 844)]))
def test_the_switch_shows_its_state_and_bars_nobody(stage: Any, six: str, theme: str, size: tuple[int, int]) -> None:
    stage.ready(width=size[0], height=size[1]).show(six, theme=theme, hide=True)
    stage.settled()
    switch = stage.page.get_by_role("switch")
    assert switch.is_visible()
    assert "source" in switch.get_attribute("title")
    assert barriers(stage.page, ".cs-bar") == []

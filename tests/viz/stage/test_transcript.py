"""The transcript: as text to take along, and whole and searchable on a phone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.viz.barriers import barriers

CLIPBOARD = """() => Object.defineProperty(navigator, 'clipboard', {
  configurable: true, value: { writeText: async (text) => { window.taken = text; } },
})"""
PHONE = {"width": 390, "height": 844}


def lines_of(text: str) -> list[str]:
    return [event["text"] for event in map(json.loads, text.splitlines()) if event["event"] == "uttered"]


def test_copy_takes_every_line_under_its_row(stage: Any, sixty: str) -> None:
    stage.show(sixty)
    stage.tell(CLIPBOARD)
    stage.page.get_by_role("button", name="Copy", exact=True).click()
    stage.page.get_by_text("Transcript copied.").wait_for()
    taken = stage.tell("() => taken")
    assert taken.startswith("Made up, seed 1\nSimulated; not for selecting, ranking or advising real people.\n")
    assert taken.count("\nRow ") == 60
    said = [line.split(": ", 1)[1] for line in taken.splitlines() if "  " in line]
    assert said == lines_of(sixty)


def test_without_a_clipboard_it_is_a_file(stage: Any, made_up: Any) -> None:
    stage.show(made_up(rows=3, name="<b>محمد</b>\n\tRow 9: x", text="one\ntwo"))
    with stage.page.expect_download() as download:
        stage.page.get_by_role("button", name="Copy", exact=True).click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert "Row 1: <b>محمد</b> Row 9: x, " in text
    assert ": one two\n" in text
    assert text.count("\nRow ") == 3


def test_a_phone_shows_the_row_or_all_rows(stage: Any, sixty: str) -> None:
    stage.ready(**PHONE).show(sixty, start={"row": 30})
    heads = stage.page.locator(".cs-rowhead:visible")
    assert heads.count() == 1
    stage.page.get_by_role("button", name="All rows").click()
    assert heads.count() == 60
    assert stage.page.locator(".cs-line:visible").count() == len(lines_of(sixty))
    assert stage.page.locator("[aria-current]").first.is_visible()
    stage.page.get_by_role("button", name="All rows").click()
    assert heads.count() == 1


def test_a_phone_searches_the_whole_meeting(stage: Any, sixty: str) -> None:
    stage.ready(**PHONE).show(sixty, start={"row": 30})
    stage.page.get_by_role("searchbox").fill("put my own name")
    hits = stage.page.locator(".cs-line:visible")
    assert hits.count() == sum("put my own name" in line for line in lines_of(sixty)) > 1
    hits.first.click()
    assert "put my own name" in stage.tell("() => player.scene.begun.text")
    assert stage.tell("() => document.documentElement.scrollWidth") <= PHONE["width"]
    stage.page.get_by_role("searchbox").fill("")
    assert stage.page.locator(".cs-rowhead:visible").count() == 1


@pytest.mark.parametrize("theme", ["dark", pytest.param("light", marks=pytest.mark.soak)])
def test_no_serious_barrier_with_all_rows_on_a_phone(stage: Any, made_up: Any, theme: str) -> None:
    stage.ready(**PHONE).show(made_up(rows=6), theme=theme)
    stage.page.get_by_role("button", name="All rows").click()
    assert barriers(stage.page) == []


def test_what_is_still_to_come_can_be_hidden_and_is_again_shown(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 12, "t": 9}).filled()
    lines = stage.page.locator(".cs-line")
    marks = stage.page.locator(".cs-moment")
    whole, every = lines.count(), marks.count()
    assert whole == len(lines_of(sixty))
    switch = stage.page.get_by_role("switch", name="Hide what is to come")
    assert switch.get_attribute("aria-checked") == "false"
    switch.click()
    assert switch.get_attribute("aria-checked") == "true"
    said = stage.tell(
        "() => player.recording.rows.slice(0, 12).reduce((sum, row, k) =>"
        " sum + (k < 11 ? row.utterances.length : player.scene.begun.index + 1), 0)"
    )
    assert lines.count() == said < whole
    assert lines.last.get_attribute("aria-current") == "true"
    assert 0 < marks.count() < every
    stage.tell("() => player.step(1)")
    assert lines.count() == said + 1
    stage.tell("() => player.seekRow(3)")
    assert stage.page.locator(".cs-rowhead").count() == 3
    stage.page.locator(".cs-picture").click()
    stage.page.keyboard.press("x")
    assert (lines.count(), marks.count()) == (whole, every)


def test_a_search_and_a_copy_hold_what_has_been_said(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 3, "t": 5}, hide=True).filled_so_far()
    stage.tell(CLIPBOARD)
    stage.page.get_by_role("searchbox").fill("a")
    shown = stage.page.locator(".cs-line:visible").count()
    said = stage.tell("() => player.scene.recording.rows.reduce((sum, row) => sum + row.utterances.length, 0)")
    assert 0 < shown <= said < 60
    stage.page.get_by_role("button", name="Copy", exact=True).click()
    stage.page.get_by_text("Transcript copied.").wait_for()
    taken = stage.tell("() => taken")
    assert taken.count("\nRow ") == 3
    assert taken.rstrip().endswith(stage.tell("() => player.scene.begun.text"))


def test_a_name_finds_all_that_was_said_of_its_row(stage: Any, made_up: Any) -> None:
    lines = [json.loads(each) for each in made_up(rows=5).splitlines()]
    next(each for each in lines if each["event"] == "row_opened" and each["row"] == 4)["name"] = "Quentin Zyx"
    stage.show("\n".join(map(json.dumps, lines)))
    stage.page.get_by_role("searchbox").fill("zyx")
    said = sum(each["event"] == "uttered" and each["row"] == 4 for each in lines)
    assert stage.page.locator(".cs-line:visible").count() == said > 1
    assert stage.page.locator(".cs-rowhead:visible").count() == 1


def test_a_search_that_is_cleared_leads_back_to_the_line_under_way(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 40, "t": 5}).filled()
    search = stage.page.get_by_role("searchbox")
    search.fill("a")
    stage.page.locator(".cs-lines").hover()
    stage.page.mouse.wheel(0, -20000)
    search.fill("")
    stage.settled()
    here = stage.page.locator(".cs-here").bounding_box()
    panel = stage.page.locator(".cs-lines").bounding_box()
    assert panel["y"] <= here["y"] <= panel["y"] + panel["height"]

"""The guide: what a newcomer needs, without the end of anything that has not ended."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.viz.barriers import barriers

QUESTION = "Why does one of two fall?"


@pytest.fixture(scope="session")
def asked(made_up: Any) -> str:
    """Six rows of which the scenario sets two: one by its id, one by its name."""
    lines = [json.loads(each) for each in made_up(rows=6).splitlines()]
    opened = [event for event in lines if event["event"] == "row_opened"]
    rows = [{"id": opened[1]["id"]}, {"name": opened[4]["name"]}, {"id": "nobody"}, None, 7]
    opened[4]["name"] = rows[1]["name"] = "The fifth"
    lines[0]["scenario"] |= {"question": QUESTION, "pool": {"rows": rows}}
    return "\n".join(map(json.dumps, lines))


def opened_tab(stage: Any) -> str:
    return str(stage.page.locator(".cs-tab[aria-selected=true]").get_attribute("data-tab"))


def test_it_tells_the_question_the_meeting_and_how_to_read_the_room(stage: Any, asked: str) -> None:
    stage.show(asked, guide=True)
    assert opened_tab(stage) == "guide"
    shown = stage.page.locator(".cs-guide").inner_text()
    assert QUESTION in shown
    assert "10 people" in shown
    assert "Each of 6 applicants" in shown
    for word in ("IMG", "Step 1", "H-1B", "do not rank", "Highlights", "Why"):
        assert word in shown
    assert stage.count(".cs-signs dt svg path, .cs-signs dt svg circle, .cs-signs dt svg rect") > 10


def test_the_rows_that_the_scenario_sets_lead_there_and_keep_their_end_until_it_has_come(
    stage: Any, asked: str
) -> None:
    stage.show(asked, guide=True)
    rows = stage.page.locator(".cs-follow button")
    assert rows.count() == 2
    assert rows.nth(0).inner_text().startswith("Row 2")
    assert "The fifth" in rows.nth(1).inner_text()
    assert stage.texts(".cs-followend") == ["", ""]
    rows.nth(1).click()
    assert stage.tell("() => player.scene.row.number") == 5
    stage.tell("() => player.showTab('guide')")
    first, second = stage.texts(".cs-followend")
    assert first in {"Top", "Middle", "Low", "Do not rank"}
    assert second == ""
    stories = stage.texts(".cs-followstory")
    assert stories[0].startswith("Before anybody spoke the room was ")
    assert stories[1] == ""
    stage.tell("() => player.seek(player.recording.total)")
    assert all(stage.texts(".cs-followend"))
    assert all(stage.texts(".cs-followstory"))


@pytest.mark.parametrize("begin", ["player.play()", "player.step(1)", "player.playHighlights()"])
def test_it_gives_way_to_the_transcript_when_the_meeting_begins(stage: Any, asked: str, begin: str) -> None:
    stage.show(asked, guide=True)
    stage.tell(f"() => {{ {begin}; player.pause(); }}")
    assert opened_tab(stage) == "transcript"
    stage.page.get_by_role("tab", name="Guide").click()
    stage.tell("() => player.step(1)")
    assert opened_tab(stage) == "guide"  # whoever asks for it keeps it


def test_who_chose_another_tab_keeps_that(stage: Any, asked: str) -> None:
    stage.show(asked, guide=True)
    stage.page.get_by_role("tab", name="Why").click()
    stage.tell("() => player.step(1)")
    assert opened_tab(stage) == "why"


def test_it_is_not_in_the_way_of_who_comes_by_a_link_or_did_not_ask(stage: Any, asked: str) -> None:
    stage.show(asked, guide=True, start=20)
    assert opened_tab(stage) == "transcript"
    stage.show(asked)
    assert opened_tab(stage) == "transcript"
    stage.page.locator(".cs-picture").click()
    stage.page.keyboard.press("g")
    assert opened_tab(stage) == "guide"


@pytest.mark.parametrize("scenario", [{}, None, {"question": 7, "pool": {"rows": "none"}}, {"pool": None}])
def test_a_scenario_that_says_nothing_leaves_the_rest(stage: Any, made_up: Any, scenario: Any) -> None:
    lines = [json.loads(each) for each in made_up(rows=2).splitlines()]
    lines[0]["scenario"] = scenario
    stage.show("\n".join(map(json.dumps, lines)), guide=True)
    shown = stage.page.locator(".cs-guide").inner_text()
    assert "How to read the room" in shown
    assert "undefined" not in shown
    assert "null" not in shown
    assert "NaN" not in shown
    assert stage.count(".cs-follow") == 0


def test_markup_and_length_stay_text_within_the_panel(stage: Any, made_up: Any) -> None:
    hostile = "<img src=x onerror=alert(1)> " + "Wörterlang" * 30
    lines = [json.loads(each) for each in made_up(rows=2, name=hostile).splitlines()]
    first = next(event for event in lines if event["event"] == "row_opened")
    lines[0]["scenario"] = {"question": hostile, "pool": {"rows": [{"id": first["id"]}]}}
    stage.ready(width=390, height=844).show("\n".join(map(json.dumps, lines)), guide=True)
    assert stage.count(".cs-guide img") == 0
    assert stage.page.locator(".cs-question").inner_text() == hostile
    assert stage.tell("() => document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(
    "theme", ["light", pytest.param("dark", marks=pytest.mark.soak), pytest.param("contrast", marks=pytest.mark.soak)]
)
def test_it_can_be_read_by_everybody(stage: Any, asked: str, theme: str) -> None:
    stage.show(asked, guide=True, theme=theme).settled()
    assert barriers(stage.page, ".cs-guide") == []

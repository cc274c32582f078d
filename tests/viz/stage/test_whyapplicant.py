"""An applicant who is clicked is explained, the play head stays, and there are ways back."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.effort import mixed
from tests.viz.barriers import barriers


def panel(stage: Any) -> str:
    return str(stage.page.locator(".cs-whybody").inner_text())


def test_a_click_in_the_list_explains_and_leads_nowhere(stage: Any, contested: str) -> None:
    stage.show(contested, start={"row": 30, "t": 3})
    t = stage.tell("() => player.t")
    name = stage.texts(".cs-ranks .cs-entryname")[2]
    stage.page.locator(".cs-ranks button").nth(2).click()
    assert (stage.texts(".cs-asked"), stage.tell("() => player.t")) == ([name], t)
    words = panel(stage)
    number = int(re.search(r"Row (\d+) ·", words)[1])
    tier = stage.tell(f"() => player.recording.rows[{number - 1}].closed.tier")
    assert {"top": "Top", "mid": "Middle", "low": "Low", "dnr": "Do not rank"}[tier] in words
    for wanted in ("Before anybody spoke the room was", "What moved the room", "What the call was made of", "On paper"):
        assert wanted in words
    stage.page.keyboard.press("Escape")
    assert not stage.page.locator(".cs-asked").is_visible()
    assert stage.tell("() => player.state.tab") == "transcript"


def test_it_leads_to_the_row_and_to_its_lines_and_back(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 40, "t": 3})
    there = stage.tell("() => player.t")
    stage.tell("() => player.askAbout('r007')")
    stage.page.get_by_role("button", name="Go to row 7").click()
    assert stage.tell("() => [player.scene.row.number, player.scene.local]") == [7, 0]
    back = stage.page.get_by_role("button", name="Back to")
    assert back.get_attribute("title").startswith("Where you were: row 40")
    back.click()
    assert stage.tell("() => player.t") == there
    stage.page.keyboard.press("b")
    assert stage.tell("() => player.scene.row.number") == 7
    stage.tell("() => { player.seekRow(40); player.askAbout('r007'); }")
    stage.page.locator("button.cs-pivot").first.click()
    assert stage.tell("() => player.scene.row.number") == 7
    assert stage.tell("() => Object.keys(player.scene.begun.moved).length") > 0


def test_a_member_and_an_applicant_take_turns(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 40})
    stage.tell("() => player.askAbout('r007')")
    stage.page.locator('[data-member="fac1"]').click()
    assert (stage.count(".cs-asked"), stage.texts(".cs-why h3")[0].startswith("Dr. Lindqvist")) == (0, True)


def test_while_what_is_to_come_is_hidden_it_tells_nothing_of_it(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 20, "t": 2}, hide=True)
    stage.tell("() => player.askAbout('r041')")
    assert panel(stage).startswith("This row is still to come")
    stage.tell("() => player.askAbout('r020')")
    assert "The room is talking about this row now" in panel(stage)
    assert "Before anybody spoke" not in panel(stage)
    stage.tell("() => player.askAbout('r007')")
    shown = panel(stage)
    assert "Before anybody spoke" in shown
    places = stage.tell("() => player.scene.state.list.map(({ id }) => id)")
    if "r007" in places:
        assert f"{places.index('r007') + 1} of {len(places)}" in shown
    stage.tell("() => player.toggleHide()")
    stage.tell("() => player.askAbout('r041')")
    assert "Before anybody spoke" in panel(stage)


def test_what_repeats_stands_once(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 31})
    stage.tell("() => { player.stepRow(1); player.step(-1); player.choose('fac1'); }")
    terms = stage.page.locator(".cs-whybody > h3:nth-of-type(1) ~ .cs-fact .cs-term").all_inner_texts()
    known = [each for each in terms if each.startswith("Knows")]
    assert known
    assert len(known) == len(set(known))
    moved = stage.page.locator(".cs-trail ~ .cs-tight:not(h3 ~ h3 ~ *)").all_inner_texts()
    names = [re.search(r": (Dr\. \w+|\w\. \w+)", each)[1] for each in moved]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("size", "theme"), mixed([(1440, 900), (390, 844)], ["light", "dark"], only=1))
def test_no_serious_barrier(stage: Any, contested: str, theme: str, size: tuple[int, int]) -> None:
    stage.ready(width=size[0], height=size[1]).show(contested, theme=theme, start={"row": 31, "t": 30})
    stage.tell("() => { player.setView('list'); player.askAbout('r007'); }")
    assert stage.page.locator(".cs-asked").is_visible()
    assert stage.tell("() => document.documentElement.scrollWidth") <= size[0]
    assert barriers(stage.settled().page) == []

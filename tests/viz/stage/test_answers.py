"""Who answered whom: counted from the lines spoken to somebody, up to the moment shown; called no more than that."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from tests.effort import mixed
from tests.viz.barriers import barriers

WORDS = {
    "agree": "agreed with",
    "challenge": "challenged",
    "counter": "challenged",
    "ask": "asked",
    "answer": "answered",
}


def opened(stage: Any, text: str, **options: Any) -> Any:
    stage.show(text, **options)
    stage.page.get_by_role("button", name="Who answered whom").click()
    return stage


def counted(text: str, until: int) -> Counter[str]:
    """Who did what to whom in the rows before ``until``."""
    events = [json.loads(line) for line in text.splitlines()]
    names = {member["id"]: member["name"] for member in events[0]["members"]}
    said = [each for each in events if each["event"] == "uttered" and each["row"] < until and each["to"]]
    return Counter(f"{names[each['member']]} {WORDS[each['act']]} {names[each['to']]}" for each in said)


def shown(stage: Any) -> dict[str, int]:
    texts = stage.texts(".cs-answerlist li:not(.cs-dim) span:nth-child(2)")
    times = stage.texts(".cs-answerlist li:not(.cs-dim) .cs-term")
    return {text: int(count.rstrip("×")) for text, count in zip(texts, times, strict=True)}


@pytest.mark.parametrize("row", [2, 20, 60])
def test_counts_are_those_of_the_lines_so_far(stage: Any, sixty: str, row: int) -> None:
    opened(stage, sixty, start={"row": row})
    assert shown(stage) == dict(counted(sixty, row))
    assert stage.count(".cs-ringlink") == len(counted(sixty, row))
    assert stage.count(".cs-ringperson") == 10


def test_it_goes_back_as_well_as_forward(stage: Any, sixty: str) -> None:
    opened(stage, sixty, start={"row": 40})
    stage.tell("() => player.seekRow(5)")
    assert shown(stage) == dict(counted(sixty, 5))
    stage.tell("() => player.seek(0)")
    spoken = stage.page.locator(".cs-answers:not(.cs-trust) .cs-answerlist")
    assert "Nobody has addressed anybody yet." in spoken.inner_text()


def test_a_member_leaves_only_their_own_lines(stage: Any, sixty: str) -> None:
    opened(stage, sixty, start={"row": 40})
    stage.page.locator('[data-ring="fac1"]').focus()
    stage.page.keyboard.press("Enter")
    assert all("Dr. Lindqvist" in each for each in shown(stage))
    assert "Dr. Lindqvist" in stage.texts(".cs-why h3")[0]
    stage.page.keyboard.press("Escape")
    assert shown(stage) == dict(counted(sixty, 40))


def test_lines_to_nobody_known_and_hostile_names_do_no_harm(stage: Any, made_up: Any) -> None:
    lines = [json.loads(each) for each in made_up(rows=6).splitlines()]
    lines[0]["members"][3]["name"] = "<img src=x onerror=alert(1)> محمد " + "W" * 200
    for event in lines:
        if event.get("to") == "pd":
            event["to"] = "nobody"
    opened(stage, "\n".join(map(json.dumps, lines)), start=1e9)
    assert stage.count("#host img") == 0
    assert not any("nobody" in each for each in shown(stage))


@pytest.mark.parametrize(("size", "theme"), mixed([(1440, 900), (390, 844)], ["light", "dark"], only=1))
def test_it_fits_and_bars_nobody(stage: Any, sixty: str, theme: str, size: tuple[int, int]) -> None:
    opened(stage.ready(width=size[0], height=size[1]), sixty, theme=theme, start={"row": 31, "t": 4})
    assert stage.tell("() => document.documentElement.scrollWidth") <= size[0]
    if size[0] >= 900:
        assert stage.tell("() => document.documentElement.scrollHeight") <= size[1]
    stage.settled()
    assert barriers(stage.page) == []

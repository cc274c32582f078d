"""The list over the meeting: the lines of the bump chart, the play head, the filters, and the way to a row."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from committee.recording.reader import read_recording
from tests.effort import mixed
from tests.viz.barriers import barriers
from viz.export.bump import paths

HEAD = "() => Number(document.querySelector('.cs-charthead').getAttribute('x1'))"
INNER = """() => {
  const inner = [...document.querySelectorAll('.cs-chart *')];
  return inner.filter((node) => node.scrollHeight > node.clientHeight + 1
    && ['auto', 'scroll'].includes(getComputedStyle(node).overflowY)).length;
}"""


def opened(stage: Any, text: str, **options: Any) -> Any:
    stage.show(text, **options)
    stage.page.get_by_role("button", name="Whole list").click()
    return stage


def choose(stage: Any, label: str, value: str) -> list[str]:
    """Names that remain when a filter is set."""
    stage.page.get_by_label(label).select_option(value)
    return stage.texts(".cs-chartrows li:not(.cs-out) bdi:nth-child(2)")


def test_lines_are_those_of_the_picture(stage: Any, sixty: str) -> None:
    wanted = paths(read_recording(io.BytesIO(sixty.encode()), "made up"))
    drawn = stage.page.evaluate("text => Object.fromEntries(bumpPaths(stage.parse(text)))", sixty)
    assert drawn == {each: [list(point) for point in points] for each, points in wanted.items()}


def test_a_cut_recording_has_its_lines_too(stage: Any, made_up: Any) -> None:
    text = made_up(rows=9, whole=False)
    wanted = paths(read_recording(io.BytesIO(text.encode()), "made up"))
    drawn = stage.page.evaluate("text => Object.fromEntries(bumpPaths(stage.parse(text)))", text)
    assert drawn == {each: [list(point) for point in points] for each, points in wanted.items()}


def test_every_applicant_has_a_line_and_says_before_and_after(stage: Any, sixty: str) -> None:
    opened(stage, sixty)
    recording = read_recording(io.BytesIO(sixty.encode()), "made up")
    assert stage.count(".cs-bump") == 60
    assert set(stage.texts(".cs-chartrows li bdi:nth-child(1)")) == {""}  # nobody has a place yet
    stage.tell("() => player.seek(1e9)")
    shown = stage.texts(".cs-chartrows li bdi:nth-child(1)")
    assert shown[: len(recording.ranking)] == [str(k + 1) for k in range(len(recording.ranking))]
    assert set(shown[len(recording.ranking) :]) == {"–"}
    assert set(stage.texts(".cs-chartrows li bdi:nth-child(4)")) == {"strong", "borderline", "do not rank"}


def test_the_play_head_goes_with_the_meeting_and_dims_what_is_to_come(stage: Any, sixty: str) -> None:
    opened(stage, sixty)
    first = stage.tell(HEAD)
    assert stage.count(".cs-chartrows .cs-ahead") == 59
    stage.tell("() => player.seekRow(31)")
    assert stage.tell(HEAD) > first + 50
    assert stage.count(".cs-chartrows .cs-ahead") == 29
    stage.tell("() => player.seek(1e9)")
    assert stage.count(".cs-chartrows .cs-ahead") == 0


NUMBERED = """() => {
  const pairs = (nodes, number, name) => [...document.querySelectorAll(nodes)].map((node) =>
    [node.querySelector(number).textContent, node.querySelector(name).textContent]).filter(([number]) => number);
  return [
    pairs('.cs-ranks li:not(.cs-tier)', '.cs-position', '.cs-entryname'),
    pairs('.cs-chartrows li', 'bdi:nth-child(1)', 'bdi:nth-child(2)'),
  ].map((found) => found.map(String).sort());
}"""


@pytest.mark.parametrize("hide", [False, True])
def test_the_list_and_the_chart_number_people_the_same_way(stage: Any, sixty: str, hide: bool) -> None:
    opened(stage, sixty, hide=hide)
    for row in (1, 12, 45, 61):
        stage.tell(f"() => player.seek({'1e9' if row > 60 else f'player.recording.rows[{row - 1}].start'})")
        beside, chart = stage.tell(NUMBERED)
        assert beside == chart
        assert len(chart) == row - 1
    assert stage.count(".cs-chartrows li") == 60


def test_while_what_is_to_come_is_hidden_the_chart_has_the_rows_so_far_and_no_gaps(stage: Any, sixty: str) -> None:
    opened(stage, sixty, hide=True, start={"row": 31})
    assert stage.count(".cs-chartrows li") == 30
    numbers = [each for each in stage.texts(".cs-chartrows li bdi:nth-child(1)") if each != "–"]
    assert numbers == [str(k + 1) for k in range(len(numbers))]
    tiers = set(stage.texts(".cs-filter[aria-label='Any tier'] option"))
    assert tiers == {"Any tier", *stage.texts(".cs-chartrows li bdi:nth-child(5)")}
    stage.page.get_by_role("switch", name="Hide what is to come").click()
    assert stage.count(".cs-chartrows li") == 60


def test_filters_leave_the_rows_that_fit(stage: Any, sixty: str) -> None:
    opened(stage, sixty)
    rows = [event for event in map(json.loads, sixty.splitlines()) if event["event"] == "row_opened"]
    closed = [event for event in map(json.loads, sixty.splitlines()) if event["event"] == "row_closed"]
    kinds = [row for row in rows if row["kind"] == "us_img"]
    assert sorted(choose(stage, "Any kind", "us_img")) == sorted(row["name"] for row in kinds)
    flagged = [row for row in kinds if any(point["flag"] == "visa" for point in row["points"])]
    assert sorted(choose(stage, "Any flag", "visa")) == sorted(row["name"] for row in flagged)
    choose(stage, "Any kind", "")
    choose(stage, "Any flag", "")
    assert len(choose(stage, "Any tier", "dnr")) == sum(event["tier"] == "dnr" for event in closed)
    choose(stage, "Any tier", "")
    bell = sum(event["ended_by"] == "timed_out" for event in closed)
    assert len(choose(stage, "Any ending", "cut off by the bell")) == bell
    assert stage.texts(".cs-filters .cs-count")[0].endswith("of 60")


def test_a_row_explains_its_applicant_and_the_lines_lead_to_the_moment(stage: Any, sixty: str) -> None:
    opened(stage, sixty, start=30)
    name = stage.texts(".cs-chartrows li bdi:nth-child(2)")[7]
    stage.page.locator(".cs-chartrows button").nth(7).click()
    assert (stage.texts(".cs-asked"), stage.tell("() => player.t")) == ([name], 30)
    assert stage.page.locator(".cs-chart:not(.cs-answers)").is_visible()
    stage.tell("() => player.seek(100)")
    box = stage.page.locator(".cs-chartsvg").bounding_box()
    stage.page.mouse.click(box["x"] + 12.5, box["y"] + box["height"] / 2)
    assert stage.tell("() => player.scene.row.number") == 1
    assert stage.page.locator(".cs-chart:not(.cs-answers)").is_visible()  # the lines are a time line


def test_the_keyboard_opens_it_walks_it_and_goes(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 12}, focus=True)
    stage.page.keyboard.press("v")
    assert stage.page.locator(".cs-chart:not(.cs-answers)").is_visible()
    stage.page.locator(".cs-chartrows [tabindex='0']").focus()
    before = stage.tell("() => document.activeElement.textContent")
    stage.page.keyboard.press("ArrowDown")
    assert stage.tell("() => document.activeElement.textContent") != before
    stage.page.keyboard.press("Enter")
    assert stage.texts(".cs-asked")[0] in stage.tell("() => document.activeElement.textContent")
    stage.page.locator(".cs-stage").focus()
    stage.tell("() => player.setView('room')")
    assert not stage.page.locator(".cs-chart:not(.cs-answers)").is_visible()


@pytest.mark.parametrize(("hostile", "size"), mixed([True, False], [(1440, 900), (1024, 768), (390, 844)]))
def test_nothing_scrolls_sideways_and_one_bar_at_most(
    stage: Any, made_up: Any, size: tuple[int, int], hostile: bool
) -> None:
    name = "<img src=x onerror=alert(1)> <b>محمد</b> " + "Wörterlang" * 26
    text = made_up(rows=60, name=name) if hostile else made_up(rows=60)
    opened(stage.ready(width=size[0], height=size[1]), text)
    assert stage.tell("() => document.documentElement.scrollWidth") <= size[0]
    if size[0] >= 900:
        assert stage.tell("() => document.documentElement.scrollHeight") <= size[1]
    assert stage.tell(INNER) <= (1 if size[0] >= 900 else 0)
    assert stage.count("#host img") == 0


@pytest.mark.parametrize(("size", "theme"), mixed([(1440, 900), (390, 844)], ["light", "dark"], only=0))
def test_no_serious_barrier(stage: Any, sixty: str, theme: str, size: tuple[int, int]) -> None:
    opened(stage.ready(width=size[0], height=size[1]), sixty, theme=theme, start={"row": 31, "t": 4})
    stage.page.get_by_label("Any kind").select_option("us_md")
    stage.settled()
    assert barriers(stage.page) == []

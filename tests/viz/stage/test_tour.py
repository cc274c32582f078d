"""The highlights: where they are, next, stop, their list, and a last page that sums up."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from tests.viz.barriers import barriers

WATCHED = """() => {
  let seconds = 0;
  for (const { row, start, end } of player.state.tour.stops) {
    for (const { start_s, end_s, text } of row.utterances) {
      const inside = row.start + start_s >= start - 0.001 && row.start + end_s <= end + 0.001;
      if (inside) seconds += 1.1 + text.length / 17 + 0.6;
    }
  }
  return seconds;
}"""
BEGIN_TOUR = """() => {
  player.playHighlights();
  cancelAnimationFrame(player.state.clock.frame);
  return player.state.tour.stops.map((stop) => [stop.row.number, stop.start, stop.end]);
}"""
TOUR = """() => {
  const reached = [];
  for (let now = 0; player.playing && reached.length < 99; now += 16) {
    const { stops, at } = player.state.tour;
    player.state.t = stops[at].end;
    player.state.clock.last = now;
    tick(player.state, now);
    cancelAnimationFrame(player.state.clock.frame);
    reached.push(player.t);
  }
  return reached;
}"""


@pytest.fixture(scope="module")
def asked(made_up: Callable[..., str]) -> str:
    """Twelve rows, two of which the scenario sets."""
    lines = [json.loads(each) for each in made_up(rows=12).splitlines()]
    lines[0]["scenario"] |= {
        "question": "Why does one of two fall?",
        "pool": {"rows": [{"id": "r002"}, {"id": "r005"}]},
    }
    return "\n".join(map(json.dumps, lines))


def test_highlights_play_ten_moments_in_under_three_minutes(stage: Any, sixty: str) -> None:
    stage.show(sixty)
    stops = stage.tell(BEGIN_TOUR)
    assert 7 <= len(stops) <= 10
    assert stops == sorted(stops)
    watched = stage.tell(WATCHED)
    assert 20 < watched < 180
    starts = [start for _, start, _ in stops]
    assert stage.tell(TOUR) == [*starts[1:], pytest.approx(stops[-1][2], abs=0.02)]
    assert not stage.tell("() => player.playing")


def test_a_seek_ends_the_tour(stage: Any, sixty: str) -> None:
    stage.show(sixty)
    stage.tell("() => { player.playHighlights(); player.seekRow(2); }")
    assert stage.tell("() => player.state.tour") is None


def test_the_bar_says_where_the_tour_is_and_leads_on(stage: Any, sixty: str) -> None:
    stage.show(sixty, focus=True, start={"row": 30})
    button = stage.page.get_by_role("button", name="Highlights", exact=True)
    state = stage.page.get_by_role("group", name="Highlights")
    assert (button.get_attribute("aria-pressed"), state.is_visible()) == ("false", False)
    bar = stage.page.locator(".cs-bar")
    place = bar.bounding_box()
    stage.page.keyboard.press("h")
    stops = stage.tell("() => player.state.tour.stops.map(({ words }) => words)")
    assert (button.get_attribute("aria-pressed"), state.is_visible()) == ("true", True)
    assert bar.bounding_box() == place  # nothing jumps
    assert state.get_by_role("button").first.inner_text() == f"1 of {len(stops)}"
    assert state.get_by_role("status").inner_text() == stops[0]
    stage.page.keyboard.press("n")
    stage.page.keyboard.press("n")
    stage.page.keyboard.press("N")
    assert state.get_by_role("button").first.inner_text() == f"2 of {len(stops)}"
    assert stage.tell("() => player.playing")
    state.get_by_role("button", name="Stop the highlights (Esc)").click()
    assert (button.get_attribute("aria-pressed"), state.is_visible()) == ("false", False)
    stage.page.keyboard.press("b")
    assert stage.tell("() => player.scene.row.number") == 30


def test_its_list_has_every_stop_and_leads_to_it(stage: Any, sixty: str) -> None:
    stage.show(sixty, focus=True)
    stage.page.keyboard.press("h")
    stage.page.get_by_role("group", name="Highlights").get_by_role("button").first.click()
    page = stage.page.get_by_role("dialog", name="Highlights")
    assert not stage.tell("() => player.playing")
    stops = stage.tell("() => player.state.tour.stops.map(({ row }) => row.number)")
    assert [int(words.removeprefix("Row ")) for words in stage.texts(".cs-stoprow")] == stops
    assert page.locator("[aria-current=step]").count() == 1
    page.locator(".cs-stops button").nth(3).click()
    assert not page.is_visible()
    assert stage.tell("() => [player.state.tour.at, player.scene.row.number, player.playing]") == [3, stops[3], True]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_last_page_sums_up_and_leads_back(stage: Any, asked: str, theme: str) -> None:
    stage.show(asked, focus=True, start={"row": 9, "t": 3}, theme=theme)
    stage.page.keyboard.press("h")
    count = stage.tell("() => player.state.tour.stops.length")
    for _ in range(count):
        stage.page.keyboard.press("n")
    page = stage.page.get_by_role("dialog", name="Highlights")
    words = page.inner_text()
    assert "Those were the highlights" in words
    assert "Why does one of two fall?" in words
    assert f"{count} moments: " in words
    assert words.count("Before anybody spoke the room was ") == 2
    assert (stage.tell("() => player.playing"), stage.tell("() => player.state.tour")) == (False, None)
    assert barriers(stage.page, ".cs-tourpage") == []
    page.get_by_role("button", name="Back to").click()
    assert stage.tell("() => [player.scene.row.number, player.scene.local]") == [9, 3]


def test_while_what_is_to_come_is_hidden_it_stops_in_rows_that_are_over(stage: Any, asked: str) -> None:
    stage.show(asked, focus=True, start={"row": 4}, hide=True)
    stage.page.keyboard.press("h")
    rows = stage.tell("() => player.state.tour.stops.map(({ row }) => row.number)")
    assert rows
    assert max(rows) < 4
    stage.page.keyboard.press("Escape")
    stage.tell("() => { player.seek(0); player.playHighlights(); }")
    assert stage.tell("() => player.state.tour") is None
    assert stage.page.locator(".cs-notice").inner_text() == "No row that is over stands out yet."


def test_highlights_hold_the_rows_asked_about_and_say_why_each_is_shown(stage: Any, asked: str) -> None:
    stage.show(asked)
    stage.tell("() => { player.playHighlights(); player.pause(); }")
    stops = stage.tell(
        "() => player.state.tour.stops.map(({ row, end }) => [row.number, end >= row.start + row.duration - 0.001])"
    )
    assert {(2, True), (5, True)} <= {(row, to_the_end) for row, to_the_end in stops}
    times = stage.tell("() => player.state.tour.stops.map(({ start, end }) => [start, end])")
    assert all(end <= start for (_, end), (start, _) in pairwise(times))  # no line twice

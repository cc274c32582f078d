"""The player: play, seek, step, speed, keys, links, memory, and reach by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.effort import mixed
from tests.viz.barriers import barriers

AT = "() => player.t"
LISTEN = """() => {
  window.heard = [];
  for (const name of ['play', 'pause', 'row', 'seek']) player.on(name, (e) => heard.push([name, e.row]));
}"""
STEPS = """([count, direction]) => {
  const seen = [];
  for (let k = 0; k < count; k++) { player.step(direction); seen.push(player.t); }
  return seen;
}"""
CHANGED = """async () => {
  const { begun, row } = player.scene;
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  let count = 0;
  const watch = new MutationObserver((list) => { count += list.length; });
  watch.observe(document.querySelector('#host'), {
    subtree: true, childList: true, attributes: true, characterData: true,
  });
  player.seek(row.start + begun.start_s + 0.1);
  for (let k = 0; k < 5; k += 1) await frame();
  watch.disconnect();
  return count;
}"""
FOCUSED = "() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"


def test_it_plays_and_pauses_and_tells_who_listens(stage: Any, sixty: str) -> None:
    stage.show(sixty, speed=16)
    stage.tell(LISTEN)
    stage.tell("() => player.play()")
    stage.page.wait_for_function("player.t > 90")
    at = stage.tell("() => { player.pause(); return player.t; }")
    assert stage.settled().tell(AT) == at
    heard = [name for name, _ in stage.tell("() => heard")]
    assert heard[0] == "play"
    assert heard[-1] == "pause"
    assert "row" in heard


def test_it_stops_at_the_end_and_starts_over(stage: Any, sixty: str) -> None:
    stage.show(sixty, speed=16)
    stage.tell("() => { player.seek(player.recording.total - 1); player.play(); }")
    stage.page.wait_for_function("!player.playing")
    assert stage.tell("() => player.scene.state.finished")
    assert stage.tell("() => { player.play(); return player.t; }") == 0


def test_those_who_listen_are_told_that_it_is_over(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 3, "t": 5})
    said = stage.page.locator(".cs-live")
    assert stage.tell("() => player.scene.begun.text") in said.inner_text()
    stage.tell("() => player.seek(player.recording.total)")
    assert said.inner_text() == "The meeting is over."


def test_steps_go_through_utterances_and_rows_both_ways(stage: Any, sixty: str) -> None:
    stage.show(sixty)
    there = stage.page.evaluate(STEPS, [25, 1])
    back = stage.page.evaluate(STEPS, [24, -1])
    assert there == sorted(there)
    assert back == there[-2::-1]
    assert stage.tell("() => { player.seekRow(7); return player.scene.row.number; }") == 7
    assert stage.tell("() => { player.stepRow(1); return player.scene.row.number; }") == 8
    assert stage.tell("() => { player.stepRow(-1); return player.scene.row.number; }") == 7


@pytest.mark.parametrize(
    ("key", "expected"),
    [("l", 110), ("j", 90), ("ArrowRight", 105), ("ArrowLeft", 95), ("Home", 0), ("0", 0)],
)
def test_keys_seek(stage: Any, sixty: str, key: str, expected: float) -> None:
    stage.show(sixty, start=100, focus=True)
    stage.page.keyboard.press(key)
    assert stage.tell(AT) == expected


def test_keys_step_speed_and_open_the_map(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 5}, speed=1, focus=True)
    press = stage.page.keyboard.press
    row = "() => player.scene.row.number"
    press("]")
    assert stage.tell(row) == 6
    press("[")
    assert stage.tell(row) == 5
    press(".")
    press(",")
    press(">")
    assert stage.tell("() => player.settings.speed") == 1.5
    press("<")
    press("<")
    assert stage.tell("() => player.settings.speed") == "reading"
    press("5")
    assert stage.tell("() => player.t / player.recording.total") == pytest.approx(0.5)
    press("?")
    assert stage.page.get_by_role("dialog").is_visible()
    press("Escape")
    press("k")
    assert stage.tell("() => player.playing")
    press(" ")
    assert not stage.tell("() => player.playing")


@pytest.mark.parametrize("pace", [1, 3])
def test_from_reading_pace_faster_is_faster_and_slower_is_slower(stage: Any, sixty: str, pace: float) -> None:
    for key, faster in ((">", True), ("<", False)):
        stage.show(sixty, start={"row": 5, "t": 3}, pace=pace, speed="reading", focus=True)
        rate = stage.tell("() => player.state.film.rate(player.state)")
        stage.page.keyboard.press(key)
        speed = stage.tell("() => player.settings.speed")
        assert speed > max(rate, pace) if faster else speed < min(rate, pace)


def test_captions_show_that_they_are_on(stage: Any, six: str) -> None:
    stage.show(six, focus=True)
    button = stage.page.get_by_role("button", name="Captions (c)")
    assert button.get_attribute("aria-pressed") == "false"
    stage.page.keyboard.press("c")
    assert button.get_attribute("aria-pressed") == "true"


def test_letters_do_nothing_while_the_focus_is_elsewhere(stage: Any, sixty: str) -> None:
    stage.show(sixty, start=100)
    stage.page.keyboard.press("l")
    assert stage.tell(AT) == 100
    stage.page.get_by_role("searchbox").fill("jkl")
    assert stage.tell(AT) == 100


def test_everything_is_reached_by_tab(stage: Any, sixty: str) -> None:
    stage.show(sixty).filled()
    names = set()
    for _ in range(40):
        stage.page.keyboard.press("Tab")
        names.add(stage.tell(FOCUSED))
    for wanted in ("Play (space)", "Next row (])", "Previous utterance (,)", "Speed", "Moment in the meeting", "Why"):
        assert wanted in names
    assert sum(" left" in str(name) and len(name) < 200 for name in names) == 10


def test_arrows_walk_the_transcript(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 4, "t": 3}).filled()
    here = stage.page.locator(".cs-line.cs-here")
    here.focus()
    stage.page.keyboard.press("ArrowDown")
    stage.page.keyboard.press("Enter")
    assert stage.tell("() => player.scene.begun.index") == 1


def test_search_sifts_the_transcript(stage: Any, sixty: str) -> None:
    stage.show(sixty)
    stage.page.get_by_role("searchbox").fill("put my own name")
    assert "lines" in stage.texts(".cs-hits")[0]
    visible = stage.page.locator(".cs-line:visible")
    assert visible.count() == int(stage.texts(".cs-hits")[0].split()[0])
    visible.last.click()
    assert "put my own name" in stage.tell("() => player.scene.begun.text")


def test_a_click_on_a_member_says_why(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 31, "t": 30})
    stage.page.locator('[data-member="fac1"]').click()
    assert "Dr. Lindqvist" in stage.texts(".cs-why h3")[0]
    assert "Before the row" in stage.texts(".cs-why")[0]


def test_links_lead_to_a_moment_and_back(stage: Any, sixty: str) -> None:
    stage.show(sixty, start={"row": 9, "t": 12.5})
    link = stage.tell("() => { player.options.share = 'http://127.0.0.1/replay'; return player.link(); }")
    assert link == "http://127.0.0.1/replay?row=9&t=12.5"
    assert stage.tell("() => secondOf(player.recording, 'r009', '12.5') === secondOf(player.recording, '9', '12.5')")
    assert stage.tell("() => secondOf(player.recording, '<script>', 'x')") == 0
    assert stage.tell("() => secondOf(player.recording, '999999', '-4') <= player.recording.total")


def test_seeking_is_cheap_at_300_rows(stage: Any, made_up: Any) -> None:
    """Not timed: a seek inside an utterance touches the clock and the play head, not the room."""
    stage.show(made_up(rows=300), start=500).filled()
    stage.tell("() => { const { begun, row } = player.scene; player.seek(row.start + begun.start_s + 0.05); }")
    assert 1 <= stage.settled().tell(CHANGED) <= 12


@pytest.mark.parametrize(("size", "theme"), mixed([(1440, 900), (390, 844)], ["light", "dark"], only=1))
def test_no_serious_barrier(stage: Any, sixty: str, theme: str, size: tuple[int, int]) -> None:
    stage.ready(width=size[0], height=size[1]).show(sixty, theme=theme, start={"row": 31, "t": 41})
    stage.settled()
    assert barriers(stage.page) == []


def test_a_mark_on_the_time_line_leads_to_its_moment(stage: Any, sixty: str) -> None:
    stage.show(sixty)
    line = stage.page.locator(".cs-timeline").bounding_box()
    moments = stage.tell("() => player.state.dom.views.chapters.moments.map(({ t }) => t)")
    total = stage.tell("() => player.recording.total")
    alone = next(
        t for t in moments[5:] if all(other == t or abs(other - t) / total * line["width"] > 14 for other in moments)
    )
    stage.page.mouse.click(line["x"] + alone / total * line["width"] - 3, line["y"] + 6)
    assert stage.tell("() => player.t") == pytest.approx(alone + 0.001)
    stage.page.mouse.click(line["x"] + alone / total * line["width"] - 3, line["y"] + 19)
    assert stage.tell("() => player.t") < alone

"""Who has the keyboard: the player, whatever the pointer clicks; a control that the Tab key reached keeps its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.viz.argued import argued

NEXT = """async ([seen, state, t]) => {
  player.pause();
  document.querySelector('dialog[open]')?.close();
  player.seek(t);
  player.setSize?.('usual');
  if (player.state.dom.root.dataset.panel === 'folded') player.togglePanel();
  new Function(state)();
  // What has just come into view has its place from the second frame on.
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const kinds = 'button, select, summary, a[href], [role=button], [role=slider], .cs-scroll, .cs-picture, .cs-title';
  for (const node of document.querySelectorAll(`#host :is(${kinds})`)) {
    const box = node.getBoundingClientRect();
    const [x, y] = [box.left + Math.min(box.width / 2, 60), box.top + Math.min(box.height / 2, 12)];
    const hit = document.elementFromPoint(x, y);
    if (!box.width || node.disabled || !hit || !(hit === node || node.contains(hit))) continue;
    const said = node.matches('.cs-iconbutton, .cs-view, .cs-tab') ? node.ariaLabel ?? node.textContent : '';
    const around = node.parentElement.closest('[class*=cs-]:not(svg, g, li)');
    const name = (each) => (each?.getAttribute('class') ?? '').split(' ')[0];
    const key = [node.localName, name(node), said.replace(/^(?:Play|Pause)/, 'Play'), name(around)].join(' ');
    if (!seen.includes(key)) return [key, x, y];
  }
  return null;
}"""
KEYS = """(key) => {
  const opened = document.querySelector('dialog[open]');
  opened?.close();
  player.pause();
  const wrong = [];
  const focused = document.activeElement;
  if (!focused.matches('.cs-stage, .cs-notice input, select')) wrong.push(`${focused.outerHTML.slice(0, 80)} has it`);
  const press = (key) =>
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const { t } = player;
  press('.');
  if (player.t === t) wrong.push('. does not step');
  press(' ');
  if (!player.playing) wrong.push('space does not play');
  player.pause();
  return wrong.map((words) => `${key}: ${words}`);
}"""
ROOM = "player.setView?.('room'); "
STATES = (
    ROOM + "player.showTab('guide')",
    ROOM + "player.showTab('transcript')",
    ROOM + "player.choose(player.chosen); player.choose('fac1')",
    ROOM + "player.askAbout('r002')",
    "player.setView('list')",
    "player.setView('answers')",
    "player.playHighlights()",
)


def clicked(page: Any, states: tuple[str, ...], t: float) -> tuple[list[str], list[str]]:
    """Click a control of every kind that shows in one of the states; which they are, and what keys fail to do then."""
    seen: list[str] = []
    wrong: list[str] = []
    for state in states:
        while control := page.evaluate(NEXT, [seen, state, t]):
            key, x, y = control
            seen.append(key)
            page.mouse.click(x, y)
            if key.startswith("select"):
                page.keyboard.press("Escape")  # a list of choices has the keyboard until it closes
            wrong += page.evaluate(KEYS, key)
    return seen, wrong


def test_whatever_is_clicked_the_keys_work(stage: Any, made_up: Callable[..., str]) -> None:
    rows = '"pool": {"rows": [{"id": "r002"}, {"id": "r004"}]}, "question"'
    text = argued(made_up(rows=6)).replace('"question"', rows, 1)
    stage.show(text, speed=1, residents={"g1": "#there", "g2": "#there"}).filled()
    seen, wrong = clicked(stage.page, STATES, 60)
    assert wrong == []
    names = " ".join(seen)
    parts = ("cs-timeline", "cs-speed", "cs-person", "cs-line", "cs-rowhead", "cs-follow", "cs-chartcells", "cs-way")
    labels = ("Keyboard", "Save picture", "Next highlight", "Why", "Who answered whom", "cs-switch", "cs-filter")
    assert [wanted for wanted in (*parts, *labels) if wanted not in names] == []
    assert len(seen) >= 40


def test_whatever_is_clicked_the_keys_work_in_a_comparison(pair: Any, made_up: Callable[..., str]) -> None:
    pair.show(argued(made_up(rows=6)), argued(made_up(rows=6, seed=4)), speed=1, replays=["#a", "#b"]).settled()
    seen, wrong = clicked(pair.page, ("",), 60)
    assert wrong == []
    for wanted in ("cs-timeline", "cs-speed", "cs-person", "cs-jump", "cs-leanlink", "Keyboard", "cs-change"):
        assert wanted in " ".join(seen)


def test_after_a_click_space_plays_and_a_control_reached_by_tab_keeps_its_own(stage: Any, six: str) -> None:
    press = stage.page.keyboard.press
    stage.show(six, start={"row": 3})
    stage.page.get_by_role("tab", name="Guide").click()
    press(" ")
    assert stage.tell("() => player.playing")
    press(" ")
    stage.page.get_by_role("tab", name="Why").focus()
    press(" ")
    assert (stage.tell("() => player.playing"), stage.tell("() => player.state.tab")) == (False, "why")
    stage.page.locator(".cs-ranks button").first.focus()
    press("Home")
    assert stage.tell("() => document.activeElement.className").startswith("cs-stage")  # its entry left the list
    press("]")
    assert stage.tell("() => player.scene.row.number") == 2


def test_a_list_of_choices_gives_the_keyboard_back(stage: Any, six: str) -> None:
    stage.show(six, start=40, speed=1)
    stage.page.locator(".cs-speed").click()
    stage.page.keyboard.press("ArrowDown")
    stage.page.keyboard.press("Enter")
    assert stage.tell("() => player.settings.speed") == 1.5
    stage.page.keyboard.press("k")
    assert stage.tell("() => player.playing")


@pytest.mark.parametrize("way", ["?", "Escape", "Close", "beside"])
def test_what_the_question_mark_opened_closes(stage: Any, six: str, way: str) -> None:
    stage.show(six, start=40)
    stage.page.get_by_role("button", name="Keyboard (?)").click()
    dialog = stage.page.get_by_role("dialog", name="Keyboard")
    assert dialog.is_visible()
    if way == "Close":
        dialog.get_by_role("button").click()
    elif way == "beside":
        dialog.locator("h2").click()
        assert dialog.is_visible()
        stage.page.mouse.click(4, 4)
    else:
        stage.page.keyboard.press(way)
    assert not dialog.is_visible()
    stage.page.keyboard.press(" ")
    assert stage.tell("() => player.playing")


def test_a_drag_over_the_time_line_selects_no_text(stage: Any, six: str) -> None:
    stage.show(six)
    line = stage.page.locator(".cs-timeline").bounding_box()
    stage.page.mouse.move(line["x"] + 40, line["y"] + 18)
    stage.page.mouse.down()
    for x, y in ((300, 400), (900, 200), (1300, 500)):
        stage.page.mouse.move(x, y, steps=3)
    stage.page.mouse.up()
    assert stage.tell("() => String(getSelection())") == ""
    stage.page.keyboard.press("b")
    assert stage.tell("() => player.t") == 0

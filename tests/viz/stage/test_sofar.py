"""While what is still to come is hidden, a meeting and its fork draw the same page up to the fork."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.viz.argued import argued
from tests.viz.forked import forked

WALK = """async ([row, line, way]) => {
  const wait = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const rest = () => { const now = player.recording.rows[row - 1];
    player.seek(now.start + (line ? now.utterances[line - 1].start_s + 0.4 : 0)); };
  rest();
  if (way === 'switched') player.toggleHide();
  while (!player.state.dom.views.transcript.sections.every(({ lines }) => lines)) await wait();
  const pages = {};
  const keep = (name) => { pages[name] = `${document.title} ${document.body.outerHTML}`; };
  const line_ = document.querySelector('.cs-timeline');
  const over = (share) => {
    const box = line_.getBoundingClientRect();
    const at = { clientX: box.left + share * box.width, clientY: box.top + 18, bubbles: true };
    line_.dispatchEvent(new PointerEvent('pointermove', at));
  };
  for (const view of ['room', 'list', 'answers', 'trust']) { player.setView(view); await wait(); keep(view); }
  player.setView('room');
  for (const tab of ['guide', 'transcript', 'why']) { player.showTab(tab); await wait(); keep(tab); }
  const member = player.recording.header.members[3].id;
  player.choose(member); await wait(); keep('member'); player.choose(member);
  for (const share of [0.02, 0.3, 0.49, 0.52, 0.7, 0.99]) { over(share); await wait(); keep(`tip ${share}`); }
  over(0.02); player.seek(0); await wait(); keep('tip after a seek back'); rest();
  line_.dispatchEvent(new PointerEvent('pointerleave', { bubbles: true }));
  player.showTab('transcript');
  const search = document.querySelector('.cs-search');
  for (const words of ['name', 'Next', 'zzz']) {
    search.value = words; search.dispatchEvent(new Event('input', { bubbles: true })); await wait();
    keep(`search ${words}`);
  }
  search.value = ''; search.dispatchEvent(new Event('input', { bubbles: true }));
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true, value: { writeText: async (text) => { pages.copied = text; } } });
  [...document.querySelectorAll('.cs-searchbar button')].find((each) => each.textContent === 'Copy').click();
  await wait();
  pages.link = player.link();
  delete navigator.clipboard;
  return pages;
}"""
POINTS = [(1, 1), (1, 2), (10, 1), (10, 4), (23, 1), (23, 3)]


@pytest.fixture(scope="module")
def rows(made_up: Any) -> str:
    """Twenty-five rows of which the scenario sets two, one of them still to come at most points."""
    lines = [json.loads(each) for each in made_up(rows=25).splitlines()]
    opened = [event for event in lines if event["event"] == "row_opened"]
    wanted = [{key: opened[k][key] for key in ("id", "name", "kind")} for k in (21, 4)]
    lines[0]["scenario"]["pool"] = {"rows": wanted}
    return argued("".join(json.dumps(each, sort_keys=True) + "\n" for each in lines))


@pytest.fixture(scope="module")
def others(made_up: Any) -> str:
    return argued(made_up(rows=25, seed=4))


def walked(stage: Any, text: str, point: tuple[int, int], way: str) -> dict[str, str]:
    stage.ready().show(text, hide=way == "hidden", layout={"pd": [0, 0]})
    pages: dict[str, str] = stage.page.evaluate(WALK, [*point, way])
    return pages


def differs(ours: str, theirs: str, name: str) -> tuple[str, str, str]:
    """Where two pages of that name first differ."""
    at = next((k for k, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    return name, ours[at - 120 : at + 80], theirs[at - 120 : at + 80]


@pytest.mark.parametrize("way", ["hidden", "switched"])
@pytest.mark.parametrize("point", POINTS)
def test_a_meeting_and_its_fork_draw_the_same_page_up_to_the_fork(
    stage: Any, rows: str, others: str, point: tuple[int, int], way: str
) -> None:
    row, line = point
    fork = forked(rows, others, row=row, lines=line)
    ours, theirs = (walked(stage, text, point, way) for text in (rows, fork))
    assert set(ours) == set(theirs)
    assert [differs(page, theirs[name], name) for name, page in ours.items() if page != theirs[name]] == []

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
  player.state.dom.notice.remove();
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
  for (const k of [0, 21]) {
    player.askAbout(player.recording.header.scenario.pool.rows[k % 2].id); await wait(); keep(`asked ${k}`);
  }
  player.showTab('why');
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
  if (row < 20) player.seekRow(row + 2);
  rest(); await wait();
  pages['after a look ahead'] = document.body.innerText;
  return pages;
}"""
POINTS = [(10, 4, "switched"), (23, 3, "hidden")]
MORE = [(1, 1, "hidden"), (1, 2, "switched"), (10, 1, "hidden"), (10, 4, "hidden"), (23, 1, "switched")]
WALK_PAIR = """async ([row, local, way]) => {
  const wait = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const rest = () => player.seek(player.comparison.pairs[row - 1].start + local);
  rest();
  if (way === 'switched') player.toggleHide();
  player.state.dom.notice.remove();
  const pages = {};
  const keep = (name) => { pages[name] = `${document.title} ${document.body.outerHTML}`; };
  await wait(); keep('rooms');
  player.choose('fac1'); await wait(); keep('member'); player.choose('fac1');
  const line = document.querySelector('.cs-timeline');
  for (const share of [0.02, 0.3, 0.52, 0.7, 0.99]) {
    const box = line.getBoundingClientRect();
    const at = { clientX: box.left + share * box.width, clientY: box.top + 24, bubbles: true };
    line.dispatchEvent(new PointerEvent('pointermove', at));
    await wait(); keep(`tip ${share}`);
  }
  player.seek(0); await wait(); keep('tip after a seek back'); rest();
  player.setSize('projector'); await wait(); keep('projector');
  pages.link = player.link();
  return pages;
}"""


@pytest.fixture(scope="module")
def rows(made_up: Any) -> str:
    """Twenty-five rows of which the scenario sets two, one of them still to come at most points."""
    lines = [json.loads(each) for each in made_up(rows=25).splitlines()]
    opened = [event for event in lines if event["event"] == "row_opened"]
    wanted = [{key: opened[k][key] for key in ("id", "name", "kind")} for k in (21, 4)]
    lines[0]["scenario"]["pool"] = {"rows": wanted}
    return argued("".join(json.dumps(each, sort_keys=True) + "\n" for each in lines))


@pytest.fixture(scope="module")
def others(made_up: Any) -> list[str]:
    return [argued(made_up(rows=25, seed=seed)) for seed in (4, 7, 8)]


def differences(ours: dict[str, str], theirs: dict[str, str]) -> list[tuple[str, str, str]]:
    """Where pages of the same name first differ."""
    assert set(ours) == set(theirs)
    assert all(ours.values())
    found = []
    for name, page in ours.items():
        at = next((k for k, (a, b) in enumerate(zip(page, theirs[name], strict=False)) if a != b), None)
        if page != theirs[name]:
            found.append((name, page[at and at - 120 :][:200], theirs[name][at and at - 120 :][:200]))
    return found


@pytest.mark.parametrize(
    ("row", "line", "way"), [*POINTS, *(pytest.param(*each, marks=pytest.mark.soak) for each in MORE)]
)
def test_a_meeting_and_its_fork_draw_the_same_page_up_to_the_fork(
    stage: Any, rows: str, others: list[str], row: int, line: int, way: str
) -> None:
    walked = []
    for text in (rows, forked(rows, others[0], row=row, lines=line)):
        stage.ready().show(text, hide=way == "hidden")
        walked.append(stage.page.evaluate(WALK, [row, line, way]))
    assert differences(*walked) == []


@pytest.mark.parametrize(
    ("row", "line", "way"),
    [(10, 4, "hidden"), *(pytest.param(*each, marks=pytest.mark.soak) for each in [*POINTS, *MORE])],
)
def test_two_meetings_and_their_forks_draw_the_same_page_up_to_the_fork(
    pair: Any, rows: str, others: list[str], row: int, line: int, way: str
) -> None:
    local = starts(rows, row)[line - 1] + 0.4
    begun = sum(start <= local for start in starts(others[0], row))
    forks = forked(rows, others[1], row=row, lines=line), forked(others[0], others[2], row=row, lines=begun)
    walked = []
    for texts in ((rows, others[0]), forks):
        pair.ready().show(*texts, hide=way == "hidden", replays=["/a", "/b"])
        walked.append(pair.page.evaluate(WALK_PAIR, [row, local, way]))
    assert differences(*walked) == []


def starts(text: str, row: int) -> list[float]:
    said = [event for event in map(json.loads, text.splitlines()) if event["event"] == "uttered"]
    return [event["start_s"] for event in said if event["row"] == row]

"""Whether everything in the room can be read, at every utterance, at every size and in every theme."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from viz.stage.floors import SCREENS, Screen, Walked, loaded, walked, walks

HARDEST = [11, 28, 34]  # four stakes at once; the row of the workshop; the longest letters, on three lines of cells
HARD = [
    (Screen(1366, 650), "dark"),
    (Screen(1280, 720, "projector"), "light"),
    (Screen(1920, 1080, "projector"), "contrast"),
]
NOBODY = """() => {
  const box = (node) => node.getBoundingClientRect();
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const over = [...document.querySelectorAll('.cs-notice, .cs-caption')].filter((node) => box(node).width);
  const under = [...document.querySelectorAll('.cs-room text, .cs-room .cs-bust, .cs-stage button, .cs-stage select')]
    .filter((node) => box(node).width && node.checkVisibility());
  const covered = over.flatMap((a) => under.filter((b) => meet(box(a), box(b))));
  const controls = [...document.querySelectorAll('.cs-controls :is(button, select)')].filter((node) => box(node).width);
  const crowded = controls.filter((a, k) => controls.slice(k + 1).some((b) => meet(box(a), box(b))));
  return [over.length, [...covered, ...crowded].map((node) => node.title || node.textContent)];
}"""

TWO_ROOMS = (Screen(1280, 720, "projector"), Screen(320, 700))
CHANGED = "us:fight:known; us:glowing:known; us:lukewarm; abroad:generic; abroad:coded"
LIT = """() => player.state.dom.leans.map(({ canvas }) => {
  const lit = canvas.querySelector('.cs-lit .cs-cellvalue');
  return [lit?.textContent, canvas.querySelectorAll('.cs-cellbox[visibility=hidden]').length];
})"""


@pytest.fixture
def held(answered: Callable[..., Any], tmp_path: Path) -> Callable[..., str]:
    """The text of a meeting held now."""

    def hold(scenario: str, seed: int) -> str:
        there = tmp_path / f"{scenario}-{seed}.jsonl"
        assert answered("run", scenario, "--seed", str(seed), "--out", there).returncode == 0
        return there.read_text(encoding="utf-8")

    return hold


def with_letters(text: str, row: int, letters: str) -> str:
    """The recording ``text`` with other letters in one row."""
    events = [json.loads(line) for line in text.splitlines()]
    for event in events:
        if event["event"] == "row_opened" and event["row"] == row:
            event["cells"]["letters"] = letters
    return "".join(json.dumps(event, sort_keys=True) + "\n" for event in events)


def test_the_hardest_rows_can_be_read(stage: Any, pair: Any, held: Callable[..., str]) -> None:
    text = held("two_imgs", 1)
    alone_can_be_read(stage, text)
    two_rooms_can_be_read(pair, text)


def alone_can_be_read(stage: Any, text: str) -> None:
    stage.page.emulate_media(reduced_motion="reduce")
    stage.show(text)
    found = [walked(stage.page, screen, theme, rows=HARDEST) for screen, theme in HARD]
    assert [(str(each), each.faults) for each in found if each.faults] == []
    assert all(each.least["smallest"] > 0 for each in found)
    low = walked(stage.page, Screen(1280, 620, "projector"), "light", rows=HARDEST[1:2])  # a browser with all its bars
    assert (low.overlaps, low.cuts) == ([], [])
    stage.tell("() => { player.setSize('usual'); player.toggleCaptions(); }")
    for width, height in ((1366, 768), (1024, 700)):
        stage.page.set_viewport_size({"width": width, "height": height})
        stage.settled().page.get_by_role("button", name="Copy a link").click()
        assert stage.tell(NOBODY) == [2, []]


def two_rooms_can_be_read(pair: Any, text: str) -> None:
    """The longest letters differ. Where they are lit they take the lines that they need, and other cells fold."""
    longest = HARDEST[-1]
    pair.page.emulate_media(reduced_motion="reduce")
    pair.show(text, with_letters(text, longest, CHANGED))
    found = [walked(pair.page, screen, "light", rows=[longest]) for screen in TWO_ROOMS]
    assert [(str(each), each.faults) for each in found if each.faults] == []
    assert [each.least["lit"] > 0 for each in found] == [True, True]
    pair.ready(width=1280, height=720).show(text, with_letters(text, longest, CHANGED), size="projector")
    pair.tell(
        f"() => {{ const {{ a, start }} = player.comparison.pairs[{longest - 1}];"
        "const said = a.utterances.find(({ point }) => point?.startsWith('letters'));"
        "player.seek(start + said.start_s + 0.05); }"
    )
    shown = pair.tell(LIT)
    assert "glowing (known)" in shown[0][0]
    assert "abroad: generic, coded" in shown[1][0]
    assert all(folded > 0 for _, folded in shown)


@pytest.mark.soak
@pytest.mark.parametrize(("scenario", "seed"), [("two_imgs", 1), ("baseline", 5)])
def test_the_whole_window_can_be_read(browser: Any, held: Callable[..., str], scenario: str, seed: int) -> None:
    page = browser.new_page(reduced_motion="reduce")
    loaded(page, [held(scenario, seed)])
    found = list(walks(page))
    page.close()
    assert len(found) == 3 * len(SCREENS)
    assert [(str(each), each.faults) for each in found if each.faults] == []


@pytest.mark.soak
def test_two_rooms_in_one_window_can_be_read(browser: Any, held: Callable[..., str]) -> None:
    page = browser.new_page(reduced_motion="reduce")
    loaded(page, [held("two_imgs", 1), held("two_imgs", 2)])
    found = [walked(page, screen, "light", rows=HARDEST) for screen in SCREENS]
    page.close()
    assert [(str(each), each.faults) for each in found if each.faults] == []


@pytest.mark.parametrize(
    ("least", "screen", "said"),
    [
        ({"smallest": 11.9}, Screen(1366, 768), "smallest 11.9 px, the floor is 12: here"),
        ({"smallest": 16, "speech": 23}, Screen(1280, 720, "projector"), "speech 23.0 px, the floor is 24: "),
        ({"smallest": 16, "speech": 37, "unstaked": 39}, Screen(1920, 1080, "projector"), "unstaked 39.0 px"),
        ({"smallest": 12, "beside": -1.5}, Screen(1366, 768), "the speech is 1.5 px smaller than its label"),
    ],
)
def test_what_is_below_a_floor_is_said(least: dict[str, float], screen: Screen, said: str) -> None:
    found = Walked(screen, "light", least, where={"smallest": "here"})
    assert len(found.faults) == 1
    assert found.faults[0].startswith(said)


def test_overlaps_cuts_and_jumps_are_faults() -> None:
    found = Walked(Screen(1366, 768), "dark", {"smallest": 12.0}, overlaps=["a on b"], cuts=["c…"], shift=0.03)
    assert found.faults == ["overlap: a on b", "cut: c…", "layout shift 0.030: "]
    assert str(found) == "1366x768 dark: smallest 12.0 px, 1 overlaps, 1 cuts, shift 0.030"

"""How the stage fits its box: large letters for a projector, whole or by choice."""

from __future__ import annotations

from typing import Any

import pytest

SMALLEST = """() => {
  const sizes = {};
  for (const node of document.querySelectorAll('.cs-stage *')) {
    const own = [...node.childNodes].some((each) => each.nodeType === 3 && each.nodeValue.trim());
    const box = node.getBoundingClientRect();
    const shows = node.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      && box.width > 2 && box.bottom > 0 && box.top < innerHeight;
    if (!own || !shows || node.closest('title, option, .cs-live')) continue;
    const scale = node.ownerSVGElement ? node.getScreenCTM().a : node.currentCSSZoom ?? 1;
    sizes[`${node.getAttribute('class')}: ${node.textContent}`] = parseFloat(getComputedStyle(node).fontSize) * scale;
  }
  return Object.entries(sizes).sort((a, b) => a[1] - b[1]);
}"""

LINES = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector('.cs-foot .cs-disclaimer'));
  return [...range.getClientRects()].map(({ width }) => width);
}"""
"""How long the lines of the disclaimer at the foot are."""


@pytest.mark.parametrize("row", [3, 31])
def test_on_a_projector_no_text_is_smaller_than_a_sixtieth_of_the_screen(stage: Any, sixty: str, row: int) -> None:
    stage.ready(width=1920, height=1080).show(sixty, start={"row": row, "t": 20})
    assert stage.tell("() => player.state.dom.root.dataset.size") == "projector"
    small = stage.settled().tell(SMALLEST)
    assert len(small) > 40
    assert [each for each in small if each[1] < 1080 / 60 - 0.1] == []
    assert stage.texts(".cs-words text")
    assert float(stage.page.locator(".cs-words text").first.get_attribute("font-size")) >= 1080 / 45


def test_large_text_is_asked_for_and_given_back(stage: Any, sixty: str) -> None:
    stage.show(sixty, start=30, focus=True)
    letters = "Number(document.querySelector('.cs-name').getAttribute('font-size'))"
    sized = f"() => [player.state.dom.root.dataset.size, {letters}]"
    usual = stage.tell(sized)
    stage.page.keyboard.press("p")
    large = stage.tell(sized)
    assert (usual[0], large[0]) == ("usual", "projector")
    assert large[1] > 1.15 * usual[1]
    assert stage.outside() == []
    stage.page.get_by_role("button", name="Projector size").click()
    assert stage.tell(sized) == usual
    for width in (900, 960, 1024, 1100, 1180):
        stage.page.set_viewport_size({"width": width, "height": 768})
        lines = stage.settled().tell(LINES)
        assert len(lines) <= 2, width
        assert min(lines) > 0.7 * max(lines), "no word is left over for a line of its own"


def test_the_panel_beside_the_room_folds_and_opens_for_who_asks(stage: Any, sixty: str) -> None:
    stage.show(sixty, start=30, focus=True, size="projector")
    side = stage.page.locator(".cs-side")
    shown = []
    for key in ("w", "w", "g", "w"):
        shown.append(side.is_visible())
        stage.page.keyboard.press(key)
    assert shown == [False, True, False, True]
    assert not side.is_visible()
    for key, tab in (("t", ".cs-transcript"), ("y", ".cs-why")):
        stage.page.keyboard.press(key)
        assert stage.page.locator(tab).is_visible()
        assert stage.tell("() => document.activeElement.matches('.cs-scroll')")  # so that the arrow keys scroll it
    stage.page.keyboard.press("w")
    stage.page.set_viewport_size({"width": 1280, "height": 720})
    title = "[...document.querySelectorAll('.cs-title bdi')]"
    assert stage.settled().tell(f"() => {title}.filter((each) => each.scrollWidth > each.clientWidth).length") == 0
    stage.page.locator('.cs-room [data-member="pd"]').click()
    assert side.is_visible()
    assert stage.page.locator(".cs-why").is_visible()
    stage.tell("() => player.setSize('usual')")
    assert side.is_visible()
    stage.page.keyboard.press("f")
    stage.page.wait_for_function("document.fullscreenElement === player.state.dom.root")
    stage.page.keyboard.press("f")
    stage.page.wait_for_function("!document.fullscreenElement")

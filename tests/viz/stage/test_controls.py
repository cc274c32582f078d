"""The controls under a player: on a phone, too, their words stand whole and lie on nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.viz.stage.bare import Bare, Pair

CRAMPED = """() => {
  const bad = [];
  const speed = document.querySelector('.cs-speed');
  const looks = getComputedStyle(speed);
  const brush = document.createElement('canvas').getContext('2d');
  brush.font = looks.font;
  const words = brush.measureText(speed.selectedOptions[0].textContent).width;
  const room = speed.clientWidth - parseFloat(looks.paddingLeft) - parseFloat(looks.paddingRight);
  if (looks.appearance !== 'none') bad.push("the browser's arrow takes room that nobody can measure");
  if (words > room + 0.5) bad.push(`the speed takes ${words} px of ${room}`);
  const parts = ['.cs-time', '.cs-switch', '.cs-settings > *'].flatMap((each) => [...document.querySelectorAll(each)]);
  const boxes = parts.map((node) => [node, node.getBoundingClientRect()]).filter(([, box]) => box.width);
  for (const [node, a] of boxes) {
    if (a.right > innerWidth || a.left < 0) bad.push(`${node.className} is outside`);
    for (const [other, b] of boxes) {
      const [x, y] = [Math.min(a.right, b.right) - a.left, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
      if (node !== other && b.left >= a.left && a.right > b.left && x > 0 && y > 1) {
        bad.push(`${other.className} on ${node.className}`);
      }
    }
  }
  return bad;
}"""
SIZES = ((320, 700), (390, 844), (768, 1024), (844, 390), (1000, 700))


def cramped(shown: Bare) -> list[str]:
    bad: list[str] = []
    for width, height in SIZES:
        shown.page.set_viewport_size({"width": width, "height": height})
        shown.settled()
        bad += [f"{width} px: {each}" for each in shown.tell(CRAMPED)]
    return bad


@pytest.mark.parametrize("hide", [False, True])
def test_the_speed_stands_whole_beside_the_time(stage: Any, sixty: str, hide: bool) -> None:
    stage.show(sixty, start=40, hide=hide)
    assert cramped(stage) == []


def test_the_speed_stands_whole_under_two_rooms(pair: Pair, sixty: str, made_up: Callable[..., str]) -> None:
    pair.show(sixty, made_up(rows=60, seed=4))
    assert cramped(pair) == []
    pair.page.set_viewport_size({"width": 320, "height": 700})
    ends = "[...document.querySelectorAll('.cs-settings > *')].map((each) => each.getBoundingClientRect().bottom)"
    bottoms = pair.settled().tell(f"() => {ends}.filter(Boolean)")
    assert max(bottoms) - min(bottoms) < 20  # in one line

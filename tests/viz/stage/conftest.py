"""A page with nothing on it but the stage, and a few ways to ask it what it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from viz.player import stage_module, stage_style

BLANK = '<!doctype html><html lang="en"><title>Stage</title><body><main id="host"></main></body></html>'
MOUNT = """([text, options]) => {
  window.player = stage.mount(document.getElementById('host'), stage.parse(text), options);
}"""
FILLED = """() => document.querySelectorAll('.cs-line').length
  === player.recording.rows.reduce((sum, row) => sum + row.utterances.length, 0)"""
EXPOSED = """
window.stage = { parse, state, mount, refuse, unpack };
Object.assign(window, { bumpPaths, secondOf, tick });"""

OUTSIDE = """() => {
  const shown = (node) => node.getBoundingClientRect().width > 0 && node.textContent;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
  const box = (node) => node.getBoundingClientRect();
  const inside = (a, b, slack) => a.left >= b.left - slack && a.right <= b.right + slack
    && a.top >= b.top - slack && a.bottom <= b.bottom + slack;
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  const canvas = box(document.querySelector('.cs-canvas'));
  const paper = box(document.querySelector('.cs-paper'));
  const bad = [];
  for (const node of all('.cs-canvas text')) if (!inside(box(node), canvas, 1)) bad.push('off: ' + node.textContent);
  for (const node of all('.cs-speech text')) if (!inside(box(node), paper, 2)) bad.push('off: ' + node.textContent);
  const plates = all('.cs-name, .cs-role, .cs-stance, .cs-cellvalue, .cs-rowname');
  const words = all('.cs-words text, .cs-who, .cs-under, .cs-stamp');
  const cross = (a, b) => { if (meet(box(a), box(b))) bad.push(a.textContent + ' on ' + b.textContent); };
  for (const a of words) for (const b of plates) cross(a, b);
  plates.forEach((a, k) => plates.slice(k + 1).forEach((b) => cross(a, b)));
  return bad;
}"""


class Stage:
    """The stage on a page of its own."""

    def __init__(self, page: Any, settled: Callable[[Any], None]) -> None:
        self.page = page
        self._settled = settled

    def ready(self, *, width: int = 1440, height: int = 900) -> Stage:
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.set_content(BLANK)
        self.page.add_style_tag(content=stage_style() + "body{margin:0}#host{height:100vh}")
        self.page.add_script_tag(content=stage_module() + EXPOSED, type="module")
        self.page.wait_for_function("window.stage")
        return self

    def show(self, text: str, **options: Any) -> Stage:
        """Mount a recording; the player is ``window.player``."""
        self.page.evaluate(MOUNT, [text, {"remember": False, **options}])
        return self

    def settled(self) -> Stage:
        """Go on once nothing on the page moves or changes any more."""
        self._settled(self.page)
        return self

    def filled(self) -> Stage:
        """Go on once every line of the transcript is written, which the stage does while it is idle."""
        self.page.wait_for_function(FILLED)
        return self.settled()

    def tell(self, script: str) -> Any:
        return self.page.evaluate(script)

    def texts(self, selector: str) -> list[str]:
        found: list[str] = self.page.eval_on_selector_all(selector, "nodes => nodes.map(node => node.textContent)")
        return found

    def outside(self) -> list[str]:
        """Texts of the room that leave their place or lie on one another."""
        found: list[str] = self.tell(OUTSIDE)
        return found

    def count(self, selector: str) -> int:
        found: int = self.page.locator(selector).count()
        return found


@pytest.fixture
def stage(page: Any, settled: Callable[[Any], None]) -> Stage:
    return Stage(page, settled).ready()


@pytest.fixture(scope="session")
def sixty(made_up: Callable[..., str]) -> str:
    return made_up(rows=60)

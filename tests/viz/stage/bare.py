"""A page with nothing on it but the stage, and a few ways to ask it what it shows.

The page is loaded once. Each test finds it empty, whatever the test before put there.
"""

from __future__ import annotations

from typing import Any, Self

from tests.viz.rest import settle
from viz.player import ENTRY, PAIR, stage_module, stage_style

BLANK = '<!doctype html><html lang="en"><title>Stage</title><body></body></html>'
MOUNT = """([text, options]) => {
  window.player?.destroy();
  delete window.player;
  window.player = stage.mount(document.getElementById('host'), stage.parse(text), options);
}"""
MOUNT_PAIR = """([a, b, options]) => {
  window.player?.destroy();
  delete window.player;
  window.player = pair.mountPair(document.getElementById('host'), a, b, { remember: false, ...options });
}"""
FILLED = """() => document.querySelectorAll('.cs-line').length
  === player.recording.rows.reduce((sum, row) => sum + row.utterances.length, 0)"""
EXPOSED = {
    ENTRY: """
window.stage = { parse, state, mount, refuse, unpack, partOf };
Object.assign(window, { bumpPaths, secondOf, tick });""",
    PAIR: "window.pair = { parse, compared, mountPair };",
}
LOADED = "\nwindow.loaded = new Set(Object.keys(window)).add('loaded');"
EMPTIED = """() => {
  if (!window.loaded || Object.getOwnPropertyNames(navigator).length) return false;
  window.player?.destroy();
  for (const name of Object.keys(window)) if (!loaded.has(name)) delete window[name];
  for (const node of [document.documentElement, document.body]) {
    for (const { name } of [...node.attributes]) node.removeAttribute(name);
  }
  document.documentElement.lang = 'en';
  const host = document.createElement('main');
  host.id = 'host';
  document.body.replaceChildren(host);
  scrollTo(0, 0);
  return true;
}"""
PLAIN = {
    "color_scheme": "light",
    "contrast": "no-preference",
    "forced_colors": "none",
    "reduced_motion": "no-preference",
}

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


class Bare:
    """A page with nothing on it but what a module of the stage draws there."""

    def __init__(self, page: Any, entry: str) -> None:
        self.page = page
        self.entry = entry

    def ready(self, *, width: int = 1440, height: int = 900) -> Self:
        """Empty, and of this size."""
        self.page.set_viewport_size({"width": width, "height": height})
        if not self.page.evaluate(EMPTIED):
            self._load()
            assert self.page.evaluate(EMPTIED)
        return self

    def as_found(self) -> Self:
        """As if nobody had been there: nothing is emulated and the mouse is away."""
        self.page.bring_to_front()
        self.page.emulate_media(**PLAIN)
        self.page.mouse.move(-1, -1)
        return self.ready()

    def _load(self) -> None:
        self.page.goto("about:blank")
        self.page.set_content(BLANK)
        self.page.add_style_tag(content=stage_style(self.entry) + "body{margin:0}#host{height:100vh}")
        script = stage_module(self.entry) + "\n" + EXPOSED[self.entry] + LOADED
        self.page.add_script_tag(content=script, type="module")
        self.page.wait_for_function("window.loaded")

    def settled(self) -> Self:
        """Go on once nothing on the page moves or changes any more."""
        settle(self.page)
        return self

    def tell(self, script: str) -> Any:
        return self.page.evaluate(script)

    def texts(self, selector: str) -> list[str]:
        texts: list[str] = self.page.eval_on_selector_all(selector, "nodes => nodes.map(node => node.textContent)")
        return texts


class Stage(Bare):
    """The stage on a page of its own."""

    def show(self, text: str, **options: Any) -> Stage:
        """Mount a recording; the player is ``window.player``."""
        self.page.evaluate(MOUNT, [text, {"remember": False, **options}])
        return self

    def filled(self) -> Stage:
        """Go on once every line of the transcript is written, which the stage does while it is idle."""
        self.page.wait_for_function(FILLED)
        return self.settled()

    def filled_so_far(self) -> Stage:
        """Go on once every line that shows while what is still to come is hidden is written."""
        self.page.wait_for_function("player.state.dom.views.transcript.sections.every(({ lines }) => lines)")
        return self.settled()

    def outside(self) -> list[str]:
        """Texts of the room that leave their place or lie on one another."""
        misplaced: list[str] = self.tell(OUTSIDE)
        return misplaced

    def count(self, selector: str) -> int:
        nodes: int = self.page.locator(selector).count()
        return nodes


class Pair(Bare):
    """A comparison on a page of its own."""

    def show(self, a: str, b: str, **options: Any) -> Pair:
        self.page.evaluate(MOUNT_PAIR, [a, b, options])
        return self

    def compared(self, a: str, b: str, script: str) -> Any:
        """What ``script`` makes of the comparison of the two texts."""
        return self.page.evaluate(f"([a, b]) => (({script})(pair.compared(pair.parse(a), pair.parse(b))))", [a, b])

    def notes(self, a: str, b: str) -> list[str]:
        notes: list[str] = self.compared(a, b, "(comparison) => comparison.notes")
        return notes

"""Whether everything in the room can be read: letters, overlaps and cuts at every utterance of a recording.

One page is loaded once, then resized and re-themed. At each size it is walked through every utterance, a third of the
rows in each theme, and every text of the room is measured as it is drawn. ``python -m viz.stage.measure --floors FILE``
prints what it finds, one line for each size and theme; a second FILE stands beside the first in a comparison, which is
walked too. Exit status 1 says that something is below a floor.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from viz.player import ENTRY, PAIR, stage_module, stage_style

THEMES = ("light", "dark", "contrast")
SMALLEST = 12.0  # px, of any text in the room
AFAR = {"smallest": 16.0, "speech": 24.0, "name": 24.0, "lit": 24.0}  # px, at projector size with the panel folded
LARGE = {**AFAR, "speech": 36.0, "unstaked": 40.0}  # px, there on a screen of 1920 x 1080
STILL = 0.02  # of the largest layout shift, of what is not the list beside the room
CONTRAST = 3.0  # to one, of quiet words and of borders
SLACK = 0.05  # px, of rounding


@dataclass(frozen=True)
class Screen:
    """A size to walk at: ``size`` is the text size asked for."""

    width: int
    height: int
    size: str = "usual"

    @property
    def floors(self) -> dict[str, float]:
        """The least px of each kind of text here."""
        if self.size != "projector":
            return {"smallest": SMALLEST}
        return LARGE if self.width >= 1920 else AFAR

    def __str__(self) -> str:
        return f"{self.width}x{self.height}{' projector' if self.size == 'projector' else ''}"


SCREENS = (
    *(Screen(1280, 720, size) for size in ("usual", "projector")),
    *(Screen(1366, 650), Screen(1366, 768), Screen(1440, 900), Screen(1536, 730), Screen(1920, 1080)),
    *(Screen(1366, 768, "projector"), Screen(1920, 1080, "projector")),
    *(Screen(768, 1024), Screen(844, 390), Screen(390, 844), Screen(320, 700)),
)


@dataclass(frozen=True)
class Walked:
    """What one walk found: the least px by kind, and what lies on what, is cut, or is too faint."""

    screen: Screen
    theme: str
    least: dict[str, float]
    where: dict[str, str] = field(default_factory=dict)
    overlaps: list[str] = field(default_factory=list)
    cuts: list[str] = field(default_factory=list)
    faint: list[str] = field(default_factory=list)
    shift: float = 0.0
    paired: bool = False

    @property
    def floors(self) -> dict[str, float]:
        """The least px of each kind of text; beside another room the words, under the room, have one size."""
        return {name: px for name, px in self.screen.floors.items() if not (self.paired and name == "unstaked")}

    @property
    def faults(self) -> list[str]:
        """What is below a floor, each in a sentence."""
        low = [
            f"{name} {self.least[name]:.1f} px, the floor is {floor:g}: {self.where.get(name, '')}"
            for name, floor in self.floors.items()
            if name in self.least and self.least[name] < floor - SLACK
        ]
        under = self.least.get("beside", 0.0)
        low += [f"the speech is {-under:.1f} px smaller than its label"] if under < -SLACK else []
        moved = [f"layout shift {self.shift:.3f}: {self.where.get('shift', '')}"] if self.shift >= STILL else []
        return [*low, *(f"overlap: {each}" for each in self.overlaps), *(f"cut: {each}" for each in self.cuts)] + [
            *(f"faint: {each}" for each in self.faint),
            *moved,
        ]

    def __str__(self) -> str:
        sizes = " ".join(
            f"{name} {self.least[name]:.1f}" for name in ("smallest", "speech", "name", "lit") if name in self.least
        )
        return (
            f"{self.screen} {self.theme}: {sizes} px, {len(self.overlaps)} overlaps, {len(self.cuts)} cuts, "
            f"shift {self.shift:.3f}"
        )


MEASURES = """
  const own = (node) => [...node.childNodes].filter((each) => each.nodeType === 3).map((each) => each.data).join('');
  const sizes = new Map();
  const scaled = (node) => {
    const size = node.getAttribute('font-size') ?? node.parentElement.getAttribute('font-size');
    if (sizes.get(node)?.size !== size) {
      sizes.set(node, { size, px: parseFloat(getComputedStyle(node).fontSize) * node.getScreenCTM().a });
    }
    return sizes.get(node).px;
  };
  const box = (node) => node.getBoundingClientRect();
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  const visible = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const shown = (canvas, selector) => [...canvas.querySelectorAll(selector)].filter(
    (node) => node.textContent.trim() && box(node).width >= 1 && visible(node));
"""

PROBE = (
    """(canvas, found, at) => {"""
    + """
  const note = (kind, px, words) => {
    if (px < (found.least[kind] ?? Infinity)) Object.assign(found.least, { [kind]: px }), (found.where[kind] = words);
  };
  const add = (list, words) => { if (found[list].length < 40) found[list].push(`${at}: ${words}`); };
  const texts = shown(canvas, 'text');
  for (const node of shown(canvas, 'text, tspan')) {
    if (own(node).trim()) note('smallest', scaled(node), `${at}: ${node.getAttribute('class')} "${node.textContent}"`);
  }
  const words = shown(canvas, '.cs-words text');
  const stakes = [...canvas.querySelectorAll('.cs-stake.cs-on')];
  if (words.length && !stakes.length) note('unstaked', scaled(words[0]), at);
  for (const node of words) note('speech', scaled(node), `${at}: ${words.map((each) => each.textContent).join(' ')}`);
  for (const node of shown(canvas, '.cs-whoname')) note('name', scaled(node), at);
  const lights = shown(canvas, '.cs-lit .cs-cellvalue');
  const differ = shown(canvas, '.cs-differs:not(.cs-lit) .cs-cellvalue');
  for (const node of [...lights, ...(differ.length === 1 && !lights.length ? differ : [])]) {
    note('lit', scaled(node), `${at}: ${node.textContent}`);
  }
  const labels = shown(canvas, '.cs-whoname, .cs-whodoes, .cs-ask, .cs-stamp, .cs-under text').map(scaled);
  if (words.length && labels.length) note('beside', scaled(words[0]) - Math.max(...labels), at);
  const edge = box(canvas);
  const boxes = texts.map((node) => ({ node, at: box(node), speech: Boolean(node.closest('.cs-speech')) }));
  for (const one of boxes) {
    const { left, right, top, bottom } = one.at;
    if (left < edge.left - 1 || right > edge.right + 1 || top < edge.top - 2 || bottom > edge.bottom + 2) {
      add('overlaps', `"${one.node.textContent}" leaves the room`);
    }
  }
  boxes.forEach((one, k) => boxes.slice(k + 1).forEach((other) => {
    if (meet(one.at, other.at)) add('overlaps', `"${one.node.textContent}" on "${other.node.textContent}"`);
  }));
  const paper = canvas.querySelector('.cs-speech:not([display="none"]) .cs-paper');
  if (paper && words.length) {
    const inside = boxes.filter(({ speech }) => speech).map((each) => each.at);
    const lies = { left: Math.min(...inside.map((b) => b.left)) - 8, right: Math.max(...inside.map((b) => b.right)) + 8,
      top: Math.min(...inside.map((b) => b.top)) - 4, bottom: Math.max(...inside.map((b) => b.bottom)) + 4 };
    for (const other of boxes) {
      if (!other.speech && meet(lies, other.at)) add('overlaps', `the paper on "${other.node.textContent}"`);
    }
    for (const bust of canvas.querySelectorAll('.cs-bust')) {
      if (meet(lies, box(bust))) add('overlaps', 'the paper on a figure');
    }
  }
  const plaques = [...canvas.querySelectorAll('.cs-stake.cs-on .cs-plaque')].filter(visible);
  plaques.forEach((plaque, k) => {
    const mine = plaque.parentElement;
    for (const { node, at: other } of boxes) {
      if (!mine.contains(node) && meet(box(plaque), other)) add('overlaps', `a stake on "${node.textContent}"`);
    }
    for (const next of plaques.slice(k + 1)) if (meet(box(plaque), box(next))) add('overlaps', 'a stake on a stake');
    const inner = box(mine.querySelector('text'));
    if (inner.right > box(plaque).right || inner.left < box(plaque).left) add('overlaps', 'words leave their stake');
  });
  const lean = canvas.closest('.cs-lean');
  const under = lean ? lean.querySelector('.cs-leanwords') : document.querySelector('.cs-narrow .cs-caption');
  if (under && box(under).height) {
    const sized = (selector) => {
      const node = under.querySelector(selector);
      if (!node.textContent.trim()) return Infinity;
      return parseFloat(getComputedStyle(node).fontSize) * (node.currentCSSZoom ?? 1);
    };
    note('speech', sized('.cs-captiontext'), at);
    note('name', sized('.cs-captionname'), at);
    note('smallest', Math.min(sized('.cs-captionact'), sized('.cs-captionunder')), `${at}: under the room`);
    for (const node of [under, ...under.children]) {
      const cut = node.scrollHeight > node.clientHeight + 2 || node.scrollWidth > node.clientWidth + 2;
      if (cut && node.clientHeight) add('cuts', `"${node.textContent}" in ${node.className}`);
    }
  }
  for (const node of texts) {
    const [full, shows] = [node.querySelector('title')?.textContent, own(node) || node.textContent];
    if (shows.includes('…') && !(full ?? '').includes('…')) add('cuts', `"${shows}"`);
  }
}"""
)

WALK = (
    """async (rows) => {"""
    + MEASURES
    + """
  const probe = """
    + PROBE
    + """;
  const found = { least: {}, where: {}, overlaps: [], cuts: [], faint: [], shift: 0 };
  const watch = new PerformanceObserver((list) => {
    for (const each of list.getEntries()) {
      const still = each.sources?.filter(({ node }) => node?.nodeType === 1 && !node.closest('.cs-side, .cs-pairside'));
      if (!still?.length || each.hadRecentInput) continue;
      if (each.value <= found.shift) continue;
      found.shift = each.value;
      found.where.shift = [...new Set(still.map(({ node }) => node.className?.baseVal ?? node.className))].join(', ');
    }
  });
  const canvases = [...document.querySelectorAll('.cs-picture .cs-canvas, .cs-leanpicture .cs-canvas')];
  const compared = player.comparison;
  const recording = compared ? compared.a : player.recording;
  watch.observe({ type: 'layout-shift' });
  const look = (at) => {
    for (const canvas of canvases) if (canvas.getBoundingClientRect().width) probe(canvas, found, at);
    if (compared) return;
    const said = player.scene.begun?.text;
    const words = [...document.querySelectorAll('.cs-speech .cs-words text')].map((each) => each.textContent).join(' ');
    const table = document.querySelector('.cs-speech')?.getAttribute('display') !== 'none';
    if (table && said && !player.scene.state.finished && words !== said.trim().split(/\\s+/).join(' ')) {
      found.cuts.push(`${at}: "${words}"`);
    }
  };
  for (const row of recording.rows) {
    if (rows && !rows.includes(row.number)) continue;
    if (compared) player.seekPair(compared.pairs.find((pair) => pair.a === row) ?? compared.pairs[0]);
    const start = compared ? player.t : row.start;
    for (const line of row.utterances) {
      player.seek(start + line.start_s + 0.05);
      look(`row ${row.number}, line ${line.index + 1}`);
    }
    await new Promise((done) => requestAnimationFrame(done));
  }
  player.seek(1e9);
  look('the end');
  watch.disconnect();
  return found;
}"""
)


# Quiet words and borders whose contrast with what is behind them, in the theme that the page wears, is below the least.
FAINT = """(least) => {
  const probe = document.createElement('i');
  document.querySelector('.cs-stage').append(probe);
  const color = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color.match(/[0-9.]+/g).slice(0, 3).map(Number);
  };
  const light = (rgb) => rgb.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, k) => sum + c * [0.2126, 0.7152, 0.0722][k], 0);
  const rgb = (node, name) => getComputedStyle(node)[name].match(/[0-9.]+/g).slice(0, 3).map(Number);
  const ratio = (...pair) => {
    const [x, y] = pair.map(light).sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  };
  const found = [];
  const screen = color('screen');
  const see = (selector, property) => {
    for (const node of document.querySelectorAll(selector)) {
      const value = ratio(rgb(node, property), screen) * Number(getComputedStyle(node).opacity >= 0.999);
      if (value < least) found.push(`${selector} ${value.toFixed(2)} to 1`);
    }
  };
  see('.cs-neighbor', 'fill');
  see('.cs-blank .cs-cellvalue', 'fill');
  see('.cs-private:not(.cs-lit) .cs-cell', 'stroke');
  probe.remove();
  return [...new Set(found)];
}"""

BLANK = '<!doctype html><html lang="en"><title>Floors</title><body><main id="host"></main></body></html>'
WHOLE = "body{margin:0}#host{height:100vh}"


def loaded(page: Page, texts: list[str]) -> None:
    """Put the stage on an empty ``page``: one recording, or two side by side. The player is ``window.player``."""
    entry = PAIR if len(texts) > 1 else ENTRY
    mount = "mountPair(host, given[0], given[1], options)" if len(texts) > 1 else "mount(host, given[0], options)"
    page.set_content(BLANK)
    page.add_style_tag(content=stage_style(entry) + WHOLE)
    begin = f"window.begin = (given, options) => (window.player = {mount});"
    host = "const host = document.getElementById('host');"
    page.add_script_tag(content=f"{stage_module(entry)}\n{host}{begin}", type="module")
    page.wait_for_function("() => Boolean(window.begin)")
    page.evaluate("(given) => { begin(given, { remember: false, link: false }); }", texts)


RESTED = """async () => {
  await document.fonts.ready;
  for (let frames = 0; frames < 6; frames++) await new Promise((done) => requestAnimationFrame(done));
}"""


def walked(page: Page, screen: Screen, theme: str, *, rows: list[int] | None = None) -> Walked:
    """Walk the loaded ``page`` at a size and in a theme: every utterance, or those of ``rows`` only."""
    page.set_viewport_size({"width": screen.width, "height": screen.height})
    page.evaluate(
        "([size, theme]) => { player.setSize?.(size); player.setTheme(theme); player.seek(1); }", [screen.size, theme]
    )
    page.evaluate(RESTED)  # by then the observer of the box has drawn the room anew
    found: dict[str, Any] = page.evaluate(WALK, rows)
    found["faint"] = page.evaluate(FAINT, CONTRAST)
    return Walked(screen, theme, paired=page.evaluate("() => Boolean(player.comparison)"), **found)


def walks(page: Page, screens: Iterable[Screen] = SCREENS, themes: Iterable[str] = THEMES) -> Iterator[Walked]:
    """Walk the loaded ``page`` at each of ``screens``: row after row in one of ``themes`` after another."""
    worn = list(themes)
    total: int = page.evaluate("() => (player.recording ?? player.comparison.a).rows.length")
    for screen in screens:
        for k, theme in enumerate(worn):
            rows = [row for row in range(1, total + 1) if row % len(worn) == k]
            yield walked(page, screen, theme, rows=rows)


def floors(recordings: list[Path]) -> int:
    """Walk ``recordings``, each alone, and the first two side by side; print what is found. Returns the exit status."""
    texts = [recording.read_text(encoding="utf-8") for recording in recordings]
    shown = [[text] for text in texts] + ([texts[:2]] if len(texts) > 1 else [])
    below = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for given in shown:
            page = browser.new_page(reduced_motion="reduce")  # what fades is there at once, or gone
            loaded(page, given)
            for each in walks(page):
                print(each, flush=True)
                for fault in each.faults:
                    print(f"  {fault}")
                below += len(each.faults)
            page.close()
        browser.close()
    return int(below > 0)

"""Walks a page node by node, as it is drawn at its present size and theme, and says what is wrong with it.

It is for the pages around the stage. Text must have twelve pixels at least, lie on no other text, be cut off nowhere,
and stay within the width of the window; only the page itself may scroll.
"""

from __future__ import annotations

from typing import Any, Final

SIZES: Final = (
    *((1280, 720), (1366, 650), (1366, 768), (1440, 900), (1536, 730), (1920, 1080)),
    *((768, 1024), (844, 390), (390, 844), (320, 700)),
)
"""The sizes of screens that people have."""

THEMES: Final = ("light", "dark", "contrast")
"""What the pages can wear."""

_WALK = """(smallest) => {
  const faults = [];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const clipped = (element) => element.closest('.sr-only') || getComputedStyle(element).clipPath !== 'none';
  const afloat = (element) => {
    for (let each = element; each; each = each.parentElement)
      if (['sticky', 'fixed'].includes(getComputedStyle(each).position)) return each;
    return null;
  };
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className?.baseVal ?? element.className}`;
  const told = (node) => `${name(node.parentElement)} "${node.textContent.trim().slice(0, 30)}"`;
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`sideways: ${root.scrollWidth} in ${root.clientWidth}`);
  const house = document.querySelector('.house');
  const pieces = [];
  const walker = document.createTreeWalker(house, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.textContent.trim() || !shown(parent) || parent.closest('option')) continue;
    let hidden = false;
    for (let each = parent; each && each !== house; each = each.parentElement) hidden ||= clipped(each);
    if (hidden) continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (size < smallest) faults.push(`small: ${size} px, ${told(node)}`);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      if (box.right > root.clientWidth + 1 || box.left < -1) faults.push(`outside: ${told(node)}`);
      pieces.push({ node, box, afloat: afloat(parent) });
    }
  }
  for (const element of house.querySelectorAll('*')) {
    if (!shown(element) || clipped(element)) continue;
    const { overflowX, overflowY } = getComputedStyle(element);
    const field = element.matches('input, select, textarea, progress');
    if (!field && overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1 && element.clientWidth)
      faults.push(`cut: ${name(element)} ${element.scrollWidth} in ${element.clientWidth}`);
    if (!field && ['auto', 'scroll'].includes(overflowY) && element.scrollHeight > element.clientHeight + 1)
      faults.push(`scrolls by itself: ${name(element)}`);
  }
  pieces.sort((a, b) => a.box.top - b.box.top);
  for (let i = 0; i < pieces.length; i++)
    for (let k = i + 1; k < pieces.length && pieces[k].box.top < pieces[i].box.bottom - 2; k++) {
      const [a, b] = [pieces[i], pieces[k]];
      if (a.node === b.node || a.afloat !== b.afloat) continue; // what floats covers what scrolls below it
      const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (wide > 2 && high > Math.min(a.box.height, b.box.height) / 3)
        faults.push(`over: ${told(a.node)} ${told(b.node)}`);
    }
  return [...new Set(faults)].slice(0, 12);
}"""

_THEME = """(theme) => { document.documentElement.dataset.theme = theme; }"""


def faults_of(page: Any, *, smallest: float = 12.0) -> list[str]:
    """What is wrong with the page as it is drawn now; ``smallest`` is the least size of text in pixels."""
    found: list[str] = page.evaluate(_WALK, smallest)
    return found


def walked(page: Any, sizes: Any = SIZES, themes: Any = THEMES) -> list[tuple[int, int, str, str]]:
    """The faults of the page at each size in each theme, with where they are."""
    faults = []
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        for theme in themes:
            page.evaluate(_THEME, theme)
            faults += [(width, height, theme, fault) for fault in faults_of(page)]
    return faults

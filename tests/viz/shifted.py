"""How much of a page jumps while it comes: the sum of its layout shifts, as browsers count them."""

from __future__ import annotations

from typing import Any, Final

STILL: Final = 0.02
"""The sum below which nobody sees a page jump."""

_WATCH = """(() => {
  const classOf = (node) => node.className?.baseVal ?? node.className ?? '';
  const name = (node) => (node ? `${node.nodeName.toLowerCase()} ${classOf(node)}`.trim() : 'gone');
  window.shifted = { sum: 0, of: new Set() };
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (hadRecentInput) continue;
      shifted.sum += value;
      if (value > 0.001) sources.forEach(({ node }) => shifted.of.add(name(node)));
    }
  }).observe({ type: 'layout-shift', buffered: true });
})()"""


def watch(page: Any) -> None:
    """From the next page on, add up what shifts without anybody having touched the page."""
    page.add_init_script(_WATCH)


def jumps(page: Any) -> list[str]:
    """What jumped on the page so far, and by how much altogether; nothing if it is less than anybody sees."""
    shifted, of = page.evaluate("[shifted.sum, [...shifted.of]]")
    return [] if shifted < STILL else [f"{shifted:.3f}: {', '.join(sorted(of))}"]

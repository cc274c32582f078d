"""When a page is at rest."""

from __future__ import annotations

from typing import Any

SETTLE = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const ends = (each) => Number.isFinite(each.effect?.getComputedTiming().endTime ?? NaN);
  let changes = 0;
  const watch = new MutationObserver((list) => { changes += list.length; });
  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  await document.fonts.ready;
  for (let quiet = 0, frames = 0; quiet < 3; frames += 1) {
    if (frames > 2000) throw new Error('The page never comes to rest.');
    const moving = document.getAnimations().filter(ends);
    await Promise.allSettled(moving.map((each) => each.finished));
    await frame();
    quiet = changes || moving.length ? 0 : quiet + 1;
    changes = 0;
  }
  watch.disconnect();
}"""


def settle(page: Any) -> None:
    """Wait until the fonts of a page are there, what moves has arrived, and three frames changed nothing."""
    page.evaluate(SETTLE)

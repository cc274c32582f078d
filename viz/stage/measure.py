"""How fast the stage is: time to paint, a seek, a frame while playing, on a made-up recording.

Run ``python viz/stage/measure.py RECORDING`` where a Chromium is installed. Figures depend on the machine; those
in ``viz/stage/README.md`` say on which. Nothing in the tests is timed.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from viz.export.html import export_html

SEEKS = """() => {
  const times = [];
  for (let k = 0; k < 60; k++) {
    const start = performance.now();
    player.seek((player.recording.total * ((k * 37) % 60)) / 60);
    times.push(performance.now() - start);
  }
  return times;
}"""
STATES = """() => {
  const start = performance.now();
  for (let k = 0; k < 1000; k++) { player.key = null; player.t = (player.recording.total * k) / 1000; player.show(); }
  return (performance.now() - start) / 1000;
}"""
FRAMES = """async () => {
  player.setSpeed(2);
  player.seek(player.recording.total / 3);
  player.play();
  const gaps = [];
  let last = null;
  await new Promise((done) => {
    const tick = (now) => {
      if (last !== null) gaps.push(now - last);
      last = now;
      if (gaps.length < 480) requestAnimationFrame(tick); else done();
    };
    requestAnimationFrame(tick);
  });
  player.pause();
  return gaps;
}"""
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


def share(values: list[float], part: float) -> float:
    """The value below which ``part`` of ``values`` lie."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def measured(page: Page, path: Path) -> dict[str, float]:
    """The figures of the exported page at ``path``, in milliseconds."""
    page.goto(path.as_uri())
    page.wait_for_selector(".cs-person")
    page.wait_for_timeout(2500)
    painted = page.evaluate(PAINTED)
    seeks, frames = page.evaluate(SEEKS), page.evaluate(FRAMES)
    return {
        "painted": painted,
        "seek_median": share(seeks, 0.5),
        "seek_p95": share(seeks, 0.95),
        "frame_median": share(frames, 0.5),
        "frame_p95": share(frames, 0.95),
        "draw": page.evaluate(STATES),
    }


def main(recording: Path) -> None:
    """Print the figures for ``recording`` as JSON."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = export_html(recording, Path(folder) / "replay.html")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        print(json.dumps({key: round(value, 1) for key, value in measured(page, path).items()}))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

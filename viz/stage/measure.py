"""How fast the window is: time to paint, a seek, a frame while playing.

Run where a Chromium is installed, on recordings of the sizes that matter::

    committee run baseline --set pool.us_md=60 --out 100.jsonl
    python -m viz.stage.measure 100.jsonl

It opens each recording three times as an exported file and three times in the window, every time in a browser that has
seen neither, and prints the medians as rows of a table. The figures depend on the machine; ``viz/README.md`` says on
which. The tests measure no time.

With ``--floors`` it measures no time either: it walks each recording at thirteen sizes and in three themes, and says
whether everything in the room can be read; ``floors.py`` says how::

    python -m viz.stage.measure --floors FILE [FILE]
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from viz.export.html import export_html
from viz.stage.floors import floors

TIMES = 3
PAINTED = """
window.painted = new Promise((done) => new MutationObserver((_, watch) => {
  if (!document.querySelector('.cs-room .cs-name')?.textContent) return;
  watch.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
}).observe(document, { subtree: true, childList: true, characterData: true }));
"""
SEEKS = """() => {
  const times = [];
  for (let k = 0; k < 60; k++) {
    const start = performance.now();
    player.seek((player.recording.total * ((k * 37) % 60)) / 60);
    document.body.getBoundingClientRect();
    times.push(performance.now() - start);
  }
  return times;
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
HEAD = (
    "| rows | file, KB | paint: one file | paint: window | seek, median and p95 | frame while playing, p95 |",
    "|---|---|---|---|---|---|",
)


def share(values: list[float], part: float) -> float:
    """The value below which the share ``part`` of ``values`` lies."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def fresh(browser: Browser) -> Page:
    """A page that keeps nothing of earlier ones and notes when the room is drawn."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.add_init_script(PAINTED)
    return page


def paint(browser: Browser, address: str) -> float:
    """Milliseconds from the request for ``address`` to the frame that shows the room: the median."""
    times: list[float] = []
    for _ in range(TIMES):
        page = fresh(browser)
        page.goto(address)
        times.append(page.evaluate("window.painted"))
        page.context.close()
    return statistics.median(times)


def moves(browser: Browser, address: str) -> tuple[list[float], list[float]]:
    """Milliseconds of sixty seeks, layout included, and between 480 frames while playing."""
    page = fresh(browser)
    page.goto(address)
    page.evaluate("window.painted")
    page.wait_for_timeout(3000)  # the transcript is written meanwhile
    seeks, frames = page.evaluate(SEEKS), page.evaluate(FRAMES)
    page.context.close()
    return seeks, frames


@contextmanager
def window(recording: Path) -> Iterator[str]:
    """The address of a window that shows ``recording``."""
    command = [sys.executable, "-m", "committee", "watch", str(recording), "--no-browser", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own command
    assert process.stdout is not None
    try:
        yield next(word for word in process.stdout.readline().split() if word.startswith("http://"))
    finally:
        process.terminate()
        process.communicate()


def row(browser: Browser, recording: Path) -> str:
    """One row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = export_html(recording, Path(folder) / "replay.html")
        size = path.stat().st_size // 1000
        alone = paint(browser, path.as_uri())
        seeks, frames = moves(browser, path.as_uri())
    with window(recording) as address:
        paint(browser, address)  # the first page after a start also pays for the server's own
        served = paint(browser, address)
    rows = recording.read_text(encoding="utf-8").count('"event":"row_closed"')
    figures: list[Any] = [rows, size, f"{alone:.0f}", f"{served:.0f}"]
    figures += [f"{share(seeks, 0.5):.1f} and {share(seeks, 0.95):.1f}", f"{share(frames, 0.95):.1f}"]
    return f"| {' | '.join(map(str, figures))} |"


def main(recordings: list[Path]) -> None:
    """Print the figures of ``recordings``, in milliseconds."""
    print(*HEAD, sep="\n")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for recording in recordings:
            print(row(browser, recording), flush=True)
        browser.close()


if __name__ == "__main__":
    given = [Path(each) for each in sys.argv[1:] if each != "--floors"]
    if "--floors" in sys.argv[1:]:
        sys.exit(floors(given))
    main(given)

"""Take the pictures of the README: the worked meeting at one moment, light and dark.

Run from the root of the project, with the development tools and a Chromium installed::

    python -m viz.pictures.take two_imgs-1.jsonl img_b
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from viz.export.html import export_html

HERE = Path(__file__).resolve().parent
SIZE = {"width": 1440, "height": 900}
SECONDS_INTO_THE_ROW = 24
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]

ARRIVED = """() => {
  const moving = document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime < Infinity);
  for (const each of moving) each.finish();
}"""


def chromium() -> str | None:
    """The path of the browser that draws the pictures."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def take(recording: Path, row: str) -> None:
    """Two pictures of ``recording`` at row ``row`` (an applicant's id), beside this file."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "meeting.html"
        export_html(recording, page)
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        _picture(browser, page, row, dark=False)
        _picture(browser, page, row, dark=True)
        browser.close()


def _picture(browser: Browser, page: Path, row: str, *, dark: bool) -> None:
    tab = browser.new_page(viewport=SIZE, color_scheme="dark" if dark else "light")  # type: ignore[arg-type]
    tab.goto(f"{page.as_uri()}?row={row}&t={SECONDS_INTO_THE_ROW}")
    tab.wait_for_timeout(1500)
    tab.evaluate(ARRIVED)  # however slow the machine is
    tab.screenshot(path=HERE / ("replay-dark.png" if dark else "replay.png"))
    tab.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), sys.argv[2])

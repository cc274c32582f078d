"""Make the moving picture of the README: one row of the worked meeting, from a first impression to its call.

Run from the root of the project, with the development tools and a Chromium installed::

    python -m viz.pictures.animate two_imgs-1.jsonl img_b

Nothing is filmed. The script puts the stage at chosen moments and stops everything that moves at even steps, and
each step is one still. So the same recording gives the same picture on any machine, however slow.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from committee.recording import RecordedRow, Utterance, open_recording
from committee.terms import Purse
from viz.export.html import export_html
from viz.pictures.take import QUIET, chromium

TARGET: Final = Path(__file__).resolve().parent / "row.webp"
SIZE: Final = {"width": 1280, "height": 720}
WIDTH: Final = 1000
"""Pixels of the picture: about as wide as a page shows it."""

STOPS: Final = 5
SECONDS: Final = 11.0
VERDICT_S: Final = 3.2
"""How long the call shows, and what becomes of the stake."""
STEP_MS: Final = 60
MOVES_MS: Final = 720
"""How long anything moves on the stage: a staked coin takes longest."""
HOLD_MS: Final = 400

STOP_AT: Final = """(t) => {
  player.seek(t);
  window.moving = document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime < Infinity);
  for (const each of window.moving) each.pause();
}"""
STEP_TO: Final = "(ms) => { for (const each of window.moving) each.currentTime = ms; }"
ARRIVE: Final = "() => { for (const each of window.moving) each.finish(); }"


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One line of the row as the picture shows it."""

    start_s: float
    """The second of the row at which the line begins."""

    end_s: float
    """The second of the row at which it ends."""

    shown_ms: int
    """How long the picture shows it, in milliseconds."""


def stops(row: RecordedRow) -> list[Stop]:
    """The lines of ``row`` to show: its call, the first that somebody paid for, and those that moved the room most."""
    *lines, call = row.utterances
    paid = _paid(row)
    by_weight = sorted(lines, key=lambda line: (line is not paid, -_weight(line)))
    chosen = sorted([*by_weight[: STOPS - 1], call], key=lambda line: line.start_s)
    reading = [1.2 + len(line.text) / 30 for line in chosen[:-1]] + [VERDICT_S]
    scale = 1000 * SECONDS / sum(reading)
    return [
        Stop(start_s=line.start_s, end_s=line.end_s, shown_ms=round(scale * seconds))
        for line, seconds in zip(chosen, reading, strict=True)
    ]


def _weight(line: Utterance) -> float:
    return sum(abs(shift) for shift in line.moved.values())


def _paid(row: RecordedRow) -> Utterance | None:
    """The first line for which somebody staked capital."""
    staked = False
    for event in row.events:
        if isinstance(event, Utterance):
            if staked:
                return event
        else:
            staked = staked or getattr(event, "why", None) is Purse.SPENT
    return None


def animate(recording: Path, row_id: str, target: Path = TARGET) -> Path:
    """Write the moving picture of row ``row_id`` of ``recording`` to ``target``; returns that path."""
    row = next(each for each in open_recording(recording).rows if each.opened.id == row_id)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_path = export_html(recording, Path(folder) / "meeting.html")
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        page = browser.new_page(viewport=SIZE, color_scheme="light")  # type: ignore[arg-type]
        page.goto(f"{page_path.as_uri()}?row={row_id}&hide=1")
        page.wait_for_selector(".cs-person")
        page.evaluate("document.fonts.ready")
        page.evaluate("player.setSize('projector')")
        page.wait_for_timeout(500)  # what fits the room to its size has run
        page.evaluate(STOP_AT, page.evaluate("player.scene.row.start"))
        page.evaluate(ARRIVE)  # nothing moves on from another size, or another row
        pictures, lengths = zip(*_frames(page, row), strict=True)
        browser.close()
    first, *others = pictures
    first.save(target, save_all=True, append_images=others, duration=list(lengths), loop=0, quality=82, method=6)
    return target


def _frames(page: Page, row: RecordedRow) -> Iterator[tuple[Image.Image, int]]:
    """Every still, with the milliseconds it shows."""
    opening = page.evaluate("player.scene.row.start")
    for stop in stops(row):
        page.evaluate(STOP_AT, opening + stop.start_s + 0.001)
        for ms in range(0, MOVES_MS, STEP_MS):
            page.evaluate(STEP_TO, ms)
            yield _still(page), STEP_MS
        page.evaluate(ARRIVE)
        left = stop.shown_ms - MOVES_MS
        holds = max(1, round(left / HOLD_MS))
        for k in range(holds):
            page.evaluate("t => player.seek(t)", opening + _along(stop, (k + 1) / (holds + 1)))
            yield _still(page), round(left / holds)


def _along(stop: Stop, share: float) -> float:
    return stop.start_s + share * (stop.end_s - stop.start_s)


def _still(page: Page) -> Image.Image:
    box: Any = page.locator(".cs-scene").bounding_box()
    clip = {"x": box["x"], "y": box["y"] - 4, "width": box["width"], "height": box["height"] + 4}
    still = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")  # type: ignore[arg-type]
    share = min(1.0, WIDTH / still.width)
    return still.resize((round(share * still.width), round(share * still.height)), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    print(animate(Path(sys.argv[1]), sys.argv[2]))

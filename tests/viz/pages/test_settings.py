"""Settings: what is chosen there holds on the stage, and the other way round; Python is told nothing of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.viz.barriers import barriers
from viz.shelf import digest_of

KEPT = "() => JSON.parse(localStorage.getItem('committee-stage') ?? '{}')"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, made_up: Callable[..., str]) -> Path:
    made = tmp_path_factory.mktemp("settings") / "one.jsonl"
    made.write_text(made_up(rows=4), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def window(opened: Callable[..., Any], path: Path) -> Any:
    return opened(path.parent)


def settings(page: Any, window: Any) -> Any:
    page.goto(f"{window.url}/settings")
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()
    expect(page.get_by_role("group", name="Reading pace")).to_be_visible()
    return page


def stage(page: Any, window: Any, path: Path) -> Any:
    page.goto(f"{window.url}/replay/{digest_of(path.read_bytes())}")
    expect(page.get_by_role("region", name="Replay of a rank meeting")).to_be_visible()
    return page.locator(".cs-stage")


def test_what_is_chosen_holds_on_the_stage(page: Any, window: Any, path: Path) -> None:
    settings(page, window)
    page.get_by_role("radio", name="High contrast").check()
    page.get_by_role("radio", name="Brisk").check()
    page.get_by_label("Speed").select_option("4")
    page.get_by_label("Captions under the room").check()
    page.get_by_label("Hide what is still to come").check()
    assert page.evaluate(KEPT) == {"theme": "contrast", "pace": 1.4, "speed": 4, "captions": True, "hide": True}
    shown = stage(page, window, path)
    expect(shown).to_have_attribute("data-theme", "contrast")
    expect(shown).to_have_attribute("data-captions", "on")
    expect(shown).to_have_attribute("data-hide", "on")
    assert page.locator(".cs-speed").input_value() == "4"


def test_what_is_chosen_on_the_stage_stands_there(page: Any, window: Any, path: Path) -> None:
    page.emulate_media(color_scheme="light")
    stage(page, window, path)
    page.locator(".cs-speed").select_option("2")
    page.keyboard.press("Escape")
    page.locator(".cs-stage").focus()
    page.keyboard.press("c")
    settings(page, window)
    assert page.get_by_label("Speed").input_value() == "2"
    expect(page.get_by_label("Captions under the room")).to_be_checked()
    expect(page.get_by_role("radio", name="Same as the system")).to_be_checked()


@pytest.mark.parametrize(
    ("name", "theme"),
    [
        ("High contrast", "contrast"),
        *(
            pytest.param(name, theme, marks=pytest.mark.soak)
            for name, theme in (("Same as the system", None), ("Light", "light"), ("Dark", "dark"))
        ),
    ],
)
def test_a_theme_holds_for_every_page_at_once_and_after(page: Any, window: Any, name: str, theme: str | None) -> None:
    page.emulate_media(color_scheme="dark")
    settings(page, window).get_by_role("radio", name="Light", exact=True).check()
    page.get_by_role("radio", name=name, exact=True).check()
    assert page.evaluate("document.documentElement.dataset.theme ?? null") == theme
    ground = "getComputedStyle(document.querySelector('.house')).backgroundColor"
    at_once = page.evaluate(ground)
    page.goto(window.url)
    expect(page.get_by_role("heading", name="Recordings")).to_be_visible()
    assert page.evaluate("document.documentElement.dataset.theme ?? null") == theme
    assert page.evaluate(ground) == at_once


def test_the_pace_says_how_long_a_line_stays_and_everything_can_be_put_back(page: Any, window: Any) -> None:
    note = settings(page, window).get_by_role("group", name="Reading pace").locator(".setting-note")
    seconds = []
    for name in ("Unhurried", "Normal", "Brisk"):
        page.get_by_role("group", name="Reading pace").get_by_role("radio", name=name).check()
        seconds.append(float(note.inner_text().split(" stays ")[1].split()[0]))
    assert seconds[0] > seconds[1] > seconds[2]
    page.get_by_role("radio", name="High contrast").check()
    page.get_by_role("button", name="Reset everything").click()
    assert page.evaluate(KEPT) == {}
    expect(page.get_by_role("radio", name="Same as the system")).to_be_checked()
    assert page.evaluate("document.documentElement.dataset.theme ?? null") is None


@pytest.mark.parametrize(
    "stored",
    [
        '{"pace": "fast", "theme": 7, "speed": null}',
        *(pytest.param(stored, marks=pytest.mark.soak) for stored in ("not json", "[]", "null")),
    ],
)
def test_what_makes_no_sense_is_passed_over(page: Any, window: Any, path: Path, stored: str) -> None:
    page.add_init_script(f"localStorage.setItem('committee-stage', {json.dumps(stored)})")
    expect(settings(page, window).get_by_role("radio", name="Normal").last).to_be_checked()
    stage(page, window, path)


def test_a_browser_that_keeps_nothing_is_told_so(page: Any, window: Any) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('blocked'); };")
    settings(page, window).get_by_role("radio", name="Dark").check()
    expect(page.get_by_text("This browser does not let pages save anything")).to_be_visible()


def test_python_is_told_nothing_of_it(page: Any, window: Any, settled: Callable[[Any], None]) -> None:
    frames: list[Any] = []

    def sent(frame: Any) -> None:
        frames.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", sent))
    settings(page, window)
    settled(page)
    frames.clear()
    page.get_by_role("radio", name="Dark").check()
    page.get_by_label("Speed").select_option("8")
    assert frames == []


THEMES, SIZES = ("Light", "Dark", "High contrast"), ((1440, 900), (390, 844), (320, 640))


@pytest.mark.parametrize(
    "looks", [[*zip(THEMES, SIZES, strict=True)], pytest.param([*product(THEMES, SIZES)], marks=pytest.mark.soak)]
)
def test_it_fits_and_bars_nobody_at_any_size(
    page: Any, window: Any, settled: Callable[[Any], None], looks: list[tuple[str, tuple[int, int]]]
) -> None:
    settings(page, window)
    for theme, (width, height) in looks:
        page.get_by_role("radio", name=theme, exact=True).check()
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), width
        assert barriers(page) == [], (theme, width)


def test_it_works_by_keyboard_alone(page: Any, window: Any) -> None:
    settings(page, window)
    page.get_by_role("link", name="Settings").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Light", exact=True)).to_be_checked()
    assert page.evaluate(KEPT) == {"theme": "light"}

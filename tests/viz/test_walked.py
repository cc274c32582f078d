"""The pages around the stage, walked node by node at the sizes and in the themes that people have."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.viz.lived import a_season
from tests.viz.rest import settle
from tests.viz.shifted import jumps, watch
from tests.viz.walked import SIZES, THEMES, faults_of, walked
from viz.shelf import digest_of

FEW_SIZES = ((1366, 650), (768, 1024), (844, 390), (320, 700))
EXPERIMENT = "advocate"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, made_up: Callable[..., str]) -> Path:
    """Two recordings, a season, and an experiment that is half held."""
    made = tmp_path_factory.mktemp("walked")
    for seed in (1, 2):
        text = made_up(rows=6, seed=seed).replace('"seed": 1', f'"seed": {seed}', 1)
        (made / f"meeting-{seed}.jsonl").write_text(text[: text.rfind("\n", 0, -1) + 1], encoding="utf-8")
    (made / "whole.jsonl").write_text(made_up(rows=6), encoding="utf-8")
    a_season(made / "lived", title="A season with a title that takes more than one line on a telephone")
    return made


@pytest.fixture(scope="module")
def window(opened: Callable[..., Any], folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRIALS", str(tmp_path_factory.mktemp("held")))
        return opened(folder)


def library(page: Any, window: Any, _folder: Path) -> None:
    page.goto(window.url)
    expect(page.locator(".card").first).to_be_visible()


def scenarios(page: Any, window: Any, _folder: Path) -> None:
    page.goto(f"{window.url}/run")
    expect(page.locator(".question-card").first).to_be_visible()


def a_scenario(page: Any, window: Any, _folder: Path) -> None:
    page.goto(f"{window.url}/run/two_imgs")
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_visible()


def again(page: Any, window: Any, folder: Path) -> None:
    page.goto(f"{window.url}/again/{digest_of((folder / 'whole.jsonl').read_bytes())}")
    expect(page.get_by_role("button", name="Hold it again")).to_be_visible()


def pairs(page: Any, window: Any, _folder: Path) -> None:
    page.goto(f"{window.url}/compare")
    expect(page.locator(".pair-card").first).to_be_visible()


def experiments(page: Any, window: Any, _folder: Path) -> None:
    page.goto(f"{window.url}/experiments")
    expect(page.locator(".card").first).to_be_visible()


def an_experiment(page: Any, window: Any, _folder: Path) -> None:
    page.goto(f"{window.url}/experiments/{EXPERIMENT}")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("table", name=re.compile("So far")).get_by_role("row")).to_have_count(5)


def season(page: Any, window: Any, _folder: Path) -> None:
    page.goto(f"{window.url}/season")
    expect(page.locator(".person").first).to_be_visible()


def settings(page: Any, window: Any, _folder: Path) -> None:
    page.goto(f"{window.url}/settings")
    expect(page.get_by_role("group", name="Theme")).to_be_visible()


def unfold(page: Any) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")


PAGES = (library, scenarios, a_scenario, again, pairs, experiments, an_experiment, season, settings)


def came_still(page: Any, size: tuple[int, int], come: Callable[[], None]) -> None:
    """Let a page come at a size: whatever shows first stays where it is."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    watch(page)
    come()
    settle(page)
    assert jumps(page) == []


@pytest.mark.parametrize("reach", PAGES, ids=lambda reach: reach.__name__)
def test_a_page_comes_still_on_a_phone_and_is_whole_at_the_extremes(
    page: Any, window: Any, folder: Path, reach: Callable[..., None]
) -> None:
    came_still(page, (390, 844), lambda: reach(page, window, folder))
    unfold(page)
    assert walked(page, FEW_SIZES, ("light",)) + walked(page, FEW_SIZES[-1:], ("contrast",)) == []


@pytest.mark.soak
@pytest.mark.parametrize("reach", PAGES, ids=lambda reach: reach.__name__)
def test_a_page_comes_still_on_a_laptop_and_is_whole_at_every_size_in_every_theme(
    page: Any, window: Any, folder: Path, reach: Callable[..., None]
) -> None:
    came_still(page, (1440, 900), lambda: reach(page, window, folder))
    unfold(page)
    assert walked(page, SIZES, THEMES) == []


def test_what_jumps_is_named(page: Any) -> None:
    watch(page)
    page.goto("data:text/html,<p class=late style='height: 200px'>below</p>")
    settle(page)
    page.evaluate("document.body.style.paddingTop = '200px'")
    page.wait_for_function("shifted.sum > 0")
    (jump,) = jumps(page)
    assert jump.endswith(": p late")


def test_the_walk_finds_what_is_wrong(page: Any) -> None:
    page.set_viewport_size({"width": 400, "height": 300})
    page.set_content(
        """<!doctype html><div class="house"><p style="font-size: 11px">small</p>
        <p style="position: absolute; left: 10px; top: 100px">below</p>
        <p style="position: absolute; left: 10px; top: 104px">above</p>
        <p style="width: 60px; overflow: hidden; white-space: nowrap">a long line that is cut</p>
        <div style="height: 20px; overflow: auto"><p>one</p><p>two</p></div>
        <p style="position: absolute; left: 350px; white-space: nowrap">beyond the right edge</p></div>"""
    )
    kinds = {fault.partition(":")[0] for fault in faults_of(page)}
    assert kinds == {"sideways", "small", "outside", "cut", "scrolls by itself", "over"}

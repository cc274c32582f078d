"""The page of a season: what it says without a browser, and where its links lead in one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import solara
from playwright.sync_api import expect

import viz.context
from committee.archive.seasons import SeasonFolder
from tests.committee.season import filmed
from tests.viz.barriers import barriers
from tests.viz.lived import a_season
from tests.viz.test_server import ask
from viz.context import Context
from viz.pages.library import Library
from viz.pages.season import NO_SEASON, NO_STORY, NO_SUCH_PROGRAM, NO_SUCH_SEASON, UNFINISHED, Season
from viz.season.listed import name_of
from viz.shelf import Shelf


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SeasonFolder:
    return a_season(tmp_path_factory.mktemp("seasons") / "lived", title="<b>A</b> season")


@pytest.fixture
def on_shelf(folder: SeasonFolder) -> Iterator[Callable[..., None]]:
    before = viz.context.current()
    yield lambda *paths: viz.context.use(Context(shelf=Shelf(paths)))
    viz.context.use(before)


# --- without a browser


def words(element: Any) -> str:
    """All the text of a page, as a reader meets it."""
    box, context = solara.render(element, handle_error=False)
    said = " ".join(_words(box))
    context.close()
    return said


def _words(piece: Any) -> Iterator[str]:
    if isinstance(piece, str):
        yield piece
        return
    inside = piece[2:] if isinstance(piece, list) else getattr(piece, "children", [])
    for each in (*inside, *filter(None, [getattr(piece, "tree", None)])):
        yield from _words(each)


def test_the_page_tells_years_story_doors_and_residents(on_shelf: Callable[..., None], folder: SeasonFolder) -> None:
    on_shelf(folder.path)
    said = words(Season())
    assert "<b>A</b> season" in said
    assert "2027 to 2036, Room 0 (p000), 7 posts a year, one of 2 programs, seed 5." in said
    assert "Stricter: J-1 visas" in said
    assert "closed 2029 to 2032" in said
    assert "None were interviewed from 2029 to 2032; without memory, 16 were." in said
    assert "The rules in 2036: Files that need a J-1 visa are read on." in said
    assert "2028: left early; 3 members remember it" in said
    assert "2029, rank meeting, row 2, 00:05" in said
    assert "it says nothing about any real program" in said


def test_the_page_of_another_program_says_whom_the_story_follows(
    on_shelf: Callable[..., None], folder: SeasonFolder
) -> None:
    on_shelf(folder.path)
    said = words(Season(name_of(folder), "p001"))
    assert "It follows p000, not p001." in said
    assert "p000" in said
    assert "closed 2029" not in said


def test_what_is_not_there_is_a_sentence(on_shelf: Callable[..., None], folder: SeasonFolder, tmp_path: Path) -> None:
    on_shelf(tmp_path)
    assert NO_SEASON in words(Season())
    on_shelf(folder.path)
    assert NO_SUCH_SEASON in words(Season("0" * 12))
    assert NO_SUCH_PROGRAM in words(Season(name_of(folder), "p999"))


def test_a_season_in_a_folder_is_listed_and_its_recordings_are_found(
    on_shelf: Callable[..., None], folder: SeasonFolder
) -> None:
    on_shelf(folder.path.parent)
    said = words(Library())
    assert "Season: <b>A</b> season" in said
    assert "2027 to 2036 · 2 programs · seed 5 · lived" in said
    shelf = viz.context.current().shelf
    kept = folder.recordings()[-1].path
    digest = Shelf([kept]).entry(kept).digest
    assert shelf.find(digest) is not None


@pytest.mark.parametrize(
    ("stop", "span", "story"),
    [(0, "No year yet, Room 0", NO_STORY), (1, " 2027, Room 0", NO_STORY), (None, " 2027, Room 0", "only after three")],
)
def test_a_season_that_has_hardly_begun_has_a_page(
    on_shelf: Callable[..., None], tmp_path: Path, stop: int | None, span: str, story: str
) -> None:
    on_shelf(a_season(tmp_path / "short", 1 if stop is None else 2, stop=stop).path)
    said = words(Season())
    assert span in said
    assert story in said
    assert (UNFINISHED in said) == (stop is not None)


# --- in a browser


@pytest.fixture(scope="module")
def window(opened: Callable[..., Any], folder: SeasonFolder) -> Any:
    return opened(folder.path)


def test_a_sentence_leads_to_its_second_a_ghost_to_the_resident_and_back(
    page: Any, window: Any, folder: SeasonFolder
) -> None:
    page.goto(f"{window.url}/season")
    page.get_by_role("link", name="2029, rank meeting, row 2, 00:05").first.click()
    expect(page.get_by_role("region", name="Replay of a rank meeting")).to_be_visible()
    assert "row=2&t=0." in page.url
    page.get_by_role("tab", name="Why").click()
    page.get_by_role("link", name="Their own row").click()
    expect(page.get_by_role("link", name="Back to the season")).to_have_attribute("href", re.compile("/p000#y2027$"))
    assert f"row={filmed.GHOST}" in page.url
    page.get_by_role("link", name="Back to the season").click()
    expect(page.locator(":target")).to_have_id("y2027")


def test_the_page_fits_a_phone_goes_by_keyboard_and_bars_nobody(
    page: Any, window: Any, settled: Callable[[Any], None]
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{window.url}/season#{filmed.GHOST}")
    expect(page.locator(":target")).to_have_id(filmed.GHOST)
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert barriers(page) == []
    page.get_by_role("link", name="2029: watch the rank meeting").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == "Watch the invite meeting of 2029"
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Replay of a rank meeting")).to_be_visible()


@pytest.mark.parametrize("place", ["2029/p001/rank", "2030/p000/rank", "1999/p000/rank", "x/p000/rank", "2029/p000/x"])
def test_a_meeting_that_was_not_kept_is_a_sentence(window: Any, folder: SeasonFolder, place: str) -> None:
    status, _, body = ask(window, f"/season/{name_of(folder)}/{place}")
    assert status == 404
    assert b"Only the meetings of some programs are recorded" in body


def test_the_picture_is_served_and_may_do_nothing(window: Any, folder: SeasonFolder) -> None:
    status, headers, body = ask(window, f"/season/{name_of(folder)}/doors.svg")
    assert (status, headers["Content-Type"]) == (200, "image/svg+xml")
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert body == (folder.path / "doors.svg").read_bytes()
    assert ask(window, "/season/000000000000/doors.svg")[0] == 404

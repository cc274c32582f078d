"""The comparison as a page: chosen from the library, reached by a link, and a sentence where there are not two."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.viz.barriers import barriers
from tests.viz.shifted import jumps, watch
from viz.shelf import digest_of

BOTH = "Two rank meetings side by side"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, made_up: Callable[..., str]) -> Path:
    """Two recordings with the same ids, one cut off, and one that is none."""
    made = tmp_path_factory.mktemp("pairs")
    for name, text in {
        "a.jsonl": made_up(rows=8),
        "b.jsonl": made_up(rows=8, seed=4),
        "cut.jsonl": made_up(rows=8, whole=False),
        "diary.jsonl": "Dear diary\n",
        "header.jsonl": made_up(rows=8).partition("\n")[0] + "\n",
    }.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def pairs(opened: Callable[..., Any], folder: Path) -> Any:
    return opened(folder)


def link_to(pairs: Any, folder: Path, *names: str) -> str:
    return f"{pairs.url}/compare/" + "/".join(digest_of((folder / name).read_bytes()) for name in names)


def test_two_are_chosen_from_the_library_and_laid_side_by_side(page: Any, pairs: Any, folder: Path) -> None:
    page.goto(pairs.url)
    page.get_by_role("navigation").get_by_role("link", name="Compare").click()
    page.get_by_label("Recording A").select_option(label="Made up, seed 1 (a.jsonl)")
    page.get_by_label("Recording B").select_option(label="Made up, seed 1 (b.jsonl)")
    page.get_by_role("button", name="Compare").press("Enter")
    expect(page.get_by_role("region", name=BOTH)).to_be_visible()
    assert page.url == link_to(pairs, folder, "a.jsonl", "b.jsonl")
    expect(page).to_have_title("Made up: two meetings side by side · The committee")
    expect(page.locator(".house-link[aria-current]")).to_have_text(["Compare"])
    page.go_back()
    expect(page.get_by_role("heading", name="Compare two meetings")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "other"), [("a.jsonl", "b.jsonl"), pytest.param("b.jsonl", "a.jsonl", marks=pytest.mark.soak)]
)
def test_a_card_of_the_library_leads_to_a_choice_with_its_recording_in_it_that_must_be_of_two(
    page: Any, pairs: Any, folder: Path, name: str, other: str
) -> None:
    page.goto(pairs.url)
    page.get_by_role("link", name=f"Compare {name}").click()
    expect(page.get_by_label("Recording A")).to_have_value(digest_of((folder / name).read_bytes()))
    expect(page.get_by_label("Recording B")).to_have_value(digest_of((folder / other).read_bytes()))
    expect(page.get_by_role("button", name="Compare")).to_be_enabled()
    page.get_by_label("Recording B").select_option(label=f"Made up, seed 1 ({name})")
    expect(page.get_by_role("button", name="Compare"), "one and the same").to_be_disabled()
    expect(page.get_by_text("Choose two different recordings.")).to_be_visible()


def test_a_link_leads_to_its_moment_and_the_address_stays_a_link(page: Any, pairs: Any, folder: Path) -> None:
    page.goto(link_to(pairs, folder, "a.jsonl", "b.jsonl") + "?row=5&t=3")
    expect(page.locator(".cs-pairname")).to_contain_text("5 ")
    expect(page.locator(".cs-leanlink").nth(1)).to_have_attribute("href", re.compile(r"^/replay/[0-9a-f]+\?row=5$"))
    page.keyboard.press("]")
    expect(page).to_have_url(re.compile(r"\?row=6$"))
    page.reload()
    expect(page.locator(".cs-pairname")).to_contain_text("6 ")


def test_playing_sends_python_nothing(page: Any, pairs: Any, folder: Path, settled: Callable[[Any], None]) -> None:
    frames: list[Any] = []

    def sent(frame: Any) -> None:
        frames.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", sent))
    page.goto(link_to(pairs, folder, "a.jsonl", "b.jsonl"))
    expect(page.get_by_role("region", name=BOTH)).to_be_visible()
    settled(page)
    frames.clear()
    page.keyboard.press("]")
    page.keyboard.press("k")
    page.wait_for_function("document.querySelector('.cs-time').textContent.split(' ')[0] !== '0:00'")
    page.keyboard.press("k")
    assert frames == []


def test_a_cut_recording_gets_its_sentence_and_still_plays(page: Any, pairs: Any, folder: Path) -> None:
    page.goto(link_to(pairs, folder, "a.jsonl", "cut.jsonl"))
    expect(page.get_by_text(re.compile("B is incomplete"))).to_be_visible()


# without a browser: tests/viz/test_pages.py
@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["a.jsonl", "diary.jsonl"], "B cannot be watched. diary.jsonl: this is not a recording"),
        pytest.param(
            ["a.jsonl", "header.jsonl"],
            "B stops before its first row: there is nothing to compare.",
            marks=pytest.mark.soak,  # in the stage alone: tests/viz/stage/test_compare.py
        ),
    ],
)
def test_what_cannot_be_compared_is_a_sentence(
    page: Any, pairs: Any, folder: Path, names: list[str], sentence: str
) -> None:
    page.goto(link_to(pairs, folder, *names))
    expect(page.get_by_role("alert")).to_contain_text(sentence)


@pytest.mark.parametrize(
    "path",
    ["/compare/%3Cb%3E/x", pytest.param("/compare/" + "0" * 20 + "/" + "1" * 20, marks=pytest.mark.soak)],
)
def test_a_link_to_nothing_is_a_sentence(page: Any, pairs: Any, path: str) -> None:
    page.goto(pairs.url + path)
    expect(page.get_by_role("alert")).to_contain_text("A: no recording here matches this link")


@pytest.mark.soak
def test_with_fewer_than_two_there_is_nothing_to_choose(
    page: Any, opened: Callable[..., Any], tmp_path: Path, made_up: Callable[..., str]
) -> None:
    (tmp_path / "one.jsonl").write_text(made_up(rows=3), encoding="utf-8")
    page.goto(opened(tmp_path).url + "/compare")
    expect(page.get_by_text("You need two recordings, and there are fewer here.")).to_be_visible()


SIZES, SCHEMES = ((1440, 900), (390, 844)), ("light", "dark")


@pytest.mark.parametrize(
    "looks", [[*zip(SIZES, SCHEMES, strict=True)], pytest.param([*product(SIZES, SCHEMES)], marks=pytest.mark.soak)]
)
def test_both_pages_come_still_fit_and_bar_nobody(
    page: Any, pairs: Any, folder: Path, settled: Callable[[Any], None], looks: list[tuple[tuple[int, int], str]]
) -> None:
    watch(page)
    for url in (f"{pairs.url}/compare", link_to(pairs, folder, "a.jsonl", "b.jsonl") + "?row=3&t=5"):
        page.goto(url)
        expect(page.locator(".pair-form, .cs-pair")).to_be_visible()
        settled(page)
        assert jumps(page) == []
        for (width, height), scheme in looks:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            settled(page)
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), url
            assert barriers(page) == [], (url, width, scheme)

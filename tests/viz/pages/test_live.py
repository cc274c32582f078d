"""A run started from the form, watched while it is under way: what the server hands on, and what the stage shows."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

STAGE = "Replay of a rank meeting"


@pytest.fixture
def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file whose characters let the run go on, one row each."""
    path = tmp_path / "seen"
    monkeypatch.setenv("SEEN_IN", str(path))
    return path


@pytest.fixture
def window(opened: Callable[..., Any], seen: Path, tmp_path: Path) -> Iterator[Any]:
    folder = tmp_path / "shelf"
    folder.mkdir()
    yield opened(folder)
    seen.write_text("." * 8, encoding="utf-8")


@pytest.fixture(scope="module")
def idle(opened: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A window in which nobody has started anything."""
    return opened(tmp_path_factory.mktemp("idle"))


def ask(window: Any, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", window.port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    status_and_body = answer.status, answer.read()
    connection.close()
    return status_and_body


def started(page: Any, window: Any, seed: int = 5) -> None:
    page.goto(f"{window.url}/run/baseline")
    page.get_by_label("Seed").fill(str(seed))
    page.get_by_role("button", name="Run", exact=True).click()


def test_a_run_plays_by_itself_as_it_grows_and_ends_as_a_recording(page: Any, window: Any, seen: Path) -> None:
    started(page, window)
    assert page.locator(".closing li").first.is_hidden()  # nobody is told how a row ended before they ask or watch
    page.get_by_role("link", name="Take a seat now").click()
    expect(page.get_by_role("region", name=STAGE)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/live/1\?.*hide=1"))
    expect(page.locator(".cs-incomplete")).to_have_text("Under way.")
    expect(page.locator(".cs-listrow, .cs-list li")).to_have_count(0)
    # It plays by itself, says how to stop it, and waits at the end of what there is.
    expect(page.get_by_text("The meeting plays by itself. Space pauses it.")).to_be_attached()
    expect(page.locator(".cs-time")).not_to_contain_text("0:00")
    page.evaluate("document.querySelector('.cs-stage').focus()")
    page.keyboard.press("End")
    expect(page.locator(".cs-play")).to_have_accessible_name(re.compile("Pause"))
    page.keyboard.press(" ")
    expect(page.locator(".cs-play")).to_have_accessible_name(re.compile("Play"))
    page.keyboard.press("Home")
    page.keyboard.press("x")
    expect(page.locator(".cs-incomplete")).to_have_text("Under way: 1 of 8 rows so far.")
    page.keyboard.press("ArrowRight")
    where = page.locator(".cs-time").inner_text().split(" / ")[0]
    page.evaluate("window.stillHere = document.querySelector('.cs-stage')")
    seen.write_text("..", encoding="utf-8")
    expect(page.locator(".cs-incomplete")).to_have_text("Under way: 3 of 8 rows so far.")
    expect(page.locator(".cs-chapter")).to_have_count(3)
    assert page.locator(".cs-time").inner_text().split(" / ")[0] == where
    seen.write_text("." * 8, encoding="utf-8")
    expect(page.locator(".cs-incomplete")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/replay/[0-9a-f]{20}"))
    assert page.evaluate("stillHere.isConnected"), "the stage is the one that was opened on the first row"
    page.reload()
    expect(page.locator(".cs-chapter")).to_have_count(8)


def test_with_less_motion_it_waits_for_play_and_python_is_told_nothing_while_rows_come(
    page: Any, window: Any, seen: Path, settled: Callable[[Any], None]
) -> None:
    frames: list[Any] = []

    def sent(frame: Any) -> None:
        frames.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", sent))
    page.emulate_media(reduced_motion="reduce")
    started(page, window)
    page.get_by_role("link", name="Take a seat now").click()
    expect(page.locator(".cs-play")).to_have_accessible_name(re.compile("Play"))  # nothing moves by itself
    page.get_by_role("switch", name="Hide").click()
    expect(page.locator(".cs-incomplete")).to_have_text("Under way: 1 of 8 rows so far.")
    settled(page)
    frames.clear()
    seen.write_text("." * 6, encoding="utf-8")
    expect(page.locator(".cs-chapter")).to_have_count(7)
    assert len(frames) <= 1, "rows that come are fetched by the page; nothing is told of them"


def test_the_server_hands_on_whole_lines_from_where_one_left_off(page: Any, window: Any, seen: Path) -> None:
    started(page, window)
    expect(page.get_by_role("link", name="Take a seat now")).to_be_visible()
    text, start, over = "", 0, False
    seen.write_text("." * 8, encoding="utf-8")
    while not over:
        status, body = ask(window, f"/runs/1.json?from={start}")
        added = json.loads(body)
        assert status == 200
        assert added["lines"] == "" or added["lines"].endswith("\n")
        text, start, over = text + added["lines"], added["next"], added["over"]
    assert [json.loads(line)["event"] for line in text.splitlines()].count("row_closed") == 8
    assert len(text.encode()) == start
    assert ask(window, f"/recordings/{added['digest']}.json")[0] == 200


@pytest.mark.parametrize("path", ["/runs/7.json", "/runs/-1.json", "/runs/x.json?from=0", "/runs/1.json?from=1e9"])
def test_a_run_that_is_none_is_a_sentence(idle: Any, path: str) -> None:
    status, body = ask(idle, path)
    assert status == 404
    assert body.decode().startswith("No run here matches this link")


def test_a_link_to_a_run_of_another_window_says_so(page: Any, idle: Any) -> None:
    page.goto(f"{idle.url}/live/3")
    expect(page.get_by_role("alert")).to_contain_text("this window did not start it")

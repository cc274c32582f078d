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


def test_a_run_plays_by_itself_as_it_grows_and_ends_as_a_recording(
    page: Any, window: Any, seen: Path, settled: Callable[[Any], None]
) -> None:
    told: list[Any] = []

    def sent(frame: Any) -> None:
        told.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", sent))
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
    settled(page)
    told.clear()
    seen.write_text("..", encoding="utf-8")
    expect(page.locator(".cs-incomplete")).to_have_text("Under way: 3 of 8 rows so far.")
    expect(page.locator(".cs-chapter")).to_have_count(3)
    assert page.locator(".cs-time").inner_text().split(" / ")[0] == where
    assert len(told) <= 1, "rows that come are fetched by the page; Python is told nothing of them"
    so_far = _added(window, 0)
    assert not so_far["over"]
    seen.write_text("." * 8, encoding="utf-8")
    expect(page.locator(".cs-incomplete")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/replay/[0-9a-f]{20}"))
    assert page.evaluate("stillHere.isConnected"), "the stage is the one that was opened on the first row"
    _handed_on(window, so_far)
    page.reload()
    expect(page.locator(".cs-chapter")).to_have_count(8)


def test_with_less_motion_a_run_waits_for_play(page: Any, window: Any) -> None:
    page.emulate_media(reduced_motion="reduce")
    started(page, window)
    page.get_by_role("link", name="Take a seat now").click()
    expect(page.locator(".cs-play")).to_have_accessible_name(re.compile("Play"))  # nothing moves by itself


def _added(window: Any, start: int) -> dict[str, Any]:
    """What the run has told since ``start``: whole lines."""
    status, body = ask(window, f"/runs/1.json?from={start}")
    added: dict[str, Any] = json.loads(body)
    assert status == 200
    assert added["lines"] == "" or added["lines"].endswith("\n")
    return added


def _handed_on(window: Any, so_far: dict[str, Any]) -> None:
    """The server goes on where one left off, to the end, and the recording is there."""
    text, added = so_far["lines"], so_far
    while not added["over"]:
        added = _added(window, added["next"])
        text += added["lines"]
    assert [json.loads(line)["event"] for line in text.splitlines()].count("row_closed") == 8
    assert len(text.encode()) == added["next"]
    assert ask(window, f"/recordings/{added['digest']}.json")[0] == 200


@pytest.mark.parametrize("path", ["/runs/7.json", "/runs/-1.json", "/runs/x.json?from=0", "/runs/1.json?from=1e9"])
def test_a_run_that_is_none_is_a_sentence(idle: Any, path: str) -> None:
    status, body = ask(idle, path)
    assert status == 404
    assert body.decode().startswith("No run here matches this link")


def test_a_link_to_a_run_of_another_window_says_so(page: Any, idle: Any) -> None:
    page.goto(f"{idle.url}/live/3")
    expect(page.get_by_role("alert")).to_contain_text("this window did not start it")
